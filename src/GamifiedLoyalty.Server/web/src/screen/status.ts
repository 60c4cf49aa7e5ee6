import type { LiveState } from '../live/connection';
import { part } from '../ui/dom';
import { ageText, fill, type AgeTexts } from '../ui/text';

export interface StatusTexts extends AgeTexts {
  readonly connecting: string;
  /** With a place for `{age}`. */
  readonly offline: string;
  /** With a place for `{age}`. */
  readonly screenLive: string;
}

/** The dot and words that say whether what is shown is current, and how old it is. */
export class Status {
  private state: LiveState = 'connecting';
  private changedAt = Date.now();
  private goodAt = Date.now();

  constructor(private readonly holder: HTMLElement, private readonly texts: StatusTexts) {}

  /** What is shown changed. */
  changed(now: number = Date.now()): void {
    this.changedAt = now;
    this.goodAt = now;
    this.show(now);
  }

  set(state: LiveState, lastHeardAt: number, now: number = Date.now()): void {
    if (this.state === 'live' && state !== 'live') this.goodAt = Math.max(this.goodAt, lastHeardAt);
    this.state = state;
    this.show(now);
  }

  show(now: number = Date.now()): void {
    this.holder.dataset['state'] = this.state;
    const words = part(this.holder, 'live-text');
    const text = statusText(this.state, now - (this.state === 'live' ? this.changedAt : this.goodAt), this.texts);
    if (words && words.textContent !== text) words.textContent = text;
  }
}

export function statusText(state: LiveState, age: number, texts: StatusTexts): string {
  if (state === 'connecting') return texts.connecting;
  return fill(state === 'live' ? texts.screenLive : texts.offline, { age: ageText(age, texts) });
}
