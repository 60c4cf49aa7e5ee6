import { hueOf, monogram } from '../ui/text';
import type { FieldRow } from './field';
import type { Slot } from './layout';
import type { Palette } from './palette';

/** Where the parts of a row or card stand, relative to its corner. */
export interface Measures {
  readonly unit: number;
  readonly isSmall: boolean;
  readonly showsCompany: boolean;
  readonly showsAvatar: boolean;
  readonly showsBar: boolean;
  readonly avatar: number;
  readonly nameLeft: number;
  readonly nameRight: number;
  readonly nameSize: number;
  readonly scoreSize: number;
  readonly showsFraction: boolean;
}

const family = "'Inter Variable', system-ui, sans-serif";
/** The smallest text: 34.6 pixels on a screen of 1080. */
export const smallest = 3.2;

export function font(weight: number, size: number): string {
  return `${weight} ${size}px ${family}`;
}

/** What scores take in rows. */
export interface ScoreRoom {
  readonly width: number;
  /** Whether there is room for their fractions. */
  readonly withFraction: boolean;
}

/** Measures of a row or card, where scores take so much room. */
export function measuresOf(slot: Slot, unit: number, room: ScoreRoom): Measures {
  const lines = slot.height / unit;
  if (slot.form === 'card') {
    const isSmall = lines < 17.5;
    // Few people have tall cards, which their content fills.
    const scale = Math.max(1, Math.min(1.3, lines / 26));
    const avatar = (isSmall ? 6.2 : 8.6 * scale) * unit;
    return {
      unit, isSmall, showsCompany: !isSmall, showsAvatar: !isSmall, showsBar: true, avatar,
      nameLeft: 2.4 * unit + avatar + (isSmall ? 1.4 : 3) * unit, nameRight: slot.width - 2.2 * unit,
      nameSize: (isSmall ? 3.6 : 4.2 * scale) * unit,
      scoreSize: (isSmall ? 4.6 : 7 * scale) * unit, showsFraction: true,
    };
  }
  const isNarrow = slot.width < 64 * unit;
  const showsAvatar = !isNarrow && lines >= 6.4;
  const avatar = Math.min(6.4, lines - 1.6) * unit;
  const left = (isNarrow ? 9.6 : 12.8) * unit;
  return {
    unit, isSmall: isNarrow, showsCompany: lines >= 9.3, showsAvatar, showsBar: lines >= 5.4, avatar,
    nameLeft: left + (showsAvatar ? avatar + 1.6 * unit : 0), nameRight: slot.width - room.width - 3.2 * unit,
    nameSize: (isNarrow ? smallest : 3.6) * unit, scoreSize: (isNarrow ? 3.4 : 4.2) * unit, showsFraction: !isNarrow && room.withFraction,
  };
}

/** Cuts a text so that it fits, with an ellipsis. */
export function fit(context: OffscreenCanvasRenderingContext2D, text: string, width: number): string {
  if (context.measureText(text).width <= width) return text;
  const letters = [...text];
  let [low, high] = [0, letters.length];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (context.measureText(`${letters.slice(0, middle).join('').trimEnd()}…`).width <= width) low = middle;
    else high = middle - 1;
  }
  return `${letters.slice(0, low).join('').trimEnd()}…`;
}

interface Sprite {
  readonly key: string;
  readonly image: ImageBitmap;
}

/** The parts of rows that do not change while they move, drawn once: ground, avatar, name and company. */
export class Sprites {
  private readonly rows = new Map<string, Sprite>();

  room: ScoreRoom = { width: 0, withFraction: true };

  constructor(private readonly palette: Palette, private readonly unit: number) {}

  of(row: FieldRow, slot: Slot): ImageBitmap {
    const medal = slot.form === 'card' ? row.row.rank : 0;
    const key = `${slot.width}×${slot.height} ${medal} ${slot.form === 'row' ? this.room.width : 0} ${row.row.name}\n${row.company}`;
    const id = `${slot.form} ${row.row.subject}`;
    const known = this.rows.get(id);
    if (known?.key === key) return known.image;
    known?.image.close();
    const image = this.draw(row, slot);
    this.rows.set(id, { key, image });
    return image;
  }

  /** Forgets the rows that are not shown any more. */
  keep(subjects: ReadonlySet<string>): void {
    for (const [id, sprite] of this.rows) {
      if (subjects.has(id.slice(id.indexOf(' ') + 1))) continue;
      sprite.image.close();
      this.rows.delete(id);
    }
  }

  get size(): number {
    return this.rows.size;
  }

  private draw(row: FieldRow, slot: Slot): ImageBitmap {
    const canvas = new OffscreenCanvas(Math.ceil(slot.width), Math.ceil(slot.height));
    const context = canvas.getContext('2d')!;
    const measures = measuresOf(slot, this.unit, this.room);
    this.drawGround(context, slot, row);
    if (measures.showsAvatar) this.drawAvatar(context, slot, measures, row);
    if (slot.form === 'card') this.drawMedal(context, slot, measures, row.row.rank);
    this.drawName(context, slot, measures, row);
    return canvas.transferToImageBitmap();
  }

