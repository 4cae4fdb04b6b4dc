import { Mutex } from '../../src/base/mutex.ts';
import type { Scene } from '../scene.ts';
import type { BotState, RoomDeed } from './page/room-protocol.ts';
import { RoomRefusal } from './room-refusal.ts';

/** What can be done to the bot's process. */
type BotDeed = Extract<RoomDeed, { is: 'bot' }>['how'];

/** What may be done in each state. */
const TAKES: Record<BotState['is'], readonly BotDeed[]> = {
  starting: [],
  ready: ['restart', 'kill', 'stall'],
  stalled: ['restart', 'kill', 'go on'],
  gone: ['start'],
};

/** Starts, stalls and kills the bot of a scene, one after the other. */
export class RoomBot {
  readonly #scene: Scene;
  readonly #changed: () => void;
  readonly #turn = new Mutex();
  #state: BotState = { is: 'ready' };

  /** `changed` is called with each new state. */
  constructor(scene: Scene, changed: () => void) {
    this.#scene = scene;
    this.#changed = changed;
  }

  get state(): BotState {
    return this.#state;
  }

  /** It has exited by itself. */
  fell(error: Error): void {
    this.#become({ is: 'gone', why: error.message });
  }

  /** Does it. Resolves when it's done. @throws an error if the bot's state doesn't allow it, or it can't start */
  act(how: BotDeed): Promise<void> {
    return this.#turn.run(async () => {
      if (!TAKES[this.#state.is].includes(how)) throw new RoomRefusal({ code: 'refusal.bot-state' });
      await this.#act(how);
    });
  }

  /** Ends the scene. @throws if the bot doesn't exit properly, or did something that Discord doesn't know */
  close(): Promise<void> {
    return this.#turn.run(async () => {
      const { is } = this.#state;
      if (is === 'stalled') this.#scene.resident.resume();
      if (is === 'ready' || is === 'stalled') return this.#scene.close();
      return this.#scene.abandon();
    });
  }

  async #act(how: BotDeed): Promise<void> {
    const { resident } = this.#scene;
    switch (how) {
      case 'stall':
        resident.stall();
        return this.#become({ is: 'stalled' });
      case 'go on':
        resident.resume();
        return this.#become({ is: 'ready' });
      case 'kill':
        await resident.kill();
        return this.#become({ is: 'gone' });
      case 'start':
        return this.#start(() => resident.revive());
      case 'restart':
        if (this.#state.is === 'stalled') resident.resume();
        return this.#start(() => this.#scene.renew('restart'));
    }
  }

  async #start(start: () => Promise<unknown>): Promise<void> {
    this.#become({ is: 'starting' });
    try {
      await start();
      this.#become({ is: 'ready' });
    } catch (error) {
      this.#become({ is: 'gone', why: error instanceof Error ? error.message : String(error) });
      throw error;
    }
  }

  #become(state: BotState): void {
    this.#state = state;
    this.#changed();
  }
}
