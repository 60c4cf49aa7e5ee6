import { Side } from './match-side';
import type { ContestMatch, ContestState, MatchState } from './state';
import { element, setText, type Canvas, type ContestView } from './view';

const most = 8;
const order: readonly MatchState[] = ['running', 'decided', 'invited', 'waiting', 'expired'];

interface Card {
  readonly element: HTMLElement;
  readonly first: Side;
  readonly second: Side;
  readonly middle: HTMLElement;
  readonly rope: HTMLElement;
}

/** Duels, each pair with a rope between them. */
export class DuelsView implements ContestView {
  private readonly list = element('ol', 'duels');
  private readonly cards = new Map<number, Card>();

  constructor(private readonly canvas: Canvas) {
    canvas.holder.append(this.list);
  }

  show(contest: ContestState, animate: boolean): void {
    const matches = contest.matches.filter((match) => match.state !== 'expired')
      .sort((a, b) => order.indexOf(a.state) - order.indexOf(b.state) || sum(b) - sum(a) || a.number - b.number).slice(0, most);
    this.list.dataset['columns'] = matches.length > 3 ? '2' : '1';
    for (const [number, card] of this.cards) {
      if (matches.some((match) => match.number === number)) continue;
      card.element.remove();
      this.cards.delete(number);
    }
    matches.forEach((match, index) => {
      const card = this.cards.get(match.number) ?? this.make(match);
      if (this.list.children[index] !== card.element) this.list.insertBefore(card.element, this.list.children[index] ?? null);
      this.fill(card, match, animate);
    });
  }

  stop(): void {
    this.list.remove();
  }

  private fill(card: Card, match: ContestMatch, animate: boolean): void {
    const counts = match.state === 'running' || match.state === 'decided';
    card.element.dataset['state'] = match.state;
    card.first.show(match.first, counts, animate);
    card.second.show(match.second, counts, animate);
    setText(card.middle, counts ? this.canvas.texts.versus : this.canvas.texts.invited);
    const [first, second] = [Math.max(0, match.first?.score ?? 0), Math.max(0, match.second?.score ?? 0)];
    card.rope.style.transform = `scaleX(${first + second === 0 ? 0.5 : first / (first + second)})`;
  }

  private make(match: ContestMatch): Card {
    const [first, second] = [new Side(this.canvas.scores, ''), new Side(this.canvas.scores, '')];
    const [middle, rope] = [element('span', 'duel__middle'), element('span', 'duel__rope')];
    const made = element('li', 'duel', first.element, middle, second.element, element('span', 'duel__track', rope));
    const card = { element: made, first, second, middle, rope };
    this.cards.set(match.number, card);
    return card;
  }
}

function sum(match: ContestMatch): number {
  return (match.first?.score ?? 0) + (match.second?.score ?? 0);
}
