import type { Sale } from './ticker';

const length = 8;

/** The latest sales as the server told them, newest first. */
export class SalesBook {
  private sales: readonly Sale[] = [];

  get latest(): readonly Sale[] {
    return this.sales;
  }

  /** Takes what came; `isWhole` when it is all there is. */
  take(fresh: readonly Sale[], withdrawn: readonly string[], isWhole: boolean): void {
    const kept = isWhole ? [] : this.sales;
    const known = new Set(kept.map((sale) => sale.activity));
    const added = fresh.filter((sale) => !known.has(sale.activity)).reverse();
    this.sales = [...added, ...kept].filter((sale) => !withdrawn.includes(sale.activity)).slice(0, length);
  }
}
