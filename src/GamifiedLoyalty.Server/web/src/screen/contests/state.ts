/** Where a contest stands. */
export interface ContestHead {
  readonly status: string;
  readonly frozen: boolean;
  /** While it is revealed, the best place shown. */
  readonly revealedFrom?: number;
  readonly total: number;
  readonly ends: number;
}

export interface ContestRow {
  readonly subject: string;
  readonly place: number;
  readonly name: string;
  readonly company?: string;
  /** What it is ranked by. */
  readonly shown: number;
  readonly provisional?: number;
  readonly bar?: number;
  /** The round after which it left. */
  readonly out?: number;
  readonly prize?: string;
}

export interface MatchSide {
  readonly subject: string;
  readonly name: string;
  readonly score: number;
  readonly won?: boolean;
}

export type MatchState = 'waiting' | 'invited' | 'expired' | 'running' | 'decided';

export interface ContestMatch {
  readonly round: number;
  readonly number: number;
  readonly state: MatchState;
  readonly first?: MatchSide;
  readonly second?: MatchSide;
  readonly bye?: boolean;
}

export interface ContestRound {
  readonly number: number;
  readonly start: number;
  readonly end: number;
  readonly over: boolean;
}

/** Parts by name as the server tells them; null for one that is gone. */
export type ContestParts = Readonly<Record<string, unknown>>;

const unknown: ContestHead = { status: '', frozen: false, total: 0, ends: 0 };

/** A contest as known now; parts are whole values, so merging a change twice is harmless. */
export class ContestState {
  private parts = new Map<string, unknown>();

  replace(parts: ContestParts): void {
    this.parts = new Map(Object.entries(parts));
  }

  merge(parts: ContestParts): void {
    for (const [name, part] of Object.entries(parts)) {
      if (part === null) this.parts.delete(name);
      else this.parts.set(name, part);
    }
  }

  get head(): ContestHead {
    return (this.parts.get('head') as ContestHead | undefined) ?? unknown;
  }

  /** Best place first. */
  get rows(): ContestRow[] {
    return this.named<ContestRow>('row/')
      .map(([subject, row]) => ({ ...row, subject }))
      .sort((a, b) => a.place - b.place || b.shown - a.shown || (a.subject < b.subject ? -1 : 1));
  }

  get rounds(): readonly ContestRound[] {
    return (this.parts.get('rounds') as ContestRound[] | undefined) ?? [];
  }

  /** By round and number. */
  get matches(): ContestMatch[] {
    return this.named<ContestMatch>('match/').map(([name, match]) => {
      const [round, number] = name.split('/').map(Number);
      return { ...match, round: round ?? 1, number: number ?? 1 };
    }).sort((a, b) => a.round - b.round || a.number - b.number);
  }

  private named<T>(prefix: string): [string, T][] {
    return [...this.parts].filter(([name]) => name.startsWith(prefix)).map(([name, part]) => [name.slice(prefix.length), part as T]);
  }
}
