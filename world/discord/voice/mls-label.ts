import { createHash, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import { vector } from './tls-codec.ts';

/** The bytes before a P-256 point of 65 bytes in a DER SubjectPublicKeyInfo (RFC 5480). */
const P256_PREFIX = Buffer.from('3059301306072a8648ce3d020106082a8648ce3d030107034200', 'hex');

/** The length of a P-256 public key as an uncompressed point, in bytes. */
const POINT_LENGTH = 65;

const addLabel = (label: string, content: Buffer) =>
  Buffer.concat([vector(Buffer.from(`MLS 1.0 ${label}`)), vector(content)]);

/** The reference of a key package or a proposal (RFC 9420, 5.2, `RefHash`). */
export const reference = (label: string, content: Buffer): Buffer =>
  createHash('sha256').update(addLabel(label, content)).digest();

/** A signature that's only valid for this label (RFC 9420, 5.1.2, `SignWithLabel`). */
export const signWithLabel = (key: KeyObject, label: string, content: Buffer): Buffer =>
  sign('sha256', addLabel(label, content), key);

/** A P-256 public key in MLS's form: the uncompressed point. */
export const pointOf = (key: KeyObject): Buffer => key.export({ type: 'spki', format: 'der' }).subarray(-POINT_LENGTH);

/** Whether a signature is valid for this label, content and key. With a malformed key, none is. */
export const verifyWithLabel = (point: Buffer, label: string, content: Buffer, signature: Buffer): boolean => {
  try {
    const key = createPublicKey({ key: Buffer.concat([P256_PREFIX, point]), format: 'der', type: 'spki' });
    return verify('sha256', addLabel(label, content), key, signature);
  } catch {
    return false;
  }
};
