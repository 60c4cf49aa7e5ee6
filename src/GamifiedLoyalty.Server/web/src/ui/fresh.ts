/**
 * Decides when to load again: soon after a change, never more often than the change's pause allows, one load at a time, and
 * not while nobody looks.
 */
export class Fresh {
  private lastAt = Number.NEGATIVE_INFINITY;
  private dueAt = Number.POSITIVE_INFINITY;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private loading = false;

  constructor(
    private readonly load: () => Promise<void>,
    private readonly isLookedAt: () => boolean,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** Something changed; it may wait until `pause` milliseconds have passed since the last load. */
  changed(pause: number): void {
    this.dueAt = Math.min(this.dueAt, Math.max(this.now() + 250, this.lastAt + pause));
    this.look();
  }

  /** Loads what is due, now or when its time comes. */
  look(): void {
    clearTimeout(this.timer);
    if (this.dueAt === Number.POSITIVE_INFINITY || this.loading || !this.isLookedAt()) return;
    const wait = this.dueAt - this.now();
    if (wait > 0) this.timer = setTimeout(() => this.look(), wait);
    else void this.run();
  }

  private async run(): Promise<void> {
    this.loading = true;
    this.dueAt = Number.POSITIVE_INFINITY;
    this.lastAt = this.now();
    try {
      await this.load();
    } catch {
      // The server is away or busy; the next change, or the one that follows a reconnection, asks again.
    }
    this.loading = false;
    this.look();
  }
}

/** Whoever was on a link of the old part is on the same link of the new one, and what was scrolled stays where it was. */
function exchange(old: HTMLElement, fresh: HTMLElement): void {
  const stops = (part: HTMLElement): HTMLElement[] => [...part.querySelectorAll<HTMLElement>('a, summary, [tabindex="0"]')];
  const at = stops(old).indexOf(document.activeElement as HTMLElement);
  const scrolled = [...old.querySelectorAll<HTMLElement>('[data-scroll]')].map((region) => [region.dataset['scroll'], region.scrollLeft, region.scrollTop] as const);
  old.replaceWith(fresh);
  for (const [name, left, top] of scrolled) fresh.querySelector(`[data-scroll="${name}"]`)?.scrollTo({ left, top, behavior: 'instant' });
  if (at >= 0) stops(fresh)[at]?.focus({ preventScroll: true });
}

/** Exchanges each part named by `data-fresh` that differs from the same part of a newer page. */
export function replaceParts(holder: HTMLElement, page: ParentNode): void {
  for (const old of holder.querySelectorAll<HTMLElement>('[data-fresh]')) {
    const fresh = page.querySelector<HTMLElement>(`[data-fresh="${old.dataset['fresh']}"]`);
    if (!fresh || fresh.isEqualNode(old)) continue;
    // Nobody's typing or choosing is taken away; the part follows with the next change.
    if (old.contains(document.activeElement) && document.activeElement?.matches('input, select, textarea')) continue;
    // What was opened stays open.
    if (old.querySelector('details')?.open) fresh.querySelector('details')?.setAttribute('open', '');
    if (!fresh.isEqualNode(old)) exchange(old, fresh);
  }
}
