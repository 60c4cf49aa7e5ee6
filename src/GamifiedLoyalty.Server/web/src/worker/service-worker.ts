import { KeptPages } from './kept-pages';

declare const self: ServiceWorkerGlobalScope & {
  /** The version of the bundle, set by the server in front of this script. */
  readonly bundle: string;
};

const assets = `assets-${self.bundle}`;
const messages = `messages-${self.bundle}`;
const signOutSegment = '/sign-out';
const shell = ['app.js', 'style.css', 'inter-latin-wght-normal.woff2', 'icon.svg'];

/** How long a page is waited for when an older state of it could be shown, in milliseconds. */
const patience = 4_000;

const kept = new KeptPages();

self.addEventListener('install', (event) => event.waitUntil(install()));
self.addEventListener('activate', (event) => event.waitUntil(activate()));
self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== self.location.origin) return;
  if (request.mode === 'navigate') {
    if (request.method === 'POST' && url.pathname.endsWith(signOutSegment)) event.respondWith(signOut(request));
    else if (request.method === 'GET' && isKept(url)) event.respondWith(page(event));
  } else if (request.method === 'GET' && url.pathname.startsWith('/assets/')) {
    event.respondWith(asset(request));
  }
});

async function install(): Promise<void> {
  const cache = await caches.open(assets);
  await cache.addAll(shell.map((name) => `/assets/${self.bundle}/${name}`));
  await keepMessages();
  await self.skipWaiting();
}

async function keepMessages(): Promise<void> {
  await (await caches.open(messages)).addAll(['/offline', '/offline/sign-out'].map((url) => new Request(url, { cache: 'reload' })));
}

async function activate(): Promise<void> {
  for (const name of await caches.keys()) {
    if (/^(assets|messages)-/.test(name) && name !== assets && name !== messages) await caches.delete(name);
  }
  await self.clients.claim();
}

/** Pages of programs; not links with secrets: those that let a person in, and those of screens, which carry a key. */
function isKept(url: URL): boolean {
  return url.pathname.startsWith('/p/') && !url.pathname.includes('/enter/') && !url.searchParams.has('key');
}

/** Files of the bundle never change under their address. */
async function asset(request: Request): Promise<Response> {
  const cache = await caches.open(assets);
  const found = await cache.match(request, { ignoreVary: true });
  if (found) return found;
  const answer = await fetch(request);
  if (answer.ok && answer.headers.get('Cache-Control')?.includes('immutable')) await cache.put(request, answer.clone());
  return answer;
}

/**
 * The network first; the kept state, marked as such, when the network does not answer. Without navigation preload: it
 * would ask for pages that are not handled here twice, and a personal link works once.
 */
async function page(event: FetchEvent): Promise<Response> {
  const fresh = fromNetwork(event);
  event.waitUntil(fresh.catch(() => undefined));
  const answer = await Promise.race([fresh.catch(() => undefined), pause(patience)]);
  if (answer && answer.status < 502) return answer;
  const old = await kept.find(event.request.url, self.bundle);
  if (old) return old;
  return fresh.catch(() => message('/offline'));
}

async function fromNetwork(event: FetchEvent): Promise<Response> {
  const generation = kept.current;
  const answer = await fetch(event.request);
  const copy = answer.clone();
  event.waitUntil(kept.note(event.request, copy, generation).then(() => followLanguage(answer)));
  return answer;
}

async function followLanguage(answer: Response): Promise<void> {
  const language = answer.headers.get('Content-Language');
  const own = await (await caches.open(messages)).match('/offline', { ignoreVary: true });
  if (language && own && own.headers.get('Content-Language') !== language) await keepMessages();
}

/** Whatever the server answers: what was kept goes first. */
async function signOut(request: Request): Promise<Response> {
  await kept.deleteAll();
  return fetch(request).catch(() => message('/offline/sign-out'));
}

async function message(url: string): Promise<Response> {
  return (await (await caches.open(messages)).match(url, { ignoreVary: true })) ?? Response.error();
}

function pause(milliseconds: number): Promise<undefined> {
  return new Promise((resolve) => setTimeout(() => resolve(undefined), milliseconds));
}
