/** How long to wait before another attempt, in milliseconds: doubling from a quarter of a second to at most ten, spread out. */
export function backoffDelay(attempt: number, random: () => number = Math.random): number {
  const longest = Math.min(10_000, 250 * 2 ** Math.min(attempt, 10));
  return Math.round(longest * (0.5 + random() * 0.5));
}
