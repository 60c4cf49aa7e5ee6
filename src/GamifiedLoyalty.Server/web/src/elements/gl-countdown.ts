import { json, number, part } from '../ui/dom';
import { leftText, type LeftTexts } from '../ui/text';

/** Counts down to an instant by the server's clock, and loads the page again when it has come. */
export class GlCountdown extends HTMLElement {
  private started = false;
  private timer: ReturnType<typeof setInterval> | undefined;

  connectedCallback(): void {
    const holder = part(this, 'left');
    if (this.started || !holder) return;
    this.started = true;
    const texts = json<LeftTexts>(this, 'texts');
    const ahead = number(this.dataset['now']) - Date.now();
    const until = number(this.dataset['until']);
    this.timer = setInterval(() => {
      const left = until - Date.now() - ahead;
      const words = leftText(left, texts);
      if (holder.textContent !== words) holder.textContent = words;
      if (left > 0) return;
      clearInterval(this.timer);
      // The new period's page is the same for everybody, and everybody would ask for it at once.
      setTimeout(() => location.reload(), 1_000 + Math.random() * 5_000);
    }, 1_000);
  }

  /** A newer element counts in its place. */
  disconnectedCallback(): void {
    clearInterval(this.timer);
  }
}
