import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawnBot } from '../../world/bot-process.ts';
import type { Channel } from '../../world/discord/channel.ts';
import type { Member } from '../../world/discord/member.ts';
import type { BotAudio } from '../../world/discord/voice/bot-audio.ts';
import { World } from '../../world/world.ts';
import { startTextbook } from '../textbook/start.ts';

/** A call: a person and the bot in a voice channel of a server of their own. */
export type Call = { general: Channel; lounge: Channel; member: Member; ears: BotAudio };

/** Which bot is measured. */
export type Kind = 'Parley' | 'textbook';

/** How long a bot may take for anything; one that needs it is broken. */
export const DEADLINE = { deadline: 30_000 };

/** How many calls are joined at a time. */
const AT_A_TIME = 8;

const BLOCK = new URL('block.ts', import.meta.url).href;

/** A bot in its own process, and its own world in this process, with end-to-end encryption. */
export class Scene {
  readonly kind: Kind;
  readonly world: World;
  readonly pid: number;
  readonly calls: Call[] = [];
  #bot: AsyncDisposable;
  #folder: string;

  private constructor(
    kind: Kind,
    world: World,
    { pid, bot, folder }: { pid: number; bot: AsyncDisposable; folder: string },
  ) {
    this.kind = kind;
    this.world = world;
    this.pid = pid;
    this.#bot = bot;
    this.#folder = folder;
  }

  /** `program` is what Parley runs instead of its own entry, and `env` what the bot finds in its environment besides. */
  static async open(
    kind: Kind,
    { program, env: more }: { program?: string[]; env?: Record<string, string> } = {},
  ): Promise<Scene> {
    const world = await World.open({ voice: true, visitor: 'any' });
    const folder = await mkdtemp(join(tmpdir(), 'parley-bench-'));
    if (kind === 'textbook') {
      const bot = await startTextbook('voice', world, ['--import', BLOCK], more);
      return new Scene(kind, world, { pid: bot.pid, bot, folder });
    }
    const { discord, live } = world;
    const env = { NODE_OPTIONS: `--import=${BLOCK}`, MAX_OPEN_SESSIONS: '1000', SESSION_IDLE_SECONDS: '3600', ...more };
    const bot = spawnBot({
      discord,
      live,
      store: `sqlite://${join(folder, 'parley.sqlite')}`,
      env,
      ...(program && { program }),
    });
    await bot.ready;
    return new Scene(kind, world, { pid: bot.pid ?? 0, bot, folder });
  }

  /** Both bots, each in its own world. */
  static both(): Promise<Scene[]> {
    return Promise.all((['Parley', 'textbook'] as const).map((kind) => Scene.open(kind)));
  }

  /** Makes the bot join one more call. */
  async call(): Promise<Call> {
    const { discord } = this.world;
    const guild = discord.guild(`Server ${discord.guilds.size}`);
    const lounge = guild.voice('Lounge');
    const call = {
      general: guild.text('general'),
      lounge,
      member: guild.member('Ada'),
      ears: discord.voice.hears(lounge),
    };
    call.member.joins(lounge);
    const options: Record<string, string> = this.kind === 'Parley' ? { listen: 'everyone', captions: 'off' } : {};
    const reply = await call.member.slash('join', options, { in: call.general });
    await discord.voice.connected(lounge, DEADLINE);
    await reply.until(({ text }) => text !== '', DEADLINE);
    this.calls.push(call);
    return call;
  }

  /** Makes the bot join calls until it's in this many. */
  async fill(calls: number): Promise<void> {
    while (this.calls.length < calls)
      await Promise.all(Array.from({ length: Math.min(AT_A_TIME, calls - this.calls.length) }, () => this.call()));
  }

  /** Makes the bot leave a call. */
  async leave(call: Call): Promise<void> {
    const reply = await call.member.slash('leave', {}, { in: call.general });
    await reply.until(({ text }) => text !== '', DEADLINE);
    this.calls.splice(this.calls.indexOf(call), 1);
  }

  /** Switches the load of the bot's main thread on or off: busy for half of the time. */
  toggleBlock(): void {
    process.kill(this.pid, 'SIGUSR2');
  }

  /** Ends the bot and its world. Complaints of the world are printed, because they cast doubt on the figures. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.#bot[Symbol.asyncDispose]();
    await this.world.close().catch((error) => console.log(`The world of ${this.kind} complains: ${error}`));
    await rm(this.#folder, { recursive: true, force: true });
  }
}
