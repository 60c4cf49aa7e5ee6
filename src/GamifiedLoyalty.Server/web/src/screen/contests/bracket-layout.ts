import type { ContestMatch } from './state';

/** A bracket as a screen shows it: the rounds that fit, the earliest first. */
export interface BracketColumn {
  readonly round: number;
  /** How many rounds follow, 0 for the final. */
  readonly before: number;
  readonly matches: readonly ContestMatch[];
}

/** Most matches below each other that can be read from the last row. */
export const mostInColumn = 8;

/** The columns to show: as many rounds as fit, without those that are long over. */
export function columnsOf(matches: readonly ContestMatch[]): BracketColumn[] {
  const last = Math.max(0, ...matches.map((match) => match.round));
  const running = Math.min(last, ...matches.filter((match) => match.state !== 'decided' && match.bye !== true).map((match) => match.round));
  const columns: BracketColumn[] = [];
  for (let round = 1; round <= last; round++) {
    const own = matches.filter((match) => match.round === round);
    if (own.length <= mostInColumn && round >= Math.min(running - 1, last - 1)) columns.push({ round, before: last - round, matches: own });
  }
  return columns;
}
