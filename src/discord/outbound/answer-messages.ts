import { isDeepStrictEqual } from 'node:util';
import type { Logger } from 'pino';
import type { Clock } from '../../base/clock.ts';
import type { AnswerLocation } from '../../conversation/turns/answer-view.ts';
import type { Block } from '../../markdown/block.ts';
import type { Say } from '../../text/languages.ts';
import { toLoggable } from '../gateway/api-errors.ts';
import { makeTextBlock, type WholeAnswer } from './answer-blocks.ts';
import type { Buttons } from './answer-buttons.ts';
import {
  type AnswerFoot,
  MOST_FILES,
  MOST_PAGES,
  MOST_WITHOUT_FILE,
  makeAnswerFile,
  makeMissingFileNote,
  makeWrittenFiles,
} from './answer-file.ts';
import { divideIntoSheets } from './answer-sheets.ts';
import { tellReader } from './delivery-failure.ts';
import type { MessageContent, ReplyTarget } from './reply-target.ts';
import { type Concessions, insist, type NextStep, SendRefusedError } from './send-attempts.ts';
import { REFUSED, type SendAttempt } from './send-remedy.ts';

/**
 * What showing an answer needs. If `mayTalk` says no, nothing more is shown. `onAppear` is called with every message
 * that appears or changes, and with whether it shows the answer or something else. `say` speaks the language of the people who read the answer.
 */
export type AnswerMessagesOptions = {
  target: ReplyTarget;
  mayTalk(): Promise<boolean>;
  /** Called where another process has begun to answer, too. */
  noteOthers?: (() => void) | undefined;
  /** Called where another process has answered, or still does: this answer is shown no further. */
  onTaken?: (() => void) | undefined;
  onAppear(what: 'answer' | 'notice'): void;
  say: Say;
  clock: Clock;
  log: Logger;
};

/** Stands for a message that shows something other than the answer, or that another process has sent. */
const STALE: MessageContent = { content: '' };

/**
 * The messages that show one answer, updated as it grows. What Discord refuses is tried in other ways, as the remedies
 * decide. If none works, one sentence says so.
 */
export class AnswerMessages {
  readonly #options: AnswerMessagesOptions;
  /** What each message shows now. */
  #shown: MessageContent[] = [];
  #most = MOST_PAGES;
  readonly #given: Concessions = new Set();
  /** Discord accepts the answer only as a file. */
  #isFile = false;
  #doing: SendAttempt['what'] = 'next';
  #isTaken = false;
  #isSilenced = false;

  constructor(options: AnswerMessagesOptions) {
    this.#options = options;
  }

