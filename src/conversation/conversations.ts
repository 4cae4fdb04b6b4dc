import { UserError } from '../base/errors.ts';
import type { Place } from '../base/place.ts';
import type { Claims } from '../claims/claims.ts';
import type { Interruption } from '../live/protocol/interruption.ts';
import type { Setup } from '../live/protocol/setup.ts';
import { LiveSpeech } from '../live/session/speech.ts';
import { StoreUnavailableError } from '../store/store-errors.ts';
import type { Text } from '../text/text.ts';
import { type AwakeConversation, AwakeConversations } from './awake-conversations.ts';
import type { Conversation } from './conversation.ts';
import type { Status } from './conversation-status.ts';
import { FollowUps, makeRepetition, type RepeatedAnswer, type Repeater } from './follow-ups.ts';
import { openConversationMemory } from './memory/conversation-memory.ts';
import type { Transcript } from './memory/transcript.ts';
import { countTurns } from './memory/transcript-summary.ts';
import { type Person, toPerson } from './people/person.ts';
import { CrashRecovery, type CrashRecoveryOptions } from './recovery/crash-recovery.ts';
import type { BrokenAnswer } from './turns/continuation.ts';
import { type QuestionInput, toQuestion } from './turns/question.ts';
import type { StopRequest, StopResult } from './turns/stop-request.ts';
import type { Turn } from './turns/turn.ts';
import type { ForgetResult } from './turns/turn-job.ts';
import type { HearingOptions, Utterance } from './turns/utterance.ts';
import { makeYieldedTurn } from './turns/yielded-turn.ts';
import { openConversation, type WakeMeans } from './wake-conversation.ts';

export type ConversationsOptions = WakeMeans & {
  /** Which process talks in which channel. */
  claims: Pick<Claims, 'find' | 'visit' | 'keep' | 'on'>;
  /** What a session in a place is opened with at the moment. */
  setup(place: Place): Promise<Pick<Setup, 'model'>>;
  /** Why no session can be opened until the operator fixes something. */
  refusal(): Text | undefined;
  finish: CrashRecoveryOptions['finish'];
  excuse: CrashRecoveryOptions['excuse'];
};

/** The conversations of all channels. The ones that rest are only in the store, so their number costs no memory. */
export class Conversations {
  #options: ConversationsOptions;
  #awake: AwakeConversations;
  readonly #followUps: FollowUps;
  /** What dead processes left unfinished. */
  readonly remnants: CrashRecovery;
  #listeners = new Set<(place: Place, turn: Turn) => void>();
  #closing = false;

