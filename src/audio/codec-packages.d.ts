/**
 * The native half of the package, without its own way of falling back: that ends, unasked, in a WebAssembly build that is
 * three times slower than the fallback of our choice.
 */
declare module '@evan/opus/node/index.js' {
  type Options = { channels: 1 | 2; sample_rate: number };
  class Encoder {
    constructor(options: Options & { application: 'voip' | 'audio' | 'restricted_lowdelay' });
    encode(pcm: Uint8Array): Uint8Array;
    ctl(request: number, value?: number): number;
  }
  class Decoder {
    constructor(options: Options);
    decode(packet: Uint8Array): Uint8Array;
  }
  const library: { Encoder: typeof Encoder; Decoder: typeof Decoder };
  export default library;
}

/** libfvad compiled by Emscripten. Pointers are numbers; `HEAPU8` is replaced when the memory grows. */
declare module '@echogarden/fvad-wasm' {
  export type Fvad = {
    readonly HEAPU8: Uint8Array;
    _malloc(bytes: number): number;
    /** A new detector, or 0 when there is no memory. */
    _fvad_new(): number;
    _fvad_free(detector: number): void;
    /** 0, or -1 for an unknown mode. */
    _fvad_set_mode(detector: number, mode: number): number;
    /** 0, or -1 for an unknown rate. */
    _fvad_set_sample_rate(detector: number, rate: number): number;
    /** 1 for speech, 0 for none, -1 for a wrong length. */
    _fvad_process(detector: number, frame: number, samples: number): number;
  };
  const load: () => Promise<Fvad>;
  export default load;
}
