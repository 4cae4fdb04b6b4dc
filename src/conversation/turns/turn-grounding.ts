import { type Grounding, type GroundingSink, nameSite, type WebSource } from '../../live/protocol/grounding.ts';
import type { TurnChanges } from './turn-changes.ts';

/** How many pages and searches are kept of one answer. People are shown fewer. */
const MOST_SOURCES = 50;
const MOST_QUERIES = 20;

/** How many sites of an answer are recorded. */
const MOST_SITES = 10;

/** What an answer stands on that was found on the web: each page and each search once, in the order in which they came. */
export class TurnGrounding implements GroundingSink {
  readonly #changes: TurnChanges;
  readonly #sources = new Map<string, WebSource>();
  readonly #queries = new Set<string>();
  #lost = 0;
  #isClosed = false;

  constructor(changes: TurnChanges) {
    this.#changes = changes;
  }

  /** The pages. */
  get sources(): readonly WebSource[] {
    return [...this.#sources.values()];
  }

  /** What was searched for. */
  get queries(): readonly string[] {
    return [...this.#queries];
  }

  /** The sites of the pages by their names, as they're recorded and told to a session that doesn't know the answer. */
  get sites(): readonly string[] {
    return [...new Set(this.sources.flatMap((source) => nameSite(source) ?? []))].slice(0, MOST_SITES);
  }

  /** How many pages and searches were dropped because they were too many. Some of them may have come before. */
  get lost(): number {
    return this.#lost;
  }

  /** Adds what was found; it may come after the end of the turn. */
  add({ queries, sources }: Grounding): void {
    if (this.#isClosed) return;
    const before = this.#sources.size + this.#queries.size;
    for (const source of sources)
      if (this.#sources.has(source.url)) continue;
      else if (this.#sources.size < MOST_SOURCES) this.#sources.set(source.url, source);
      else this.#lost += 1;
    for (const query of queries)
      if (this.#queries.has(query)) continue;
      else if (this.#queries.size < MOST_QUERIES) this.#queries.add(query);
      else this.#lost += 1;
    if (this.#sources.size + this.#queries.size > before) void this.#changes.tell('grounded');
  }

  /** The answer so far is void. */
  clear(): void {
    this.#sources.clear();
    this.#queries.clear();
  }

  /** Nothing of the answer is to be known any more, nor of what still comes. */
  close(): void {
    this.clear();
    this.#isClosed = true;
  }
}
