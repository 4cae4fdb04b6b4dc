import type { Logger } from 'pino';
import type { Clock } from '../../base/clock.ts';
import type { Observe } from '../../base/events.ts';
import { Mutex } from '../../base/mutex.ts';
import { SlidingWindow } from '../../base/sliding-window.ts';
import { Throttle } from '../../base/throttle.ts';
import { truncate } from '../../base/truncate.ts';
import { type Attention, isForParley } from './attention.ts';
import type { AddressGate, GateAnswer, GateInput, GateQuestion, SilenceWish } from './gate.ts';
import type { GateReason, ShutReason } from './gate-effect.ts';

/** How many messages may wait for the gate, and how many it's asked about in so many milliseconds: a chat can be lively. */
const MOST_WAITING = 4;
const MOST_ASKED = { count: 20, within: 60_000 };

/** How much of a message is asked about, in characters. It's a whole message of most people. */
const MOST_CHARACTERS = 1_000;

/** How often it's logged that messages aren't asked about, in milliseconds. */
const ONCE_LOGGED = 60_000;

type ChatGateOptions = {
  /** Nothing if there's none to ask. */
  gate?: AddressGate | undefined;
  attention: Attention;
  /** Whether what this person writes in the call's chat may be asked about. */
  mayRead(userId: string): boolean;
  /** What the gate is asked about what this person writes. */
  question(userId: string, said: GateInput): GateQuestion;
  /** Somebody wants silence. */
  hush(): void;
  /** A person wants no answer to what they said last. */
  withdraw(userId: string): void;
  observe: Observe;
  clock: Clock;
  log: Logger;
};

/** What is known of a message. `unasked`: too much was written, or the gate had no answer. */
type ChatVerdict = GateReason | ShutReason | 'unasked';

/** A question that waits or runs. */
type ChatQuestion = { userId: string; stop: AbortController };

/**
 * Tells whether what people in a call write in its chat, without calling Parley, is meant for it all the same. They are asked about
 * one after another, so that they stay in order. Where the gate can't be asked, nothing of it is.
 */
export class ChatGate {
  readonly #options: ChatGateOptions;
  readonly #order = new Mutex();
  readonly #lately: SlidingWindow;
  readonly #logged: Throttle;
  readonly #questions = new Set<ChatQuestion>();

  constructor(options: ChatGateOptions) {
    this.#options = options;
    this.#lately = new SlidingWindow(options.clock, MOST_ASKED.within);
    this.#logged = new Throttle(options.clock, ONCE_LOGGED);
  }

  /** Whether what this person writes is meant for Parley. Never rejects. */
  async isMeant(userId: string, text: string): Promise<boolean> {
    const { gate, mayRead, clock, observe } = this.#options;
    if (!gate?.isThere || !mayRead(userId)) return false;
    const began = clock.now();
    const asking = { userId, stop: new AbortController() };
    const answer = this.#isTooMuch ? this.#pass() : await this.#askInOrder(gate, asking, text);
    if (asking.stop.signal.aborted) return false;
    const verdict = this.#judge(userId, began, answer);
    observe({ is: 'gate', outcome: verdict });
    return verdict === 'addressed' || verdict === 'attention';
  }

  /** Gives up what is asked about what this person wrote, or about everything. */
  drop(userId?: string): void {
    for (const one of this.#questions)
      if (userId === undefined || one.userId === userId) one.stop.abort('nobody wants to know any more');
  }

  get #isTooMuch(): boolean {
    return this.#questions.size > MOST_WAITING || this.#lately.full(MOST_ASKED.count) !== undefined;
  }

  /** Nobody asks about a message. */
  #pass(): undefined {
    if (this.#logged.may('chat.unasked'))
      this.#options.log.info({ event: 'chat.unasked' }, 'more is written in a call’s chat than is asked about');
  }

  async #askInOrder(gate: AddressGate, asking: ChatQuestion, text: string): Promise<GateAnswer | undefined> {
    const { question, log } = this.#options;
    const { userId, stop } = asking;
    this.#questions.add(asking);
    this.#lately.add();
    try {
      const said = { text: truncate(text, MOST_CHARACTERS) };
      return await this.#order.run(() => gate.ask(question(userId, said), stop.signal), stop.signal);
    } catch (error) {
      if (!stop.signal.aborted) log.error({ event: 'gate.failed', err: error }, 'the gate could not be asked');
      return undefined;
    } finally {
      this.#questions.delete(asking);
    }
  }

  /** Decides by the same rules as for speech. Whoever was answered lately goes on, whether there's an answer or not. */
  #judge(userId: string, began: number, answer: GateAnswer | undefined): ChatVerdict {
    const { attention, clock, gate } = this.#options;
    const at = clock.now();
    const attends = attention.holds(userId, began, true);
    const { wish, addressed } = answer ?? { wish: 'none', addressed: 0 };
    const address = attention.weigh(userId, addressed, { sure: gate?.sure ?? 1, at });
    if (wish !== 'none' && isForParley(wish, address, attends)) return this.#follow(wish, userId);
    const isAddressed = address === 'meant';
    if (isAddressed) attention.wake();
    else attention.noteDoubt(userId, addressed, at);
    attention.noteSpeech(userId, began);
    if (attends) return 'attention';
    if (isAddressed) return 'addressed';
    return answer ? 'around' : 'unasked';
  }

  #follow(wish: Exclude<SilenceWish, 'none'>, userId: string): ShutReason {
    const { attention, hush, withdraw } = this.#options;
    if (wish === 'quiet') {
      attention.quieten();
      hush();
    } else {
      attention.end(userId);
      withdraw(userId);
    }
    return wish;
  }
}
