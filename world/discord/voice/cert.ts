import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';

/** A temporary certificate authority, and a server certificate that it signed, all in PEM. */
export type LoopbackTls = {
  /** The authority's certificate. Clients must trust it, for instance by `NODE_EXTRA_CA_CERTS`. */
  ca: string;
  /** The server's certificate, for `localhost`, 127.0.0.1 and the requested names. */
  cert: string;
  /** The server's private key. */
  key: string;
};

const HOUR = 3_600_000;
const YEAR = 365 * 24 * HOUR;

/** One DER element: tag, length in one to three bytes, content (X.690, 8.1). */
const der = (tag: number, ...parts: Buffer[]) => {
  const body = Buffer.concat(parts);
  const { length } = body;
  const size = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), body]);
};
const sequence = (...parts: Buffer[]) => der(0x30, ...parts);
const integer = (bytes: Buffer) => der(0x02, bytes);
const bits = (unused: number, bytes: Buffer) => der(0x03, Buffer.from([unused]), bytes);
const octets = (bytes: Buffer) => der(0x04, bytes);
const truth = der(0x01, Buffer.from([0xff]));
/** An object identifier, from its encoded bytes in hex. */
const oid = (hex: string) => der(0x06, Buffer.from(hex, 'hex'));

const ECDSA_SHA256 = sequence(oid('2a8648ce3d040302'));
const COMMON_NAME = oid('550403');
const SERVER_AUTH = oid('2b06010505070301');
const SUBJECT_KEY = '551d0e';
const KEY_USAGE = '551d0f';
const ALTERNATIVE_NAME = '551d11';
const BASIC_CONSTRAINTS = '551d13';
const EXTENDED_USAGE = '551d25';

const makeName = (name: string) => sequence(der(0x31, sequence(COMMON_NAME, der(0x0c, Buffer.from(name)))));
/** UTCTime, `YYMMDDHHMMSSZ`. */
const time = (ms: number) => {
  const digits = new Date(ms).toISOString().replace(/\D/g, '').slice(2, 14);
  return der(0x17, Buffer.from(`${digits}Z`));
};
const extension = (id: string, value: Buffer) => sequence(oid(id), octets(value));
const criticalExtension = (id: string, value: Buffer) => sequence(oid(id), truth, octets(value));
const spki = (key: KeyObject) => key.export({ type: 'spki', format: 'der' });

/** A random, positive serial number. Its first byte is never zero, so it needs no padding. */
const serial = () => {
  const bytes = randomBytes(16);
  bytes.writeUInt8((bytes.readUInt8() & 0x3f) | 0x40);
  return integer(bytes);
};

const pem = (bytes: Buffer) => {
  const lines = bytes.toString('base64').match(/.{1,64}/g) ?? [];
  return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n');
};

type Request = { issuer: string; subject: string; publicKey: KeyObject; signingKey: KeyObject; extensions: Buffer[] };

/** An X.509 version 3 certificate (RFC 5280, 4.1) of the local authority. It's valid from an hour ago, for a year. */
const certificate = ({ issuer, subject, publicKey, signingKey, extensions }: Request) => {
  const version = der(0xa0, integer(Buffer.from([2])));
  const now = Date.now();
  const validity = sequence(time(now - HOUR), time(now + YEAR));
  const body = sequence(
    version,
    serial(),
    ECDSA_SHA256,
    makeName(issuer),
    validity,
    makeName(subject),
    spki(publicKey),
    der(0xa3, sequence(...extensions)),
  );
  return pem(sequence(body, ECDSA_SHA256, bits(0, sign('sha256', body, signingKey))));
};

/**
 * Makes a certificate authority, and a server certificate for the loopback address and for `names`. Voice clients only dial
 * `wss://`, and verify the certificate. The authority's private key isn't kept.
 */
export const mintLoopbackTls = (...names: string[]): LoopbackTls => {
  const authority = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const server = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  // A client that trusts several authorities finds the right one by its name, so the name has to be unique.
  const issuer = `Local voice CA ${randomBytes(4).toString('hex')}`;
  const keyId = createHash('sha1').update(spki(authority.publicKey)).digest();
  const signAndRevoke = bits(1, Buffer.from([0x06]));
  const hosts = ['localhost', ...names].map((name) => der(0x82, Buffer.from(name)));
  const addresses = sequence(...hosts, der(0x87, Buffer.from([127, 0, 0, 1])));
  return {
    ca: certificate({
      issuer,
      subject: issuer,
      publicKey: authority.publicKey,
      signingKey: authority.privateKey,
      extensions: [
        criticalExtension(BASIC_CONSTRAINTS, sequence(truth)),
        criticalExtension(KEY_USAGE, signAndRevoke),
        extension(SUBJECT_KEY, octets(keyId)),
      ],
    }),
    cert: certificate({
      issuer,
      subject: 'localhost',
      publicKey: server.publicKey,
      signingKey: authority.privateKey,
      extensions: [
        criticalExtension(BASIC_CONSTRAINTS, sequence()),
        extension(EXTENDED_USAGE, sequence(SERVER_AUTH)),
        extension(ALTERNATIVE_NAME, addresses),
      ],
    }),
    key: server.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
};
