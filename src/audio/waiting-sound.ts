import { countBytes, EAR_RATE } from './pcm.ts';

/** How much sound is sent in one frame, in bytes: 100 ms, as Google's page on live translation wants it. */
export const CHUNK = countBytes(100, EAR_RATE);

/**
 * How much of an utterance is kept, in bytes: a minute. It waits until it may be translated, while the connection is dialled, and while
 * an earlier utterance is translated; who would have to wait longer than that is no longer followed anyway.
 */
const MOST_KEPT = countBytes(60_000, EAR_RATE);

/**
 * The sound of one utterance that hasn't been sent yet, or may have to be sent again. If it's more than may be kept, the
 * oldest is dropped, so that people hear what is being said now.
 */
export class WaitingSound {
  #pieces: Buffer[] = [];
  /** How many of the pieces have been taken, and may be taken once more. */
  #taken = 0;
  #kept = 0;
  #waiting = 0;
  #lost = 0;
  #repeats = true;

  /** Bytes that wait to be taken. */
  get waiting(): number {
    return this.#waiting;
  }

  /** Bytes that were dropped before anyone took them. */
  get lost(): number {
    return this.#lost;
  }

  /** Adds sound: signed 16-bit little-endian PCM, 16 kHz, mono. */
  add(pcm: Buffer): void {
    for (let at = 0; at < pcm.length; at += CHUNK) this.#push(pcm.subarray(at, at + CHUNK));
    while (this.#kept > MOST_KEPT) this.#drop();
  }

  /** The next sound, of at most {@link CHUNK} bytes; nothing if none waits. */
  take(): Buffer | undefined {
    const next: Buffer[] = [];
    let bytes = 0;
    for (let piece = this.#peek(); piece && bytes + piece.length <= CHUNK; piece = this.#peek()) {
      next.push(piece);
      bytes += piece.length;
      this.#waiting -= piece.length;
      this.#taken += 1;
    }
    if (!this.#repeats) this.#release();
    return next.length > 0 ? Buffer.concat(next) : undefined;
  }

  /** Has all be taken once more, as far as it's still kept. */
  rewind(): void {
    this.#taken = 0;
    this.#waiting = this.#kept;
  }

  /** What is taken needn't be taken again: its translation has begun to come. */
  settle(): void {
    this.#repeats = false;
    this.#release();
  }

  #peek(): Buffer | undefined {
    return this.#pieces[this.#taken];
  }

  #push(piece: Buffer): void {
    this.#pieces.push(piece);
    this.#kept += piece.length;
    this.#waiting += piece.length;
  }

  /** Drops the oldest piece. It's lost only if it still waited. */
  #drop(): void {
    const bytes = this.#pieces.shift()?.length ?? 0;
    this.#kept -= bytes;
    if (this.#taken > 0) this.#taken -= 1;
    else {
      this.#waiting -= bytes;
      this.#lost += bytes;
    }
  }

  /** Lets go of what was taken. */
  #release(): void {
    for (const { length } of this.#pieces.splice(0, this.#taken)) this.#kept -= length;
    this.#taken = 0;
  }
}
