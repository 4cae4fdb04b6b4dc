import type { CallAsker } from '../../live/protocol/tool-call.ts';
import type { Person } from '../people/person.ts';
import type { Question } from './question.ts';

/**
 * The question of a turn, which waits, or is being asked or was. While it waits, it may be reworded. `speaker` is the
 * asker by the conversation's label for them, once they have one.
 */
export class QuestionState {
  #state: { is: 'waiting' | 'asked'; question: Question; speaker: Person };

  /** Who the model's calls act for: whoever typed or spoke; nothing if nobody asked. */
  readonly asker: CallAsker | undefined;

  constructor(question: Question) {
    this.#state = { is: 'waiting', question, speaker: question.person };
    const { id, person, aloud, unasked } = question;
    this.asker = unasked ? undefined : { id: person.id, name: person.name, isAloud: aloud === true, question: id };
  }

  get is(): 'waiting' | 'asked' {
    return this.#state.is;
  }

  /** What was asked, in its newest words. */
  get question(): Question {
    return this.#state.question;
  }

  get speaker(): Person {
    return this.#state.speaker;
  }

  /** Notes the conversation's label for the asker, and what came with the question, in which authors have labels, too. */
  introduce(name: string, material: Pick<Question, 'quotes' | 'files'>): void {
    const question = { ...this.question, ...material };
    this.#state = { ...this.#state, question, speaker: { id: question.person.id, name } };
  }

  /** Notes that it's being asked now. */
  begin(): void {
    this.#state = { ...this.#state, is: 'asked' };
  }

  /** Rewords it if it's still waiting. */
  reword(text: string): void {
    const { is, question } = this.#state;
    if (is === 'waiting') this.#state = { ...this.#state, question: { ...question, text } };
  }
}
