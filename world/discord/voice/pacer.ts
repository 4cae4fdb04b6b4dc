/** The length of a packet's sound, in milliseconds. */
export const PACKET_MS = 20;

type Track = { due: number; step: () => boolean; done: () => void };

/**
 * Makes everyone who speaks send a packet every 20 ms, with one timer for all. Each track has its own schedule, so a late
 * tick doesn't make the next ones late.
 */
export class Pacer {
  readonly #tracks = new Set<Track>();
  #timer: NodeJS.Timeout | undefined;
  #late: NodeJS.Immediate | undefined;

  /** Calls `step` every 20 ms, from `start` (in milliseconds of `performance.now()`) until it returns false. */
  run(start: number, step: () => boolean): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#tracks.add({ due: start, step, done: resolve });
    this.#arm();
    return promise;
  }

  /** Ends all tracks. */
  close() {
    for (const track of [...this.#tracks]) this.#end(track);
    clearTimeout(this.#timer);
    clearImmediate(this.#late);
  }

  /** After a stall, what has arrived meanwhile is read first: who hears it may have to answer it, or to send its echo. */
  #ring(due: number) {
    if (performance.now() - due < PACKET_MS) this.#tick();
    else this.#late = setImmediate(() => this.#tick());
  }

  #tick() {
    const now = performance.now();
    for (const track of [...this.#tracks]) {
      while (this.#tracks.has(track) && track.due <= now) {
        if (track.step()) track.due += PACKET_MS;
        else this.#end(track);
      }
    }
    this.#arm();
  }

  #end(track: Track) {
    this.#tracks.delete(track);
    track.done();
  }

  #arm() {
    clearTimeout(this.#timer);
    if (this.#tracks.size === 0) return;
    const next = Math.min(...[...this.#tracks].map(({ due }) => due));
    this.#timer = setTimeout(() => this.#ring(next), Math.max(0, next - performance.now()));
  }
}
