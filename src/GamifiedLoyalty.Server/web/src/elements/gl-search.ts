import { json, part } from '../ui/dom';
import { fill } from '../ui/text';

interface SearchTexts {
  /** With a place for `{n}`. */
  readonly found: string;
  readonly failed: string;
}

const typingPause = 200;

/** Shows the search page's answers below the field while somebody types; without script the form leads to that page. */
export class GlSearch extends HTMLElement {
  private readonly stop = new AbortController();
  private asking: AbortController | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private texts!: SearchTexts;
  private form!: HTMLFormElement;
  private field!: HTMLInputElement;
  private answers!: HTMLElement;

  connectedCallback(): void {
    const form = this.querySelector('form');
    const field = this.querySelector('input');
    const answers = part(this, 'answers');
    // On the search page itself the answers stand below already.
    if (!form || !field || !answers || part(document, 'hits')) return;
    Object.assign(this, { form, field, answers });
    this.texts = json<SearchTexts>(this, 'texts');
    const { signal } = this.stop;
    field.addEventListener('input', () => this.typed(), { signal });
    field.addEventListener('focus', () => this.show(this.links().length > 0 && field.value !== ''), { signal });
    this.addEventListener('keydown', (event) => this.pressed(event), { signal });
    this.addEventListener('focusout', (event) => {
      if (!this.contains(event.relatedTarget as Node | null)) this.show(false);
    }, { signal });
  }

  disconnectedCallback(): void {
    this.stop.abort();
  }

  private typed(): void {
    clearTimeout(this.timer);
    this.asking?.abort();
    if (this.field.value.trim() === '') {
      this.answers.replaceChildren();
      this.show(false);
      return;
    }
    this.timer = setTimeout(() => void this.ask(), typingPause);
  }

  private async ask(): Promise<void> {
    const asking = new AbortController();
    this.asking = asking;
    try {
      const url = new URL(this.form.action);
      url.searchParams.set('q', this.field.value.trim());
      const answer = await fetch(url, { signal: asking.signal, headers: { Accept: 'text/html' } });
      if (!answer.ok) throw new Error(String(answer.status));
      const hits = part(new DOMParser().parseFromString(await answer.text(), 'text/html'), 'hits');
      if (!hits || asking.signal.aborted) return;
      this.answers.replaceChildren(...hits.children);
      this.show(true);
      this.say(fill(this.texts.found, { n: hits.dataset['count'] ?? 0 }));
    } catch {
      // The form still leads to the page.
      if (!asking.signal.aborted) this.say(this.texts.failed);
    }
  }

  private pressed(event: KeyboardEvent): void {
    if (event.key === 'Escape' && !this.answers.hidden) {
      event.preventDefault();
      this.field.focus();
      this.show(false);
      return;
    }
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    const stops = [this.field, ...this.links()];
    if (step === 0 || this.answers.hidden || stops.length < 2) return;
    event.preventDefault();
    const at = stops.indexOf(document.activeElement as HTMLInputElement);
    stops[(at + step + stops.length) % stops.length]?.focus();
  }

  private links(): HTMLElement[] {
    return [...this.answers.querySelectorAll<HTMLElement>('a')];
  }

  private show(visible: boolean): void {
    this.answers.hidden = !visible;
  }

  private say(words: string): void {
    const holder = part(this, 'announce');
    if (holder) holder.textContent = words;
  }
}
