import type { Logger } from 'pino';
import { type Clock, startDeadline } from '../base/clock.ts';
import { UserError } from '../base/errors.ts';
import type { Hold, OpenHold, Spender } from '../base/expense.ts';
import type { Place } from '../base/place.ts';
import { countTokens } from '../conversation/memory/tokens.ts';
import { type Minutes, readJsonMinutes, readSpokenMinutes } from './minutes.ts';
import { composeMinutesInstruction, composeMinutesQuestion, divideTurns } from './minutes-question.ts';
import { findLinks } from './said-links.ts';
import type { Reading } from './transcript-reader.ts';

/** A question to whatever makes minutes in a place. What it costs is the spender's, who has room for it already. */
export type MinutesQuestion = { instruction: string; text: string; place: Place; spender: Spender };

/**
 * What makes minutes: as JSON, or as something that's said under headings. `ask` resolves to the answer, or to nothing if
 * conversations need every connection.
 *
 * @throws UserError or any other error if there's no answer; the signal's reason if it aborts
 */
export type MinutesModel = {
  form: 'json' | 'spoken';
  ask(question: MinutesQuestion, signal: AbortSignal): Promise<string | undefined>;
};

export type MinutesMakerOptions = {
  /** The language that is set for all that is said in a place, if one is. */
  findLanguage(place: Place): string | undefined;
  /** Which model makes minutes in a place, as its settings are. */
  findModel(place: Place): Promise<MinutesModel>;
  hold: OpenHold;
  clock: Clock;
  log: Logger;
};

/** Of what minutes are made, in which language, by its Discord locale, and who pays for them. */
export type MinutesWish = {
  place: Place;
  spender: Spender;
  reading: Pick<Reading, 'turns' | 'zone'>;
  locale: string | undefined;
};

/** Minutes, the links in what they're about, and how many turns that are, the newest. */
export type MadeMinutes = { minutes: Minutes; links: string[]; told: number };

/** How long all of it may take, in milliseconds. Whoever waits has a quarter of an hour. */
const DEADLINE = 4 * 60_000;

/** How often the same turns are told to a model that doesn't answer as it should. */
const MOST_TRIES = 2;

/** For how much of each answer there must be room, in milliseconds of sound. */
const ANSWER_MS = 90_000;

/** How many minutes may be made at once. */
const MOST_AT_ONCE = 8;

const names = new Intl.DisplayNames('en', { type: 'language' });

/** The name of a language in English, which models know best. */
const nameLanguage = (locale: string | undefined): string => {
  try {
    return names.of(locale ?? 'en') ?? 'English';
  } catch {
    return 'English';
  }
};

/** Has a model make minutes of what was said: in several parts if it was much, each going on from the one before. */
export class MinutesMaker {
  readonly #options: MinutesMakerOptions;
  /** Who has minutes made where, because one at a time is enough for anybody. */
  readonly #running = new Set<string>();
  readonly #closing = new AbortController();

  constructor(options: MinutesMakerOptions) {
    this.#options = options;
  }

  /** @throws UserError if a cap is full, the model can't be asked, or its answer isn't as it should be */
  async make(wish: MinutesWish): Promise<MadeMinutes> {
    const { clock, log } = this.#options;
    if (this.#closing.signal.aborted) throw new UserError({ code: 'asking.restarting' });
    const { place, spender } = wish;
    const who = `${spender.is === 'person' ? spender.id : spender.is} ${place.channel}`;
    if (this.#running.has(who)) throw new UserError({ code: 'recap.under-way' });
    if (this.#running.size >= MOST_AT_ONCE) throw new UserError({ code: 'recap.busy' });
    this.#running.add(who);
    using patience = startDeadline(clock, {
      ms: DEADLINE,
      reason: new Error(`no minutes within ${DEADLINE} ms`),
      signal: this.#closing.signal,
    });
    try {
      return await this.#make(wish, patience.signal);
    } catch (error) {
      if (this.#closing.signal.aborted) throw new UserError({ code: 'asking.restarting' }, { cause: error });
      if (error instanceof UserError) throw error;
      log.warn({ event: 'minutes.failed', err: error, channel: place.channel }, 'minutes could not be made');
      throw new UserError({ code: 'recap.failed' }, { cause: error });
    } finally {
      this.#running.delete(who);
    }
  }

  /** Gives up what is being made, and makes no more. */
  close(): void {
    this.#closing.abort(new Error('the process is stopping'));
  }

  async #make({ place, spender, reading, locale }: MinutesWish, signal: AbortSignal): Promise<MadeMinutes> {
    const { turns, zone } = reading;
    const { parts, left } = divideTurns(turns, zone);
    const model = await this.#options.findModel(place);
    const instruction = composeMinutesInstruction(
      model.form,
      nameLanguage(this.#options.findLanguage(place) ?? locale),
    );
    // Each part is told the minutes so far, which are as long as an answer.
    const questionTokens = parts.reduce(
      (sum, part) => sum + 2 * countTokens(instruction) + countTokens(composeMinutesQuestion(undefined, part)),
      0,
    );
    const room = await this.#openRoom({ place, spender, questionTokens, answerMs: parts.length * ANSWER_MS });
    let minutes: Minutes | undefined;
    let isAsked = false;
    try {
      for (const part of parts) {
        signal.throwIfAborted();
        isAsked = true;
        const text = composeMinutesQuestion(minutes, part);
        minutes = await this.#ask(model, { instruction, text, place, spender }, signal);
      }
    } finally {
      void room.close(isAsked);
    }
    if (!minutes) throw new Error('there was nothing to make minutes of');
    const { log } = this.#options;
    log.info({ event: 'minutes.made', channel: place.channel, turns: left, parts: parts.length }, 'minutes were made');
    return { minutes, links: findLinks(turns.slice(-left)), told: left };
  }

  /** Makes room for all parts at once, so that nothing is paid for minutes that end in the middle. */
  async #openRoom({
    place,
    spender,
    questionTokens,
    answerMs,
  }: Pick<MinutesWish, 'place' | 'spender'> & { questionTokens: number; answerMs: number }): Promise<Hold> {
    const room = await this.#options.hold(place, spender, { questionTokens, soundMs: 0, pictures: 0 });
    const full = await room.grow({ answerMs });
    if (!full) return room;
    await room.close(false);
    // Nothing has begun that would have to stop.
    if (full instanceof UserError && full.text.code === 'limits.halted')
      throw new UserError({ ...full.text, code: 'limits.full' }, { cause: full });
    throw full;
  }

  async #ask({ form, ask }: MinutesModel, question: MinutesQuestion, signal: AbortSignal): Promise<Minutes> {
    for (let tries = 1; tries <= MOST_TRIES; tries++) {
      const answer = await ask(question, signal);
      if (answer === undefined) throw new UserError({ code: 'recap.busy' });
      const minutes = form === 'json' ? readJsonMinutes(answer) : readSpokenMinutes(answer);
      if (minutes) return minutes;
    }
    throw new Error('the model answered with something else than minutes');
  }
}
