/** Makes sound of what was kept small, piece by piece and in order: signed 16-bit PCM, 16 kHz, mono. */
export type SoundUnpacker = { unpack(pack: Uint8Array): Buffer; close(): void };

/** How sound that is kept small is made sound again; each time from its beginning on. */
export type UnpackerFactory = () => Promise<SoundUnpacker>;

/** Sound on its way from a reel. */
export type Playback = {
  /** Whether there is more of it now. */
  readonly more: boolean;
  /** Its next part, of about `most` bytes. */
  next(most: number): Buffer | undefined;
  close(): void;
};

/** A piece of sound as it is kept: small, or as it is. `bytes` are of its sound. */
type Piece = { is: 'pack' | 'sound'; kept: Buffer; bytes: number };

/**
 * Bytes kept of one utterance. Ten minutes are not more, even if each frame had to be kept as it is; as the Opus that came
 * they are 5 MB or less.
 */
const MOST_KEPT = 20 * 1024 * 1024;

/** For utterances whose sound is kept as it is. */
const plain: UnpackerFactory = async () => ({ unpack: (pack) => Buffer.from(pack), close() {} });

/** What is kept of one utterance, so that it can be said again when its connection breaks. Several may read it at a time. */
export class SpeechBuffer {
  readonly #unpacking: UnpackerFactory;
  #pieces: Piece[] = [];
  /** How many pieces are no longer kept. */
  #gone = 0;
  #size = 0;
  #bytes = 0;
  #lost = 0;

  constructor(unpacking: UnpackerFactory = plain) {
    this.#unpacking = unpacking;
  }

  /** Bytes of its sound, with what is no longer kept. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Bytes of its sound that are no longer kept: the oldest. */
  get lost(): number {
    return this.#lost;
  }

  /** Bytes that it takes. */
  get size(): number {
    return this.#size;
  }

  /** Adds a piece, as it is or, where there is one, as a pack of it. */
  add(pcm: Buffer, pack?: Uint8Array): void {
    const kept = copy(pack ?? pcm);
    this.#pieces.push({ is: pack ? 'pack' : 'sound', kept, bytes: pcm.length });
    this.#bytes += pcm.length;
    this.#size += kept.length;
    while (this.#size > MOST_KEPT) this.#forget();
  }

  /** Plays what is kept, from its beginning on; it may grow meanwhile. Packs that nothing can unpack here are lost. */
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

/** A copy that keeps nothing else alive: a view of a message or of Node's pool would keep all of that. */
const copy = (bytes: Uint8Array): Buffer => {
  const kept = Buffer.allocUnsafeSlow(bytes.byteLength);
  kept.set(bytes);
  return kept;
};
