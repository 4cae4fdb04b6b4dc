import { countBytes, EAR_RATE, FRAME_MS, MODEL_FRAME, MODEL_RATE } from './pcm.ts';

/** Makes Opus packets of what the model says: 24 kHz, one channel, 64 kb/s, 20 ms a packet. */
export type Encoder = {
  /**
   * One packet of exactly 960 bytes of PCM. The packet is the caller's to keep; the PCM may be overwritten afterwards.
   *
   * @throws RangeError for any other length, before the codec sees it.
   */
  encode(pcm: Uint8Array): Uint8Array;
  /** Forgets what was encoded: the next packet begins anew, without the {@link LOOKAHEAD} of what came before. */
  reset(): void;
  close(): void;
};

/** Makes 16 kHz PCM with one channel of somebody's packets. */
export type Decoder = {
  /**
   * The PCM of one packet, 640 bytes for 20 ms. It is the caller's to keep.
   *
   * @throws for an empty or a corrupt packet; the decoder can be used on.
   */
  decode(packet: Uint8Array): Buffer;
  close(): void;
};

/** The codec, and which library it is. */
export type Opus = { library: OpusLibrary; encoder(): Encoder; decoder(): Decoder };

/** `native` is several times as fast; `script` (WebAssembly) runs everywhere. */
export type OpusLibrary = 'native' | 'script';

/** Bytes of PCM that the encoder is behind: 6.5 ms (libopus, application `audio`). They leave with the next packet. */
export const LOOKAHEAD = countBytes(6.5, MODEL_RATE);

/**
 * 20 ms of silence. Clients send it five times when they fall silent, and want it so from the bot, else listeners hear Opus
 * guessing on (Discord docs, topics/voice-connections). It is never encrypted end to end (DAVE protocol, "Silence Packets").
 */
export const SILENCE_FRAME: Buffer = Buffer.from([0xf8, 0xff, 0xfe]);

const BITRATE = 64_000;

/**
 * How hard the encoder tries, of 10. The default, 9, takes 56 µs a packet and this 39, for a signal-to-noise ratio that is
 * half a decibel worse (19.4 instead of 19.9 dB); below 5 the pitch filter is off, which costs another decibel.
 */
const COMPLEXITY = 5;
const FRAME_SAMPLES = MODEL_FRAME / 2;

/** Request numbers of libopus (opus_defines.h), which neither library names for us. */
const SET_BITRATE = 4002;
const SET_COMPLEXITY = 4010;
const RESET_STATE = 4028;

const checkFrame = (pcm: Uint8Array): Uint8Array => {
  if (pcm.byteLength === MODEL_FRAME) return pcm;
  throw new RangeError(`An Opus frame of ${FRAME_MS} ms has ${MODEL_FRAME} bytes, not ${pcm.byteLength}`);
};

const checkPacket = (packet: Uint8Array): Uint8Array => {
  // Libraries take an empty packet for a lost one and make up to 120 ms of sound.
  if (packet.byteLength > 0) return packet;
  throw new RangeError('An Opus packet is never empty');
};

const buffer = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);

const native = async (): Promise<Opus> => {
  const { default: library } = await import('@evan/opus/node/index.js');
  return {
    library: 'native',
    encoder() {
      const codec = new library.Encoder({ channels: 1, sample_rate: MODEL_RATE, application: 'audio' });
      codec.ctl(SET_BITRATE, BITRATE);
      codec.ctl(SET_COMPLEXITY, COMPLEXITY);
      return {
        encode: (pcm) => codec.encode(checkFrame(pcm)),
        reset: () => void codec.ctl(RESET_STATE),
        close() {},
      };
    },
    decoder() {
      const codec = new library.Decoder({ channels: 1, sample_rate: EAR_RATE });
      return { decode: (packet) => buffer(codec.decode(checkPacket(packet))), close() {} };
    },
  };
};

/** More live coders than this, and opusscript 0.0.8 fails with `offset is out of bounds` (measured). */
const MOST_CODERS = 20;

/** The places that opusscript's memory has for coders, in the whole process. */
let taken = 0;

const script = async (): Promise<Opus> => {
  const { default: OpusScript } = await import('opusscript');
  const open = (rate: 16_000 | 24_000) => {
    if (taken >= MOST_CODERS)
      throw new Error(
        `Opus without its native library can hold ${MOST_CODERS} encoders and decoders, and all are in use`,
      );
    const codec = new OpusScript(rate, 1, OpusScript.Application.AUDIO);
    taken++;
    let opened = true;
    const close = () => {
      // To delete a coder twice would free somebody else's memory.
      if (!opened) return;
      opened = false;
      taken--;
      codec.delete();
    };
    return { codec, close };
  };
  return {
    library: 'script',
    encoder() {
      const { codec, close } = open(MODEL_RATE);
      codec.encoderCTL(SET_BITRATE, BITRATE);
      return {
        encode: (pcm) => codec.encode(buffer(checkFrame(pcm)), FRAME_SAMPLES),
        reset: () => codec.encoderCTL(RESET_STATE, 0),
        close,
      };
    },
    decoder() {
      const { codec, close } = open(EAR_RATE);
      return { decode: (packet) => codec.decode(buffer(checkPacket(packet))), close };
    },
  };
};

/**
 * Loads the codec: the native library, or where that cannot be loaded (another C library, another machine) the slower one.
 * The native one must never be loaded in a worker thread, because it crashes the process when the thread ends (measured).
 *
 * @param library only this one, and no other if it cannot be loaded.
 */
export const loadOpus = async (library?: OpusLibrary): Promise<Opus> => {
  if (library === 'native') return native();
  if (library === 'script') return script();
  return native().catch(script);
};
