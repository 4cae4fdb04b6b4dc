import { readFile } from 'node:fs/promises';
import wavefile from 'wavefile';

/** "Hello, are you there?": signed 16-bit little-endian PCM, 16 kHz, mono; 1.2 seconds of speech without silence around it. */
export const loadHello = async (): Promise<Buffer> => {
  const file = new wavefile.WaveFile(await readFile(new URL('hello.wav', import.meta.url)));
  const { samples } = file.data as { samples: Uint8Array };
  return Buffer.from(samples);
};
