import { number, part } from '../../ui/dom';
import { leftParts, type LeftParts } from '../left-parts';
import type { Actor } from './actor';

/** Counts down in large figures, and says when the time has come. */
export class CountdownActor implements Actor {
  private readonly endsAt: number;

  constructor(private readonly element: HTMLElement) {
    this.endsAt = number(element.dataset['ends']);
  }

  enter(): void {
    this.element.hidden = false;
  }

  leave(): void {
    this.element.hidden = true;
  }

  beat(now: number): void {
    const left = leftParts(this.endsAt - now);
    const [running, over] = [part(this.element, 'running'), part(this.element, 'over')];
    if (running) running.hidden = left === undefined;
    if (over) over.hidden = left !== undefined;
    if (!left) return;
    for (const name of ['days', 'hours', 'minutes', 'seconds'] as const) this.write(name, left);
    const days = part(this.element, 'days')?.parentElement;
    if (days) days.hidden = left.days === 0;
  }

  private write(name: keyof LeftParts, left: LeftParts): void {
    const holder = part(this.element, name);
    const text = name === 'days' ? String(left.days) : String(left[name]).padStart(2, '0');
    if (holder && holder.textContent !== text) holder.textContent = text;
  }
}
