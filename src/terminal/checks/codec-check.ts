import wavefile from 'wavefile';
import { loadOpus } from '../../audio/opus.ts';
import { countBytes, EAR_FRAME, EAR_RATE, MODEL_FRAME, MODEL_RATE, measureLoudness } from '../../audio/pcm.ts';
import { loadVoiceActivityDetector } from '../../audio/voice-activity.ts';
import { toWav } from '../../audio/wave-file.ts';
import type { Check } from '../check.ts';
import { loadHello } from '../recording/hello.ts';

/** One codec. `prove` throws unless sound comes out of it as it should; otherwise it says what it did. */
type Codec = { name: string; prove(): Promise<string>; remedy?: string };

const REINSTALL = 'The installed packages are damaged. Delete node_modules and run "npm ci".';

/** A tone's RMS, of 32767. */
const LEVEL = 8_000 / Math.SQRT2;

/** 100 ms of a tone of 440 Hz, 24 kHz, mono, signed 16-bit. */
const tone = (): Buffer => {
  const samples = Int16Array.from(
    { length: countBytes(100, MODEL_RATE) / 2 },
    (_, index) => LEVEL * Math.SQRT2 * Math.sin((2 * Math.PI * 440 * index) / MODEL_RATE),
  );
  return Buffer.from(samples.buffer);
};

/** Cuts sound into frames of equal length; the remainder is dropped. */
const frames = (pcm: Buffer, bytes: number): Buffer[] =>
  Array.from({ length: Math.floor(pcm.length / bytes) }, (_, index) =>
    pcm.subarray(index * bytes, (index + 1) * bytes),
  );

/** What the package's own types leave out. */
type WavWriter = {
  bitDepth: string;
  fmt: { numChannels: number; sampleRate: number };
  data: { samples: Uint8Array };
};

const proveWav = async (): Promise<string> => {
  const pcm = tone();
  const { bitDepth, fmt, data } = new wavefile.WaveFile(toWav(pcm)) as WavWriter;
  const { numChannels, sampleRate } = fmt;
  if (numChannels !== 1 || sampleRate !== MODEL_RATE || bitDepth !== '16') throw new Error('the header is wrong');
  if (!pcm.equals(data.samples)) throw new Error('the samples are not those that were written');
  return 'writes 24 kHz mono 16 bit';
};

const proveOpus = async (): Promise<string> => {
  const { library, encoder, decoder } = await loadOpus();
  const [mouth, ear] = [encoder(), decoder()];
  try {
    const heard = frames(tone(), MODEL_FRAME).map((frame) => ear.decode(mouth.encode(frame)));
    if (heard.some(({ length }) => length !== EAR_FRAME)) throw new Error('a packet is not 20 ms of sound');
    // The codec has a small delay, so the last frame is measured.
    const level = measureLoudness(heard.at(-1) ?? Buffer.alloc(0)) / LEVEL;
    if (level < 0.8 || level > 1.25) throw new Error(`a tone comes back ${level.toFixed(2)} times as loud`);
  } finally {
    mouth.close();
    ear.close();
  }
  if (library === 'native') return 'encodes and decodes; the native library';
  return 'encodes and decodes; without the native library, so only some 20 people can be heard at once';
};

/** The part of the package that is checked. Only this check uses the package directly. */
type Davey = typeof import('@snazzah/davey');

const proveDave = async (): Promise<string> => {
  const { DAVESession, DAVE_PROTOCOL_VERSION: version }: Davey = await import('@snazzah/davey');
  // Any two ids will do. A key package is what a member brings into a channel's group.
  const session = new DAVESession(version, '1', '2');
  if (session.getSerializedKeyPackage().length === 0) throw new Error('it makes no key package');
  return `makes keys for protocol version ${version}`;
};

const active = async (): Promise<string> => {
  const activity = (await loadVoiceActivityDetector()).open();
  try {
    const share = (pcm: Buffer) => {
      const all = frames(pcm, EAR_FRAME);
      return all.filter((frame) => activity.isSpeech(frame)).length / all.length;
    };
    const silence = share(Buffer.alloc(countBytes(400, EAR_RATE)));
    const speech = share(await loadHello());
    if (silence > 0) throw new Error('silence is taken for speech');
    if (speech < 0.5) throw new Error(`only ${Math.round(speech * 100)} % of a spoken sentence is taken for speech`);
    return `tells speech from silence (${Math.round(speech * 100)} % of a sentence)`;
  } finally {
    activity.close();
  }
};

const CODECS: readonly Codec[] = [
  { name: 'WAV codec', prove: proveWav },
  {
    name: 'Opus codec',
    prove: proveOpus,
    remedy: `Without it Parley can neither speak nor hear in a call. ${REINSTALL}`,
  },
  {
    name: 'DAVE encryption',
    prove: proveDave,
    remedy:
      'Without it Discord doesn’t let Parley join calls. The package @snazzah/davey has a build for each platform: run ' +
      '"npm ci" on this machine, without --omit=optional, instead of copying node_modules from another one.',
  },
  {
    name: 'voice activity',
    prove: active,
    remedy: `Without it Parley doesn’t notice when someone speaks. ${REINSTALL}`,
  },
];

/** One check for each codec, and for the other libraries that a call needs on this machine. */
export const codecs: readonly Check[] = CODECS.map(({ name, prove, remedy = REINSTALL }) => ({
  name,
  needs: [],
  remedy,
  run: async () => ({ ok: true, seen: await prove() }),
}));
