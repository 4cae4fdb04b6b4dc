import { setImmediate } from 'node:timers/promises';
import type { Logger } from 'pino';
import { type Clock, within } from '../../base/clock.ts';
import type { AnswerEnd } from '../../conversation/turns/answer-end.ts';
import type { Turn } from '../../conversation/turns/turn.ts';
import type { Block } from '../../markdown/block.ts';
import { loadMarkdown, type Markdown } from '../../markdown/load-markdown.ts';
import type { Say } from '../../text/languages.ts';
import { toLoggable } from '../gateway/api-errors.ts';
import { AnswerBlocks } from './answer-blocks.ts';
import { makeEndButtons, makeStopButton } from './answer-buttons.ts';
import { AnswerMessages } from './answer-messages.ts';
import { makeAnswerNote } from './answer-note.ts';
import { listSources } from './answer-sources.ts';
import { countFound, followLateSources } from './late-sources.ts';
import type { ReplyTarget } from './reply-target.ts';

/**
 * The pause between two edits of a growing answer, in milliseconds. Discord doesn't publish its limits; this is well
 * within what it accepts for long.
 */
export const EDIT_PACE = 1_200;

/** A slow or unavailable store delays what people see by no more than this, in milliseconds. */
const LONGEST_HOLD = 300;

/** Waits until something is stored that mustn't be lost with the process once people have seen it. Never rejects. */
export const waitUntilStored = async (stored: Promise<unknown>, clock: Clock): Promise<void> => {
  await within(
    clock,
    LONGEST_HOLD,
    stored.catch(() => {}),
  );
};

/** Tells whether the sound of an answer that has just ended in a channel is there. */
export type KeptSounds = { isKept(channel: string, turn: Turn): boolean };

/**
 * What showing an answer needs. `mayTalk` tells whether this process still has the claim here; if not, nothing more is
 * shown. `slow` is called with the id of a message that says that Gemini is slow.
 */
export type ShowOptions = {
  mayTalk?: () => Promise<boolean>;
  /** Called where another process has begun to answer, too. */
  noteOthers?: () => void;
  slow?: ((message: string) => void) | undefined;
  /** Speaks the language of the people who read the answer. */
  say: Say;
  /** Whether people can listen to the answer once it has ended. */
  isKept(): boolean;
  clock: Clock;
  log: Logger;
};

/**
 * What came of showing an answer: all of it, or why not, is `shown`; the turn was `left` to another process before that; something
 * wasn't shown, because another process talks here by now (`silenced`); or that one shows its own answer there (`taken`).
 */
export type ShowOutcome = 'shown' | 'left' | 'silenced' | 'taken';

/**
 * Shows a turn's answer as it grows: the first words at once, then at most one edit every 1.2 seconds, and the whole
 * answer as soon as it's complete. Only one request is under way at a time, and each shows the newest text. So if a
 * request has to wait out a rate limit, which discord.js takes care of, the edits meanwhile are skipped, but never the last.
 *
 * Resolves when everything is shown, or when Discord has refused it in every form. It never rejects and never stops the turn.
 */
export const showAnswer = async (turn: Turn, target: ReplyTarget, surroundings: ShowOptions): Promise<ShowOutcome> => {
  const { log } = surroundings;
  const visible = new AbortController();
  const show = new AnswerShow(turn, target, surroundings, visible);
  target
    .showWaiting?.(visible.signal)
    .catch((error) => log.debug({ err: toLoggable(error) }, 'cannot show that an answer is coming'));
  try {
    await show.run(loadMarkdown());
  } catch (error) {
    const cause = error instanceof Error ? (error.cause ?? error) : error;
    log.warn({ event: 'answer.not_shown', err: toLoggable(cause) }, 'an answer could not be shown');
  } finally {
    visible.abort('shown');
  }
  return show.outcome;
};

/** One answer being shown. */
class AnswerShow {
  #turn: Turn;
  #clock: Clock;
  #log: Logger;
  #display: AnswerMessages;
  #slow: ShowOptions['slow'];
  #say: Say;
  #isKept: ShowOptions['isKept'];
  /** When the last edit was done. */
  #last = Number.NEGATIVE_INFINITY;

