import type { Content, Part } from '@google/genai/web';

/** One part of what is asked, in the order in which the model reads it: words, or a picture as JPEG. */
export type QuestionPart = { text: string } | { image: Buffer };

/** What is asked, in parts; a text alone is one part. */
export type QuestionParts = string | readonly QuestionPart[];

/** What of a question a model isn't given because it doesn't take it. */
export type LeftOut = 'pictures' | 'sound';

/** Stands for a picture that a model doesn't take, right after the words that announce it. */
const UNSEEN: QuestionPart = { text: '[with it: you can’t see this picture]' };

/** Stands for a recording that can't be sent, after the words that announce it. */
const UNHEARD: QuestionPart = { text: '[with it: you can’t hear this recording]' };

const listParts = (question: QuestionParts): readonly QuestionPart[] =>
  typeof question === 'string' ? [{ text: question }] : question;

const isPicture = (part: QuestionPart): part is { image: Buffer } => 'image' in part;

const toPart = (part: QuestionPart): Part =>
  isPicture(part)
    ? { inlineData: { mimeType: 'image/jpeg', data: part.image.toString('base64') } }
    : { text: part.text };

/** A question as the user's content, for the Live API and for `generateContent`. */
export const toQuestionContent = (question: QuestionParts): Content => ({
  role: 'user',
  parts: listParts(question).map(toPart),
});

/** The words of a question. */
export const readWords = (question: QuestionParts): string =>
  listParts(question)
    .flatMap((part) => (isPicture(part) ? [] : [part.text]))
    .join('\n');

/** The pictures of a question, as JPEG. */
export const listPictures = (question: QuestionParts): Buffer[] =>
  listParts(question)
    .filter(isPicture)
    .map(({ image }) => image);

/** The question with a note in the place of each picture. */
export const removePictures = (question: QuestionParts): readonly QuestionPart[] =>
  listParts(question).map((part) => (isPicture(part) ? UNSEEN : part));

/** The question with a note that only the first `ms` milliseconds of its recordings are sent. */
export const noteSoundCut = (question: QuestionParts, ms: number): readonly QuestionPart[] => [
  ...listParts(question),
  { text: `[with it: you hear only the first ${Math.round(ms / 1_000)} s of what was recorded]` },
];

/** The question with a note that its recording isn't sent. */
export const noteUnheard = (question: QuestionParts): readonly QuestionPart[] => [...listParts(question), UNHEARD];
