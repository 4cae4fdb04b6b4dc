import { EchoReference } from '../../audio/echo-reference.ts';
import { FRAME_MS } from '../../audio/pcm.ts';
import type { Clock } from '../../base/clock.ts';
import { Timer } from '../../base/timer.ts';
import type { HearingPolicy } from '../bridge/protocol.ts';
import type { MouthState } from '../floor/barge-in.ts';
import { type Effect, Floor } from '../floor/floor.ts';
import { Ear, type EarOutput, type PacketLosses, type Senses } from './ear.ts';
import { EchoRemoval } from './echo-removal.ts';
import type { Packet } from './jitter-buffer.ts';

type EarsOptions = {
  hearing: HearingPolicy;
  clock: Clock;
  /** Opens a decoder and a voice activity detector for one member. Throws if there's no room for more. */
  senses(): Senses;
  /** Gets, in order, what to report to the bot and what to do to the mouth. It may call the ears again. */
  out(effect: Effect): void;
  /** Gets, whenever that may have changed, whether somebody talks who waits for the floor. */
  onTalk?(areTalking: boolean): void;
  /** Runs a step once all packets that have arrived by now were taken. */
  afterPackets(step: () => void): void;
};

const NO_MISSES: PacketLosses = { late: 0, lost: 0, broken: 0, ciphertext: 0, empty: 0 };

const sum = (a: PacketLosses, b: PacketLosses): PacketLosses => ({
  late: a.late + b.late,
  lost: a.lost + b.lost,
  broken: a.broken + b.broken,
  ciphertext: a.ciphertext + b.ciphertext,
  empty: a.empty + b.empty,
});

/** One member's ear, and what removes Parley's own voice from it. */
type Member = { ear: Ear; echo: EchoRemoval };

/** The receiving half of a call: an ear for each member who speaks, the floor, and the one timer that they need. */
export class Ears {
  #options: EarsOptions;
  #members: Set<string>;
  #ears = new Map<string, Member>();
  /** What the mouth said lately, so that its echo can be recognised. */
  #playout = new EchoReference();
  /** Packets that haven't been decoded yet, by member. There are never more than make up one piece for the bot. */
  #held = new Map<string, Packet[]>();
  #floor: Floor;
  /** What was missed by ears that are closed, or couldn't be opened. */
  #missed = NO_MISSES;
  #isClosed = false;
  /** The timer, and when it rings, in milliseconds; infinite if it isn't set. */
  #alarm: { at: number; timer: Timer };
  /** Effects that {@link #letOut} has yet to emit. Undefined while it isn't running. */
  #pending: Effect[] | undefined;

  constructor(options: EarsOptions) {
    this.#options = options;
    this.#members = new Set(options.hearing.members);
    this.#floor = new Floor(options.hearing);
    this.#alarm = { at: Number.POSITIVE_INFINITY, timer: new Timer(options.clock) };
  }