  private drawGround(context: OffscreenCanvasRenderingContext2D, slot: Slot, row: FieldRow): void {
    const isCard = slot.form === 'card';
    const line = 0.18 * this.unit;
    const medal = isCard ? medalOf(row.row.rank) : undefined;
    context.beginPath();
    context.roundRect(line / 2, line / 2, slot.width - line, slot.height - line, (isCard ? 1.6 : 1.1) * this.unit);
    context.fillStyle = this.palette.of('surface-raised');
    context.fill();
    if (medal === 'gold') {
      const light = context.createLinearGradient(0, 0, slot.width * 0.8, slot.height);
      light.addColorStop(0, this.palette.of('gold-soft'));
      light.addColorStop(1, this.palette.of('surface-raised'));
      context.fillStyle = light;
      context.fill();
    }
    context.lineWidth = medal ? 2 * line : line;
    context.strokeStyle = this.palette.of(medal ?? 'line');
    context.stroke();
  }

  private drawAvatar(context: OffscreenCanvasRenderingContext2D, slot: Slot, measures: Measures, row: FieldRow): void {
    const radius = measures.avatar / 2;
    const isCard = slot.form === 'card';
    const x = isCard ? 2.4 * this.unit + radius : measures.nameLeft - 1.6 * this.unit - radius;
    const y = isCard ? cardTop(slot, measures) + radius : middleOf(slot, measures);
    const colours = this.palette.avatar(hueOf(row.row.subject));
    context.beginPath();
    context.arc(x, y, radius, 0, 2 * Math.PI);
    context.fillStyle = colours.back;
    context.fill();
    context.fillStyle = colours.front;
    context.font = font(650, Math.max(smallest * this.unit, measures.avatar * 0.42));
    context.textAlign = 'center';
    context.textBaseline = 'middle';
    context.fillText(monogram(row.row.name), x, y + 0.1 * this.unit);
  }

  /** The rank, on the rim of the avatar, or in its place where there is little room. */
  private drawMedal(context: OffscreenCanvasRenderingContext2D, slot: Slot, measures: Measures, rank: number): void {
    const radius = (measures.isSmall ? 2.7 : 2.5) * this.unit;
    const x = 2.4 * this.unit + measures.avatar * (measures.isSmall ? 0.5 : 0.99);
    const y = cardTop(slot, measures) + measures.avatar * (measures.isSmall ? 0.5 : 0.86);
    context.beginPath();
    context.arc(x, y, radius, 0, 2 * Math.PI);
    context.fillStyle = this.palette.of(medalOf(rank));
    context.fill();
    context.lineWidth = 0.4 * this.unit;
    context.strokeStyle = this.palette.of('surface-raised');
    context.stroke();
    context.fillStyle = this.palette.of('on-medal');
    context.font = font(780, smallest * this.unit);
    context.textAlign = 'center';
    context.textBaseline = 'middle';
    context.fillText(String(rank), x, y + 0.15 * this.unit);
  }

  /** Long names are written a little smaller before they are cut. */
  private setNameFont(context: OffscreenCanvasRenderingContext2D, name: string, weight: number, size: number, width: number): void {
    context.font = font(weight, size);
    const needed = size * (width / Math.max(1, context.measureText(name).width));
    if (needed < size) context.font = font(weight, Math.max(smallest * this.unit, needed * 0.995));
  }

  private drawName(context: OffscreenCanvasRenderingContext2D, slot: Slot, measures: Measures, row: FieldRow): void {
    const width = measures.nameRight - measures.nameLeft;
    const company = measures.showsCompany ? row.company : '';
    const middle = slot.form === 'card' ? cardTop(slot, measures) + measures.avatar / 2 : middleOf(slot, measures);
    context.textAlign = 'left';
    context.textBaseline = 'middle';
    context.fillStyle = this.palette.of('text');
    this.setNameFont(context, row.row.name, slot.form === 'card' ? 720 : 640, measures.nameSize, width);
    context.fillText(fit(context, row.row.name, width), measures.nameLeft, company ? middle - 0.49 * measures.nameSize : middle);
    if (!company) return;
    context.fillStyle = this.palette.of('text-quiet');
    context.font = font(450, smallest * this.unit);
    context.fillText(fit(context, company, width), measures.nameLeft, middle + 2 * this.unit);
  }
}

function medalOf(rank: number): 'gold' | 'silver' | 'bronze' {
  return rank <= 1 ? 'gold' : rank === 2 ? 'silver' : 'bronze';
}

/** The middle of a row's text, a little higher where there is a bar below it. */
export function middleOf(slot: Slot, measures: Measures): number {
  return slot.height / 2 - (measures.showsBar ? 0.4 : 0) * measures.unit;
}

/** Where a card's avatar and name begin. */
export function cardTop(slot: Slot, measures: Measures): number {
  const content = measures.avatar + (measures.isSmall ? 0.8 : 1.6) * measures.unit + measures.scoreSize;
  return Math.max(measures.unit, (slot.height - content) / 2 - 0.5 * measures.unit);
}
