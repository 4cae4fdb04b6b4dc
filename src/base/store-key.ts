/** Bytes of a key for AES-256. */
const KEY_BYTES = 32;

/** A key of the store as a person wrote it: 32 bytes as base64, base64url or 64 hexadecimal digits; nothing if it's none. */
export const parseStoreKey = (text: string): Buffer | undefined => {
  const bytes = readBytes(text);
  return bytes?.length === KEY_BYTES ? bytes : undefined;
};

const readBytes = (text: string): Buffer | undefined => {
  if (/^[\da-f]{64}$/i.test(text)) return Buffer.from(text, 'hex');
  return /^[\w+/-]{43}=?$/.test(text) ? Buffer.from(text, 'base64') : undefined;
};
