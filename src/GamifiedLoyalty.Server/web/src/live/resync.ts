/** What the hub answers to a subscription, and what it sends afterwards. */
export interface Message<Snapshot, Changes> {
  readonly channel: string;
  readonly version: number;
  readonly at?: string;
  readonly snapshot?: Snapshot;
  readonly changes?: Changes;
}

export interface Target<Snapshot, Changes> {
  replace(snapshot: Snapshot): void;
  merge(changes: Changes): void;
}

/**
 * Keeps one channel's state in step by version: messages that come in before the answer to a subscription wait for it,
 * and whatever is not newer than what is known is dropped.
 */
export class Resync<Snapshot, Changes> {
  private waiting: Message<Snapshot, Changes>[] | undefined;

  constructor(
    private readonly target: Target<Snapshot, Changes>,
    private version: number | undefined,
  ) {}

  get knownVersion(): number | undefined {
    return this.version;
  }

  /** A subscription was sent; its answer is on the way. */
  begin(): void {
    this.waiting = [];
  }

  /** The answer to the subscription came; returns whether anything changed. */
  answer(message: Message<Snapshot, Changes>): boolean {
    const waiting = this.waiting ?? [];
    this.waiting = undefined;
    let changed = this.apply(message);
    for (const later of waiting) changed = (later.version > message.version && this.apply(later)) || changed;
    return changed;
  }

  /** The subscription failed; the next one starts from what is known. */
  abandon(): void {
    this.waiting = undefined;
  }

  /** A message came; returns whether anything changed. */
  receive(message: Message<Snapshot, Changes>): boolean {
    if (this.waiting !== undefined) {
      this.waiting.push(message);
      return false;
    }
    // A snapshot stands for itself: a period rolled over at the same version, or a backup brought an older one back.
    const isNewer = this.version === undefined || message.version > this.version;
    if (!isNewer && message.snapshot === undefined) return false;
    return this.apply(message);
  }

  private apply(message: Message<Snapshot, Changes>): boolean {
    this.version = message.version;
    if (message.snapshot !== undefined) {
      this.target.replace(message.snapshot);
      return true;
    }
    if (message.changes === undefined) return false;
    this.target.merge(message.changes);
    return true;
  }
}
