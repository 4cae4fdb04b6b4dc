import type { GoogleGenAI } from '@google/genai/web';
import type { Logger } from 'pino';
import type { Clock } from '../base/clock.ts';
import { type ConversationMemory, openConversationMemory } from '../conversation/memory/conversation-memory.ts';
import { composeSeed } from '../conversation/memory/seed.ts';
import { openTranscriptArchive } from '../conversation/memory/transcript-archive.ts';
import { makeAskTime } from '../conversation/turns/answer-deadline.ts';
import { Turn } from '../conversation/turns/turn.ts';
import { runTurn, type TurnMeans } from '../conversation/turns/turn-run.ts';
import { ConnectPace } from '../live/limits/connect-pace.ts';
import { ConnectionPool } from '../live/limits/connection-pool.ts';
import type { Setup } from '../live/protocol/setup.ts';
import { ImageTolerance } from '../live/session/image-tolerance.ts';
import type { SessionMemory } from '../live/session/resumption.ts';
import type { StoredHandle } from '../live/session/resumption-handle.ts';
import { Session } from '../live/session/session.ts';
import { SetupTolerance } from '../live/session/setup-tolerance.ts';
import { SpeakerMarkers } from '../live/session/speaker-markers.ts';
import { RECORD_KINDS } from '../store/record-kinds.ts';
import type { Shelf, Store } from '../store/store.ts';
import { StoreUnavailableError } from '../store/store-errors.ts';
import { makeToolRegistry } from '../tools/tool-registry.ts';
import { openToolDesk } from '../tools/tool-runner.ts';

/** The chat's channel in the store. Discord's channels are numbers, so none of them can have this name. */
const CHAT = 'chat';

/** The person at the terminal. */
const PERSON = { id: CHAT, name: 'You' };

const INSTRUCTION =
  'You are Parley, and you talk with one person who types to you in a terminal. ' +
  'Answer in the language of the question, and briefly unless asked for more.';

/**
 * After this many milliseconds without a question the connection is closed. Nobody else waits for it, so it may be
 * long.
 */
const IDLE = 120_000;

type ChatSessionOptions = {
  google: GoogleGenAI;
  setup: Omit<Setup, 'instruction'>;
  /** How many tokens of the last chat a fresh session is told. */
  seedTokens: number;
  /** After how many milliseconds without a sign of life a question is asked again, or given up. */
  silence: number;
  store: Store;
  clock: Clock;
  log: Logger;
};

/** The chat's only conversation. Its handle and its transcript are stored, so the next program can go on with it. */
export class ChatSession {
  #session: Session;
  #memory: ConversationMemory;
  #handles: Shelf<StoredHandle>;
  #means: TurnMeans;
  #seedTokens: number;

  constructor({ google, setup: given, seedTokens, silence, store, clock, log }: ChatSessionOptions) {
    this.#seedTokens = seedTokens;
    this.#handles = store.shelf<StoredHandle>(RECORD_KINDS.handle);
    this.#memory = openConversationMemory(
      { server: undefined, channel: CHAT, parent: undefined },
      openTranscriptArchive(store),
    );
    const setup = { ...given, instruction: INSTRUCTION };
    const pool = new ConnectionPool(1);
    this.#session = new Session({
      google,
      setup: async () => setup,
      memory: this.#sessionMemory,
      pool,
      clock,
      log,
      idle: IDLE,
      silence,
      markers: new SpeakerMarkers(log),
      images: new ImageTolerance(log),
      tolerance: new SetupTolerance({ bare: setup, clock, log }),
      pace: new ConnectPace(clock, Math.random, () => {}),
      random: Math.random,
      onRest() {},
      desk: openToolDesk(makeToolRegistry([]), { clock, log, observe() {} }),
      observe() {},
    });
    // Its answers are seen nowhere but in the terminal, where nobody can finish them after a crash.
    this.#means = { memory: this.#memory, clock, log, observe() {}, onUnfinished() {} };
  }

  /** Forgets what was said before, so that the next question begins a new conversation. */
  async forget(): Promise<void> {
    await this.#handles.delete([CHAT]);
    await this.#memory.transcript.forget(this.#means.clock.wall());
  }

  /**
   * Asks a question, one at a time. The turn can be followed at once, and ends as soon as `signal` aborts. `stored`
   * settles once it's stored.
   */
  ask(text: string, signal: AbortSignal): { turn: Turn; stored: Promise<void> } {
    const turn = new Turn({ person: PERSON, text, at: this.#means.clock.wall() });
    const stop = new AbortController();
    const interrupt = () => stop.abort(signal.reason);
    if (signal.aborted) interrupt();
    signal.addEventListener('abort', interrupt, { once: true });
    const say = (number: number | undefined) => {
      if (number === undefined) throw new StoreUnavailableError('what was said before cannot be read');
      return this.#session.ask(text, number, turn, stop.signal);
    };
    const stored = runTurn(turn, { say, asked: makeAskTime(this.#means.clock.now()) }, this.#means, stop).then(() =>
      signal.removeEventListener('abort', interrupt),
    );
    return { turn, stored };
  }

  /** Closes the connection once its newest handle is stored. */
  close(): Promise<void> {
    return this.#session.close();
  }

  get #sessionMemory(): SessionMemory {
    return {
      load: () => this.#handles.getOrNothing(CHAT),
      countRecorded: (turns) => this.#memory.recorded.count(turns),
      save: (kept) => this.#handles.set(CHAT, kept),
      drop: () => this.#handles.delete([CHAT]),
      since: async (turns) => {
        const newest = await this.#memory.transcript.since(turns, this.#seedTokens);
        return composeSeed(newest, undefined, this.#seedTokens);
      },
    };
  }
}
