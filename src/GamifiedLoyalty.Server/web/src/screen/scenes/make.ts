import type { ScoreFormat } from '../../ui/numbers';
import { Scene, type SceneEvents } from '../scene';
import { StillActor, type Actor } from './actor';
import { CountdownActor } from './countdown';
import { PodiumActor } from './podium';
import { SalesActor } from './sales';

/** The actor of a scene's element. */
export function makeActor(element: HTMLElement, money: ScoreFormat, events: SceneEvents): Actor {
  switch (element.dataset['kind']) {
    case 'board': return new Scene(element, events);
    case 'podium': return new PodiumActor(element, events);
    case 'countdown': return new CountdownActor(element);
    case 'ticker': return new SalesActor(element, money);
    default: return new StillActor(element);
  }
}
