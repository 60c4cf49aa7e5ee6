import { liveConnection, type Following, type LiveState } from '../live/connection';
import { Standings, type RankedRow, type Ties } from '../live/standings';
import { json, number, part } from '../ui/dom';
import { scoreText, type ScoreFormat } from '../ui/numbers';
import type { Shown } from './field';
import type { Invention } from './invention';
import { Stage } from './stage';

/** Text in the document follows the canvas a little later, and not at every change. */
const textEvery = 1_000;

export interface SceneEvents {
  onChanged(): void;
  onState(state: LiveState, lastHeardAt: number): void;
  onPeriodOver(): void;
}

/** One board of a screen: its rows as text, and on the canvas. It follows its channel only while it is shown. */
export class Scene {
  readonly board: string;
  readonly period: string;
  readonly seconds: number;
  readonly endsAt: number;
  readonly format: ScoreFormat;
  readonly name: string;
  private readonly standings = new Standings();
  private readonly rankYesterday = new Map<string, number>();
  private readonly list: HTMLElement;
  private readonly limit: number;
  private stage: Stage | undefined;
  private following: Following | undefined;
  private version: number | undefined;
  private textTimer: ReturnType<typeof setTimeout> | undefined;
  private toldPeriodOver = false;
  private isCovered = false;

  constructor(readonly element: HTMLElement, private readonly events: SceneEvents) {
    const { dataset } = element;
    this.board = dataset['board'] ?? '';
    this.period = dataset['period'] ?? '';
    this.seconds = number(dataset['seconds']) || 20;
    this.endsAt = number(dataset['ends']) || Number.POSITIVE_INFINITY;
    this.limit = number(dataset['limit']) || 10;
    this.format = json<ScoreFormat>(element, 'format');
    this.name = part(element, 'title')?.textContent ?? '';
    this.list = part(element, 'rows')!;
    this.takeOver();
  }

  /** Shows the board; what it has missed comes and then moves the rows. */
  enter(program: string, isLive: boolean): void {
    this.element.hidden = false;
    const holder = part(this.element, 'field');
    if (!this.stage && holder) {
      this.stage = new Stage(holder, this.format);
      this.stage.show(this.shown(), false);
    }
    this.stage?.cover(this.isCovered);
    if (isLive) this.follow(program);
  }

  /** Whether a celebration has the screen now. */
  cover(isCovered: boolean): void {
    this.isCovered = isCovered;
    this.stage?.cover(isCovered);
  }

  /** Begins to follow before the board is shown, so that it is up to date when it is. */
  follow(program: string): void {
    this.following ??= liveConnection().follow({
      program,
      channel: this.element.dataset['channel'] ?? '',
      ...(this.version === undefined ? {} : { knownVersion: this.version }),
      onChanged: () => this.changed(),
      onState: (state, lastHeardAt) => this.events.onState(state, lastHeardAt),
    }, this.standings);
  }

  /** Plays with invented data. */
  rehearse(invention: Invention): void {
    invention.play(this.standings, this.period, this.limit, this.format.decimals);
    this.changed();
  }

  leave(): void {
    this.element.hidden = true;
    this.version = this.following?.knownVersion ?? this.version;
    this.following?.stop();
    this.following = undefined;
    this.stage?.stop();
    this.stage = undefined;
    clearTimeout(this.textTimer);
    this.textTimer = undefined;
  }

  private takeOver(): void {
    const { dataset } = this.element;
    const rows = [...this.list.querySelectorAll<HTMLElement>('[data-subject]')];
    this.standings.replace({
      period: this.period,
      ties: (dataset['ties'] ?? 'firstToReach') as Ties,
      total: number(dataset['total']),
      rows: rows.map(({ dataset: row }) => ({
        subject: row['subject'] ?? '',
        name: row['name'] ?? '',
        score: number(row['score']),
        provisional: number(row['provisional']),
        reach: number(row['reach']),
      })),
    });
    for (const { dataset: row } of rows) {
      const subject = row['subject'] ?? '';
      if (row['company']) this.standings.companies.set(subject, row['company']);
      if (row['moved']) this.rankYesterday.set(subject, number(row['rank']) + number(row['moved']));
    }
  }

  private changed(): void {
    if (this.standings.period !== this.period && !this.toldPeriodOver) {
      this.toldPeriodOver = true;
      this.events.onPeriodOver();
    }
    const shown = this.shown();
    this.element.classList.toggle('scene--empty', shown.length === 0);
    this.stage?.show(shown, !document.hidden);
    this.textTimer ??= setTimeout(() => this.writeText(), textEvery);
    this.events.onChanged();
  }

  private shown(): Shown[] {
    return this.standings.ranked().slice(0, this.limit).map((row) => ({
      row,
      company: this.standings.companies.get(row.subject) ?? '',
      moved: this.movedOf(row),
    }));
  }

  private movedOf(row: RankedRow): number | undefined {
    const before = this.rankYesterday.get(row.subject);
    return before === undefined ? undefined : before - row.rank;
  }

  private writeText(): void {
    this.textTimer = undefined;
    const shown = this.shown();
    while (this.list.children.length > shown.length) this.list.lastElementChild?.remove();
    shown.forEach(({ row, company }, index) => {
      const item = (this.list.children[index] ?? this.list.appendChild(this.emptyRow())) as HTMLElement;
      item.dataset['subject'] = row.subject;
      item.dataset['rank'] = String(row.rank);
      item.dataset['score'] = String(row.score);
      write(item, 'rank', String(row.rank));
      write(item, 'name', row.name);
      write(item, 'company', company);
      write(item, 'score', scoreText(row.score, this.format));
    });
  }

  private emptyRow(): HTMLElement {
    const template = this.element.querySelector('template')!;
    return (template.content.firstElementChild as HTMLElement).cloneNode(true) as HTMLElement;
  }
}

function write(holder: HTMLElement, name: string, text: string): void {
  const element = part(holder, name);
  if (element && element.textContent !== text) element.textContent = text;
}
