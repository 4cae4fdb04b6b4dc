/**
 * What Google charges for a model from a day on (UTC), in dollars for a million tokens of each kind, and for a thousand
 * searches. `source` says where it's written.
 */
export type Price = {
  from: string;
  textIn: number;
  soundIn: number;
  imageIn: number;
  textOut: number;
  soundOut: number;
  thoughts: number;
  search: number;
  source: string;
};

const PAGE = 'https://ai.google.dev/gemini-api/docs/pricing';

/** A page that quotes Google's page of prices on 2026-11-12. Sound costs as much as text there, and there's no output. */
const DECISIONS = 'https://apidog.com/blog/how-to-use-gemini-decisions-api/';

/**
 * A thousand searches of the Gemini 3 models. 5,000 a month are free, but for all projects of a billing account together,
 * which Parley can't see: so each one counts.
 */
const SEARCH = 14;

/** A thousand searches of the older models. */
const SEARCH_25 = 35;

/**
 * The models that speak. The page gives one price for text and one for sound, both "including thinking"; which of the two
 * a thought costs when the answer is sound isn't said, so it's the dearer one.
 */
const LIVE_3: Omit<Price, 'from' | 'source'> = {
  textIn: 0.75,
  soundIn: 3,
  imageIn: 1,
  textOut: 4.5,
  soundOut: 12,
  thoughts: 12,
  search: SEARCH,
};

const LIVE_25: Omit<Price, 'from' | 'source'> = {
  textIn: 0.5,
  soundIn: 3,
  imageIn: 3,
  textOut: 2,
  soundOut: 12,
  thoughts: 12,
  search: SEARCH_25,
};

/**
 * The model that translates what is said. Google's page names only the prices of its sound; the rest is that of other Live
 * models, although it takes no text, doesn't think and doesn't search. The page couldn't be read itself.
 */
const TRANSLATE =
  'https://github.com/anomalyco/models.dev (providers/google/models/gemini-3.5-live-translate-preview.toml)';

/** A text model that takes everything at one price. It makes no sound. */
const makeTextPrice = (from: string, input: number, output: number, source: string): Price => ({
  from,
  textIn: input,
  soundIn: input,
  imageIn: input,
  textOut: output,
  soundOut: output,
  thoughts: output,
  search: SEARCH,
  source,
});

/**
 * The prices of the paid tier by model, oldest first. A change of price is a further row with the day that it's from, so
 * what was spent before keeps its price. `test/budget/prices.test.ts` compares them with a copy of LiteLLM's table.
 */
export const PRICES: Readonly<Record<string, readonly Price[]>> = {
  'gemini-3.8-live': [{ from: '2026-09-15', ...LIVE_3, source: PAGE }],
  'gemini-3.8-live-extended-thinking': [{ from: '2026-09-15', ...LIVE_3, source: PAGE }],
  'gemini-3.1-flash-live-preview': [{ from: '2026-03-26', ...LIVE_3, source: PAGE }],
  'gemini-2.5-flash-native-audio-preview-12-2025': [{ from: '2025-12-12', ...LIVE_25, source: PAGE }],
  'gemini-3.8-flash': [
    makeTextPrice('2026-09-02', 0.75, 3.75, `${PAGE} (introductory, through December 31, 2026)`),
    makeTextPrice('2027-01-01', 1.5, 7.5, `${PAGE} (starting January 1, 2027)`),
  ],
  'gemini-3.5-live-translate-preview': [
    { from: '2026-06-09', ...LIVE_3, soundIn: 3.5, soundOut: 21, source: `${TRANSLATE}, which quotes ${PAGE}` },
  ],
  'gemini-decision-1': [{ ...makeTextPrice('2026-11-11', 0.1, 0, DECISIONS), search: 0 }],
  'gemini-3.5-flash-lite': [makeTextPrice('2026-07-21', 0.3, 2.5, PAGE)],
  'gemini-2.5-flash': [{ ...makeTextPrice('2025-06-17', 0.3, 2.5, PAGE), soundIn: 1, search: SEARCH_25 }],
};
