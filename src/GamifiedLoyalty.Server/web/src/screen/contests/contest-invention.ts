import type { Invention } from '../invention';
import type { ContestMatch, ContestParts, ContestState } from './state';

const seats = 8;
const duels = 6;
const stepsOfRound = 12;

/** Lets an invented contest begin or go on; nothing of it is real. */
export function inventContest(contest: ContestState, format: string, limit: number, decimals: number, invention: Invention): void {
  if (contest.rows.length === 0 && contest.matches.length === 0) begin(contest, format, limit, decimals, invention);
  else if (format === 'bracket' || format === 'duels') contest.merge(playMatches(contest, format, decimals, invention));
  else contest.merge(playRows(contest, decimals, invention));
}

function begin(contest: ContestState, format: string, limit: number, decimals: number, invention: Invention): void {
  const head = { status: 'open', frozen: false, total: limit, ends: 0 };
  if (format === 'bracket') {
    contest.replace({ head, ...bracket(invention) });
    return;
  }
  if (format === 'duels') {
    contest.replace({ head, ...Object.fromEntries(Array.from({ length: duels }, (_, i) => [`match/1/${i + 1}`, pair(invention, 2 * i, 2 * i + 1, 'running')])) });
    return;
  }
  const rows = Array.from({ length: Math.min(limit, 30) }, (_, index) => [`row/rehearsal-${index + 1}`, {
    place: index + 1, name: format === 'team' ? invention.company(index) : invention.name(index),
    company: invention.company(index), shown: (limit - index + 3) * invention.worth(decimals),
  }] as const);
  contest.replace({ head, ...Object.fromEntries(rows) });
  contest.merge(ranked(contest));
}

function playRows(contest: ContestState, decimals: number, invention: Invention): ContestParts {
  const { rows } = contest;
  const row = rows[invention.pick(rows.length)]!;
  const { subject, ...rest } = row;
  contest.merge({ [`row/${subject}`]: { ...rest, shown: row.shown + invention.worth(decimals) } });
  return ranked(contest);
}

/** The rows with the places that their scores give them. */
function ranked(contest: ContestState): ContestParts {
  const sorted = [...contest.rows].sort((a, b) => b.shown - a.shown);
  return Object.fromEntries(sorted.map(({ subject, ...row }, index) => [`row/${subject}`, { ...row, place: index + 1 }]));
}

function pair(invention: Invention, first: number, second: number, state: ContestMatch['state']): object {
  const side = (index: number): object => ({ subject: `rehearsal-${index + 1}`, name: invention.name(index), score: 0 });
  return { state, first: side(first), second: side(second) };
}

function bracket(invention: Invention): ContestParts {
  const parts: Record<string, unknown> = {};
  for (let i = 0; i < seats / 2; i++) parts[`match/1/${i + 1}`] = pair(invention, i, seats - 1 - i, 'running');
  for (let round = 2, count = seats / 4; count >= 1; round++, count /= 2) {
    for (let i = 0; i < count; i++) parts[`match/${round}/${i + 1}`] = { state: 'waiting' };
  }
  return parts;
}

function playMatches(contest: ContestState, format: string, decimals: number, invention: Invention): ContestParts {
  const running = contest.matches.filter((match) => match.state === 'running');
  const match = running[invention.pick(running.length)];
  if (!match?.first || !match.second) return {};
  const isFirst = invention.pick(2) === 0;
  const gain = invention.worth(decimals);
  const [first, second] = [gained(match.first, isFirst ? gain : 0), gained(match.second, isFirst ? 0 : gain)];
  const name = `match/${match.round}/${match.number}`;
  if (format === 'duels' || first.score + second.score < stepsOfRound * invention.worth(decimals) || first.score === second.score) {
    return { [name]: { state: 'running', first, second } };
  }
  const winner = first.score > second.score ? first : second;
  return {
    [name]: { state: 'decided', first: { ...first, won: winner === first }, second: { ...second, won: winner === second } },
    ...advance(contest, match, winner),
  };
}

/** The winner stands in the next round. */
function advance(contest: ContestState, match: ContestMatch, winner: { readonly subject: string; readonly name: string }): ContestParts {
  const number = Math.ceil(match.number / 2);
  const next = contest.matches.find((other) => other.round === match.round + 1 && other.number === number);
  if (!next) return {};
  const side = { subject: winner.subject, name: winner.name, score: 0 };
  const [first, second] = match.number % 2 === 1 ? [side, next.second] : [next.first, side];
  return { [`match/${next.round}/${number}`]: { state: first && second ? 'running' : 'waiting', ...(first ? { first } : {}), ...(second ? { second } : {}) } };
}

function gained<T extends { readonly score: number }>(side: T, gain: number): T {
  return { ...side, score: side.score + gain };
}
