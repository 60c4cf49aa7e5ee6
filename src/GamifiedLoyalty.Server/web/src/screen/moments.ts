/** Something to celebrate, as the server tells it. */
export interface Moment {
  readonly id: string;
  readonly version: number;
  readonly at: string;
  readonly kind: 'sale' | 'firstPlace' | 'call';
  readonly activity: string;
  readonly name: string;
  readonly company?: string;
  readonly board?: string;
  readonly period?: string;
  readonly amount: number;
}

/** Nothing older is celebrated, in milliseconds. */
export const freshFor = 10_000;
/** How long one takes, in milliseconds. */
export const momentLength = 4_000;
const mostWaiting = 3;
const remembered = 200;

/**
 * What waits to be celebrated: each event once, never what is old, and not more often than the throttle says. Times are
 * the server's, in milliseconds.
 */
export class MomentQueue {
  private readonly seen = new Set<string>();
  private waiting: Moment[] = [];
  private lastAt = Number.NEGATIVE_INFINITY;

  constructor(private readonly throttle: number) {}

  offer(moment: Moment, now: number): void {
    if (this.seen.has(moment.id)) return;
    this.seen.add(moment.id);
    if (this.seen.size > remembered) this.seen.delete(this.seen.values().next().value as string);
    if (isOld(moment, now)) return;
    // One sale that is both large and takes the lead is one moment.
    this.waiting = this.waiting.filter((other) => other.activity !== moment.activity || other.kind !== 'sale');
    if (this.waiting.some((other) => other.activity === moment.activity)) return;
    this.waiting.push(moment);
    if (this.waiting.length > mostWaiting) this.waiting.shift();
  }

  /** Somebody wants this celebrated now: it is the next, and need not wait for the throttle. */
  call(moment: Moment, now: number): void {
    if (isOld(moment, now)) return;
    this.waiting = [moment, ...this.waiting].slice(0, mostWaiting);
  }

  /** A sale was taken back: it is not celebrated any more. */
  withdraw(activity: string): void {
    this.waiting = this.waiting.filter((moment) => moment.activity !== activity);
  }

  /** The next one to celebrate now, if any. */
  next(now: number): Moment | undefined {
    this.waiting = this.waiting.filter((moment) => !isOld(moment, now));
    const pause = this.waiting[0]?.kind === 'call' ? momentLength : Math.max(this.throttle, momentLength);
    if (now - this.lastAt < pause) return undefined;
    const moment = this.waiting.shift();
    if (moment) this.lastAt = now;
    return moment;
  }
}

function isOld(moment: Moment, now: number): boolean {
  return now - Date.parse(moment.at) > freshFor;
}
