import { countBytes, EAR_RATE, FRAME_MS, FRAME_SAMPLES, MODEL_FRAME, MODEL_RATE } from './pcm.ts';

/** Encodes what the model says: 24 kHz, mono, 64 kb/s, 20 ms per packet. */
export type Encoder = {
  /**
   * Encodes exactly 960 bytes of PCM as one packet. The caller may keep the packet, and may overwrite the PCM afterwards.
   *
   * @throws RangeError for any other length, before the codec sees it.
   */
  encode(pcm: Uint8Array): Uint8Array;
  /** Resets the encoder: the next packet starts without the {@link LOOKAHEAD} of what came before. */
  reset(): void;
  close(): void;
};

/** Decodes the packets of one sound to mono PCM. */
export type Decoder = {
  /**
   * Decodes one packet: at 16 kHz, 20 ms are 640 bytes. The caller may keep them.
   *
   * @throws for an empty or corrupt packet. The decoder still works afterwards.
   */
  decode(packet: Uint8Array): Buffer;
  close(): void;
};

/** The sample rates of decoded sound, in Hz: that of what the model hears, and that of what it says. */
type DecodedRate = typeof EAR_RATE | typeof MODEL_RATE;

/** The codec, and which library implements it. Decoders are at 16 kHz unless told otherwise. */
export type Opus = { library: OpusLibrary; encoder(): Encoder; decoder(rate?: DecodedRate): Decoder };

/** `native` is several times faster. `script` (WebAssembly) runs everywhere. */
export type OpusLibrary = 'native' | 'script';

/** The encoder's delay, in bytes of PCM: 6.5 ms (libopus, application `audio`). It comes out with the next packet. */
export const LOOKAHEAD = countBytes(6.5, MODEL_RATE);

/**
 * 20 ms of silence. Clients send it five times when they fall silent, and so must the bot; otherwise listeners' decoders
 * interpolate from the last sound (Discord docs, topics/voice-connections). It's never encrypted end to end (DAVE protocol,
 * "Silence Packets").
 */
export const SILENCE_FRAME: Buffer = Buffer.from([0xf8, 0xff, 0xfe]);

const BITRATE = 64_000;

/**
 * The encoder's complexity, from 0 to 10. The default of 9 takes 56 µs per packet; 5 takes 39 µs, and its signal-to-noise
 * ratio is half a decibel worse (19.4 instead of 19.9 dB, measured). Below 5 the pitch filter is off, which costs another
 * decibel.
 */
const COMPLEXITY = 5;

/** Request numbers of libopus (opus_defines.h). Neither library exports them. */
const SET_BITRATE = 4002;
const SET_COMPLEXITY = 4010;
const RESET_STATE = 4028;

const checkFrame = (pcm: Uint8Array): Uint8Array => {
  if (pcm.byteLength === MODEL_FRAME) return pcm;
  throw new RangeError(`An Opus frame of ${FRAME_MS} ms has ${MODEL_FRAME} bytes, not ${pcm.byteLength}`);
};

const checkPacket = (packet: Uint8Array): Uint8Array => {
  // The libraries treat an empty packet as a lost one, and invent up to 120 ms of sound.
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
    decoder(rate = EAR_RATE) {
      const codec = new library.Decoder({ channels: 1, sample_rate: rate });
      return { decode: (packet) => buffer(codec.decode(checkPacket(packet))), close() {} };
    },
  };
};

/** With more encoders and decoders than this, opusscript 0.0.8 fails with `offset is out of bounds` (measured). */
const MOST_CODERS = 20;

/** How many of opusscript's encoders and decoders exist in this process. */
let taken = 0;

const script = async (): Promise<Opus> => {
  const { default: OpusScript } = await import('opusscript');
  const open = (rate: DecodedRate) => {
    if (taken >= MOST_CODERS)
      throw new Error(
        `Opus without its native library can hold ${MOST_CODERS} encoders and decoders, and all are in use`,
      );
    const codec = new OpusScript(rate, 1, OpusScript.Application.AUDIO);
    taken++;
    let opened = true;
    const close = () => {
      // Deleting a coder twice would free memory that another one may be using by then.
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
    decoder(rate = EAR_RATE) {
      const { codec, close } = open(rate);
      return { decode: (packet) => codec.decode(buffer(checkPacket(packet))), close };
    },
  };
};

/**
 * Loads the codec: the native library, or the slower one if that can't be loaded (on another C library or architecture). The
 * native library must never be loaded in a worker thread, because it crashes the process when the thread ends (measured).
 *
 * @param library load this library only. It rejects if that isn't possible.
 */
export const loadOpus = async (library?: OpusLibrary): Promise<Opus> => {
  if (library === 'native') return native();
  if (library === 'script') return script();
  return native().catch(script);
};
