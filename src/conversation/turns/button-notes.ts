import { BoundedMap } from '../../base/bounded-map.ts';
import type { Quote } from './quote.ts';

/** In how many channels notes wait, and how many in each. The oldest give way. */
const MOST_CHANNELS = 1_000;
const MOST_EACH = 5;

/** The notes of one channel. */
export type ChannelNotes = {
  /** Those that the model hasn't been told, oldest first. */
  list(): readonly Quote[];
  /** Notes that these were told. */
  drop(told: readonly Quote[]): void;
  /** Forgets those about a person, who is given by id, or all. */
  forget(person?: string): void;
};

/**
 * What became of the buttons by which tools ask, until the model is told with the next question in the channel. They're only in
 * memory, as the buttons are: after a restart nobody presses one. Once told, a note is stored with its question.
 */
export class ButtonNotes {
  readonly #all = new BoundedMap<string, readonly Quote[]>(MOST_CHANNELS);

  /** Notes what became of a button in a channel. */
  note(channel: string, note: Quote): void {
    this.#all.set(channel, [...this.#list(channel), note].slice(-MOST_EACH));
  }

  /** The notes of a channel. */
  at(channel: string): ChannelNotes {
    const keep = (isKept: (note: Quote) => boolean) => {
      const left = this.#list(channel).filter(isKept);
      if (left.length === 0) this.#all.delete(channel);
      else this.#all.set(channel, left);
    };
    return {
      list: () => this.#list(channel),
      drop: (told) => keep((note) => !told.includes(note)),
      forget: (person) => keep(({ from }) => person !== undefined && !(typeof from === 'object' && from.id === person)),
    };
  }

  #list(channel: string): readonly Quote[] {
    return this.#all.get(channel) ?? [];
  }
}
