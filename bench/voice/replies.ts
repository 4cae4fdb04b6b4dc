import { systemClock } from '../../src/base/clock.ts';
import type { LocalConnection } from '../../world/live/connection.ts';
import { sounds } from '../../world/live/sounds.ts';
import { sayHeard } from '../../world/live/steps.ts';
import { type Row, timed } from './rows.ts';
import { type Call, DEADLINE, Scene } from './scene.ts';
import { answered, audible, spoken } from './sounds.ts';

/** How many calls, and how many questions in each after the first one. */
export type Scale = { calls: number; rounds: number };

/** The times of a question, in milliseconds. */
type Sample = {
  /** From the first sound leaving the Live world to the first packet. */
  packet: number;
  /** From the last packet with speech to the end of the turn, minus the silence that ends a turn. */
  end: number;
  /** From the last packet with speech to the first audible packet of the answer. */
  reply: number;
};

const QUESTION = 600;
const ANSWER = 400;

/** How long the model thinks, and how much silence its answer begins with (measured by others, see `StreamOptions`). */
const THINK = 300;
const PAD = 100;

/** How much silence ends a turn, in milliseconds: in Parley's settings, and on the server. */
const PAUSE = { Parley: 200, textbook: 800 };

/** Over how many milliseconds the questions of several calls are spread, so that their clocks don't run in step. */
const SPREAD = 200;

/** Prints how long people wait for an answer, and how much of that is due to the bot. */
export const replies = async ({ calls, rounds }: Scale): Promise<Row[]> => {
  const scenes = await Scene.both();
  await using _one = scenes[0];
  await using _other = scenes[1];
  const asking = scenes.map((scene) => new Asking(scene));
  const firsts = await Promise.all(asking.map((one) => one.open(calls)));
  const all: Sample[][] = scenes.map(() => []);
  for (let round = 0; round < rounds; round += 1)
    for (const [index, one] of asking.entries()) all[index]?.push(...(await one.round()));
  const row = (what: string, key: keyof Sample, share: number, goal: object, samples = all) => {
    const [ours = [], theirs = []] = samples.map((each) => each.map((sample) => sample[key]));
    return timed(what, { ours, theirs, share, goal });
  };
  return [
    row('Live sound → first packet', 'packet', 0.95, { most: 20, ratio: 0.25 }),
    row('Live sound → first packet', 'packet', 0.5, {}),
    row('last packet of speech → turn ended, less the pause', 'end', 0.95, { most: 20, ratio: 0.25 }),
    row('last packet of speech → turn ended, less the pause', 'end', 0.5, {}),
    row('Live sound → first packet, first reply of a call', 'packet', 0.95, { most: 60 }, firsts),
    row('end of speech → first audible reply', 'reply', 0.5, { ratio: 0.45 }),
    row('end of speech → first audible reply', 'reply', 0.95, {}),
  ];
};

/** Asks in the calls of a scene. */
class Asking {
  #scene: Scene;
  #connections = new Map<Call, LocalConnection>();
  /** When the first sound since the last question left for each connection, in milliseconds of `performance.now()`. */
  #left = new Map<LocalConnection, number>();

  constructor(scene: Scene) {
    this.#scene = scene;
    const { live } = scene.world;
    const answer = sounds(answered(ANSWER), { leadingSilenceMs: PAD });
    live.thinkMs = THINK;
    live.script = () => [sayHeard('hello'), answer];
    live.sent = (connection, frame) => {
      if (!this.#left.has(connection) && JSON.stringify(frame).includes('"inlineData"'))
        this.#left.set(connection, performance.now());
    };
  }

  /** Joins calls one after another and gets the first reply of each, which shows which connection belongs to which call. */
  async open(calls: number): Promise<Sample[]> {
    const samples: Sample[] = [];
    while (this.#scene.calls.length < calls) {
      const call = await this.#scene.call();
      this.#left.clear();
      samples.push(...(await this.#ask(call, 0)));
    }
    return samples;
  }

  /** Asks a question in every call. */
  async round(): Promise<Sample[]> {
    this.#left.clear();
    const samples = await Promise.all(this.#scene.calls.map((call) => this.#ask(call, Math.random() * SPREAD)));
    return samples.flat();
  }

  async #ask(call: Call, after: number): Promise<Sample[]> {
    const { kind, world } = this.#scene;
    await systemClock.sleep(after);
    call.ears.forget();
    const { last } = await call.member.speaks(spoken(QUESTION));
    await call.ears.until(({ packets }) => packets.some(({ silence }) => !silence), DEADLINE);
    await call.ears.falls();
    const connection = this.#connections.get(call) ?? world.live.questions.at(-1)?.connection;
    const question = connection?.heard.questions.at(-1);
    const left = connection && this.#left.get(connection);
    const first = call.ears.sounding[0];
    const [reply] = audible(call.ears.packets);
    if (!connection || !question || left === undefined || !first || !reply) return [];
    this.#connections.set(call, connection);
    return [{ packet: first.at - left, end: question.ended.wall - last - PAUSE[kind], reply: reply.at - last }];
  }
}
