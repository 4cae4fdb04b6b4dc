import { createSecretKey } from 'node:crypto';
import type { ConnectionData } from '@discordjs/voice';

/**
 * Replaces a connection's AES key by a key object of Node. The library makes a new cipher for each packet, and Node turns
 * plain bytes into a key object every time, which costs four times as much as encrypting. The library passes the key to
 * Node's cipher as it is. The other mode uses another library's cipher, which needs bytes.
 */
export const keepKey = (data: ConnectionData): void => {
  if (data.encryptionMode !== 'aead_aes256_gcm_rtpsize' || !(data.secretKey instanceof Uint8Array)) return;
  data.secretKey = createSecretKey(data.secretKey) as unknown as Uint8Array;
};
