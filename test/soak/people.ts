import type { Client } from './client.ts';
import type { Director } from './director.ts';
import type { Ledger, Reply, Said } from './ledger.ts';
import { questionOf } from './model.ts';
import type { Owner } from './owner.ts';
import type { Saying } from './sayings.ts';
import { PIECE_MS, pieces } from './sound.ts';
import type { Story } from './story.ts';

/** Those who type and speak. They see whether there is anybody to talk to, and wait until there is. */
export class People {
  readonly #owner: Owner;
  readonly #director: Director;
  readonly #ledger: Ledger;
  readonly #failed: (error: unknown) => void;
  /** Whoever speaks has the floor; the next one is heard when they are done. */
  #floor: Promise<unknown> = Promise.resolve();

  constructor(owner: Owner, director: Director, ledger: Ledger, failed: (error: unknown) => void) {
    this.#owner = owner;
    this.#director = director;
    this.#ledger = ledger;
    this.#failed = failed;
  }

  speak({ sayings }: Story): void {
    this.#all(sayings).catch(this.#failed);
  }

  async #all(sayings: readonly Saying[]): Promise<void> {
    const { clock } = this.#ledger;
    const begun = clock.now();
    for (const saying of sayings) {
      await clock.sleep(begun + saying.at - clock.now());
      const { wait } = saying;
      if (wait) this.#director.moments.after(wait.moment, wait.ms, () => this.#say(saying));
      else this.#say(saying);
    }
  }

  #say(saying: Saying): void {
    if (saying.is === 'spoken') this.#floor = this.#floor.then(() => this.#aloud(saying)).catch(this.#failed);
    else this.#type(saying).catch(this.#failed);
  }

  async #type(saying: Saying): Promise<void> {
    await this.#owner.up;
    this.#begin(saying, () => this.#owner.client.ask(saying.person, questionOf(saying)));
  }

  async #aloud(saying: Saying & { is: 'spoken' }): Promise<void> {
    const { clock } = this.#ledger;
    await this.#owner.up;
    let speech: ReturnType<Client['hear']> | undefined;
    const said = this.#begin(saying, () => {
      speech = this.#owner.client.hear(saying.person);
      return speech.reply;
    });
    if (!speech) return;
    const all = pieces(saying.number, saying.ms);
    for (const [index, pcm] of all.entries()) {
      await clock.sleep(PIECE_MS);
      speech.write(pcm);
      if (index === Math.floor(all.length / 2)) this.#director.speaking();
    }
    speech.end();
    if (saying.hush !== undefined) this.#hush(said, speech.reply, saying.hush).catch(this.#failed);
  }

  /** What the client throws is what the person reads. */
  #begin(saying: Saying, say: () => Reply): Said {
    const said: Said = { saying, at: this.#ledger.clock.now(), hushed: false };
    this.#ledger.said.push(said);
    try {
      const reply = say();
      said.reply = reply;
      reply.ended.then((end) => this.#ledger.end(said, end)).catch(this.#failed);
    } catch (error) {
      this.#ledger.end(said, { is: 'failed', told: error instanceof Error ? error.message : String(error) });
    }
    return said;
  }

  async #hush(said: Said, reply: Reply, after: number): Promise<void> {
    await reply.first;
    await this.#ledger.clock.sleep(after);
    if (said.end) return;
    said.hushed = true;
    reply.hush();
  }
}
