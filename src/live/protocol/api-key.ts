/**
 * Where a connection carries the key: in its URL, as the SDK does it, or in a header, so that no proxy logs it. Plain
 * requests have it in the header anyway.
 */
export const KEY_PLACES = ['url', 'header'] as const;
export type KeyPlace = (typeof KEY_PLACES)[number];

/** Google's name for the header. Field reports say that Live connections accept it; Google's own pages use the URL. */
const HEADER = 'x-goog-api-key';

/** Headers with the key, for every request and every connection of a client. */
export const makeKeyHeaders = (apiKey: string): Record<string, string> => ({ [HEADER]: apiKey });

/** A connection's URL without its query (which is the key that the SDK always adds) if the headers have the key. */
export const stripKey = (url: string, headers: Record<string, string>): string => {
  if (headers[HEADER] === undefined) return url;
  const bare = new URL(url);
  bare.search = '';
  return bare.href;
};
