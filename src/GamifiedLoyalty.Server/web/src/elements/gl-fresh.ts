import { liveConnection } from '../live/connection';
import { json, number, part } from '../ui/dom';
import { Fresh, replaceParts } from '../ui/fresh';
import { LiveBadge, type LiveTexts } from '../ui/live-badge';

/** The least time between two requests after a change of a board, of a contest and of the member's own account, in milliseconds. */
const pauses = { board: 10_000, challenge: 3_000, own: 1_500 } as const;

function pauseOf(channel: string): number {
  const kind = channel.split('/', 1)[0];
  return kind === 'board' || kind === 'challenge' ? pauses[kind] : pauses.own;
}
const announceEvery = 10_000;

/**
 * Keeps what the server rendered up to date: when a channel tells of a change, the page is asked for again, not too often
 * and only while it is looked at, and the parts that differ are exchanged.
 */
export class GlFresh extends HTMLElement {
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
    json<string[]>(this, 'channels').forEach((channel, index) => this.follow(channel, index === 0));
  }

  private follow(channel: string, leads: boolean): void {
    const pause = pauseOf(channel);
    const shown = number(this.dataset['version']);
    liveConnection().follow({
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
    const after = said();
    if (after === '' || after === before || Date.now() - this.announcedAt < announceEvery) return;
    this.announcedAt = Date.now();
    const holder = part(this, 'announce');
    if (holder) holder.textContent = after;
  }
}
