import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Clock, readMonotonicClock, systemClock } from '../src/base/clock.ts';
import { type BotProcess, spawnBot } from '../world/bot-process.ts';
import type { Channel } from '../world/discord/channel.ts';
import type { Member } from '../world/discord/member.ts';
import { World } from '../world/world.ts';

/** The time with fractions of a millisecond, because some figures here are that small. */
export const fineClock: Clock = { ...systemClock, now: readMonotonicClock };

/** A channel and a person in it who asks. */
export type Place = { channel: Channel; member: Member };

/** A server holds at most 500 channels (Discord's support pages, "Account caps, server caps, and more"). */
const MOST_CHANNELS = 500;

/** A world in this process, with places to ask in, and a folder for the store of a bot that runs in its own process. */
export class Stage {
  readonly world: World;
  readonly places: readonly Place[];
  #folder: string;
  #stores = 0;

  private constructor(world: World, places: readonly Place[], folder: string) {
    this.world = world;
    this.places = places;
    this.#folder = folder;
  }

  /** Opens a world with this many channels. It has no sound, which would only keep this process busy. */
  static async open(channels: number): Promise<Stage> {
    const world = await World.open({ clock: fineClock, visitor: 'any' });
    world.live.sound = false;
    return new Stage(world, places(world, channels), await mkdtemp(join(tmpdir(), 'parley-bench-')));
  }

  /** Starts Parley with an empty SQLite store. Await its `ready`. */
  parley(env: Record<string, string> = {}): BotProcess {
    this.#stores += 1;
    const { discord, live } = this.world;
    return spawnBot({ discord, live, store: `sqlite://${join(this.#folder, `${this.#stores}.sqlite`)}`, env });
  }

  /** Closes the world, which rejects if it has complaints, and deletes what was stored. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.world.close();
    await rm(this.#folder, { recursive: true, force: true });
  }
}

const places = ({ discord }: World, channels: number): Place[] =>
  Array.from({ length: Math.ceil(channels / MOST_CHANNELS) }, (_, number) => {
    const guild = discord.guild(`Server ${number}`);
    const member = guild.member('Ada');
    const here = Math.min(MOST_CHANNELS, channels - number * MOST_CHANNELS);
    return Array.from({ length: here }, (_, index) => ({ channel: guild.text(`channel-${index}`), member }));
  }).flat();
