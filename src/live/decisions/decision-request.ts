import type { Decisions } from '@google/genai/web';
import { countBytes, EAR_RATE } from '../../audio/pcm.ts';
import { toWav } from '../../audio/wave-file.ts';
import { NO_TOKENS, type TokenKinds } from '../../base/expense.ts';

/**
 * One part of what is decided about, in the order in which the model gets it: words, sound as PCM (16 kHz, mono, s16le), or an
 * Ogg file with Opus in it that lasts `ms` milliseconds. WAV is what every one of Google's lists of formats has; whether
 * their `audio/ogg` means Opus, too, isn't said, so a caller without a reason sends PCM.
 */
export type DecisionPart = { text: string } | { pcm: Uint8Array } | { ogg: Uint8Array; ms: number };

/**
 * A closed question. `noul` is Google's word for yes or no: `ask` is a statement or a question, `yes` and `no` say more closely
 * what counts as which. `choice`: from 2 to 255 options, each with what it means, by an id of letters.
 */
export type DecisionQuestion =
  | { is: 'noul'; ask: string; yes?: string; no?: string }
  | { is: 'choice'; ask: string; options: Readonly<Record<string, string>> };

/** Questions by the caller's own ids. They don't see each other, and each is answered. */
export type DecisionQuestions = Readonly<Record<string, DecisionQuestion>>;

/** Google counts 32 tokens for a second of sound in the Gemini API, and 25 in Live; which it is here isn't said. */
const PER_SECOND = 32;

/** Bytes of UTF-8 that make a token, about. */
const BYTES = 4;

type Input = Exclude<Decisions.CreateDecisionRequest['input'], string | readonly unknown[]>;

const toInput = (part: DecisionPart): Input => {
  if ('text' in part) return { type: 'text', text: part.text };
  if ('pcm' in part)
    return { type: 'audio', mime_type: 'audio/wav', data: toWav(part.pcm, EAR_RATE).toString('base64') };
  return { type: 'audio', mime_type: 'audio/ogg', data: Buffer.from(part.ogg).toString('base64') };
};

const toQuestion = (question: DecisionQuestion): Decisions.Question => {
  if (question.is === 'choice')
    return { type: 'choice', instructions: question.ask, criteria: { ...question.options } };
  const { ask, yes, no } = question;
  const criteria = {
    ...(yes !== undefined && { true_description: yes }),
    ...(no !== undefined && { false_description: no }),
  };
  return { type: 'noul', instructions: ask, ...(Object.keys(criteria).length > 0 && { criteria }) };
};

/** The request in Google's form. */
export const composeDecision = (
  model: string,
  parts: readonly DecisionPart[],
  questions: DecisionQuestions,
): Decisions.CreateDecisionRequest => ({
  model,
  input: parts.map(toInput),
  questions: Object.fromEntries(Object.entries(questions).map(([id, question]) => [id, toQuestion(question)])),
});

const measureSound = (part: DecisionPart): number => {
  if ('text' in part) return 0;
  return 'pcm' in part ? (part.pcm.byteLength / countBytes(1_000, EAR_RATE)) * 1_000 : part.ms;
};

/** The tokens that a request takes, about: for those whose count never comes, because they're given up. */
export const measureDecision = (parts: readonly DecisionPart[], questions: DecisionQuestions): TokenKinds => {
  const words = parts.map((part) => ('text' in part ? part.text : '')).join('') + JSON.stringify(questions);
  const ms = parts.reduce((sum, part) => sum + measureSound(part), 0);
  return {
    ...NO_TOKENS,
    textIn: Math.ceil(Buffer.byteLength(words) / BYTES),
    soundIn: Math.ceil((ms / 1_000) * PER_SECOND),
  };
};
