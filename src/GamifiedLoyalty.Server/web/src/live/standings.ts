/** A row of a board as the hub sends it. */
export interface Row {
  readonly subject: string;
  readonly name: string;
  readonly score: number;
  readonly provisional: number;
  /** The version at which the score was reached; 0 on boards with shared ties. */
  readonly reach: number;
}

export type Ties = 'firstToReach' | 'shared';

/** What the hub says while a board is not final. */
export interface BoardCondition {
  /** What is told is older: the board is being rebuilt. */
  readonly rebuilding?: boolean;
  /** What is told is older: the board cannot be read for now. */
  readonly unavailable?: boolean;
  /** What is told stands still, because a contest is frozen. */
  readonly frozen?: boolean;
}

export type BoardState = 'final' | 'rebuilding' | 'unavailable';

export interface BoardSnapshot extends BoardCondition {
  readonly period: string;
  readonly ties: Ties;
  readonly total: number;
  readonly rows: readonly Row[];
  readonly companies?: Readonly<Record<string, string>>;
}

export interface BoardChanges extends BoardCondition {
  readonly rows: readonly Row[];
  readonly removed: readonly string[];
  readonly total: number;
  readonly companies?: Readonly<Record<string, string>>;
}

export interface RankedRow extends Row {
  readonly rank: number;
}

/** The order that the server follows too: score, then who reached it first, then id. */
export function compareRows(a: Row, b: Row): number {
  if (a.score !== b.score) return b.score - a.score;
  if (a.reach !== b.reach) return a.reach - b.reach;
  return a.subject < b.subject ? -1 : a.subject > b.subject ? 1 : 0;
}

/** The rows of one board as known now; rows carry whole values, so merging a change twice is harmless. */
export class Standings {
  readonly companies = new Map<string, string>();
  period = '';
  ties: Ties = 'firstToReach';
  total = 0;
  state: BoardState = 'final';
  frozen = false;
  private rows = new Map<string, Row>();

  replace(snapshot: BoardSnapshot): void {
    this.period = snapshot.period;
    this.ties = snapshot.ties;
    this.total = snapshot.total;
    this.rows = new Map(snapshot.rows.map((row) => [row.subject, row]));
    this.noteState(snapshot);
    this.noteCompanies(snapshot.companies);
  }

  merge(changes: BoardChanges): void {
    for (const subject of changes.removed) this.rows.delete(subject);
    for (const row of changes.rows) this.rows.set(row.subject, row);
    this.total = changes.total;
    this.noteState(changes);
    this.noteCompanies(changes.companies);
  }

  ranked(): RankedRow[] {
    const ordered = [...this.rows.values()].sort(compareRows);
    let rank = 0;
    return ordered.map((row, index) => {
      const sharesRank = this.ties === 'shared' && ordered[index - 1]?.score === row.score;
      if (!sharesRank) rank = index + 1;
      return { ...row, rank };
    });
  }

  private noteState({ rebuilding, unavailable, frozen }: BoardCondition): void {
    this.frozen = frozen === true;
    this.state = rebuilding === true ? 'rebuilding' : unavailable === true ? 'unavailable' : 'final';
  }

  private noteCompanies(companies: Readonly<Record<string, string>> | undefined): void {
    for (const [subject, company] of Object.entries(companies ?? {})) this.companies.set(subject, company);
  }
}
