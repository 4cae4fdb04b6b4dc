import assert from 'node:assert/strict';
import type { LookupFunction } from 'node:net';
import { GatewayIntentBits } from 'discord.js';
import { pino } from 'pino';
import { readConfig } from '../../../src/config.ts';
import { startParley } from '../../../src/parley.ts';
import { TOOL_NAMES } from '../../../src/settings/tool-names.ts';
import type { Channel } from '../../../world/discord/channel.ts';
import type { Guild } from '../../../world/discord/guild.ts';
import type { Member } from '../../../world/discord/member.ts';
import type { LocalConnection } from '../../../world/live/connection.ts';
import type { Script } from '../../../world/live/script.ts';
import { say, toolCall } from '../../../world/live/steps.ts';
import { World } from '../../../world/world.ts';
import { UNATTENDED } from '../../end-to-end/bot.ts';
import type { VirtualClock } from '../../virtual-clock.ts';
import { RequestPace } from './request-pace.ts';
import { ANSWER, ToolRoom } from './tool-room.ts';

/** How many cases a channel is for at most, so that its conversation doesn't become long. */
const MOST_USES = 15;

type StageMeans = {
  clock: VirtualClock;
  /** What was done outside of Discord so far, by lists that only grow. */
  outside: readonly (() => readonly string[])[];
};

/**
 * Two servers of a world, and a model that calls whatever it's made to call. One case after the other has it. Changes ask with a button
 * in one of the servers, and happen at once in the other.
 */
export class ToolStage {
  readonly world: World;
  readonly clock: VirtualClock;
  readonly outside: StageMeans['outside'];
  readonly #guilds: Readonly<Record<'ask' | 'allow', { guild: Guild; boss: Member }>>;
  /** Channels that cases share, and for how many they were. */
  readonly #shared = new Map<boolean, { room: ToolRoom; uses: number }>();
  readonly #pace = new RequestPace();
  #rooms = 0;
  #room: ToolRoom | undefined;

  constructor(world: World, { clock, outside }: StageMeans) {
    this.world = world;
    this.clock = clock;
    this.outside = outside;
    const open = (name: string) => {
      const guild = world.discord.guild(name);
      guild.text('general');
      return { guild, boss: guild.member('Boss', { permissions: 'admin' }) };
    };
    this.#guilds = { ask: open('Market'), allow: open('Bazaar') };
    world.live.script = this.#answer;
  }

  /** The owners switch every tool on, once the bot is there. */
  async furnish(): Promise<void> {
    for (const confirm of ['ask', 'allow'] as const) {
      const [general] = this.#guilds[confirm].guild.channels;
      assert.ok(general);
      await this.set('tools', TOOL_NAMES.join(' '), { in: general, where: 'server' });
      await this.set('tools-confirm', confirm, { in: general, where: 'server' });
    }
  }

  /** Waits, by the machine's clock, until so few requests were made that discord.js lets the next ones pass; see {@link RequestPace}. */
  rest(): Promise<void> {
    return this.#pace.rest(this.world.discord.requests);
  }

  /** A channel in which nothing has happened yet. */
  room({ isAllowed = false }: { isAllowed?: boolean } = {}): ToolRoom {
    this.#rooms += 1;
    this.#room = new ToolRoom(this, this.#guilds[isAllowed ? 'allow' : 'ask'].guild, `room-${this.#rooms}`);
    return this.#room;
  }

  /** A channel that several cases share, because nothing is left of any of them. */
  share({ isAllowed = false }: { isAllowed?: boolean } = {}): ToolRoom {
    const shared = this.#shared.get(isAllowed);
    const isNew = !shared || shared.uses >= MOST_USES;
    const one = isNew ? { room: this.room({ isAllowed }), uses: 0 } : shared;
    this.#shared.set(isAllowed, one);
    one.uses += 1;
    one.room.forget();
    this.#room = one.room;
    return one.room;
  }

  /** From now on it's in this room that something is asked. */
  choose(room: ToolRoom): void {
    this.#room = room;
  }

  findBoss(guild: Guild): Member {
    return Object.values(this.#guilds).find((one) => one.guild === guild)?.boss ?? assert.fail('it has no boss');
  }

  /** The server that this one isn't. */
  findOther(guild: Guild): Guild {
    const { ask, allow } = this.#guilds;
    return ask.guild === guild ? allow.guild : ask.guild;
  }

  /** The owner sets something. */
  async set(setting: string, value: string, { in: channel, where = 'channel' }: { in: Channel; where?: string }) {
    const boss = this.findBoss(channel.guild ?? assert.fail('it is in no server'));
    const reply = await this.clock.until(boss.slash('settings set', { setting, value, where }, { in: channel }));
    await this.clock.until(reply.until(({ text }) => text !== ''));
    assert.match(reply.text, /^✅|is now|already/, reply.text);
  }

  /** The functions that the newest setup declares. */
  listDeclared() {
    const { tools = [] } = this.world.live.connections.at(-1)?.setup ?? {};
    return tools.flatMap(({ functionDeclarations = [] }) => functionDeclarations);
  }

  readonly #answer: Script<LocalConnection> = (asked) => answer(this.#room ?? assert.fail('nobody asks'), asked);
}

/** Calls what a room says, each once the one before has been answered. */
async function* answer(room: ToolRoom, asked: Parameters<Script<LocalConnection>>[0]) {
  room.read.push(asked.text);
  if (!room.expected.test(asked.text)) {
    yield say(ANSWER);
    return;
  }
  yield* room.prelude;
  for (const [name, args = {}] of room.calls(asked.text)) {
    yield toolCall({ name, args });
    room.told.push(asked.responses.at(-1)?.response ?? {});
  }
  yield say(ANSWER);
  room.finish();
}

type ParleyMeans = StageMeans & { settings: Record<string, string>; lookup?: LookupFunction };

/** A stage with the whole Parley in this process. */
export const openToolStage = async ({ settings, lookup, clock, outside }: ParleyMeans) => {
  const world = await World.open({ clock });
  // Everybody types here, and to make and keep the sound of a thousand answers takes a third of all the work.
  world.live.sound = false;
  world.discord.gateway.allowedIntents = GatewayIntentBits.MessageContent;
  const stage = new ToolStage(world, { clock, outside });
  const environment = { STORE_URL: 'memory:', HTTP_PORT: 'off', MESSAGE_CONTENT: 'on', ...settings };
  const config = readConfig({ ...world.settings, ...environment });
  const means = { ...UNATTENDED, clock, uptime: clock.now, log: pino({ level: 'silent' }) };
  const parley = await clock.until(startParley(config, { ...means, ...(lookup && { lookup }) }));
  await stage.furnish();
  const close = async () => {
    await clock.until(parley.stop());
    const { unexpected } = world.live;
    await world.close();
    assert.deepEqual(unexpected, []);
  };
  return Object.assign(stage, { close });
};
