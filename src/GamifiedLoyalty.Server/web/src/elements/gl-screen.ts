import { liveConnection, type Following } from '../live/connection';
import { Celebration, type MomentTexts } from '../screen/celebration';
import type { Moment } from '../screen/moments';
import { hasScriptsOf, refresh } from '../screen/refresh';
import { Scene } from '../screen/scene';
import { ServerClock, timeLeft } from '../screen/server-clock';
import { Status, type StatusTexts } from '../screen/status';
import { Ticker, type Sale } from '../screen/ticker';
import { json, number, part } from '../ui/dom';
import { prefersStillness } from '../ui/motion';
import type { ScoreFormat } from '../ui/numbers';
import { fill } from '../ui/text';

interface ScreenTexts extends StatusTexts, MomentTexts {
  /** With places for `{d}` and `{h}`. */
  readonly daysHours: string;
}

/** What the screen's own channel tells; every part may be missing. */
interface ScreenNews {
  readonly now?: string;
  /** Which scripts the server has; told when the screen comes or comes back. */
  readonly bundle?: string;
  readonly revision?: number;
  readonly sales?: readonly Sale[];
  readonly moments?: readonly Moment[];
  readonly withdrawn?: readonly string[];
}

/** How long before its turn a board begins to be followed, in milliseconds. */
const warmUp = 3_000;

/** Screens ask spread over time. */
function soonAfter(time: number): number {
  return time + 2_000 + 20_000 * Math.random();
}

/** A large screen: shows its boards in turn, the latest sales, what there is to celebrate, and how current all that is. */
export class GlScreen extends HTMLElement {
  private readonly clock = new ServerClock();
  private scenes: Scene[] = [];
  private current = 0;
  private texts!: ScreenTexts;
  private status: Status | undefined;
  private ticker: Ticker | undefined;
  private celebration: Celebration | undefined;
  private following: Following | undefined;
  private timers: ReturnType<typeof setTimeout>[] = [];
  /** Some seconds into the next day, when movements since yesterday begin anew, or after the server has other scripts. */
  private renewsAt = Number.POSITIVE_INFINITY;
  private heartbeat: ReturnType<typeof setInterval> | undefined;
  private readonly awake = (): void => {
    if (!document.hidden) void navigator.wakeLock?.request('screen').catch(() => undefined);
  };

  connectedCallback(): void {
    this.texts = json<ScreenTexts>(this, 'texts');
    this.clock.heard(number(this.dataset['now']));
    this.renewsAt = soonAfter(number(this.dataset['dayEnds']));
    this.setUpStatus();
    this.scenes = [...this.querySelectorAll<HTMLElement>('[data-part="scene"]')].map((element) => this.makeScene(element));
    this.setUpNews();
    this.enter(0);
    this.heartbeat = setInterval(() => this.beat(), 1_000);
    this.beat();
    if (!this.isLive) return;
    this.awake();
    document.addEventListener('visibilitychange', this.awake);
    this.follow();
  }

  disconnectedCallback(): void {
    this.timers.forEach(clearTimeout);
    clearInterval(this.heartbeat);
    document.removeEventListener('visibilitychange', this.awake);
    this.following?.stop();
    this.celebration?.stop();
    for (const scene of this.scenes) scene.leave();
  }

  private get program(): string {
    return this.dataset['program'] ?? '';
  }

  /** A preview shows what was rendered and follows nothing. */
  private get isLive(): boolean {
    return this.dataset['preview'] === undefined;
  }

  private makeScene(element: HTMLElement): Scene {
    const scene = new Scene(element, {
      onChanged: () => this.status?.changed(),
      onState: (state, lastHeardAt) => {
        if (this.scenes[this.current] === scene) this.status?.set(state, lastHeardAt);
      },
      onPeriodOver: () => this.renew(),
    });
    return scene;
  }

  private setUpStatus(): void {
    const holder = part(this, 'screen-live');
    if (holder) this.status = new Status(holder, this.texts);
  }

  private setUpNews(): void {
    const money = json<ScoreFormat>(this, 'money');
    const ticker = part(this, 'ticker');
    if (ticker) this.ticker = new Ticker(ticker, money);
    const moment = part(this, 'moment');
    if (moment) {
      this.celebration = new Celebration(
        moment, this.texts, money, this.scenes, () => this.clock.now(), 1_000 * number(this.dataset['throttle']),
        (isCovered) => this.scenes.forEach((scene) => scene.cover(isCovered)));
    }
  }

  private enter(index: number): void {
    const scene = this.scenes[index];
    if (!scene) return;
    const before = this.scenes[this.current];
    if (before !== scene) before?.leave();
    this.current = index;
    scene.enter(this.program, this.isLive);
    if (before !== scene && !prefersStillness()) scene.element.animate([{ opacity: 0 }, { opacity: 1 }], { duration: 450, easing: 'ease-out' });
    this.showTimeLeft();
    this.planNext(scene, index);
  }

  private planNext(scene: Scene, index: number): void {
    this.timers.forEach(clearTimeout);
    if (this.scenes.length < 2) return;
    const next = (index + 1) % this.scenes.length;
    const stay = 1_000 * scene.seconds;
    this.timers = [setTimeout(() => this.enter(next), stay)];
    if (this.isLive && stay > warmUp) this.timers.push(setTimeout(() => this.scenes[next]?.follow(this.program), stay - warmUp));
  }

  private beat(): void {
    this.showClock();
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
    const scene = this.scenes[this.current];
    const holder = scene && part(scene.element, 'left');
    if (!scene || !holder) return;
    const left = timeLeft(scene.endsAt - this.clock.now());
    const text = left === undefined ? '0:00:00' : left.days > 0 ? fill(this.texts.daysHours, { d: left.days, h: left.hours }) : left.clock;
    if (holder.textContent !== text) holder.textContent = text;
  }

  private follow(): void {
    this.following = liveConnection().follow<ScreenNews, ScreenNews>({
      program: this.program,
      channel: this.dataset['channel'] ?? '',
      onChanged: () => undefined,
      onState: (state, lastHeardAt) => {
        if (this.scenes.length === 0) this.status?.set(state, lastHeardAt);
      },
    }, {
      replace: (news) => this.tell(news, true),
      merge: (news) => this.tell(news, false),
    });
  }

  private tell(news: ScreenNews, isWhole: boolean): void {
    if (news.now) this.clock.heard(Date.parse(news.now));
    if (news.bundle && !hasScriptsOf(news.bundle)) this.renewsAt = Math.min(this.renewsAt, soonAfter(this.clock.now()));
    if (isWhole) this.ticker?.replace(news.sales ?? []);
    else this.ticker?.add(news.sales ?? []);
    this.ticker?.withdraw(news.withdrawn ?? []);
    this.celebration?.withdraw(news.withdrawn ?? []);
    this.celebration?.offer(news.moments ?? []);
    if ((news.revision ?? 0) > number(this.dataset['revision'])) this.renew();
  }

  /** What the server renders changed: settings, or a period that is over. The page stays, and so does the connection. */
  private renew(): void {
    this.renewsAt = Number.POSITIVE_INFINITY;
    void refresh(this);
  }
}
