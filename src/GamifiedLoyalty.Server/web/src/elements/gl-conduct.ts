/** How often the page looks what others did and which screens are there, in milliseconds. */
const pace = 3_000;

/** The control page of the stage: sends its forms without leaving the page, and keeps what it shows current. */
export class GlConduct extends HTMLElement {
  private timer: ReturnType<typeof setInterval> | undefined;
  private sending = 0;

  connectedCallback(): void {
    this.addEventListener('submit', (event) => this.submit(event));
    this.timer = setInterval(() => {
      if (!document.hidden && this.sending === 0) void this.load(location.pathname);
    }, pace);
  }

  disconnectedCallback(): void {
    clearInterval(this.timer);
  }

  private submit(event: SubmitEvent): void {
    const form = event.target as HTMLFormElement;
    if (form.dataset['plain'] !== undefined) return;
    event.preventDefault();
    const fields = new FormData(form, event.submitter);
    this.sending++;
    void this.load(form.action, fields)
      .then((done) => {
        if (done && form.classList.contains('conduct__form')) form.reset();
      })
      .finally(() => this.sending--);
  }

  /** Shows what the server answers; without an answer the page says nothing new, and the next look shows what came of it. */
  private async load(address: string, fields?: FormData): Promise<boolean> {
    try {
      const body = fields ? new URLSearchParams([...fields].map(([name, value]) => [name, String(value)])) : undefined;
      const answer = await fetch(address, { headers: { accept: 'text/html' }, cache: 'no-store', ...(body ? { method: 'POST', body } : {}) });
      if (answer.status === 401) location.reload();
      if (!answer.ok || (!fields && this.sending > 0)) return false;
      this.exchange(new DOMParser().parseFromString(await answer.text(), 'text/html'), fields !== undefined);
      return true;
    } catch {
      return false;
    }
  }

  private exchange(page: Document, withNotice: boolean): void {
    const focused = document.activeElement?.id;
    for (const part of this.querySelectorAll<HTMLElement>('[data-fresh]')) {
      const fresh = page.getElementById(part.id);
      // What was said stays until something else is done.
      if (!fresh || (!withNotice && part.id === 'conduct-notice')) continue;
      if (plain(part) !== plain(fresh)) {
        part.className = fresh.className;
        part.innerHTML = fresh.innerHTML;
      }
    }
    if (focused && document.activeElement?.id !== focused) document.getElementById(focused)?.focus();
  }
}

/** What a part shows, without the proofs of its forms, which differ each time. */
function plain(part: HTMLElement): string {
  return part.className + part.innerHTML.replaceAll(/<input type="hidden" name="__[^>]*>/g, '');
}