  constructor(options: ConversationsOptions) {
    this.#options = options;
    this.#awake = new AwakeConversations(options.claims);
    this.#followUps = new FollowUps((place) => this.#transcript(place), options.clock);
    this.remnants = new CrashRecovery(options, (channel) => this.#awake.find(channel));
    options.claims.on((change) => {
      if (change.is === 'gained') void this.remnants.inherit(change.claim);
      else this.#abandon(change.channels, change.home);
    });
  }

  /** Calls `listener` with every turn as it begins, before any of its answer is there. Returns what ends that. */
  onTurn(listener: (place: Place, turn: Turn) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** How many conversations hold memory: those that are connected or have something to answer. */
  get awake(): number {
    return this.#awake.size;
  }

  /** How each of these is doing. */
  listAwake(): AwakeConversation[] {
    return this.#awake.list();
  }

  /** Whether an answer is under way in a channel, or a question waits there. */
  isAnswering(channel: string): boolean {
    const conversation = this.#awake.find(channel);
    return conversation !== undefined && (conversation.busy || conversation.waiting > 0);
  }

  /** The turns that began last in a place, oldest first, as long as its conversation is awake and hasn't forgotten them. */
  listLatest({ channel }: Place): readonly Turn[] {
    return this.#awake.find(channel)?.latest ?? [];
  }

  /** How many turns wait behind others. */
  get waiting(): number {
    return this.#awake.all.reduce((all, { waiting }) => all + waiting, 0);
  }

  /**
   * Asks a question. Its turn joins the queue at once, and begins when those before it have ended and `ready` has
   * resolved. If `ready` rejects, the question is never asked.
   *
   * @throws UserError if too many wait already, or the bot is being stopped.
   */
  ask(place: Place, input: QuestionInput, ready: Promise<unknown> = Promise.resolve()): Turn {
    if (this.#closing) throw new UserError({ code: 'asking.restarting' });
    const question = toQuestion(input, this.#options.clock.wall());
    const turn = this.#conversation(place)?.ask(question, ready, input.readFiles) ?? makeYieldedTurn(question);
    this.#followUps.note(place.channel, turn, input.readFiles);
    return turn;
  }

  /**
   * Asks, on behalf of a person, for the rest of an answer that broke off; see `ask`. It is asked for only once,
   * however many people want it.
   *
   * @throws UserError as `ask` does, and if it was asked for already, or there is no record of such an answer.
   */
  goOn(place: Place, broken: BrokenAnswer, person: Person, ready: Promise<unknown>): Promise<Turn> {
    return this.#followUps.goOn(place, broken, ready, (question) => this.ask(place, { ...question, person }, ready));
  }

  /**
   * Asks the question of an ended answer again, on behalf of a person; see `ask`. It's asked again only once. `pass` says what of
   * it is passed on by then.
   *
   * @throws UserError as `ask` does, and if it was asked again already, or nothing is known of it.
   */
  askAgain(place: Place, answer: RepeatedAnswer, by: Repeater, ready: Promise<unknown>): Promise<Turn> {
    const ask = makeRepetition(by, (question) => this.ask(place, question, ready));
    return this.#followUps.repeat(place, answer, ready, ask);
  }

  /**
   * A person begins to speak: what is written to the speech goes to the model as it comes.
   *
   * @throws UserError if too many wait already, or the bot is being stopped.
   */
  hear(place: Place, speaker: Person, how: HearingOptions = {}): Utterance {
    if (this.#closing) throw new UserError({ code: 'asking.restarting' });
    const at = this.#options.clock.wall();
    const person = toPerson(speaker);
    const heard = this.#conversation(place)?.hear(person, at, how);
    return (
      heard ?? {
        turn: makeYieldedTurn({ person, text: '', at, aloud: true }),
        speech: new LiveSpeech({ clock: this.#options.clock }),
      }
    );
  }

  /**
   * Ends an answer of which people heard only the first `bytes` bytes, because someone spoke or wanted silence. The
   * transcript keeps what they heard, even if the answer has been recorded already.
   */
  interrupt({ channel }: Place, turn: Turn, bytes: number, by: Interruption['by']): void {
    // The cut reaches a record by itself, so a conversation that rests needn't wake for it.
    turn.spoken.cut(bytes);
    this.#awake.find(channel)?.interrupt(turn, by);
  }

  /** Stops typed answers; see `Conversation.halt`. */
  halt({ channel }: Place, halt: StopRequest): StopResult {
    return this.#awake.find(channel)?.halt(halt) ?? { is: 'nothing' };
  }

  /** The speaker of this turn no longer wants to be heard: nothing of it is answered, written or recorded. */
  unhear({ channel }: Place, turn: Turn): void {
    turn.unhear();
    this.#awake.find(channel)?.remove(turn);
  }

  /** How the conversation in a place is doing. */
  async status(place: Place): Promise<Status> {
    const awake = this.#awake.find(place.channel);
    const [connection, waiting] = [awake?.connected ? 'connected' : 'resting', awake?.waiting ?? 0] as const;
    const { setup, typed, refusal } = this.#options;
    const [{ model }, plan] = await Promise.all([setup(place), typed?.plan(place)]);
    const now = { connection, refusal: refusal(), model, typed: plan, waiting };
    try {
      const summary = await this.#transcript(place).summary();
      const { startedAt, lastLatency } = summary ?? {};
      return { ...now, startedAt, turns: summary ? countTurns(summary) : 0, lastLatency };
    } catch (error) {
      if (error instanceof StoreUnavailableError) return { ...now, turns: 'unknown' };
      throw error;
    }
  }

  /** Forgets everything that was said in a place: the transcript and the handle; see `Conversation.reset`. */
  async reset(place: Place): Promise<ForgetResult> {
    if (this.#closing) throw new UserError({ code: 'asking.restarting' });
    const conversation = this.#conversation(place);
    if (!conversation) throw new UserError({ code: 'asking.moved' });
    this.#followUps.forget(place.channel);
    return conversation.reset();
  }

  /** Erases one person from a place that was entered; see `Conversation.erase`. */
  async erase(place: Place, person: string, before?: number): Promise<void> {
    this.#followUps.forget(place.channel);
    if (this.#closing) throw new UserError({ code: 'asking.restarting' });
    const conversation = this.#conversation(place);
    if (!conversation) throw new UserError({ code: 'asking.moved' });
    await conversation.erase(person, before);
  }

  /**
   * Accepts no more questions, refuses the waiting ones, lets running answers end until `signal` aborts, and closes all
   * sessions once their handles are stored.
   */
  async close(signal: AbortSignal): Promise<void> {
    this.#closing = true;
    const reason = new UserError({ code: 'asking.restarting' });
    await Promise.all([
      this.#options.recaps.close(),
      ...this.#awake.all.map((conversation) => conversation.close(reason, signal)),
    ]);
  }

  /** Another process talks in these channels of a home now, so whatever goes on there ends here without a word. */
  #abandon(channels: readonly string[], home: string): void {
    this.remnants.unfinished.forget(home);
    for (const channel of channels) {
      const conversation = this.#awake.find(channel);
      if (conversation) this.#awake.remove(channel, conversation);
      conversation?.abandon();
      void this.#options.recaps.abandon(channel);
    }
  }

  /** The conversation of a place's channel; nothing if another process has it. */
  #conversation(place: Place): Conversation | undefined {
    const { channel } = place;
    const awake = this.#awake.find(channel);
    if (awake) return awake;
    const { claims } = this.#options;
    const claim = claims.find(channel);
    if (!claim) return undefined;
    const notes = this.remnants.unfinished;
    const onRest = (conversation: Conversation) => this.#awake.remove(channel, conversation);
    const onBegin = (turn: Turn) => {
      for (const listener of this.#listeners) listener(place, turn);
    };
    const conversation = openConversation({ place, claim, notes, onBegin, onRest }, this.#options);
    this.#awake.add(place, conversation);
    return conversation;
  }

  #transcript(place: Place): Transcript {
    return openConversationMemory(place, this.#options.records(undefined, place).archive).transcript;
  }
}
