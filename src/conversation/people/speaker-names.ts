import type { Person } from './person.ts';
import { addSpeaker, chooseLabel } from './speaker-labels.ts';

/** The names by which one conversation tells people apart who have spoken since it woke. */
export class SpeakerNames {
  #speakers: Person[] = [];

  /** The name of whoever speaks now. `before` is who spoke by which name, as the transcript has it. */
  meet(person: Person, before: readonly Person[]): string {
    // What is recorded counts: who asked during an outage may be recorded by another label than they had then.
    const name = chooseLabel(person, [...this.#speakers, ...before]);
    this.#speakers = addSpeaker(this.#speakers, { id: person.id, name });
    return name;
  }

  /** Forgets everybody. */
  forget(): void {
    this.#speakers = [];
  }
}
