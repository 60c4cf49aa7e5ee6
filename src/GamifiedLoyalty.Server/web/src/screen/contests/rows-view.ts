import type { Shown } from '../field';
import { Stage } from '../stage';
import { fill } from '../../ui/text';
import type { ContestRow, ContestState } from './state';
import type { Canvas, ContestView } from './view';

/** A contest as a ranking, drawn as boards are. */
export class RowsView implements ContestView {
  private readonly stage: Stage;

  constructor(private readonly canvas: Canvas) {
    this.stage = new Stage(canvas.holder, canvas.shown);
  }

  show(contest: ContestState, animate: boolean): void {
    this.stage.show(contest.rows.slice(0, this.canvas.limit).map((row) => this.shown(row)), animate);
  }

  cover(isCovered: boolean): void {
    this.stage.cover(isCovered);
  }

  stop(): void {
    this.stage.stop();
  }

  private shown(row: ContestRow): Shown {
    const company = row.out === undefined ? row.company ?? '' : fill(this.canvas.texts.roundOut, { n: row.out });
    return {
      row: { subject: row.subject, name: row.name, score: row.shown, provisional: row.provisional ?? 0, reach: 0, rank: row.place },
      company,
      moved: undefined,
    };
  }
}
