/** Bytes in the order in which they came, in whatever pieces, taken out in other pieces. Nothing is copied on the way in. */
export class ByteQueue {
  #pieces: Uint8Array[] = [];
  /** Bytes of the first piece that are gone. */
  #offset = 0;
  #size = 0;

  /** How many bytes wait. */
  get size(): number {
    return this.#size;
  }

  /** Adds a piece, which must not be written into any more. */
  add(piece: Uint8Array): void {
    if (piece.byteLength > 0) this.#pieces.push(piece);
    this.#size += piece.byteLength;
  }

  /** Moves the oldest bytes into `into`, as many as there are and fit. Gives back how many. */
  take(into: Uint8Array): number {
    let filled = 0;
    for (let piece = this.#pieces[0]; piece && filled < into.byteLength; piece = this.#pieces[0]) {
      const part = piece.subarray(this.#offset, this.#offset + into.byteLength - filled);
      into.set(part, filled);
      filled += part.byteLength;
      this.#offset += part.byteLength;
      if (this.#offset < piece.byteLength) continue;
      this.#pieces.shift();
      this.#offset = 0;
    }
    this.#size -= filled;
    return filled;
  }

  /** Forgets what waits. */
  clear(): void {
    this.#pieces = [];
    this.#offset = 0;
    this.#size = 0;
  }
}
