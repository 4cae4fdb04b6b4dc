import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type BotProcess, spawnBot } from '../../world/bot-process.ts';
import type { Channel } from '../../world/discord/channel.ts';
import type { Member } from '../../world/discord/member.ts';
import { random } from '../../world/discord/voice/path.ts';
import type { ServerFrame } from '../../world/live/wire.ts';
import { World } from '../../world/world.ts';
import { Model } from './model.ts';
import { MOMENTS, type Moment, phaseOf, reached } from './moment.ts';
import { MANNERS, type Manner, Question } from './question.ts';
import { readTranscripts, wrongs } from './record.ts';

/** What became of a story. Times are milliseconds from the start of a process to its first answer on Discord. */
export type Report = {
  times: number[];
  /** Kills by what was going on, as the world saw it. */
  phases: Map<string, number>;
  /** Questions by what people see of them in the end. */
  seen: Map<string, number>;
  /** What must not be. */
  violations: Set<string>;
};

/** So many of the newest turns a session must know: it is told at most forty. */
const KNOWN = 30;

/** People who ask in two channels, and a bot that is killed over and over again. */
export class Story {
  readonly #random: () => number;
  readonly #world: World;
  readonly #model: Model;
  readonly #folder: string;
  readonly #places: { channel: Channel; member: Member }[];
  readonly #questions: Question[] = [];
  readonly #report: Report;
  #bot: BotProcess | undefined;

  private constructor(seed: number, world: World, model: Model, folder: string) {
    this.#random = random(seed);
    this.#world = world;
    this.#model = model;
    this.#folder = folder;
    const guild = world.discord.guild('Workshop');
    const [ada, bob] = [guild.member('Ada'), guild.member('Bob')];
    const [general, garden] = [guild.text('general'), guild.text('garden')];
    this.#places = [ada, bob].flatMap((member) => [general, garden].map((channel) => ({ channel, member })));
    this.#report = { times: [], phases: new Map(), seen: new Map(), violations: new Set() };
  }

  /** Tells a story with so many kills. The same seed plans the same story; how far each process came is up to the machine. */
  static async tell(seed: number, kills: number, heard: (life: number) => void = () => {}): Promise<Report> {
    const model = new Model();
    const world = await World.open({ model: model.script });
    const folder = await mkdtemp(join(tmpdir(), 'parley-kill-'));
    const { live, discord } = world;
    live.sound = false;
    live.handleDelay = 15;
    live.setupDelay = 15;
    // Whatever the local server sends is a frame of the server.
    live.sent = (connection, frame) => model.sent(connection, frame as ServerFrame, discord.clock.now());
    const story = new Story(seed, world, model, folder);
    try {
      for (let kill = 0; kill < kills; kill += 1) {
        await story.#untilKilled(story.#any(MOMENTS));
        heard(kill + 1);
      }
      await story.#end();
      for (const { reason } of live.unexpected) story.#blame(`the Live API did not expect: ${reason}`);
      return story.#report;
    } finally {
      await story.#bot?.kill();
      await world.close();
      await rm(folder, { recursive: true, force: true });
    }
  }

  get #file(): string {
    return join(this.#folder, 'parley.sqlite');
  }

