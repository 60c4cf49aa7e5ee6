/** Fills `{name}` places of a sentence that the server localised. */
export function fill(sentence: string, values: Readonly<Record<string, string | number>>): string {
  return sentence.replace(/\{(\w+)\}/g, (place, name: string) => String(values[name] ?? place));
}

export interface AgeTexts {
  readonly seconds: string;
  readonly minutes: string;
  readonly hours: string;
}

/** "12 s", "5 min", "2 h" in the page's language. */
export function ageText(milliseconds: number, texts: AgeTexts): string {
  const seconds = Math.max(0, Math.round(milliseconds / 1000));
  if (seconds < 60) return fill(texts.seconds, { n: seconds });
  const minutes = Math.floor(seconds / 60);
  return minutes < 60 ? fill(texts.minutes, { n: minutes }) : fill(texts.hours, { n: Math.floor(minutes / 60) });
}

export interface LeftTexts extends AgeTexts {
  readonly days: string;
}

/** "2 d 4 h", "3 h 12 min", "5 min 9 s": the time left in its two largest units, as the server says it. */
export function leftText(milliseconds: number, texts: LeftTexts): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  const [minutes, hours, days] = [Math.floor(seconds / 60), Math.floor(seconds / 3600), Math.floor(seconds / 86_400)];
  const both = (large: string, n: number, small: string, m: number): string => `${fill(large, { n })} ${fill(small, { n: m })}`;
  if (days > 0) return both(texts.days, days, texts.hours, hours % 24);
  if (hours > 0) return both(texts.hours, hours, texts.minutes, minutes % 60);
  return both(texts.minutes, minutes, texts.seconds, seconds % 60);
}

/** The first letters of the first and last word; the same rule as on the server. */
export function monogram(name: string): string {
  const words = name.split(/\s+/u).filter((word) => /^[\p{L}\p{N}]/u.test(word));
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined].map((word) => (word ? [...word][0] : ''));
  return letters.join('').toLocaleUpperCase() || '?';
}

/** One of twelve colours that stays with a subject; the same rule as on the server. */
export function hueOf(subject: string): number {
  let hash = 7;
  for (let i = 0; i < subject.length; i++) hash = (hash * 31 + subject.charCodeAt(i)) % 65_521;
  return hash % 12;
}
