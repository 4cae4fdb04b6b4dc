import { systemClock } from '../../src/base/clock.ts';
import { VirtualClock } from '../virtual-clock.ts';

/** The machine's own time, for stories in which other programs take part, whose time can't be moved. */
export class MachineClock extends VirtualClock {
  override now = systemClock.now;
  override wall = systemClock.wall;

  override sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return systemClock.sleep(ms, signal);
  }

  override until<T>(promise: Promise<T>): Promise<T> {
    return promise;
  }
}
