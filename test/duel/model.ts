import { Changes } from '../../world/discord/changes.ts';
import type { LocalConnection } from '../../world/live/connection.ts';
import type { Script } from '../../world/live/script.ts';
import { type Step, say, stayQuiet, write } from '../../world/live/steps.ts';
import { type Content, words } from '../../world/live/wire.ts';
import type { Generation, Question } from './question.ts';
import { marksIn, type Piece, piecesIn, pieceText, questionIn } from './words.ts';

/** How a question for a summary of older turns ends. */
const RECAP = 'Now say the summary.';

/** Of every so many answers each second piece is written and not said. */
const WRITING = 3;

/** The model of a duel: whatever it says names the question, and which of its answers to it that is. */
export class Model {
  /** Whenever something was asked or said. */
  readonly changes = new Changes();
  readonly #questions = new Map<number, Question>();
  readonly #blame: (what: string) => void;

  constructor(blame: (what: string) => void) {
    this.#blame = blame;
  }

  /** A question is about to be asked. */
  expect(question: Question): void {
    this.#questions.set(question.number, question);
  }

  readonly script: Script<LocalConnection> = ({ text, connection, memory }) => {
    if (text.endsWith(RECAP)) return 'They asked, and I answered.';
    const question = this.#questions.get(questionIn(text) ?? 0);
    const [, by = ''] = connection.path.split('/');
    const rest = question ? undefined : this.#restOf(text, memory, by);
    if (rest) return rest;
    if (!question) {
      this.#blame(`the model was asked "${text}"`);
      return 'What?';
    }
    const at = question.channel.world.clock.now();
    const generation = { number: question.generations.length + 1, by, at, said: 0, known: knownIn(memory) };
    question.generations.push(generation);
    this.changes.happened();
    return this.#played(question, generation);
  };

  /** What is missing of an answer whose last words are quoted. They may be of the middle of a long piece, which the session remembers then. */
  #restOf(text: string, memory: readonly Content[], by: string): Iterable<Step> | undefined {
    const last = marksIn(text).at(-1);
    const question = last && this.#questions.get(last.question);
    const generation = question?.generations.find(({ number }) => number === last?.generation);
    const isOfThem = (one: Piece) => one.question === last?.question && one.generation === last.generation;
    const piece = piecesIn(text).findLast(isOfThem) ?? piecesIn(words(memory)).findLast(isOfThem);
    if (!question || !generation || !piece) return undefined;
    question.rests.push({ by, at: question.channel.world.clock.now() });
    return this.#played(question, generation, piece.number);
  }

  *#played({ number, asking }: Question, generation: Generation, after = 0): Generator<Step> {
    const { think, pieces, gap, filler } = asking.manner;
    yield stayQuiet(think);
    for (let piece = after + 1; piece <= pieces; piece += 1) {
      const text = pieceText({ question: number, generation: generation.number, number: piece, of: pieces }, filler);
      yield number % WRITING === 0 && piece % 2 === 0 ? write(text) : say(text);
      generation.said = piece;
      this.changes.happened();
      yield stayQuiet(gap);
    }
  }
}

/** The questions whose answers a session remembers, in its order: by their first pieces, of which each answer has one. */
const knownIn = (memory: readonly Content[]): number[] =>
  memory
    .filter(({ role }) => role === 'model')
    .flatMap((content) => piecesIn(words([content])))
    .flatMap(({ question, number }) => (number === 1 ? [question] : []));
