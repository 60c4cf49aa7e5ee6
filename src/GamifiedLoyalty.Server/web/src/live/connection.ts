import { HttpTransportType, HubConnectionBuilder, HubConnectionState, LogLevel, type HubConnection } from '@microsoft/signalr';
import { keptAt } from '../ui/kept';
import { backoffDelay } from './backoff';
import { Resync, type Message, type Target } from './resync';

export type LiveState = 'connecting' | 'live' | 'offline';

/** A channel that an element follows. */
export interface Subscription {
  readonly program: string;
  readonly channel: string;
  /** The version of what the server rendered. */
  readonly knownVersion?: number;
  /** Something came; `version` is that of an answer to a subscription, which may show what the page shows already. */
  onChanged(version?: number): void;
  onState(state: LiveState, lastHeardAt: number): void;
}

/** A channel that is followed. */
export interface Following {
  /** The version that is known now. */
  readonly knownVersion: number | undefined;
  stop(): void;
}

type AnyMessage = Message<unknown, unknown>;

interface Followed {
  readonly subscription: Subscription;
  readonly resync: Resync<unknown, unknown>;
  subscribed: boolean;
  /** Whether the server refused it: what is shown stands still, whatever the connection does. */
  refused: boolean;
}

/** How long a channel that the server refuses waits before it asks again, in milliseconds. */
const refusedPause = 15_000;

/**
 * The one connection of a page. It never gives up: after any loss it comes back with growing pauses, subscribes again
 * with the versions it knows, and so catches up with what it missed.
 */
export class LiveConnection {
  private readonly followed: Followed[] = [];
  private readonly hub: HubConnection;
  private state: LiveState = 'connecting';
  private lastHeardAt = keptAt() ?? Date.now();
  private running = false;
  private attempt = 0;
  private wake: (() => void) | undefined;

  constructor(url: string, key: string | undefined) {
    this.hub = new HubConnectionBuilder()
      .withUrl(url, {
        transport: HttpTransportType.WebSockets | HttpTransportType.ServerSentEvents | HttpTransportType.LongPolling,
        ...(key ? { accessTokenFactory: () => key } : {}),
      })
      .configureLogging(LogLevel.None)
      .build();
    this.hub.serverTimeoutInMilliseconds = 15_000;
    this.hub.keepAliveIntervalInMilliseconds = 5_000;
    this.hub.on('changed', (message: AnyMessage) => this.receive(message));
    this.hub.onclose(() => this.lost());
    window.addEventListener('online', () => this.wake?.());
    document.addEventListener('visibilitychange', () => {
      if (!document.hidden) this.wake?.();
    });
  }

  follow<Snapshot, Changes>(subscription: Subscription, target: Target<Snapshot, Changes>): Following {
    const resync = new Resync(target as Target<unknown, unknown>, subscription.knownVersion);
    const entry = { subscription, resync, subscribed: false, refused: false };
    this.followed.push(entry);
    this.tell(entry);
    if (this.state === 'live') void this.subscribe(entry).catch(() => this.hub.stop());
    if (!this.running) void this.run();
    return {
      get knownVersion() {
        return resync.knownVersion;
      },
      stop: () => this.unfollow(entry),
    };
  }

  private unfollow(entry: Followed): void {
    const at = this.followed.indexOf(entry);
    if (at < 0) return;
    this.followed.splice(at, 1);
    const { program, channel } = entry.subscription;
    const isShared = this.followed.some((other) => other.subscription.program === program && other.subscription.channel === channel);
    if (!isShared && this.hub.state === HubConnectionState.Connected) void this.hub.invoke('Unsubscribe', { program, channel }).catch(() => undefined);
  }

  private async run(): Promise<void> {
    this.running = true;
    for (;;) {
      try {
        await this.hub.start();
        await this.subscribeAll();
        this.attempt = 0;
        this.setState('live');
        return;
      } catch {
        await this.hub.stop().catch(() => undefined);
        this.setState('offline');
        await this.pause(backoffDelay(this.attempt++));
      }
    }
  }

  private lost(): void {
    if (this.state !== 'live') return;
    this.setState('offline');
    void this.run();
  }

  private pause(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  private async subscribeAll(): Promise<void> {
    for (const entry of this.followed) entry.subscribed = false;
    for (;;) {
      const open = this.followed.filter((entry) => !entry.subscribed);
      if (open.length === 0) return;
      await Promise.all(open.map((entry) => this.subscribe(entry)));
    }
  }

  private async subscribe(entry: Followed): Promise<void> {
    const { program, channel } = entry.subscription;
    const knownVersion = entry.resync.knownVersion;
    entry.resync.begin();
    entry.subscribed = true;
    try {
      const answer = await this.hub.invoke<AnyMessage>('Subscribe', {
        program, channel, ...(knownVersion === undefined ? {} : { knownVersion }),
      });
      this.lastHeardAt = Date.now();
      entry.refused = false;
      if (entry.resync.answer(answer)) entry.subscription.onChanged(answer.version);
    } catch (fault) {
      entry.resync.abandon();
      if (this.hub.state !== HubConnectionState.Connected) throw fault;
      this.refused(entry);
    }
  }

  private refused(entry: Followed): void {
    entry.refused = true;
    this.tell(entry);
    setTimeout(() => {
      if (this.state !== 'live' || !this.followed.includes(entry)) return;
      this.subscribe(entry)
        .then(() => this.tell(entry))
        .catch(() => this.hub.stop());
    }, refusedPause);
  }

  private receive(message: AnyMessage): void {
    this.lastHeardAt = Date.now();
    for (const entry of this.followed) {
      if (entry.subscription.channel === message.channel && entry.resync.receive(message)) entry.subscription.onChanged();
    }
  }

  private setState(state: LiveState): void {
    if (state === 'live') this.lastHeardAt = Date.now();
    this.state = state;
    for (const entry of this.followed) this.tell(entry);
  }

  private tell(entry: Followed): void {
    entry.subscription.onState(entry.refused ? 'offline' : this.state, this.lastHeardAt);
  }
}

let shared: LiveConnection | undefined;

/** The page's connection; a screen's key comes with the document element, since a screen has no session. */
export function liveConnection(): LiveConnection {
  shared ??= new LiveConnection('/hubs/live', document.documentElement.dataset['key']);
  return shared;
}
