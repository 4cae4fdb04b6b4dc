/** How long an address may be, in characters. */
const MOST = 2_000;

/** What an address isn't, for the model. */
export class AddressError extends Error {
  override name = 'AddressError';
}

/** Names that never lead to the internet (RFC 6761, 6762, 8375, 9476), and names without a dot. */
const LOCAL =
  /^(?:[^.]*|.*\.(?:local|localhost|internal|intranet|lan|home|corp|private|home\.arpa|test|invalid|onion|alt))\.?$/i;

/**
 * Reads the address of a page, also one that a redirect leads to from `base`: http or https, the usual ports, no name and
 * password in it. Whether it's public is decided where it's connected to; `URL` writes every notation of an IPv4 address
 * (octal, hexadecimal, one number) in the usual way.
 *
 * @throws AddressError
 */
export const readPageAddress = (typed: string, base?: URL): URL => {
  if (typed.length > MOST) throw new AddressError('The address is too long.');
  const url = URL.parse(base || /^[a-z][\w+.-]*:/i.test(typed) ? typed : `https://${typed}`, base?.href);
  if (!url) throw new AddressError('That is not an address.');
  if (url.protocol !== 'https:' && url.protocol !== 'http:') throw new AddressError('Only http and https can be read.');
  if (url.username !== '' || url.password !== '') throw new AddressError('An address must have no name and password.');
  if (url.port !== '') throw new AddressError('Only the usual ports of http and https can be read.');
  const isLiteral = /^(?:\[.*\]|[\d.]+)$/.test(url.hostname);
  if (!isLiteral && LOCAL.test(url.hostname)) throw new AddressError('Only pages on the internet can be read.');
  url.hash = '';
  return url;
};
