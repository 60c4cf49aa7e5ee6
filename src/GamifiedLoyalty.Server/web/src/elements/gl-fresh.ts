import { liveConnection, type Following } from '../live/connection';
import { json, number, part } from '../ui/dom';
import { Fresh, replaceParts } from '../ui/fresh';
import { LiveBadge, type LiveTexts } from '../ui/live-badge';

/**
 * The least time between two requests after a change of a board or of a contest that the page only points to, of the contest
 * that the page is about, and of the member's own account, in milliseconds.
 */
const pauses = { board: 10_000, contest: 3_000, own: 1_500 } as const;

function pauseOf(channel: string, leads: boolean): number {
  const kind = channel.split('/', 1)[0];
  if (kind === 'challenge') return leads ? pauses.contest : pauses.board;
  return kind === 'board' ? pauses.board : pauses.own;
}
const announceEvery = 10_000;

/**
 * Keeps what the server rendered up to date: when a channel tells of a change, the page is asked for again, not too often
 * and only while it is looked at, and the parts that differ are exchanged.
 */
export class GlFresh extends HTMLElement {
  private readonly followed = new Map<string, Following>();
  private started = false;
  private badge: LiveBadge | undefined;
  private announcedAt = 0;
  private fresh!: Fresh;

  connectedCallback(): void {
    if (this.started) return;
    this.started = true;
    const live = part(this, 'live');
    if (live && this.dataset['texts']) this.badge = new LiveBadge(live, json<LiveTexts>(this, 'texts'));
    this.fresh = new Fresh(() => this.load(), () => !document.hidden);
    document.addEventListener('visibilitychange', () => this.fresh.look());
    this.followAll();
  }

  /** Follows the channels that the page names now: contests begin and end while it is looked at. */
  private followAll(): void {
    const channels = json<string[]>(this, 'channels');
    channels.forEach((channel, index) => {
      if (!this.followed.has(channel)) this.followed.set(channel, this.follow(channel, index === 0));
    });
    for (const [channel, following] of this.followed) {
      if (channels.includes(channel)) continue;
      following.stop();
      this.followed.delete(channel);
    }
  }

  private follow(channel: string, leads: boolean): Following {
    const pause = pauseOf(channel, leads);
    const shown = number(this.dataset['version']);
    return liveConnection().follow({
      program: this.dataset['program'] ?? '',
      channel,
      onChanged: (version) => {
        // The first answer tells nothing that the page does not show already, unless it is newer.
        if (version === undefined || version > shown) this.fresh.changed(pause);
      },
      onState: (state, lastHeardAt) => {
        if (leads) this.badge?.set(state, lastHeardAt);
      },
    }, { replace: () => undefined, merge: () => undefined });
  }

  private async load(): Promise<void> {
    const answer = await fetch(location.href, { headers: { Accept: 'text/html' } });
    if (!answer.ok) throw new Error(String(answer.status));
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    const said = (): string => this.querySelector<HTMLElement>('[data-say]')?.dataset['say'] ?? '';
    const before = said();
    replaceParts(this, page);
    const named = page.querySelector<HTMLElement>(this.localName)?.dataset;
    if (named?.['channels']) {
      this.dataset['channels'] = named['channels'];
      this.dataset['version'] = named['version'] ?? this.dataset['version'] ?? '';
      this.followAll();
    }
    const after = said();
    if (after === '' || after === before || Date.now() - this.announcedAt < announceEvery) return;
    this.announcedAt = Date.now();
    const holder = part(this, 'announce');
    if (holder) holder.textContent = after;
  }
}
