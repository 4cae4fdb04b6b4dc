import { randomBytes, randomUUID } from 'node:crypto';
import type { Clock } from '../../src/base/clock.ts';
import type { Content, Refusal } from './wire.ts';

/** How long a handle is valid after its session's last connection has ended, in milliseconds (Developer API). */
const LIFETIME = 2 * 60 * 60 * 1000;

/** What holds a session: a connection, as long as it's open. */
type Holder = { readonly open: boolean };

/** What all connections of one session have in common. */
type Life = { id: string; holder?: Holder; endedAt?: number };

/**
 * What the server remembers for one connection of a session. Nothing is ever removed from its memory; the context that the
 * model has of it begins at `from`.
 */
export type StoredSession = { life: Life; model: string; memory: Content[]; from: number };

/** Why a handle is refused. `expected` means that it can happen to a client that does everything right. */
export type Dead = { refused: Refusal; expected: boolean };

type StoredMemory = StoredSession & { length: number };

/** Every session of a server, and the handles that lead back to them. */
export class Sessions {
  #clock: Clock;
  #handles = new Map<string, StoredMemory>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Opens a session that knows nothing. */
  open(model: string, holder: Holder): StoredSession {
    return { life: { id: randomUUID(), holder }, model, memory: [], from: 0 };
  }

  /**
   * Returns the session as it was when `handle` was issued. Refusals, as seen in the field: 1007 "Invalid session handle"
   * (or 1008) for an unknown one, 1008 for an expired one, 1007 for another model's, and 1011 while the session's earlier
   * connection is open.
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
    return { life, model, memory: kept.memory.slice(0, kept.length), from: kept.from };
  }

  /** Issues a handle for a session as it is now. */
  issue(session: StoredSession): string {
    const handle = randomBytes(24).toString('base64url');
    this.#handles.set(handle, { ...session, length: session.memory.length });
    return handle;
  }

  /** Starts the time after which the handles of a session expire. */
  ended({ life }: StoredSession, holder: Holder): void {
    if (life.holder === holder) life.endedAt = this.#clock.now();
  }

  /** Makes every handle issued so far unknown. */
  forget(): void {
    this.#handles.clear();
  }

  /**
   * Makes every handle issued so far lead to a session that knows nothing. Only the token counts of its answers show it
   * (livekit/agents-js issue 2346).
   */
  wipe(): void {
    for (const kept of this.#handles.values()) Object.assign(kept, { length: 0, from: 0 });
  }
}

const dead = (code: number, reason: string, expected: boolean): Dead => ({ refused: { code, reason }, expected });
