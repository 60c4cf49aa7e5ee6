import { describe, expect, it } from 'vitest';
import { backoffDelay } from '../src/live/backoff';
import { Resync } from '../src/live/resync';
import { Standings, type BoardChanges, type BoardSnapshot, type Row } from '../src/live/standings';

const row = (subject: string, score: number, reach = 0): Row => ({ subject, name: subject, score, provisional: 0, reach });
const snapshot = (rows: Row[], ties: 'firstToReach' | 'shared' = 'firstToReach'): BoardSnapshot => ({
  period: '2026-Q4', ties, total: rows.length, rows,
});
const order = (standings: Standings): string[] => standings.ranked().map((r) => `${r.rank} ${r.subject}`);

describe('standings', () => {
  it('orders by score, then by who reached it first, then by id in code units', () => {
    const standings = new Standings();
    standings.replace(snapshot([row('b', 10, 7), row('a', 10, 8), row('c', 30, 9), row('Z', 10, 8), row('é', 10, 8)]));
    expect(order(standings)).toEqual(['1 c', '2 b', '3 Z', '4 a', '5 é']);
  });

  it('lets equal scores share a rank where ties are shared', () => {
    const standings = new Standings();
    standings.replace(snapshot([row('d', 5), row('b', 10), row('a', 20), row('c', 10)], 'shared'));
    expect(order(standings)).toEqual(['1 a', '2 b', '2 c', '4 d']);
  });

  it('merging a change twice is the same as once', () => {
    const standings = new Standings();
    standings.replace(snapshot([row('a', 20, 1), row('b', 10, 2)]));
    const changes: BoardChanges = { rows: [row('c', 25, 3)], removed: ['a'], total: 2 };
    standings.merge(changes);
    standings.merge(changes);
    expect(order(standings)).toEqual(['1 c', '2 b']);
    expect(standings.total).toBe(2);
  });

  it('knows while what is told is not final', () => {
    const standings = new Standings();
    standings.replace({ ...snapshot([row('a', 20, 1)]), unavailable: true });
    expect(standings.state).toBe('unavailable');
    standings.merge({ rows: [], removed: [], total: 1, rebuilding: true });
    expect(standings.state).toBe('rebuilding');
    standings.replace(snapshot([row('a', 20, 1)]));
    expect(standings.state).toBe('final');
  });

  it('knows while what is told stands still', () => {
    const standings = new Standings();
    standings.replace({ ...snapshot([row('a', 20, 1)]), frozen: true });
    expect([standings.frozen, standings.state]).toEqual([true, 'final']);
    standings.replace(snapshot([row('a', 20, 1)]));
    expect(standings.frozen).toBe(false);
  });

  it('keeps a row that one change removes and the next brings back', () => {
    const standings = new Standings();
    standings.replace(snapshot([row('a', 20, 1)]));
    standings.merge({ rows: [], removed: ['a'], total: 0 });
    standings.merge({ rows: [row('a', 5, 4)], removed: [], total: 1 });
    expect(order(standings)).toEqual(['1 a']);
  });
});

describe('resync', () => {
  const change = (version: number, ...rows: Row[]): { channel: string; version: number; changes: BoardChanges } => ({
    channel: 'board/x', version, changes: { rows, removed: [], total: 1 },
  });

  it('holds back messages until the answer and applies only newer ones', () => {
    const standings = new Standings();
    const resync = new Resync<BoardSnapshot, BoardChanges>(standings, undefined);
    resync.begin();
    expect(resync.receive(change(4, row('a', 40)))).toBe(false);
    expect(resync.receive(change(6, row('a', 60)))).toBe(false);
    resync.answer({ channel: 'board/x', version: 5, snapshot: snapshot([row('a', 50)]) });
    expect(standings.ranked()[0]?.score).toBe(60);
    expect(resync.knownVersion).toBe(6);
  });

  it('drops what is not newer than what is known', () => {
    const standings = new Standings();
    const resync = new Resync<BoardSnapshot, BoardChanges>(standings, 9);
    expect(resync.receive(change(9, row('a', 1)))).toBe(false);
    expect(resync.receive(change(10, row('a', 2)))).toBe(true);
    expect(resync.receive(change(8, row('a', 3)))).toBe(false);
    expect(standings.ranked()[0]?.score).toBe(2);
  });

  it('takes a snapshot of the same or an older version that comes by itself', () => {
    const standings = new Standings();
    const resync = new Resync<BoardSnapshot, BoardChanges>(standings, 9);
    expect(resync.receive({ channel: 'board/x', version: 9, snapshot: snapshot([]) })).toBe(true);
    expect(standings.ranked()).toEqual([]);
    expect(resync.receive({ channel: 'board/x', version: 4, snapshot: snapshot([row('a', 1)]) })).toBe(true);
    expect(resync.knownVersion).toBe(4);
  });

  it('takes a snapshot of an older version after the server lost data', () => {
    const standings = new Standings();
    const resync = new Resync<BoardSnapshot, BoardChanges>(standings, 90);
    resync.begin();
    resync.answer({ channel: 'board/x', version: 3, snapshot: snapshot([row('a', 7)]) });
    expect(resync.knownVersion).toBe(3);
    expect(resync.receive(change(4, row('a', 8)))).toBe(true);
  });

  it('starts again from what is known when a subscription fails', () => {
    const resync = new Resync<BoardSnapshot, BoardChanges>(new Standings(), 2);
    resync.begin();
    resync.receive(change(3, row('a', 1)));
    resync.abandon();
    expect(resync.knownVersion).toBe(2);
  });
});

describe('backoff', () => {
  it('grows from a quarter of a second to ten and is spread', () => {
    expect(backoffDelay(0, () => 1)).toBe(250);
    expect(backoffDelay(0, () => 0)).toBe(125);
    expect(backoffDelay(3, () => 1)).toBe(2_000);
    expect(backoffDelay(99, () => 1)).toBe(10_000);
  });
});
