import type { Message, SendableChannels } from 'discord.js';
import type { Logger } from 'pino';
import type { Clock } from '../../base/clock.ts';
import type { AnswerLocation } from '../../conversation/turns/answer-view.ts';
import type { Buttons } from './answer-buttons.ts';
import { breakLinks } from './links.ts';
import { type MessageContent, toCreatePayload, toEditPayload } from './reply-target.ts';
import { type Concessions, insist, type NextStep, SendRefusedError } from './send-attempts.ts';
import { REFUSED, type SendAttempt } from './send-remedy.ts';

/**
 * Where a crashed answer stands: the message with the first page that may be incomplete, and the bot's own messages after
 * that. `question` is Discord's id of the question.
 */
export type CrashedPagesOptions = {
  channel: SendableChannels;
  question: string | undefined;
  first: AnswerLocation;
  further: readonly Message[];
  clock: Clock;
  log: Logger;
};

/** The pages of a crashed answer: those that are there are edited, the others are sent. */
export class CrashedPages {
  readonly #pages: readonly string[];
  readonly #options: CrashedPagesOptions;
  readonly #given: Concessions = new Set();

  constructor(pages: readonly string[], options: CrashedPagesOptions) {
    this.#pages = pages;
    this.#options = options;
  }

  /**
   * Brings the pages from `from` to before `to` to what they should show; the last page of all has the buttons.
   *
   * @throws Discord's error if it refuses one in every form
   */
  async bring(from: number, to: number, buttons: Buttons | undefined): Promise<void> {
    const { first, further } = this.#options;
    for (const [page, content] of this.#pages.slice(0, to).entries()) {
      if (page < Math.max(from, first.page)) continue;
      const sheet = { content, buttons: page === this.#pages.length - 1 ? buttons : undefined };
      const there = page === first.page ? first.message : further.find((one) => content.startsWith(one.content))?.id;
      await this.#put(sheet, page, there);
    }
  }

  /**
   * Sends one more message, as this page. Resolves to what to do instead if Discord accepts no file.
   *
   * @throws Discord's error if it refuses it in every form
   */
  add(sheet: MessageContent, page: number): Promise<NextStep | undefined> {
    return this.#put(sheet, page, undefined);
  }

  async #put(sheet: MessageContent, page: number, there: string | undefined): Promise<NextStep | undefined> {
    const { channel, question, clock, log } = this.#options;
    let message = there;
    let doing: SendAttempt['what'] = 'next';
    const target = {
      renew: () => {
        message = undefined;
      },
      reopen: async () => {
        if (channel.isThread()) await channel.setArchived(false);
      },
    };
    // A page that is there but can't be edited any more becomes a second message, so it can't have the first one's nonce.
    const nonce = question === undefined || there !== undefined ? undefined : `${question}:${page}`;
    const send = async (): Promise<undefined> => {
      doing = sheet.files ? 'file' : message === undefined ? 'next' : 'rewrite';
      if (message === undefined) await channel.send(toCreatePayload(this.#form(sheet), nonce));
      else await channel.messages.edit(message, toEditPayload(this.#form(sheet)));
    };
    try {
      const done = await insist(send, { what: () => doing, given: this.#given, target, clock, log });
      if (done === 'file') throw new SendRefusedError(REFUSED);
      return done;
    } catch (error) {
      throw error instanceof SendRefusedError ? (error.cause ?? error) : error;
    }
  }

  /** A message in the form that Discord has accepted so far. */
  #form({ buttons, content, ...rest }: MessageContent): MessageContent {
    return {
      ...rest,
      content: this.#given.has('unlinked') ? breakLinks(content) : content,
      buttons: this.#given.has('plain') ? undefined : buttons,
    };
  }
}
