import assert from 'node:assert/strict';
import { EAR_FRAME, FRAME_MS } from '../../../src/audio/pcm.ts';
import type { HearingPolicy, Interrupters } from '../../../src/voice/bridge/protocol.ts';
import type { MouthState } from '../../../src/voice/floor/barge-in.ts';
import { type Effect, Floor } from '../../../src/voice/floor/floor.ts';

/** What a bot knows about an utterance from the floor's effects. `frames` are the numbers of frames; 0 is silence. */
export type Utterance = { id: number; userId: string; frames: number[]; state: 'live' | 'ended' | 'over' };

export const HEARING: HearingPolicy = {
  members: ['ann', 'bob', 'cat'],
  floor: 'open',
  turnEnd: 'speculative',
  pause: 200,
};

const NOBODY: MouthState = { is: 'silent' };

/** A floor in virtual time. Its effects are recorded, and checked against the protocol's rules. */
export class FloorRig {
  readonly floor: Floor;
  now = 1_000;
  readonly utterances: Utterance[] = [];
  /** The effects except `heard`, in a short form. */
  readonly log: string[] = [];
  /** When each entry of the log was made, in milliseconds. */
  readonly times: number[] = [];
  /** The sizes of the pieces of speech, in frames. */
  readonly pieces: number[] = [];
  held = false;
  #frames = 0;

  constructor(hearing: Partial<HearingPolicy> = {}) {
    this.floor = new Floor({ ...HEARING, ...hearing });
  }

  /** Lets time pass, and calls the floor whenever it wants to be called. */
  pass(ms: number): this {
    const until = this.now + ms;
    for (let next = this.floor.next; next !== undefined && next <= until; next = this.floor.next) {
      this.now = Math.max(this.now, next);
      this.take(this.floor.tick(this.now));
    }
    this.now = until;
    return this;
  }

  /** Gives the floor one frame of a person, now. Returns its number. */
  frame(userId: string, speech: boolean): number {
    const pcm = Buffer.alloc(EAR_FRAME);
    pcm.writeUInt32LE(++this.#frames);
    this.take(this.floor.frame(userId, pcm, speech, this.now));
    return this.#frames;
  }

  /** People speak at the same time for `ms`, or only breathe if `speech` is false. Returns each one's frame numbers. */
  speak(users: string | string[], ms: number, speech = true): number[][] {
    const all = [users].flat();
    const said = all.map((): number[] => []);
    for (let passed = 0; passed < ms; passed += FRAME_MS) {
      all.forEach((user, index) => {
        said[index]?.push(this.frame(user, speech));
      });
      this.pass(FRAME_MS);
    }
    return said;
  }

  quiet(userId: string): this {
    this.take(this.floor.quiet(userId, this.now));
    return this;
  }

  audible(): this {
    this.take(this.floor.audible(this.now));
    return this;
  }

  mouth(interrupters?: Interrupters): this {
    this.take(this.floor.mouth(interrupters ? { is: 'speaking', interrupters } : NOBODY, this.now));
    return this;
  }

  /** The bot says of a person's newest utterance that it doesn't interrupt. */
  release(userId: string): this {
    const { id = -1 } = this.utterances.findLast((each) => each.userId === userId) ?? {};
    this.take(this.floor.release(id, this.now));
    return this;
  }

  hearing(hearing: Partial<HearingPolicy>): this {
    this.take(this.floor.setHearing({ ...HEARING, ...hearing }, this.now));
    return this;
  }

  grant(userId: string): this {
    this.take(this.floor.grant(userId, this.now));
    return this;
  }

  /** The frames of a person's utterances, including silence. */
  heard(userId: string): number[][] {
    return this.utterances.filter((each) => each.userId === userId).map(({ frames }) => frames);
  }

  /** When an effect first came, in milliseconds. */
  at(entry: string): number {
    return this.times[this.log.indexOf(entry)] ?? Number.NaN;
  }

  take(effects: Effect[]): void {
    for (const effect of effects) this.#take(effect);
  }

  #take(effect: Effect): void {
    const live = this.utterances.filter(({ state }) => state === 'live');
    const open = this.utterances.filter(({ state }) => state !== 'over');
    assert.ok(live.length <= 1 && open.length <= 1, 'one floor');
    if (effect.is !== 'heard') {
      this.log.push(this.#short(effect));
      this.times.push(this.now);
    }
    switch (effect.is) {
      case 'begun':
        assert.equal(open.length, 0, 'the floor was free');
        this.utterances.push({ id: effect.utterance, userId: effect.userId, frames: [], state: 'live' });
        break;
      case 'heard':
        assert.equal(effect.pcm.length % EAR_FRAME, 0);
        this.pieces.push(effect.pcm.length / EAR_FRAME);
        this.#find(effect.utterance, 'live').frames.push(...numbers(effect.pcm));
        break;
      case 'ended':
        this.#find(effect.utterance, 'live').state = 'ended';
        break;
      case 'again':
        this.#find(effect.utterance, 'ended').state = 'live';
        break;
      case 'over':
        this.#find(effect.utterance, 'ended').state = 'over';
        break;
      case 'hold':
        assert.equal(this.held, false);
        this.held = true;
        break;
      case 'release':
      case 'interrupt':
        assert.equal(this.held, true);
        this.held = false;
        break;
    }
  }

  #short(effect: Exclude<Effect, { is: 'heard' }>): string {
    if (effect.is === 'begun') return `begun ${effect.userId}${effect.duringAnswer ? ' during' : ''}`;
    if (effect.is === 'interrupt') return `interrupt ${effect.by}`;
    if (effect.is === 'loss') return `loss ${effect.bytes}`;
    if (effect.is === 'hold' || effect.is === 'release') return effect.is;
    return `${effect.is} ${this.utterances.find(({ id }) => id === effect.utterance)?.userId}`;
  }

  #find(id: number, state: Utterance['state']): Utterance {
    const found = this.utterances.find((each) => each.id === id);
    assert.ok(found, `utterance ${id} has begun`);
    assert.equal(found.state, state);
    return found;
  }
}

const numbers = (pcm: Uint8Array) =>
  Array.from({ length: pcm.length / EAR_FRAME }, (_, index) => Buffer.from(pcm).readUInt32LE(index * EAR_FRAME));

/** The frames that aren't silence. */
export const sound = (frames: number[]): number[] => frames.filter((frame) => frame !== 0);
