import type { RankedRow } from '../live/standings';
import { part } from '../ui/dom';
import { countTo } from '../ui/motion';
import { formatScore, scoreText, type ScoreFormat } from '../ui/numbers';
import { fill, hueOf, monogram } from '../ui/text';

export interface RowTexts {
  /** With places for `{n}`. */
  readonly up: string;
  readonly down: string;
  readonly provisional: string;
}

/** One row's markup: filled from the server's template, or taken over from what the server rendered. */
export class BoardRow {
  private score: number;
  private readonly rankYesterday: number | undefined;

  constructor(
    readonly element: HTMLElement,
    private readonly format: ScoreFormat,
    private readonly texts: RowTexts,
  ) {
    this.score = Number(element.dataset['score'] ?? Number.NaN);
    const { rank, moved } = element.dataset;
    this.rankYesterday = rank && moved ? Number(rank) + Number(moved) : undefined;
  }

  get shownScore(): number {
    return this.score;
  }

  update(row: RankedRow, leaderScore: number, company: string | undefined, animate: boolean): void {
    const { element } = this;
    element.dataset['subject'] = row.subject;
    element.dataset['rank'] = String(row.rank);
    element.dataset['score'] = String(row.score);
    this.setText('rank', String(row.rank));
    this.setText('name', row.name);
    this.updateLink(row.subject);
    if (company !== undefined) this.setText('company', company);
    this.updateAvatar(row);
    this.updateMoved(row.rank);
    this.updateBar(row, leaderScore);
    this.updateScore(row, animate);
  }

  private updateLink(subject: string): void {
    const link = part<HTMLAnchorElement>(this.element, 'name');
    const url = link?.dataset['base'];
    if (link && url && link.getAttribute('href') !== url + subject) link.href = url + subject;
  }

  private updateAvatar(row: RankedRow): void {
    const avatar = part(this.element, 'avatar');
    if (!avatar) return;
    this.setText('avatar', monogram(row.name));
    avatar.dataset['hue'] = String(hueOf(row.subject));
  }

  private updateMoved(rank: number): void {
    const holder = part(this.element, 'moved');
    if (!holder || this.rankYesterday === undefined) return;
    const places = this.rankYesterday - rank;
    holder.dataset['direction'] = places > 0 ? 'up' : places < 0 ? 'down' : 'same';
    holder.title = places === 0 ? '' : fill(places > 0 ? this.texts.up : this.texts.down, { n: Math.abs(places) });
    this.setText('moved', places === 0 ? '' : String(Math.abs(places)));
  }

  private updateBar(row: RankedRow, leaderScore: number): void {
    const percent = (value: number): string => `${leaderScore > 0 ? Math.max(0, (100 * value) / leaderScore) : 0}%`;
    const confirmed = row.score - row.provisional;
    const [full, pending] = this.element.querySelectorAll('.bar rect');
    full?.setAttribute('width', percent(confirmed));
    pending?.setAttribute('x', percent(confirmed));
    pending?.setAttribute('width', percent(row.provisional));
  }

  private updateScore(row: RankedRow, animate: boolean): void {
    const holder = part(this.element, 'score');
    if (!holder) return;
    const from = Number.isNaN(this.score) ? row.score : this.score;
    this.score = row.score;
    holder.title = row.provisional > 0
      ? fill(this.texts.provisional, { n: scoreText(row.provisional, this.format) })
      : '';
    const show = (value: number): void => {
      const { whole, fraction } = formatScore(value, this.format);
      this.setText('whole', whole);
      this.setText('fraction', fraction);
    };
    countTo(holder, animate ? from : row.score, row.score, show);
  }

  private setText(name: string, text: string): void {
    const holder = part(this.element, name);
    if (holder && holder.textContent !== text) holder.textContent = text;
  }
}
