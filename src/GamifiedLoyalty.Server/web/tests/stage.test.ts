import { describe, expect, it } from 'vitest';
import { Standings } from '../src/live/standings';
import { Invention } from '../src/screen/invention';
import { leftParts } from '../src/screen/left-parts';
import { MomentQueue, momentLength, type Moment } from '../src/screen/moments';
import { SalesBook } from '../src/screen/sales-book';
import { decide, following, isShowable, noWish, type Slot } from '../src/screen/slots';

const slot = (key: string, more: Partial<Slot> = {}): Slot => ({
  key, seconds: 10, from: Number.NEGATIVE_INFINITY, until: Number.POSITIVE_INFINITY, isExtra: false, ...more,
});

describe('playlist', () => {
  const slots = [slot('a'), slot('b', { from: 100, until: 200 }), slot('c'), slot('x', { isExtra: true })];

  it('passes over what is not to be shown now, and what was only launched', () => {
    expect([99, 100, 199, 200].map((now) => isShowable(slots[1], now))).toEqual([false, true, true, false]);
    expect(following(slots, 0, 50)).toBe(2);
    expect(following(slots, 0, 150)).toBe(1);
    expect(following(slots, 2, 50)).toBe(0);
    expect(following([slot('b', { until: 10 })], 0, 50)).toBe(-1);
  });

  it('stays with a scene for its time, then goes on', () => {
    expect(decide(slots, noWish, { current: 0, own: 0, leaveAt: 60 }, 50)).toBe(0);
    expect(decide(slots, noWish, { current: 0, own: 0, leaveAt: 60 }, 60)).toBe(2);
    expect(decide(slots, noWish, { current: 1, own: 1, leaveAt: 300 }, 200)).toBe(2);
  });

  it('stays where it is on hold, though the time is over', () => {
    expect(decide(slots, { ...noWish, hold: true }, { current: 1, own: 1, leaveAt: 60 }, 900)).toBe(1);
  });

  it('shows what the conductor launched, and comes back to where it was', () => {
    const wish = { ...noWish, scene: 'x' };
    expect(decide(slots, wish, { current: 2, own: 2, leaveAt: 60 }, 50)).toBe(3);
    expect(decide(slots, { ...noWish, scene: 'y' }, { current: 2, own: 2, leaveAt: 60 }, 50)).toBeUndefined();
    expect(decide(slots, noWish, { current: 3, own: 2, leaveAt: 60 }, 50)).toBe(2);
    expect(decide(slots, { ...noWish, hold: true }, { current: 0, own: 2, leaveAt: 60 }, 50)).toBe(2);
    expect(decide(slots, { ...noWish, hold: true }, { current: 3, own: 2, leaveAt: 0 }, 50)).toBe(2);
  });
});

describe('countdown', () => {
  it('has the parts of what is left and is over at its end', () => {
    expect(leftParts(0)).toBeUndefined();
    expect(leftParts(1)).toEqual({ days: 0, hours: 0, minutes: 0, seconds: 1 });
    expect(leftParts(((26 * 60 + 3) * 60 + 4) * 1_000)).toEqual({ days: 1, hours: 2, minutes: 3, seconds: 4 });
  });
});

describe('latest sales', () => {
  const sale = (version: number) => ({ version, activity: `a${version}`, name: 'Maya', amount: 1 });

  it('come newest first, each once, at most eight, without those taken back', () => {
    const book = new SalesBook();
    book.take([sale(1), sale(2)], [], true);
    book.take([sale(2), sale(3)], ['a1'], false);
    expect(book.latest.map((s) => s.activity)).toEqual(['a3', 'a2']);
    book.take(Array.from({ length: 20 }, (_, i) => sale(10 + i)), [], true);
    expect(book.latest.map((s) => s.version)).toEqual([29, 28, 27, 26, 25, 24, 23, 22]);
  });
});

describe('rehearsal', () => {
  const texts = { rehearsalName: 'Seller {n}', rehearsalCompany: 'Company {n}' };

  it('plays with invented sellers only, and drops what was real', () => {
    const standings = new Standings();
    standings.replace({ period: '2026', ties: 'firstToReach', total: 1, rows: [{ subject: 'e1', name: 'Maya', score: 5, provisional: 0, reach: 1 }] });
    const invention = new Invention(texts, () => 0.5);
    invention.play(standings, '2026', 11, 2);
    const before = standings.ranked();
    expect(before.length).toBe(11);
    expect(before.every((row) => /^Seller \d+$/.test(row.name) && row.subject.startsWith('rehearsal-'))).toBe(true);
    invention.play(standings, '2026', 11, 2);
    const gained = standings.ranked().filter((row) => before.some((old) => old.subject === row.subject && old.score < row.score));
    expect(gained.length).toBe(1);
  });

  it('invents sales one after the other and keeps eight', () => {
    const invention = new Invention(texts);
    for (let i = 0; i < 20; i++) invention.sales();
    const sales = invention.sales();
    expect(sales.length).toBe(8);
    expect(new Set(sales.map((s) => s.activity)).size).toBe(8);
    expect(sales.every((s) => /^Seller \d+$/.test(s.name))).toBe(true);
  });
});

describe('celebrations of the conductor', () => {
  const moment = (id: string, kind: Moment['kind'], now: number): Moment => ({ id, version: 0, at: new Date(now).toISOString(), kind, activity: id, name: id, amount: 0 });

  it('come before what waits and need not wait for the throttle, but never while another is shown or when they are old', () => {
    const queue = new MomentQueue(60_000);
    queue.offer(moment('sale1', 'sale', 0), 0);
    expect(queue.next(0)?.id).toBe('sale1');
    queue.offer(moment('sale2', 'sale', 1_000), 1_000);
    queue.call(moment('call', 'call', 1_000), 1_000);
    expect(queue.next(momentLength - 1)).toBeUndefined();
    expect(queue.next(momentLength)?.id).toBe('call');
    expect(queue.next(2 * momentLength)).toBeUndefined();
    queue.call(moment('late', 'call', 0), 30_000);
    expect(queue.next(30_000)).toBeUndefined();
  });
});
