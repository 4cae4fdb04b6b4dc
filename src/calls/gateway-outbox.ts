import type { Clock } from '../base/clock.ts';
import { makeVoiceStatePayload } from '../voice/bridge/protocol.ts';
import type { CallGateway } from './contract.ts';

/** How often a payload is offered to a gateway that is unavailable, once a second. */
const TRIES = 12;

/** Sends a call's payloads to the gateway in order, and waits for a gateway that is reconnecting. */
export class GatewayOutbox {
  #gateway: CallGateway;
  #guildId: string;
  #clock: Clock;
  #failed: () => void;
  /** Settles when all payloads so far have been sent. */
  #carried: Promise<void> = Promise.resolve();
  #closed = new AbortController();

  /** `failed` is called if the gateway doesn't come back in time. */
  constructor(gateway: CallGateway, guildId: string, clock: Clock, failed: () => void) {
    this.#gateway = gateway;
    this.#guildId = guildId;
    this.#clock = clock;
    this.#failed = failed;
  }

  /** Sends a payload after those before it. Order matters: joining and then leaving isn't leaving and then joining. */
  post(payload: unknown): void {
    this.#carried = this.#carried.then(() => this.#carry(payload));
  }

  /** Sends a payload that leaves the voice channel. */
  postLeave(): void {
    this.post(makeVoiceStatePayload(this.#guildId, null));
  }

  /** Leaves the voice channel at once, if the gateway is available, and sends nothing more. */
  close(): void {
    this.#closed.abort();
    this.#gateway.send(makeVoiceStatePayload(this.#guildId, null));
    this.#gateway.close();
  }

  /** Sends nothing more, and doesn't leave the channel: another process is in there now, and would be thrown out. */
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
