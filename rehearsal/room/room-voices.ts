import type { Guild } from '../../world/discord/guild.ts';
import type { Member } from '../../world/discord/member.ts';
import type { Sound } from '../../world/discord/voice/sound.ts';
import type { RoomVoice } from './page/room-protocol.ts';

/** Who is in voice channels, and who speaks there. */
export class RoomVoices {
  readonly #guild: Guild;
  readonly #changed: () => void;
  /** How many sounds each member is saying, by their id. */
  readonly #speaking = new Map<string, number>();

  /** `changed` is called when somebody begins or ends to speak. */
  constructor(guild: Guild, changed: () => void) {
    this.#guild = guild;
    this.#changed = changed;
  }

  /** A member says a sound in the call that they are in, after what they are saying. @throws if nobody would hear them */
  speak(member: Member, sound: Sound): void {
    this.#count(member.id, 1);
    member
      .speaks(sound)
      .catch(() => {
        // Who leaves in the middle of a word is heard up to there.
      })
      .finally(() => this.#count(member.id, -1));
  }

  /** Whether somebody speaks. */
  isSpeaking(id: string): boolean {
    return this.#speaking.has(id);
  }

  /** Whether somebody listens on a stage and can't speak. */
  isInAudience(id: string): boolean {
    return this.#guild.voiceStates.get(id)?.suppress === true;
  }

  /** Who is in which voice channel. */
  get all(): RoomVoice[] {
    return [...this.#guild.voiceStates].map(([personId, state]) => ({
      personId,
      channelId: String(state.channel_id),
      isMuted: state.mute === true || state.self_mute === true,
      isInAudience: this.isInAudience(personId),
      isSpeaking: this.isSpeaking(personId),
    }));
  }

  #count(id: string, more: number): void {
    const count = (this.#speaking.get(id) ?? 0) + more;
    if (count > 0) this.#speaking.set(id, count);
    else this.#speaking.delete(id);
    this.#changed();
  }
}
