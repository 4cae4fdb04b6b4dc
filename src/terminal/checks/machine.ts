import wavefile from 'wavefile';
import type { Check } from '../check.ts';
import { wav } from '../wav.ts';

const OLDEST_NODE = 24;

/** The Node that runs this is the one that runs Parley, if both are started by npm. */
export const node: Check = {
  name: 'Node',
  needs: [],
  remedy: '',
  run: async () => {
    const { node: version } = process.versions;
    if (Number.parseInt(version, 10) >= OLDEST_NODE) return { ok: true, seen: version };
    const remedy = `Run it as "npm run doctor" after "npm ci", which brings its own Node, or install Node ${OLDEST_NODE}.`;
    return { ok: false, seen: version, remedy };
  },
};

/** One codec: throws unless sound comes out of it as it should, else says what it did. */
type Codec = { name: string; prove(): Promise<string> };

/** 100 ms of a tone of 440 Hz, 24 kHz, mono, signed 16-bit. */
const tone = (): Buffer => {
  const samples = Int16Array.from(
    { length: 2_400 },
    (_, index) => 8_000 * Math.sin((2 * Math.PI * 440 * index) / 24_000),
  );
  return Buffer.from(samples.buffer);
};

const CODECS: readonly Codec[] = [
  {
    name: 'WAV',
    prove: async () => {
      const pcm = tone();
      const { bitDepth, fmt, data } = new wavefile.WaveFile(wav(pcm)) as Written;
      const { numChannels, sampleRate } = fmt;
      if (numChannels !== 1 || sampleRate !== 24_000 || bitDepth !== '16') throw new Error('the header is wrong');
      if (!pcm.equals(data.samples)) throw new Error('the samples are not those that were written');
      return 'writes 24 kHz mono 16 bit';
    },
  },
];

/** What the package's own types leave open. */
type Written = {
  bitDepth: string;
  fmt: { numChannels: number; sampleRate: number };
  data: { samples: Uint8Array };
};

/** One check for each codec. */
export const codecs: readonly Check[] = CODECS.map(({ name, prove }) => ({
  name: `${name} codec`,
  needs: [],
  remedy: 'The installed packages are damaged. Delete node_modules and run "npm ci".',
  run: async () => ({ ok: true, seen: await prove() }),
}));
