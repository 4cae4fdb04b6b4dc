import type { TokenKinds } from '../../src/base/expense.ts';
import { sizeOfText } from './context-window.ts';
import { countPictureTokens } from './seen-pictures.ts';
import type { TextQuestion } from './text-script.ts';
import { billSearches, FOUND_TOKENS } from './web-finding.ts';
import { type Content, words } from './wire.ts';

/** Tokens for a second of sound (Gemini API, audio understanding). Live counts fewer. */
const SOUND_TOKENS = 32;

/** Tokens of thoughts for each answer. */
const THOUGHTS = 7;

/** The bytes of a second in a recording as WAV (its header, byte rate). */
const rateOf = (wav: Buffer): number => (wav.length >= 32 ? wav.readUInt32LE(28) : 0) || 32_000;

const countSoundTokens = (contents: readonly Content[]): number =>
  contents
    .flatMap(({ parts = [] }) => parts.map(({ inlineData }) => inlineData))
    .filter((blob) => blob?.mimeType?.startsWith('audio/'))
    .map((blob) => Buffer.from(blob?.data ?? '', 'base64'))
    .reduce((sum, sound) => sum + Math.ceil((sound.length / rateOf(sound)) * SOUND_TOKENS), 0);

const measure = ({ contents, instruction }: TextQuestion) => ({
  text: sizeOfText(instruction + words(contents)),
  image: countPictureTokens(contents),
  sound: countSoundTokens(contents),
});

/** How much was written of an answer, and what was searched for. */
export type WrittenSoFar = { text: string; queries: readonly string[] };

/** The counts of a text model: the whole prompt is billed with each request, and the total includes the thoughts. */
export const tellTextUsage = (asked: TextQuestion, { text: said, queries }: WrittenSoFar) => {
  const { text, image, sound } = measure(asked);
  const found = queries.length > 0 ? FOUND_TOKENS : 0;
  const [promptTokenCount, candidatesTokenCount] = [text + image + sound, sizeOfText(said)];
  return {
    promptTokenCount,
    candidatesTokenCount,
    thoughtsTokenCount: THOUGHTS,
    totalTokenCount: promptTokenCount + candidatesTokenCount + THOUGHTS + found,
    ...(found > 0 && { toolUsePromptTokenCount: found }),
    promptTokensDetails: [
      { modality: 'TEXT', tokenCount: text },
      ...(image ? [{ modality: 'IMAGE', tokenCount: image }] : []),
      ...(sound ? [{ modality: 'AUDIO', tokenCount: sound }] : []),
    ],
  };
};

/** What's billed for such an answer, as far as it was sent. */
export const billText = (asked: TextQuestion, { text: said, queries }: WrittenSoFar): TokenKinds => {
  const { text, image, sound } = measure(asked);
  return {
    textIn: text,
    soundIn: sound,
    imageIn: image,
    textOut: sizeOfText(said),
    soundOut: 0,
    thoughts: THOUGHTS,
    searches: billSearches(queries, asked.model),
  };
};
