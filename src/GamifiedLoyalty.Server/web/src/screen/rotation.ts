import { prefersStillness } from '../ui/motion';
import type { Actor } from './scenes/actor';
import { decide, following, slotOf, type Slot, type StageWish } from './slots';

export interface Entry {
  readonly element: HTMLElement;
  readonly slot: Slot;
  readonly actor: Actor;
}

export interface RotationHost {
  readonly program: string;
  /** Whether scenes follow what happens. */
  readonly isLive: boolean;
  now(): number;
  make(element: HTMLElement): Actor;
  entered(entry: Entry | undefined): void;
  /** The scene that a conductor launched and that is not here yet; undefined when this screen cannot show it. */
  bring(key: string): Promise<HTMLElement | undefined>;
}

/** How long before its turn a scene begins to be followed, in milliseconds. */
const warmUp = 3_000;

/** Shows scenes in turn, or the one that the conductor wants. */
export class Rotation {
  private readonly entries: Entry[] = [];
  private current = -1;
  private own = 0;
  private leaveAt = Number.POSITIVE_INFINITY;
  private timers: ReturnType<typeof setTimeout>[] = [];
  /** The launched scene that is on its way, or that this screen cannot show. */
  private asked: string | undefined;
  private isStopped = false;

  constructor(private readonly holder: HTMLElement, private wish: StageWish, private readonly host: RotationHost) {
    for (const element of holder.querySelectorAll<HTMLElement>('[data-part="scene"]')) this.add(element);
  }

  get all(): readonly Entry[] {
    return this.entries;
  }

  get shown(): Entry | undefined {
    return this.entries[this.current];
  }

  conduct(wish: StageWish): void {
    this.wish = wish;
    this.asked = undefined;
    this.look();
    this.forget();
  }

  /** Shows what is to be shown now. */
  look(): void {
    const now = this.host.now();
    const place = { current: this.current, own: this.own, leaveAt: this.leaveAt };
    let next = decide(this.slots, this.wish, place, now);
    if (next === undefined) {
      void this.bring(this.wish.scene ?? '');
      next = decide(this.slots, { ...this.wish, scene: null }, place, now) ?? -1;
    }
    if (next !== this.current || now >= this.leaveAt) this.enter(next, now);
  }

  stop(): void {
    this.isStopped = true;
    this.timers.forEach(clearTimeout);
    for (const entry of this.entries) entry.actor.leave();
  }

  private get slots(): Slot[] {
    return this.entries.map((entry) => entry.slot);
  }

  private add(element: HTMLElement): void {
    this.entries.push({ element, slot: slotOf(element), actor: this.host.make(element) });
  }

  private enter(index: number, now: number): void {
    const [before, entry] = [this.shown, this.entries[index]];
    const isOther = before !== entry || this.current < 0;
    if (isOther) before?.actor.leave();
    this.current = index;
    if (entry && this.wish.scene === null) this.own = index;
    this.leaveAt = entry ? now + 1_000 * entry.slot.seconds : Number.POSITIVE_INFINITY;
    if (isOther) {
      entry?.actor.enter(this.host.program, this.host.isLive);
      this.host.entered(entry);
      if (entry && before && !prefersStillness()) entry.element.animate([{ opacity: 0 }, { opacity: 1 }], { duration: 450, easing: 'ease-out' });
    }
    this.plan(index, now);
  }

  private plan(index: number, now: number): void {
    this.timers.forEach(clearTimeout);
    this.timers = [];
    if (index < 0 || this.wish.scene !== null || this.wish.hold) return;
    const next = following(this.slots, index, now);
    if (next === index || next < 0) return;
    const stay = this.leaveAt - now;
    this.timers = [setTimeout(() => this.look(), stay + 5)];
    if (this.host.isLive && stay > warmUp) {
      const program = this.host.program;
      this.timers.push(setTimeout(() => this.entries[next]?.actor.follow?.(program), stay - warmUp));
    }
  }

  private async bring(key: string): Promise<void> {
    if (this.asked === key) return;
    this.asked = key;
    const element = await this.host.bring(key);
    if (!element || this.isStopped || this.wish.scene !== key || this.slots.some((slot) => slot.key === key)) return;
    element.hidden = true;
    this.holder.append(element);
    this.add(element);
    this.look();
  }

  /** Launched scenes that are not shown any more are gone, so that a long day leaves nothing behind. */
  private forget(): void {
    const shown = this.shown;
    for (const entry of this.entries.filter((e) => e.slot.isExtra && e !== shown)) {
      entry.actor.leave();
      entry.element.remove();
      this.entries.splice(this.entries.indexOf(entry), 1);
    }
    this.current = shown ? this.entries.indexOf(shown) : -1;
  }
}
