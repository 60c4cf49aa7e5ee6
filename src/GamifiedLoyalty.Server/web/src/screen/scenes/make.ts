import type { ScoreFormat } from '../../ui/numbers';
import { ContestActor, type ContestEvents } from '../contests/contest-actor';
import { Scene } from '../scene';
import { StillActor, type Actor } from './actor';
import { CountdownActor } from './countdown';
import { PodiumActor } from './podium';
import { SalesActor } from './sales';

/** The actor of a scene's element. */
export function makeActor(element: HTMLElement, money: ScoreFormat, events: ContestEvents): Actor {
  switch (element.dataset['kind']) {
    case 'board': return new Scene(element, events);
    case 'podium': return new PodiumActor(element, events);
    case 'countdown': return new CountdownActor(element, events);
    case 'contest':
    case 'contest-podium':
    case 'winners': return new ContestActor(element, events);
    case 'ticker': return new SalesActor(element, money);
    default: return new StillActor(element);
  }
}
