import { BoundedMap } from '../../src/base/bounded-map.ts';
import { systemClock } from '../../src/base/clock.ts';
import type { RoomTurn } from './page/room-protocol.ts';

/** How many turns are kept for pages that come later. */
const MOST_TURNS = 50;

/** How long after its page broke the bot is asked again, in milliseconds. */
const PAUSE = 500;

/** A turn as the bot's own page tells it: ids begin anew in each process. */
type ToldTurn = Omit<RoomTurn, 'id' | 'moments'> & {
  id: number;
  moments: readonly { what: string; at: number; detail?: unknown }[];
};

/** Passes the time lines of turns on from the operator's page of the bot, which listens on this machine only. */
export class TurnRelay {
  readonly #turns = new BoundedMap<string, RoomTurn>(MOST_TURNS);
  readonly #told: (turn: RoomTurn) => void;
  readonly #closing: AbortSignal;
  #following = new AbortController();
  #address = '';

  /** `told` is called with each turn that is new or has changed, until the signal aborts. */
  constructor(told: (turn: RoomTurn) => void, closing: AbortSignal) {
    this.#told = told;
    this.#closing = closing;
  }

  /** The address of the operator's page; empty until the bot has told it. */
  get address(): string {
    return this.#address;
  }

  /** The newest turns, the oldest first. */
  get newest(): readonly RoomTurn[] {
    return [...this.#turns.values()].sort((one, other) => one.at - other.at);
  }

  /** Reads a line of the bot's log. One says where its page is; each process says it once. */
  read(line: string): void {
    const port = portIn(line);
    if (port === undefined) return;
    this.#address = `http://127.0.0.1:${port}/`;
    this.#following.abort();
    this.#following = new AbortController();
    void this.#follow(port, AbortSignal.any([this.#following.signal, this.#closing]));
  }

  /** Until the process is gone, or another one has taken its place. */
  async #follow(port: number, signal: AbortSignal): Promise<void> {
    for (let isThere = true; isThere && !signal.aborted; ) {
      isThere = await this.#listen(port, signal).catch(() => false);
      this.#cutOff(port);
      await systemClock.sleep(PAUSE, signal).catch(() => {});
    }
  }

  /** Nobody tells any more how the turns of a process that is gone ended. If it's there after all, it tells them anew. */
  #cutOff(port: number): void {
    for (const turn of this.newest)
      if (turn.id.startsWith(`${port}-`) && turn.outcome === undefined) this.#pass({ ...turn, outcome: 'cut off' });
  }

  #pass(turn: RoomTurn): void {
    this.#turns.set(turn.id, turn);
    this.#told(turn);
  }

  /** Whether the bot has told anything. */
  async #listen(port: number, signal: AbortSignal): Promise<boolean> {
    const response = await fetch(`http://127.0.0.1:${port}/api/stream`, { signal });
    if (!response.ok || !response.body) return false;
    let rest = '';
    for await (const part of response.body.pipeThrough(new TextDecoderStream())) {
      const events = `${rest}${part}`.split('\n\n');
      rest = events.pop() ?? '';
      for (const event of events) this.#take(event, port);
    }
    return true;
  }

  #take(event: string, port: number): void {
    const fields = new Map(event.split('\n').map((line) => line.split(/: ?(.*)/s, 2) as [string, string]));
    if (fields.get('event') !== 'turn') return;
    const { id, channel, way, at, moments, outcome }: ToldTurn = JSON.parse(fields.get('data') ?? '');
    const turn = {
      ...{ id: `${port}-${id}`, channel, way, at },
      moments: moments.map(({ what, at, detail }) => ({
        what,
        at,
        ...(detail !== undefined && { detail: `${detail}` }),
      })),
      ...(outcome !== undefined && { outcome }),
    };
    this.#pass(turn);
  }
}

const portIn = (line: string): number | undefined => {
  try {
    const { event, port } = JSON.parse(line);
    return event === 'http.listening' ? Number(port) : undefined;
  } catch {
    return undefined;
  }
};
