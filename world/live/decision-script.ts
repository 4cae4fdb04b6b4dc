/** A question as it comes (SDK, `NoulQuestion`, `ChoiceQuestion`, `ScoreQuestion`). Its fields have been checked. */
export type AskedQuestion =
  | { type: 'noul'; instructions: unknown; criteria?: { true_description?: string; false_description?: string } }
  | { type: 'choice'; instructions: unknown; criteria: Record<string, string> }
  | { type: 'score'; instructions: unknown; criteria: readonly string[] };

/**
 * A sound that a decision is asked about: as it was sent, its PCM at 16 kHz, mono, s16le (empty if the local server can't
 * decode it), how long it lasts, and what's said in it, if that's known; see `KnownSounds`.
 */
export type AskedSound = { mimeType: string; bytes: Buffer; pcm: Buffer; ms: number; words: string | undefined };

/** One request, as a script sees it. */
export type DecisionCall = {
  model: string;
  /** The texts of the input, in order, one below the other. */
  text: string;
  sounds: readonly AskedSound[];
  questions: Readonly<Record<string, AskedQuestion>>;
  /** The bytes of the whole request. */
  size: number;
  /** Aborts when the client has left. */
  signal: AbortSignal;
};

/**
 * An answer to one question. A number is the probability of true, or the level of a score; a text is the option that's
 * chosen; a list or a map are the probabilities of all levels or options.
 */
export type ScriptedDecision = number | string | readonly number[] | Readonly<Record<string, number>>;

/** How a request is decided: each question by its id. Questions that it leaves out have no answer. */
export type DecisionScript = (call: DecisionCall) => Readonly<Record<string, ScriptedDecision>>;

/**
 * What happens to a request instead of an answer:
 * - an HTTP error, with the body that Google's services send, or as the newer ones do, with a code that's a word (`plain`)
 * - `reset`, `silent`: a cut connection, or nothing at all
 * - `garbage`, `html`: something that isn't JSON, called JSON or HTML
 * - `nothing`: an empty answer
 * - `block`: an answer without answers, because a filter blocked the input for this reason
 * - `strange`: the usual answer with fields that nobody knows
 */
export type DecisionFault =
  | { status: number; message?: string; name?: string; details?: object[]; retryAfter?: string; plain?: boolean }
  | 'reset'
  | 'silent'
  | 'garbage'
  | 'html'
  | 'nothing'
  | 'strange'
  | { block: string };

/** How sure the real model is said to be at most, and at least (SDK, `NoulAnswer.noul`). */
const [LEAST, MOST] = [0.01, 0.99];

/** The probability of the winner where a script only says which one wins. */
const SURE = 0.9;

const clamp = (value: number): number => Math.min(MOST, Math.max(LEAST, value));

/** Probabilities that add up to 1 (SDK, "closed-world normalized"). */
const normalize = (weights: Readonly<Record<string, number>>): Record<string, number> => {
  const sum = Object.values(weights).reduce((all, weight) => all + weight, 0);
  return Object.fromEntries(Object.entries(weights).map(([id, weight]) => [id, sum > 0 ? weight / sum : 0]));
};

/** The probabilities of all `ids`, of which a script has named the winner or given weights. */
const weigh = (ids: readonly string[], decided: ScriptedDecision): Record<string, number> => {
  if (typeof decided === 'object')
    return normalize(
      Object.fromEntries(ids.map((id) => [id, Object.entries(decided).find(([key]) => key === id)?.[1] ?? 0])),
    );
  const rest = (1 - SURE) / Math.max(1, ids.length - 1);
  return normalize(Object.fromEntries(ids.map((id) => [id, id === String(decided) ? SURE : rest])));
};

const findWinner = (probabilities: Readonly<Record<string, number>>): [id: string, probability: number] =>
  Object.entries(probabilities).reduce((best, each) => (each[1] > best[1] ? each : best));

/** The answer to a question in the form of the real service, as a script decides it. */
export const formAnswer = (question: AskedQuestion, decided: ScriptedDecision): object => {
  if (question.type === 'noul') {
    const noul = clamp(Number(decided));
    return { type: 'noul', noul, confidence: Math.max(noul, 1 - noul) };
  }
  if (question.type === 'choice') {
    const probabilities = weigh(Object.keys(question.criteria), decided);
    const [choice, confidence] = findWinner(probabilities);
    return { type: 'choice', choice, probabilities, confidence };
  }
  const probabilities = weigh(Object.keys(question.criteria), decided);
  const score = Object.entries(probabilities).reduce(
    (sum, [level, probability]) => sum + Number(level) * probability,
    0,
  );
  const [, confidence] = findWinner(probabilities);
  return { type: 'score', score, probabilities, legend: { ...question.criteria }, confidence };
};

/** The opposite of what a script decides: for tests and rehearsals in which the model is wrong. */
export const reverseDecision = (question: AskedQuestion, decided: ScriptedDecision): ScriptedDecision => {
  if (question.type === 'noul') return 1 - Number(decided);
  const probabilities = weigh(Object.keys(question.criteria), decided);
  return Object.entries(probabilities).reduce((worst, each) => (each[1] < worst[1] ? each : worst))[0];
};

/** How a sound or a text is judged where a script has nothing better: whether it's to Parley, or nobody can tell. */
const judgeWords = (words: string | undefined): number =>
  words === undefined ? 0.5 : /parley/i.test(words) ? 0.96 : 0.04;

/**
 * The script of the rehearsal: what is said to Parley has its name in it. Every question of yes or no is taken for that one. Of
 * other questions the first option is chosen, as anything would be a guess.
 */
export const decideByName: DecisionScript = ({ sounds, text, questions }) => {
  const words = sounds.length > 0 ? sounds.map((sound) => sound.words).findLast((each) => each !== undefined) : text;
  return Object.fromEntries(
    Object.entries(questions).map(([id, question]) => [
      id,
      question.type === 'noul' ? judgeWords(words) : (Object.keys(question.criteria)[0] ?? ''),
    ]),
  );
};
