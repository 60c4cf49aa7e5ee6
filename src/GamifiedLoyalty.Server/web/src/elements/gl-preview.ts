import { part } from '../ui/dom';

/** Long enough that typing does not ask for every letter, in milliseconds. */
const pause = 400;

/** Shows the screen as the form beside it would set it. */
export class GlPreview extends HTMLElement {
  private timer: ReturnType<typeof setTimeout> | undefined;

  connectedCallback(): void {
    this.querySelector('form')?.addEventListener('input', () => this.ask());
  }

  private ask(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.show(), pause);
  }

  private show(): void {
    const form = this.querySelector('form');
    const frame = part<HTMLIFrameElement>(this, 'preview');
    if (!form || !frame) return;
    const query = new URLSearchParams();
    for (const [name, value] of new FormData(form)) {
      if (typeof value === 'string' && !name.startsWith('__')) query.append(name, value);
    }
    frame.contentWindow?.location.replace(`${this.dataset['preview'] ?? ''}?${query.toString()}`);
  }
}
