/** How the server writes a score in the page's language; the script follows it, so that nothing jumps at take-over. */
export interface ScoreFormat {
  readonly decimals: number;
  readonly group: string;
  readonly point: string;
  readonly prefix: string;
  readonly suffix: string;
}

export interface FormattedScore {
  readonly whole: string;
  /** Decimal separator and fraction, shown smaller; empty without decimals. */
  readonly fraction: string;
}

/** Splits an integer of smallest units into grouped whole part and fraction. */
export function formatScore(score: number, format: ScoreFormat): FormattedScore {
  const digits = String(Math.abs(Math.trunc(score))).padStart(format.decimals + 1, '0');
  const cut = digits.length - format.decimals;
  const grouped = digits.slice(0, cut).replace(/\B(?=(\d{3})+$)/g, format.group);
  const sign = score < 0 ? '\u2212' : '';
  return {
    whole: `${sign}${grouped}`,
    fraction: format.decimals > 0 ? format.point + digits.slice(cut) : '',
  };
}

export function scoreText(score: number, format: ScoreFormat): string {
  const { whole, fraction } = formatScore(score, format);
  return `${format.prefix}${whole}${fraction}${format.suffix}`;
}
