import { part } from './dom';
import { ageText, fill, type AgeTexts } from './text';

interface KeptTexts extends AgeTexts {
  readonly days: string;
  /** With a place for `{age}`. */
  readonly keptAge: string;
}

const lookEvery = 10_000;
const hour = 60 * 60 * 1_000;

/** When the page that is shown was kept by the service worker, in milliseconds of the epoch; undefined for a fresh one. */
export function keptAt(): number | undefined {
  const text = document.documentElement.dataset['keptAt'];
  return text === undefined ? undefined : Number(text);
}

/** Says how old a kept page is for as long as it is shown, and asks for a fresh one as soon as the server answers. */
export function watchKept(): void {
  const since = keptAt();
  const holder = part(document, 'kept');
  if (since === undefined || !holder) return;
  const texts = JSON.parse(holder.dataset['texts'] ?? '{}') as KeptTexts;
  const words = part(holder, 'kept-text');
  const show = (): void => {
    const text = fill(texts.keptAge, { age: age(Date.now() - since, texts) });
    if (words && words.textContent !== text) words.textContent = text;
  };
  show();
  setInterval(show, 1_000);
  const look = (): void => void renewWhenReachable();
  setInterval(look, lookEvery);
  window.addEventListener('online', look);
}

function age(milliseconds: number, texts: KeptTexts): string {
  return milliseconds < 48 * hour ? ageText(milliseconds, texts) : fill(texts.days, { n: Math.floor(milliseconds / (24 * hour)) });
}

async function renewWhenReachable(): Promise<void> {
  const answer = await fetch('/health/live', { cache: 'no-store' }).catch(() => undefined);
  if (answer && answer.ok) location.reload();
}
