import type { Decisions } from '@google/genai/web';
import { NO_TOKENS, type TokenKinds } from '../../base/expense.ts';
import { countOf } from '../protocol/token-kinds.ts';
import type { DecisionQuestion, DecisionQuestions } from './decision-request.ts';

/** The option with the highest probability, and the probabilities of all, which add up to 1. */
export type DecidedOption<Id extends string = string> = { choice: Id; probabilities: Readonly<Record<Id, number>> };

/** What answers a question: for yes or no the probability of yes, from 0.01 to 0.99 and calibrated, as Google says. */
type AnswerTo<Question extends DecisionQuestion> = Question extends {
  is: 'choice';
  options: Readonly<Record<infer Id extends string, string>>;
}
  ? DecidedOption<Id>
  : number;

/** The answers to all questions, by their ids. */
export type DecisionAnswers<Questions extends DecisionQuestions> = {
  readonly [Id in keyof Questions]: AnswerTo<Questions[Id]>;
};

/** What a reply of the service says: all answers, that a filter blocked the input, or that something is missing. */
export type DecisionReading<Questions extends DecisionQuestions> =
  | { is: 'answers'; answers: DecisionAnswers<Questions> }
  | { is: 'blocked'; reason: string }
  | { is: 'incomplete'; what: string };

const isProbability = (value: unknown): value is number => typeof value === 'number' && value >= 0 && value <= 1;

/** Reads one answer; nothing if it doesn't fit its question. What comes from Google may be anything. */
const readAnswer = (question: DecisionQuestion, answer: unknown): number | DecidedOption | undefined => {
  if (typeof answer !== 'object' || answer === null) return undefined;
  if (question.is === 'noul') return 'noul' in answer && isProbability(answer.noul) ? answer.noul : undefined;
  const given = 'probabilities' in answer ? Object(answer.probabilities) : {};
  const probabilities = Object.fromEntries(Object.keys(question.options).map((id) => [id, given[id]]));
  if (!Object.values(probabilities).every(isProbability)) return undefined;
  const [[choice = ''] = []] = Object.entries(probabilities).toSorted(([, one], [, other]) => other - one);
  return { choice, probabilities };
};

/** Reads what the service replied. Fields and answers that weren't asked for are passed over. */
export const readDecision = <Questions extends DecisionQuestions>(
  reply: Decisions.CreateDecisionResponse,
  questions: Questions,
): DecisionReading<Questions> => {
  const reason = reply?.prompt_feedback?.block_reason;
  if (reason !== undefined) return { is: 'blocked', reason };
  const answers: Record<string, unknown> = {};
  for (const [id, question] of Object.entries(questions)) {
    const answer = readAnswer(question, reply?.answers?.[id]);
    if (answer === undefined) return { is: 'incomplete', what: id };
    answers[id] = answer;
  }
  return { is: 'answers', answers: answers as DecisionAnswers<Questions> }; // Each fits its question.
};

/**
 * What the service counted: sound apart, and all other input as text, because every input has one price. Nothing if it didn't
 * tell.
 */
export const readDecisionUsage = (reply: Decisions.CreateDecisionResponse): TokenKinds | undefined => {
  const usage = reply?.usage;
  const total = countOf(usage?.total_input_tokens);
  if (total === 0) return undefined;
  const modalities = Array.isArray(usage?.input_tokens_by_modality) ? usage.input_tokens_by_modality : [];
  const sound = modalities
    .filter((each) => String(each?.modality).toLowerCase() === 'audio')
    .reduce((sum, { tokens }) => sum + countOf(tokens), 0);
  const soundIn = Math.min(sound, total);
  return { ...NO_TOKENS, soundIn, textIn: total - soundIn };
};
