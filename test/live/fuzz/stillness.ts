import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { setImmediate as turnOfLoop } from 'node:timers/promises';
import type { Peer } from './peer.ts';

/** Turns of the event loop that may pass between a frame and what it leads to: the store's answer, a new socket. */
const TURNS = 5;

/** Knows when nothing happens any more unless time passes: no frame is on its way, no socket is being opened. */
export class Stillness {
  #peer: Peer;
  /** Sockets that were opened by clients of this process. */
  #sockets = 0;
  #waiting: Promise<undefined> | undefined;

  constructor(peer: Peer) {
    this.#peer = peer;
    subscribe('net.client.socket', this.#count);
  }

  /** Resolves when it is so. Whoever asks meanwhile waits for the same moment, for pings in crowds are taken for an attack. */
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
