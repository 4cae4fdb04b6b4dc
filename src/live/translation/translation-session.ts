import type { GoogleGenAI } from '@google/genai/web';
import type { Logger } from 'pino';
import type { Clock } from '../../base/clock.ts';
import { toText } from '../../base/errors.ts';
import type { Observe } from '../../base/events.ts';
import { OWN_CLOSE_REASONS } from '../failures/close-codes.ts';
import type { ConnectPace } from '../limits/connect-pace.ts';
import type { ConnectionPool } from '../limits/connection-pool.ts';
import { ReconnectAdmission } from '../limits/reconnect-admission.ts';
import { Interpretation, type InterpretedSpeaker } from './interpretation.ts';
import type { TranslationConnection } from './translation-connection.ts';
import { TranslationConnections } from './translation-connections.ts';
import { TranslationFailures } from './translation-failures.ts';
import type { TranslationEnd, TranslationSink } from './translation-sink.ts';
import { type ExchangeOutcome, tellUtterance } from './utterance-exchange.ts';

export type TranslationSessionOptions = {
  google: GoogleGenAI;
  /** The model that translates. */
  model: string;
  /** Into which language, as a tag of `TRANSLATION_LANGUAGES`. */
  target: string;
  /** The places for connections, and the pace at which they are opened, that all conversations of the process share. */
  pool: ConnectionPool;
  pace: ConnectPace;
  clock: Clock;
  /** A number from 0 to 1, by chance. */
  random(): number;
  observe: Observe;
  log: Logger;
  /** After how many milliseconds without speech its connection is closed. Google bills sound, not time. */
  idle: number;
};

/** How many utterances may wait for those before them. Of more, the oldest is lost, because nobody follows it any more. */
const MOST_WAITING = 8;

/** How many times an utterance is said on another connection, if none of its translation had come. */
const MOST_AGAIN = 2;

/**
 * Translates what people say, one after the other, into one language. It has no connection until somebody speaks. The next
 * person's sound is kept until the translation of the one before is whole, so that no words get under another's name: on a
 * stream without turns nothing else tells them apart.
 */
export class TranslationSession {
  /** The language that it translates into. */
  readonly target: string;
  readonly #options: TranslationSessionOptions;
  readonly #connections: TranslationConnections;
  readonly #failures: TranslationFailures;
  /** What waits to be said, in order; what is being said isn't in it. */
  readonly #waiting: Interpretation[] = [];
  #current: Interpretation | undefined;
  /** Settles when nothing is said any more. */
  #worked: Promise<void> = Promise.resolve();
  #isClosed = false;

  constructor(options: TranslationSessionOptions) {
    const { clock, pace, random } = options;
    const admission = new ReconnectAdmission(clock, pace, random);
    this.target = options.target;
    this.#options = options;
    this.#failures = new TranslationFailures({ ...options, admission });
    this.#connections = new TranslationConnections({ ...options, admission, failures: this.#failures });
  }

  /** Whether it has a connection. */
  get connected(): boolean {
    return this.#connections.connected;
  }

  /** Whether anything is said, or still translated. */
  get busy(): boolean {
    return this.#current !== undefined;
  }

  /** Begins to hear a person, and tells `sink` what comes of it. If the session is closed, it's dropped. It never throws. */
  hear(speaker: InterpretedSpeaker, sink: TranslationSink): Interpretation {
    const speech = new Interpretation(speaker, sink);
    if (this.#isClosed) speech.drop();
    else this.#waiting.push(speech);
    if (this.#waiting.length > MOST_WAITING)
      this.#waiting.shift()?.finish({ is: 'lost', text: { code: 'gemini.busy' }, part: false });
    if (!this.#current) this.#worked = this.#work();
    return speech;
  }

  /** Drops all that is said, and closes the connection; resolves when it's gone. It may be called again. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#current?.drop();
    for (const speech of this.#waiting.splice(0)) speech.drop();
    await this.#worked;
    await this.#connections.close();
  }

  async #work(): Promise<void> {
    for (let next = this.#waiting.shift(); next; next = this.#waiting.shift()) {
      this.#current = next;
      next.finish(await this.#interpret(next));
      if (next.lost > 0)
        this.#options.log.warn({ event: 'translation.lost', ms: next.lost }, 'speech waited too long to be translated');
    }
    this.#current = undefined;
  }

  /** Says an utterance on as many connections as it takes. It never rejects. */
  async #interpret(speech: Interpretation): Promise<TranslationEnd> {
    const { clock, log } = this.#options;
    const since = clock.now();
    try {
      for (let left = MOST_AGAIN; !speech.over.aborted; left--) {
        const end = await this.#attempt(speech, { since, left });
        if (end !== 'again') return end;
        speech.sound.rewind();
        speech.sink.withdraw();
      }
    } catch (error) {
      if (!speech.over.aborted) {
        log.warn({ event: 'translation.failed', err: error }, 'speech could not be translated');
        return { is: 'lost', text: toText(error), part: false };
      }
    }
    return { is: 'dropped' };
  }

  async #attempt(
    speech: Interpretation,
    { since, left }: { since: number; left: number },
  ): Promise<TranslationEnd | 'again'> {
    const connection = await this.#connections.take(since, speech.over);
    const { target, clock } = this.#options;
    // What still comes on a connection that is about to end comes there or never.
    const isFollowed = () => !connection.isRetired && this.#waiting[0]?.speaker.id === speech.speaker.id;
    const outcome = await tellUtterance(speech, connection, { target, clock, isFollowed });
    if (speech.over.aborted) {
      this.#connections.giveUp();
      return { is: 'dropped' };
    }
    if (outcome.is === 'over' && (await this.#isReached(connection, outcome))) {
      if (!isFollowed()) connection.rest();
      this.#connections.idle(connection, outcome.isNoticed);
      return { is: outcome.hasBegun ? 'translated' : 'nothing' };
    }
    return this.#explain(connection, outcome.hasBegun, left);
  }

  /** Whether Google can have heard it: where nothing came at all, the connection may be dead. */
  async #isReached(connection: TranslationConnection, { isNoticed }: ExchangeOutcome): Promise<boolean> {
    if (isNoticed || (await connection.isAlive())) return true;
    connection.cut(`${OWN_CLOSE_REASONS.silent} at all`);
    return false;
  }

  /** A connection is gone in the middle of an utterance. */
  async #explain(connection: TranslationConnection, part: boolean, left: number): Promise<TranslationEnd | 'again'> {
    const ending = await connection.ended;
    const met = { phase: part ? ('answering' as const) : ('hearing' as const), age: connection.age, left };
    const { turn, text } = this.#failures.respond(ending, met);
    return turn === 'again' ? 'again' : { is: 'lost', text, part };
  }
}
