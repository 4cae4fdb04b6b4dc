/** What makes a browser follow a link. */
const SCHEME = /http(?=s?:\/\/)/gi;

/** The name of a host, which Discord knows as a link in some places even without a scheme. */
const HOST = /(?:[\p{L}\p{N}-]+\.)+\p{L}{2,}(?![\p{L}\p{N}])/gu;

/** Looks like a full stop and is none. */
const DOT = '․';

/**
 * Breaks the links of a text in the usual way, as in `hxxps://example․org`. The length stays the same, so the pages end
 * where they did.
 */
export const breakLinks = (text: string): string =>
  text.replace(SCHEME, 'hxxp').replace(HOST, (host) => host.replaceAll('.', DOT));
