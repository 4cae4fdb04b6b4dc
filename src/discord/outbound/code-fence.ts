/** Whether a place in a text is inside a code block, and since where. */
export type CodeFence =
  | { is: 'closed'; openedAt?: undefined; codeAt?: undefined }
  | {
      is: 'open';
      /** What the block's first line names, e.g. `ts`; empty if nothing. */
      language: string;
      /** Where in the text the block was opened; undefined if before it. */
      openedAt?: number;
      /** Where in the text its code begins. */
      codeAt?: number;
    };

/** Outside of any code block. */
export const NO_CODE_FENCE: CodeFence = { is: 'closed' };

/** Three or more backticks anywhere: Discord opens and closes blocks in the middle of a line too. */
const FENCE = /`{3,}/g;

/** A language is a single word, alone on the opening line. */
const LANGUAGE = /^[\w+\-.#]*(?=\n)/;

/** Longer words aren't a language. The bound is needed because each page repeats the language of a block that goes on. */
const LONGEST_LANGUAGE = 20;

/** The state at the end of `text`, if it was `before` at its beginning. */
export const advanceFence = (before: CodeFence, text: string): CodeFence => {
  let fence = before.is === 'open' ? open(before.language) : before;
  for (const { index, 0: row } of text.matchAll(FENCE)) {
    fence = fence.is === 'open' ? NO_CODE_FENCE : openFence(text, index, index + row.length);
  }
  return fence;
};

/** The line that opens the block again on another page. */
export const reopenFence = (fence: CodeFence): string => (fence.is === 'open' ? `\`\`\`${fence.language}\n` : '');

const open = (language: string): CodeFence => ({ is: 'open', language });

const openFence = (text: string, openedAt: number, afterRow: number): CodeFence => {
  const [word = ''] = LANGUAGE.exec(text.slice(afterRow)) ?? [];
  const language = word.length > LONGEST_LANGUAGE ? '' : word;
  const codeAt = afterRow + word.length + (text.charAt(afterRow + word.length) === '\n' ? 1 : 0);
  return { is: 'open', language, openedAt, codeAt };
};
