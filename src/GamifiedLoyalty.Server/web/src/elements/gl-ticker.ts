import { liveConnection } from '../live/connection';
import { json, number, part } from '../ui/dom';
import { scoreText, type ScoreFormat } from '../ui/numbers';

interface Sale {
  readonly version: number;
  readonly at: string;
  readonly name: string;
  readonly company?: string;
  readonly amount?: number;
}

/** The latest sales, newest first; those that were taken back leave again. */
export class GlTicker extends HTMLElement {
  private started = false;
  private sales: readonly Sale[] = [];
  private format!: ScoreFormat;
  private time!: Intl.DateTimeFormat;

  connectedCallback(): void {
    if (this.started) return;
    this.started = true;
    this.format = json<ScoreFormat>(this, 'format');
    this.time = new Intl.DateTimeFormat(document.documentElement.lang, {
      timeStyle: 'short', timeZone: this.dataset['zone'] || 'UTC',
    });
    const take = (document: { sales?: readonly Sale[] }): void => {
      if (document.sales) this.sales = document.sales;
    };
    liveConnection().follow({
      program: this.dataset['program'] ?? '',
      channel: 'sales',
      onChanged: () => this.render(),
      onState: () => undefined,
    }, { replace: take, merge: take });
  }

  private render(): void {
    const list = part(this, 'sales');
    const template = this.querySelector('template');
    if (!list || !template) return;
    const shown = new Map([...list.children].map((item) => [number((item as HTMLElement).dataset['version']), item as HTMLElement]));
    const items = this.sales.map((sale) => shown.get(sale.version) ?? this.item(template, sale));
    list.replaceChildren(...items);
    for (const item of items) {
      if (![...shown.values()].includes(item)) item.animate([{ opacity: 0 }, { opacity: 1 }], { duration: 380 });
    }
    part(this, 'none')?.toggleAttribute('hidden', items.length > 0);
  }

  private item(template: HTMLTemplateElement, sale: Sale): HTMLElement {
    const item = (template.content.firstElementChild as HTMLElement).cloneNode(true) as HTMLElement;
    item.dataset['version'] = String(sale.version);
    const set = (name: string, text: string): void => {
      const holder = part(item, name);
      if (holder) holder.textContent = text;
    };
    set('name', sale.name);
    set('company', sale.company ?? '');
    set('amount', sale.amount === undefined ? '' : scoreText(sale.amount, this.format));
    set('time', this.time.format(new Date(sale.at)));
    return item;
  }
}
