import type { SSEStreamingApi } from 'hono/streaming';
import { BoundedMap } from '../base/bounded-map.ts';
import type { Clock } from '../base/clock.ts';
import type { OperatorView } from './operator-view.ts';
import type { TurnLine } from './turn-lines.ts';

/** How often something is sent, in milliseconds. */
const PAUSE = 1_000;

/** How many streams there are at once, so that health and metrics always find a connection. */
const MOST_STREAMS = 16;

/** How many changes of turns are sent at once. Beyond that, the turns that haven't changed for longest are left out. */
const MOST_CHANGES = 20;

/** Tells browsers every second how everything is, and which turns have changed. Nothing is made while nobody listens. */
export class OperatorStreams {
  readonly #view: OperatorView;
  readonly #clock: Clock;
  #count = 0;

  constructor(view: OperatorView, clock: Clock) {
    this.#view = view;
    this.#clock = clock;
  }

  /** Whether there's room for no other. */
  get isFull(): boolean {
    return this.#count >= MOST_STREAMS;
  }

  /** Writes to a browser until the signal aborts. A browser that reads slowly is told less often. */
  async write(stream: Pick<SSEStreamingApi, 'writeSSE'>, signal: AbortSignal): Promise<void> {
    const changes = new BoundedMap<number, TurnLine>(MOST_CHANGES);
    const stop = this.#view.onTurn((line) => void changes.set(line.id, line));
    this.#count += 1;
    try {
      while (!signal.aborted) {
        await stream.writeSSE({ event: 'state', data: JSON.stringify(await this.#view.read()) });
        const lines = [...changes.values()];
        changes.clear();
        for (const line of lines) await stream.writeSSE({ event: 'turn', data: JSON.stringify(this.#view.name(line)) });
        await this.#clock.sleep(PAUSE, signal).catch(() => {});
      }
    } finally {
      this.#count -= 1;
      stop();
    }
  }
}
