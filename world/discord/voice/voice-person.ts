import type { User } from '../user.ts';
import { encode } from './codec.ts';
import type { DaveMember } from './dave-member.ts';
import { OPUS_SILENCE } from './opcodes.ts';
import { PACKET_MS, type Pacer } from './pacer.ts';
import { type Conditions, type PacketChoice, Path } from './path.ts';
import type { Room } from './room.ts';
import { headerBytes, payloadBytes } from './rtp.ts';
import type { Sound } from './sound.ts';
import type { VoiceFaults } from './voice-faults.ts';

/** How something is said, and what happens to its packets. Packets are counted from 0, including silence frames. */
export type SpeakOptions = Conditions & {
  /** Whether a packet is sent every 20 ms (the default), or all are sent at once. */
  pace?: 'real' | 'at once';
  /** How many frames of silence follow; 5 by default, as Discord requires. */
  silenceFrames?: number;
  /** Whether packets have a header extension, as those of Discord's clients do; true by default. */
  extension?: boolean;
  /** How many bytes of RTP padding each packet has; 0 by default. */
  padding?: number;
  /** Whether the others are told by op 5; true by default. Without it they don't know whose SSRC it is. */
  announce?: boolean;
  /** With DAVE, makes packets that aren't encrypted, or that nobody can decrypt. */
  secrecy?: 'agreed' | 'plain' | 'foreign';
  /** Which packets fail authentication at the client. */
  badTag?: PacketChoice;
  /** The pause after what this person said before, in milliseconds. */
  after?: number;
};

/** When something was said: the times of its first and last packet with sound, in milliseconds of `performance.now()`. */
export type SpeechSpan = { first: number; last: number };

type Packet = { opus: Buffer; how: SpeakOptions; extension: boolean; number: number; path: Path };

/** The end of a frame that's encrypted end to end (DAVE protocol, "Protocol supplemental data"). */
const MARKER = Buffer.from([0x0c, 0xfa, 0xfa]);

const SAMPLES_PER_MS = 48;
const FRAME = PACKET_MS * SAMPLES_PER_MS;

type About = {
  user: User;
  ssrc: number;
  room: Room;
  pacer: Pacer;
  faults: Pick<VoiceFaults, 'announces'>;
  dave: DaveMember | undefined;
};

/** A person in a voice channel, who speaks when a test says so. */
export class VoicePerson {
  readonly user: User;
  readonly ssrc: number;
  readonly room: Room;
  /** Their side of DAVE, if the call has it. */
  readonly dave: DaveMember | undefined;
  readonly #pacer: Pacer;
  readonly #faults: Pick<VoiceFaults, 'announces'>;
  /** Whether the others were told whose SSRC this is. */
  #isAnnounced = false;
  /** Both start shortly before they wrap around, because receivers have to cope with that. */
  #sequence = 0xffff - 20;
  #timestamp = 0xffff_ffff - 20 * FRAME;
  #lastAt: number | undefined;
  #speech: Promise<SpeechSpan> = Promise.resolve({ first: 0, last: 0 });
  /** Its signal cuts off everything that is being said or waits to be said. */
  #breath = new AbortController();

  constructor({ user, ssrc, room, pacer, faults, dave }: About) {
    this.user = user;
    this.ssrc = ssrc;
    this.room = room;
    this.#pacer = pacer;
    this.#faults = faults;
    this.dave = dave;
  }

  get userId() {
    return this.user.id;
  }

  /** A message of the voice gateway to everyone in the channel. */
  send(op: number, d: unknown) {
    this.dave?.send(op, d);
  }

  /**
   * Says a sound, or Opus packets of 20 ms each, after what is being said. Resolves when the last packet was sent; its times
   * are zero if there was none. Throws an `Error` if this person isn't allowed to speak here, because nobody would hear it.
   */
  speaks(what: Sound | readonly Buffer[], how: SpeakOptions = {}): Promise<SpeechSpan> {
    if (this.room.muted(this.userId)) throw new Error(`${this.user.name} is muted, or a listener on a stage.`);
    const frames = 'samples' in what ? encode(what) : what;
    const { signal } = this.#breath;
    this.#speech = this.#speech.then(() => this.#utter(frames, how, signal));
    return this.#speech;
  }

