import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawnBot } from '../../world/bot-process.ts';
import type { Channel } from '../../world/discord/channel.ts';
import type { Member } from '../../world/discord/member.ts';
import type { BotAudio } from '../../world/discord/voice/bot-audio.ts';
import { World } from '../../world/world.ts';
import { startTextbook } from '../textbook/start.ts';

/** A call: somebody in a voice channel of a server of their own, with the bot. */
export type Call = { general: Channel; lounge: Channel; member: Member; ears: BotAudio };

/** Which bot. */
export type Kind = 'Parley' | 'textbook';

/** How long a bot may take for anything; one that needs it is broken. */
export const DEADLINE = { deadline: 30_000 };

/** So many join at a time. */
const AT_A_TIME = 8;

const BLOCK = new URL('block.ts', import.meta.url).href;

/** A bot as a process of its own, in a world of its own in this process, end-to-end encryption included. */
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

  static async open(kind: Kind): Promise<Scene> {
    const world = await World.open({ voice: true, visitor: 'any' });
    const folder = await mkdtemp(join(tmpdir(), 'parley-bench-'));
    if (kind === 'textbook') {
      const bot = await startTextbook('voice', world, ['--import', BLOCK]);
      return new Scene(kind, world, { pid: bot.pid, bot, folder });
    }
    const { discord, live } = world;
    const env = { NODE_OPTIONS: `--import=${BLOCK}`, MAX_OPEN_SESSIONS: '1000', SESSION_IDLE_SECONDS: '3600' };
    const bot = spawnBot({ discord, live, store: `sqlite://${join(folder, 'parley.sqlite')}`, env });
    await bot.ready;
    return new Scene(kind, world, { pid: bot.pid ?? 0, bot, folder });
  }

  /** Both bots, each in its own world. */
  static both(): Promise<Scene[]> {
    return Promise.all((['Parley', 'textbook'] as const).map((kind) => Scene.open(kind)));
  }

  /** Has the bot join one more call. */
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

  /** Has the bot join calls until it is in so many. */
  async fill(calls: number): Promise<void> {
    while (this.calls.length < calls)
      await Promise.all(Array.from({ length: Math.min(AT_A_TIME, calls - this.calls.length) }, () => this.call()));
  }

  /** Has the bot leave a call. */
  async leave(call: Call): Promise<void> {
    const reply = await call.member.slash('leave', {}, { in: call.general });
    await reply.until(({ text }) => text !== '', DEADLINE);
    this.calls.splice(this.calls.indexOf(call), 1);
  }

  /** Has the bot's main thread be busy for half of the time, or not any more. */
  toggleBlock(): void {
    process.kill(this.pid, 'SIGUSR2');
  }

  /** Ends the bot and its world. What the world complains about is printed: it casts doubt on the figures. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.#bot[Symbol.asyncDispose]();
    await this.world.close().catch((error) => console.log(`The world of ${this.kind} complains: ${error}`));
    await rm(this.#folder, { recursive: true, force: true });
  }
}
