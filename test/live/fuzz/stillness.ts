import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { setImmediate as turnOfLoop } from 'node:timers/promises';
import type { Peer } from './peer.ts';

/** How many turns of the event loop may pass between a frame and its effect, such as the store's answer or a new socket. */
const TURNS = 5;

/** Knows when nothing more happens unless time passes: no frame is on its way, and no socket is being opened. */
export class Stillness {
  #peer: Peer;
  /** How many sockets the clients of this process have opened. */
  #sockets = 0;
  #waiting: Promise<undefined> | undefined;

  constructor(peer: Peer) {
    this.#peer = peer;
    subscribe('net.client.socket', this.#count);
  }

  /** Resolves at that moment. All callers wait together, because a client takes too many pings for an attack. */
  reached(): Promise<undefined> {
    this.#waiting ??= this.#wait().finally(() => {
      this.#waiting = undefined;
    });
    return this.#waiting;
  }

  async #wait(): Promise<undefined> {
    for (let before = Number.NaN; before !== this.#happened(); ) {
      before = this.#happened();
      await Promise.all([...this.#peer.visits].map((visit) => visit.taken()));
      for (let turn = 0; turn < TURNS; turn++) await turnOfLoop();
      while (this.#sockets !== this.#peer.accepted) await turnOfLoop();
    }
    return undefined;
  }

  end(): void {
    unsubscribe('net.client.socket', this.#count);
  }

  #happened(): number {
    return this.#peer.accepted + this.#peer.frames;
  }

  #count = () => {
    this.#sockets++;
  };
}
