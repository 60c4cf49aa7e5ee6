import type { Row, Standings } from '../live/standings';
import { fill } from '../ui/text';
import type { Sale } from './ticker';

export interface InventionTexts {
  /** With a place for `{n}`. */
  readonly rehearsalName: string;
  /** With a place for `{n}`. */
  readonly rehearsalCompany: string;
}

const most = 30;
const companies = 6;
const salesKept = 8;

/**
 * Names and numbers for rehearsals, made up in the browser and forgotten with the page: they are never stored or sent, and
 * nothing real is mixed in.
 */
export class Invention {
  private told: Sale[] = [];
  private count = 0;

  constructor(private readonly texts: InventionTexts, private readonly random: () => number = Math.random) {}

  name(index: number): string {
    return fill(this.texts.rehearsalName, { n: index + 1 });
  }

  company(index: number): string {
    return fill(this.texts.rehearsalCompany, { n: String.fromCharCode(65 + (index % companies)) });
  }

  /** A field of invented sellers, or the next sales of the field that plays already. */
  play(standings: Standings, period: string, rows: number, decimals: number): void {
    const count = Math.min(rows, most);
    const playing = standings.ranked();
    if (playing.length !== count || playing.some((row) => !row.subject.startsWith('rehearsal-'))) {
      standings.replace({ period, ties: 'firstToReach', total: count, rows: this.field(count, decimals), companies: this.companiesOf(count) });
      return;
    }
    const seller = playing[this.pick(count)]!;
    const score = seller.score + this.worth(decimals);
    standings.merge({ rows: [{ ...seller, score, reach: ++this.count }], removed: [], total: count });
  }

  /** Invented sales, newest first, one more each time. */
  sales(): readonly Sale[] {
    const index = Math.floor(this.random() * most);
    const sale = { version: ++this.count, activity: `rehearsal-${this.count}`, name: this.name(index), company: this.company(index), amount: this.worth(2) };
    this.told = [sale, ...this.told].slice(0, salesKept);
    return this.told;
  }

  private field(count: number, decimals: number): Row[] {
    return Array.from({ length: count }, (_, index) => ({
      subject: `rehearsal-${index + 1}`,
      name: this.name(index),
      score: (count - index + 4) * this.worth(decimals) * 2,
      provisional: 0,
      reach: ++this.count,
    }));
  }

  private companiesOf(count: number): Record<string, string> {
    return Object.fromEntries(Array.from({ length: count }, (_, index) => [`rehearsal-${index + 1}`, this.company(index)]));
  }

  /** One of so many, the first ones a little more often. */
  pick(count: number): number {
    return Math.min(count - 1, Math.floor(this.random() ** 1.3 * count));
  }

  /** What a sale is worth, in smallest units. */
  worth(decimals: number): number {
    return Math.round((20 + 480 * this.random()) * 10 ** decimals);
  }
}
