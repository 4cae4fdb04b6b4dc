import type { Logger } from 'pino';
import { isBlank } from '../blank.ts';
import type { Clock } from '../clock.ts';
import type { End, Shown, Turn } from '../conversation/turn.ts';
import { told } from '../errors.ts';
import { attach, MOST_PAGES } from './attachment.ts';
import { type Buttons, continuing } from './buttons.ts';
import { closed, pages } from './pages.ts';
import type { Place, Sheet } from './place.ts';
import { isRefusal, loggable } from './refusal.ts';

/** Between two edits of an answer. Discord's limits are not published; this is well within what it bears for long. */
export const PACE = 1_200;

const WORDLESS = 'The model ended its turn without a word. Please ask again, perhaps in other words.';

/** What a person reads who waits for the first words for long. */
export const SLOW = '⏳ Gemini is slow right now. I’m still waiting for its answer.';

/** Stands for what a message says that another process has sent. */
const STALE = '';

/** A store that is slow or away holds up what people see no longer than this, in milliseconds. */
const MOST_HELD = 300;

/** Resolves when something is stored that must not be lost with the process once people have seen it. */
export const held = async (stored: Promise<unknown>, clock: Clock): Promise<void> => {
  const enough = new AbortController();
  await Promise.race([stored, clock.sleep(MOST_HELD, enough.signal).catch(() => {})]);
  enough.abort('stored');
};

/**
 * What showing an answer needs of its surroundings. `mayTalk` tells whether this process still is the one that talks here;
 * if it is not, nothing more is shown.
 */
export type Surroundings = { mayTalk?: () => Promise<boolean>; clock: Clock; log: Logger };

/**
 * Shows a turn's answer as it grows: its first words as soon as there are any, then at most one edit each 1.2 seconds, and
 * always the whole in the end. Only one request is under way at a time and each shows the newest text, so one that has to
 * wait out a rate limit makes the edits it held up unnecessary, but never the last one.
 *
 * Resolves when everything is shown, or when Discord refused; it never rejects and never stops the turn.
 */
export const show = async (turn: Turn, place: Place, surroundings: Surroundings): Promise<void> => {
  const { log } = surroundings;
  const visible = new AbortController();
  place
    .waiting?.(visible.signal)
    .catch((error) => log.debug({ err: loggable(error) }, 'cannot show that an answer is coming'));
  try {
    await new Showing(turn, place, surroundings, visible).run();
  } catch (error) {
    log.warn({ event: 'answer.not_shown', err: loggable(error) }, 'an answer could not be shown');
  } finally {
    visible.abort('shown');
  }
};

/** One answer being shown. */
class Showing {
  #turn: Turn;
  #place: Place;
  #clock: Clock;
  #log: Logger;
  #mayTalk: () => Promise<boolean>;
  #visible: AbortController;
  /** What each message says now. */
  #shown: string[] = [];
  /** When the last round of requests was over. */
  #last = Number.NEGATIVE_INFINITY;

  constructor(
    turn: Turn,
    place: Place,
    { mayTalk = async () => true, clock, log }: Surroundings,
    visible: AbortController,
  ) {
    this.#turn = turn;
    this.#place = place;
    this.#clock = clock;
    this.#log = log;
    this.#mayTalk = mayTalk;
    this.#visible = visible;
  }

