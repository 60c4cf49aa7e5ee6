import { liveConnection, type Following } from '../../live/connection';
import { Standings, type RankedRow, type Ties } from '../../live/standings';
import { json, number, part } from '../../ui/dom';
import { countTo, prefersStillness } from '../../ui/motion';
import { scoreText, type ScoreFormat } from '../../ui/numbers';
import { hueOf, monogram } from '../../ui/text';
import type { BoardNames } from '../celebration';
import type { Invention } from '../invention';
import type { SceneEvents } from '../scene';
import type { Actor } from './actor';

const onPodium = 3;

/** The first three of a board on their steps. */
export class PodiumActor implements Actor, BoardNames {
  readonly board: string;
  readonly period: string;
  readonly name: string;
  readonly format: ScoreFormat;
  private readonly standings = new Standings();
  private following: Following | undefined;
  private toldPeriodOver = false;

  constructor(private readonly element: HTMLElement, private readonly events: SceneEvents) {
    const { dataset } = element;
    this.board = dataset['board'] ?? '';
    this.period = dataset['period'] ?? '';
    this.name = part(element, 'title')?.textContent ?? '';
    this.format = json<ScoreFormat>(element, 'format');
    this.standings.replace({ period: this.period, ties: (dataset['ties'] ?? 'firstToReach') as Ties, total: number(dataset['total']), rows: [] });
  }

  enter(program: string, isLive: boolean): void {
    this.element.hidden = false;
    if (isLive) this.follow(program);
  }

  follow(program: string): void {
    this.following ??= liveConnection().follow({
      program,
      channel: this.element.dataset['channel'] ?? '',
      onChanged: () => this.changed(),
      onState: (state, lastHeardAt) => this.events.onState(state, lastHeardAt),
    }, this.standings);
  }

  leave(): void {
    this.element.hidden = true;
    this.following?.stop();
    this.following = undefined;
  }

  rehearse(invention: Invention): void {
    invention.play(this.standings, this.period, onPodium + 3, this.format.decimals);
    this.show(this.standings.ranked());
  }

  private changed(): void {
    if (this.standings.period !== this.period && !this.toldPeriodOver) {
      this.toldPeriodOver = true;
      this.events.onPeriodOver();
    }
    this.show(this.standings.ranked());
    this.events.onChanged();
  }

  private show(ranked: readonly RankedRow[]): void {
    const list = part(this.element, 'rows');
    if (!list) return;
    const rows = ranked.slice(0, onPodium);
    this.element.classList.toggle('scene--empty', rows.length === 0);
    const shown = new Map([...list.querySelectorAll<HTMLElement>('[data-subject]')].map((item) => [item.dataset['subject'], item]));
    const before = new Map([...shown.values()].map((item) => [item, item.getBoundingClientRect().left]));
    const items = rows.map((row) => shown.get(row.subject) ?? this.make(row));
    for (const item of shown.values()) if (!items.includes(item)) item.remove();
    items.forEach((item, index) => {
      this.fill(item, rows[index]!, index + 1);
      if (list.children[index] !== item) list.insertBefore(item, list.children[index] ?? null);
    });
    for (const item of items) glide(item, before.get(item));
  }

  private make(row: RankedRow): HTMLElement {
    const template = this.element.querySelector('template')!;
    const item = (template.content.firstElementChild as HTMLElement).cloneNode(true) as HTMLElement;
    item.dataset['subject'] = row.subject;
    item.dataset['score'] = String(row.score);
    return item;
  }

  private fill(item: HTMLElement, row: RankedRow, place: number): void {
    const before = number(item.dataset['score']);
    item.dataset['place'] = String(place);
    item.dataset['rank'] = String(row.rank);
    item.dataset['score'] = String(row.score);
    const avatar = part(item, 'avatar');
    if (avatar) avatar.dataset['hue'] = String(hueOf(row.subject));
    write(item, 'avatar', monogram(row.name));
    write(item, 'rank', String(row.rank));
    write(item, 'name', row.name);
    write(item, 'company', this.standings.companies.get(row.subject) ?? '');
    const score = part(item, 'score');
    if (score) countTo(score, before, row.score, (value) => { score.textContent = scoreText(value, this.format); });
  }
}

/** Steps change sideways, and stand on the ground meanwhile. */
function glide(item: HTMLElement, from: number | undefined): void {
  const across = (from ?? 0) - item.getBoundingClientRect().left;
  if (from !== undefined && Math.abs(across) < 1) return;
  const start = from === undefined || prefersStillness() ? { opacity: 0 } : { transform: `translateX(${across}px)` };
  item.animate([start, { opacity: 1, transform: 'none' }], { duration: 420, easing: 'cubic-bezier(0.2, 0.8, 0.2, 1)' });
}

function write(holder: HTMLElement, name: string, text: string): void {
  const element = part(holder, name);
  if (element && element.textContent !== text) element.textContent = text;
}
