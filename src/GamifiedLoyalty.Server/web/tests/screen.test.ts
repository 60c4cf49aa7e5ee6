import { describe, expect, it } from 'vitest';
import type { RankedRow } from '../src/live/standings';
import { durations, FieldModel, type Shown } from '../src/screen/field';
import { layOut, type Field } from '../src/screen/layout';
import { freshFor, MomentQueue, momentLength, type Moment } from '../src/screen/moments';
import { ServerClock, timeLeft } from '../src/screen/server-clock';
import { statusText } from '../src/screen/status';
import { easeOut, Tween } from '../src/screen/tween';

const unit = 10.8;
const field: Field = { width: 1_766, height: 727, unit };
const row = (subject: string, score: number, rank: number): Shown => ({
  row: { subject, name: subject, score, provisional: 0, reach: 0, rank } as RankedRow, company: '', moved: undefined,
});

describe('layout', () => {
  it.each([1, 2, 3, 4, 5, 7, 10, 12, 16, 20, 30])('keeps %i rows on the field, apart from each other, with room for text', (count) => {
    const slots = layOut(field, count);
    expect(slots.length).toBe(count);
    for (const slot of slots) {
      expect(slot.x).toBeGreaterThanOrEqual(0);
      expect(slot.y).toBeGreaterThanOrEqual(-0.001);
      expect(slot.x + slot.width).toBeLessThanOrEqual(field.width + 0.001);
      expect(slot.y + slot.height).toBeLessThanOrEqual(field.height + 0.001);
      expect(slot.height).toBeGreaterThanOrEqual(4.4 * unit);
    }
    slots.forEach((a, i) => slots.slice(i + 1).forEach((b) => {
      const apart = a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y + 0.001 || b.y + b.height <= a.y + 0.001;
      expect(apart).toBe(true);
    }));
  });

  it('puts the first in the middle of the podium and highest, the second to the left', () => {
    const [first, second, third] = layOut(field, 10);
    expect(second!.x).toBeLessThan(first!.x);
    expect(first!.x).toBeLessThan(third!.x);
    expect(first!.y).toBeLessThan(second!.y);
    expect(second!.y).toBeLessThan(third!.y);
    expect(new Set([first, second, third].map((slot) => Math.round(slot!.y + slot!.height))).size).toBe(1);
  });

  it('is the same at every resolution, but for its size', () => {
    const double = layOut({ width: 2 * field.width, height: 2 * field.height, unit: 2 * unit }, 12);
    layOut(field, 12).forEach((slot, i) => expect(double[i]!.y).toBeCloseTo(2 * slot.y, 6));
  });
});

describe('motion', () => {
  it('is fast at first and ends where it should, in time', () => {
    expect([easeOut(0), easeOut(1)]).toEqual([0, 1]);
    expect(easeOut(0.5)).toBeGreaterThan(0.8);
    const tween = new Tween(0);
    tween.aimAt(100, 1_000, 400);
    expect(tween.at(1_000)).toBe(0);
    expect(tween.at(1_200)).toBeCloseTo(87.5);
    expect(tween.at(1_400)).toBe(100);
    expect([tween.moves(1_399), tween.moves(1_400)]).toEqual([true, false]);
  });

  it('goes on from where it is when the aim changes on the way', () => {
    const tween = new Tween(0);
    tween.aimAt(100, 0, 400);
    const half = tween.at(200);
    tween.aimAt(0, 200, 400);
    expect(tween.at(200)).toBeCloseTo(half);
    expect(tween.at(600)).toBe(0);
  });

  it('counts scores in at most 600 ms', () => {
    expect(durations.count).toBeLessThanOrEqual(600);
  });
});

