const padding = 2;

interface Glyph {
  readonly image: ImageBitmap | undefined;
  readonly width: number;
  readonly left: number;
}

/**
 * Writes numbers of one font and colour with figures of equal width. Every character is drawn once and copied from then
 * on: numbers change at every frame while they count, and drawing text is what costs.
 */
export class Glyphs {
  private readonly glyphs = new Map<string, Glyph>();
  private readonly measure: CanvasRenderingContext2D;
  private readonly figure: number;
  private readonly ascent: number;
  private readonly height: number;

  constructor(private readonly font: string, private readonly colour: string, size: number) {
    this.measure = document.createElement('canvas').getContext('2d')!;
    this.measure.font = font;
    // The widest figure has air of its own on both sides.
    this.figure = Math.round(0.96 * Math.max(...[...'0123456789'].map((digit) => this.measure.measureText(digit).width)));
    this.ascent = Math.ceil(size);
    this.height = Math.ceil(size * 1.35);
  }

  width(text: string): number {
    let width = 0;
    for (const character of text) width += this.glyph(character).width;
    return width;
  }

  /** Writes with the baseline at `y`, beginning at `x`. */
  write(target: CanvasRenderingContext2D, text: string, x: number, y: number): void {
    let at = Math.round(x);
    const top = Math.round(y) - this.ascent;
    for (const character of text) {
      const glyph = this.glyph(character);
      if (glyph.image) target.drawImage(glyph.image, at + glyph.left - padding, top);
      at += glyph.width;
    }
  }

  writeEndingAt(target: CanvasRenderingContext2D, text: string, x: number, y: number): void {
    this.write(target, text, x - this.width(text), y);
  }

  private glyph(character: string): Glyph {
    const known = this.glyphs.get(character);
    if (known) return known;
    const made = this.draw(character);
    this.glyphs.set(character, made);
    return made;
  }

  private draw(character: string): Glyph {
    const own = this.measure.measureText(character).width;
    const isFigure = /\d/.test(character);
    const width = isFigure ? this.figure : Math.round(own);
    if (character.trim() === '') return { image: undefined, width, left: 0 };
    const canvas = new OffscreenCanvas(Math.ceil(own) + 2 * padding, this.height);
    const context = canvas.getContext('2d')!;
    context.font = this.font;
    context.fillStyle = this.colour;
    context.fillText(character, padding, this.ascent);
    return { image: canvas.transferToImageBitmap(), width, left: isFigure ? Math.round((this.figure - own) / 2) : 0 };
  }
}
