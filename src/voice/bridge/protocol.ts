/**
 * The messages between the bot and a voice process, over Node's IPC channel with `advanced` serialization. Messages are
 * plain values; sound is a `Uint8Array`. `call` names one call and is never used again, so a late message about an old call
 * can't be taken for one about the next call in the same server.
 */

import type { SOURCE_OUTCOMES } from '../../base/events.ts';
import type { Proxies } from '../../proxy/proxy-settings.ts';
import type { EndpointingSettings } from './endpointing.ts';

/** Who is heard in a call, and how. */
export type HearingPolicy = EndpointingSettings & {
  /** Ids of the people whose sound may be decoded. All other sound is dropped before that. */
  members: string[];
  /** `asked`: people only get the floor by `grant`, for one utterance. */
  floor: 'open' | 'asked';
  /** Whether the bot is told at once when somebody pauses, and may say how long that pause may be. */
  tellsPauses?: boolean;
};

/**
 * Who may interrupt an answer by speaking: everyone, or the people with these ids. `judged`: for them the answer is only held, and
 * the bot says whether it's interrupted, by `withdraw` or `release`.
 */
export type Interrupters = 'all' | string[] | { judged: 'all' | string[] };

/** A message from the bot to a voice process. */
export type ToProcess =
  /** Asks for a sign of life; the answer is `pong`. */
  | { is: 'ping' }
  /** The proxies for voice servers. It's the first message. Proxies may contain passwords, so they aren't in `env`. */
  | { is: 'proxies'; proxies: Proxies }
  /** Enters a voice channel. `userId` is the bot's own id. */
  | { is: 'join'; call: string; guildId: string; channelId: string; userId: string; hearing: HearingPolicy }
  /** A VOICE_STATE_UPDATE about the bot, or a VOICE_SERVER_UPDATE, as Discord sent it. */
  | { is: 'voiceState'; call: string; event: Record<string, unknown> }
  | { is: 'voiceServer'; call: string; event: Record<string, unknown> }
  /** Leaves at once. No `lost` follows. */
  | { is: 'leave'; call: string }
  /** Who is heard, and how, has changed. */
  | { is: 'hearing'; call: string; hearing: HearingPolicy }
  /** How long the pause may be that ends this utterance, in milliseconds, unless its speaker goes on before that. */
  | { is: 'pause'; call: string; utterance: number; pause: number }
  /** A person pressed Talk: they get the floor for one utterance. */
  | { is: 'grant'; call: string; userId: string }
  /** Opens a turn's answer in the mouth, behind those that it has. `interrupters` may interrupt it by speaking. */
  | { is: 'speak'; call: string; turn: number; interrupters: Interrupters }
  /** Who may interrupt an answer has changed. */
  | { is: 'interrupters'; call: string; turn: number; interrupters: Interrupters }
  /** A piece of the answer, of any length: signed 16-bit little-endian PCM, 24 kHz, mono. */
  | { is: 'sound'; call: string; turn: number; pcm: Uint8Array }
  /** Has people hear a soft sound in this turn's place, because a tool takes its time, unless something is said or somebody speaks. */
  | { is: 'cue'; call: string; turn: number }
  /** The answer is complete. */
  | { is: 'said'; call: string; turn: number }
  /** Drops what hasn't been played of an answer. If `more` is true, the same turn's answer starts again. */
  | { is: 'withdraw'; call: string; turn: number; more: boolean }
  /** This utterance, which began during an answer, doesn't interrupt it: the mouth goes on where it was held. */
  | { is: 'release'; call: string; utterance: number }
  /** Whether Discord keeps people from hearing the bot. While it's muted, answers wait. */
  | { is: 'mute'; call: string; muted: boolean }
  /** Drops everything that is still to be said. */
  | { is: 'hush'; call: string };

/** Why a connection to a voice channel is gone for good. */
export type LossReason =
  /** It wasn't ready in time, at first or after a break. */
  | 'timeout'
  /** The voice server answers on its WebSocket, but no UDP packet comes back from it. */
  | 'silent'
  /** The proxy doesn't let us connect to the voice server. */
  | 'proxy'
  /** The bot was kicked, or the channel is gone (4014, 4022). */
  | 'removed'
  /** Discord refuses the connection and would refuse it again (4004, 4016, 4017, 4020, 4021 ...). */
  | 'refused'
  /** The request to join can't be sent, because the bot's gateway isn't connected. */
  | 'unreachable';

