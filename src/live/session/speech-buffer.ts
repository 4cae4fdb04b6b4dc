/** Decodes packed sound, piece by piece and in order: signed 16-bit PCM, 16 kHz, mono. */
export type SoundUnpacker = { unpack(pack: Uint8Array): Buffer; close(): void };

/** Makes a decoder for packed sound; each starts from the beginning. */
export type UnpackerFactory = () => Promise<SoundUnpacker>;

/** Sound that is being played from the buffer. */
type Playback = {
  /** Whether there's more of it at the moment. */
  readonly more: boolean;
  /** Its next part, of about `most` bytes. */
  next(most: number): Buffer | undefined;
  close(): void;
};

/** A piece of sound as it's kept: packed, or as it is. `bytes` is the size of its sound. */
type Piece = { is: 'pack' | 'sound'; kept: Buffer; bytes: number };

/**
 * How many bytes of one utterance are kept. Ten minutes fit even as PCM; as Opus, in which they came, they take 5 MB or
 * less.
 */
const MOST_KEPT = 20 * 1024 * 1024;

/** For utterances whose sound is kept unpacked. */
const plain: UnpackerFactory = async () => ({ unpack: (pack) => Buffer.from(pack), close() {} });

/**
 * The sound of one utterance, kept so that it can be said again if its connection breaks. It can have several readers at
 * a time.
 */
export class SpeechBuffer {
  readonly #unpacking: UnpackerFactory;
  #pieces: Piece[] = [];
  /** How many of the oldest pieces have been dropped. */
  #gone = 0;
  #size = 0;
  #bytes = 0;
  #lost = 0;

  constructor(unpacking: UnpackerFactory = plain) {
    this.#unpacking = unpacking;
  }

  /** Bytes of its sound, including what was dropped. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Bytes of its sound that were dropped: the oldest. */
  get lost(): number {
    return this.#lost;
  }

  /** Bytes of memory that it takes. */
  get size(): number {
    return this.#size;
  }

  /** Adds a piece as it is or, if there is one, as a pack. */
  add(pcm: Buffer, pack?: Uint8Array): void {
    const kept = copy(pack ?? pcm);
    this.#pieces.push({ is: pack ? 'pack' : 'sound', kept, bytes: pcm.length });
    this.#bytes += pcm.length;
    this.#size += kept.length;
    while (this.#size > MOST_KEPT) this.#forget();
  }

  /** Plays what is kept from the beginning; it may grow meanwhile. Packs that can't be decoded here are lost. */
  async open(): Promise<Playback> {
    const unpacker = await this.#unpacking().catch(() => undefined);
    let at = 0;
    const isMore = () => at < this.#gone + this.#pieces.length;
    return {
      get more() {
        return isMore();
      },
      next: (most) => {
        at = Math.max(at, this.#gone);
        const part: Buffer[] = [];
        for (let bytes = 0; bytes < most; at++) {
          const piece = this.#pieces[at - this.#gone];
          if (!piece) break;
          if (piece.is === 'sound') part.push(piece.kept);
          else if (unpacker) part.push(unpacker.unpack(piece.kept));
          else this.#lost += piece.bytes;
          bytes += piece.bytes;
        }
        return part.length > 0 ? Buffer.concat(part) : undefined;
      },
      close: () => unpacker?.close(),
    };
  }

  #forget(): void {
    const oldest = this.#pieces.shift();
    if (!oldest) return;
    this.#gone++;
    this.#size -= oldest.kept.length;
    this.#lost += oldest.bytes;
  }
}

/** A copy of these bytes alone. A view would keep a whole message, or Node's whole pool, in memory. */
const copy = (bytes: Uint8Array): Buffer => {
  const kept = Buffer.allocUnsafeSlow(bytes.byteLength);
  kept.set(bytes);
  return kept;
};