  constructor(
    turn: Turn,
    target: ReplyTarget,
    { mayTalk = async () => true, noteOthers, slow, say, isKept, clock, log }: ShowOptions,
    visible: AbortController,
  ) {
    this.#turn = turn;
    this.#clock = clock;
    this.#slow = slow;
    this.#say = say;
    this.#isKept = isKept;
    this.#log = log;
    const onAppear = (what: 'answer' | 'notice') => {
      visible.abort('shown');
      turn.moments.note(what === 'answer' ? 'shown' : 'noticed');
    };
    this.#display = new AnswerMessages({
      target,
      mayTalk,
      noteOthers,
      onTaken: () => turn.yield(),
      onAppear,
      say,
      clock,
      log,
    });
  }

  /** What has come of it. */
  get outcome(): ShowOutcome {
    const { isTaken, isSilenced } = this.#display;
    if (isTaken) return 'taken';
    if (this.#turn.end?.is === 'yielded') return 'left';
    return isSilenced ? 'silenced' : 'shown';
  }

  async run(markdown: Promise<Markdown>): Promise<void> {
    const pieces = this.#turn.follow();
    const answer = new AnswerBlocks(await markdown, this.#say);
    let shown = '';
    for await (const piece of pieces) {
      const { is } = piece;
      if (is === 'slow') await this.#sayThatItIsSlow(SLOW[piece.while]);
      if ((is !== 'text' && is !== 'written') || progressOf(this.#turn) === shown) continue;
      await this.#pace();
      // A short answer comes together with its end, and should take one request, not two.
      await setImmediate();
      // A complete answer is shown by #finish, without the Stop button.
      if (this.#turn.end) break;
      shown = progressOf(this.#turn);
      const { blocks } = answer.render(this.#turn.parts, 'growing');
      if (blocks.length > 0) await this.#grow(blocks);
    }
    await this.#finish(await this.#turn.ended, answer);
  }

  /** Shows a notice where the first words will be. Nothing is lost if Discord refuses it. */
  async #sayThatItIsSlow(code: (typeof SLOW)[keyof typeof SLOW]): Promise<void> {
    if (this.#display.length > 0 || !this.#turn.isEmpty || this.#turn.end) return;
    await this.#display
      .hint(this.#say({ code }), makeStopButton(this.#turn, 'slow', this.#say))
      .catch((error) => this.#log.debug({ err: toLoggable(error) }, 'cannot say that it takes long'));
    this.#last = this.#clock.now();
    if (this.#display.at) this.#slow?.(this.#display.at.message);
  }

  async #grow(blocks: readonly Block[]): Promise<void> {
    const { length } = this.#display;
    await waitUntilStored(this.#turn.view.show(this.#display.at), this.#clock);
    // While that was stored, the answer may have become complete; see `run`.
    if (this.#turn.end) return;
    await this.#display.grow(blocks, makeStopButton(this.#turn, 'growing', this.#say));
    this.#last = this.#clock.now();
    if (length !== this.#display.length) void this.#turn.view.show(this.#display.at);
  }

  async #finish(end: AnswerEnd, answer: AnswerBlocks): Promise<void> {
    if (end.is === 'yielded') return;
    // A reader sees nothing of sound without words, or of characters that are invisible.
    const { isEmpty } = this.#turn;
    const note = makeAnswerNote(this.#turn, end, isEmpty, this.#say);
    const parts = isEmpty ? [] : this.#turn.parts;
    await waitUntilStored(this.#turn.number.settled, this.#clock);
    const finish = () => {
      // Nothing was found for an answer of which nobody reads a word.
      const found = isEmpty ? { queries: [], sources: [] } : this.#turn.grounding;
      const buttons = makeEndButtons(this.#turn, { isKept: this.#isKept(), say: this.#say });
      return this.#display.finish(answer.compose(parts, note, found), { note, found, buttons });
    };
    const shown = countFound(this.#turn);
    const addBelow = () => this.#display.addBelow(listSources(this.#turn.grounding, this.#say));
    const show = (await finish()) === 'messages' ? finish : addBelow;
    if (!isEmpty) followLateSources(this.#turn, { shown, show, clock: this.#clock, log: this.#log });
  }

  /** Waits until the next edit is due, or until the turn ends, which is shown without delay. */
  async #pace(): Promise<void> {
    const early = this.#last + EDIT_PACE - this.#clock.now();
    if (early > 0) await within(this.#clock, early, this.#turn.ended);
  }
}

/** What is said of an answer that takes long. */
const SLOW = { waiting: 'answer.reading', asked: 'answer.slow', calling: 'answer.calling' } as const;

/** How much of an answer there is. */
const progressOf = ({ text, written }: Turn): string => `${written.length}:${text}`;