  /** How many packets brought no sound since the call began, by reason. */
  get misses(): PacketLosses {
    return [...this.#ears.values()].reduce((total, { ear }) => sum(total, ear.misses), this.#missed);
  }

  /** Sets who is heard, and how, from now on. */
  setHearing(hearing: HearingPolicy): void {
    this.#members = new Set(hearing.members);
    for (const [userId, { ear }] of this.#ears) if (!this.#members.has(userId)) this.#shut(userId, ear);
    this.#act((now) => this.#floor.setHearing(hearing, now));
  }

  /**
   * Takes a packet. If its sender isn't heard, it's dropped without being decoded. Where it makes no difference, packets are
   * decoded a few at a time, because most of the cost is getting the decoder's code and memory back into the CPU's caches.
   */
  packet(userId: string, packet: Packet): void {
    if (!this.#members.has(userId) || this.#isClosed) return;
    if (this.#ears.has(userId) || this.#open(userId)) this.#hold(userId, packet);
    else this.#missed = sum(this.#missed, { ...NO_MISSES, broken: 1 });
  }

  /** The mouth has sent 20 ms of sound (960 bytes), which may come back as an echo. */
  noteSaid(pcm: Uint8Array): void {
    this.#playout.add(pcm, this.#options.clock.now());
  }

  /** The first packet of an answer was sent. */
  audible(): void {
    this.#act((now) => this.#floor.audible(now));
  }

  /** The mouth has started or stopped speaking. */
  mouth(state: MouthState): void {
    this.#act((now) => this.#floor.mouth(state, now));
  }

  /** How long the pause may be that ends this utterance, in milliseconds. */
  setPause(utterance: number, pause: number): void {
    this.#act((now) => this.#floor.setPause(utterance, pause, now));
  }

  /** This utterance doesn't interrupt what the mouth says. */
  release(utterance: number): void {
    this.#act((now) => this.#floor.release(utterance, now));
  }

  /** A member pressed Talk, and gets the floor for one utterance. */
  grant(userId: string): void {
    this.#act((now) => this.#floor.grant(userId, now));
  }

  /** The call is over: nothing more is heard or reported. */
  close(): void {
    this.#isClosed = true;
    this.#alarm.timer.stop();
    for (const [userId, { ear }] of this.#ears) this.#shut(userId, ear);
  }

  #hold(userId: string, packet: Packet): void {
    const held = this.#held.get(userId) ?? [];
    held.push(packet);
    this.#held.set(userId, held);
    const together = this.#floor.together(userId);
    const waited = packet.at - (held[0] ?? packet).at;
    if (held.length >= together || waited >= (together - 1) * FRAME_MS) this.#act(() => []);
  }

  /** Decodes the packets that were held. It comes before anything else that happens, so that the order stays true. */
  #catchUp(): Effect[] {
    const held = [...this.#held];
    this.#held.clear();
    return held.flatMap(([userId, packets]) =>
      packets.flatMap((packet) => this.#take(userId, this.#ears.get(userId)?.ear.packet(packet) ?? [])),
    );
  }

  /** Opens a member's ear. False if the codec has no room for another; then this member isn't heard, but the others are. */
  #open(userId: string): boolean {
    try {
      this.#ears.set(userId, { ear: new Ear(this.#options.senses()), echo: new EchoRemoval(this.#playout) });
      return true;
    } catch {
      return false;
    }
  }

  #shut(userId: string, ear: Ear): void {
    this.#missed = sum(this.#missed, ear.misses);
    this.#ears.delete(userId);
    this.#held.delete(userId);
    ear.close();
  }

  #take(userId: string, heard: EarOutput[]): Effect[] {
    const own = heard.flatMap((each) => this.#ears.get(userId)?.echo.take(each) ?? []);
    return own.flatMap((each) =>
      each.is === 'frame'
        ? this.#floor.frame(userId, each.pcm, each.speech, each.at, each.opus)
        : this.#floor.quiet(userId, each.at),
    );
  }

  #act(step: (now: number) => Effect[]): void {
    if (this.#isClosed) return;
    this.#letOut(this.#catchUp());
    this.#letOut(step(this.#options.clock.now()));
    this.#options.onTalk?.(this.#floor.areOthersTalking);
    this.#arm();
  }

  /** Emits effects. The mouth may react by calling the ears; effects of that come after those that are being emitted. */
  #letOut(effects: Effect[]): void {
    if (this.#pending) {
      this.#pending.push(...effects);
      return;
    }
    this.#pending = effects;
    try {
      for (let effect = effects.shift(); effect; effect = effects.shift()) this.#options.out(effect);
    } finally {
      this.#pending = undefined;
    }
  }

  #tick(now: number): Effect[] {
    const heard = [...this.#ears].flatMap(([userId, { ear }]) => this.#take(userId, ear.tick(now)));
    return [...heard, ...this.#floor.tick(now)];
  }

  /**
   * Sets the timer to ring in time. A timer that rings too early is left alone: each packet of speech moves the deadline,
   * and ringing in vain now and then is cheaper than a new timer for each packet.
   */
  #arm(): void {
    const ears = [...this.#ears.values()].map(({ ear }) => ear);
    const at = Math.min(...[this.#floor, ...ears].map(({ next }) => next ?? Number.POSITIVE_INFINITY));
    if (at >= this.#alarm.at) return;
    this.#alarm.at = at;
    this.#alarm.timer.set(Math.max(0, at - this.#options.clock.now()), () => {
      this.#alarm.at = Number.POSITIVE_INFINITY;
      // If this process was held up, timers ring before it reads what came meanwhile, and nobody has been silent.
      this.#options.afterPackets(() => this.#act((now) => this.#tick(now)));
    });
  }
}
