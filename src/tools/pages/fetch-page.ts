import { type Clock, startDeadline } from '../../base/clock.ts';
import { AddressError, readPageAddress } from './page-address.ts';

/** An answer whose body is still to be read, or to be discarded. */
export type OpenPage = (
  url: URL,
  signal: AbortSignal,
) => Promise<{
  status: number;
  type: string;
  encoding: string;
  location: string | undefined;
  body: AsyncIterable<Uint8Array>;
  discard(): void;
}>;

/** A page as it came: its address after all redirects, what it says it is, and its bytes. */
export type FetchedPage = { url: URL; type: string; bytes: Buffer; isCut: boolean };

/** Why a page isn't there, for the model. */
export class PageError extends Error {
  override name = 'PageError';
}

/** How many redirects are followed, how much is read of a page, and how long all of it may take. */
export const PAGE_LIMITS = { redirects: 3, bytes: 2_000_000, ms: 12_000 };

/** What can be read: text of any kind, and what feeds call themselves. */
const READABLE =
  /^(?:text\/(?:html|plain|xml|markdown|csv)|application\/(?:xhtml\+xml|rss\+xml|atom\+xml|rdf\+xml|xml|json|feed\+json|ld\+json))\b/i;

type FetchMeans = { open: OpenPage; clock: Pick<Clock, 'sleep'>; signal: AbortSignal };

/**
 * Fetches one page, with at most three redirects, each of which is checked as the first address is. Nothing in it is run or
 * loaded.
 *
 * @throws PageError, AddressError: why it isn't there; the signal's reason
 */
export const fetchPage = async (typed: string, { open, clock, signal }: FetchMeans): Promise<FetchedPage> => {
  using deadline = startDeadline(clock, {
    ms: PAGE_LIMITS.ms,
    reason: new PageError('The page takes too long.'),
    signal,
  });
  let url = readPageAddress(typed);
  try {
    for (let followed = 0; followed <= PAGE_LIMITS.redirects; followed += 1) {
      const { status, type, encoding, location, body, discard } = await open(url, deadline.signal);
      if (status >= 300 && status < 400 && location !== undefined) {
        discard();
        url = readPageAddress(location, url);
        continue;
      }
      const refusal = judge(status, type, encoding);
      if (refusal === undefined) return { url, type, ...(await readBody(body, discard)) };
      discard();
      throw new PageError(refusal);
    }
    throw new PageError('The page leads from one address to the next without end.');
  } catch (error) {
    deadline.signal.throwIfAborted();
    if (error instanceof PageError || error instanceof AddressError) throw error;
    // Which of the two it was tells a stranger about the network that this runs in.
    throw new PageError('There is no page on the internet at that address, or it cannot be reached.', { cause: error });
  }
};

const judge = (status: number, type: string, encoding: string): string | undefined => {
  if (status !== 200) return `The server says that it has no such page for you (status ${status}).`;
  if (encoding.toLowerCase() !== 'identity') return 'The page is compressed in a way that was not asked for.';
  // Some servers say nothing, and then it's mostly a page.
  if (type !== '' && !READABLE.test(type)) return 'That is not a page or a feed, but a file of another kind.';
  return undefined;
};

/** The first bytes of a body, as many as are read of any page. */
const readBody = async (body: AsyncIterable<Uint8Array>, discard: () => void) => {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of body) {
    pieces.push(piece);
    size += piece.length;
    if (size >= PAGE_LIMITS.bytes) break;
  }
  const isCut = size >= PAGE_LIMITS.bytes;
  if (isCut) discard();
  return { bytes: Buffer.concat(pieces).subarray(0, PAGE_LIMITS.bytes), isCut };
};
