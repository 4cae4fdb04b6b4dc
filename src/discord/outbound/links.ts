/** What makes a browser follow a link. */
const SCHEME = /http(?=s?:\/\/)/gi;

/** The name of a host, which Discord knows as a link in some places even without a scheme. */
const HOST = /(?:[\p{L}\p{N}-]+\.)+\p{L}{2,}(?![\p{L}\p{N}])/gu;

/** Looks like a full stop and is none. */
const DOT = '․';

/**
 * A text whose links lead nowhere, as people write those that nobody should follow: `hxxps://example․org`. Not a character
 * longer or shorter, so that its pages end where they ended.
 */
export const breakLinks = (text: string): string =>
  text.replace(SCHEME, 'hxxp').replace(HOST, (host) => host.replaceAll('.', DOT));
