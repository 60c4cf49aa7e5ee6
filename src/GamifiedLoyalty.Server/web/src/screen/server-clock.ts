/** The server's time as far as a screen can know it, though its own clock be wrong. */
export class ServerClock {
  private ahead = 0;

  /** The server said what time it is; what was longest under way says least. */
  heard(serverTime: number, here: number = Date.now()): void {
    if (Number.isFinite(serverTime)) this.ahead = serverTime - here;
  }

  now(here: number = Date.now()): number {
    return here + this.ahead;
  }
}

/** The parts of a time that is left; undefined when it is over. */
export function timeLeft(milliseconds: number): { days: number; hours: number; clock: string } | undefined {
  if (milliseconds <= 0) return undefined;
  const seconds = Math.floor(milliseconds / 1_000);
  const [days, hours, minutes] = [Math.floor(seconds / 86_400), Math.floor(seconds / 3_600) % 24, Math.floor(seconds / 60) % 60];
  const two = (n: number): string => String(n).padStart(2, '0');
  return { days, hours, clock: `${Math.floor(seconds / 3_600)}:${two(minutes)}:${two(seconds % 60)}` };
}
