import { VirtualClock } from '../clock.ts';
import { Live } from '../world/live/live.ts';
import type { Client, OpenClient } from './client.ts';
import { Director } from './director.ts';
import { Ledger, type Reply, type Said } from './ledger.ts';
import { questionOf } from './model.ts';
import { missing, PIECE_MS, pieces, read } from './sound.ts';
import type { Saying, Story } from './story.ts';
import { Traffic } from './traffic.ts';

/** How long after the last word answers may still come. */
const REST = 30 * 60_000;

/** How long a client may take to close. */
const CLOSING = 60_000;

/**
 * Lives through a story with a client, over real sockets and in virtual time: time moves on only when nothing is on its
 * way any more. Resolves with everything that happened.
 *
 * @throws AggregateError of what went wrong in the world itself.
 */
export const live = async (story: Story, open: OpenClient): Promise<Ledger> => {
  using traffic = new Traffic();
  const clock = new VirtualClock(() => traffic.settled());
  const world = await Live.listen({ clock });
  const ledger = new Ledger(clock);
  const failures: unknown[] = [];
  const failed = (error: unknown) => void failures.push(error);
  const client = await open(world);
  const director = new Director(world, story, ledger, { restart: () => client.restart(), failed });
  director.direct();
  new People(client, director, ledger, failed).speak(story);
  await traffic.settled();
  await clock.advance(story.ms + REST);
  ledger.missed = director.waiting;
  const closed = client.close();
  await clock.advance(CLOSING);
  await closed;
  await traffic.settled();
  for (const { audio } of world.questions) {
    const heard = read(audio);
    const saying = story.sayings.find(({ number }) => number === heard.number);
    if (saying?.is !== 'spoken') continue;
    const best = ledger.heard.get(heard.number) ?? Number.POSITIVE_INFINITY;
    ledger.heard.set(heard.number, Math.min(best, missing(heard, saying.ms)));
  }
  ledger.left = world.connections.filter(({ open: still }) => still).length;
  ledger.unexpected = world.unexpected.map(({ code, reason }) => [code, reason].join(' '));
  await world.close();
  if (failures.length > 0) throw new AggregateError(failures, `the world failed: ${failures.join('; ')}`);
  return ledger;
};

/** Those who type and speak. */
class People {
  #client: Client;
  #director: Director;
  #ledger: Ledger;
  #failed: (error: unknown) => void;
  /** Whoever speaks has the floor; the next one is heard when they are done. */
  #floor: Promise<unknown> = Promise.resolve();

  constructor(client: Client, director: Director, ledger: Ledger, failed: (error: unknown) => void) {
    this.#client = client;
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
      if (saying.rotation === undefined) this.#say(saying);
      else this.#director.atRotation(saying.rotation, () => this.#say(saying));
    }
  }

  #say(saying: Saying): void {
    if (saying.is === 'typed') this.#begin(saying, () => this.#client.ask(saying.person, questionOf(saying)));
    else this.#floor = this.#floor.then(() => this.#aloud(saying)).catch(this.#failed);
  }

  /** What the client throws is what the person reads. */
  #begin(saying: Saying, say: () => Reply): Said {
    const said: Said = { saying, at: this.#ledger.clock.now(), hushed: false };
    this.#ledger.said.push(said);
    try {
      const reply = say();
      said.reply = reply;
      reply.ended.then((end) => this.#end(said, end)).catch(this.#failed);
    } catch (error) {
      this.#end(said, { is: 'failed', told: error instanceof Error ? error.message : String(error) });
    }
    return said;
  }

  async #aloud(saying: Saying & { is: 'spoken' }): Promise<void> {
    const { clock } = this.#ledger;
    let speech: ReturnType<Client['hear']> | undefined;
    const said = this.#begin(saying, () => {
      speech = this.#client.hear(saying.person);
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

  async #hush(said: Said, reply: Reply, after: number): Promise<void> {
    await reply.first;
    await this.#ledger.clock.sleep(after);
    if (said.end) return;
    said.hushed = true;
    reply.hush();
  }

  #end(said: Said, end: Said['end']): void {
    said.end = end;
    said.endedAt = this.#ledger.clock.now();
  }
}
