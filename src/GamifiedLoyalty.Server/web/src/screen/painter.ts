import { formatScore, type ScoreFormat } from '../ui/numbers';
import { durations, type FieldModel, type FieldRow } from './field';
import { Glyphs } from './glyphs';
import type { Slot } from './layout';
import type { Palette, Role } from './palette';
import { cardTop, font, measuresOf, middleOf, smallest, Sprites, type Measures, type ScoreRoom } from './sprites';

/** From the middle of a figure down to its foot, as a part of its size. */
const halfFigure = 0.364;

/** Draws a field onto a canvas, in its pixels. */
export class Painter {
  private sprites: Sprites;
  private glyphs = new Map<string, Glyphs>();
  private hatch: CanvasPattern | null = null;

  constructor(
    private readonly context: CanvasRenderingContext2D,
    private readonly palette: Palette,
    private readonly unit: number,
    private readonly backdrop: ImageBitmap,
  ) {
    this.sprites = new Sprites(palette, unit);
    this.hatch = this.makeHatch();
  }

  paint(model: FieldModel, format: ScoreFormat, now: number): void {
    const { context } = this;
    context.globalAlpha = 1;
    context.drawImage(this.backdrop, 0, 0);
    this.sprites.room = this.roomOf(model, format);
    for (const row of model.drawn) this.paintRow(row, model.leaderScore, format, now);
    context.globalAlpha = 1;
  }

  /** Forgets what was drawn for rows that are not shown any more. */
  tidy(model: FieldModel): void {
    if (this.sprites.size > 3 * model.size + 6) this.sprites.keep(new Set(model.drawn.map((row) => row.row.subject)));
  }

  /** What the widest score of the rows takes; figures are equally wide, so that it changes seldom. */
  private roomOf(model: FieldModel, format: ScoreFormat): ScoreRoom {
    let row: FieldRow | undefined;
    for (const drawn of model.drawn) if (drawn.slot.form === 'row' && drawn.row.score >= (row?.row.score ?? 0)) row = drawn;
    if (!row) return { width: 0, withFraction: true };
    const { whole, fraction } = formatScore(row.row.score, format);
    const full = measuresOf(row.slot, this.unit, { width: 0, withFraction: true });
    const width = this.scoreParts(full, format, whole, fraction).width;
    const withFraction = full.nameRight - full.nameLeft - width > 40 * this.unit;
    return { width: withFraction ? width : this.scoreParts(full, format, whole, '').width, withFraction };
  }

  private paintRow(row: FieldRow, leaderScore: number, format: ScoreFormat, now: number): void {
    const { context } = this;
    const [x, y, alpha, form] = [row.x.at(now), row.y.at(now), row.alpha.at(now), row.form.at(now)];
    if (row.before && form < 1) {
      // From row to card or back: one fades into the other around the same middle.
      this.paintGhost(row, row.before, x + (row.slot.width - row.before.width) / 2, y + (row.slot.height - row.before.height) / 2, alpha * (1 - form));
      context.globalAlpha = alpha * form;
    } else {
      context.globalAlpha = alpha;
    }
    context.drawImage(this.sprites.of(row, row.slot), Math.round(x), Math.round(y));
    this.paintGain(row, x, y, now);
    if (row.slot.form === 'card') this.paintCard(row, leaderScore, format, x, y, now);
    else this.paintLine(row, leaderScore, format, x, y, now);
  }

  private paintGhost(row: FieldRow, slot: Slot, x: number, y: number, alpha: number): void {
    this.context.globalAlpha = alpha;
    this.context.drawImage(this.sprites.of(row, slot), Math.round(x), Math.round(y));
  }

  private paintGain(row: FieldRow, x: number, y: number, now: number): void {
    const part = (now - row.gainedAt) / durations.glow;
    if (part < 0 || part >= 1) return;
    const { context } = this;
    const before = context.globalAlpha;
    context.globalAlpha = before * 0.9 * (1 - part);
    context.strokeStyle = this.palette.of('gain');
    context.lineWidth = 0.45 * this.unit;
    context.beginPath();
    context.roundRect(x + 0.2 * this.unit, y + 0.2 * this.unit, row.slot.width - 0.4 * this.unit, row.slot.height - 0.4 * this.unit, 1.2 * this.unit);
    context.stroke();
    context.globalAlpha = before;
  }

  private paintCard(row: FieldRow, leaderScore: number, format: ScoreFormat, x: number, y: number, now: number): void {
    const { slot } = row;
    const measures = measuresOf(slot, this.unit, this.sprites.room);
    const top = cardTop(slot, measures);
    const base = y + top + measures.avatar + (measures.isSmall ? 0.8 : 1.6) * this.unit + measures.scoreSize * 0.86;
    this.paintScore(row, format, measures, x + 2.4 * this.unit, base, now, 'left');
    this.paintMoved(row, x + slot.width - 4.6 * this.unit, base - measures.scoreSize * 0.36, true);
    this.paintBar(row, leaderScore, x + 2.4 * this.unit, y + slot.height - 1.5 * this.unit, slot.width - 4.8 * this.unit, now);
  }

