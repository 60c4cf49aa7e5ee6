import { part } from '../ui/dom';
import { replaceParts } from '../ui/fresh';

/** Long enough that typing does not ask for every letter, in milliseconds. */
const pause = 500;

/** Shows beside the form of a contest what it would have brought, while it is being filled in. */
export class GlLaunch extends HTMLElement {
  private timer: ReturnType<typeof setTimeout> | undefined;
  private asked = 0;

  connectedCallback(): void {
    const form = this.querySelector('form');
    if (!form) return;
    form.addEventListener('input', () => {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => void this.ask(form), pause);
    });
    this.addEventListener('click', (event) => this.goToLine(event));
    const look = part(this, 'look');
    if (look) look.hidden = true;
  }

  disconnectedCallback(): void {
    clearTimeout(this.timer);
  }

  private async ask(form: HTMLFormElement): Promise<void> {
    const mine = ++this.asked;
    const fields = new URLSearchParams([...new FormData(form)].map(([name, value]) => [name, String(value)]));
    fields.set('do', 'look');
    part(this, 'beside')?.setAttribute('aria-busy', 'true');
    try {
      const answer = await fetch(form.action, { method: 'POST', body: fields, headers: { accept: 'text/html' }, cache: 'no-store' });
      // What is typed meanwhile is asked for next; an older answer must not replace a newer one.
      if (!answer.ok || mine !== this.asked) return;
      this.show(new DOMParser().parseFromString(await answer.text(), 'text/html'));
    } catch {
      // The server is away; the next change asks again.
    } finally {
      if (mine === this.asked) part(this, 'beside')?.removeAttribute('aria-busy');
    }
  }

  private show(page: Document): void {
    replaceParts(this, page);
    const said = part(this, 'said');
    const expected = part(this, 'expected')?.textContent ?? '';
    if (said && said.textContent !== expected) said.textContent = expected;
    this.picture(page);
  }

  /** The picture of the screen is loaded anew only when it would differ, and stays while something is wrong. */
  private picture(page: Document): void {
    const fresh = part<HTMLIFrameElement>(page, 'preview');
    const wanted = fresh?.getAttribute('src');
    if (!wanted) return;
    const frame = part<HTMLIFrameElement>(this, 'preview');
    if (!frame) part(this, 'screen')?.replaceWith(part(page, 'screen') ?? '');
    else if ((frame.dataset['shown'] ?? frame.getAttribute('src')) !== wanted) frame.contentWindow?.location.replace(wanted);
    if (frame) frame.dataset['shown'] = wanted;
  }

  /** Leads from a fault to the line of the document that it is in. */
  private goToLine(event: Event): void {
    const line = Number((event.target as HTMLElement).closest<HTMLElement>('[data-line]')?.dataset['line'] ?? 0);
    const text = this.querySelector('textarea');
    if (line < 1 || !text) return;
    const lines = text.value.split('\n');
    const start = lines.slice(0, line - 1).reduce((sum, before) => sum + before.length + 1, 0);
    text.focus();
    text.setSelectionRange(start, start + (lines[line - 1]?.length ?? 0));
    text.scrollTop = (text.scrollHeight / lines.length) * Math.max(0, line - 4);
  }
}
