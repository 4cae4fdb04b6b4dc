/** A page that the local search has found. */
export type FoundPage = { title?: string; uri?: string };

/** What a scripted model has found on the web. `raw` is sent beside it, or in its place. */
export type WebFinding = { queries?: readonly string[]; pages?: readonly FoundPage[]; raw?: Record<string, unknown> };

/** The address of Google's that leads on to a page, as its search gives it instead of the page's own. */
export const redirect = (token: string): string =>
  `https://vertexaisearch.cloud.google.com/grounding-api-redirect/${token.padEnd(200, 'AUZIYQ-x_9')}`;

/** Tokens of what a search finds. They're in the total and aren't billed (Gemini API, "Pricing"). */
export const FOUND_TOKENS = 7_900;

/** The metadata of an answer, as Google sends it: with what has to be shown, which stands there as a page's markup, too. */
export function tellFound({ queries, pages, raw }: WebFinding): Record<string, unknown> {
  const chips = (queries ?? []).map((query) => `<a class="chip" href="${redirect(query)}">${query}</a>`);
  return {
    ...(queries && {
      webSearchQueries: queries,
      searchEntryPoint: { renderedContent: `<div>${chips.join('')}</div>` },
    }),
    ...(pages && {
      groundingChunks: pages.map((web) => ({ web })),
      groundingSupports: [{ segment: { endIndex: 10, text: 'as it says' }, groundingChunkIndices: [0] }],
    }),
    ...raw,
  };
}

/** The searches that Google bills: each different one once, and an empty one never. Older models cost by the question. */
export function billSearches(queries: readonly string[], model: string): number {
  const different = new Set(queries.map((query) => query.trim()).filter((query) => query !== '')).size;
  return /gemini-[12][.-]/.test(model) ? Math.min(1, different) : different;
}
