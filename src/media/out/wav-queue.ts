import { UserError } from '../../base/errors.ts';
import { Mutex } from '../../base/mutex.ts';

/** How many files may wait while one is made and sent. A person sees nothing of the wait, so it shouldn't be long. */
const MOST_WAITING = 16;

/** Makes and sends WAV files one after another, because each takes as much as three times its size in memory. */
export class WavQueue {
  readonly #mutex = new Mutex();
  #count = 0;

  /** Does this after all that came before. Rejects with what `work` rejects with. @throws UserError if too many wait */
  async run(work: () => Promise<void>): Promise<void> {
    if (this.#count > MOST_WAITING) throw new UserError({ code: 'listen.busy' });
    this.#count += 1;
    try {
      await this.#mutex.run(work);
    } finally {
      this.#count -= 1;
    }
  }
}
