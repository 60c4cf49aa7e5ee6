import { liveConnection, type LiveState } from '../live/connection';
import { Standings, type RankedRow, type Ties } from '../live/standings';
import { json, number, part } from '../ui/dom';
import { LiveBadge, type LiveTexts } from '../ui/live-badge';
import { Glide, glow } from '../ui/motion';
import { scoreText, type ScoreFormat } from '../ui/numbers';
import { fill } from '../ui/text';
import { BoardRow, type RowTexts } from './board-row';

interface BoardTexts extends LiveTexts, RowTexts {
  /** With places for `{name}` and `{score}`. */
  readonly leads: string;
  /** With a place for `{n}`. */
  readonly total: string;
  readonly rebuilding: string;
  readonly unavailable: string;
}

/** A gain worth telling on a screen. */
export interface Gain {
  readonly name: string;
  readonly gain: string;
  readonly rank: number;
}

const announceEvery = 10_000;

/** Takes over a server-rendered board and keeps it live. */
export class GlBoard extends HTMLElement {
  private readonly standings = new Standings();
  private readonly rows = new Map<string, BoardRow>();
  private list!: HTMLElement;
  private template!: HTMLTemplateElement;
  private texts!: BoardTexts;
  private format!: ScoreFormat;
  private badge: LiveBadge | undefined;
  private pinned: BoardRow | undefined;
  private leader: string | undefined;
  private announcedAt = 0;
  private renderAsked = false;
  private started = false;

  connectedCallback(): void {
    const list = part(this, 'rows');
    const template = this.querySelector('template');
    if (this.started || !list || !template) return;
    this.started = true;
    this.list = list;
    this.template = template;
    this.texts = json<BoardTexts>(this, 'texts');
    this.format = json<ScoreFormat>(this, 'format');
    const live = part(this, 'live');
    if (live) this.badge = new LiveBadge(live, this.texts);
    this.takeOver();
    this.follow();
  }

  private takeOver(): void {
    const elements = [...this.list.querySelectorAll<HTMLElement>('[data-subject]')];
    this.standings.replace({
      period: this.dataset['period'] ?? '',
      ties: (this.dataset['ties'] ?? 'firstToReach') as Ties,
      total: number(this.dataset['total']),
      frozen: part(this, 'frozen')?.hidden === false,
      rows: elements.map(({ dataset }) => ({
        subject: dataset['subject'] ?? '',
        name: dataset['name'] ?? '',
        score: number(dataset['score']),
        provisional: number(dataset['provisional']),
        reach: number(dataset['reach']),
      })),
    });
    for (const element of elements) {
      this.rows.set(element.dataset['subject'] ?? '', new BoardRow(element, this.format, this.texts));
    }
    const own = part(this, 'pinned')?.querySelector<HTMLElement>('[data-subject]');
    if (own) this.pinned = new BoardRow(own, this.format, this.texts);
    this.leader = elements[0]?.dataset['subject'];
  }

  private follow(): void {
    liveConnection().follow({
      program: this.dataset['program'] ?? '',
      channel: this.dataset['channel'] ?? '',
      // Only a whole list can be caught up with; a shortened one starts from a snapshot.
      ...(this.dataset['version'] ? { knownVersion: number(this.dataset['version']) } : {}),
      onChanged: () => this.askRender(),
      onState: (state: LiveState, lastHeardAt: number) => {
        this.badge?.set(state, lastHeardAt);
        this.dispatchEvent(new CustomEvent('gl-state', { bubbles: true, detail: { state, lastHeardAt } }));
      },
    }, this.standings);
  }

  private askRender(): void {
    if (this.renderAsked) return;
    this.renderAsked = true;
    const run = (): void => {
      this.renderAsked = false;
      this.render();
    };
    if (document.hidden) queueMicrotask(run);
    else requestAnimationFrame(run);
  }

