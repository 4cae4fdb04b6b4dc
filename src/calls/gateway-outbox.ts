import type { Clock } from '../base/clock.ts';
import { makeVoiceStatePayload } from '../voice/bridge/protocol.ts';
import type { CallGateway } from './contract.ts';

/** How often, at intervals of a second, a gateway that is away is asked to carry a message. */
const TRIES = 12;

/** The way of a call's wishes to the gateway: one after the other, and a little later while the gateway reconnects. */
export class GatewayOutbox {
  #gateway: CallGateway;
  #guildId: string;
  #clock: Clock;
  #failed: () => void;
  /** Settles when all payloads so far were carried. */
  #carried: Promise<void> = Promise.resolve();
  #closed = new AbortController();

  /** `failed` is told when the gateway does not come back in time. */
  constructor(gateway: CallGateway, guildId: string, clock: Clock, failed: () => void) {
    this.#gateway = gateway;
    this.#guildId = guildId;
    this.#clock = clock;
    this.#failed = failed;
  }

  /** Carries a payload when those before it are gone: a wish to leave that overtook the wish to join would undo it. */
  post(payload: unknown): void {
    this.#carried = this.#carried.then(() => this.#carry(payload));
  }

  /** Wishes to be in no voice channel. */
  postLeave(): void {
    this.post(makeVoiceStatePayload(this.#guildId, null));
  }

  /** Leaves at once if the gateway is there, and carries nothing more. */
  close(): void {
    this.#closed.abort();
    this.#gateway.send(makeVoiceStatePayload(this.#guildId, null));
    this.#gateway.close();
  }

  /** Carries nothing more, and leaves nothing: another process is there now, whom that would throw out. */
  abandon(): void {
    this.#closed.abort();
    this.#gateway.close();
  }

  async #carry(payload: unknown): Promise<void> {
    const { signal } = this.#closed;
    for (let tries = 0; tries < TRIES && !signal.aborted; tries++) {
      if (this.#gateway.send(payload)) return;
      await this.#clock.sleep(1_000, signal).catch(() => {});
    }
    if (!signal.aborted) this.#failed();
  }
}
