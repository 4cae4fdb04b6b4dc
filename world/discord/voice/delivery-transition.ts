import type { Clock } from '../../../src/base/clock.ts';
import { DaveOp } from './dave-op.ts';
import type { Peer } from './delivery.ts';
import type { DeliveryFaults } from './delivery-faults.ts';
import type { Group } from './delivery-group.ts';

/** A change that each peer prepares for, and that all execute together (DAVE protocol, ops 21 to 23). */
export class Transition {
  readonly id: number;
  readonly peers: readonly Peer[];
  readonly #waiting: Set<string>;
  readonly #ready = new AbortController();

  constructor(id: number, peers: readonly Peer[]) {
    this.id = id;
    this.peers = peers;
    this.#waiting = new Set(peers.map(({ userId }) => userId));
  }

  /** This user needn't be waited for any more: it's ready (op 23), or gone. */
  confirm(userId: string) {
    this.#waiting.delete(userId);
    if (this.#waiting.size === 0) this.#ready.abort();
  }

  /** Resolves when everyone is ready, or after `timeout` milliseconds. */
  async ready(clock: Clock, timeout: number): Promise<void> {
    const everybodyIsReady = () => {};
    await clock.sleep(timeout, this.#ready.signal).catch(everybodyIsReady);
  }
}

/** What transitions need. */
export type TransitionPace = {
  clock: Clock;
  /** How long to wait for users who aren't ready, in milliseconds. */
  readyTimeout: number;
  faults: DeliveryFaults;
  /** Called after each execution. */
  executed: () => void;
};

/** Runs the transitions of all groups. */
export class Transitions {
  readonly #pace: TransitionPace;
  #last = 0;

  constructor(pace: TransitionPace) {
    this.#pace = pace;
  }

  /** The next transition id. Ids go from 1 to 65,535 and then start over. */
  nextId(): number {
    this.#last = (this.#last % 0xffff) + 1;
    return this.#last;
  }

  /** Starts a transition. These peers have been told to prepare for it. */
  begin(group: Group, id: number, peers: readonly Peer[]) {
    const transition = new Transition(id, peers);
    group.transitions.set(id, transition);
    void this.#execute(group, transition);
  }

  /** Executes a transition (op 22) when everyone is ready, unless the group has started over in the meantime. */
  async #execute(group: Group, transition: Transition) {
    const { clock, readyTimeout, faults, executed } = this.#pace;
    const { executeDelay } = faults;
    await transition.ready(clock, readyTimeout);
    if (executeDelay > 0) await clock.sleep(executeDelay);
    await faults.passExecution();
    if (group.transitions.get(transition.id) !== transition) return;
    group.transitions.delete(transition.id);
    const present = transition.peers.filter((peer) => group.peers.get(peer.userId) === peer);
    for (const peer of present) peer.send(DaveOp.executeTransition, { transition_id: transition.id });
    executed();
  }
}
