import type { Clock } from '../base/clock.ts';
import type { Shelf } from '../store/store.ts';
import type { CallIndex } from './call-index.ts';
import type { CallRecord } from './call-record.ts';

/**
 * How long the other process has to get ready for a call before this one leaves it, in milliseconds. That one looks for it every
 * two seconds, and then starts a voice process.
 */
const READY = 3_000;

/** How long the other process may take to be in a channel before the next call moves, and how often to look, in milliseconds. */
const ARRIVAL = 5_000;
const LOOK = 100;

type CallMovesOptions = {
  calls: Pick<CallIndex, 'inServer' | 'ofConversation'>;
  /** The records of the calls in progress, by server. The process that is in a call writes its record. */
  remembered: Shelf<CallRecord>;
  clock: Clock;
};

/** Calls that this process leaves to another one, without a word to people: the bot stays in the channel. */
export class CallMoves {
  readonly #options: CallMovesOptions;
  /** When this process said of each call that it's about to move, in milliseconds of the clock. */
  readonly #announced = new WeakMap<object, number>();

  constructor(options: CallMovesOptions) {
    this.#options = options;
  }

  /**
   * Whether the call of a conversation that is to move can't do so now: it's just being joined, somebody is speaking or being
   * answered, or the other process isn't ready. The first time, it's said in the call's record that it's about to move.
   */
  holdsUp(conversation: string): boolean {
    const { calls, clock } = this.#options;
    const call = calls.ofConversation(conversation);
    if (!call || call.over) return false;
    // Its record may still say so of the move that brought it here.
    if (call.view.state === 'joining') return true;
    if (!call.about.isMoving) {
      call.room.prepareMove();
      this.#announced.set(call, clock.now());
    }
    const since = this.#announced.get(call) ?? Number.NEGATIVE_INFINITY;
    return call.isBusy || clock.now() - since < READY;
  }

  /** Whether a call goes with a server to the process that gets it. */
  goesWith(server: string): boolean {
    const call = this.#options.calls.inServer(server);
    return call?.about.isMoving === true && !call.over;
  }

  /** Whether somebody speaks or is answered in the call of a server just now, so that it can't move. */
  isLively(server: string): boolean {
    const call = this.#options.calls.inServer(server);
    return call !== undefined && !call.over && call.isBusy;
  }

  /** Leaves a server by `giveUp`. If a call moves with it, this resolves once the other process is in its channel, or takes long. */
  async leave(server: string, giveUp: () => void): Promise<void> {
    const { remembered, clock } = this.#options;
    const isMoving = this.goesWith(server);
    giveUp();
    if (!isMoving) return;
    const until = clock.now() + ARRIVAL;
    const look = async () => (await remembered.get(server).catch(() => undefined))?.isMoving === true;
    while ((await look()) && clock.now() < until) await clock.sleep(LOOK);
  }
}
