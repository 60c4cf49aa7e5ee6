import { prefersStillness } from '../ui/motion';
import type { ScoreFormat } from '../ui/numbers';
import { drawBackdrop } from './backdrop';
import { FieldModel, type Shown } from './field';
import { Painter } from './painter';
import { Palette } from './palette';

/** The canvas over a scene's rows. It draws only while something moves and can be seen. */
export class Stage {
  private readonly model = new FieldModel();
  private readonly canvas = document.createElement('canvas');
  private readonly context: CanvasRenderingContext2D;
  private readonly observer = new ResizeObserver(() => this.measure());
  private painter: Painter | undefined;
  private asked = 0;
  private rows: readonly Shown[] = [];
  private isCovered = false;

  constructor(private readonly holder: HTMLElement, private readonly format: ScoreFormat) {
    this.canvas.className = 'screen__canvas';
    this.canvas.setAttribute('aria-hidden', 'true');
    this.context = this.canvas.getContext('2d', { alpha: false, desynchronized: true })!;
    holder.append(this.canvas);
    holder.classList.add('field--drawn');
    this.observer.observe(holder);
    document.fonts.addEventListener('loadingdone', this.renew);
    this.measure();
  }

  show(rows: readonly Shown[], animate: boolean): void {
    this.rows = rows;
    if (this.isCovered) return;
    this.model.show(rows, performance.now(), animate && this.painter !== undefined, prefersStillness());
    this.ask();
  }

  /** Rows rest while something covers them; what changed meanwhile moves when they are seen again. */
  cover(isCovered: boolean): void {
    if (isCovered === this.isCovered) return;
    this.isCovered = isCovered;
    if (!isCovered) this.show(this.rows, true);
  }

  stop(): void {
    this.observer.disconnect();
    document.fonts.removeEventListener('loadingdone', this.renew);
    cancelAnimationFrame(this.asked);
    this.canvas.remove();
    this.holder.classList.remove('field--drawn');
  }

  private readonly renew = (): void => {
    this.painter = undefined;
    this.measure();
  };

  private measure(): void {
    const box = this.holder.getBoundingClientRect();
    if (box.width === 0 || box.height === 0) return;
    const ratio = window.devicePixelRatio || 1;
    const [width, height] = [Math.round(box.width * ratio), Math.round(box.height * ratio)];
    const unit = Math.min(window.innerHeight / 100, window.innerWidth / 177.78) * ratio;
    if (this.painter && width === this.canvas.width && height === this.canvas.height) return;
    this.canvas.width = width;
    this.canvas.height = height;
    const palette = new Palette(this.holder);
    const [windowWidth, windowHeight] = [ratio * window.innerWidth, ratio * window.innerHeight];
    const backdrop = drawBackdrop(palette, { left: ratio * box.left, top: ratio * box.top, width, height, windowWidth, windowHeight });
    this.painter = new Painter(this.context, palette, unit, backdrop);
    this.model.resize({ width, height, unit });
    this.draw();
  }

  private ask(): void {
    if (this.asked === 0) this.asked = requestAnimationFrame(this.frame);
  }

  private readonly frame = (): void => {
    this.asked = 0;
    if (!this.isCovered && this.draw()) this.ask();
  };

  /** Draws what is so now; returns whether it still moves. */
  private draw(): boolean {
    const now = performance.now();
    const moves = this.model.moves(now);
    this.painter?.paint(this.model, this.format, now);
    if (!moves) this.painter?.tidy(this.model);
    return moves;
  }
}
