import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Bot, spawnBot, spelled } from '../bot.ts';
import type { Channel } from '../discord/channel.ts';
import type { Guild } from '../discord/guild.ts';
import type { Member } from '../discord/member.ts';
import type { Message } from '../discord/message.ts';
import { bitsOf, ORDINARY } from '../discord/permissions.ts';
import type { Reply } from '../discord/reply.ts';
import { rehearsal, rehearse } from '../live/rehearsal.ts';
import { World } from '../world.ts';
import { deedOf } from './line.ts';
import { Owed } from './owed.ts';
import { bodyOf, type View } from './view.ts';

/** How long an answer may take in all, in milliseconds. */
const DEADLINE = 60_000;

/** Replies that are looked at; what only one member sees is in no channel. */
const MOST_REPLIES = 50;

/** Ends a rehearsal: the bot is gone although nobody asked it to go. */
export class BotDied extends Error {
  override name = 'BotDied';
}

/** What a rehearsal reports to. */
export type RehearsalOptions = { view: View; log?(line: string): void };

/** A server with one channel, people in it, and the real bot as a process of its own. */
export class Rehearsal {
  #world: World;
  #guild: Guild;
  #channel: Channel;
  #member: Member;
  #bot: Bot;
  #directory: string;
  #options: RehearsalOptions;
  #replies: Reply[] = [];
  #owed: Owed;
  #died = Promise.withResolvers<never>();
  /** The bot that was asked to go. */
  #leaving: Bot | undefined;

  private constructor(world: World, directory: string, owed: Owed, options: RehearsalOptions) {
    this.#world = world;
    this.#directory = directory;
    this.#owed = owed;
    this.#options = options;
    this.#guild = world.discord.guild('Rehearsal');
    this.#channel = this.#guild.text('general');
    this.#member = this.#guild.member('You', { permissions: ORDINARY | bitsOf('ManageMessages') });
    this.#died.promise.catch(() => {});
    this.#bot = this.#spawn();
  }

  /** Opens the world and starts the bot; resolves when it can be spoken to. Leaves nothing behind if it cannot. */
  static async open(options: RehearsalOptions): Promise<Rehearsal> {
    const owed = new Owed();
    const answer = rehearsal();
    const world = await World.open({
      model: (asked) => {
        owed.begin(rehearse(asked.text, asked.memory));
        return answer(asked);
      },
    });
    world.live.sent = (_, frame) => {
      if (!isTurnEnd(frame)) return;
      owed.finish();
      world.discord.changes.happened();
    };
    const directory = await mkdtemp(join(tmpdir(), 'parley-rehearsal-'));
    const rehearsing = new Rehearsal(world, directory, owed, options);
    try {
      await rehearsing.#bot.ready;
      return rehearsing;
    } catch (error) {
      await rehearsing.abandon();
      throw error;
    }
  }

  /** The name of the member who speaks. */
  get speaker(): string {
    return this.#member.name;
  }

  /** The bot's process. */
  get pid(): number | undefined {
    return this.#bot.pid;
  }

  /** Rejects with {@link BotDied} when the bot goes by itself. */
  get died(): Promise<never> {
    return this.#died.promise;
  }

