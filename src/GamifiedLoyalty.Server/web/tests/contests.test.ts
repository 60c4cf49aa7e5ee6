import { describe, expect, it } from 'vitest';
import { columnsOf } from '../src/screen/contests/bracket-layout';
import { coveredAbove } from '../src/screen/contests/ceremony-view';
import { inventContest } from '../src/screen/contests/contest-invention';
import { ContestState, type ContestMatch } from '../src/screen/contests/state';
import { Invention } from '../src/screen/invention';

const head = (more: object): object => ({ status: 'open', frozen: false, total: 3, ends: 0, ...more });
const state = (parts: Record<string, unknown>): ContestState => {
  const contest = new ContestState();
  contest.replace(parts);
  return contest;
};

describe('a contest as told', () => {
  it('has its rows in order, and forgets what is gone', () => {
    const contest = state({ head: head({}), 'row/b': { place: 1, name: 'B', shown: 9 }, 'row/a': { place: 2, name: 'A', shown: 5 } });
    expect(contest.rows.map((row) => row.subject)).toEqual(['b', 'a']);
    contest.merge({ 'row/b': null, 'row/c': { place: 1, name: 'C', shown: 7 } });
    contest.merge({ 'row/c': { place: 1, name: 'C', shown: 7 } });
    expect(contest.rows.map((row) => row.subject)).toEqual(['c', 'a']);
  });

  it('has its matches by round and number', () => {
    const contest = state({ 'match/2/1': { state: 'waiting' }, 'match/1/10': { state: 'decided' }, 'match/1/2': { state: 'running' } });
    expect(contest.matches.map((match) => `${match.round}/${match.number}`)).toEqual(['1/2', '1/10', '2/1']);
  });
});

describe('winners', () => {
  it('stay covered until the contest is over and revealed', () => {
    const above = (more: object, waits: boolean): number => coveredAbove(state({ head: head(more) }), waits);
    expect(above({}, true)).toBe(Number.POSITIVE_INFINITY);
    expect(above({ status: 'closed' }, true)).toBe(1);
    expect(above({ status: 'settled', frozen: true }, true)).toBe(Number.POSITIVE_INFINITY);
    expect(above({ status: 'closed', frozen: true, revealedFrom: 4 }, true)).toBe(4);
    expect(above({ frozen: true }, false)).toBe(1);
    expect(above({ frozen: true, revealedFrom: 2 }, false)).toBe(2);
  });
});

describe('knockout', () => {
  const matches = (size: number, decided: number): ContestMatch[] => {
    const all: ContestMatch[] = [];
    for (let round = 1, count = size / 2; count >= 1; round++, count /= 2) {
      for (let number = 1; number <= count; number++) all.push({ round, number, state: round <= decided ? 'decided' : round === decided + 1 ? 'running' : 'waiting' });
    }
    return all;
  };
  const rounds = (size: number, decided: number): number[] => columnsOf(matches(size, decided)).map((column) => column.round);

  it('shows the rounds that fit, and leaves behind those that are long over', () => {
    expect(rounds(2, 0)).toEqual([1]);
    expect(rounds(8, 0)).toEqual([1, 2, 3]);
    expect(rounds(16, 0)).toEqual([1, 2, 3, 4]);
    expect(rounds(64, 0)).toEqual([3, 4, 5, 6]);
    expect(rounds(16, 2)).toEqual([2, 3, 4]);
    expect(rounds(16, 4)).toEqual([3, 4]);
    expect(columnsOf([])).toEqual([]);
  });
});

describe('a rehearsed contest', () => {
  const texts = { rehearsalName: 'Seller {n}', rehearsalCompany: 'Company {n}' };

  it.each(['race', 'team'])('plays a %s with invented names, in order at every step', (format) => {
    const [contest, invention] = [new ContestState(), new Invention(texts)];
    for (let step = 0; step < 40; step++) {
      inventContest(contest, format, 8, 2, invention);
      const shown = contest.rows.map((row) => row.shown);
      expect(shown).toEqual([...shown].sort((a, b) => b - a));
    }
    expect(contest.rows.length).toBe(8);
    expect(contest.rows.every((row) => row.subject.startsWith('rehearsal-') && /^(Seller|Company) \w+$/.test(row.name))).toBe(true);
  });

  it('plays a knockout to its end', () => {
    const [contest, invention] = [new ContestState(), new Invention(texts)];
    for (let step = 0; step < 2_000; step++) inventContest(contest, 'bracket', 8, 0, invention);
    const final = contest.matches.at(-1);
    expect(contest.matches.length).toBe(7);
    expect(final?.state).toBe('decided');
    expect([final?.first?.won, final?.second?.won].sort()).toEqual([false, true]);
  });
});
