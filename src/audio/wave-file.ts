import { MODEL_RATE } from './pcm.ts';

/** How many bytes a WAV file has besides its samples. */
export const WAV_HEAD = 44;
const PCM_FORMAT = 1;
const CHANNELS = 1;
const BITS = 16;

/**
 * Puts the head of a WAV file (RIFF, the canonical form) before PCM: signed 16-bit little-endian, mono. Half a sample at the
 * end is dropped. The samples are copied as they are; a library that writes them one by one takes a tenth of a second
 * for a minute of sound (measured), during which the process does nothing else.
 *
 * @param rate the sample rate in Hz
 */
export const toWav = (pcm: Uint8Array, rate: number = MODEL_RATE): Buffer => {
  const sound = pcm.subarray(0, pcm.byteLength & ~1);
  const frame = (CHANNELS * BITS) / 8;
  const file = Buffer.alloc(WAV_HEAD + sound.byteLength);
  file.write('RIFF', 0, 'latin1');
  file.writeUInt32LE(WAV_HEAD - 8 + sound.byteLength, 4);
  file.write('WAVEfmt ', 8, 'latin1');
  file.writeUInt32LE(16, 16);
  file.writeUInt16LE(PCM_FORMAT, 20);
  file.writeUInt16LE(CHANNELS, 22);
  file.writeUInt32LE(rate, 24);
  file.writeUInt32LE(rate * frame, 28);
  file.writeUInt16LE(frame, 32);
  file.writeUInt16LE(BITS, 34);
  file.write('data', 36, 'latin1');
  file.writeUInt32LE(sound.byteLength, 40);
  file.set(sound, WAV_HEAD);
  return file;
};
