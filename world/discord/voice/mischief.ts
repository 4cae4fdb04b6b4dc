import { createCipheriv, randomBytes } from 'node:crypto';
import type { VoiceClient } from './client.ts';
import { headerBytes } from './rtp.ts';
import type { VoicePerson } from './voice-person.ts';

/** The first bytes of a header extension; a receiver that looks for them without looking at the X bit is misled. */
const PROFILE = 0xbede;

/** Packets that no honest sender sends. The client is the one that gets them. */
export class Mischief {
  /** Bytes as they are, from the server's port or from a stranger's, which the client's socket takes too. */
  datagram(client: VoiceClient, bytes: Buffer, from: 'server' | 'stranger' = 'server') {
    client.sendDatagram(bytes, from);
  }

  /** A packet of somebody whose SSRC is known that a stranger made: it cannot be authentic. */
  forge(client: VoiceClient, { ssrc }: VoicePerson, from: 'server' | 'stranger' = 'stranger') {
    const header = headerBytes({ sequence: 1, timestamp: 1, ssrc, extension: false, padding: false });
    client.sendDatagram(Buffer.concat([header, randomBytes(48)]), from);
  }

  /** A packet of an SSRC that nobody announced; it is authentic. */
  unknown(client: VoiceClient, opus: Buffer, ssrc = 0xffff_0000) {
    client.sendPacket(headerBytes({ sequence: 1, timestamp: 1, ssrc, extension: false, padding: false }), opus);
  }

  /** A packet of a person that is nothing but padding, as servers send to find out how much a line carries. */
  pad(person: VoicePerson, { extension = true, bytes = 20 } = {}) {
    person.sends(Buffer.alloc(0), { extension, padding: bytes });
  }

  /** A packet without an extension whose ciphertext begins like one, as 1 of 65,536 does by chance; only with AES. */
  disguise(client: VoiceClient, { ssrc }: VoicePerson, opus: Buffer, { sequence = 1, timestamp = 960 } = {}) {
    const header = headerBytes({ sequence, timestamp, ssrc, extension: false, padding: false });
    const count = countWith(client.key, opus.readUInt16BE() ^ PROFILE);
    client.sendDatagram(client.sealed(header, opus, count));
  }
}

/** Counts of nonces that are tried; that none of them fits happens once in nine million times. */
const TRIED = 1 << 20;
const BLOCK = 16;

/** A count in the nonce with which the key stream of AES-GCM begins so (NIST SP 800-38D, 7.1: its first block is number 2). */
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
