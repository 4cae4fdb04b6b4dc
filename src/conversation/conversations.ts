import { UserError } from '../base/errors.ts';
import type { Claims } from '../claims/claims.ts';
import type { Interruption } from '../live/protocol/interruption.ts';
import type { Setup } from '../live/protocol/setup.ts';
import { LiveSpeech } from '../live/session/speech.ts';
import type { UnpackerFactory } from '../live/session/speech-buffer.ts';
import { StoreUnavailableError } from '../store/store-errors.ts';
import type { Text } from '../text/text.ts';
import type { Conversation } from './conversation.ts';
import { openConversationMemory } from './memory/conversation-memory.ts';
import type { Transcript } from './memory/transcript.ts';
import type { Person } from './people/person.ts';
import { CrashRecovery, type CrashRecoveryOptions } from './recovery/crash-recovery.ts';
import { type BrokenAnswer, composeContinuation } from './turns/continuation.ts';
import { ContinuationRequests } from './turns/continuation-requests.ts';
import type { StopRequest, StopResult } from './turns/stop-request.ts';
import { type Question, Turn } from './turns/turn.ts';
import type { ForgetResult } from './turns/turn-job.ts';
import type { Utterance } from './turns/utterance.ts';
import { openConversation, type WakeMeans } from './wake-conversation.ts';

/** A conversation as its members may see it; times as in `TranscriptSummary`. */
export type Status = {
  connection: 'connected' | 'resting';
  /** Why there will be no connection until the operator fixes something. */
  refusal?: Text | undefined;
  model: string;
  startedAt?: number | undefined;
  /** Unknown while the store cannot be read; so is the rest of what it tells. */
  turns: number | 'unknown';
  lastLatency?: number | undefined;
  waiting: number;
};

export type ConversationsOptions = WakeMeans & {
  /** Which process talks in which channel. */
  ownership: Pick<Claims, 'right' | 'visit' | 'keep' | 'on'>;
  /** What a channel's session is opened with at the moment. */
  setup(channel: string): Promise<Pick<Setup, 'model'>>;
  /** Why no session can be opened until the operator fixes something. */
  refusal?(): Text | undefined;
  finish: CrashRecoveryOptions['finish'];
  excuse: CrashRecoveryOptions['excuse'];
};

/** What somebody asks; `id` is Discord's for what they did, by which it is known again should it come twice. */
export type QuestionInput = { id?: string; person: Person; text: string };

/** Every channel's conversation. Those that rest live in the store alone, so their number costs no memory. */
export class Conversations {
  #options: ConversationsOptions;
  #awake = new Map<string, { conversation: Conversation; rests(): void }>();
  #wishes = new ContinuationRequests();
  /** What processes have left unfinished that died. */
  readonly remnants: CrashRecovery;
  #closing = false;

