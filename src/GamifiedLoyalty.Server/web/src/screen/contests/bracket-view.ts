import { fill } from '../../ui/text';
import { columnsOf, type BracketColumn } from './bracket-layout';
import { Side } from './match-side';
import type { ContestMatch, ContestState } from './state';
import { element, setText, type Canvas, type ContestView } from './view';

interface Card {
  readonly element: HTMLElement;
  readonly first: Side;
  readonly second: Side;
}

/** A knockout as a tree, from the left to the final. */
export class BracketView implements ContestView {
  private readonly tree = element('div', 'bracket');
  private readonly cards = new Map<string, Card>();
  private shape = '';

  constructor(private readonly canvas: Canvas) {
    canvas.holder.append(this.tree);
  }

  show(contest: ContestState, animate: boolean): void {
    const columns = columnsOf(contest.matches);
    const shape = columns.map((column) => `${column.round}:${column.matches.length}`).join(' ');
    if (shape !== this.shape) this.build(columns, shape);
    for (const column of columns) for (const match of column.matches) this.fill(match, animate);
  }

  stop(): void {
    this.tree.remove();
  }

  private build(columns: readonly BracketColumn[], shape: string): void {
    this.shape = shape;
    this.cards.clear();
    this.tree.replaceChildren(...columns.map((column) => this.column(column)));
    this.tree.style.setProperty('--most', String(Math.max(1, ...columns.map((column) => column.matches.length))));
  }

  private column(column: BracketColumn): HTMLElement {
    const list = element('ol', 'bracket__matches', ...column.matches.map((match) => this.make(match)));
    const made = element('section', 'bracket__round', element('h2', 'bracket__name', this.nameOf(column)), list);
    made.dataset['before'] = String(column.before);
    return made;
  }

  private nameOf({ round, before }: BracketColumn): string {
    const { texts } = this.canvas;
    return [texts.roundFinal, texts.roundSemi, texts.roundQuarter][before] ?? fill(texts.roundNumber, { n: round });
  }

  private make(match: ContestMatch): HTMLElement {
    const [first, second] = [new Side(this.canvas.scores, '·'), new Side(this.canvas.scores, match.bye ? this.canvas.texts.bye : '·')];
    const made = element('li', 'bracket__match', element('div', 'bracket__card', first.element, second.element));
    this.cards.set(`${match.round}/${match.number}`, { element: made, first, second });
    return made;
  }

  private fill(match: ContestMatch, animate: boolean): void {
    const card = this.cards.get(`${match.round}/${match.number}`);
    if (!card) return;
    const counts = !match.bye && (match.state === 'running' || match.state === 'decided');
    card.element.dataset['state'] = match.state;
    card.first.show(match.first, counts, animate);
    card.second.show(match.second, counts, animate);
    const open = card.second.element.querySelector<HTMLElement>('.side__name');
    if (open && !match.second) setText(open, match.bye ? this.canvas.texts.bye : '·');
  }
}