  /**
   * Does what a line says and shows what comes of it; resolves when that is all there, to whether the rehearsal goes on.
   *
   * @throws BotDied; the signal's reason when it aborts; else an error that says why the line could not be done.
   */
  async perform(line: string, signal: AbortSignal): Promise<'more' | 'quit'> {
    const { discord } = this.#world;
    const deed = deedOf(
      line,
      [...this.#guild.commands.all, ...discord.commands.all].filter(({ type }) => type === 1),
    );
    const before = this.#bodies();
    switch (deed.is) {
      case 'quit':
        return 'quit';
      case 'restart':
        await this.#restart();
        return 'more';
      case 'becomes':
        this.#member = this.#guild.members.find(({ name }) => name === deed.name) ?? this.#guild.member(deed.name);
        return 'more';
      case 'says':
        if (!(await this.#member.says(deed.text, { in: this.#channel })).openTo) return 'more';
        break;
      case 'slash':
        this.#keep(await this.#member.slash(deed.command, deed.options, { in: this.#channel }));
        break;
      case 'presses':
        this.#keep(await this.#press(deed.button));
        break;
    }
    await this.#answered(before, signal);
    return 'more';
  }

  /** Stops the bot as a supervisor would, and clears everything away. @throws when the bot does not end well. */
  async close(): Promise<void> {
    await this.#stop().finally(() => this.#clear());
    await this.#world.close();
  }

  /** Clears everything away without a word. */
  async abandon(): Promise<void> {
    await this.#clear();
    await this.#world.close().catch(() => {});
  }

  #spawn(): Bot {
    const { discord, live } = this.#world;
    const bot = spawnBot({ discord, live, store: `sqlite://${join(this.#directory, 'rehearsal.sqlite')}` });
    if (this.#options.log) bot.listen(this.#options.log);
    void bot.exited.then((exit) => {
      if (this.#leaving === bot) return;
      this.#died.reject(new BotDied(`The bot is gone (${spelled(exit)}). Its last log lines:\n${bot.quote()}`));
    });
    return bot;
  }

  async #stop(): Promise<void> {
    this.#leaving = this.#bot;
    const code = await this.#bot.stop();
    if (code !== 0) throw new BotDied(`The bot ended with code ${code}. Its last log lines:\n${this.#bot.quote()}`);
  }

  async #restart(): Promise<void> {
    await this.#stop();
    this.#bot = this.#spawn();
    await this.#bot.ready;
  }

  async #clear(): Promise<void> {
    this.#leaving = this.#bot;
    await this.#bot.kill();
    await rm(this.#directory, { recursive: true, force: true });
  }

  #keep(reply: Reply): void {
    this.#replies.push(reply);
    if (this.#replies.length > MOST_REPLIES) this.#replies.shift();
  }

  async #press(button: string): Promise<Reply> {
    const message = this.#messages().findLast((one) => bodyOf(one).includes(`[${button}]`));
    const reply = this.#replies.findLast(({ messages }) => messages.some((one) => one === message));
    if (!reply) throw new Error(`There is no button [${button}] to press.`);
    return reply.press(button, this.#member);
  }

  /** The bot's messages, oldest first: those of the channel, and those that only one member sees. */
  #messages(): Message[] {
    const { bot } = this.#world.discord;
    const all = new Set([...this.#channel.messages, ...this.#replies.flatMap(({ messages }) => messages)]);
    return [...all]
      .filter(({ author, thinking }) => author.id === bot.id && !thinking)
      .sort((a, b) => (BigInt(a.id) < BigInt(b.id) ? -1 : 1));
  }

  #bodies(): Map<string, string> {
    return new Map(this.#messages().map((message) => [message.id, bodyOf(message)]));
  }

  /** Shows what changes, until something has and every answer that was begun can be read to its end. */
  async #answered(before: ReadonlyMap<string, string>, signal: AbortSignal): Promise<void> {
    const { view } = this.#options;
    const over = new AbortController();
    const changed = () => this.#messages().filter((message) => before.get(message.id) !== bodyOf(message));
    const complete = () => {
      signal.throwIfAborted();
      if (over.signal.aborted) return true;
      const messages = changed();
      view.grow(messages);
      if (messages.length === 0 || !this.#owed.paidBy(messages)) return false;
      return true;
    };
    try {
      await Promise.race([this.#world.discord.until(complete, { deadline: DEADLINE }), this.died, aborted(signal)]);
    } finally {
      over.abort();
      this.#owed.forgive();
      this.#world.discord.changes.happened();
      view.settle(changed());
    }
  }
}

const isTurnEnd = (frame: unknown): boolean => /"turnComplete":true/.test(JSON.stringify(frame));

/** Rejects with the signal's reason when it aborts. */
const aborted = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
