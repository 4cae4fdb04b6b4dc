/** A queue of bytes. They're added and taken in pieces of different sizes, and copied only when they're taken. */
export class ByteQueue {
  #pieces: Uint8Array[] = [];
  /** How many bytes of the first piece have been taken. */
  #offset = 0;
  #size = 0;

  /** How many bytes are in the queue. */
  get size(): number {
    return this.#size;
  }

  /** Adds a piece. The caller must not change its bytes afterwards. */
  add(piece: Uint8Array): void {
    if (piece.byteLength > 0) this.#pieces.push(piece);
    this.#size += piece.byteLength;
  }

  /** Moves the oldest bytes into `into`, as many as there are and as fit. Returns how many. */
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

  /** Drops everything. */
  clear(): void {
    this.#pieces = [];
    this.#offset = 0;
    this.#size = 0;
  }
}
