/**
 * What the bot and a voice process say to each other, over Node's IPC channel with `advanced` serialization. Each call has
 * a name of its own: what a process still says of a call that is over must not reach the next call of the same server. Every
 * message is a plain value; sound is a `Uint8Array`.
 */

import type { Proxies } from '../../proxy/proxy-settings.ts';
import type { EndpointingSettings } from './endpointing.ts';

/** Who is heard in a call, and how. */
export type HearingPolicy = EndpointingSettings & {
  /** Ids of the people whose sound may be decoded. Everybody else's is dropped before that. */
  members: string[];
  /** `asked`: nobody has the floor before `grant` gives it to them, for one utterance. */
  floor: 'open' | 'asked';
};

/** Who may cut an utterance of the mouth short by speaking: everybody, or the people with these ids. */
export type Interrupters = 'all' | string[];

/** From the bot to a voice process. */
export type ToProcess =
  /** A sign of life is wanted: `pong`. */
  | { is: 'ping' }
  /** By which proxies to dial voice servers; the first message of all. They hold passwords, so no environment tells. */
  | { is: 'proxies'; proxies: Proxies }
  /** Enter a voice channel. `userId` is the bot's own. */
  | { is: 'join'; call: string; guildId: string; channelId: string; userId: string; hearing: HearingPolicy }
  /** A gateway event about the bot's own voice state, or about the voice server, as Discord sent it. */
  | { is: 'voiceState'; call: string; event: Record<string, unknown> }
  | { is: 'voiceServer'; call: string; event: Record<string, unknown> }
  /** Leave, silently and at once. */
  | { is: 'leave'; call: string }
  | { is: 'hearing'; call: string; hearing: HearingPolicy }
  /** Somebody pressed Talk: they have the floor for one utterance. */
  | { is: 'grant'; call: string; userId: string }
  /** The mouth gets a new utterance, behind those it has. `interrupters` may cut it short by speaking. */
  | { is: 'speak'; call: string; turn: number; interrupters: Interrupters }
  /** A piece of it: signed 16-bit little-endian PCM, 24 kHz, mono, of any length. */
  | { is: 'sound'; call: string; turn: number; pcm: Uint8Array }
  /** All of it has come. */
  | { is: 'said'; call: string; turn: number }
  /** Forget what has come of it and is not played yet. If `more` of it comes, that is another beginning of the same turn. */
  | { is: 'withdraw'; call: string; turn: number; more: boolean }
  /** Whether Discord lets nobody hear the bot. What it has to say waits until that is over. */
  | { is: 'mute'; call: string; muted: boolean }
  /** Be silent: forget everything that is still to be said. */
  | { is: 'hush'; call: string };

/** Why a connection to a voice channel is gone for good. */
export type LossReason =
  /** Not ready in time, or not again. */
  | 'timeout'
  /** The voice server was reached, and no packet (UDP) came back from it. */
  | 'silent'
  /** The proxy does not let us connect to the voice server. */
  | 'proxy'
  /** Kicked, or the channel is gone (4014, 4022): Discord does not want us back. */
  | 'removed'
  /** Discord refuses us in a way that does not change by trying again (4004, 4016, 4017, 4020, 4021 ...). */
  | 'refused'
  /** The bot's gateway cannot carry the wish to join. */
  | 'unreachable';

/** What a voice process tells of a call. */
export type FromCall = Extract<FromProcess, { call: string }>;

/** What a voice process tells of the ears. */
export type FromEars = Extract<FromProcess, { is: 'begun' | 'heard' | 'ended' | 'again' | 'full' | 'over' }>;

/** What a voice process tells of the mouth. */
export type FromMouth = Extract<FromProcess, { is: 'audible' | 'silent' }>;

/** From a voice process to the bot. */
export type FromProcess =
  | { is: 'pong' }
  /** The process has loaded everything and waits for calls. */
  | { is: 'up' }
  /** A gateway payload (op 4) to be sent for a call. */
  | { is: 'payload'; call: string; payload: unknown }
  /** The connection stands (again). `delay` is how long it took, in milliseconds. */
  | { is: 'ready'; call: string; delay: number }
  /** The connection broke and is being mended. */
  | { is: 'mending'; call: string; code?: number }
  | { is: 'lost'; call: string; why: LossReason; code?: number }
  /** Somebody has the floor. What they say follows as `heard`, from a little before its first syllable. */
  | { is: 'begun'; call: string; utterance: number; userId: string }
  /** A piece of it: signed 16-bit little-endian PCM, 16 kHz, mono. `pack` is the same, as small as it came. */
  | { is: 'heard'; call: string; utterance: number; pcm: Uint8Array; pack?: Uint8Array }
  /** They fell silent; unless `again` follows, that was it. */
  | { is: 'ended'; call: string; utterance: number }
  /** They went on before the reply was audible: more of the same utterance follows. */
  | { is: 'again'; call: string; utterance: number }
  /** It has become as long as an utterance may be, and ends though the person goes on. */
  | { is: 'full'; call: string; utterance: number }
  /** It cannot go on any more. */
  | { is: 'over'; call: string; utterance: number }
  /** The first sound of a turn has left. */
  | { is: 'audible'; call: string; turn: number }
  /**
   * The mouth is done with a turn. `bytes` of its PCM were played, counted in what came from the model (trimmed silence
   * included). `how`: to its end, cut short by the voice of `by`, hushed, or withdrawn.
   */
  | {
      is: 'silent';
      call: string;
      turn: number;
      bytes: number;
      how: 'played' | 'interrupted' | 'hushed' | 'withdrawn';
      by?: string;
    }
  /** Something was lost on a bounded way, and how much of it. */
  | { is: 'loss'; call: string; what: 'sound' | 'speech' | 'packets'; bytes: number };

/** The gateway payload that enters a voice channel, or leaves it if there is none (Discord docs, gateway op 4). */
export const makeVoiceStatePayload = (guildId: string, channelId: string | null) => ({
  op: 4,
  d: { guild_id: guildId, channel_id: channelId, self_mute: false, self_deaf: false },
});
