import { liveConnection, type Following } from '../live/connection';
import { bringScene } from '../screen/bring';
import { Celebration, type BoardNames, type MomentTexts } from '../screen/celebration';
import { Invention, type InventionTexts } from '../screen/invention';
import type { Moment } from '../screen/moments';
import { hasScriptsOf, refresh } from '../screen/refresh';
import { Rotation, type Entry } from '../screen/rotation';
import { SalesBook } from '../screen/sales-book';
import { Scene } from '../screen/scene';
import type { Actor } from '../screen/scenes/actor';
import { makeActor } from '../screen/scenes/make';
import { PodiumActor } from '../screen/scenes/podium';
import { ServerClock, timeLeft } from '../screen/server-clock';
import { noWish, type StageWish } from '../screen/slots';
import { Sound } from '../screen/sound';
import { Status, type StatusTexts } from '../screen/status';
import { Ticker, type Sale } from '../screen/ticker';
import { json, number, part } from '../ui/dom';
import type { ScoreFormat } from '../ui/numbers';
import { fill } from '../ui/text';

interface ScreenTexts extends StatusTexts, MomentTexts, InventionTexts {
  /** With places for `{d}` and `{h}`. */
  readonly daysHours: string;
}

/** What the screen's own channel tells; every part may be missing. */
interface ScreenNews {
  readonly now?: string;
  /** Which scripts the server has; told when the screen comes or comes back. */
  readonly bundle?: string;
  readonly revision?: number;
  readonly stage?: StageWish;
  readonly sales?: readonly Sale[];
  readonly moments?: readonly Moment[];
  readonly withdrawn?: readonly string[];
}

/** How often something is sold in rehearsals, in milliseconds. */
const rehearsalPace = 1_300;

/** Screens ask spread over time. */
function soonAfter(time: number): number {
  return time + 2_000 + 20_000 * Math.random();
}

/** A large screen: shows its scenes in turn or as conducted, the latest sales, what there is to celebrate, and how current all that is. */
export class GlScreen extends HTMLElement {
  private readonly clock = new ServerClock();
  private readonly sales = new SalesBook();
  private rotation: Rotation | undefined;
  private texts!: ScreenTexts;
  private money!: ScoreFormat;
  private status: Status | undefined;
  private ticker: Ticker | undefined;
  private sound: Sound | undefined;
  private celebration: Celebration | undefined;
  private invention: Invention | undefined;
  private following: Following | undefined;
  /** Some seconds into the next day, when movements since yesterday begin anew, or after the server has other scripts. */
  private renewsAt = Number.POSITIVE_INFINITY;
  private heartbeats: ReturnType<typeof setInterval>[] = [];
  private readonly awake = (): void => {
    if (!document.hidden) void navigator.wakeLock?.request('screen').catch(() => undefined);
  };

  connectedCallback(): void {
    this.texts = json<ScreenTexts>(this, 'texts');
    this.money = json<ScoreFormat>(this, 'money');
    this.clock.heard(number(this.dataset['now']));
    this.renewsAt = soonAfter(number(this.dataset['dayEnds']));
    if (this.isRehearsal) this.invention = new Invention(this.texts);
    this.setUpStatus();
    this.setUpRotation();
    this.setUpNews();
    this.rotation?.look();
    this.heartbeats = [setInterval(() => this.beat(), 1_000)];
    if (this.invention) this.heartbeats.push(setInterval(() => this.rehearse(), rehearsalPace));
    this.beat();
    if (!this.isLive) return;
    this.awake();
    document.addEventListener('visibilitychange', this.awake);
    this.follow();
  }

  disconnectedCallback(): void {
    this.heartbeats.forEach(clearInterval);
    document.removeEventListener('visibilitychange', this.awake);
    this.following?.stop();
    this.celebration?.stop();
    this.sound?.stop();
    this.rotation?.stop();
  }

  private get program(): string {
    return this.dataset['program'] ?? '';
  }

  /** A preview shows what was rendered and follows nothing. */
  private get isLive(): boolean {
    return this.dataset['preview'] === undefined;
  }

  /** In a rehearsal nothing real is followed but the conductor. */
  private get isRehearsal(): boolean {
    return this.dataset['rehearsal'] === 'true';
  }

  private setUpRotation(): void {
    const holder = this.querySelector<HTMLElement>('.screen__scenes');
    if (!holder) return;
    this.rotation = new Rotation(holder, { ...noWish, ...json<Partial<StageWish>>(this, 'stage') }, {
      program: this.program,
      isLive: this.isLive && !this.isRehearsal,
      now: () => this.clock.now(),
      make: (element) => this.makeActor(element),
      entered: (entry) => this.entered(entry),
      bring: bringScene,
    });
  }

  private makeActor(element: HTMLElement): Actor {
    const actor: Actor = makeActor(element, this.money, {
      onChanged: () => this.status?.changed(),
      onState: (state, lastHeardAt) => {
        if (this.rotation?.shown?.element === element) this.status?.set(state, lastHeardAt);
      },
      onPeriodOver: () => this.renew(),
      onWinner: (contest, name, row) => this.celebration?.call({
        id: `winner/${contest}/${row.subject}`, at: new Date(this.clock.now()).toISOString(), text: row.name, small: name,
      }),
    });
    actor.tell?.(this.sales.latest);
    return actor;
  }

