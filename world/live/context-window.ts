import { countPictureTokens } from './seen-pictures.ts';
import { type Content, type SetupMessage, words } from './wire.ts';

/** Tokens by modality. */
export type ContextSize = { text: number; sound: number; image: number };

/** Tokens for a second of sound (Live capabilities guide). */
const SOUND_TOKENS = 25;

/** How much a model's context holds (model pages: 131,072 for the Live models). */
const MOST_TOKENS = 131_072;

/** What is in every context besides the instruction and the functions. */
const BASE = 24;

/** How long the sound of a remembered turn is, in milliseconds: it stays in the context and is billed again. */
export const soundLengths = new WeakMap<Content, number>();

/** How many tokens a text has. */
export const sizeOfText = (text: string): number => Math.ceil(text.length / 4);

/** How many tokens sound has. */
export const sizeOfSound = (ms: number): number => Math.ceil((ms / 1000) * SOUND_TOKENS);

/** Adds two sizes up. */
export const joinSizes = (one: ContextSize, other: ContextSize): ContextSize => ({
  text: one.text + other.text,
  sound: one.sound + other.sound,
  image: one.image + other.image,
});

/** All tokens of a size. */
export const totalOf = ({ text, sound, image }: ContextSize): number => text + sound + image;

/** The function calls in a content and their results, as JSON: they stay in the context as well. */
const listCalls = ({ parts = [] }: Content): string =>
  parts.map(({ functionCall, functionResponse }) => JSON.stringify(functionCall ?? functionResponse) ?? '').join('');

/** How much of the context one content takes. Where there's sound, its transcript isn't in there, too. */
export function sizeOf(content: Content): ContextSize {
  const ms = soundLengths.get(content);
  return {
    text: (ms === undefined ? sizeOfText(words([content])) : 0) + sizeOfText(listCalls(content)),
    sound: ms === undefined ? 0 : sizeOfSound(ms),
    image: countPictureTokens([content]),
  };
}

/** How much of the context contents take. */
export const sizeOfAll = (contents: readonly Content[]): ContextSize =>
  contents.map(sizeOf).reduce(joinSizes, { text: 0, sound: 0, image: 0 });

/** What a setup puts into every context: the instruction and the functions. It's never removed. */
export const sizeOfSetup = ({ systemInstruction, tools }: SetupMessage): ContextSize => ({
  text:
    BASE + sizeOfText(systemInstruction ? words([systemInstruction]) : '') + sizeOfText(JSON.stringify(tools) ?? ''),
  sound: 0,
  image: 0,
});

/** Whether a context may begin here: with what a person said (SDK, `SlidingWindow`). */
const beginsTurn = ({ role, parts = [] }: Content): boolean =>
  role !== 'model' && !parts.some(({ functionResponse }) => functionResponse);

/**
 * Where in the memory the context begins once it was compressed before a turn, as the setup asks for. `from` is where it
 * began before, `asked` where the turn's question begins, which is never removed. Only when there's more than
 * `triggerTokens` (80 % of what the model holds, if it isn't set), the oldest go until `targetTokens` (half of that) are
 * left (SDK, `ContextWindowCompressionConfig`).
 */
export function compress(
  memory: readonly Content[],
  { from, asked }: { from: number; asked: number },
  setup: SetupMessage,
) {
  const { contextWindowCompression: compression } = setup;
  if (!compression?.slidingWindow) return from;
  const trigger = Number(compression.triggerTokens ?? MOST_TOKENS * 0.8);
  const target = Number(compression.slidingWindow.targetTokens ?? trigger / 2);
  let size = totalOf(sizeOfSetup(setup)) + totalOf(sizeOfAll(memory.slice(from)));
  if (size <= trigger) return from;
  let begin = from;
  for (const content of memory.slice(from, asked)) {
    if (size <= target && beginsTurn(content)) break;
    size -= totalOf(sizeOf(content));
    begin += 1;
  }
  return begin;
}
