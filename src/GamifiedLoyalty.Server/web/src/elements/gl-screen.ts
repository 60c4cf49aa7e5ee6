import { liveConnection, type LiveState } from '../live/connection';
import { json, number, part } from '../ui/dom';
import { LiveBadge, type LiveTexts } from '../ui/live-badge';
import { fill } from '../ui/text';
import type { Gain } from './gl-board';

interface ScreenTexts extends LiveTexts {
  /** With places for `{name}`, `{gain}` and `{rank}`. */
  readonly gained: string;
}

const tickerLength = 3;

/** A large screen: rotates its boards, tells the latest gains, shows the time, and keeps the display awake. */
export class GlScreen extends HTMLElement {
  private scenes: HTMLElement[] = [];
  private current = 0;
  private texts!: ScreenTexts;
  private badge: LiveBadge | undefined;
  private started = false;

  connectedCallback(): void {
    if (this.started) return;
    this.started = true;
    this.texts = json<ScreenTexts>(this, 'texts');
    this.scenes = [...this.querySelectorAll<HTMLElement>('[data-part="scene"]')];
    const live = part(this, 'screen-live');
    if (live) this.badge = new LiveBadge(live, this.texts);
    this.addEventListener('gl-state', (event) => this.onState(event as CustomEvent<{ state: LiveState; lastHeardAt: number }>));
    this.addEventListener('gl-gains', (event) => this.tell(event as CustomEvent<Gain[]>));
    this.rotate();
    this.runClock();
    this.stayAwake();
    this.followSettings();
  }

  private onState(event: CustomEvent<{ state: LiveState; lastHeardAt: number }>): void {
    this.badge?.set(event.detail.state, event.detail.lastHeardAt);
  }

  private rotate(): void {
    if (this.scenes.length < 2) return;
    const seconds = number(this.scenes[this.current]?.dataset['seconds']) || 20;
    setTimeout(() => {
      this.scenes[this.current]?.setAttribute('hidden', '');
      this.current = (this.current + 1) % this.scenes.length;
      const next = this.scenes[this.current];
      next?.removeAttribute('hidden');
      next?.animate([{ opacity: 0 }, { opacity: 1 }], { duration: 450, easing: 'ease-out' });
      this.rotate();
    }, seconds * 1_000);
  }

  private tell(event: CustomEvent<Gain[]>): void {
    const ticker = part(this, 'ticker');
    const scene = (event.target as HTMLElement).closest('[data-part="scene"]');
    if (!ticker || scene !== this.scenes[this.current]) return;
    part(ticker, 'ticker-empty')?.remove();
    for (const gain of event.detail.slice(0, tickerLength)) {
      const item = document.createElement('li');
      item.textContent = fill(this.texts.gained, { ...gain });
      ticker.prepend(item);
      item.animate([{ opacity: 0 }, { opacity: 1 }], { duration: 380 });
    }
    while (ticker.children.length > tickerLength) ticker.lastElementChild?.remove();
  }

  private runClock(): void {
    const clock = part(this, 'clock');
    if (!clock) return;
    const format = new Intl.DateTimeFormat(document.documentElement.lang, {
      hour: 'numeric', minute: '2-digit', timeZone: this.dataset['zone'] || 'UTC',
    });
    const show = (): void => {
      clock.textContent = format.format(new Date());
    };
    show();
    setInterval(show, 1_000);
  }

  private stayAwake(): void {
    const ask = (): void => {
      if (!document.hidden) void navigator.wakeLock?.request('screen').catch(() => undefined);
    };
    ask();
    document.addEventListener('visibilitychange', ask);
  }

  /** Settings decide what the server renders, so a change of them asks it again. */
  private followSettings(): void {
    liveConnection().follow({
      program: this.dataset['program'] ?? '',
      channel: this.dataset['channel'] ?? '',
      onChanged: () => undefined,
      onState: () => undefined,
    }, {
      replace: (settings: { revision: number }) => this.reloadWhenNewer(settings.revision),
      merge: (settings: { revision?: number }) => this.reloadWhenNewer(settings.revision ?? 0),
    });
  }

  private reloadWhenNewer(revision: number): void {
    if (revision > number(this.dataset['revision'])) location.reload();
  }
}