  private entered(entry: Entry | undefined): void {
    const idle = part(this, 'idle');
    if (idle) idle.hidden = entry !== undefined;
    if (this.invention) entry?.actor.rehearse?.(this.invention);
    entry?.actor.beat?.(this.clock.now());
    this.showTimeLeft();
  }

  private rehearse(): void {
    if (!this.invention || document.hidden) return;
    this.rotation?.shown?.actor.rehearse?.(this.invention);
    const [sale] = this.invention.sales();
    if (sale) this.ticker?.add([sale]);
  }

  private setUpStatus(): void {
    const holder = part(this, 'screen-live');
    if (holder) this.status = new Status(holder, this.texts);
  }

  private setUpNews(): void {
    const [ticker, moment, sound] = [part(this, 'ticker'), part(this, 'moment'), part(this, 'sound')];
    if (ticker) this.ticker = new Ticker(ticker, this.money);
    if (sound && this.isLive) this.sound = new Sound(sound);
    if (!moment) return;
    this.celebration = new Celebration(
      moment, this.texts, this.money, () => this.boards, () => this.clock.now(), 1_000 * number(this.dataset['throttle']),
      (isCovered) => this.cover(isCovered));
  }

  /** A celebration takes the screen, or gives it back. */
  private cover(isCovered: boolean): void {
    if (isCovered) this.sound?.play();
    for (const { actor } of this.rotation?.all ?? []) actor.cover?.(isCovered);
  }

  private get boards(): readonly BoardNames[] {
    return (this.rotation?.all ?? []).map((entry) => entry.actor).filter((actor) => actor instanceof Scene || actor instanceof PodiumActor);
  }

  private beat(): void {
    this.showClock();
    this.rotation?.look();
    this.rotation?.shown?.actor.beat?.(this.clock.now());
    this.showTimeLeft();
    if (this.isLive) this.status?.show();
    this.celebration?.look();
    if (this.isLive && this.clock.now() > this.renewsAt) this.renew();
  }

  private showClock(): void {
    const holder = part(this, 'clock');
    if (!holder) return;
    const format = new Intl.DateTimeFormat(document.documentElement.lang, { timeStyle: 'short', timeZone: this.dataset['zone'] || 'UTC' });
    const text = format.format(new Date(this.clock.now()));
    if (holder.textContent !== text) holder.textContent = text;
  }

  private showTimeLeft(): void {
    const element = this.rotation?.shown?.element;
    const holder = element && part(element, 'left');
    if (!element || !holder) return;
    const left = timeLeft(number(element.dataset['ends']) - this.clock.now());
    const text = left === undefined ? '0:00:00' : left.days > 0 ? fill(this.texts.daysHours, { d: left.days, h: left.hours }) : left.clock;
    if (holder.textContent !== text) holder.textContent = text;
  }

  private follow(): void {
    this.following = liveConnection().follow<ScreenNews, ScreenNews>({
      program: this.program,
      channel: this.dataset['channel'] ?? '',
      onChanged: () => undefined,
      onState: (state, lastHeardAt) => {
        // A scene that follows a channel of its own says how that does.
        if (this.isRehearsal || this.rotation?.shown?.actor.follow === undefined) this.status?.set(state, lastHeardAt);
      },
    }, {
      replace: (news) => this.tell(news, true),
      merge: (news) => this.tell(news, false),
    });
  }

  private tell(news: ScreenNews, isWhole: boolean): void {
    if (news.now) this.clock.heard(Date.parse(news.now));
    if (news.bundle && !hasScriptsOf(news.bundle)) this.renewsAt = Math.min(this.renewsAt, soonAfter(this.clock.now()));
    if (news.stage) this.conduct(news.stage);
    if (!this.isRehearsal) this.tellSales(news, isWhole);
    if ((news.revision ?? 0) > number(this.dataset['revision'])) this.renew();
  }

  private tellSales(news: ScreenNews, isWhole: boolean): void {
    const withdrawn = news.withdrawn ?? [];
    this.sales.take(news.sales ?? [], withdrawn, isWhole);
    if (isWhole) this.ticker?.replace(news.sales ?? []);
    else this.ticker?.add(news.sales ?? []);
    this.ticker?.withdraw(withdrawn);
    this.celebration?.withdraw(withdrawn);
    this.celebration?.offer(news.moments ?? []);
    if (isWhole || news.sales || news.withdrawn) for (const { actor } of this.rotation?.all ?? []) actor.tell?.(this.sales.latest);
  }

  private conduct(stage: StageWish): void {
    if (stage.rehearsal !== this.isRehearsal) {
      // What is real must not be seen beside what is invented, not even until the other page is here.
      this.classList.add('screen--between');
      this.renew();
      return;
    }
    this.rotation?.conduct(stage);
    if (stage.celebration) this.celebration?.call(stage.celebration);
  }

  /** What the server renders changed: settings, a period that is over, a rehearsal. The page stays, and so does the connection. */
  private renew(): void {
    this.renewsAt = Number.POSITIVE_INFINITY;
    void refresh(this);
  }
}