  private paintLine(row: FieldRow, leaderScore: number, format: ScoreFormat, x: number, y: number, now: number): void {
    const { slot } = row;
    const measures = measuresOf(slot, this.unit, this.sprites.room);
    const middle = y + middleOf(slot, measures);
    const rankSize = (measures.isSmall ? 3.4 : 3.9) * this.unit;
    const rank = this.glyphsOf(740, rankSize, 'text');
    const text = String(row.row.rank);
    rank.write(this.context, text, x + 3.6 * this.unit - rank.width(text) / 2, middle + halfFigure * rankSize);
    this.paintMoved(row, x + (measures.isSmall ? 8 : 9.2) * this.unit, middle, !measures.isSmall);
    this.paintScore(row, format, measures, x + slot.width - 1.8 * this.unit, middle + halfFigure * measures.scoreSize, now, 'right');
    const left = measures.nameLeft;
    if (measures.showsBar) this.paintBar(row, leaderScore, x + left, y + slot.height - this.unit, slot.width - left - 1.8 * this.unit, now);
  }

  private paintScore(
    row: FieldRow, format: ScoreFormat, measures: Measures, x: number, base: number, now: number, side: 'left' | 'right',
  ): void {
    const { whole, fraction } = formatScore(Math.round(row.score.at(now)), format);
    const { parts, width } = this.scoreParts(measures, format, whole, fraction);
    let at = side === 'left' ? x : x - width;
    for (const [glyphs, text] of parts) {
      glyphs.write(this.context, text, at, base);
      at += glyphs.width(text);
    }
  }

  private scoreParts(
    measures: Measures, format: ScoreFormat, whole: string, fraction: string,
  ): { parts: readonly (readonly [Glyphs, string])[]; width: number } {
    const large = this.glyphsOf(740, measures.scoreSize, 'text');
    const small = this.glyphsOf(560, Math.max(smallest * this.unit, measures.scoreSize * 0.62), 'text-quiet');
    const parts = [[small, format.prefix], [large, whole], [small, (measures.showsFraction ? fraction : '') + format.suffix]] as const;
    return { parts, width: parts.reduce((sum, [glyphs, text]) => sum + glyphs.width(text), 0) };
  }

  /** An arrow and, where there is room, how many places since yesterday. */
  private paintMoved(row: FieldRow, x: number, y: number, withNumber: boolean): void {
    if (row.moved === undefined || row.moved === 0) return;
    const { context, unit } = this;
    const role = row.moved > 0 ? 'gain' : 'loss';
    const text = withNumber ? String(Math.abs(row.moved)) : '';
    const glyphs = this.glyphsOf(620, smallest * unit, role);
    const left = x - (1.9 * unit + glyphs.width(text)) / 2;
    const [tip, foot] = row.moved > 0 ? [-0.8, 0.75] : [0.8, -0.75];
    context.beginPath();
    context.moveTo(left + 0.8 * unit, y + tip * unit);
    context.lineTo(left + 1.6 * unit, y + foot * unit);
    context.lineTo(left, y + foot * unit);
    context.closePath();
    context.fillStyle = this.palette.of(role);
    context.fill();
    glyphs.write(context, text, left + 2 * unit, y + 1.15 * unit);
  }

  private paintBar(row: FieldRow, leaderScore: number, x: number, y: number, width: number, now: number): void {
    if (leaderScore <= 0) return;
    const { context, unit } = this;
    const height = 0.5 * unit;
    const part = (score: number): number => Math.max(0, Math.min(1, score / leaderScore)) * width;
    const score = row.score.at(now);
    const confirmed = part(score - row.row.provisional);
    context.fillStyle = this.palette.of(row.slot.form === 'card' && row.row.rank === 1 ? 'gold' : 'accent');
    context.fillRect(x, y, confirmed, height);
    const pending = part(score) - confirmed;
    if (pending < 1 || !this.hatch) return;
    context.fillStyle = this.hatch;
    context.fillRect(x + confirmed, y, pending, height);
  }

  private makeHatch(): CanvasPattern | null {
    const size = Math.max(4, Math.round(0.6 * this.unit));
    const tile = document.createElement('canvas');
    tile.width = size;
    tile.height = size;
    const context = tile.getContext('2d')!;
    context.strokeStyle = this.palette.of('accent');
    context.lineWidth = size / 3;
    context.beginPath();
    context.moveTo(0, size);
    context.lineTo(size, 0);
    context.stroke();
    return this.context.createPattern(tile, 'repeat');
  }

  private glyphsOf(weight: number, size: number, role: Role): Glyphs {
    const key = `${weight} ${size} ${role}`;
    let glyphs = this.glyphs.get(key);
    if (!glyphs) {
      glyphs = new Glyphs(font(weight, size), this.palette.of(role), size);
      this.glyphs.set(key, glyphs);
    }
    return glyphs;
  }
}