  /** Cuts off what is being said, and drops what waits to be said. */
  hush() {
    this.#breath.abort();
    this.#breath = new AbortController();
  }

  /** They have switched their microphone on again, so that the others are told once more whose SSRC this is. */
  unmute() {
    this.#isAnnounced = false;
  }

  /** Sends one packet at once, with the next sequence number. With `goesOn`, it follows the last one without a pause. */
  sends(opus: Buffer, how: SpeakOptions = {}, { goesOn = false } = {}) {
    if (!goesOn) this.#advance();
    this.#send({ opus, how, extension: how.extension ?? true, number: 0, path: new Path(how) });
  }

  async #utter(frames: readonly Buffer[], how: SpeakOptions, signal: AbortSignal): Promise<SpeechSpan> {
    const { silenceFrames = 5, pace = 'real', extension = true, after = 0 } = how;
    const said = { first: 0, last: 0 };
    if (signal.aborted) return said;
    const { announce = this.#faults.announces === 'always' || !this.#isAnnounced } = how;
    this.#isAnnounced ||= announce;
    if (announce) this.room.announce(this, 1);
    const path = new Path(how);
    const all = [...frames, ...Array.from({ length: silenceFrames }, () => OPUS_SILENCE)];
    // The announcement goes by WebSocket, and must arrive before the first UDP packet.
    const start = Math.max(performance.now() + PACKET_MS, (this.#lastAt ?? 0) + PACKET_MS + after);
    let number = 0;
    const step = () => {
      const opus = all[number];
      if (!opus || signal.aborted) return false;
      if (number === 0) this.#advance();
      this.#send({ opus, how, extension: extension && number < frames.length, number, path });
      if (number === 0) said.first = this.#lastAt ?? 0;
      if (number < frames.length) said.last = this.#lastAt ?? 0;
      number += 1;
      return number < all.length;
    };
    const atOnce = () => {
      while (step());
      return false;
    };
    await this.#pacer.run(start, pace === 'real' ? step : atOnce);
    await path.clear();
    // This names the SSRC, too, so whoever came in the middle would know it from here on.
    if (announce && this.#faults.announces === 'always') this.room.announce(this, 0);
    return said;
  }

  /** Advances the RTP timestamp by the length of a pause. */
  #advance() {
    const now = performance.now();
    const idle = Math.round((now - (this.#lastAt ?? now)) / PACKET_MS) - 1;
    this.#timestamp += Math.max(0, idle) * FRAME;
  }

  #send({ opus, how, extension, number, path }: Packet) {
    const { padding = 0, secrecy = 'agreed', badTag } = how;
    this.#sequence += 1;
    this.#timestamp += FRAME;
    const header = headerBytes({
      sequence: this.#sequence,
      timestamp: this.#timestamp,
      ssrc: this.ssrc,
      extension,
      padding: padding > 0,
    });
    const payload = payloadBytes(this.#ciphered(opus, secrecy), { extension, padding });
    const options = { badTag: path.chosen(badTag, number) };
    this.room.tell(this.userId, opus);
    path.carry(() => this.room.pass(header, payload, options));
    // Encrypting takes time, and on a busy machine much of it. A pause begins when the packet has left.
    this.#lastAt = performance.now();
  }

  #ciphered(opus: Buffer, secrecy: 'agreed' | 'plain' | 'foreign'): Buffer {
    if (secrecy === 'plain' || opus.equals(OPUS_SILENCE) || opus.length === 0) return opus;
    if (secrecy === 'foreign') return Buffer.concat([opus, Buffer.alloc(9, 7), MARKER]);
    return this.dave?.encrypt(opus) ?? opus;
  }
}
