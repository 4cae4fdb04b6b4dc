import { Changes } from '../../world/discord/changes.ts';
import type { LocalConnection } from '../../world/live/connection.ts';
import type { Script, ScriptQuestion } from '../../world/live/script.ts';
import { type Content, type ServerFrame, words } from '../../world/live/wire.ts';
import { answerTo, played, type Question } from './question.ts';

/** So many of the numbers that it remembers an answer names. */
const NAMED = 30;

/** How a question for a summary of older turns ends. */
const RECAP = 'Now say the summary.';

/** How often a session was told of a question, and of the whole answer to it. */
type Told = { asked: number; answered: number };

/** The model of the story: it answers with the numbers of the questions that it remembers, and notices what is wrong. */
export class Model {
  /** What must not be. */
  readonly violations: string[] = [];
  /** Whenever something was said. */
  readonly changes = new Changes();
  readonly #questions = new Map<number, Question>();
  /** What was forgotten is worth a word once. */
  readonly #forgotten = new Set<Question>();
  readonly #current = new Map<LocalConnection, Question>();

  /** A question is about to be asked. */
  expect(question: Question): void {
    this.#questions.set(question.number, question);
  }

  readonly script: Script<LocalConnection> = (asked) => {
    // Parley has older turns summed up while a conversation rests; that is no part of it.
    if (asked.text.endsWith(RECAP)) return 'They asked, and I answered.';
    const question = this.#asked(asked);
    if (!question) return 'What?';
    this.#current.set(asked.connection, question);
    const told = toldOf(asked.memory);
    this.#judge(question, told);
    const known = [...told].flatMap(([number, { answered }]) => (answered > 0 ? [number] : []));
    question.answer = answerTo(question.number, known.slice(-NAMED));
    question.times += 1;
    question.connection = asked.connection;
    question.came = 'nothing';
    this.changes.happened();
    return played(question, () => asked.connection.goAway('4s'));
  };

  /** Hears of each frame as it leaves the world. */
  sent(
    connection: LocalConnection,
    { serverContent, sessionResumptionUpdate: update }: ServerFrame,
    now: number,
  ): void {
    const question = this.#current.get(connection);
    if (!question) return;
    if (serverContent?.outputTranscription && question.came === 'nothing') question.came = 'pieces';
    if (serverContent?.turnComplete) question.came = 'whole';
    if (update?.resumable && question.came === 'whole') {
      question.came = 'handle';
      question.handledAt = now;
    }
    this.changes.happened();
  }

  #asked({ text }: ScriptQuestion): Question | undefined {
    // A file that came with it stands on further lines.
    const [, number, after = ''] = /#(\d+) \w+$(?:\n([\s\S]*))?/m.exec(text) ?? [];
    if (Number(number) % 3 === 0 && !after.endsWith(`> note ${number}`))
      this.violations.push(`${number} was asked without its file`);
    const question = this.#questions.get(Number(number));
    if (!question) this.violations.push(`nobody asked "${text}"`);
    return question;
  }

  #judge({ number, known }: Question, told: Map<number, Told>): void {
    for (const [other, { asked, answered }] of told)
      if (asked > 1 || answered > 1) this.violations.push(`when ${number} was asked, ${other} had been told twice`);
    for (const other of known) {
      const memory = told.get(other.number) ?? { asked: 0, answered: 0 };
      const isKnown = memory.asked > 0 && (!other.isWhole || memory.answered > 0);
      if (isKnown || this.#forgotten.has(other)) continue;
      this.#forgotten.add(other);
      this.violations.push(`when ${number} was asked, ${other.number} (${other.manner}) was forgotten`);
    }
  }
}

/** What a session's memory holds of the story. */
const toldOf = (memory: readonly Content[]): Map<number, Told> => {
  const told = new Map<number, Told>();
  const note = (number: number, key: keyof Told) => {
    const before = told.get(number) ?? { asked: 0, answered: 0 };
    told.set(number, { ...before, [key]: before[key] + 1 });
  };
  for (const content of memory) {
    const pattern = content.role === 'user' ? /#(\d+) \w+/g : /End (\d+)\./g;
    for (const [, number] of words([content]).matchAll(pattern))
      note(Number(number), content.role === 'user' ? 'asked' : 'answered');
  }
  return told;
};
