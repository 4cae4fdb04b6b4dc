import { createCipheriv, randomBytes } from 'node:crypto';
import type { VoiceClient } from './client.ts';
import { headerBytes } from './rtp.ts';
import type { VoicePerson } from './voice-person.ts';

/** The first bytes of a header extension. A receiver that looks for them without checking the X bit is misled. */
const PROFILE = 0xbede;

/** Packets that no honest sender sends. `client` is the one that gets them. */
export class Mischief {
  /** Sends raw bytes from the server's port or a stranger's. The client's socket accepts both. */
  datagram(client: VoiceClient, bytes: Buffer, from: 'server' | 'stranger' = 'server') {
    client.sendDatagram(bytes, from);
  }

  /** Sends a forged packet with a known SSRC. It isn't authentic. */
  forge(client: VoiceClient, { ssrc }: VoicePerson, from: 'server' | 'stranger' = 'stranger') {
    const header = headerBytes({ sequence: 1, timestamp: 1, ssrc, extension: false, padding: false });
    client.sendDatagram(Buffer.concat([header, randomBytes(48)]), from);
  }

  /** Sends an authentic packet with an SSRC that was never announced. */
  unknown(client: VoiceClient, opus: Buffer, ssrc = 0xffff_0000) {
    client.sendPacket(headerBytes({ sequence: 1, timestamp: 1, ssrc, extension: false, padding: false }), opus);
  }

  /** Sends a person's packet that is all padding, as servers do to probe a connection's bandwidth. */
  pad(person: VoicePerson, { extension = true, bytes = 20 } = {}) {
    person.sends(Buffer.alloc(0), { extension, padding: bytes });
  }

  /** Sends a packet without an extension whose ciphertext begins like one, as 1 in 65,536 does by chance. Only with AES. */
  disguise(client: VoiceClient, { ssrc }: VoicePerson, opus: Buffer, { sequence = 1, timestamp = 960 } = {}) {
    const header = headerBytes({ sequence, timestamp, ssrc, extension: false, padding: false });
    const count = countWith(client.key, opus.readUInt16BE() ^ PROFILE);
    client.sendDatagram(client.sealed(header, opus, count));
  }
}

/** How many nonces are tried. The chance that none of them fits is one in nine million. */
const TRIED = 1 << 20;
const BLOCK = 16;

/** Finds a nonce with which AES-GCM's key stream begins like this (NIST SP 800-38D, 7.1: its first block is number 2). */
const countWith = (key: Buffer, beginning: number): number => {
  const blocks = Buffer.alloc(TRIED * BLOCK);
  for (let count = 0; count < TRIED; count += 1) {
    blocks.writeUInt32BE(count, count * BLOCK);
    blocks.writeUInt32BE(2, count * BLOCK + 12);
  }
  const stream = createCipheriv('aes-256-ecb', key, null).update(blocks);
  for (let count = 0; count < TRIED; count += 1) if (stream.readUInt16BE(count * BLOCK) === beginning) return count;
  throw new Error('No nonce makes the packet begin like an extension.');
};
