import type { Logger } from 'pino';
import type { Clock } from '../clock.ts';
import { UserError } from '../errors.ts';
import type { Observe } from '../events.ts';
import type { Kept } from '../live/handle.ts';
import type { Interruption } from '../live/interruption.ts';
import type { Memory } from '../live/resumption.ts';
import type { Shelf } from '../store/store.ts';
import { type Broken, continuation } from './continuation.ts';
import { Conversation, type Utterance } from './conversation.ts';
import type { Person } from './people.ts';
import type { Recaps } from './recaps.ts';
import type { LiveSession } from './run.ts';
import { SEED_TOKENS, seed, told } from './seed.ts';
import { type Archive, type Summary, Transcript } from './transcript.ts';
import type { Turn } from './turn.ts';

/** A conversation as its members may see it. Times as in `Summary`. */
export type Status = Partial<Summary> & {
  connection: 'connected' | 'resting';
  model: string;
  turns: number;
  waiting: number;
};

export type ConversationsOptions = {
  archive: Archive;
  handles: Shelf<Kept>;
  /** Makes a channel's live session; `rested` wants to hear whenever its connection is gone. */
  session(memory: Memory, rested: () => void): LiveSession;
  model: string;
  /** How many tokens a session is told of what went before. */
  seedTokens?: number;
  /** Sums up the older turns of conversations that rest; left out, those are not told to anybody. */
  recaps?: Recaps;
  /** Told of every turn as it begins. */
  began?(channel: string, turn: Turn): void;
  clock: Clock;
  log: Logger;
  observe?: Observe;
};

const RESTARTING = 'I am restarting. Please ask again in a minute.';
const GONE_ON = 'Somebody asked for the rest of this answer already. It comes below.';
const FORGOTTEN = 'I no longer remember that answer. Please ask again.';

/** Wishes for the rest of an answer that are remembered; a wish is one for the moment until its button is gone. */
const MOST_WISHES = 1_000;

/** Every channel's conversation. Those that rest live in the store alone, so their number costs no memory. */
export class Conversations {
  #options: ConversationsOptions;
  #awake = new Map<string, Conversation>();
  /** The answers that somebody has asked for the rest of, oldest first. */
  #wishes = new Set<string>();
  #closing = false;

  constructor(options: ConversationsOptions) {
    this.#options = options;
  }

  /** How many conversations hold memory: those that are connected or have something to answer. */
  get awake(): number {
    return this.#awake.size;
  }

  /** How many turns wait behind others. */
  get waiting(): number {
    return [...this.#awake.values()].reduce((all, { waiting }) => all + waiting, 0);
  }

  /**
   * Asks in `channel`; the turn takes its place in the queue at once and begins when those before it have ended. Until
   * `ready` has resolved it only holds its place, and if that rejects, it is never asked.
   *
   * @throws UserError when too many wait already, or when the bot is being stopped.
   */
  ask(channel: string, question: { person: Person; text: string }, ready: Promise<unknown> = Promise.resolve()): Turn {
    if (this.#closing) throw new UserError(RESTARTING);
    return this.#conversation(channel).ask({ ...question, at: this.#options.clock.now() }, ready);
  }

  /**
   * Asks for the rest of an answer that broke off, as that person; see `ask`. Of several who do, only the first is heard.
   *
   * @throws UserError as `ask` does, and when somebody did before, or when there is no record of such an answer.
   */
  async goOn(channel: string, { number, at }: Broken, person: Person, ready: Promise<unknown>): Promise<Turn> {
    const wish = `${channel}:${number}:${at}`;
    if (this.#wishes.has(wish)) throw new UserError(GONE_ON);
    this.#wishes.add(wish);
    const [oldest = wish] = this.#wishes;
    if (this.#wishes.size > MOST_WISHES) this.#wishes.delete(oldest);
    ready.catch(() => this.#wishes.delete(wish));
    try {
      const entry = await this.#transcript(channel).entry(number);
      if (entry?.ended !== 'broken' || entry.at !== at) throw new UserError(FORGOTTEN);
      return this.ask(channel, { person, text: continuation(entry.answered) }, ready);
    } catch (error) {
      this.#wishes.delete(wish);
      throw error;
    }
  }

  /**
   * Hears somebody in `channel` speak: what is written to the speech goes to the model as it comes.
   *
   * @throws UserError when too many wait already, or when the bot is being stopped.
   */
  hear(channel: string, person: Person): Utterance {
    if (this.#closing) throw new UserError(RESTARTING);
    return this.#conversation(channel).hear(person, this.#options.clock.now());
  }

  /** Ends an answer of which only the first `bytes` bytes of sound were heard; see `Conversation.interrupt`. */
  interrupt(channel: string, turn: Turn, bytes: number, by: Interruption['by']): void {
    this.#conversation(channel).interrupt(turn, bytes, by);
  }

  async status(channel: string): Promise<Status> {
    const awake = this.#awake.get(channel);
    const summary = await this.#transcript(channel).summary();
    return {
      ...summary,
      connection: awake?.connected ? 'connected' : 'resting',
      model: this.#options.model,
      turns: summary?.turns ?? 0,
      waiting: awake?.waiting ?? 0,
    };
  }

  /** Forgets what was said in `channel`: the transcript and the handle. */
  async reset(channel: string): Promise<void> {
    await this.#conversation(channel).reset();
  }

  /**
   * Takes no more questions, sends the waiting ones away, lets running answers end until `signal` aborts, and closes
   * all sessions once their handles are stored.
   */
  async close(signal: AbortSignal): Promise<void> {
    this.#closing = true;
    const reason = new UserError(RESTARTING);
    const conversations = [...this.#awake.values()];
    await Promise.all([
      this.#options.recaps?.close(),
      ...conversations.map((conversation) => conversation.close(reason, signal)),
    ]);
  }

  #conversation(channel: string): Conversation {
    const awake = this.#awake.get(channel);
    if (awake) return awake;
    const { session, recaps, clock, log, began, observe } = this.#options;
    const transcript = this.#transcript(channel);
    const memory = this.#memory(channel, transcript);
    const rest = () => {
      if (this.#awake.get(channel) !== conversation || conversation.needed) return;
      this.#awake.delete(channel);
      void recaps?.quiet(channel, transcript);
    };
    const conversation = new Conversation({
      transcript,
      handle: { drop: () => this.#drop(channel, memory) },
      session: session(memory, rest),
      clock,
      log: log.child({ channel }),
      observe,
      quiet: rest,
      ...(began && { began: (turn) => began(channel, turn) }),
    });
    this.#awake.set(channel, conversation);
    return conversation;
  }

  #transcript(channel: string): Transcript {
    return new Transcript(channel, this.#options.archive);
  }

  #memory(channel: string, transcript: Transcript): Memory {
    const { handles, seedTokens = SEED_TOKENS } = this.#options;
    return {
      load: () => handles.get(channel),
      recorded: (turns) => transcript.recorded(turns),
      save: (kept) => handles.set(channel, kept),
      drop: () => handles.delete([channel]),
      since: async (turns) => {
        const newest = (await transcript.since(turns, seedTokens)).map(told);
        // A session that goes on knows the older turns. Without a store the newest alone must do.
        const recap = turns === 0 ? await transcript.recap().catch(() => undefined) : undefined;
        return seed(newest, recap, seedTokens);
      },
    };
  }

  /** Forgets the handle, and what is just being made of the transcript, which is forgotten next. */
  async #drop(channel: string, memory: Memory): Promise<void> {
    await this.#options.recaps?.abandon(channel);
    await memory.drop();
  }
}
