import type { Clock } from '../base/clock.ts';
import { UserError } from '../base/errors.ts';
import { StoreUnavailableError } from '../store/store-errors.ts';
import type { Choices } from './choices.ts';
import type { ErasureOutcome, ErasureSubject } from './erasure.ts';
import type { Erasures } from './erasures.ts';
import { collectExport, type PersonExport } from './person-export.ts';
import type { TraceMeans } from './traces.ts';

/** How much is kept of a person. `unheard` are the servers in which they don't want to be heard. */
export type PrivacyState = {
  turns: number;
  channels: number;
  files: number;
  /** Messages of theirs that others quoted. */
  quotes: number;
  recaps: number;
  /** On how many days they have spent something. */
  days: number;
  /** What they want to be reminded of. */
  reminders: number;
  unheard: string[];
  /** Where they agreed to be answered and heard, since when, in milliseconds since the epoch. */
  agreed: { home: string; at: number }[];
  /** Whether what they say is stored. */
  stored: boolean;
};

type PrivacyOptions = {
  means: TraceMeans;
  choices: Pick<Choices, 'chooseStoring' | 'findUnstored'>;
  erasures: Pick<Erasures, 'order'>;
  clock: Pick<Clock, 'wall'>;
};

/** What people can see and take back of what is kept of them. */
export class PrivacyDesk {
  readonly #options: PrivacyOptions;

  constructor(options: PrivacyOptions) {
    this.#options = options;
  }

  /** How much is kept of a person, given by id. @throws UserError if the store can't be asked */
  async describe(person: string): Promise<PrivacyState> {
    return summarize(await this.collect(person));
  }

  /** Everything that is kept of a person, given by id. @throws UserError if the store can't be asked */
  async collect(person: string): Promise<PersonExport> {
    const { means, clock } = this.#options;
    try {
      return await collectExport(means, person, clock.wall());
    } catch (error) {
      if (!(error instanceof StoreUnavailableError)) throw error;
      throw new UserError({ code: 'privacy.unreadable' }, { cause: error });
    }
  }

  /** Deletes something; see `Erasures.order`. @throws UserError if that couldn't even be noted */
  erase(what: ErasureSubject): Promise<ErasureOutcome> {
    return this.#options.erasures.order(what);
  }

  /** Notes whether what a person says may be stored. @throws UserError if that couldn't be noted */
  chooseStoring(person: string, wanted: boolean): Promise<void> {
    return this.#options.choices.chooseStoring(person, wanted);
  }

  /** Those of these people whose words are passed on to nobody; see `Choices.findUnstored`. */
  findUnstored(people: readonly string[]): Promise<ReadonlySet<string>> {
    return this.#options.choices.findUnstored(people);
  }
}

const summarize = ({
  channels,
  quotedByOthers,
  recaps,
  spent,
  notHeardIn,
  choices,
  reminders,
}: PersonExport): PrivacyState => {
  const turns = channels.flatMap((channel) => channel.turns);
  return {
    turns: turns.length,
    channels: channels.length,
    files: turns.reduce((sum, { files = [] }) => sum + files.length, 0),
    quotes: quotedByOthers.length,
    recaps: recaps.length,
    days: new Set(spent.map(({ day }) => day)).size,
    reminders: reminders.length,
    unheard: notHeardIn.map(({ server }) => server),
    agreed: choices.flatMap(({ home, choice: { agreed: at } }) =>
      home !== undefined && at !== undefined ? [{ home, at }] : [],
    ),
    stored: choices.every(({ choice }) => choice.stored !== 'no'),
  };
};
