import { type Content, words } from './wire.ts';

/** Prompt tokens that no modality accounts for, as observed on 3.8 (25 to 51 a turn). */
const UNACCOUNTED = 31;

/** What is billed whatever is asked: instructions and the like. */
const BASE = 84;

const ofText = (text: string) => Math.ceil(text.length / 4);

/** How long the sound of a spoken turn is that a session remembers: it stays in the context, and is billed again. */
export const spokenMs = new WeakMap<Content, number>();

/** Plausible usageMetadata of a turn, with the real one's gaps: details fall short of the prompt, thoughts stand apart. */
export function makeUsage(memory: readonly Content[], answer: string, { soundMs }: Record<string, number>) {
  const text = BASE + ofText(words(memory));
  const heard = Math.ceil((memory.reduce((sum, content) => sum + (spokenMs.get(content) ?? 0), 0) / 1000) * 25);
  const sounded = Math.ceil(((soundMs ?? 0) / 1000) * 25);
  const prompt = UNACCOUNTED + text + heard;
  const response = sounded || ofText(answer);
  return {
    promptTokenCount: prompt,
    responseTokenCount: response,
    thoughtsTokenCount: 12,
    totalTokenCount: prompt + response,
    promptTokensDetails: [
      { modality: 'TEXT', tokenCount: text },
      ...(heard ? [{ modality: 'AUDIO', tokenCount: heard }] : []),
    ],
    responseTokensDetails: [{ modality: sounded ? 'AUDIO' : 'TEXT', tokenCount: response }],
  };
}
