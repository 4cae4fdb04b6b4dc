import { createCipheriv, createDecipheriv } from 'node:crypto';
import { xchacha20poly1305 } from '@noble/ciphers/chacha.js';

const TAG = 16;
const COUNTER = 4;

/** The two encryption modes between a client and the server (Discord docs, topics/voice-connections). */
export const AES = 'aead_aes256_gcm_rtpsize' as const;
export const XCHACHA = 'aead_xchacha20_poly1305_rtpsize' as const;
export const MODES = [AES, XCHACHA] as const;
export type Mode = (typeof MODES)[number];

/** A packet's nonce: the counter at its end, padded with zeros. */
const nonceOf = (mode: Mode, counter: Buffer): Buffer => {
  const nonce = Buffer.alloc(mode === AES ? 12 : 24);
  counter.copy(nonce);
  return nonce;
};

/** Encrypts `plain` after an unencrypted RTP header, and appends the tag and the counter. */
export const seal = (mode: Mode, key: Buffer, header: Buffer, plain: Buffer, count: number): Buffer => {
  const counter = Buffer.alloc(COUNTER);
  counter.writeUInt32BE(count);
  const nonce = nonceOf(mode, counter);
  if (mode === XCHACHA) return Buffer.concat([header, xchacha20poly1305(key, nonce, header).encrypt(plain), counter]);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  cipher.setAAD(header);
  return Buffer.concat([header, cipher.update(plain), cipher.final(), cipher.getAuthTag(), counter]);
};

/** Decrypts what follows the first `clear` bytes of a packet. Throws if the packet isn't authentic. */
export const unseal = (mode: Mode, key: Buffer, packet: Buffer, clear: number): Buffer => {
  const header = packet.subarray(0, clear);
  const body = packet.subarray(clear, packet.length - COUNTER);
  const nonce = nonceOf(mode, packet.subarray(packet.length - COUNTER));
  if (mode === XCHACHA) return Buffer.from(xchacha20poly1305(key, nonce, header).decrypt(body));
  const decipher = createDecipheriv('aes-256-gcm', key, nonce);
  decipher.setAAD(header);
  decipher.setAuthTag(body.subarray(body.length - TAG));
  return Buffer.concat([decipher.update(body.subarray(0, body.length - TAG)), decipher.final()]);
};
