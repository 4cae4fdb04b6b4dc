import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BotProcess, spawnBot } from '../../world/bot-process.ts';
import type { File } from '../../world/discord/attachment.ts';
import type { Channel } from '../../world/discord/channel.ts';
import type { Guild } from '../../world/discord/guild.ts';
import type { Member } from '../../world/discord/member.ts';
import type { Message } from '../../world/discord/message.ts';
import type { Reply } from '../../world/discord/reply.ts';
import type { LocalConnection } from '../../world/live/connection.ts';
import type { Script, ScriptAnswer } from '../../world/live/script.ts';
import { World } from '../../world/world.ts';

/** One hostile thing, and what must hold all the same. Each has a channel, and a conversation, of its own. */
export type Case = { what: string; holds(room: Room): Promise<void> };

/** What the model says where a case does not say it. */
const ANSWER = 'All right.';

/** Ends each question, so that the model's side knows which channel it came from; it is not part of what is compared. */
const TOKEN = / \((room-\d+)\)/g;

/** The real bot as a process, in a world in which everybody may try what they like. */
export class Stage implements AsyncDisposable {
  readonly world: World;
  readonly bot: BotProcess;
  readonly guild: Guild;
  readonly #rooms = new Map<string, Room>();
  readonly #folder: string;

  private constructor(world: World, guild: Guild, folder: string) {
    this.world = world;
    this.guild = guild;
    this.#folder = folder;
    world.live.script = this.#answer;
    // Even where all is logged, some things must not be.
    const env = { LOG_LEVEL: 'debug' };
    this.bot = spawnBot({ ...world, store: `sqlite://${join(folder, 'parley.sqlite')}`, env });
  }

  static async open(): Promise<Stage> {
    const world = await World.open();
    const guild = world.discord.guild('Market');
    guild.text('general');
    const stage = new Stage(world, guild, await mkdtemp(join(tmpdir(), 'parley-hostile-')));
    await stage.bot.ready;
    return stage;
  }

  /** A channel that nobody has spoken in. */
  room(): Room {
    const token = `room-${this.#rooms.size + 1}`;
    const room = new Room(this, this.guild.text(token), token);
    this.#rooms.set(token, room);
    return room;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.bot.kill();
    await this.world.close();
    await rm(this.#folder, { recursive: true, force: true });
  }

  readonly #answer: Script<LocalConnection> = (asked) => {
    // The wish to go on with an answer has none, but what was said before it has.
    const said = [...asked.memory.flatMap(({ parts }) => parts?.map(({ text }) => text) ?? []), asked.text].join();
    const token = [...said.matchAll(TOKEN)].at(-1)?.[1] ?? '';
    const room = this.#rooms.get(token);
    if (!room) throw new Error(`The model was asked something that nobody asked: ${JSON.stringify(asked.text)}`);
    room.read.push(asked.text.replaceAll(TOKEN, ''));
    room.instruction = JSON.stringify(asked.setup.systemInstruction ?? '');
    return room.answer;
  };
}

/** One channel of the stage. */
export class Room {
  readonly stage: Stage;
  readonly channel: Channel;
  /** What the model has read of this channel's questions, in order. */
  readonly read: string[] = [];
  /** What the model was told about itself when it was last asked here, as JSON. */
  instruction = '';
  /** What the model says here. */
  answer: ScriptAnswer = ANSWER;
  readonly #token: string;
  #ada: Member | undefined;

  constructor(stage: Stage, channel: Channel, token: string) {
    this.stage = stage;
    this.channel = channel;
    this.#token = token;
  }

  get guild(): Guild {
    return this.stage.guild;
  }

  /** A member who means no harm. */
  get ada(): Member {
    this.#ada ??= this.member('Ada');
    return this.#ada;
  }

  /** Somebody new in the server, of any name. */
  member(name: string): Member {
    return this.guild.member(name);
  }

  /** A question as the model's side knows it again. */
  question(text: string): string {
    return `${text} (${this.#token})`;
  }

  /** Asks with `/ask`; resolves as soon as the bot has been told. */
  asks(text: string, by = this.ada): Promise<Reply> {
    return by.slash('ask', { question: this.question(text) }, { in: this.channel });
  }

  /** Asks with `/ask`; resolves once the reply says something. */
  async ask(text: string, by = this.ada): Promise<Reply> {
    const reply = await this.asks(text, by);
    await reply.until(({ messages }) => messages.length > 0);
    return reply;
  }

  /** Writes a message that mentions the bot. */
  posts(text: string, by = this.ada): Promise<Message> {
    return by.says(`@Parley ${this.question(text)}`, { in: this.channel });
  }

  /** Asks by a mention; resolves with what the bot says to it. */
  async mention(text: string, by = this.ada): Promise<Message> {
    return this.answered(await this.posts(text, by));
  }

  /** Brings files in a message that asks to look at them; resolves with the bot's whole answer. */
  async brings(files: readonly File[], by = this.ada): Promise<Message> {
    const question = await by.says(`@Parley ${this.question('look')}`, { in: this.channel, files });
    const answer = await this.answered(question);
    // It has a button, Stop, as long as it grows.
    await this.channel.until(() => !answer.components.some((row) => /"stop:answer:/.test(JSON.stringify(row))));
    return answer;
  }

  /** Resolves with the bot's first answer to a message. */
  async answered(question: Message): Promise<Message> {
    const found = () => this.channel.messages.find(({ replyTo, text }) => replyTo === question && text !== '');
    await this.channel.until(found);
    return found() as Message;
  }

  /** Everything that can be read in the channel. */
  get texts(): string[] {
    return this.channel.messages.map(({ text }) => text);
  }

  /** Resolves if the bot still answers, here and to somebody else. */
  async goesOn(): Promise<void> {
    this.answer = ANSWER;
    await (await this.ask('Are you there?', this.member('Grace'))).shows(ANSWER);
  }
}
