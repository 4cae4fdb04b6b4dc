import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Bot, spawnBot, spelled } from '../bot.ts';
import type { Channel } from '../discord/channel.ts';
import { flatten } from '../discord/component-limits.ts';
import type { Guild } from '../discord/guild.ts';
import type { Member } from '../discord/member.ts';
import type { Message } from '../discord/message.ts';
import { bitsOf, ORDINARY } from '../discord/permissions.ts';
import type { Reply } from '../discord/reply.ts';
import { lasting } from '../discord/voice/sound.ts';
import { rehearsal, rehearse } from '../live/rehearsal.ts';
import { World } from '../world.ts';
import { type Deed, deedOf } from './line.ts';
import { Lounge } from './lounge.ts';
import { Owed } from './owed.ts';
import { readSound, writeSound } from './sound-file.ts';
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

/** A server with one channel and one voice channel, people in it, and the real bot as a process of its own. */
export class Rehearsal {
  #world: World;
  #guild: Guild;
  #channel: Channel;
  #lounge: Lounge;
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
    this.#lounge = new Lounge(world, this.#guild);
    this.#member = this.#guild.member('You', { permissions: ORDINARY | bitsOf('ManageMessages') });
    this.#died.promise.catch(() => {});
    this.#bot = this.#spawn();
  }

  /** Opens the world and starts the bot; resolves when it can be spoken to. Leaves nothing behind if it cannot. */
  static async open(options: RehearsalOptions): Promise<Rehearsal> {
    const owed = new Owed();
    const answer = rehearsal();
    const world = await World.open({
      voice: true,
      model: (asked) => {
        if (asked.audio.length > 0) owed.beginAloud();
        else owed.begin(rehearse(asked.text, asked.memory));
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
    switch (deed.is) {
      case 'quit':
        return 'quit';
      case 'restart':
        await this.#restart();
        break;
      case 'becomes':
        this.#member = this.#guild.members.find(({ name }) => name === deed.name) ?? this.#guild.member(deed.name);
        break;
      case 'save':
        await this.#save(deed.file, signal);
        break;
      case 'speaks':
        await this.#speak(deed.file, signal);
        break;
      default:
        await this.#ask(deed, signal);
    }
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

  /** The bot goes and comes again, into its voice channel, too. */
  async #restart(): Promise<void> {
    const { hasBot } = this.#lounge;
    await this.#stop();
    this.#bot = this.#spawn();
    await this.#bot.ready;
    if (hasBot) await this.#lounge.connected();
  }

  async #clear(): Promise<void> {
    this.#leaving = this.#bot;
    await this.#bot.kill();
    await rm(this.#directory, { recursive: true, force: true });
  }

  /** Writes, presses or calls a command, and shows what the bot answers. */
  async #ask(deed: Extract<Deed, { is: 'says' | 'slash' | 'presses' }>, signal: AbortSignal): Promise<void> {
    const before = this.#bodies();
    let reply: Reply | undefined;
    switch (deed.is) {
      case 'says':
        if (!(await this.#member.says(deed.text, { in: this.#channel })).openTo) return;
        break;
      case 'slash':
        if (deed.command === 'join') this.#lounge.enter(this.#member);
        reply = await this.#member.slash(deed.command, deed.options, { in: this.#channel });
        this.#keep(reply);
        break;
      case 'presses':
        reply = await this.#press(deed.button);
        this.#keep(reply);
        break;
    }
    // Other messages may change before the bot answers.
    const read = (messages: Message[]) =>
      messages.length > 0 && !(reply && isAwaited(reply)) && this.#owed.paidBy(messages);
    await this.#shown(before, read, signal);
    if (deed.is !== 'slash') return;
    if (deed.command === 'join' && this.#lounge.hasBot) await this.#lounge.connected();
    if (deed.command === 'leave') this.#lounge.leave(this.#member);
  }

  /** Says a file aloud, and shows what is written meanwhile. */
  async #speak(file: string, signal: AbortSignal): Promise<void> {
    const sound = await readSound(file);
    const { view } = this.#options;
    const before = this.#bodies();
    let over = false;
    const saying = this.#lounge
      .say(this.#member, sound, () => this.#owed.unfinished, signal)
      .finally(() => {
        over = true;
        this.#world.discord.changes.happened();
      });
    await Promise.all([saying, this.#shown(before, () => over, signal, DEADLINE + lasting(sound))]);
    if (!(await saying)) view.line('The bot did not take this for a question. Its message above says whom it hears.');
  }

  /** Saves what the voice channel has heard of the bot, when it has come to an end. */
  async #save(file: string, signal: AbortSignal): Promise<void> {
    await this.#lounge.calm(() => this.#owed.unfinished, signal);
    const { heard } = this.#lounge;
    if (!heard) throw new Error('The bot has not said anything aloud yet.');
    await writeSound(file, heard);
    this.#options.view.line(`saved ${file} (${(lasting(heard) / 1_000).toFixed(1)} s)`);
  }

  #keep(reply: Reply): void {
    this.#replies.push(reply);
    if (this.#replies.length > MOST_REPLIES) this.#replies.shift();
  }

  /** Presses a button of the newest message that has it. */
  async #press(button: string): Promise<Reply> {
    for (const message of this.#messages().toReversed()) {
      const id = flatten(message.components).find(({ label }) => label === button)?.custom_id;
      if (id) return this.#member.press(message, id);
    }
    throw new Error(`There is no button [${button}] to press.`);
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

  /** Shows what changes, until `read` finds that all is there. */
  async #shown(
    before: ReadonlyMap<string, string>,
    read: (messages: Message[]) => boolean,
    signal: AbortSignal,
    deadline = DEADLINE,
  ): Promise<void> {
    const { view } = this.#options;
    const over = new AbortController();
    const changed = () => this.#messages().filter((message) => before.get(message.id) !== bodyOf(message));
    const complete = () => {
      signal.throwIfAborted();
      if (over.signal.aborted) return true;
      const messages = changed();
      view.grow(messages);
      return read(messages);
    };
    try {
      await Promise.race([this.#world.discord.until(complete, { deadline }), this.died, aborted(signal)]);
    } finally {
      over.abort();
      this.#owed.forgive();
      this.#world.discord.changes.happened();
      view.settle(changed());
    }
  }
}

/** Whether the bot has still to say something to who called a command or pressed a button. */
const isAwaited = ({ acknowledged, deferred, messages }: Reply): boolean =>
  acknowledged === undefined || (deferred !== undefined && messages.length === 0);

const isTurnEnd = (frame: unknown): boolean => /"turnComplete":true/.test(JSON.stringify(frame));

/** Rejects with the signal's reason when it aborts. */
const aborted = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
