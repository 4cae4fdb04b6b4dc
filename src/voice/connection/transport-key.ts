import { createSecretKey } from 'node:crypto';
import type { ConnectionData } from '@discordjs/voice';

/**
 * Has the library take a connection's AES key as Node's own key object. It hands the key to a new cipher with each packet,
 * and as plain bytes that costs four times as much as to encrypt: Node makes such an object of them every time. It goes
 * to Node's cipher untouched; the other mode's cipher is not Node's and wants bytes.
 */
export const keepKey = (data: ConnectionData): void => {
  if (data.encryptionMode !== 'aead_aes256_gcm_rtpsize' || !(data.secretKey instanceof Uint8Array)) return;
  data.secretKey = createSecretKey(data.secretKey) as unknown as Uint8Array;
};
