import { countPictureTokens } from './seen-pictures.ts';
import { type Content, words } from './wire.ts';

/** Prompt tokens that no modality accounts for, as observed on 3.8 (25 to 51 per turn). */
const UNACCOUNTED = 31;

/** Tokens that are billed for every question, such as those of the instruction. */
const BASE = 84;

const ofText = (text: string) => Math.ceil(text.length / 4);

/** How long the sound of a remembered spoken turn is, in milliseconds: it stays in the context and is billed again. */
export const spokenMs = new WeakMap<Content, number>();

/** The function calls in contents and their results, as JSON: they stay in the context as well. */
const listCalls = (memory: readonly Content[]): string =>
  memory
    .flatMap(({ parts = [] }) => parts)
    .map(({ functionCall, functionResponse }) => JSON.stringify(functionCall ?? functionResponse) ?? '')
    .join('');

/** Plausible usageMetadata of a turn, as odd as the real one: details don't add up to the prompt, thoughts are separate. */
export function makeUsage(memory: readonly Content[], answer: string, { soundMs }: Record<string, number>) {
  const text = BASE + ofText(words(memory)) + ofText(listCalls(memory));
  const heard = Math.ceil((memory.reduce((sum, content) => sum + (spokenMs.get(content) ?? 0), 0) / 1000) * 25);
  const sounded = Math.ceil(((soundMs ?? 0) / 1000) * 25);
  const seen = countPictureTokens(memory);
  const prompt = UNACCOUNTED + text + heard + seen;
  const response = sounded || ofText(answer);
  return {
    promptTokenCount: prompt,
    responseTokenCount: response,
    thoughtsTokenCount: 12,
    totalTokenCount: prompt + response,
    promptTokensDetails: [
      { modality: 'TEXT', tokenCount: text },
      ...(seen ? [{ modality: 'IMAGE', tokenCount: seen }] : []),
      ...(heard ? [{ modality: 'AUDIO', tokenCount: heard }] : []),
    ],
    responseTokensDetails: [{ modality: sounded ? 'AUDIO' : 'TEXT', tokenCount: response }],
  };
}
