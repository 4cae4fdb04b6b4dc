import { type Clock, startDeadline } from '../base/clock.ts';
import { MediaFault } from './bridge/media-fault.ts';
import { MEDIA_LIMITS } from './bridge/media-limits.ts';
import type { SentFile } from './sent-file.ts';
import type { SourceCheck } from './source-host.ts';

/** An answer whose body hasn't been read. `length` is what it says about its bytes; `retryAfter` is in milliseconds. */
export type OpenResponse = {
  status: number;
  length?: number | undefined;
  retryAfter?: number | undefined;
  body: AsyncIterable<Uint8Array>;
  /** Closes the connection instead of reading the body. */
  discard(): void;
};

/** Asks for an address, once, following nothing. */
export type OpenUrl = (url: URL, signal: AbortSignal) => Promise<OpenResponse>;

type FetchMeans = { open: OpenUrl; check: SourceCheck; clock: Pick<Clock, 'sleep'>; signal: AbortSignal };

/** How long to wait before the second attempt, in milliseconds, and how long Discord may ask for at most. */
const PAUSE = 250;
const LONGEST_PAUSE = 2_000;

/** Nothing has been read yet, so it can be asked for again after `pause` milliseconds. */
class Refusal extends Error {
  override name = 'Refusal';
  readonly pause: number;

  constructor(pause: number, cause?: unknown) {
    super('nothing was read', { cause });
    this.pause = pause;
  }
}

/**
 * Fetches a file, whole and once: what is looked at is what is used, so nobody can change it in between. Its announced size
 * is known before and counted while it's read.
 *
 * @throws MediaFault: why it isn't there. The signal's reason.
 */
export const fetchFile = async (file: SentFile, { open, check, clock, signal }: FetchMeans): Promise<Buffer> => {
  const url = check(file.url);
  if (file.size > MEDIA_LIMITS.fileBytes) throw new MediaFault('too-big');
  if (file.size === 0) throw new MediaFault('empty');
  using deadline = startDeadline(clock, { ms: MEDIA_LIMITS.fetchMs, reason: new MediaFault('slow'), signal });
  const attempt = async () => readBody(await request(url, open, deadline.signal), file.size);
  try {
    return await attempt().catch(async (error) => {
      if (!(error instanceof Refusal) || error.pause > LONGEST_PAUSE) throw error;
      await clock.sleep(error.pause, deadline.signal);
      return attempt();
    });
  } catch (error) {
    deadline.signal.throwIfAborted();
    throw error instanceof MediaFault ? error : new MediaFault('unreachable', { cause: error });
  }
};

/** @throws Refusal if it's worth another attempt; MediaFault if it's not. */
const request = async (url: URL, open: OpenUrl, signal: AbortSignal): Promise<OpenResponse> => {
  const response = await open(url, signal).catch((error) => {
    throw isTransient(error) ? new Refusal(PAUSE, error) : error;
  });
  const { status, retryAfter = PAUSE } = response;
  if (status === 200) return response;
  response.discard();
  if (status === 429 || status >= 500) throw new Refusal(retryAfter);
  // Discord's CDN doesn't redirect, so a redirect leads to somebody else.
  throw new MediaFault(status >= 300 && status < 400 ? 'elsewhere' : 'gone');
};

/** Codes of Node and undici for a connection that broke, or wasn't made, before an answer came. */
const TRANSIENT = /^(?:ECONN|EPIPE|ETIMEDOUT|EAI_AGAIN|UND_ERR_SOCKET|UND_ERR_CONNECT_TIMEOUT)/;

const isTransient = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && TRANSIENT.test(String(error.code));

/** Reads exactly the announced bytes, and not one more. */
const readBody = async ({ length = 0, body, discard }: OpenResponse, size: number): Promise<Buffer> => {
  try {
    if (length !== 0 && length !== size) throw new MediaFault('changed');
    const bytes = Buffer.alloc(size);
    let end = 0;
    for await (const piece of body) {
      if (end + piece.length > size) throw new MediaFault('changed');
      bytes.set(piece, end);
      end += piece.length;
    }
    if (end < size) throw new MediaFault('changed');
    return bytes;
  } finally {
    discard();
  }
};
