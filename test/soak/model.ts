import type { LocalConnection } from '../../world/live/connection.ts';
import { tone } from '../../world/live/model-sound.ts';
import type { Script, ScriptQuestion } from '../../world/live/script.ts';
import {
  deltas,
  generationComplete,
  type Step,
  sayHeard,
  stayQuiet,
  toolCall,
  turnComplete,
  write,
} from '../../world/live/steps.ts';
import { type Content, words } from '../../world/live/wire.ts';
import type { Blows } from './blows.ts';
import type { Phase } from './catalogue.ts';
import type { Attempt, Ledger } from './ledger.ts';
import type { Saying } from './sayings.ts';
import { missing, read } from './sound.ts';

/** Words a delta, and milliseconds between two deltas. */
const DELTA = { words: 6, ms: 120 };

/** How long a function takes, in milliseconds. */
const LOOKING_UP = 200;

/** Every so many answers are partly written, if the client has the function for it. */
const WRITING = 5;

/** Every so many answers are long. */
const LONG = 40;

/** What a person says when the story has them say something: it holds its number, which the model gives back. */
export const questionOf = ({ number, is }: Saying): string =>
  `q${number}: ${is === 'typed' ? 'what about this' : 'and what about that'}?`;

/** The numbers of the questions in what a session remembers, oldest first. */
const numbersIn = (contents: readonly Content[]): number[] =>
  contents
    .filter(({ role }) => role !== 'model')
    .flatMap((content) => [...words([content]).matchAll(/\bq(\d+):/g)].map(([, number]) => Number(number)));

/** The model of a soak: it answers each question with its number and with what it remembers, and keeps the ledger. */
export const modelOf = (
  sayings: readonly Saying[],
  connections: Map<LocalConnection, number>,
  ledger: Ledger,
  blows: Blows,
): Script<LocalConnection> => {
  const byNumber = new Map(sayings.map((saying) => [saying.number, saying]));
  return (asked) => {
    const said = read(asked.audio);
    const typed = numbersIn([{ role: 'user', parts: [{ text: asked.text }] }]);
    const number = said.number || (typed.at(-1) ?? 0);
    const saying = byNumber.get(number);
    // Whatever else a client asks for is about the conversation itself.
    if (!saying) return 'They have talked about this and that.';
    const attempt: Attempt = {
      number,
      at: ledger.clock.now(),
      connection: connections.get(asked.connection) ?? -1,
      remembered: [...numbersIn(asked.memory), ...(said.number ? [...typed, number] : typed)],
      missing: saying.is === 'spoken' ? missing(said, saying.ms) : 0,
      sent: '',
    };
    ledger.attempts.push(attempt);
    return answer(asked, saying, attempt, blows);
  };
};

function* answer(
  { connection }: ScriptQuestion<LocalConnection>,
  saying: Saying,
  attempt: Attempt,
  blows: Blows,
): Generator<Step | string> {
  const hit = function* (phase: Phase, ...before: Step[]) {
    const blow = blows.take(phase, attempt.number)?.line.blow;
    if (blow) yield* [...before, ...blows.steps(blow, connection)];
    return blow;
  };
  if (saying.is === 'spoken') yield sayHeard(questionOf(saying));
  yield* hit('asked');
  yield* hit('tool', toolCall({ name: 'look_up' }, { wait: false }), stayQuiet(LOOKING_UP));
  yield stayQuiet(300 + ((attempt.number * 7_919) % 1_200));
  const pieces = piecesOf(attempt);
  for (const [index, piece] of pieces.entries()) {
    if (index === Math.floor(pieces.length / 2)) {
      const blow = yield* hit('answer');
      if (blow?.is === 'short') return yield turnComplete();
    }
    yield (turn) => {
      attempt.sent += piece;
      turn.voice(piece, [tone(DELTA.words)]);
    };
    yield stayQuiet(DELTA.ms);
    if (index === 0 && attempt.number % WRITING === 0) yield writePart(attempt);
  }
  yield generationComplete;
  yield* hit('generated');
  yield turnComplete();
  yield* hit('complete');
}

/** Writes a part of the answer. The ledger has it in brackets. */
const writePart =
  (attempt: Attempt): Step =>
  (turn) => {
    if (!turn.declares('write')) return;
    const markdown = `| ${attempt.number} |`;
    attempt.sent += `[${markdown}]`;
    return write(markdown)(turn);
  };

const piecesOf = ({ number, remembered }: Attempt): string[] => {
  const long = number % LONG === 0 ? ' and so on'.repeat(60) : '';
  const text = `Answer ${number}. I know ${remembered.slice(-6).join(' ')} and have this to say about it${long}. Done ${number}.`;
  const all = deltas(text);
  const size = Math.max(DELTA.words, Math.ceil(all.length / 10));
  return Array.from({ length: Math.ceil(all.length / size) }, (_, n) => all.slice(n * size, (n + 1) * size).join(''));
};
