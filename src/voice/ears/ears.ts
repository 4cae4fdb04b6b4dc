import { EchoReference } from '../../audio/echo-reference.ts';
import { FRAME_MS } from '../../audio/pcm.ts';
import type { Clock } from '../../base/clock.ts';
import { Timer } from '../../base/timer.ts';
import type { HearingPolicy } from '../bridge/protocol.ts';
import { type Effect, Floor, type MouthState } from '../floor/floor.ts';
import { Ear, type EarOutput, type PacketLosses, type Senses } from './ear.ts';
import { EchoRemoval } from './echo-removal.ts';
import type { Packet } from './jitter-buffer.ts';

type EarsOptions = {
  hearing: HearingPolicy;
  clock: Clock;
  /** Opens the codec and the voice activity detector of one member. Throws if there is no room for more of them. */
  senses(): Senses;
  /** Gets what is to be told to the bot or done to the mouth, in order. It may call the ears in turn. */
  out(effect: Effect): void;
};

const NO_MISSES: PacketLosses = { late: 0, lost: 0, broken: 0, ciphertext: 0, empty: 0 };

const sum = (a: PacketLosses, b: PacketLosses): PacketLosses => ({
  late: a.late + b.late,
  lost: a.lost + b.lost,
  broken: a.broken + b.broken,
  ciphertext: a.ciphertext + b.ciphertext,
  empty: a.empty + b.empty,
});

/** One member's ear, and what takes Parley's own voice out of what it hears. */
type Member = { ear: Ear; echo: EchoRemoval };

/** The receiving half of a call: an ear for every member that is heard, the floor, and the timer that both need. */
export class Ears {
  #options: EarsOptions;
  #members: Set<string>;
  #ears = new Map<string, Member>();
  /** What the mouth says, and what tells it from everybody's own sound. */
  #playout = new EchoReference();
  /** Packets that nobody has listened to yet, of one or two who speak, at most as many as make a piece for the bot. */
  #held = new Map<string, Packet[]>();
  #floor: Floor;
  /** What was missed by ears that are closed, or could not be opened. */
  #missed = NO_MISSES;
  #isClosed = false;
  /** When it rings, in milliseconds; never, if it is not set. */
  #alarm: { at: number; timer: Timer };
  /** What is still to be let out; `undefined` while nobody does it. */
  #pending: Effect[] | undefined;

  constructor(options: EarsOptions) {
    this.#options = options;
    this.#members = new Set(options.hearing.members);
    this.#floor = new Floor(options.hearing);
    this.#alarm = { at: Number.POSITIVE_INFINITY, timer: new Timer(options.clock) };
  }

  /** What happened to packets that brought no sound, since the call began. */
  get misses(): PacketLosses {
    return [...this.#ears.values()].reduce((total, { ear }) => sum(total, ear.misses), this.#missed);
  }

  /** Who is heard, and how, from now on. */
  setHearing(hearing: HearingPolicy): void {
    this.#members = new Set(hearing.members);
    for (const [userId, { ear }] of this.#ears) if (!this.#members.has(userId)) this.#shut(userId, ear);
    this.#act((now) => this.#floor.setHearing(hearing, now));
  }

  /**
   * A packet of somebody; it is dropped unopened if they are not heard. Where it makes no difference, packets are listened to
   * a few at a time: most of what a packet costs is to bring the codec's code and memory back into the processor's caches.
   */
  packet(userId: string, packet: Packet): void {
    if (!this.#members.has(userId) || this.#isClosed) return;
    if (this.#ears.has(userId) || this.#open(userId)) this.#hold(userId, packet);
    else this.#missed = sum(this.#missed, { ...NO_MISSES, broken: 1 });
  }

  /** 20 ms of what the mouth says have left (960 bytes), and may come back. */
  noteSaid(pcm: Uint8Array): void {
    this.#playout.add(pcm, this.#options.clock.now());
  }

  /** The first sound of a reply has left. */
  audible(): void {
    this.#act((now) => this.#floor.audible(now));
  }

  /** The mouth begins or stops to speak. */
  mouth(state: MouthState): void {
    this.#act((now) => this.#floor.mouth(state, now));
  }

  /** Somebody asked for the floor and has it for one utterance. */
  grant(userId: string): void {
    this.#act((now) => this.#floor.grant(userId, now));
  }

  /** The call is over: nothing is heard or told any more. */
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

  /** Listens to what was held, before anything else is done. */
  #catchUp(): Effect[] {
    const held = [...this.#held];
    this.#held.clear();
    return held.flatMap(([userId, packets]) =>
      packets.flatMap((packet) => this.#take(userId, this.#ears.get(userId)?.ear.packet(packet) ?? [])),
    );
  }

  /** False if the codec has no room for one more: then they are not heard, but everybody else is. */
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
    this.#arm();
  }

  /** An effect on the mouth can have the mouth call us; what follows from that comes after what is on its way. */
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
   * Sees to it that the alarm rings in time. One that rings too early is left alone: speech moves the deadline with
   * every packet, and to ask in vain now and then is cheaper than a new timer for each.
   */
  #arm(): void {
    const ears = [...this.#ears.values()].map(({ ear }) => ear);
    const at = Math.min(...[this.#floor, ...ears].map(({ next }) => next ?? Number.POSITIVE_INFINITY));
    if (at >= this.#alarm.at) return;
    this.#alarm.at = at;
    this.#alarm.timer.set(Math.max(0, at - this.#options.clock.now()), () => {
      this.#alarm.at = Number.POSITIVE_INFINITY;
      this.#act((now) => this.#tick(now));
    });
  }
}
