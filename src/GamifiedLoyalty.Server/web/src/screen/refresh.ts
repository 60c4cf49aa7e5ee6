import { backoffDelay } from '../live/backoff';

let running = false;

/** Asks the server for the screen again, until it answers, and puts what it renders in the place of what is shown. */
export async function refresh(screen: HTMLElement): Promise<void> {
  if (running) return;
  running = true;
  try {
    for (let attempt = 0; !(await tryOnce(screen)); attempt++) {
      await new Promise((resume) => setTimeout(resume, backoffDelay(attempt)));
    }
  } finally {
    running = false;
  }
}

async function tryOnce(screen: HTMLElement): Promise<boolean> {
  try {
    const answer = await fetch(location.href, { headers: { accept: 'text/html' }, cache: 'no-store' });
    if (answer.status >= 500) return false;
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    const fresh = page.querySelector<HTMLElement>('gl-screen');
    // The link was revoked, or another version of the server has other scripts: only a new page can show that.
    if (!answer.ok || !fresh || scriptOf(page) !== scriptOf(document)) location.reload();
    else exchange(screen, fresh, page.documentElement);
    return true;
  } catch {
    return false;
  }
}

function exchange(screen: HTMLElement, fresh: HTMLElement, root: HTMLElement): void {
  const own = document.documentElement;
  own.lang = root.lang;
  if (root.dataset['theme']) own.dataset['theme'] = root.dataset['theme'];
  document.title = root.querySelector('title')?.textContent ?? document.title;
  screen.replaceWith(document.importNode(fresh, true));
}

/** Whether this page was served with the scripts of that bundle. */
export function hasScriptsOf(bundle: string): boolean {
  return scriptOf(document)?.includes(`/${bundle}/`) ?? true;
}

function scriptOf(page: Document): string | null | undefined {
  return page.querySelector('script[src]')?.getAttribute('src');
}
