import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createSecretKey,
  type KeyObject,
  randomBytes,
} from 'node:crypto';

/** Bytes of the random number that goes with each text, and of the tag that shows whether it was changed. */
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** The first part of every sealed text: its format. */
const FORMAT = 'sealed1';

/** Hexadecimal digits by which a key is told apart from others. They say nothing about the key. */
const NAME_LENGTH = 8;

/** What a stored text turns out to be: plain, opened by the first or a later key, or sealed by a key that isn't there. */
export type SealedText = { is: 'plain' | 'newest' | 'older'; text: string } | { is: 'foreign' };

/** Seals texts with AES-256-GCM (NIST SP 800-38D), each for the record's key under which it's stored. */
export type Cipher = {
  /** Whether it has a key to seal with. */
  seals: boolean;
  /** Seals with the first of its keys. */
  seal(key: string, text: string): string;
  /** Opens what any of its keys has sealed for this record's key. Whatever was changed or moved counts as foreign. */
  open(key: string, text: string): SealedText;
};

/** Makes a cipher of keys of 32 bytes, the newest first. Without any, it seals nothing, and still knows what is sealed. */
export const makeCipher = (keys: readonly Buffer[]): Cipher => {
  // Node takes three times as long to open a text with the bytes of a key, because it makes a key of them each time.
  const named = keys.map((key) => ({ key: createSecretKey(key), name: nameOf(key) }));
  const [newest] = named;
  return {
    seals: newest !== undefined,
    seal: (key, text) => (newest ? `${FORMAT}.${newest.name}.${encrypt(newest.key, key, text)}` : text),
    open: (key, text) => {
      // All that is stored goes through here, so what is plain mustn't cost more than a look at its beginning.
      const [, name, body] = text.startsWith(`${FORMAT}.`) ? text.split('.') : [];
      if (name === undefined || body === undefined) return { is: 'plain', text };
      const used = named.find((each) => each.name === name);
      const opened = used && decrypt(used.key, key, body);
      if (opened === undefined) return { is: 'foreign' };
      return { is: used === newest ? 'newest' : 'older', text: opened };
    },
  };
};

/** The name of the key that sealed a text, if it's sealed; see {@link Cipher}. It says nothing about the key. */
export const findSealer = (text: string): string | undefined => {
  if (!text.startsWith(`${FORMAT}.`)) return undefined;
  const [, name, body] = text.split('.', 3);
  return body === undefined ? undefined : name;
};

const nameOf = (key: Buffer): string =>
  createHash('sha256').update('parley store key').update(key).digest('hex').slice(0, NAME_LENGTH);

const encrypt = (secret: KeyObject, key: string, text: string): string => {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', secret, nonce).setAAD(Buffer.from(key));
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url');
};

const decrypt = (secret: KeyObject, key: string, body: string): string | undefined => {
  const bytes = Buffer.from(body, 'base64url');
  const [nonce, tag] = [bytes.subarray(0, NONCE_BYTES), bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES)];
  if (tag.length < TAG_BYTES) return undefined;
  try {
    const decipher = createDecipheriv('aes-256-gcm', secret, nonce).setAAD(Buffer.from(key)).setAuthTag(tag);
    const text = Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]);
    return text.toString('utf8');
  } catch {
    return undefined;
  }
};
