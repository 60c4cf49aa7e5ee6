import { scoreText, type ScoreFormat } from '../ui/numbers';
import { prefersStillness } from '../ui/motion';
import { part } from '../ui/dom';

/** A sale as the server tells it. */
export interface Sale {
  readonly version: number;
  readonly activity: string;
  readonly name: string;
  readonly company?: string;
  readonly amount: number;
}

const length = 6;
/** How long sales stay before others take their place, in milliseconds. */
const readingTime = 1_500;

/** The latest sales, newest first: it changes with every sale and never runs by itself. */
export class Ticker {
  private sales: Sale[] = [];
  private asked = false;
  private shownAt = Number.NEGATIVE_INFINITY;

  constructor(private readonly holder: HTMLElement, private readonly format: ScoreFormat) {}

  replace(sales: readonly Sale[]): void {
    this.sales = [];
    this.add(sales);
  }

  add(sales: readonly Sale[]): void {
    const known = new Set(this.sales.map((sale) => sale.activity));
    const fresh = sales.filter((sale) => !known.has(sale.activity));
    this.sales = [...fresh].reverse().concat(this.sales).slice(0, length);
    this.ask();
  }

  withdraw(activities: readonly string[]): void {
    this.sales = this.sales.filter((sale) => !activities.includes(sale.activity));
    this.ask();
  }

  /** At once after a pause, else when what is shown could be read. */
  private ask(): void {
    if (this.asked) return;
    this.asked = true;
    setTimeout(() => {
      this.asked = false;
      this.shownAt = performance.now();
      this.show();
    }, Math.max(0, this.shownAt + readingTime - performance.now()));
  }

  private show(): void {
    const shown = new Map([...this.holder.querySelectorAll<HTMLElement>('[data-activity]')].map((item) => [item.dataset['activity'], item]));
    const items = this.sales.map((sale) => shown.get(sale.activity) ?? this.make(sale));
    const empty = part(this.holder, 'ticker-empty');
    if (empty) empty.hidden = items.length > 0;
    for (const [activity, item] of shown) if (!this.sales.some((sale) => sale.activity === activity)) item.remove();
    for (const item of [...items].reverse()) this.holder.prepend(item);
  }

  private make(sale: Sale): HTMLElement {
    const item = document.createElement('li');
    item.dataset['activity'] = sale.activity;
    const [name, amount] = [document.createElement('b'), document.createElement('span')];
    name.textContent = sale.name;
    amount.textContent = scoreText(sale.amount, this.format);
    amount.className = 'ticker__amount';
    item.append(name, amount);
    if (!prefersStillness()) item.animate([{ opacity: 0, transform: 'translateY(40%)' }, { opacity: 1, transform: 'none' }], { duration: 320, easing: 'ease-out' });
    return item;
  }
}
