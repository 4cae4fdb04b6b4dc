import { openFullServer } from '../../test/discord/gateway/full-server.ts';
import { installed, redis } from '../../test/store/servers.ts';
import { sqliteUrl } from '../../test/store/stores.ts';
import { type BotProcess, spawnBot } from '../../world/bot-process.ts';
import type { Guild } from '../../world/discord/guild.ts';
import { shardOf } from '../../world/discord/snowflake.ts';
import { World } from '../../world/world.ts';
import type { Asker } from '../servers/event-stream.ts';
import { fineClock } from '../stage.ts';
import { INSPECTED } from '../text/inspector.ts';

/** How big a bot is: its servers and shards, and the processes that share them. */
export type Size = { servers: number; shards: number; processes: number };

/** One of the processes. It comes to the world by a way of its own, so that it's known who answers. */
export type Member = { name: string; bot: BotProcess };

/** Discord lets one shard of each bucket in within so many milliseconds; there are 16 buckets for bots of 150,000 servers or more. */
const IDENTIFYING = { span: 5_000, concurrency: 16 };

/** What all processes have set. */
const SETTINGS = {
  ...INSPECTED,
  SHARDS: 'auto',
  MAX_OPEN_SESSIONS: '400',
  SESSION_IDLE_SECONDS: '1',
  CAP_PROCESS_DAY: '1000',
};

/** A world with servers as full as ordinary ones, somebody in each who asks, and the store that the processes of a bot share. */
export class Ground {
  readonly world: World;
  /** By server. */
  readonly askers: readonly Asker[];
  readonly members: Member[] = [];
  readonly #size: Size;
  readonly #store: string;
  readonly #ends: (() => unknown)[];
  #started = 0;

  private constructor(world: World, size: Size, { url, ends }: { url: string; ends: (() => unknown)[] }) {
    this.world = world;
    this.#size = size;
    this.#store = url;
    this.#ends = ends;
    this.askers = Array.from({ length: size.servers }, (_, number) => openServer(world, number));
  }

  /** Opens a world that says nothing of what isn't as Discord describes it: judging takes longer than all else. */
  static async open(size: Size): Promise<Ground> {
    const ends: (() => unknown)[] = [];
    const url = await openStore({ after: (end) => void ends.unshift(end as () => unknown) });
    const world = await World.open({ clock: fineClock, visitor: 'any' });
    world.live.sound = false;
    world.discord.judges = false;
    Object.assign(world.discord.gateway.identifyLimit, IDENTIFYING);
    return new Ground(world, size, { url, ends });
  }

  /** Starts one more process. Await its `ready`. */
  start(): Member {
    this.#started += 1;
    const name = `p${this.#started}`;
    const { discord, live } = this.world;
    const bot = spawnBot({
      discord: { api: `${discord.origin}/${name}/api`, token: discord.token },
      live: { url: `${live.url}/${name}`, key: live.key },
      store: this.#store,
      env: { ...SETTINGS, SHARD_COUNT: `${this.#size.shards}` },
    });
    const member = { name, bot };
    this.members.push(member);
    return member;
  }

  /** Kills one without a warning; nothing of it is left. */
  async kill(member: Member): Promise<void> {
    this.members.splice(this.members.indexOf(member), 1);
    await member.bot.kill();
  }

  /** The shards that are connected, in order; one that two processes hear comes twice. */
  get shards(): number[] {
    return this.#connected.map(({ shard: [id] }) => id).sort((one, other) => one - other);
  }

  /** Forgets the sessions of dead processes. Resolves once every shard is heard by one process again. */
  async settle(): Promise<void> {
    const { discord } = this.world;
    await discord.until(() => this.shards.join() === this.#all.join(), { deadline: PATIENCE });
    discord.gateway.forget(discord.gateway.sessions.filter(({ socket }) => !socket));
  }

  /** Who asks in the servers of a shard, in the order in which Discord tells of them. */
  of(shard: number): Asker[] {
    return this.askers.filter(({ channel }) => shardOf(channel.guild?.id ?? '', this.#size.shards) === shard);
  }

  /** Ends all of it. */
  async [Symbol.asyncDispose](): Promise<void> {
    for (const member of [...this.members]) await this.kill(member);
    await this.world.close();
    for (const end of this.#ends) await end();
  }

  get #connected() {
    return this.world.discord.gateway.sessions.filter(({ socket }) => socket);
  }

  get #all(): number[] {
    return Array.from({ length: this.#size.shards }, (_, shard) => shard);
  }
}

/** How long to wait until the processes have shared the shards, in milliseconds; a bot that needs it is broken. */
export const PATIENCE = 60_000;

const openServer = ({ discord }: World, number: number): Asker => {
  const guild = openFullServer(discord, `Server ${number}`);
  keepWritten(guild);
  const [channel] = guild.channels;
  if (!channel) throw new Error('there is no channel');
  return { channel, member: guild.member('Ada') };
};

/** Writes down now what a bot is told when it logs in, which takes a world longer than it takes a bot to read. */
const keepWritten = (guild: Guild): void => {
  const written = Buffer.from(guild.written());
  guild.written = () => written.toString();
};

/**
 * Redis, which processes on several machines would share, too, and whose work isn't theirs. Where it isn't installed, a file: then
 * each process does the store's work itself.
 */
const openStore = async (ending: Parameters<typeof redis>[0]): Promise<string> => {
  const program = installed('redis-server');
  return program ? (await redis(ending, program)).url : sqliteUrl(ending);
};
