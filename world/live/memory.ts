import { randomBytes, randomUUID } from 'node:crypto';
import type { Clock } from '../../src/base/clock.ts';
import type { Content, Refusal } from './wire.ts';

/** A handle outlives the end of its session's last connection by so long (Developer API). */
const LIFETIME = 2 * 60 * 60 * 1000;

/** Whoever holds a session: a connection, as long as it is open. */
type Holder = { readonly open: boolean };

/** What all connections of one session share. */
type Life = { id: string; holder?: Holder; endedAt?: number };

/** What the server remembers for one connection of a session. The memory is only ever added to. */
export type StoredSession = { life: Life; model: string; memory: Content[] };

/** Why a handle leads nowhere. `expected` is what can happen to a client that does everything right. */
export type Dead = { refused: Refusal; expected: boolean };

type StoredMemory = StoredSession & { length: number };

/** Every session of a server, and the handles that lead back to them. */
export class Sessions {
  #clock: Clock;
  #handles = new Map<string, StoredMemory>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** A session that knows nothing. */
  open(model: string, holder: Holder): StoredSession {
    return { life: { id: randomUUID(), holder }, model, memory: [] };
  }

  /**
   * The session as it was when `handle` was given out. Refusals, as seen in the field: unknown 1007 "Invalid session
   * handle" (or 1008), expired 1008, another model's 1007, and 1011 while the session's earlier connection is open.
   */
  resume(
    handle: string,
    model: string,
    holder: Holder,
    { unknownHandle, oneSocket }: { unknownHandle: 1007 | 1008; oneSocket: boolean },
  ): StoredSession | Dead {
    const gone = dead(1008, 'BidiGenerateContent session not found', true);
    const kept = this.#handles.get(handle);
    if (!kept) return unknownHandle === 1008 ? gone : dead(1007, 'Invalid session handle', true);
    const { life } = kept;
    if (life.endedAt !== undefined && this.#clock.now() - life.endedAt > LIFETIME) return gone;
    if (kept.model !== model) return dead(1007, 'Request contains an invalid argument.', false);
    if (oneSocket && life.holder?.open) return dead(1011, 'Internal error encountered.', false);
    life.holder = holder;
    delete life.endedAt;
    return { life, model, memory: kept.memory.slice(0, kept.length) };
  }

  /** A new handle for a session as it is now. */
  issue(session: StoredSession): string {
    const handle = randomBytes(24).toString('base64url');
    this.#handles.set(handle, { ...session, length: session.memory.length });
    return handle;
  }

  /** Starts the time after which the handles of a session expire. */
  ended({ life }: StoredSession, holder: Holder): void {
    if (life.holder === holder) life.endedAt = this.#clock.now();
  }

  /** Makes every handle given out so far unknown. */
  forget(): void {
    this.#handles.clear();
  }

  /**
   * Has every handle given out so far lead to a session that knows nothing. Nothing says so but the token counts of its
   * answers (livekit/agents-js issue 2346).
   */
  wipe(): void {
    for (const kept of this.#handles.values()) kept.length = 0;
  }
}

const dead = (code: number, reason: string, expected: boolean): Dead => ({ refused: { code, reason }, expected });
