import { Fresh, replaceParts } from '../ui/fresh';

/** How often the page looks what has become of the contest, in milliseconds. */
const pace = 4_000;

/**
 * Keeps the page of a contest current for its manager. It asks for the page, because the hub tells managers no more than
 * viewers, and nothing while a contest is frozen.
 */
export class GlWatch extends HTMLElement {
  private timer: ReturnType<typeof setInterval> | undefined;
  private readonly fresh = new Fresh(() => this.load(), () => !document.hidden);

  connectedCallback(): void {
    this.timer = setInterval(() => this.fresh.changed(pace), pace);
  }

  disconnectedCallback(): void {
    clearInterval(this.timer);
  }

  private async load(): Promise<void> {
    const answer = await fetch(this.dataset['address'] ?? location.pathname, { headers: { accept: 'text/html' }, cache: 'no-store' });
    if (answer.status === 401) location.reload();
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    if (statusOf(page) === statusOf(this)) replaceParts(this, page);
    // Other buttons belong to another state; whoever is about to give a word or a reason is not interrupted.
    else if (!this.querySelector('details[open]')) location.replace(this.dataset['address'] ?? location.pathname);
    else replaceParts(this, page);
  }
}

function statusOf(page: ParentNode): string | undefined {
  return page.querySelector<HTMLElement>('[data-fresh="now"]')?.dataset['status'];
}
