import { prefersStillness } from '../../ui/motion';
import { scoreText } from '../../ui/numbers';
import type { ContestRow, ContestState } from './state';
import { avatar, element, setText, type Canvas, type ContestView } from './view';

const onPodium = 3;
const besides = 5;
const hidden = '?';

export interface CeremonyOptions {
  /** Whether there is a podium only. */
  readonly isPlain: boolean;
  /** Whether nobody is shown before the contest is over. */
  readonly waitsForEnd: boolean;
  /** The first place was revealed while everybody looked. */
  onWinner(row: ContestRow): void;
}

/** The podium and the places below it, which are uncovered from the bottom up as they are revealed. */
export class CeremonyView implements ContestView {
  private readonly stage = element('div', 'ceremony');
  private readonly steps = element('ol', 'podium__steps');
  private readonly others = element('ol', 'ceremony__others');
  private readonly shownOn = new Map<number, string>();

  constructor(private readonly canvas: Canvas, private readonly options: CeremonyOptions) {
    this.stage.append(element('div', 'podium', this.steps));
    if (!options.isPlain) this.stage.append(this.others);
    canvas.holder.append(this.stage);
  }

  show(contest: ContestState, animate: boolean): void {
    const from = coveredAbove(contest, this.options.waitsForEnd);
    const rows = contest.rows.filter((row) => row.place >= from);
    const places = Math.min(onPodium, Math.max(contest.head.total, contest.rows.length));
    for (let place = 1; place <= onPodium; place++) this.step(place, places, place < from ? undefined : nthOf(rows, place, from), animate);
    this.below(rows.filter((row) => row.place > onPodium || (row.place >= from && indexOf(rows, row, from) > onPodium)).slice(0, besides), animate);
  }

  stop(): void {
    this.stage.remove();
  }

  private step(place: number, places: number, row: ContestRow | undefined, animate: boolean): void {
    const key = place > places ? '' : row?.subject ?? hidden;
    const before = this.shownOn.get(place);
    const known = this.steps.querySelector<HTMLElement>(`[data-place="${place}"]`);
    if (key === before && known) {
      if (row) this.fillStep(known, row);
      return;
    }
    this.shownOn.set(place, key);
    known?.remove();
    if (key === '') return;
    const made = this.makeStep(place, row);
    this.steps.append(made);
    if (!animate || !row || before === undefined) return;
    uncover(made);
    if (place === 1 && before === hidden) this.options.onWinner(row);
  }

  private makeStep(place: number, row: ContestRow | undefined): HTMLElement {
    const mark = row ? avatar(row.subject, row.name) : element('span', 'avatar avatar--hidden', hidden);
    const block = element('span', 'podium__block', element('span', 'podium__rank', String(place)), element('span', 'podium__score'));
    const made = element('li', 'podium__step', mark, element('b', 'podium__name', row?.name ?? this.canvas.texts.notRevealed),
      element('span', 'podium__company quiet', row?.company ?? ''), element('span', 'podium__prize'), block);
    made.dataset['place'] = String(place);
    if (row) this.fillStep(made, row);
    else made.classList.add('podium__step--hidden');
    return made;
  }

  private fillStep(step: HTMLElement, row: ContestRow): void {
    const [prize, score] = [step.querySelector<HTMLElement>('.podium__prize'), step.querySelector<HTMLElement>('.podium__score')];
    if (prize) setText(prize, this.options.isPlain ? '' : row.prize ?? '');
    if (score) setText(score, scoreText(row.shown, this.canvas.shown));
  }

  private below(rows: readonly ContestRow[], animate: boolean): void {
    if (this.options.isPlain) return;
    const known = new Map([...this.others.querySelectorAll<HTMLElement>('[data-subject]')].map((item) => [item.dataset['subject'], item]));
    const items = rows.map((row) => {
      const item = known.get(row.subject) ?? this.makeRow(row, animate);
      item.querySelector<HTMLElement>('.ceremony__rank')!.textContent = String(row.place);
      setText(item.querySelector<HTMLElement>('.ceremony__prize')!, row.prize ?? scoreText(row.shown, this.canvas.shown));
      return item;
    });
    for (const item of known.values()) if (!items.includes(item)) item.remove();
    items.forEach((item, index) => {
      if (this.others.children[index] !== item) this.others.insertBefore(item, this.others.children[index] ?? null);
    });
    this.others.hidden = rows.length === 0;
  }

  private makeRow(row: ContestRow, animate: boolean): HTMLElement {
    const item = element('li', 'ceremony__row', element('span', 'ceremony__rank'), avatar(row.subject, row.name),
      element('b', 'ceremony__name', row.name), element('span', 'ceremony__prize'));
    item.dataset['subject'] = row.subject;
    if (animate) uncover(item);
    return item;
  }
}

/** The best place that may be shown: those above it are covered. */
export function coveredAbove(contest: ContestState, waitsForEnd: boolean): number {
  const { frozen, revealedFrom, status } = contest.head;
  const isOver = status === 'closed' || status === 'settled';
  if (waitsForEnd && (frozen || !isOver)) return frozen && revealedFrom !== undefined ? revealedFrom : Number.POSITIVE_INFINITY;
  return frozen && revealedFrom !== undefined ? revealedFrom : 1;
}

/** Who stands on a step: with shared places, whoever is next in order. */
function nthOf(rows: readonly ContestRow[], place: number, from: number): ContestRow | undefined {
  return rows[place - from];
}

function indexOf(rows: readonly ContestRow[], row: ContestRow, from: number): number {
  return rows.indexOf(row) + from;
}

function uncover(holder: HTMLElement): void {
  const start = prefersStillness() ? { opacity: 0 } : { opacity: 0, transform: 'translateY(12%) scale(0.92)' };
  holder.animate([start, { opacity: 1, transform: 'none' }], { duration: 900, easing: 'cubic-bezier(0.2, 0.9, 0.2, 1)' });
}
