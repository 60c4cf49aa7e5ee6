import type { Sale } from '../ticker';
import type { Invention } from '../invention';

/** What plays a scene: it shows itself, follows what it needs while it is shown, and leaves nothing running behind. */
export interface Actor {
  /** The scene is on the screen from now on. */
  enter(program: string, isLive: boolean): void;
  /** It will be on the screen soon. */
  follow?(program: string): void;
  leave(): void;
  /** Every second while it is shown, with the server's time. */
  beat?(now: number): void;
  /** The latest sales, newest first. */
  tell?(sales: readonly Sale[]): void;
  /** Something covers the screen, or does so no longer. */
  cover?(isCovered: boolean): void;
  /** Plays with invented data, a step further each time. */
  rehearse?(invention: Invention): void;
}

/** A scene that does not change. */
export class StillActor implements Actor {
  constructor(private readonly element: HTMLElement) {}

  enter(): void {
    this.element.hidden = false;
  }

  leave(): void {
    this.element.hidden = true;
  }
}
