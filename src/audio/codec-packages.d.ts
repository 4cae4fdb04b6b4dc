/**
 * The native half of the package. The package's own entry silently falls back to a WebAssembly build that is three times
 * slower than the fallback we use.
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

/** libfvad, compiled by Emscripten. Pointers are numbers. `HEAPU8` is another array after the memory has grown. */
declare module '@echogarden/fvad-wasm' {
  export type Fvad = {
    readonly HEAPU8: Uint8Array;
    _malloc(bytes: number): number;
    /** A new detector, or 0 if there's no memory left. */
    _fvad_new(): number;
    _fvad_free(detector: number): void;
    /** 0, or -1 for an unknown mode. */
    _fvad_set_mode(detector: number, mode: number): number;
    /** 0, or -1 for an unknown rate. */
    _fvad_set_sample_rate(detector: number, rate: number): number;
    /** 1 for speech, 0 for none, -1 if the frame's length is wrong. */
    _fvad_process(detector: number, frame: number, samples: number): number;
  };
  const load: () => Promise<Fvad>;
  export default load;
}
