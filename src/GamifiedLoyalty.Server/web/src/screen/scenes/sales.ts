import { part } from '../../ui/dom';
import { Glide } from '../../ui/motion';
import { scoreText, type ScoreFormat } from '../../ui/numbers';
import { hueOf, monogram } from '../../ui/text';
import type { Invention } from '../invention';
import type { Sale } from '../ticker';
import type { Actor } from './actor';

/** The latest sales, one below the other. */
export class SalesActor implements Actor {
  private sales: readonly Sale[] = [];

  constructor(private readonly element: HTMLElement, private readonly format: ScoreFormat) {}

  enter(): void {
    this.element.hidden = false;
    this.show(false);
  }

  leave(): void {
    this.element.hidden = true;
  }

  tell(sales: readonly Sale[]): void {
    this.sales = sales;
    if (!this.element.hidden) this.show(true);
  }

  rehearse(invention: Invention): void {
    this.tell(invention.sales());
  }

  private show(animate: boolean): void {
    const list = part(this.element, 'sales');
    if (!list) return;
    const shown = new Map([...list.querySelectorAll<HTMLElement>('[data-activity]')].map((item) => [item.dataset['activity'], item]));
    const glide = animate ? new Glide(shown.values()) : undefined;
    const none = part(list, 'sales-none');
    if (none) none.hidden = this.sales.length > 0;
    const items = this.sales.map((sale) => shown.get(sale.activity) ?? this.make(sale));
    for (const item of shown.values()) if (!items.includes(item)) item.remove();
    items.forEach((item, index) => {
      if (list.children[index] !== item) list.insertBefore(item, list.children[index] ?? null);
    });
    glide?.play(items);
  }

  private make(sale: Sale): HTMLElement {
    const item = document.createElement('li');
    item.className = 'sales__item';
    item.dataset['activity'] = sale.activity;
    const [avatar, name, company, amount] = ['span', 'b', 'span', 'span'].map((tag) => document.createElement(tag)) as
      [HTMLElement, HTMLElement, HTMLElement, HTMLElement];
    avatar.className = 'avatar';
    avatar.dataset['hue'] = String(hueOf(sale.name));
    avatar.setAttribute('aria-hidden', 'true');
    avatar.textContent = monogram(sale.name);
    name.className = 'sales__name';
    name.textContent = sale.name;
    company.className = 'sales__company quiet';
    company.textContent = sale.company ?? '';
    amount.className = 'sales__amount';
    amount.textContent = scoreText(sale.amount, this.format);
    item.append(avatar, name, company, amount);
    return item;
  }
}
