import type { RankedRow } from '../live/standings';
import { layOut, type Field, type Slot } from './layout';
import { Tween } from './tween';

/** How long what takes, in milliseconds. */
export const durations = { glide: 400, fade: 260, count: 600, glow: 1_200, still: 300 } as const;

/** A row of the field: where it is, on its way to where it belongs. */
export interface FieldRow {
  row: RankedRow;
  /** From 0, in the order of the board. */
  place: number;
  company: string;
  /** Places gained since yesterday; undefined when unknown. */
  moved: number | undefined;
  slot: Slot;
  /** The form it had before it got another one. */
  before: Slot | undefined;
  readonly x: Tween;
  readonly y: Tween;
  readonly score: Tween;
  readonly alpha: Tween;
  readonly form: Tween;
  gainedAt: number;
  isLeaving: boolean;
}

export interface Shown {
  readonly row: RankedRow;
  readonly company: string;
  readonly moved: number | undefined;
}

/** What the canvas shows of one board, at any moment. Nothing here knows of pixels drawn. */
export class FieldModel {
  private readonly rows = new Map<string, FieldRow>();
  private slots: Slot[] = [];
  private field: Field = { width: 0, height: 0, unit: 1 };
  /** Rows in the order in which they are drawn: the first places last, above the others. */
  drawn: FieldRow[] = [];
  leaderScore = 0;
  private calmAt = 0;

  /** Rows jump to their places when the field gets another size. */
  resize(field: Field): void {
    this.field = field;
    this.slots = layOut(field, [...this.rows.values()].filter((row) => !row.isLeaving).length);
    for (const [index, row] of [...this.rows.values()].filter((r) => !r.isLeaving).sort(byPlace).entries()) {
      const slot = this.slots[index];
      if (slot) this.place(row, slot, 0, 0);
    }
  }

  /** Shows other rows, best first. */
  show(rows: readonly Shown[], now: number, animate: boolean, still: boolean): void {
    this.slots = layOut(this.field, rows.length);
    const kept = new Set(rows.map((shown) => shown.row.subject));
    for (const row of this.rows.values()) if (!kept.has(row.row.subject)) this.leave(row, now, animate);
    rows.forEach((shown, index) => {
      const slot = this.slots[index];
      if (slot) this.put(shown, index, slot, now, animate, still);
    });
    this.leaderScore = rows[0]?.row.score ?? 0;
    this.calmAt = animate ? now + durations.glow : 0;
    this.sort();
  }

  /** Whether anything still moves; rows that have left are forgotten then. */
  moves(now: number): boolean {
    const left = [...this.rows.values()].filter((row) => row.isLeaving && !row.alpha.moves(now));
    for (const row of left) this.rows.delete(row.row.subject);
    if (left.length > 0) this.sort();
    return now < this.calmAt;
  }

  get size(): number {
    return this.rows.size;
  }

  private put(shown: Shown, place: number, slot: Slot, now: number, animate: boolean, still: boolean): void {
    const known = this.rows.get(shown.row.subject);
    if (!known) {
      this.rows.set(shown.row.subject, enter(shown, place, slot, now, animate, still));
      return;
    }
    if (animate && shown.row.score > known.row.score) known.gainedAt = now;
    const fades = animate && (still || known.isLeaving) && (slot.x !== known.x.aim || slot.y !== known.y.aim);
    known.isLeaving = false;
    known.row = shown.row;
    known.place = place;
    known.company = shown.company;
    known.moved = shown.moved;
    known.score.aimAt(shown.row.score, now, animate && !still ? durations.count : 0);
    this.place(known, slot, now, animate && !still ? durations.glide : 0);
    if (fades) known.alpha.aimAt(0.35, now, 0);
    known.alpha.aimAt(1, now, animate ? durations.still : 0);
  }

  private place(row: FieldRow, slot: Slot, now: number, duration: number): void {
    if (row.slot.form !== slot.form && duration > 0) {
      row.before = row.slot;
      row.form.aimAt(0, now, 0);
      row.form.aimAt(1, now, duration);
    } else if (duration === 0) {
      row.before = undefined;
    }
    row.slot = slot;
    row.x.aimAt(slot.x, now, duration);
    row.y.aimAt(slot.y, now, duration);
  }

  private leave(row: FieldRow, now: number, animate: boolean): void {
    if (row.isLeaving) return;
    row.isLeaving = true;
    row.alpha.aimAt(0, now, animate ? durations.fade : 0);
  }

  private sort(): void {
    this.drawn = [...this.rows.values()].sort(byPlace).reverse();
  }
}

function byPlace(a: FieldRow, b: FieldRow): number {
  if (a.isLeaving !== b.isLeaving) return a.isLeaving ? 1 : -1;
  return a.place - b.place;
}

function enter(shown: Shown, place: number, slot: Slot, now: number, animate: boolean, still: boolean): FieldRow {
  const row: FieldRow = {
    ...shown,
    place,
    slot,
    before: undefined,
    x: new Tween(slot.x),
    y: new Tween(slot.y + (animate && !still ? slot.height / 2 : 0)),
    score: new Tween(shown.row.score),
    alpha: new Tween(animate ? 0 : 1),
    form: new Tween(1),
    gainedAt: Number.NEGATIVE_INFINITY,
    isLeaving: false,
  };
  row.y.aimAt(slot.y, now, durations.glide);
  row.alpha.aimAt(1, now, durations.fade);
  return row;
}
