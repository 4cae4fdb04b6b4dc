/**
 * Where the key of a connection is: in its URL, as the SDK puts it, or in a header, so that no proxy logs it. Plain requests
 * have it in the header anyway.
 */
export const KEY_PLACES = ['url', 'header'] as const;
export type KeyPlace = (typeof KEY_PLACES)[number];

/** Google's name for the header. Live connections are taken with it by field reports; Google's own pages have the URL. */
const HEADER = 'x-goog-api-key';

/** Headers with the key, for every request and every connection of a client. */
export const makeKeyHeaders = (apiKey: string): Record<string, string> => ({ [HEADER]: apiKey });

/** The URL of a connection without its query, which is the key that the SDK always puts there, if its headers have it. */
export const stripKey = (url: string, headers: Record<string, string>): string => {
  if (headers[HEADER] === undefined) return url;
  const bare = new URL(url);
  bare.search = '';
  return bare.href;
};
