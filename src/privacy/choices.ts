import { BoundedMap } from '../base/bounded-map.ts';
import { UserError } from '../base/errors.ts';
import type { StoringWish } from '../conversation/turns/turn-recorder.ts';
import type { Shelf } from '../store/store.ts';
import { NotStoredError, StoreUnavailableError } from '../store/store-errors.ts';

/**
 * What a person chose. Under their id alone: that nothing they say is stored, everywhere. Under their id and a home: since
 * when they agree to be heard there, and when they were told what becomes of their words. In milliseconds since the epoch.
 */
export type PrivacyChoice = { stored?: 'no'; agreed?: number; noticed?: number };

/** When somebody last chose something in a home, in milliseconds since the epoch. */
export const findChoiceDate = ({ agreed = 0, noticed = 0 }: PrivacyChoice): number => Math.max(agreed, noticed);

/** How many people's choices are remembered, so that the store isn't asked at every turn. */
const MOST_KNOWN = 10_000;

/**
 * What people chose about their privacy. A choice that is written counts only once it's stored, because another process must
 * not act against it.
 */
export class Choices {
  readonly #shelf: Shelf<PrivacyChoice>;
  /** What this process has seen of people, for when the store can't tell. */
  readonly #seen = new BoundedMap<string, 'yes' | 'no'>(MOST_KNOWN);

  constructor(shelf: Shelf<PrivacyChoice>) {
    this.#shelf = shelf;
  }

  /**
   * Whether what a person says may be stored. While the store can't tell, it's what this process saw last; it doesn't know of
   * somebody whom it hasn't seen. Never rejects.
   */
  async judgeStoring(person: string): Promise<StoringWish> {
    try {
      const { stored = 'yes' } = await this.find(person);
      this.#seen.set(person, stored);
      return stored;
    } catch {
      return this.#seen.get(person) ?? 'unknown';
    }
  }

  /**
   * Those of these people whose words are passed on to nobody: they want nothing of theirs stored, or whether they do can't be
   * looked up. Never rejects.
   */
  async findUnstored(people: readonly string[]): Promise<ReadonlySet<string>> {
    try {
      const choices = await this.#shelf.getMany([...people]);
      return new Set(people.filter((_, index) => choices[index]?.stored === 'no'));
    } catch {
      return new Set(people);
    }
  }

  /** Notes whether what a person says may be stored from now on. @throws UserError if that couldn't be stored */
  async chooseStoring(person: string, wanted: boolean): Promise<void> {
    await this.#change(person, ({ stored: _, ...choice }) => ({ ...choice, ...(!wanted && { stored: 'no' }) }));
    this.#seen.set(person, wanted ? 'yes' : 'no');
  }

  /** What a person chose everywhere. @throws {StoreUnavailableError} */
  async find(person: string): Promise<PrivacyChoice> {
    return (await this.#shelf.get(person)) ?? {};
  }

  /**
   * Erases what a person chose no later than `before`, but not what they refused.
   *
   * @throws {NotStoredError} or {@link StoreUnavailableError}
   */
  async erase(person: string, before: number, server?: string): Promise<void> {
    for await (const { id, value } of this.#shelf.each(`${person}:`))
      if ((server === undefined || id === toChoiceId(person, server)) && findChoiceDate(value) <= before)
        await this.#shelf.deleteSurely([id]);
    if (server !== undefined) return;
    const { stored } = await this.find(person);
    if (stored === undefined) await this.#shelf.deleteSurely([person]);
    else await this.#shelf.setSurely(person, { stored });
  }

  async #change(id: string, change: (before: PrivacyChoice) => PrivacyChoice): Promise<void> {
    let before: PrivacyChoice | undefined;
    try {
      before = await this.#shelf.get(id);
      await this.#shelf.setSurely(id, change(before ?? {}));
    } catch (error) {
      if (!(error instanceof NotStoredError || error instanceof StoreUnavailableError)) throw error;
      // What waits for the store would come into force later, though the person reads that nothing has changed.
      if (error instanceof NotStoredError && error.queued)
        await (before ? this.#shelf.set(id, before) : this.#shelf.delete([id]));
      throw new UserError({ code: 'privacy.choice-not-stored' }, { cause: error });
    }
  }
}

/** The id of the record of what a person chose in one home. */
export const toChoiceId = (person: string, home: string): string => `${person}:${home}`;
