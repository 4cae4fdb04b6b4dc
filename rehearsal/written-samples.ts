/** Something written, and what the model says after it. */
type WrittenSample = { markdown: string; words: string };

const AFTERWARDS = 'A real model decides by itself what it writes instead of saying it.';

const SAMPLES: Record<string, WrittenSample> = {
  table: {
    markdown: [
      '| Planet | Moons | Day |',
      '| --- | ---: | --- |',
      '| Earth | 1 | 24 hours |',
      '| Mars | 2 | 24.6 hours |',
      '| Jupiter | 97 | 9.9 hours |',
    ].join('\n'),
    words: `That is a table. ${AFTERWARDS}`,
  },
  code: {
    markdown: ['```js', 'for (let n = 1; n <= 3; n += 1) console.log(n * n);', '```'].join('\n'),
    words: `That is code. ${AFTERWARDS}`,
  },
  formula: {
    markdown: '$$x = \\frac{-b \\pm \\sqrt{b^2 - 4ac}}{2a}$$',
    words: `That is a formula. ${AFTERWARDS}`,
  },
};

/** What asks for a sample: its name, or a request that begins with such a verb. */
const REQUEST = /^(?:(?:please )?(?:write|show|draw|make|give)\b.*?\b)?(?:an? )?(table|code|formula)\b/i;

/** What the rehearsal's model writes where a question asks for a table, for code or for a formula. */
export const findWrittenSample = (question: string): WrittenSample | undefined => {
  const [, name = ''] = REQUEST.exec(question) ?? [];
  return SAMPLES[name.toLowerCase()];
};