  /** One life of the process: it starts, answers, and is killed at a moment. */
  async #untilKilled(moment: Moment | 'starting'): Promise<void> {
    const began = performance.now();
    const bot = this.#start();
    const question = moment === 'starting' ? undefined : await this.#live(moment, began);
    await pause(this.#random() * (moment === 'starting' ? 900 : moment.within));
    const phase = phaseOf(question, this.#world.discord.clock.now());
    await bot.kill();
    count(this.#report.phases, phase);
    await this.#world.discord.until(({ gateway }) => !gateway.complete);
    await this.#judge();
  }

  /** Asks this and that until a moment has come; resolves with the question that it is about. */
  async #live({ manners, point, together = 1, first }: Moment, began: number): Promise<Question> {
    await this.#world.discord.until(({ gateway, commands }) => gateway.complete && commands.all.length > 0);
    if (!first) await this.#answer(began);
    let question = await this.#ask(this.#any(manners));
    for (let more = 1; more < together; more += 1) question = await this.#ask(this.#any(manners));
    if (point === 'over') await this.#answered(question);
    else await reached(question, point, this.#model.changes);
    return question;
  }

  /** The first question after a start, and a few more. */
  async #answer(began: number): Promise<void> {
    await this.#answered(await this.#ask('quick'));
    this.#report.times.push(performance.now() - began);
    for (let steps = Math.floor(this.#random() * 2); steps > 0; steps -= 1) {
      const question = await this.#ask(this.#any(MANNERS));
      if (this.#random() < 0.2) await this.#answered(question);
    }
  }

  async #ask(manner: Manner): Promise<Question> {
    const { channel, member } = this.#any(this.#places);
    const number = this.#questions.length + 1;
    const known = this.#questions.filter((one) => one.channel === channel && one.part !== '').slice(-KNOWN);
    const mentions = this.#random() < 0.3;
    // Every third brings a file, which a killed process may have been reading.
    const file = number % 3 === 0 ? { name: 'notes.txt', content: Buffer.from(`note ${number}`) } : undefined;
    const asked = { shown: () => '', waits: () => false };
    const [shown, waits] = [() => asked.shown(), () => asked.waits()];
    const question = new Question({ number, manner, channel, known, shown, waits });
    this.#questions.push(question);
    this.#model.expect(question);
    if (mentions) {
      const message = await member.says(`@Parley ${question.text}`, { in: channel, ...(file && { files: [file] }) });
      asked.shown = () => channel.messages.find(({ replyTo }) => replyTo === message)?.text ?? '';
    } else {
      const reply = await member.slash('ask', { question: question.text, ...(file && { file }) }, { in: channel });
      asked.shown = () => reply.text;
      asked.waits = () => reply.waits;
    }
    return question;
  }

  /** Resolves when people see how a question ended, and notes if that is not as it should be. */
  async #answered(question: Question): Promise<void> {
    try {
      await question.channel.until(() => question.isOver);
      if (!question.isAsPlanned) this.#blame(`${question.text} was answered with "${question.shown()}"`);
    } catch (error) {
      this.#blame(`${question.text} was not answered: ${error}`);
    }
  }

  #start(): BotProcess {
    const { discord, live } = this.#world;
    // All that is asked in hundreds of lives costs more than the usual cap of a day, as Google bills it.
    const env = { SESSION_IDLE_SECONDS: '1', CAP_PROCESS_DAY: '50' };
    this.#bot = spawnBot({ discord, live, store: `sqlite://${this.#file}`, env });
    return this.#bot;
  }

  /** Lets a last process answer in all channels, and looks through all that is stored. */
  async #end(): Promise<void> {
    const began = performance.now();
    const bot = this.#start();
    await this.#world.discord.until(({ gateway, commands }) => gateway.complete && commands.all.length > 0);
    await this.#answer(began);
    const waiting = () => this.#questions.filter(({ waits }) => waits());
    await this.#world.discord.until(() => waiting().length === 0).catch(() => {});
    for (const { text } of waiting()) this.#blame(`${text} is thought about for ever`);
    for (const question of this.#questions.slice(-10)) await question.connection?.ended;
    await bot.stop();
    await this.#judge();
    for (const question of this.#questions) count(this.#report.seen, seen(question));
  }

  /** Compares what people see, and what the model was told, with the transcripts that a dead process has left. */
  async #judge(): Promise<void> {
    for (const violation of this.#model.violations.splice(0)) this.#blame(violation);
    const channels = new Set(this.#places.map(({ channel }) => channel));
    const transcripts = await readTranscripts(
      this.#file,
      [...channels].map(({ id }) => id),
    );
    for (const question of this.#questions) {
      const entries = transcripts.get(question.channel.id) ?? [];
      for (const wrong of wrongs(question, entries)) this.#blame(wrong);
    }
  }

  #blame(violation: string): void {
    this.#report.violations.add(violation);
  }

  #any<T>(among: readonly T[]): T {
    const one = among[Math.floor(this.#random() * among.length)];
    if (one === undefined) throw new Error('there is nothing to choose from');
    return one;
  }
}

const seen = ({ isWhole, isBroken, isOver, shown }: Question): string => {
  if (isWhole) return 'the whole answer';
  if (isBroken) return 'a part of it, and that it broke off';
  if (isOver) return 'an apology';
  return shown() === '' ? 'nothing, or that Parley is thinking' : 'a part of it that stands still';
};

const count = (counts: Map<string, number>, key: string): void => void counts.set(key, (counts.get(key) ?? 0) + 1);
