import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { BoundedMap } from '../base/bounded-map.ts';
import type { Clock } from '../base/clock.ts';
import { Timer } from '../base/timer.ts';

/** How long a session lasts in which nothing is done, and how long any, in milliseconds. */
const IDLE = 30 * 60_000;
const LONGEST = 12 * 60 * 60_000;

/** How many there are at once. Beyond that, the one that began first ends. */
const MOST = 20;

/** A browser that an operator has logged in with. What it sends must carry `token`, which no other page can know. */
export type OperatorSession = { readonly token: string; readonly ended: AbortSignal };

type Entry = { session: OperatorSession; end: AbortController; begun: number; idle: Timer };

/** A secret that nobody can guess. */
export const makeOperatorSecret = (): string => randomBytes(32).toString('base64url');

const hash = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Whether two secrets are the same. How long that takes says nothing about either. */
export const isSameSecret = (one: string, other: string): boolean => timingSafeEqual(hash(one), hash(other));

/** Who is logged in to the operator's page. Each ends after half an hour in which nothing is done, and after twelve hours. */
export class OperatorSessions {
  readonly #clock: Pick<Clock, 'now' | 'sleep'>;
  /** By the hash of what the browser's cookie holds, so that looking one up takes equally long whatever is sent. */
  readonly #entries = new BoundedMap<string, Entry>(MOST);

  constructor(clock: Pick<Clock, 'now' | 'sleep'>) {
    this.#clock = clock;
  }

  /** Begins one. Returns what the browser's cookie has to hold. */
  begin(): string {
    const id = makeOperatorSecret();
    const end = new AbortController();
    const session = { token: makeOperatorSecret(), ended: end.signal };
    const entry = { session, end, begun: this.#clock.now(), idle: new Timer(this.#clock) };
    const [oldest] = this.#entries.keys();
    if (this.#entries.size >= MOST && oldest !== undefined) this.#end(oldest);
    const key = nameSession(id);
    this.#entries.set(key, entry);
    this.#wait(key, entry);
    return id;
  }

  /** The session of a cookie. If somebody has done something, it goes on from now. */
  find(id: string | undefined, by: 'person' | 'page'): OperatorSession | undefined {
    const key = nameSession(id ?? '');
    const entry = this.#entries.get(key);
    if (entry && by === 'person') this.#wait(key, entry);
    return entry?.session;
  }

  /** Ends the session of a cookie. */
  end(id: string): void {
    this.#end(nameSession(id));
  }

  /** Ends all of them. */
  close(): void {
    for (const key of [...this.#entries.keys()]) this.#end(key);
  }

  #wait(key: string, { begun, idle }: Entry): void {
    const left = begun + LONGEST - this.#clock.now();
    idle.set(Math.min(IDLE, left), () => this.#end(key));
  }

  #end(key: string): void {
    const entry = this.#entries.get(key);
    this.#entries.delete(key);
    entry?.idle.stop();
    entry?.end.abort('the session is over');
  }
}

const nameSession = (id: string): string => hash(id).toString('base64url');
