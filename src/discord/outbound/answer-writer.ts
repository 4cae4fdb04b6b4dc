import { setImmediate } from 'node:timers/promises';
import type { Logger } from 'pino';
import { isBlank } from '../../base/blank.ts';
import { type Clock, within } from '../../base/clock.ts';
import { toText } from '../../base/errors.ts';
import type { AnswerEnd, Turn } from '../../conversation/turns/turn.ts';
import type { Say } from '../../text/languages.ts';
import { toLoggable } from '../gateway/api-errors.ts';
import { makeStopButton, offerContinue } from './answer-buttons.ts';
import { AnswerMessages } from './answer-messages.ts';
import { closeCodeBlock } from './pages.ts';
import type { ReplyTarget } from './reply-target.ts';

/** Between two edits of an answer that still grows. Discord's limits are not published; this is well within what it bears for long. */
export const EDIT_PACE = 1_200;

const WORDLESS = 'The model ended its turn without a word. Please ask again, perhaps in other words.';

/** What a person reads who waits for the first words for long. */
export const SLOW_NOTICE = '⏳ Gemini is slow right now. I’m still waiting for its answer.';

const HALTED = '*(stopped before there was an answer)*';

/** A store that is slow or away holds up what people see no longer than this, in milliseconds. */
const MOST_HELD = 300;

/** Resolves when something is stored that must not be lost with the process once people have seen it. */
export const waitUntilStored = async (stored: Promise<unknown>, clock: Clock): Promise<void> => {
  await within(
    clock,
    MOST_HELD,
    stored.catch(() => {}),
  );
};

/**
 * What showing an answer needs of its surroundings. `mayTalk` tells whether this process still is the one that talks here;
 * if it is not, nothing more is shown. `slow` is told which message says that Gemini is slow.
 */
export type ShowOptions = {
  mayTalk?: () => Promise<boolean>;
  slow?: ((message: string) => void) | undefined;
  /** Says sentences in the language of the people who read the answer. */
  say: Say;
  clock: Clock;
  log: Logger;
};

/**
 * Shows a turn's answer as it grows: its first words as soon as there are any, then at most one edit each 1.2 seconds, and
 * always the whole as soon as it is there: discord.js itself holds a request back for which the last one's headers left no
 * room. Only one request is under way at a time and each shows the newest text, so one that has to wait out a rate limit
 * makes the edits it held up unnecessary, but never the last one.
 *
 * Resolves when everything is shown, or when Discord refused all of it; it never rejects and never stops the turn.
 */
export const showAnswer = async (turn: Turn, place: ReplyTarget, surroundings: ShowOptions): Promise<void> => {
  const { log } = surroundings;
  const visible = new AbortController();
  place
    .showWaiting?.(visible.signal)
    .catch((error) => log.debug({ err: toLoggable(error) }, 'cannot show that an answer is coming'));
  try {
    await new AnswerShow(turn, place, surroundings, visible).run();
  } catch (error) {
    const cause = error instanceof Error ? (error.cause ?? error) : error;
    log.warn({ event: 'answer.not_shown', err: toLoggable(cause) }, 'an answer could not be shown');
  } finally {
    visible.abort('shown');
  }
};

/** One answer being shown. */
class AnswerShow {
  #turn: Turn;
  #clock: Clock;
  #log: Logger;
  #display: AnswerMessages;
  #slow: ShowOptions['slow'];
  #say: Say;
  /** When the last round of requests was over. */
  #last = Number.NEGATIVE_INFINITY;

  constructor(
    turn: Turn,
    place: ReplyTarget,
    { mayTalk = async () => true, slow, say, clock, log }: ShowOptions,
    visible: AbortController,
  ) {
    this.#turn = turn;
    this.#clock = clock;
    this.#slow = slow;
    this.#say = say;
    this.#log = log;
    this.#display = new AnswerMessages({ place, mayTalk, onAppear: () => visible.abort('shown'), clock, log });
  }

  async run(): Promise<void> {
    let shown = '';
    for await (const { is } of this.#turn.follow()) {
      if (is === 'slow') await this.#sayThatItIsSlow();
      if (is !== 'text' || this.#turn.text === shown) continue;
      await this.#pace();
      // What came together with its end, as short answers do, takes one request and not two.
      await setImmediate();
      // The whole answer is shown as whole, and not as one that grows.
      if (this.#turn.end) break;
      shown = this.#turn.text;
      await this.#grow(shown);
    }
    await this.#finish(await this.#turn.ended);
  }

  /** Stands where the first words will; nothing is lost if it cannot be shown, and no answer begins with it. */
  async #sayThatItIsSlow(): Promise<void> {
    if (this.#display.length > 0 || !isBlank(this.#turn.text) || this.#turn.end) return;
    await this.#display
      .hint(SLOW_NOTICE, makeStopButton(this.#turn))
      .catch((error) => this.#log.debug({ err: toLoggable(error) }, 'cannot say that it takes long'));
    this.#last = this.#clock.now();
    if (this.#display.at) this.#slow?.(this.#display.at.message);
  }

  async #grow(text: string): Promise<void> {
    const { length } = this.#display;
    this.#turn.view.show(this.#display.at);
    await this.#display.grow(text, makeStopButton(this.#turn));
    this.#last = this.#clock.now();
    if (length !== this.#display.length) this.#turn.view.show(this.#display.at);
  }

  async #finish(end: AnswerEnd): Promise<void> {
    if (end.is === 'yielded') return;
    // Sound without words is nothing to a reader, and neither is a text that shows nothing.
    const isEmpty = isBlank(this.#turn.text);
    const note =
      isEmpty && end.is === 'interrupted'
        ? HALTED
        : noteOn(isEmpty && end.is === 'complete' ? { is: 'silent' } : end, this.#say);
    const text = [isEmpty ? '' : closeCodeBlock(this.#turn.text), note].filter(Boolean).join('\n\n');
    await waitUntilStored(this.#turn.number.settled, this.#clock);
    await this.#display.finish(text, { note, buttons: offerContinue(this.#turn) });
  }

  /** Resolves when the next edit is due, or when the turn ends, which is shown without delay. */
  async #pace(): Promise<void> {
    const early = this.#last + EDIT_PACE - this.#clock.now();
    if (early > 0) await within(this.#clock, early, this.#turn.ended);
  }
}

/** The sentence that a reader needs about how an answer ended; nothing if it simply ended. */
const noteOn = (end: AnswerEnd, say: Say): string => {
  switch (end.is) {
    case 'complete':
    case 'yielded':
      return '';
    case 'interrupted':
      return '*(interrupted)*';
    case 'broken':
    case 'failed':
      return `⚠️ ${say(toText(end.error))}`;
    case 'silent':
      return end.reason ? `⚠️ ${say(end.reason)}` : WORDLESS;
  }
};
