import { number, part } from '../../ui/dom';
import { leftParts, type LeftParts } from '../left-parts';
import type { SceneEvents } from '../scene';
import type { Actor } from './actor';

/** How long it says that the time has come before it asks what comes next, in milliseconds. */
const farewell = 30_000;

/** Counts down in large figures, and says when the time has come. */
export class CountdownActor implements Actor {
  private readonly endsAt: number;
  private wasRunning = false;

  constructor(private readonly element: HTMLElement, private readonly events: SceneEvents) {
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
    if (left) this.wasRunning = true;
    else this.wait(now);
    if (!left) return;
    for (const name of ['days', 'hours', 'minutes', 'seconds'] as const) this.write(name, left);
    const days = part(this.element, 'days')?.parentElement;
    if (days) days.hidden = left.days === 0;
  }

  /** A contest that has begun is counted down to its end from then on. */
  private wait(now: number): void {
    if (!this.wasRunning || now < this.endsAt + farewell) return;
    this.wasRunning = false;
    this.events.onPeriodOver();
  }

  private write(name: keyof LeftParts, left: LeftParts): void {
    const holder = part(this.element, name);
    const text = name === 'days' ? String(left.days) : String(left[name]).padStart(2, '0');
    if (holder && holder.textContent !== text) holder.textContent = text;
  }
}