  private render(): void {
    if (this.standings.period !== this.dataset['period']) this.rollOver();
    const visible = !document.hidden && this.list.offsetParent !== null;
    const limit = number(this.dataset['limit']) || Number.MAX_SAFE_INTEGER;
    const ranked = this.standings.ranked();
    const shown = ranked.slice(0, limit);
    const glide = visible ? new Glide([...this.rows.values()].map((row) => row.element)) : undefined;
    const gains = this.place(shown, visible);
    glide?.play([...this.rows.values()].map((row) => row.element));
    for (const gain of gains) if (visible) glow(gain.element);
    this.pin(ranked, shown, visible);
    this.showTotal();
    this.showState();
    this.announce(ranked[0]);
    if (gains.length > 0) {
      this.dispatchEvent(new CustomEvent<Gain[]>('gl-gains', { bubbles: true, detail: gains.map((g) => g.gain) }));
    }
  }

  private place(shown: readonly RankedRow[], animate: boolean): { element: HTMLElement; gain: Gain }[] {
    const gains: { element: HTMLElement; gain: Gain }[] = [];
    const kept = new Set(shown.map((row) => row.subject));
    for (const [subject, row] of this.rows) {
      if (kept.has(subject)) continue;
      row.element.remove();
      this.rows.delete(subject);
    }
    const leaderScore = shown[0]?.score ?? 0;
    shown.forEach((data, index) => {
      const row = this.rows.get(data.subject) ?? this.newRow(data.subject);
      const gained = data.score - row.shownScore;
      row.update(data, leaderScore, this.standings.companies.get(data.subject), animate);
      if (this.list.children[index] !== row.element) this.list.insertBefore(row.element, this.list.children[index] ?? null);
      if (gained > 0) {
        gains.push({ element: row.element, gain: { name: data.name, gain: scoreText(gained, this.format), rank: data.rank } });
      }
    });
    return gains;
  }

  /** The own row stands below the list while it is not in it; further down than the hub tells, it stays as it was rendered. */
  private pin(ranked: readonly RankedRow[], shown: readonly RankedRow[], animate: boolean): void {
    const holder = part(this, 'pinned');
    const own = ranked.find((row) => row.subject === this.dataset['own']);
    if (!holder || !own) return;
    holder.hidden = shown.includes(own);
    if (holder.hidden) return;
    if (!this.pinned) {
      this.pinned = new BoardRow(this.cloneRow(), this.format, this.texts);
      this.pinned.element.classList.add('row--own');
      holder.querySelector('ol')?.append(this.pinned.element);
    }
    this.pinned.update(own, shown[0]?.score ?? 0, this.standings.companies.get(own.subject), animate);
  }

  private cloneRow(): HTMLElement {
    return (this.template.content.firstElementChild as HTMLElement).cloneNode(true) as HTMLElement;
  }

  private newRow(subject: string): BoardRow {
    const element = this.cloneRow();
    element.classList.toggle('row--own', subject === this.dataset['own']);
    const row = new BoardRow(element, this.format, this.texts);
    this.rows.set(subject, row);
    return row;
  }

  private showTotal(): void {
    const { total, state } = this.standings;
    this.classList.toggle('board--empty', total === 0 && state === 'final');
    const holder = part(this, 'total');
    if (!holder) return;
    holder.hidden = total === 0 && state !== 'final';
    holder.textContent = fill(this.texts.total, { n: total });
  }

  /** Says so while what is shown is not final, or stands still. */
  private showState(): void {
    const { state } = this.standings;
    const frozen = part(this, 'frozen');
    if (frozen) frozen.hidden = !this.standings.frozen;
    const [holder, text] = [part(this, 'notice'), part(this, 'notice-text')];
    if (!holder || !text) return;
    holder.hidden = state === 'final';
    text.textContent = state === 'final' ? '' : this.texts[state];
  }

  private announce(first: RankedRow | undefined): void {
    if (!first || first.subject === this.leader || Date.now() - this.announcedAt < announceEvery) return;
    this.leader = first.subject;
    this.announcedAt = Date.now();
    const holder = part(this, 'announce');
    if (holder) holder.textContent = fill(this.texts.leads, { name: first.name, score: scoreText(first.score, this.format) });
  }

  /** The names of the new period come from the server; viewers ask for them spread over some seconds. */
  private rollOver(): void {
    this.dataset['period'] = this.standings.period;
    setTimeout(() => location.reload(), 500 + Math.random() * 5_000);
  }
}
