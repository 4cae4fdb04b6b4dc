import type { User } from '../user.ts';
import { encode } from './codec.ts';
import type { DaveMember } from './dave-member.ts';
import { OPUS_SILENCE } from './opcodes.ts';
import { PACKET_MS, type Pacer } from './pacer.ts';
import { type Conditions, type PacketChoice, Path } from './path.ts';
import type { Room } from './room.ts';
import { headerBytes, payloadBytes } from './rtp.ts';
import type { Sound } from './sound.ts';

/** How something is said, and what becomes of its packets. Packets are counted from 0, silence frames included. */
export type SpeakOptions = Conditions & {
  /** A packet every 20 ms by default. */
  pace?: 'real' | 'at once';
  /** How many frames of silence end it; 5 by default, as Discord asks for. */
  silenceFrames?: number;
  /** Whether the speech carries a header extension, as it does from Discord's clients; it does by default. */
  extension?: boolean;
  /** Bytes of RTP padding on each packet; none by default. */
  padding?: number;
  /** Whether the others are told (op 5), without which an SSRC stays unknown; they are by default. */
  announce?: boolean;
  /** Plain packets, or some that nobody can decrypt, where DAVE is in force. */
  secrecy?: 'agreed' | 'plain' | 'foreign';
  /** Packets that fail authentication at the client. */
  badTag?: PacketChoice;
  /** Milliseconds of pause after what this person said before. */
  after?: number;
};

/** When something was said, in milliseconds of `performance.now()`: its first and last packet that is not silence. */
export type SpeechSpan = { first: number; last: number };

type Packet = { opus: Buffer; how: SpeakOptions; extension: boolean; number: number; path: Path };

/** What ends a frame that is encrypted between the ends (DAVE protocol, "Protocol supplemental data"). */
const MARKER = Buffer.from([0x0c, 0xfa, 0xfa]);

const SAMPLES_PER_MS = 48;
const FRAME = PACKET_MS * SAMPLES_PER_MS;

type About = { user: User; ssrc: number; room: Room; pacer: Pacer; dave: DaveMember | undefined };

/** Somebody in a voice channel whom a test has speak. */
export class VoicePerson {
  readonly user: User;
  readonly ssrc: number;
  readonly room: Room;
  /** Their end of DAVE, where it is in force. */
  readonly dave: DaveMember | undefined;
  readonly #pacer: Pacer;
  /** Both wrap around soon, because they do at Discord too. */
  #sequence = 0xffff - 20;
  #timestamp = 0xffff_ffff - 20 * FRAME;
  #lastAt: number | undefined;
  #speech: Promise<SpeechSpan> = Promise.resolve({ first: 0, last: 0 });
  /** Ends everything that was to be said before it was replaced. */
  #breath = new AbortController();

  constructor({ user, ssrc, room, pacer, dave }: About) {
    this.user = user;
    this.ssrc = ssrc;
    this.room = room;
    this.#pacer = pacer;
    this.dave = dave;
  }

  get userId() {
    return this.user.id;
  }

  /** What the voice gateway tells everybody. */
  send(op: number, d: unknown) {
    this.dave?.send(op, d);
  }

  /**
   * Says a sound, or Opus packets of 20 ms each, after what was being said. Resolves when the last packet has left, with
   * zeros if there was none. Throws a plain error if this person may not speak here: what they say would be lost.
   */
  speaks(what: Sound | readonly Buffer[], how: SpeakOptions = {}): Promise<SpeechSpan> {
    if (this.room.muted(this.userId)) throw new Error(`${this.user.name} is muted, or a listener on a stage.`);
    const frames = 'samples' in what ? encode(what) : what;
    const { signal } = this.#breath;
    this.#speech = this.#speech.then(() => this.#utter(frames, how, signal));
    return this.#speech;
  }

  /** Cuts short what is being said, and what was to be said after it. */
  hush() {
    this.#breath.abort();
    this.#breath = new AbortController();
  }

  /** Sends one packet at once, numbered like all others; one that `goesOn` follows the one before without a pause. */
  sends(opus: Buffer, how: SpeakOptions = {}, { goesOn = false } = {}) {
    if (!goesOn) this.#advance();
    this.#send({ opus, how, extension: how.extension ?? true, number: 0, path: new Path(how) });
  }

  async #utter(frames: readonly Buffer[], how: SpeakOptions, signal: AbortSignal): Promise<SpeechSpan> {
    const { announce = true, silenceFrames = 5, pace = 'real', extension = true, after = 0 } = how;
    const said = { first: 0, last: 0 };
    if (signal.aborted) return said;
    if (announce) this.room.announce(this, 1);
    const path = new Path(how);
    const all = [...frames, ...Array.from({ length: silenceFrames }, () => OPUS_SILENCE)];
    // The announcement goes by the other socket, and must arrive first.
    const start = Math.max(performance.now() + PACKET_MS, (this.#lastAt ?? 0) + PACKET_MS + after);
    let number = 0;
    const step = () => {
      const opus = all[number];
      if (!opus || signal.aborted) return false;
      if (number === 0) this.#advance();
      this.#send({ opus, how, extension: extension && number < frames.length, number, path });
      if (number === 0) said.first = performance.now();
      if (number < frames.length) said.last = performance.now();
      number += 1;
      return number < all.length;
    };
    const atOnce = () => {
      while (step());
      return false;
    };
    await this.#pacer.run(start, pace === 'real' ? step : atOnce);
    await path.clear();
    if (announce) this.room.announce(this, 0);
    return said;
  }

  /** Lets the timestamp follow the clock through a pause. */
  #advance() {
    const now = performance.now();
    const idle = Math.round((now - (this.#lastAt ?? now)) / PACKET_MS) - 1;
    this.#timestamp += Math.max(0, idle) * FRAME;
  }

  #send({ opus, how, extension, number, path }: Packet) {
    const { padding = 0, secrecy = 'agreed', badTag } = how;
    this.#sequence += 1;
    this.#timestamp += FRAME;
    this.#lastAt = performance.now();
    const header = headerBytes({
      sequence: this.#sequence,
      timestamp: this.#timestamp,
      ssrc: this.ssrc,
      extension,
      padding: padding > 0,
    });
    const payload = payloadBytes(this.#ciphered(opus, secrecy), { extension, padding });
    const options = { badTag: path.chosen(badTag, number) };
    path.carry(() => this.room.pass(header, payload, options));
  }

  #ciphered(opus: Buffer, secrecy: 'agreed' | 'plain' | 'foreign'): Buffer {
    if (secrecy === 'plain' || opus.equals(OPUS_SILENCE) || opus.length === 0) return opus;
    if (secrecy === 'foreign') return Buffer.concat([opus, Buffer.alloc(9, 7), MARKER]);
    return this.dave?.encrypt(opus) ?? opus;
  }
}