describe('field', () => {
  const shown = (...subjects: string[]): Shown[] => subjects.map((subject, i) => row(subject, 1_000 - i, i + 1));
  const started = (): FieldModel => {
    const model = new FieldModel();
    model.resize(field);
    model.show(shown('a', 'b', 'c', 'd', 'e'), 0, false, false);
    return model;
  };
  const at = (model: FieldModel, subject: string, now: number): number => model.drawn.find((r) => r.row.subject === subject)!.y.at(now);

  it('glides rows to their new places and then rests', () => {
    const model = started();
    const [d, e] = [at(model, 'd', 0), at(model, 'e', 0)];
    model.show(shown('a', 'b', 'c', 'e', 'd'), 1_000, true, false);
    expect(at(model, 'd', 1_000)).toBeCloseTo(d);
    expect(at(model, 'd', 1_000 + durations.glide)).toBeCloseTo(e);
    expect(at(model, 'e', 1_000 + durations.glide)).toBeCloseTo(d);
    expect(model.moves(1_100)).toBe(true);
    expect(model.moves(1_000 + durations.glow)).toBe(false);
  });

  it('moves nothing where stillness is preferred', () => {
    const model = started();
    const d = at(model, 'd', 0);
    model.show(shown('a', 'b', 'c', 'e', 'd'), 1_000, true, true);
    expect(at(model, 'e', 1_000)).toBeCloseTo(d);
    expect(model.drawn.every((r) => !r.score.moves(1_000))).toBe(true);
  });

  it('forgets rows that have left', () => {
    const model = started();
    for (let i = 0; i < 500; i++) {
      model.show(shown('a', 'b', `n${i}`), 10_000 * i, true, false);
      model.moves(10_000 * i + 5_000);
    }
    expect(model.size).toBe(3);
  });

  it('draws the first place above the others', () => {
    expect(started().drawn.at(-1)!.row.subject).toBe('a');
  });
});

describe('celebrations', () => {
  const now = Date.parse('2026-11-21T10:00:00Z');
  const moment = (id: string, age = 0, more: Partial<Moment> = {}): Moment => ({
    id, version: 1, at: new Date(now - age).toISOString(), kind: 'sale', activity: id, name: 'Maya', amount: 1, ...more,
  });

  it('come once, however often they are told', () => {
    const queue = new MomentQueue(0);
    queue.offer(moment('a'), now);
    queue.offer(moment('a'), now);
    expect(queue.next(now)?.id).toBe('a');
    queue.offer(moment('a'), now + momentLength);
    expect(queue.next(now + momentLength)).toBeUndefined();
  });

  it('never come for what is old, told late or waiting too long', () => {
    const queue = new MomentQueue(60_000);
    queue.offer(moment('late', freshFor + 1), now);
    expect(queue.next(now)).toBeUndefined();
    queue.offer(moment('a'), now);
    queue.offer(moment('b'), now);
    expect(queue.next(now)?.id).toBe('a');
    expect(queue.next(now + 60_000)).toBeUndefined();
  });

  it('come one after the other, and not more often than the throttle says', () => {
    const queue = new MomentQueue(8_000);
    queue.offer(moment('a'), now);
    queue.offer(moment('b', -3_000), now);
    expect(queue.next(now)?.id).toBe('a');
    expect(queue.next(now + 7_999)).toBeUndefined();
    expect(queue.next(now + 8_000)?.id).toBe('b');
    const quick = new MomentQueue(0);
    quick.offer(moment('a'), now);
    quick.offer(moment('b'), now);
    quick.next(now);
    expect(quick.next(now + momentLength - 1)).toBeUndefined();
    expect(quick.next(now + momentLength)?.id).toBe('b');
  });

  it('are dropped when the sale is taken back', () => {
    const queue = new MomentQueue(0);
    queue.offer(moment('a'), now);
    queue.withdraw('a');
    expect(queue.next(now)).toBeUndefined();
  });

  it('tell a large sale that takes the lead as one', () => {
    const queue = new MomentQueue(0);
    queue.offer(moment('sale/a1', 0, { activity: 'a1' }), now);
    queue.offer(moment('first/a1', 0, { activity: 'a1', kind: 'firstPlace' }), now);
    expect(queue.next(now)?.kind).toBe('firstPlace');
    expect(queue.next(now + momentLength)).toBeUndefined();
  });
});

describe('times', () => {
  it('tell what is left of a period', () => {
    expect(timeLeft(0)).toBeUndefined();
    expect(timeLeft(86_400_000 * 3 + 3_600_000 * 4)).toMatchObject({ days: 3, hours: 4 });
    expect(timeLeft(3_600_000 + 61_000)?.clock).toBe('1:01:01');
  });

  it('follow the server, though the own clock be wrong', () => {
    const clock = new ServerClock();
    clock.heard(5_000_000, 1_000);
    expect(clock.now(2_000)).toBe(5_001_000);
    clock.heard(Number.NaN, 1_000);
    expect(clock.now(2_000)).toBe(5_001_000);
  });

  it('say how old the data is in every state', () => {
    const texts = { connecting: '…', offline: 'off {age}', screenLive: 'live {age}', seconds: '{n} s', minutes: '{n} min', hours: '{n} h' };
    expect(statusText('live', 3_000, texts)).toBe('live 3 s');
    expect(statusText('offline', 61_000, texts)).toBe('off 1 min');
    expect(statusText('connecting', 0, texts)).toBe('…');
  });
});
