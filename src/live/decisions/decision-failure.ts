import { findProxyError } from '../../base/errors.ts';
import { readPause } from '../failures/retry-info.ts';

/**
 * Why a request has no answer. `absent`: the key has no such model, or no such service. `quota`: too many requests or tokens;
 * `retryIn` says after how many milliseconds to ask again, if Google does. `failed`: everything else, `billed` if the service may have
 * done its work all the same.
 */
export type DecisionFailure =
  | { is: 'absent'; status: number }
  | { is: 'quota'; retryIn?: number }
  | { is: 'failed'; why: string; billed: boolean };

/** The codes of Node and undici that say that there was no connection, so that nothing can have been sent. */
const UNSENT =
  /^(?:ECONNREFUSED|ENOTFOUND|EAI_\w+|E(?:HOST|NET)UNREACH|ENETDOWN|UND_ERR_CONNECT_TIMEOUT|\w*CERT\w*|UNABLE_TO_\w+)$/;

/** The statuses that say that the key can't use it: not let in, forbidden, not found. */
const ABSENT = new Set([401, 403, 404]);

/** How much of what Google says about an error is kept, in characters. */
const MOST_SAID = 200;

/** What Google quotes of a request is what people said, and what it says is logged. */
const QUOTED = /"[^"]*"?/g;

type ErrorReply = { status: number; said: string; details: unknown[]; retryAfter: string | null };

/** What the SDK's `APIError` has of a reply: its status, its headers, and its body, if that's JSON. */
const readReply = (error: unknown): ErrorReply | undefined => {
  if (!(error instanceof Error) || !('status' in error) || typeof error.status !== 'number') return undefined;
  const headers = 'headers' in error && error.headers instanceof Headers ? error.headers : undefined;
  // Both forms of Google's errors have it there: with `details`, and the newer one, whose code is a word, without.
  const { message, details } = 'error' in error ? Object(Object(error.error).error) : {};
  return {
    status: error.status,
    said: typeof message === 'string' ? message.replace(QUOTED, '"…"').slice(0, MOST_SAID) : '',
    details: Array.isArray(details) ? details : [],
    retryAfter: headers?.get('retry-after') ?? null,
  };
};

/** The words of an error and of what caused it: `fetch` tells only there what is wrong with the network. */
const tellWhy = (error: unknown): string => {
  const messages: string[] = [];
  for (let one = error; one instanceof Error; one = one.cause) messages.push(one.message);
  return messages.join(': ') || String(error);
};

/** Whether it's sure that a request without a reply never left. */
const isUnsent = (error: unknown): boolean => {
  for (let one = error; one instanceof Error; one = one.cause)
    if ('code' in one && UNSENT.test(String(one.code))) return true;
  return findProxyError(error) !== undefined;
};

/** What an error of the SDK means. */
export const judgeDecisionError = (error: unknown): DecisionFailure => {
  const reply = readReply(error);
  // Once it was sent, nobody knows how far it came: a reply of 200 that can't be read has been billed.
  if (!reply || reply.status < 400) return { is: 'failed', why: tellWhy(error), billed: !isUnsent(error) };
  const { status, said, details, retryAfter } = reply;
  if (ABSENT.has(status)) return { is: 'absent', status };
  if (status !== 429) return { is: 'failed', why: `${status} ${said}`, billed: false };
  const retryIn = readPause(details, retryAfter);
  return { is: 'quota', ...(retryIn !== undefined && { retryIn }) };
};
