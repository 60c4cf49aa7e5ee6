import { backoffDelay } from '../live/backoff';

const attempts = 6;

/** Asks the server for a scene that a conductor launched; undefined when this screen cannot show it. */
export async function bringScene(key: string): Promise<HTMLElement | undefined> {
  for (let attempt = 0; attempt < attempts; attempt++) {
    try {
      const answer = await fetch(location.href, { headers: { accept: 'text/html' }, cache: 'no-store' });
      if (answer.ok) {
        const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
        const scene = page.querySelector<HTMLElement>(`[data-part="scene"][data-key="${CSS.escape(key)}"]`);
        return scene ? document.importNode(scene, true) : undefined;
      }
    } catch {
      // The network is away; the next attempt asks again.
    }
    await new Promise((resume) => setTimeout(resume, backoffDelay(attempt)));
  }
  return undefined;
}
