import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type BotProcess, spawnBot } from '../../world/bot-process.ts';
import type { Guild } from '../../world/discord/guild.ts';
import { random } from '../../world/discord/voice/path.ts';
import { say, sayHeard } from '../../world/live/steps.ts';
import { World } from '../../world/world.ts';
import { Model } from '../duel/model.ts';
import { PANEL } from '../end-to-end/calls/talks.ts';
import { CallWatch } from './call-watch.ts';
import type { CallCourse, Course } from './judge.ts';
import { ANSWER, Talker } from './talker.ts';
import { Writer } from './writer.ts';

/** A drill: how much goes on, how many deploys there are, on which store, and how many shards the processes share. */
export type Terms = {
  seed: number;
  deploys: number;
  conversations: number;
  calls: number;
  /** A SQLite file of its own by default. */
  store?: string | undefined;
  shards: number;
  /** How long people wait at most until they write the next question, in milliseconds. */
  pause: number;
  /** How long the processes are used before and after each deploy, in milliseconds; up to twice that. */
  use: number;
  /** How long the old process may take to leave everything, in seconds. */
  drain: number;
};

/** How many conversations share a server. */
const IN_A_SERVER = 5;

/** How long it may take until all shards are open, in milliseconds. */
const OPENING = 120_000;

/** How long a process that has left everything may take to end, in milliseconds. */
const ENDING = 15_000;

/** What a call is made of here. */
type Call = { name: string; talker: Talker; watch: CallWatch; guild: Guild };

/** Two processes of one bot, of which the newer one takes over from the older one while people go on writing and talking. */
export class Drill {
  readonly #terms: Terms;
  readonly #world: World;
  readonly #model: Model;
  readonly #random: () => number;
  readonly #store: string;
  readonly #bots: BotProcess[] = [];
  readonly #took: number[] = [];
  #questions = 0;

  private constructor(terms: Terms, { world, model, store }: { world: World; model: Model; store: string }) {
    this.#terms = terms;
    this.#world = world;
    this.#model = model;
    this.#store = store;
    this.#random = random(terms.seed);
  }

  /** Holds a drill. `tell` hears how it goes. @throws if a process doesn't start, or doesn't end by itself */
  static async hold(terms: Terms, tell: (line: string) => void = () => {}): Promise<Course> {
    const folder = await mkdtemp(join(tmpdir(), 'parley-drill-'));
    const faults: string[] = [];
    const model = new Model((what) => faults.push(what));
    const world = await World.open({
      voice: true,
      worker: terms.seed % 1_024,
      model: (asked) =>
        asked.audio.length > 0 ? [sayHeard('What do you think?'), say(ANSWER, { sound: true })] : model.script(asked),
    });
    Object.assign(world.live, { sound: false, handleDelay: 15, setupDelay: 60, latencyMs: 10 });
    world.discord.latency = 20;
    const store = terms.store ?? `sqlite://${join(folder, 'parley.sqlite')}`;
    const drill = new Drill(terms, { world, model, store });
    try {
      return await drill.#run(tell);
    } finally {
      for (const bot of drill.#bots) await bot.kill();
      await world.close();
      await rm(folder, { recursive: true, force: true });
    }
  }

  async #run(tell: (line: string) => void): Promise<Course> {
    const { conversations, deploys, calls: wanted, use } = this.#terms;
    const guilds = Array.from({ length: Math.max(wanted, Math.ceil(conversations / IN_A_SERVER)) }, (_, index) =>
      this.#world.discord.guild(`Server ${index + 1}`),
    );
    const writers = Array.from({ length: conversations }, (_, index) => this.#makeWriter(index, guilds));
    let old = await this.#start();
    // One that shares its shards opens the others after its login.
    await this.#world.discord.ready({ deadline: OPENING });
    const calls: Call[] = [];
    for (const guild of guilds.slice(0, wanted)) calls.push(await this.#makeCall(guild));
    tell(`${conversations} conversations, ${calls.length} calls`);
    const over = new AbortController();
    const going = [
      ...writers.map((one) => one.write(over.signal)),
      ...calls.map(({ talker }) => talker.talk(over.signal)),
    ];
    for (let deploy = 1; deploy <= deploys; deploy += 1) {
      await sleep(use * (1 + this.#random()));
      const next = await this.#start();
      await sleep(use * this.#random());
      const began = performance.now();
      await old.stop(this.#terms.drain * 1_000 + ENDING);
      this.#took.push(performance.now() - began);
      tell(`deploy ${deploy}: the old process was gone after ${Math.round(performance.now() - began)} ms`);
      old = next;
    }
    await sleep(use);
    over.abort();
    await Promise.all(going);
    return {
      typed: writers.flatMap(({ questions }) =>
        questions.map(({ number, seen, wrongs, at, asking, channel }) => ({
          number: `${number} (${asking.way} in ${channel.id} at ${new Date(at - performance.now() + Date.now()).toISOString()})`,
          seen,
          wrongs: wrongs.map(({ kind, what }) => `${kind}: ${what}`),
        })),
      ),
      calls: calls.map((call) => describe(call)),
      took: this.#took,
    };
  }

  #makeWriter(index: number, guilds: readonly Guild[]): Writer {
    const guild = guilds[index % guilds.length];
    if (!guild) throw new Error('there is no server');
    const channel = guild.text(`channel-${index + 1}`);
    const members = [guild.member(`Ada ${index + 1}`), guild.member(`Bob ${index + 1}`)] as const;
    const number = () => {
      this.#questions += 1;
      return this.#questions;
    };
    return new Writer({ channel, members, model: this.#model, number, pause: this.#terms.pause, random: this.#random });
  }

  async #makeCall(guild: Guild): Promise<Call> {
    const { discord } = this.#world;
    const [lounge, lobby, cleo] = [guild.voice('Lounge'), guild.text('lobby'), guild.member('Cleo')];
    cleo.joins(lounge);
    await cleo.slash('join', {}, { in: lobby });
    await discord.voice.connected(lounge);
    const panelIn = [lobby, lounge].find(({ messages }) => messages.some(({ text }) => PANEL.test(text))) ?? lobby;
    const watch = new CallWatch(discord, { voice: lounge, panelIn });
    return { name: guild.name, talker: new Talker(cleo, discord.voice.hears(lounge), this.#random), watch, guild };
  }

  async #start(): Promise<BotProcess> {
    const { discord, live } = this.#world;
    const { drain, shards, conversations } = this.#terms;
    const name = `p${this.#bots.length + 1}`;
    const bot = spawnBot({
      discord: { api: `${discord.origin}/${name}/api`, token: discord.token, caFile: discord.caFile },
      live: { url: `${live.url}/${name}`, key: live.key },
      store: this.#store,
      env: {
        LOG_LEVEL: 'debug',
        CAP_PROCESS_DAY: '100',
        SHARD_COUNT: `${shards}`,
        DRAIN_SECONDS: `${drain}`,
        MAX_OPEN_SESSIONS: `${Math.max(40, 2 * conversations)}`,
      },
    });
    this.#bots.push(bot);
    await bot.ready;
    return bot;
  }
}

const describe = ({ name, talker, watch, guild }: Call): CallCourse => ({
  name,
  spoken: talker.spoken,
  gaps: watch.end(),
  panels: guild.channels.flatMap(({ messages }) => messages.filter(({ text }) => PANEL.test(text))).length,
});