  /** Where the newest part is shown. */
  get at(): AnswerLocation | undefined {
    const { message } = this.#options.target;
    return message === undefined ? undefined : { message, page: this.#shown.length - 1 };
  }

  /** Whether something wasn't shown, because another process talks here, or has answered, or still does. */
  get isSilenced(): boolean {
    return this.#isSilenced;
  }

  /** Whether another process has answered, or still does. */
  get isTaken(): boolean {
    return this.#isTaken;
  }

  /** How many messages there are. */
  get length(): number {
    return this.#shown.length;
  }

  /**
   * Shows a growing answer. A network failure costs one edit, and what Discord would accept only as a file waits for the
   * end.
   *
   * @throws if Discord accepts it in no form. A sentence has then said so, if possible.
   */
  async grow(blocks: readonly Block[], buttons?: Buttons): Promise<void> {
    if (this.#isFile) return;
    await this.#orTell(() => this.#insist(() => this.#update(blocks, buttons, 'always'), { once: true }));
  }

  /**
   * Shows something that isn't part of the answer until its first words come. What another process has sent there
   * stays until then. @throws Discord's error.
   */
  async hint(text: string, buttons?: Buttons): Promise<void> {
    while ((await this.#write(this.#divide([makeTextBlock(text)], buttons, 'always').now, 'leave')) === 'moved');
    this.#shown.fill(STALE);
  }

  /**
   * Shows the whole answer and what belongs under it: as a file if it's too long for messages, or as more messages if no
   * file is accepted. Parts that are too long are files under it. If all of it is in `messages`, it can be called again with
   * more under it.
   *
   * @throws as `grow` does
   */
  async finish(answer: WholeAnswer, foot: AnswerFoot): Promise<'messages' | 'files'> {
    const { blocks, files, text } = answer;
    const { say } = this.#options;
    const buttons = files.length > 0 ? undefined : foot.buttons;
    if (answer.isFound) this.#most = MOST_PAGES + 1;
    return await this.#orTell(async () => {
      const shown = this.#isFile ? 'file' : await this.#insist(() => this.#update(blocks, buttons));
      if (shown === 'whole' && files.length === 0) return 'messages';
      if (shown === 'whole') return await this.#addFiles(answer, foot);
      const why = shown === 'file' ? 'delivery.file-refused' : 'delivery.file-too-long';
      const sheet = makeAnswerFile(text, foot, { code: why }, say);
      if ((await this.#insist(() => this.#add(sheet))) !== 'messages') return 'files';
      if (shown === 'file') throw new SendRefusedError(REFUSED);
      return await this.#addMessages(answer, foot);
    });
  }

  /** Shows something below an answer with files. @throws Discord's error */
  async addBelow(content: string): Promise<void> {
    await this.#insist(() => this.#add({ content }));
  }

  async #addFiles(answer: WholeAnswer, foot: AnswerFoot): Promise<'files'> {
    for (const [at, sheet] of makeWrittenFiles(answer.files, foot, this.#options.say).entries()) {
      if ((await this.#insist(() => this.#add(sheet))) !== 'messages') continue;
      // A message that holds files stays as it is, and the answer goes on below it.
      if (at > 0) this.#options.target.renew();
      return this.#addMessages(answer, foot, at * MOST_FILES);
    }
    return 'files';
  }

  /** Shows the answer in many messages, because it can't be a file, or not from one of its files on. */
  async #addMessages({ blocks, inMessages }: WholeAnswer, foot: AnswerFoot, from = 0): Promise<'files'> {
    this.#most = MOST_WITHOUT_FILE;
    const all = [...blocks, ...inMessages(from)];
    if ((await this.#insist(() => this.#update(all, foot.buttons))) !== 'whole')
      await this.#insist(() => this.#add(makeMissingFileNote(foot, this.#options.say)));
    return 'files';
  }

  async #insist<T>(act: () => Promise<T>, { once = false } = {}): Promise<T | NextStep> {
    const { target, clock, log } = this.#options;
    const done = await insist(act, { what: () => this.#doing, given: this.#given, target, once, clock, log });
    if (done === 'file') this.#isFile = true;
    return done;
  }

  /** Updates the messages to the blocks. The buttons stand under its end, or with `always` under what is shown of it. */
  async #update(blocks: readonly Block[], buttons?: Buttons, when?: 'always'): Promise<'whole' | 'too long'> {
    for (;;) {
      const { now, is } = this.#divide(blocks, buttons, when);
      const done = await this.#write(now);
      if (done === 'written') return is;
      // If another process talks here now, this one must not show or add anything.
      if (done === 'silenced') return 'whole';
    }
  }

  async #write(now: readonly MessageContent[], stale?: 'leave'): Promise<'written' | 'moved' | 'silenced'> {
    const { target, noteOthers, onAppear: appeared } = this.#options;
    for (let page = Math.max(0, this.#shown.length - 1); page < now.length; page += 1) {
      const sheet = now[page] ?? STALE;
      if (isDeepStrictEqual(this.#shown[page], sheet)) continue;
      if (!(await this.#mayShow())) return 'silenced';
      this.#doing = page >= this.#shown.length ? 'next' : 'rewrite';
      const done = await target[this.#doing](sheet);
      if (done === 'moved') return 'moved';
      appeared(stale === 'leave' ? 'notice' : 'answer');
      if (done === 'stale') noteOthers?.();
      if (done === 'taken') return this.#noteTaken();
      // A dead process' message is rewritten in the next round, if this process still talks here.
      this.#shown[page] = done === 'stale' ? STALE : sheet;
      if (done === 'stale' && stale !== 'leave') page -= 1;
    }
    return 'written';
  }

  #noteTaken(): 'silenced' {
    this.#isTaken = true;
    this.#isSilenced = true;
    this.#options.noteOthers?.();
    this.#options.onTaken?.();
    return 'silenced';
  }

  async #mayShow(): Promise<boolean> {
    this.#isSilenced ||= this.#isTaken || !(await this.#options.mayTalk());
    return !this.#isSilenced;
  }

  #divide(blocks: readonly Block[], buttons?: Buttons, when?: 'always') {
    const form = { opening: this.#options.target.opening, most: this.#most, given: this.#given };
    return divideIntoSheets(blocks, form, { buttons, when });
  }

  async #add(sheet: MessageContent): Promise<void> {
    const { target, onAppear: appeared } = this.#options;
    const plain = this.#given.has('plain');
    if (!(await this.#mayShow())) return;
    const last = this.#shown.at(-1);
    const how = last === STALE ? 'rewrite' : 'next';
    if (last?.buttons) await this.#bare();
    this.#doing = sheet.files ? 'file' : how;
    const show = () => target[how](plain ? { ...sheet, plain, buttons: undefined } : sheet);
    let done = await show();
    while (done === 'moved') done = await show();
    if (done === 'taken') this.#noteTaken();
    else appeared('answer');
  }

  /** Removes the buttons from the last message if the answer goes on elsewhere; its words stay as they are. */
  async #bare(): Promise<void> {
    const { target, log } = this.#options;
    await target
      .bare()
      .catch((error) =>
        log.info({ event: 'button.not_removed', err: toLoggable(error) }, 'a button could not be taken away'),
      );
  }

  async #orTell<T>(act: () => Promise<T>): Promise<T> {
    const { target, mayTalk, onAppear: appeared, say, log } = this.#options;
    try {
      return await act();
    } catch (error) {
      if (error instanceof SendRefusedError && (await mayTalk())) {
        const last = this.#shown.at(-1);
        // The next process knows a notice that Gemini is slow by its button, so both are replaced in one edit.
        if (last !== STALE || !error.telling.ways.includes('rewrite')) await this.#bare();
        if (await tellReader(error.telling, { target, last, say, log })) appeared('notice');
      }
      throw error;
    }
  }
}
