import { BoundedSet } from '../base/bounded-set.ts';
import { UserError } from '../base/errors.ts';
import type { Sender } from '../base/inbound.ts';
import { Mutex } from '../base/mutex.ts';
import type { Shelf } from '../store/store.ts';
import { NotStoredError, StoreUnavailableError } from '../store/store-errors.ts';
import { type PrivacyChoice, toChoiceId } from './choices.ts';

/** How many people are remembered who took their yes back in some home. */
const MOST_WITHDRAWN = 10_000;

/**
 * Who agreed in a home to what becomes of their words, and who was told of it. A yes counts only while the store says so: what
 * one process remembers mustn't outlive a withdrawal in another. Taking it back holds at once.
 */
export class Agreements {
  readonly #shelf: Shelf<PrivacyChoice>;
  /** Who took it back, by the ids of records: for this process that holds even if it couldn't be stored. */
  readonly #withdrawn = new BoundedSet<string>(MOST_WITHDRAWN);
  /** One change at a time, so that none is made of what another has just replaced. */
  readonly #changes = new Mutex();

  constructor(shelf: Shelf<PrivacyChoice>) {
    this.#shelf = shelf;
  }

  /** What is stored of a person in a home, if anything is. @throws {StoreUnavailableError} */
  async find(person: string, home: string): Promise<PrivacyChoice | undefined> {
    const id = toChoiceId(person, home);
    const choice = await this.#shelf.get(id);
    if (!choice || !this.#withdrawn.has(id)) return choice;
    const { agreed: _, ...others } = choice;
    return others;
  }

  /**
   * Lets a person pass who agrees. What the store can't tell is no yes. `days` is for how long their words are kept.
   *
   * @throws UserError for everybody else
   */
  async check(person: string, home: string, days: number): Promise<void> {
    const choice = await this.find(person, home).catch((error) => {
      if (!(error instanceof StoreUnavailableError)) throw error;
      throw new UserError({ code: 'agreement.unknown' }, { cause: error });
    });
    if (choice?.agreed === undefined) throw new UserError({ code: 'agreement.ask', days });
  }

  /** The ids of those who didn't agree in a home, or of whom the store can't tell. It never rejects. */
  async findSilent(
    people: readonly Pick<Sender, 'id' | 'kind' | 'behind'>[],
    home: string,
  ): Promise<ReadonlySet<string>> {
    const agrees = async (sender: Pick<Sender, 'id' | 'kind' | 'behind'>): Promise<boolean> => {
      const person = findPerson(sender);
      return person === undefined || (await this.find(person, home))?.agreed !== undefined;
    };
    const agreed = await Promise.all(people.map((sender) => agrees(sender).catch(() => false)));
    return new Set(people.flatMap(({ id }, index) => (agreed[index] ? [] : [id])));
  }

  /**
   * Notes what a person has just chosen, before it's stored. A no holds in this process from now on, and a yes only takes an
   * earlier no away; {@link agree} or {@link withdraw} must follow in the process that answers.
   */
  heed(person: string, home: string, agrees: boolean): void {
    if (agrees) this.#withdrawn.delete(toChoiceId(person, home));
    else this.#withdrawn.add(toChoiceId(person, home));
  }

  /** Stores that a person agrees, `at` this time in milliseconds since the epoch. @throws UserError if it wasn't stored */
  async agree(person: string, home: string, at: number): Promise<void> {
    this.heed(person, home, true);
    await this.#store(toChoiceId(person, home), { agreed: at }, 'agreement.not-stored');
  }

  /**
   * Stores that a person doesn't agree any more, `at` this time in milliseconds since the epoch. They have been told what
   * there is to tell.
   *
   * @throws UserError if it wasn't stored; it holds all the same while this process lives
   */
  async withdraw(person: string, home: string, at: number): Promise<void> {
    this.heed(person, home, false);
    await this.#store(toChoiceId(person, home), { noticed: at }, 'agreement.withdrawn-unstored');
  }

  /** Notes that a person was told what becomes of their words, unless something is known of them there already. */
  async noteTold(person: string, home: string, at: number): Promise<void> {
    const id = toChoiceId(person, home);
    await this.#changes.run(async () => {
      if ((await this.#shelf.get(id)) === undefined) await this.#shelf.set(id, { noticed: at });
    });
  }

  async #store(
    id: string,
    choice: PrivacyChoice,
    code: 'agreement.not-stored' | 'agreement.withdrawn-unstored',
  ): Promise<void> {
    try {
      await this.#changes.run(() => this.#shelf.setSurely(id, choice));
    } catch (error) {
      if (!(error instanceof NotStoredError || error instanceof StoreUnavailableError)) throw error;
      // A yes that waits for the store would count later, though the person reads that it doesn't.
      if (code === 'agreement.not-stored' && error instanceof NotStoredError && error.queued)
        await this.#shelf.delete([id]);
      throw new UserError({ code }, { cause: error });
    }
  }
}

/** Whose words these are: nobody's if a bot speaks for itself. */
export const findPerson = ({ id, kind, behind }: Pick<Sender, 'id' | 'kind' | 'behind'>): string | undefined =>
  behind ?? (kind === 'member' ? id : undefined);
