import type { LiveState } from '../live/connection';
import { ageText, fill, type AgeTexts } from './text';

export interface LiveTexts extends AgeTexts {
  readonly live: string;
  readonly connecting: string;
  /** With a place for `{age}`. */
  readonly offline: string;
}

/** The dot and words that say whether what is shown is current, and how old it is when it is not. */
export class LiveBadge {
  private state: LiveState = 'connecting';
  private lastHeardAt = 0;

  constructor(
    private readonly holder: HTMLElement,
    private readonly texts: LiveTexts,
  ) {
    setInterval(() => this.show(), 1_000);
  }

  set(state: LiveState, lastHeardAt: number): void {
    this.state = state;
    this.lastHeardAt = lastHeardAt;
    this.show();
  }

  private show(): void {
    this.holder.dataset['state'] = this.state;
    const words = this.holder.querySelector('[data-part=live-text]');
    const text = this.text();
    if (words && words.textContent !== text) words.textContent = text;
  }

  private text(): string {
    if (this.state === 'live') return this.texts.live;
    if (this.state === 'connecting') return this.texts.connecting;
    return fill(this.texts.offline, { age: ageText(Date.now() - this.lastHeardAt, this.texts) });
  }
}
