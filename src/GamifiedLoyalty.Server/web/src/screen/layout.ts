/** Where a row stands on the field, in pixels. */
export interface Slot {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly form: 'card' | 'row';
}

export interface Field {
  readonly width: number;
  readonly height: number;
  /** A hundredth of the height of the 16:9 frame. */
  readonly unit: number;
}

const gap = 2;
const rowGap = 0.9;
const smallestRow = 4.6;
/** With room for a company below the name. */
const fairRow = 9.6;
const largestRow = 11;
const smallestPodium = 17;
const largestPodium = 40;

/** The steps of the podium: second, first and third from left to right. */
const steps = [
  { column: 1, height: 1 },
  { column: 0, height: 0.93 },
  { column: 2, height: 0.87 },
] as const;

/** Places for so many rows: the first three on a podium, the others below it in columns. */
export function layOut(field: Field, count: number): Slot[] {
  if (count === 0) return [];
  const { height, unit } = field;
  const others = Math.max(0, count - 3);
  const columns = others <= 3 ? 1 : others <= 12 ? 2 : 3;
  const lines = Math.ceil(others / columns);
  const podium = podiumHeight(height, unit, lines);
  const room = height - podium - gap * unit + rowGap * unit;
  const line = lines === 0 ? 0 : Math.min(largestRow * unit, room / lines - rowGap * unit);
  const used = podium + (lines === 0 ? 0 : gap * unit + lines * (line + rowGap * unit) - rowGap * unit);
  const top = Math.max(0, (height - used) / 2);
  return [
    ...podiumSlots(field, Math.min(count, 3), top, podium),
    ...rowSlots(field, others, columns, lines, top + podium + gap * unit, line),
  ];
}

function podiumHeight(height: number, unit: number, lines: number): number {
  if (lines === 0) return Math.min(height, largestPodium * unit);
  const whenRowsAre = (row: number): number => height - gap * unit - lines * (row + rowGap) * unit + rowGap * unit;
  const wanted = Math.min(whenRowsAre(largestRow), largestPodium * unit);
  const fair = Math.max(wanted, Math.min(whenRowsAre(fairRow), 0.42 * height));
  return Math.max(smallestPodium * unit, Math.min(fair, whenRowsAre(smallestRow)));
}

function podiumSlots(field: Field, count: number, top: number, height: number): Slot[] {
  const width = (field.width - 2 * gap * field.unit) / 3;
  return steps.slice(0, count).map((step) => ({
    x: step.column * (width + gap * field.unit),
    y: top + height * (1 - step.height),
    width,
    height: height * step.height,
    form: 'card',
  }));
}

function rowSlots(field: Field, count: number, columns: number, lines: number, top: number, height: number): Slot[] {
  const width = (field.width - (columns - 1) * gap * field.unit) / columns;
  return Array.from({ length: count }, (_, index) => ({
    x: Math.floor(index / lines) * (width + gap * field.unit),
    y: top + (index % lines) * (height + rowGap * field.unit),
    width,
    height,
    form: 'row',
  }));
}
