import { number } from '../ui/dom';

/** When and how long a playlist shows a scene; times are the server's, in milliseconds. */
export interface Slot {
  readonly key: string;
  readonly seconds: number;
  readonly from: number;
  readonly until: number;
  /** Here only because a conductor launched it. */
  readonly isExtra: boolean;
}

/** Something that the conductor celebrates. */
export interface Call {
  readonly id: string;
  readonly at: string;
  readonly text: string;
  readonly small?: string;
}

/** What the conductor wants on all screens. */
export interface StageWish {
  /** The key of the scene; null while every screen follows its own playlist. */
  readonly scene: string | null;
  readonly hold: boolean;
  readonly rehearsal: boolean;
  readonly step: number;
  readonly celebration?: Call;
}

export const noWish: StageWish = { scene: null, hold: false, rehearsal: false, step: 0 };

export function slotOf({ dataset }: HTMLElement): Slot {
  return {
    key: dataset['key'] ?? '',
    seconds: number(dataset['seconds']) || 20,
    from: number(dataset['from']) || Number.NEGATIVE_INFINITY,
    until: number(dataset['until']) || Number.POSITIVE_INFINITY,
    isExtra: dataset['extra'] === 'true',
  };
}

export function isShowable(slot: Slot | undefined, now: number): boolean {
  return slot !== undefined && !slot.isExtra && slot.from <= now && now < slot.until;
}

/** The next scene to show after one, that one itself last; -1 when there is none now. */
export function following(slots: readonly Slot[], index: number, now: number): number {
  for (let step = 1; step <= slots.length; step++) {
    const next = (index + step) % slots.length;
    if (isShowable(slots[next], now)) return next;
  }
  return -1;
}

/** Where a screen is. */
export interface Place {
  /** What is shown; -1 for nothing. */
  readonly current: number;
  /** What of the own playlist was shown last. */
  readonly own: number;
  /** When its time is over. */
  readonly leaveAt: number;
}

/** Which scene is to be shown now; undefined when the launched one is not here yet. */
export function decide(slots: readonly Slot[], wish: StageWish, place: Place, now: number): number | undefined {
  if (wish.scene !== null) {
    const launched = slots.findIndex((slot) => slot.key === wish.scene);
    return launched < 0 ? undefined : launched;
  }
  const isThere = place.current === place.own;
  if (wish.hold && isThere) return place.own;
  const isOver = isThere && now >= place.leaveAt;
  return !isOver && isShowable(slots[place.own], now) ? place.own : following(slots, place.own, now);
}
