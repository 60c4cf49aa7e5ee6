/** Where the last state of visited pages is kept, and whose it is. */
const cacheName = 'pages';
const tagKey = '/.session-tag';
const keptAtHeader = 'Kept-At';

/** How many pages are kept, and for how long in milliseconds. */
const limits = { pages: 30, age: 7 * 24 * 60 * 60 * 1_000 } as const;

/** The last state of visited pages; everything in it belongs to one session, or to nobody's. */
export class KeptPages {
  /** Grows when everything is deleted, so that answers to older requests are not kept. */
  private generation = 0;

  get current(): number {
    return this.generation;
  }

  async deleteAll(): Promise<void> {
    this.generation++;
    await caches.delete(cacheName);
  }

  /** Keeps an answer, or deletes what the answer says is no longer to be seen. */
  async note(request: Request, answer: Response, generation: number): Promise<void> {
    if (generation !== this.generation) return;
    await this.followSession(answer);
    const cache = await caches.open(cacheName);
    const isRefused = answer.status >= 400 && answer.status < 500;
    const isSecret = /no-store/i.test(answer.headers.get('Cache-Control') ?? '');
    if (isRefused || isSecret) {
      await cache.delete(request.url);
      return;
    }
    if (!answer.ok || answer.redirected || !isPage(answer)) return;
    await cache.delete(request.url);
    await cache.put(request.url, await stamped(answer));
    await this.trim(cache);
  }

  /** The kept state of a page as HTML that says when it was kept; undefined when there is none, or it is too old. */
  async find(url: string, bundle: string): Promise<Response | undefined> {
    const cache = await caches.open(cacheName);
    const kept = await cache.match(url, { ignoreVary: true });
    if (!kept) return undefined;
    const keptAt = Number(kept.headers.get(keptAtHeader));
    if (Date.now() - keptAt > limits.age) {
      await cache.delete(url);
      return undefined;
    }
    const html = (await kept.text())
      .replace('<html ', `<html data-kept-at="${keptAt}" `)
      .replace(/\/assets\/[0-9a-f]+\//g, `/assets/${bundle}/`);
    return new Response(html, { headers: kept.headers });
  }

  private async followSession(answer: Response): Promise<void> {
    const tag = answer.headers.get('Session-Tag');
    if (tag === null) return;
    const known = await (await (await caches.open(cacheName)).match(tagKey))?.text();
    if (known === tag) return;
    await caches.delete(cacheName);
    await (await caches.open(cacheName)).put(tagKey, new Response(tag));
  }

  private async trim(cache: Cache): Promise<void> {
    const pages = (await cache.keys()).filter((key) => new URL(key.url).pathname !== tagKey);
    for (const oldest of pages.slice(0, Math.max(0, pages.length - limits.pages))) await cache.delete(oldest);
  }
}

function isPage(answer: Response): boolean {
  return (answer.headers.get('Content-Type') ?? '').startsWith('text/html');
}

async function stamped(answer: Response): Promise<Response> {
  const headers = new Headers(answer.headers);
  headers.set(keptAtHeader, String(Date.now()));
  return new Response(await answer.text(), { headers });
}
