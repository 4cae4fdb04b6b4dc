import type { HearingPolicy } from '../bridge/protocol.ts';
import { PreRoll } from './pre-roll.ts';
import type { SpeechFrame } from './speech-frame.ts';
import { TalkGrants } from './talk-grants.ts';
import { SpeakerQueue, type UnheardSpeech } from './unheard-speech.ts';

type Policy = Pick<HearingPolicy, 'members' | 'floor'>;

/** Everyone who is heard, while they don't have the floor: what they said lately, who may begin, and who waits. */
export class FloorPeople {
  #floor: Policy['floor'];
  readonly #people = new Map<string, PreRoll>();
  readonly #waiting = new SpeakerQueue();
  readonly #grants = new TalkGrants();

  constructor({ members, floor }: Policy) {
    this.#floor = floor;
    for (const id of members) this.#people.set(id, new PreRoll(id));
  }

  /** When to call {@link expire}, in milliseconds. */
  next(pause: number): number | undefined {
    const times = [this.#waiting.next(pause), this.#grants.next].filter((time) => time !== undefined);
    return times.length > 0 ? Math.min(...times) : undefined;
  }

  /** A person's latest frames, if they are heard. */
  find(userId: string): PreRoll | undefined {
    return this.#people.get(userId);
  }

  /** What a person is saying, if they wait and are still talking. */
  findTalking(userId: string): UnheardSpeech | undefined {
    return this.#waiting.findTalking(userId);
  }

  /** Whether somebody talks who waits for the floor. */
  get areTalking(): boolean {
    return this.#waiting.next(0) !== undefined;
  }

  /** Whether a person may get the floor: where people have to ask for it, only once. */
  mayBegin(userId: string): boolean {
    return this.#floor === 'open' || this.#grants.has(userId);
  }

  /** Gives a person the floor for one utterance, if people have to ask for it. */
  grant(userId: string, now: number): void {
    if (this.#people.has(userId) && this.#floor === 'asked') this.#grants.give(userId, now);
  }

  /** A person who may speak is doing so: they have as much time again to get started. */
  noteVoiced(userId: string, now: number): void {
    if (this.#grants.has(userId)) this.#grants.give(userId, now);
  }

  /** Has a person wait for the floor, with what they said since then. */
  enqueue(userId: string, now: number, since?: number): void {
    const person = this.#people.get(userId);
    if (!person || this.#waiting.findTalking(userId)) return;
    this.#grants.take(userId);
    this.#waiting.add(userId, person.take(now, since), now);
  }

  /** Has whoever was cut off wait to go on. Where people have to ask for the floor, they have to do so again. */
  goOn(userId: string, frame: SpeechFrame): void {
    if (this.#floor === 'open') this.#waiting.add(userId, [frame], frame.at);
  }

  /** Moves a person to the front. */
  prefer(userId: string): void {
    this.#waiting.prefer(userId);
  }

  /** Removes the first of those who wait whose turn it can be, and returns what they said. */
  shift(isNext: (userId: string) => boolean): UnheardSpeech | undefined {
    return this.#waiting.shift(isNext);
  }

  /** Time has passed: ends grants, and marks those as finished who have been silent for `pause`. */
  expire(now: number, pause: number): void {
    this.#grants.expire(now);
    this.#waiting.expire(now, pause);
  }

  /**
   * People get the floor in another way now. What isn't heard yet was begun under the old rule: where it has to be asked for, it's
   * dropped.
   */
  startOver(floor: Policy['floor']): void {
    this.#floor = floor;
    this.#grants.clear();
    if (floor === 'open') return;
    this.#waiting.clear();
    for (const person of this.#people.values()) person.forget();
  }

  /** Only these people are heard now. Returns who isn't any more; what they said is dropped. */
  keep(members: readonly string[]): string[] {
    const gone = [...this.#people.keys()].filter((id) => !members.includes(id));
    for (const id of gone) {
      this.#people.delete(id);
      this.#waiting.drop(id);
      this.#grants.take(id);
    }
    for (const id of members) if (!this.#people.has(id)) this.#people.set(id, new PreRoll(id));
    return gone;
  }
}
