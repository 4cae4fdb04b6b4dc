import { setTimeout } from 'node:timers/promises';
import type { Channel } from '../world/discord/channel.ts';
import type { Guild } from '../world/discord/guild.ts';
import type { Member } from '../world/discord/member.ts';
import type { BotAudio } from '../world/discord/voice/bot-audio.ts';
import type { VoiceClient } from '../world/discord/voice/client.ts';
import { joinSounds, makeQuiet } from '../world/discord/voice/signals.ts';
import type { Sound } from '../world/discord/voice/sound.ts';
import type { World } from '../world/world.ts';

/** How long the bot may take to enter, in milliseconds. */
const ENTRY = 10_000;

/** A dialogue is over when nobody has spoken or answered for this many milliseconds. */
const CALM = 1_500;

/** How often to check whether the model is still thinking, in milliseconds. */
const LOOK = 50;

/** Silence between two utterances of the bot in a saved file, in milliseconds. */
const BREATH = 500;

/** What came of what a member said: it didn't reach the model, it did, or the bot's answer was heard, too. */
export type SayOutcome = 'not asked' | 'asked' | 'answered aloud';

/** The rehearsal's voice channel, in which people and the bot talk. */
export class Lounge {
  #world: World;
  #guild: Guild;
  #channel: Channel;
  #ears: BotAudio;

  constructor(world: World, guild: Guild) {
    this.#world = world;
    this.#guild = guild;
    this.#channel = guild.voice('Lounge');
    this.#ears = world.discord.voice.hears(this.#channel);
  }

  /** A member enters. What was heard before is forgotten if the bot isn't there yet. */
  enter(member: Member): void {
    if (!this.hasBot) this.#ears.forget();
    if (this.#guild.voiceChannelOf(member) !== this.#channel) member.joins(this.#channel);
  }

  /** A member goes, if they are there. */
  leave(member: Member): void {
    if (this.#guild.voiceChannelOf(member) === this.#channel) member.leaves();
  }

  /** Whether the bot is there or entering. */
  get hasBot(): boolean {
    return this.#guild.voiceChannelOf(this.#world.discord.bot) === this.#channel;
  }

  /** The bot's voice connections here, also those that are broken and may be resumed. */
  get connections(): readonly VoiceClient[] {
    return this.#world.discord.voice.clients.filter(({ channelId }) => channelId === this.#channel.id);
  }

  /** Resolves when the bot hears and can be heard again by a connection that isn't one of `before`. @throws if late. */
  async reconnected(before: readonly VoiceClient[]): Promise<void> {
    const isOver = () => this.connections.every((one) => !before.includes(one));
    await this.#world.discord.voice.until(isOver, { deadline: ENTRY });
    await this.connected();
  }

  /** Resolves when the bot hears and can be heard. @throws an error if that takes too long. */
  async connected(): Promise<void> {
    const { discord } = this.#world;
    await discord.until(() => this.hasBot, { deadline: ENTRY });
    await discord.voice.connected(this.#channel, { deadline: ENTRY });
  }

  /**
   * A member says something. Resolves to what came of it, once the bot has fallen silent and `thinks`
   * says that the model has nothing more to say.
   *
   * @throws an error that says why nobody would hear it; the signal's reason if it aborts.
   */
  async say(member: Member, sound: Sound, thinks: () => boolean, signal: AbortSignal): Promise<SayOutcome> {
    if (this.#guild.voiceChannelOf(member) !== this.#channel)
      throw new Error(`${member.name} can’t be heard: use /join to enter the voice channel with Parley.`);
    if (!this.hasBot) throw new Error('Parley isn’t in the voice channel. /join brings it there.');
    await this.connected();
    const { live } = this.#world;
    const before = live.questions.at(-1);
    const heard = this.#ears.sounding.at(-1);
    await member.speaks(sound);
    await this.calm(thinks, signal, performance.now());
    if (live.questions.at(-1) === before) return 'not asked';
    return this.#ears.sounding.at(-1) === heard ? 'asked' : 'answered aloud';
  }

  /**
   * Resolves when it has been quiet for a while since anyone spoke, or since `said` (by `performance.now()`), and the
   * model isn't thinking.
   */
  async calm(thinks: () => boolean, signal: AbortSignal, said = 0): Promise<void> {
    for (;;) {
      const asked = this.#world.live.questions.at(-1)?.ended.wall ?? 0;
      const heard = this.#ears.sounding.at(-1)?.at ?? 0;
      const rest = Math.max(said, asked, heard) + CALM - performance.now();
      if (rest <= 0 && !thinks()) return;
      await setTimeout(Math.max(rest, LOOK), undefined, { signal });
    }
  }

  /** What the channel has heard of the bot, with a short silence between two utterances; nothing if it said nothing. */
  get heard(): Sound | undefined {
    const [first, ...others] = this.#ears.utterances.map((packets) => this.#ears.sound(packets));
    return first && joinSounds(first, ...others.flatMap((sound) => [makeQuiet(BREATH), sound]));
  }
}
