import type { Logger } from 'pino';
import { BoundedSet } from '../base/bounded-set.ts';
import type { Clock } from '../base/clock.ts';
import type { FirstNotice } from '../base/first-notice.ts';
import type { Sender } from '../base/inbound.ts';
import { findHome, type Place } from '../base/place.ts';
import type { Settings } from '../settings/settings.ts';
import { StoreUnavailableError } from '../store/store-errors.ts';
import { type Agreements, findPerson } from './agreements.ts';
import type { Choices } from './choices.ts';

/** How many people are remembered as told, by home, so that the store isn't asked at every question. */
const MOST_TOLD = 10_000;

type FirstNoticesOptions = {
  settings: Pick<Settings, 'of'>;
  agreements: Pick<Agreements, 'find' | 'noteTold'>;
  choices: Pick<Choices, 'judgeStoring'>;
  clock: Pick<Clock, 'wall'>;
  log: Logger;
};

/**
 * Who has yet to be told what becomes of their words: everyone once in each home. It's noted only after they could read it, so a
 * crash has it told twice rather than never.
 */
export class FirstNotices {
  readonly #options: FirstNoticesOptions;
  /** Who was told, or is being told, by person and home. */
  readonly #told = new BoundedSet<string>(MOST_TOLD);

  constructor(options: FirstNoticesOptions) {
    this.#options = options;
  }

  /** What a person who asks something has to be told; nothing if they know. Never rejects. */
  async begin(place: Place, sender: Sender): Promise<FirstNotice | undefined> {
    const person = findPerson(sender);
    const home = findHome(place);
    const key = `${person}:${home}`;
    if (person === undefined || this.#told.has(key)) return undefined;
    // From now on it counts as told, so that two questions at once don't bring two notices.
    this.#told.add(key);
    try {
      const days = await this.#findDays(person, place);
      if (days === undefined) return undefined;
      return {
        text: { code: 'agreement.notice', days },
        settle: (isShown) => {
          if (isShown) void this.#note(person, home);
          else this.#told.delete(key);
        },
      };
    } catch (error) {
      this.#told.delete(key);
      const { log } = this.#options;
      log.error({ event: 'notice.not_made', err: error }, 'a person could not be told what becomes of their words');
      return undefined;
    }
  }

  /**
   * For how long the words of a person are kept, if they have to be told. If that can't be looked up, they're told once more
   * rather than never. Who wants nothing stored knows already.
   */
  async #findDays(person: string, place: Place): Promise<number | undefined> {
    const { settings, agreements, choices } = this.#options;
    const { consent, retention } = (await settings.of(place)).values;
    if (consent === 'off') return undefined;
    const choice = await agreements.find(person, findHome(place)).catch(toNothing);
    return choice || (await choices.judgeStoring(person)) === 'no' ? undefined : retention;
  }

  async #note(person: string, home: string): Promise<void> {
    const { agreements, clock, log } = this.#options;
    try {
      await agreements.noteTold(person, home, clock.wall());
    } catch (error) {
      log.warn({ event: 'notice.not_noted', err: error }, 'it could not be noted that a person read the first notice');
    }
  }
}

/** A store that can't tell. */
const toNothing = (error: unknown): undefined => {
  if (!(error instanceof StoreUnavailableError)) throw error;
};
