/** Fast at first, then gently into place. */
export function easeOut(part: number): number {
  return 1 - (1 - part) ** 3;
}

/** A number on its way to another. Whoever sets a new aim starts from where it is now. */
export class Tween {
  private from: number;
  private startedAt = 0;
  private duration = 0;

  constructor(private to: number) {
    this.from = to;
  }

  get aim(): number {
    return this.to;
  }

  aimAt(to: number, now: number, duration: number): void {
    if (to === this.to) return;
    this.from = duration > 0 ? this.at(now) : to;
    this.to = to;
    this.startedAt = now;
    this.duration = duration;
  }

  at(now: number): number {
    if (!this.moves(now)) return this.to;
    const part = Math.max(0, (now - this.startedAt) / this.duration);
    return this.from + (this.to - this.from) * easeOut(part);
  }

  moves(now: number): boolean {
    return now - this.startedAt < this.duration;
  }
}
