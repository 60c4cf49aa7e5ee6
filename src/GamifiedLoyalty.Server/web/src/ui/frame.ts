import { part } from './dom';
import { watchKept } from './kept';
import { fill } from './text';
import { followTheme } from './theme';

/** Everything around a page's content: appearance, menu, and what is kept for when there is no network. */
export function startFrame(): void {
  followTheme();
  closeMenuOutside();
  watchKept();
  datePrints();
  void keepPages();
}

function closeMenuOutside(): void {
  const menu = part<HTMLDetailsElement>(document, 'options');
  if (!menu) return;
  document.addEventListener('pointerdown', (event) => {
    if (!menu.contains(event.target as Node)) menu.open = false;
  });
  menu.addEventListener('focusout', (event) => {
    if (event.relatedTarget instanceof Node && !menu.contains(event.relatedTarget)) menu.open = false;
  });
  menu.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || !menu.open) return;
    menu.open = false;
    menu.querySelector('summary')?.focus();
  });
}

/** What a live page shows on paper is of now, however long ago the page was made. */
function datePrints(): void {
  const holder = part(document, 'printed-at');
  if (!holder) return;
  const format = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: 'short', timeStyle: 'short', timeZone: holder.dataset['zone'] || 'UTC' });
  window.addEventListener('beforeprint', () => {
    if (document.querySelector('.live[data-state=live]')) holder.textContent = fill(holder.dataset['text'] ?? '', { at: format.format(Date.now()) });
  });
}

/** Service workers exist on https and on the machine itself only; without one, pages come from the network as ever. */
async function keepPages(): Promise<void> {
  await navigator.serviceWorker?.register('/service-worker.js').catch(() => undefined);
}
