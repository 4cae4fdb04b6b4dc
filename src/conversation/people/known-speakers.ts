import type { Person } from './person.ts';
import { addSpeaker, chooseLabel } from './speaker-labels.ts';

/** The labels of the people who have spoken in one conversation since it woke up. */
export class KnownSpeakers {
  #speakers: Person[] = [];

  /** The label of the person who speaks now. `before` are earlier speakers with their labels, from the transcript. */
  meet(person: Person, before: readonly Person[]): string {
    // The record counts: a person who asked during an outage may have been recorded with another label than they had
    // then.
    const name = chooseLabel(person, [...this.#speakers, ...before]);
    this.#speakers = addSpeaker(this.#speakers, { id: person.id, name });
    return name;
  }

  /** A quoted message by its author's label, so that nobody can be quoted as somebody else. */
  meetAuthor<Q extends { from?: Person | 'parley' }>(quote: Q, before: readonly Person[]): Q {
    const { from } = quote;
    if (from === undefined || from === 'parley') return quote;
    return { ...quote, from: { id: from.id, name: this.meet(from, before) } };
  }

  /** Forgets one person, who is given by id. */
  drop(person: string): void {
    this.#speakers = this.#speakers.filter(({ id }) => id !== person);
  }

  /** Forgets everyone. */
  forget(): void {
    this.#speakers = [];
  }
}
