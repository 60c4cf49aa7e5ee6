import { part } from '../ui/dom';
import { prefersStillness } from '../ui/motion';
import { scoreText, type ScoreFormat } from '../ui/numbers';
import { fill } from '../ui/text';
import { MomentQueue, momentLength, type Moment } from './moments';
import type { Call } from './slots';

export interface MomentTexts {
  readonly bigSale: string;
  readonly firstPlaceTaken: string;
  readonly celebration: string;
  /** With places for `{board}` and `{score}`. */
  readonly leadsBoard: string;
}

/** How long the screen is taken and given back, in milliseconds. */
const fadeIn = 280;
const fadeOut = 400;

/** A board that a first place may have been taken on. */
export interface BoardNames {
  readonly board: string;
  readonly period: string;
  readonly name: string;
  readonly format: ScoreFormat;
}

const calledKept = 50;
/** What was called for already; it stays when the page exchanges itself. */
const called = new Set<string>();

/** Takes the screen for a moment, says who, what and how much, and gives the board back. */
export class Celebration {
  private readonly queue: MomentQueue;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly holder: HTMLElement,
    private readonly texts: MomentTexts,
    private readonly money: ScoreFormat,
    private readonly boards: () => readonly BoardNames[],
    private readonly serverNow: () => number,
    throttle: number,
    private readonly onCover: (isCovered: boolean) => void,
  ) {
    this.queue = new MomentQueue(throttle);
  }

  offer(moments: readonly Moment[]): void {
    for (const moment of moments) this.queue.offer(moment, this.serverNow());
    this.look();
  }

  /** The conductor celebrates: at once, whatever waits. */
  call(call: Call): void {
    if (called.has(call.id)) return;
    called.add(call.id);
    if (called.size > calledKept) called.delete(called.values().next().value as string);
    const moment = { id: call.id, version: 0, at: call.at, kind: 'call', activity: call.id, name: call.text, amount: 0 } as const;
    this.queue.call(call.small ? { ...moment, company: call.small } : moment, this.serverNow());
    this.look();
  }

  withdraw(activities: readonly string[]): void {
    for (const activity of activities) this.queue.withdraw(activity);
  }

  /** Called now and then: begins the next celebration when its time has come. */
  look(): void {
    if (this.timer !== undefined || document.hidden) return;
    const moment = this.queue.next(this.serverNow());
    if (moment) this.show(moment);
  }

  stop(): void {
    clearTimeout(this.timer);
    this.cover(false);
  }

  private cover(isCovered: boolean): void {
    this.holder.hidden = !isCovered;
    if (!isCovered) for (const fade of this.holder.getAnimations()) fade.cancel();
    this.onCover(isCovered);
  }

  private show(moment: Moment): void {
    const board = this.boards().find((shown) => shown.board === moment.board && shown.period === moment.period);
    const isFirst = moment.kind === 'firstPlace' && board !== undefined;
    const isCall = moment.kind === 'call';
    this.write('moment-kind', isCall ? this.texts.celebration : isFirst ? this.texts.firstPlaceTaken : this.texts.bigSale);
    this.write('moment-name', moment.name);
    this.write('moment-company', moment.company ?? '');
    this.write('moment-what', isCall ? '' : isFirst
      ? fill(this.texts.leadsBoard, { board: board.name, score: scoreText(moment.amount, board.format) })
      : scoreText(moment.amount, this.money));
    this.holder.dataset['kind'] = moment.kind;
    this.holder.dataset['moment'] = moment.id;
    this.holder.dataset['count'] = String(Number(this.holder.dataset['count'] ?? 0) + 1);
    this.cover(true);
    this.animate();
    this.timer = setTimeout(() => {
      this.timer = undefined;
      this.cover(false);
    }, momentLength);
  }

  private animate(): void {
    const still = prefersStillness();
    // Nothing is animated in between, so that nothing is drawn either.
    this.holder.animate([{ opacity: 0 }, { opacity: 1 }], { duration: fadeIn, easing: 'ease-out' });
    this.holder.animate([{ opacity: 1 }, { opacity: 0 }], { duration: fadeOut, delay: momentLength - fadeOut, easing: 'ease-in', fill: 'forwards' });
    if (still) return;
    const rise = { duration: 600, easing: 'cubic-bezier(0.2, 0.9, 0.2, 1)', fill: 'both' } as const;
    ['moment-kind', 'moment-name', 'moment-company', 'moment-what'].forEach((name, index) => {
      part(this.holder, name)?.animate(
        [{ opacity: 0, transform: 'translateY(1.2em)' }, { opacity: 1, transform: 'none' }],
        { ...rise, delay: 120 + 90 * index },
      );
    });
    part(this.holder, 'moment-light')?.animate(
      [{ transform: 'scale(0.3)', opacity: 0 }, { transform: 'none', opacity: 1 }],
      { duration: 900, easing: 'cubic-bezier(0.2, 0.8, 0.2, 1)' },
    );
  }

  private write(name: string, text: string): void {
    const holder = part(this.holder, name);
    if (holder) holder.textContent = text;
  }
}
