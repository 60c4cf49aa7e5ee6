import { liveConnection, type Following } from '../../live/connection';
import { json, number, part } from '../../ui/dom';
import { scoreText, type ScoreFormat } from '../../ui/numbers';
import type { Invention } from '../invention';
import type { SceneEvents } from '../scene';
import type { Actor } from '../scenes/actor';
import { BracketView } from './bracket-view';
import { CeremonyView } from './ceremony-view';
import { inventContest } from './contest-invention';
import { DuelsView } from './duels-view';
import { RowsView } from './rows-view';
import { ContestState, type ContestParts, type ContestRow } from './state';
import { TeamView } from './team-view';
import { element, setText, type Canvas, type ContestTexts, type ContestView } from './view';

/** Text in the document follows what is drawn a little later. */
const textEvery = 1_000;

export interface ContestEvents extends SceneEvents {
  /** The winner of a contest was revealed. */
  onWinner(contest: string, name: string, row: ContestRow): void;
}

/** A contest on a screen: follows its channel while it is shown, and draws its format. */
export class ContestActor implements Actor {
  private readonly contest = new ContestState();
  private readonly kind: string;
  private readonly format: string;
  private readonly canvas: Canvas;
  private readonly status: string;
  private view: ContestView | undefined;
  private viewName = '';
  private following: Following | undefined;
  private textTimer: ReturnType<typeof setTimeout> | undefined;
  private isCovered = false;
  private toldOver = false;

  constructor(private readonly element: HTMLElement, private readonly events: ContestEvents) {
    this.kind = element.dataset['kind'] ?? '';
    this.format = element.dataset['contest'] ?? '';
    this.contest.replace(json<ContestParts>(element, 'parts'));
    this.status = this.contest.head.status;
    this.canvas = {
      holder: part(element, 'field')!,
      texts: json<ContestTexts>(element, 'texts'),
      scores: json<ScoreFormat>(element, 'scores'),
      shown: json<ScoreFormat>(element, 'shown'),
      limit: number(element.dataset['limit']) || 10,
    };
  }

  enter(program: string, isLive: boolean): void {
    this.element.hidden = false;
    this.show(false);
    if (isLive) this.follow(program);
  }

  follow(program: string): void {
    this.following ??= liveConnection().follow<ContestParts, ContestParts>({
      program,
      channel: this.element.dataset['channel'] ?? '',
      onChanged: () => this.changed(),
      onState: (state, lastHeardAt) => this.events.onState(state, lastHeardAt),
    }, this.contest);
  }

  leave(): void {
    this.element.hidden = true;
    this.following?.stop();
    this.following = undefined;
    this.dropView();
    clearTimeout(this.textTimer);
    this.textTimer = undefined;
  }

  cover(isCovered: boolean): void {
    this.isCovered = isCovered;
    this.view?.cover?.(isCovered);
  }

  rehearse(invention: Invention): void {
    inventContest(this.contest, this.format, this.canvas.limit, this.canvas.shown.decimals, invention);
    this.show(true);
  }

  private changed(): void {
    this.show(!this.element.hidden && !document.hidden);
    this.events.onChanged();
    if (this.status !== '' && this.contest.head.status !== this.status && !this.toldOver) {
      // What stands above the contest, such as the time left, is another from now on.
      this.toldOver = true;
      this.events.onPeriodOver();
    }
  }

  private show(animate: boolean): void {
    if (this.element.hidden) return;
    const { head } = this.contest;
    const name = this.kind !== 'contest' || head.revealedFrom !== undefined ? 'ceremony' : this.format;
    if (name !== this.viewName || !this.view) this.makeView(name);
    this.element.classList.toggle('scene--empty', this.contest.rows.length === 0 && this.contest.matches.length === 0 && !head.frozen);
    const frozen = part(this.element, 'frozen');
    if (frozen) frozen.hidden = !head.frozen;
    this.view?.show(this.contest, animate);
    this.textTimer ??= setTimeout(() => this.writeText(), textEvery);
  }

  private makeView(name: string): void {
    this.dropView();
    this.viewName = name;
    this.view = this.newView(name);
    this.view.cover?.(this.isCovered);
    this.canvas.holder.classList.add('field--drawn');
  }

  private newView(name: string): ContestView {
    switch (name) {
      case 'team': return new TeamView(this.canvas);
      case 'duels': return new DuelsView(this.canvas);
      case 'bracket': return new BracketView(this.canvas);
      case 'ceremony': return new CeremonyView(this.canvas, {
        isPlain: this.kind === 'contest-podium',
        waitsForEnd: this.kind === 'winners',
        onWinner: (row) => this.events.onWinner(this.element.dataset['challenge'] ?? '', part(this.element, 'title')?.textContent ?? '', row),
      });
      default: return new RowsView(this.canvas);
    }
  }

  private dropView(): void {
    this.view?.stop();
    this.view = undefined;
  }

  /** Rows that are drawn stay in the document as text; other formats are text themselves. */
  private writeText(): void {
    this.textTimer = undefined;
    const list = part(this.element, 'rows');
    if (!list) return;
    list.hidden = !(this.view instanceof RowsView);
    const rows = list.hidden ? [] : this.contest.rows.slice(0, this.canvas.limit);
    while (list.children.length > rows.length) list.lastElementChild?.remove();
    rows.forEach((row, index) => {
      const item = (list.children[index] ?? list.appendChild(element('li', 'screen__row'))) as HTMLElement;
      setText(item, `${row.place} ${row.name} ${scoreText(row.shown, this.canvas.shown)}`);
    });
  }
}