/** A message from a voice process about a call. */
export type FromCall = Extract<FromProcess, { call: string }>;

/** A message from a call's ears. */
export type FromEars = Extract<
  FromProcess,
  { is: 'begun' | 'heard' | 'pausing' | 'resumed' | 'ended' | 'again' | 'full' | 'over' }
>;

/** A message about those who don't have the floor. */
export type FromFloor = Extract<FromProcess, { is: 'talk' }>;

/** A message from a call's mouth. */
export type FromMouth = Extract<FromProcess, { is: 'audible' | 'silent' }>;

/** A message from a voice process to the bot. */
export type FromProcess =
  | { is: 'pong' }
  /** The process has loaded everything and is ready for calls. */
  | { is: 'up' }
  /** A gateway payload (op 4) that the bot should send for a call. */
  | { is: 'payload'; call: string; payload: unknown }
  /** The connection is ready, for the first time or again. `delay` is how long that took, in milliseconds. */
  | { is: 'ready'; call: string; delay: number }
  /** The connection broke and is being restored. `code` is the voice socket's close code, if that closed. */
  | { is: 'mending'; call: string; code?: number }
  /** The connection is gone for good. `code` as above. */
  | { is: 'lost'; call: string; why: LossReason; code?: number }
  /**
   * A person has the floor. Their speech follows as `heard`, from a little before its first syllable. `duringAnswer`: the mouth is
   * in the middle of an answer, which may be held for it.
   */
  | { is: 'begun'; call: string; utterance: number; userId: string; duringAnswer?: true }
  /** A piece of speech: signed 16-bit little-endian PCM, 16 kHz, mono. `pack` is the same in fewer bytes (opus-pack.ts). */
  | { is: 'heard'; call: string; utterance: number; pcm: Uint8Array; pack: Uint8Array }
  /** The person has been silent for a moment, and all that they said was sent. `resumed`, or `ended`, follows. */
  | { is: 'pausing'; call: string; utterance: number }
  /** The person goes on before the pause was long enough to end the utterance. */
  | { is: 'resumed'; call: string; utterance: number }
  /** The person fell silent. Unless `again` follows, the utterance is complete. */
  | { is: 'ended'; call: string; utterance: number }
  /** The person went on before the answer was audible: more of the same utterance follows. */
  | { is: 'again'; call: string; utterance: number }
  /** The utterance is as long as one may be, and ends although the person goes on. */
  | { is: 'full'; call: string; utterance: number }
  /** The utterance is over: no `again` can follow. */
  | { is: 'over'; call: string; utterance: number }
  /** Whether somebody talks who waits for the floor, as during an answer that they may not interrupt. */
  | { is: 'talk'; call: string; talking: boolean }
  /** The first packet of a turn's answer was sent, or, with `cue`, of a cue before it. */
  | { is: 'audible'; call: string; turn: number; cue?: true }
  /**
   * The mouth is done with a turn. `bytes` of the model's PCM were played, including silence that was trimmed. `how`: played
   * to its end, interrupted by the person `by`, hushed, or withdrawn.
   */
  | {
      is: 'silent';
      call: string;
      turn: number;
      bytes: number;
      how: 'played' | 'interrupted' | 'hushed' | 'withdrawn';
      by?: string;
    }
  /** Packets came from a source that Discord hadn't announced. `unknown`: that person isn't heard. */
  | { is: 'source'; call: string; how: (typeof SOURCE_OUTCOMES)[number] }
  /** Sound, speech or packets were dropped, because a queue was full or because they couldn't be decrypted. */
  | { is: 'loss'; call: string; what: 'sound' | 'speech' | 'packets'; bytes: number };

/** The gateway payload that enters a voice channel, or with `null` leaves it (Discord docs, gateway op 4). */
export const makeVoiceStatePayload = (guildId: string, channelId: string | null) => ({
  op: 4,
  d: { guild_id: guildId, channel_id: channelId, self_mute: false, self_deaf: false },
});
