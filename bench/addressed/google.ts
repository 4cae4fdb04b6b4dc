import { EAR_FRAME, FRAME_MS, MODEL_FRAME } from '../../src/audio/pcm.ts';
import type { LocalConnection } from '../../world/live/connection.ts';
import type { DecisionScript } from '../../world/live/decision-script.ts';
import type { Script } from '../../world/live/script.ts';
import { sounds } from '../../world/live/sounds.ts';
import { deltas, type Step, sayHeard, withTranscript } from '../../world/live/steps.ts';
import type { Utterance } from './evening.ts';
import { markFrame, readMarks } from './marks.ts';
import type { Sentence } from './sentences.ts';

/** How long an answer is, in frames of 20 ms, and its words: to a question, and to what people say to each other. */
const ANSWERS = {
  parley: {
    frames: 300,
    words: 'Well, that is quickly said: it is so because it has always been so, as far as anybody knows.',
  },
  people: { frames: 200, words: 'That sounds interesting, tell me more about it if you like to.' },
};

/** How long the model thinks, and Google decides, in milliseconds: the most that Google says of decisions. */
export const THINK = 300;
export const DECISION = 250;

/** How much silence an answer begins with, in milliseconds (measured by others, see `StreamOptions`). */
export const PAD = 100;

/** How much of what is said for Parley must be heard until anybody can tell: milliseconds, or a part of the sentence. */
const NAMED = { first: 500, middle: 0.7 };

/** So many frames of an utterance are more than an accident. */
const LEAST = 5;

/** So many of its last frames may be missing in what is whole: soft ends aren't speech to a detector. */
const SPARE = 5;

/** What a question's sound holds, of which the model is asked: utterances by their numbers. */
export type Asked = { number: number; utterances: readonly Utterance[] };

/** Google as it is that evening: it hears who says what by the marks in the sound, so it's never wrong by itself. */
export class Google {
  /** Every question that the model was asked aloud, in order, from 1. Its number is the mark of its answer's sound. */
  readonly asked: Asked[] = [];
  readonly #byNumber: ReadonlyMap<number, Utterance>;

  constructor(evening: readonly Utterance[]) {
    this.#byNumber = new Map(evening.map((each) => [each.number, each]));
  }

  /** Decides whether Parley is meant by what was said last, as far as that can be told of what there is of it. */
  readonly decide: DecisionScript = ({ sounds: [sound] }) => {
    const last = readMarks(sound?.pcm ?? Buffer.alloc(0), EAR_FRAME).at(-1);
    const utterance = this.#byNumber.get(last?.number ?? 0);
    if (!last || !utterance) throw new Error('a decision is asked about what nobody said');
    return judgeSentence(utterance.sentence, (last.index + 1) * FRAME_MS);
  };

  /** Answers everything that it's asked. */
  readonly answer: Script<LocalConnection> = ({ audio }) => {
    const counts = new Map<number, number>();
    for (const { number } of readMarks(audio, EAR_FRAME)) counts.set(number, (counts.get(number) ?? 0) + 1);
    const utterances = [...counts].flatMap(([number, frames]) => (frames >= LEAST && this.#byNumber.get(number)) || []);
    const number = this.asked.length + 1;
    this.asked.push({ number, utterances });
    return compose(number, utterances);
  };
}

/** What there is to say of the beginning of a sentence, so many milliseconds of it. */
export const judgeSentence = (sentence: Sentence, ms: number): ReturnType<DecisionScript> => {
  const length = sentence.frames.length * FRAME_MS;
  const isWhole = ms >= length - SPARE * FRAME_MS;
  return { meant: judge(sentence, ms / length, ms, isWhole), finished: isWhole ? 0.95 : 0.1, wish: 'none' };
};

const judge = ({ to, names }: Sentence, part: number, ms: number, isWhole: boolean): number => {
  if (to === 'people') return 0.03;
  const isNamed = isWhole || (names === 'first' && ms >= NAMED.first) || (names === 'middle' && part >= NAMED.middle);
  return isNamed ? 0.97 : 0.45;
};

/** An answer with the transcript of what was asked, which comes when the last of it says. */
const compose = (number: number, utterances: readonly Utterance[]): Iterable<Step | string> => {
  const to = utterances.some(({ sentence }) => sentence.to === 'parley') ? 'parley' : 'people';
  const { frames, words } = ANSWERS[to];
  const step = sounds(makeSound(number, frames), { rate: 4, leadingSilenceMs: PAD, text: words });
  const said = utterances
    .filter(({ comes }) => comes !== 'never')
    .map(({ heard }) => heard)
    .join(' ');
  const comes = utterances.at(-1)?.comes ?? 'never';
  if (said === '' || comes === 'never') return [step];
  if (comes === 'between') return [sayHeard(...deltas(said).slice(0, 1)), step, sayHeard(...deltas(said).slice(1))];
  return withTranscript(said, comes, [step]);
};

/** A steady tone, 24 kHz mono s16le, each frame of which bears the number of the question. */
const makeSound = (number: number, frames: number): Buffer => {
  const frame = Buffer.alloc(MODEL_FRAME);
  for (let at = 0; at < frame.length; at += 2) frame.writeInt16LE(Math.round(3_000 * Math.sin(at / 8)), at);
  return Buffer.concat(Array.from({ length: frames }, (_, index) => markFrame(frame, { number, index })));
};
