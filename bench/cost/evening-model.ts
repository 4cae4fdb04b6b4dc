import { read } from '../../test/soak/sound.ts';
import type { LocalConnection } from '../../world/live/connection.ts';
import { tone } from '../../world/live/model-sound.ts';
import type { Script } from '../../world/live/script.ts';
import { type Step, sayHeard, stayQuiet } from '../../world/live/steps.ts';
import type { Saying } from './evening.ts';

/** How long the model thinks, and how long it takes for each piece of an answer, in milliseconds. */
const PACE = { think: 700, piece: 120 };

/** How many characters are said at once: about two seconds of sound. */
const PIECE = 36;

/** How many characters an answer has: to a question, and to what people say to each other, which it needn't answer long. */
const LENGTH = { question: 260, chatter: 70, recap: 900 };

const FILLER = 'and so it goes on with what there is to say about it, ';

/** What a person says, as the transcript has it. Who talks to Parley says its name. */
export const wordsOf = (saying: Saying & { is: 'spoken' }): string => {
  const words = Math.max(3, Math.round(saying.ms / 400));
  return `${saying.to === 'Parley' ? 'Parley, what about' : 'well you know'} q${saying.number}${' blah'.repeat(words - 3)}?`;
};

/** The question that a person types. Its number is how the model knows it. */
export const questionOf = ({ number, words }: Saying & { is: 'typed' }): string =>
  `q${number}:${' words'.repeat(words - 1)}?`;

/** The model of the evening: it answers in as many words as people get, and hears who is talked to. */
export const makeEveningModel = (evening: readonly Saying[]): Script<LocalConnection> => {
  const byNumber = new Map(evening.map((saying) => [saying.number, saying]));
  return ({ audio, text }) => {
    const spoken = byNumber.get(read(audio).number);
    if (spoken?.is === 'spoken')
      return answer(spoken.to === 'Parley' ? LENGTH.question : LENGTH.chatter, sayHeard(wordsOf(spoken)));
    return answer(/\bq\d+:/.test(text) ? LENGTH.question : LENGTH.recap);
  };
};

function* answer(length: number, ...before: Step[]): Generator<Step | string> {
  yield* before;
  yield stayQuiet(PACE.think);
  const text = FILLER.repeat(Math.ceil(length / FILLER.length)).slice(0, length);
  for (let at = 0; at < length; at += PIECE) {
    const piece = text.slice(at, at + PIECE);
    yield (turn) => turn.voice(piece, [tone(piece.length)]);
    yield stayQuiet(PACE.piece);
  }
}
