import type { ScoreFormat } from '../../ui/numbers';
import { hueOf, monogram } from '../../ui/text';
import type { ContestState } from './state';

export interface ContestTexts {
  readonly notRevealed: string;
  /** With a place for `{n}`. */
  readonly roundNumber: string;
  readonly roundFinal: string;
  readonly roundSemi: string;
  readonly roundQuarter: string;
  readonly bye: string;
  readonly versus: string;
  readonly invited: string;
  /** With a place for `{n}`. */
  readonly roundOut: string;
}

/** How a contest is drawn. */
export interface ContestView {
  show(contest: ContestState, animate: boolean): void;
  cover?(isCovered: boolean): void;
  stop(): void;
}

/** What views draw with. */
export interface Canvas {
  readonly holder: HTMLElement;
  readonly texts: ContestTexts;
  /** How scores are written. */
  readonly scores: ScoreFormat;
  /** How that is written by which subjects are ranked. */
  readonly shown: ScoreFormat;
  readonly limit: number;
}

export function element(tag: string, className: string, ...children: (HTMLElement | string)[]): HTMLElement {
  const made = document.createElement(tag);
  made.className = className;
  made.append(...children);
  return made;
}

export function setText(holder: HTMLElement, text: string): void {
  if (holder.textContent !== text) holder.textContent = text;
}

export function avatar(subject: string, name: string): HTMLElement {
  const made = element('span', 'avatar', monogram(name));
  made.dataset['hue'] = String(hueOf(subject));
  made.setAttribute('aria-hidden', 'true');
  return made;
}
