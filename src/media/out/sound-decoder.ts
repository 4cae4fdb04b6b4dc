import { setImmediate } from 'node:timers/promises';
import { LOOKAHEAD, type Opus } from '../../audio/opus.ts';
import { MODEL_RATE } from '../../audio/pcm.ts';
import { type KeptSound, splitPackets } from './kept-sound.ts';

/** This many packets are decoded in a row, which takes a millisecond. The bot does nothing else meanwhile. */
const PACKETS_AT_ONCE = 40;

/** Decodes a sound: PCM, 24 kHz, mono, exactly the samples that were encoded. @throws if there's no decoder to be had */
export const decodeKeptSound = async (sound: KeptSound, opus: Opus): Promise<Buffer> => {
  const decoder = opus.decoder(MODEL_RATE);
  try {
    const pieces: Buffer[] = [];
    for (const packet of splitPackets(sound)) {
      pieces.push(decoder.decode(packet));
      if (pieces.length % PACKETS_AT_ONCE === 0) await setImmediate();
    }
    return Buffer.concat(pieces).subarray(LOOKAHEAD, LOOKAHEAD + sound.samples * 2);
  } finally {
    decoder.close();
  }
};