  async run(): Promise<void> {
    let shown = '';
    for await (const { is } of this.#turn.follow()) {
      if (is === 'slow') await this.#sayThatItIsSlow();
      if (is !== 'text' || this.#turn.text === shown) continue;
      await this.#pace();
      // The whole answer is shown as whole, and not as one that grows.
      if (this.#turn.end) break;
      shown = this.#turn.text;
      const { length } = this.#shown;
      this.#turn.see(this.#at);
      await this.#tryToShow(shown);
      if (length !== this.#shown.length) this.#turn.see(this.#at);
    }
    await this.#finish(await this.#turn.ended);
  }

  /** Stands where the first words will; nothing is lost if it cannot be shown, and no answer begins with it. */
  async #sayThatItIsSlow(): Promise<void> {
    if (this.#shown.length > 0 || this.#turn.text !== '' || this.#turn.end) return;
    await this.#show(SLOW).catch((error) => this.#log.debug({ err: loggable(error) }, 'cannot say that it takes long'));
  }

  /** Where the newest part is shown. */
  get #at(): Shown | undefined {
    const { message } = this.#place;
    return message === undefined ? undefined : { message, page: this.#shown.length - 1 };
  }

  /** A hiccup on the way to Discord costs one edit; what Discord itself refused it will go on refusing. */
  async #tryToShow(text: string): Promise<void> {
    try {
      await this.#show(text);
    } catch (error) {
      if (isRefusal(error)) throw error;
      this.#log.warn({ event: 'edit.lost', err: loggable(error) }, 'an edit was lost, the next one makes up for it');
    }
  }

  async #finish(end: End): Promise<void> {
    if (end.is === 'yielded') return;
    // Sound without words is nothing to a reader, and neither is a text that shows nothing.
    const isEmpty = isBlank(this.#turn.text);
    const note = noteOn(isEmpty && end.is === 'complete' ? { is: 'silent' } : end);
    const text = [isEmpty ? '' : closed(this.#turn.text), note].filter(Boolean).join('\n\n');
    if (!this.#isShown(text)) await this.#pace();
    await held(this.#turn.recorded, this.#clock);
    const buttons = continuing(this.#turn);
    const all = await this.#show(text, buttons);
    if (all.is === 'too long') await attach(text, { note, buttons }, (sheet) => this.#add(sheet));
  }

  /** Brings the messages up to date with the text; the buttons stand under its end. */
  async #show(text: string, buttons?: Buttons): Promise<{ is: 'whole' | 'too long' }> {
    for (;;) {
      const { now, is } = this.#divide(text);
      const moved = await this.#bring(now, is === 'whole' ? buttons : undefined);
      this.#last = this.#clock.now();
      if (!moved) return { is };
    }
  }

  async #bring(now: readonly string[], buttons?: Buttons): Promise<boolean> {
    for (let page = Math.max(0, this.#shown.length - 1); page < now.length; page += 1) {
      const content = now[page] ?? '';
      if (this.#shown[page] === content) continue;
      if (!(await this.#mayTalk())) return false;
      const isNew = page >= this.#shown.length;
      const sheet = { content, buttons: page === now.length - 1 ? buttons : undefined };
      const done = isNew ? await this.#place.next(sheet) : await this.#place.rewrite(sheet);
      if (done === 'moved') return true;
      this.#visible.abort('shown');
      // The message of a process that died is rewritten in the next round, if this one still talks here.
      this.#shown[page] = done === 'stale' ? STALE : content;
      if (done === 'stale') page -= 1;
    }
    return false;
  }

  #divide(text: string): { now: string[]; is: 'whole' | 'too long' } {
    const now: string[] = [];
    if (isBlank(text)) return { now, is: 'whole' };
    for (const page of pages(this.#place.opening + text)) {
      if (now.length === MOST_PAGES) return { now, is: 'too long' };
      now.push(page);
    }
    return { now, is: 'whole' };
  }

  #isShown(text: string): boolean {
    const { now, is } = this.#divide(text);
    return is === 'whole' && now.length === this.#shown.length && now.at(-1) === this.#shown.at(-1);
  }

  async #add(sheet: Sheet): Promise<void> {
    while ((await this.#place.next(sheet)) === 'moved');
  }

  async #pace(): Promise<void> {
    const early = this.#last + PACE - this.#clock.now();
    if (early > 0) await this.#clock.sleep(early);
  }
}

/** The sentence that a reader needs about how an answer ended; nothing if it simply ended. */
const noteOn = (end: End): string => {
  switch (end.is) {
    case 'complete':
    case 'yielded':
      return '';
    case 'interrupted':
      return '*(interrupted)*';
    case 'broken':
    case 'failed':
      return `⚠️ ${told(end.error)}`;
    case 'silent':
      return end.reason ? `⚠️ ${end.reason}` : WORDLESS;
  }
};