  constructor(options: ConversationsOptions) {
    this.#options = options;
    this.remnants = new CrashRecovery(options, (channel) => this.#find(channel));
    options.ownership.on((change) => {
      if (change.is === 'gained') void this.remnants.inherit(change.claim);
      else this.#abandon(change.channels, change.home);
    });
  }

  /** How many conversations hold memory: those that are connected or have something to answer. */
  get awake(): number {
    return this.#awake.size;
  }

  /** How many turns wait behind others. */
  get waiting(): number {
    return [...this.#awake.values()].reduce((all, { conversation }) => all + conversation.waiting, 0);
  }

  /**
   * Asks in `channel`; the turn takes its place in the queue at once and begins when those before it have ended. Until
   * `ready` has resolved it only holds its place, and if that rejects, it is never asked.
   *
   * @throws UserError when too many wait already, or when the bot is being stopped.
   */
  ask(channel: string, { id, person, text }: QuestionInput, ready: Promise<unknown> = Promise.resolve()): Turn {
    if (this.#closing) throw new UserError({ code: 'asking.restarting' });
    const question = { ...(id !== undefined && { id }), person, text, at: this.#options.clock.wall() };
    return this.#conversation(channel)?.ask(question, ready) ?? makeYieldedTurn(question);
  }

  /**
   * Asks for the rest of an answer that broke off, as that person; see `ask`. Of several who do, only the first is heard.
   *
   * @throws UserError as `ask` does, and when somebody did before, or when there is no record of such an answer.
   */
  async goOn(channel: string, { number, at }: BrokenAnswer, person: Person, ready: Promise<unknown>): Promise<Turn> {
    const withdraw = this.#wishes.make(channel, { number, at });
    ready.catch(withdraw);
    try {
      const entry = await readable(this.#transcript(channel).entry(number));
      if (entry?.ended !== 'broken' || entry.at !== at) throw new UserError({ code: 'asking.forgotten-answer' });
      return this.ask(
        channel,
        { id: `continue:${number}:${at}`, person, text: composeContinuation(entry.answered) },
        ready,
      );
    } catch (error) {
      withdraw();
      throw error;
    }
  }

  /**
   * Hears somebody in `channel` speak: what is written to the speech goes to the model as it comes. `unpacking` makes sound
   * of it again where it is kept small. Until `ready` has resolved, the model is told nothing.
   *
   * @throws UserError when too many wait already, or when the bot is being stopped.
   */
  hear(channel: string, person: Person, unpacking?: UnpackerFactory, ready?: Promise<unknown>): Utterance {
    if (this.#closing) throw new UserError({ code: 'asking.restarting' });
    const at = this.#options.clock.wall();
    const heard = this.#conversation(channel)?.hear(person, at, unpacking, ready);
    return (
      heard ?? {
        turn: makeYieldedTurn({ person, text: '', at, aloud: true }),
        speech: new LiveSpeech({ clock: this.#options.clock }),
      }
    );
  }

  /**
   * Ends an answer of which people heard only the first `bytes` bytes of sound, because somebody spoke or wanted silence.
   * The transcript keeps what they heard, also if the answer was recorded already.
   */
  interrupt(channel: string, turn: Turn, bytes: number, by: Interruption['by']): void {
    // It may be recorded long since, and nobody has to wake for that.
    turn.spoken.cut(bytes);
    this.#find(channel)?.interrupt(turn, by);
  }

  /** Stops typed answers in `channel`; see `Conversation.halt`. */
  halt(channel: string, halt: StopRequest): StopResult {
    return this.#find(channel)?.halt(halt) ?? { is: 'nothing' };
  }

  /** Whoever says this aloud does not want to be heard any more: nothing of it is answered, written or recorded. */
  unhear(channel: string, turn: Turn): void {
    turn.unhear();
    this.#find(channel)?.remove(turn);
  }

  async status(channel: string): Promise<Status> {
    const awake = this.#find(channel);
    const [connection, waiting] = [awake?.connected ? 'connected' : 'resting', awake?.waiting ?? 0] as const;
    const { setup, refusal } = this.#options;
    const { model } = await setup(channel);
    const now = { connection, refusal: refusal?.(), model, waiting };
    try {
      const { startedAt, turns = 0, lastLatency } = (await this.#transcript(channel).summary()) ?? {};
      return { ...now, startedAt, turns, lastLatency };
    } catch (error) {
      if (error instanceof StoreUnavailableError) return { ...now, turns: 'unknown' };
      throw error;
    }
  }

  /** Forgets what was said in `channel`: the transcript and the handle; see `Conversation.reset`. */
  async reset(channel: string): Promise<ForgetResult> {
    if (this.#closing) throw new UserError({ code: 'asking.restarting' });
    const conversation = this.#conversation(channel);
    if (!conversation) throw new UserError({ code: 'asking.moved' });
    return conversation.reset();
  }

  /**
   * Takes no more questions, sends the waiting ones away, lets running answers end until `signal` aborts, and closes
   * all sessions once their handles are stored.
   */
  async close(signal: AbortSignal): Promise<void> {
    this.#closing = true;
    const reason = new UserError({ code: 'asking.restarting' });
    const awake = [...this.#awake.values()];
    await Promise.all([
      this.#options.recaps?.close(),
      ...awake.map(({ conversation }) => conversation.close(reason, signal)),
    ]);
  }

  /** Another process talks in these channels of a home now, so whatever goes on there ends here without a word. */
  #abandon(channels: readonly string[], home: string): void {
    this.remnants.unfinished.forget(home);
    for (const channel of channels) {
      const conversation = this.#find(channel);
      this.#letRest(channel);
      conversation?.abandon();
      void this.#options.recaps?.abandon(channel);
    }
  }

  /** The channel's conversation, if it is awake. */
  #find(channel: string): Conversation | undefined {
    return this.#awake.get(channel)?.conversation;
  }

  /** Forgets a conversation that rests, so that another process may go on with it. */
  #letRest(channel: string): void {
    this.#awake.get(channel)?.rests();
    this.#awake.delete(channel);
  }

  /** The channel's conversation; nothing if another process has it. */
  #conversation(channel: string): Conversation | undefined {
    const awake = this.#find(channel);
    if (awake) return awake;
    const { ownership } = this.#options;
    const claim = ownership.right(channel);
    if (!claim) return undefined;
    const notes = this.remnants.unfinished;
    const onRest = (one: Conversation) => {
      const isAwake = this.#find(channel) === one;
      if (isAwake) this.#letRest(channel);
      return isAwake;
    };
    const conversation = openConversation({ channel, claim, notes, onRest }, this.#options);
    const { promise, resolve: rests } = Promise.withResolvers<void>();
    ownership.keep(channel, promise);
    this.#awake.set(channel, { conversation, rests });
    return conversation;
  }

  #transcript(channel: string): Transcript {
    return openConversationMemory(channel, this.#options.records().archive).transcript;
  }
}

/** What the store says. @throws UserError when it cannot be asked. */
const readable = async <T>(asked: Promise<T>): Promise<T> => {
  try {
    return await asked;
  } catch (error) {
    throw error instanceof StoreUnavailableError
      ? new UserError({ code: 'asking.store-away' }, { cause: error })
      : error;
  }
};

/** A turn that is another process' to answer. */
const makeYieldedTurn = (question: Question): Turn => {
  const turn = new Turn(question);
  turn.yield();
  return turn;
};
