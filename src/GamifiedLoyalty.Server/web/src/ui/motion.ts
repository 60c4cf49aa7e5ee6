const glide = { duration: 380, easing: 'cubic-bezier(0.2, 0.8, 0.2, 1)' } as const;

export function prefersStillness(): boolean {
  return window.matchMedia('(prefers-reduced-motion: reduce)').matches;
}

/** Where rows stand before a change; `play` lets them glide from there to where they stand after it. */
export class Glide {
  private readonly before = new Map<HTMLElement, DOMRect>();

  constructor(rows: Iterable<HTMLElement>) {
    for (const row of rows) this.before.set(row, row.getBoundingClientRect());
  }

  play(rows: Iterable<HTMLElement>): void {
    const still = prefersStillness();
    for (const row of rows) {
      const from = this.before.get(row);
      if (from === undefined) {
        row.animate([{ opacity: 0 }, { opacity: 1 }], glide);
        continue;
      }
      const to = row.getBoundingClientRect();
      const [across, down] = [from.left - to.left, from.top - to.top];
      if (Math.abs(across) < 1 && Math.abs(down) < 1) continue;
      if (still) row.animate([{ opacity: 0.4 }, { opacity: 1 }], glide);
      else row.animate([{ transform: `translate(${across}px, ${down}px)` }, { transform: 'none' }], glide);
    }
  }
}

/** A short glow behind a row whose score rose. */
export function glow(row: HTMLElement): void {
  const shine = row.querySelector<HTMLElement>('[data-part=shine]');
  shine?.animate([{ opacity: 0 }, { opacity: 1, offset: 0.15 }, { opacity: 0 }], { duration: 1400, easing: 'ease-out' });
}

const counting = new WeakMap<HTMLElement, number>();

/** Counts a number up or down to where it belongs in at most 600 ms. */
export function countTo(holder: HTMLElement, from: number, to: number, show: (value: number) => void): void {
  cancelAnimationFrame(counting.get(holder) ?? 0);
  if (from === to || prefersStillness()) {
    show(to);
    return;
  }
  const start = performance.now();
  const step = (now: number): void => {
    const part = Math.min(1, Math.max(0, (now - start) / 600));
    const eased = 1 - (1 - part) ** 3;
    show(part === 1 ? to : Math.round(from + (to - from) * eased));
    if (part < 1) counting.set(holder, requestAnimationFrame(step));
  };
  counting.set(holder, requestAnimationFrame(step));
}
