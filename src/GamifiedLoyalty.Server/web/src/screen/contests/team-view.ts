import { countTo } from '../../ui/motion';
import { scoreText } from '../../ui/numbers';
import type { ContestRow, ContestState } from './state';
import { avatar, element, setText, type Canvas, type ContestView } from './view';

const most = 8;

interface Bar {
  readonly element: HTMLElement;
  readonly rank: HTMLElement;
  readonly fill: HTMLElement;
  readonly score: HTMLElement;
  shown: number;
}

/** Teams as bars that race. Only transforms change, which cost no layout. */
export class TeamView implements ContestView {
  private readonly list = element('ol', 'teams');
  private readonly bars = new Map<string, Bar>();

  constructor(private readonly canvas: Canvas) {
    canvas.holder.append(this.list);
  }

  show(contest: ContestState, animate: boolean): void {
    const rows = contest.rows.slice(0, Math.min(most, this.canvas.limit));
    const leader = Math.max(1, rows[0]?.shown ?? 1);
    this.list.style.setProperty('--count', String(Math.max(3, rows.length)));
    for (const [subject, bar] of this.bars) {
      if (rows.some((row) => row.subject === subject)) continue;
      bar.element.remove();
      this.bars.delete(subject);
    }
    rows.forEach((row, index) => this.place(row, index, leader, animate));
  }

  stop(): void {
    this.list.remove();
  }

  private place(row: ContestRow, index: number, leader: number, animate: boolean): void {
    const bar = this.bars.get(row.subject) ?? this.make(row);
    bar.element.style.setProperty('--index', String(index));
    bar.element.dataset['place'] = String(row.place);
    setText(bar.rank, String(row.place));
    bar.fill.style.transform = `scaleX(${Math.max(0, Math.min(1, row.shown / leader))})`;
    if (animate) countTo(bar.score, bar.shown, row.shown, (value) => setText(bar.score, scoreText(value, this.canvas.shown)));
    else setText(bar.score, scoreText(row.shown, this.canvas.shown));
    bar.shown = row.shown;
  }

  private make(row: ContestRow): Bar {
    const [rank, score] = [element('span', 'team__rank'), element('span', 'team__score')];
    const fill = element('span', 'team__fill');
    const mark = avatar(row.subject, row.name);
    fill.dataset['hue'] = mark.dataset['hue'] ?? '0';
    fill.classList.add('avatar');
    const made = element('li', 'team', rank, mark, element('b', 'team__name', row.name), element('span', 'team__track', fill), score);
    this.list.append(made);
    const bar = { element: made, rank, fill, score, shown: row.shown };
    this.bars.set(row.subject, bar);
    return bar;
  }
}
