import { lookup as lookUp } from 'node:dns';
import { BlockList, isIP, isIPv4, type LookupFunction } from 'node:net';

/** A host has no address on the internet, so it isn't asked. */
export class PrivateAddressError extends Error {
  override name = 'PrivateAddressError';

  constructor(host: string) {
    super(`${host} has no public address`);
  }
}

/** Addresses that aren't somebody's on the internet (IANA special-purpose address registries, RFC 6890). */
const PRIVATE: readonly [network: string, bits: number][] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
  // Of IPv6, only 2000::/3 is given to anybody, and not all of it.
  ['::', 3],
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
  ['4000::', 2],
  ['8000::', 1],
];

/** One for each family: a list takes an IPv4 address for a mapped one, which lies in `::/3`. */
const lists = { ipv4: new BlockList(), ipv6: new BlockList() };
for (const [network, bits] of PRIVATE) {
  const family = isIPv4(network) ? 'ipv4' : 'ipv6';
  lists[family].addSubnet(network, bits, family);
}

/** The IPv4 address in the last 32 bits of a mapped address, or of one that a network of IPv6 alone translates (NAT64). */
const WITHIN = /^(?:::ffff:|64:ff9b::)(?:(\d+\.\d+\.\d+\.\d+)|([\da-f]{1,4}):([\da-f]{1,4}))$/i;

/** Whether an address is one on the internet, and not of this machine, its network or its provider. */
export const isPublicAddress = (address: string): boolean => {
  const [, dotted, high, low] = WITHIN.exec(address) ?? [];
  if (dotted !== undefined) return isPublicAddress(dotted);
  if (high !== undefined && low !== undefined) {
    const [first, second] = [Number.parseInt(high, 16), Number.parseInt(low, 16)];
    return isPublicAddress([first >> 8, first & 255, second >> 8, second & 255].join('.'));
  }
  if (isIP(address) === 0) return false;
  const family = isIPv4(address) ? 'ipv4' : 'ipv6';
  return !lists[family].check(address, family);
};

/**
 * Makes a look-up that finds public addresses alone. It's used where the connection is made, so a name that leads
 * elsewhere the next time it's asked for gains nothing.
 */
export const makePublicLookup =
  (lookup: LookupFunction = lookUp as LookupFunction): LookupFunction =>
  (host, options, done) => {
    lookup(host, options, (error, found, family) => {
      if (error) return done(error, found, family);
      const all = Array.isArray(found) ? found : [{ address: found, family: family ?? 4 }];
      const open = all.filter(({ address }) => isPublicAddress(address));
      const [first] = open;
      if (!first) return done(new PrivateAddressError(host), [], 0);
      if (options.all) return done(null, open);
      return done(null, first.address, first.family);
    });
  };
