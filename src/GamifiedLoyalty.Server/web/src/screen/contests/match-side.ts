import { countTo } from '../../ui/motion';
import { scoreText, type ScoreFormat } from '../../ui/numbers';
import type { MatchSide } from './state';
import { avatar, element, setText } from './view';

/** One side of a match: who it is, and its score. */
export class Side {
  readonly element: HTMLElement;
  private readonly name = element('span', 'side__name');
  private readonly score = element('span', 'side__score');
  private subject = '';
  private shown = 0;

  constructor(private readonly format: ScoreFormat, private readonly empty: string) {
    this.element = element('div', 'side', this.name, this.score);
  }

  show(side: MatchSide | undefined, withScore: boolean, animate: boolean): void {
    const isSame = side?.subject === this.subject;
    this.element.classList.toggle('side--open', side === undefined);
    this.element.classList.toggle('side--won', side?.won === true);
    this.element.classList.toggle('side--lost', side?.won === false);
    if (!isSame) {
      this.subject = side?.subject ?? '';
      this.element.querySelector('.avatar')?.remove();
      if (side) this.element.prepend(avatar(side.subject, side.name));
      setText(this.name, side?.name ?? this.empty);
    }
    if (!side || !withScore) setText(this.score, '');
    else if (animate && isSame) countTo(this.score, this.shown, side.score, (value) => setText(this.score, scoreText(value, this.format)));
    else setText(this.score, scoreText(side.score, this.format));
    this.shown = side?.score ?? 0;
  }
}
