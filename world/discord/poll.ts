import { length } from './limits.ts';
import { timestamp } from './snowflake.ts';

/** A poll as somebody asks it. */
export type Poll = { question: string; answers: readonly string[]; hours?: number };

/** What a poll takes (Discord docs, resources/poll). */
const MOST = { question: 300, answer: 55, answers: 10, hours: 768 };

/** Throws a plain error if Discord's apps would not let a member ask it. */
export const checkPoll = ({ question, answers, hours = 24 }: Poll) => {
  const fits = (text: string, most: number) => text.length > 0 && length(text) <= most;
  if (!fits(question, MOST.question)) throw new Error(`A poll's question has 1 to ${MOST.question} characters.`);
  if (answers.length < 1 || answers.length > MOST.answers) throw new Error(`A poll has 1 to ${MOST.answers} answers.`);
  if (!answers.every((answer) => fits(answer, MOST.answer)))
    throw new Error(`A poll's answer has 1 to ${MOST.answer} characters.`);
  if (hours < 1 || hours > MOST.hours) throw new Error(`A poll is open for 1 to ${MOST.hours} hours.`);
};

/** As Discord writes it in a message sent at `at` (Discord docs, resources/poll, "Poll object"). */
export const pollPayload = ({ question, answers, hours = 24 }: Poll, at: number) => ({
  question: { text: question },
  answers: answers.map((text, index) => ({ answer_id: index + 1, poll_media: { text } })),
  expiry: timestamp(at + hours * 60 * 60_000),
  allow_multiselect: false,
  layout_type: 1,
  results: { answer_counts: [], is_finalized: false },
});
