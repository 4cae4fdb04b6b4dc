import type { HearingPolicy, Interrupters } from '../bridge/protocol.ts';
import { BargeIn } from './barge-in.ts';
import { FloorSpeech, type SpeechReport } from './floor-speech.ts';
import { PreRoll } from './pre-roll.ts';
import { isFed, Seat } from './seat.ts';
import type { SpeechFrame } from './speech-frame.ts';
import { TalkGrants } from './talk-grants.ts';
import { SpeakerQueue, type UnheardSpeech } from './unheard-speech.ts';

/** What the mouth is doing, as far as the floor has to know. */
export type MouthState = { is: 'silent' } | { is: 'speaking'; interrupters: Interrupters };

/** What should follow: a report to the bot, or something to do to the mouth. */
export type Effect = SpeechReport | { is: 'hold' } | { is: 'release' } | { is: 'interrupt'; by: string };

/** How many voiced frames within 200 ms make speech and not a blip: 100 ms of them. */
const ONSET = 5;

/** The same for a person who goes on after a pause: 40 ms. */
const ONSET_AGAIN = 2;

/**
 * Decides who is heard. One person at a time has the floor; the speech of others is kept, and they follow in the order in
 * which they began. It's pure policy: time is an argument, `next` says when to call `tick`, and every method returns what
 * should follow, in order.
 */
export class Floor {
  #hearing: HearingPolicy;
  #people = new Map<string, PreRoll>();
  #seat = new Seat();
  #mouth: MouthState = { is: 'silent' };
  #waiting = new SpeakerQueue();
  #barge = new BargeIn();
  #grants = new TalkGrants();
  #utterances = 0;
  #effects: Effect[] = [];

  constructor(hearing: HearingPolicy) {
    this.#hearing = hearing;
    for (const id of hearing.members) this.#people.set(id, new PreRoll(id));
  }

  /** When to call {@link tick}, in milliseconds, if no other method is called before that. */
  get next(): number | undefined {
    const { pause } = this.#hearing;
    const times = [this.#seat.next(this.#hearing), this.#waiting.next(pause), this.#barge.next, this.#grants.next];
    const next = Math.min(...times.map((time) => time ?? Number.POSITIVE_INFINITY));
    return Number.isFinite(next) ? next : undefined;
  }

  /**
   * How many of a person's frames may be taken together. While they have the floor and the mouth is silent, that's as many
   * as the next piece for the bot needs: taking them late changes nothing. Otherwise any frame may matter at once.
   */
  together(userId: string): number {
    const live = this.#seat.findLive(userId);
    return live && this.#mouth.is === 'silent' && !isFed(this.#hearing) ? live.room : 1;
  }

  /** Takes 20 ms of a person's sound (640 bytes), and the packet that it came in if it's all that the packet holds. */
  frame(userId: string, pcm: Uint8Array, speech: boolean, now: number, opus?: Uint8Array): Effect[] {
    return this.#do(now, () => {
      const person = this.#people.get(userId);
      if (person) this.#listen(person, person.frame({ pcm, opus }, speech, now));
    });
  }

  /** A person's client has stopped sending. */
  quiet(userId: string, now: number): Effect[] {
    return this.#do(now, () => this.#people.get(userId)?.quiet());
  }

  /** Time has passed. */
  tick(now: number): Effect[] {
    return this.#do(now, () => {});
  }

  /** The first packet of an answer was sent: from now on, ends of speech can't be taken back. */
  audible(now: number): Effect[] {
    return this.#do(now, () => this.#tell(...this.#seat.noteAudible(now, this.#hearing)));
  }

  /** The mouth has started or stopped speaking. */
  mouth(state: MouthState, now: number): Effect[] {
    return this.#do(now, () => {
      this.#mouth = state;
      this.#withdraw(() => {
        if (state.is === 'silent') return this.#settle(now);
        for (const id of this.#people.keys()) if (!this.#mayInterrupt(id)) this.#barge.drop(id);
      });
    });
  }

  /** Gives a person the floor for one utterance, if people have to ask for it. */
  grant(userId: string, now: number): Effect[] {
    return this.#do(now, () => {
      if (this.#people.has(userId) && this.#hearing.floor === 'asked') this.#grants.give(userId, now);
    });
  }

  /** Who is heard, or how, has changed. What was kept of people who aren't heard any more is dropped. */
  setHearing(hearing: HearingPolicy, now: number): Effect[] {
    return this.#do(now, () => {
      if (hearing.floor !== this.#hearing.floor) this.#startOver(hearing.floor);
      this.#hearing = hearing;
      const members = new Set(hearing.members);
      for (const id of this.#people.keys()) if (!members.has(id)) this.#remove(id);
      for (const id of members) if (!this.#people.has(id)) this.#people.set(id, new PreRoll(id));
    });
  }

  #do(now: number, step: () => void): Effect[] {
    this.#expire(now);
    step();
    this.#advance(now);
    return this.#effects.splice(0);
  }

  #tell(...effects: Effect[]): void {
    this.#effects.push(...effects);
  }

  #expire(now: number): void {
    this.#withdraw(() => this.#barge.expire(now));
    this.#grants.expire(now);
    this.#waiting.expire(now, this.#hearing.pause);
    this.#tell(...this.#seat.expire(now, this.#hearing));
  }

  /** Gives the floor to those who wait, one after another, until one of them is still talking. */
  #advance(now: number): void {
    while (this.#mouth.is === 'silent' && !this.#seat.isLive) {
      const kept = this.#waiting.shift();
      if (!kept) return;
      this.#tell(...this.#seat.close());
      this.#begin(kept, now);
    }
  }

  #begin(kept: UnheardSpeech, now: number): void {
    const { userId, talking, last, voiced, frames, lost } = kept;
    // If they stopped talking a while ago, the silence that ends their speech is fed from now on.
    const times = talking ? { last, voiced } : { last: isFed(this.#hearing) ? now : last, voiced: now };
    const speech = new FloorSpeech(++this.#utterances, userId, times);
    this.#seat.take(speech);
    this.#tell({ is: 'begun', utterance: speech.utterance, userId }, ...speech.all(frames));
    if (lost) this.#tell({ is: 'loss', what: 'speech', bytes: lost });
    if (talking) return;
    if (!isFed(this.#hearing)) this.#tell(...this.#seat.end(speech, now, this.#hearing));
    // They may have started again in the meantime.
    else this.#tell(...speech.resume(this.#people.get(userId)?.take(now) ?? []));
  }

  #listen(person: PreRoll, frame: SpeechFrame): void {
    if (frame.speech && this.#grants.has(person.id)) this.#grants.give(person.id, frame.at);
    const live = this.#seat.findLive(person.id);
    const kept = this.#waiting.findTalking(person.id);
    if (live) this.#goOn(live, frame);
    else if (kept) kept.append(frame);
    else if (this.#mayBegin(person.id)) person.remember(frame, this.#barge.since(person.id));
    else person.forget();
    const heard = live || kept || this.#mayBegin(person.id);
    if (!frame.speech || !heard) return;
    if (this.#mayInterrupt(person.id)) this.#challenge(person.id, frame.at);
    else if (!live && !kept) this.#onset(person, frame.at);
  }

  #goOn(speech: FloorSpeech, frame: SpeechFrame): void {
    if (!speech.full || !frame.speech) {
      this.#tell(...speech.frame(frame));
      return;
    }
    this.#tell(...speech.flush(), { is: 'full', utterance: speech.utterance });
    this.#tell(...this.#seat.close());
    if (this.#hearing.floor === 'open') this.#waiting.add(speech.userId, [frame], frame.at);
  }

  #onset(person: PreRoll, now: number): void {
    const paused = this.#seat.findPaused(person.id);
    const voiced = person.countVoiced(now);
    if (!paused && voiced >= ONSET) this.#enqueue(person.id, now);
    if (!paused || voiced < ONSET_AGAIN) return;
    this.#seat.take(paused);
    this.#tell({ is: 'again', utterance: paused.utterance }, ...paused.resume(person.take(now)));
  }

  /** A person speaks while the mouth does. */
  #challenge(userId: string, now: number): void {
    const { held } = this.#barge;
    const interrupts = this.#barge.countVoiced(userId, now);
    if (!held) this.#tell({ is: 'hold' });
    if (!interrupts) return;
    this.#tell({ is: 'interrupt', by: userId });
    this.#mouth = { is: 'silent' };
    this.#settle(now, userId);
    this.#waiting.prefer(userId);
  }

  /** There's nothing left to interrupt. Those who tried, with more than a blip, are simply speaking. */
  #settle(now: number, by?: string): void {
    for (const [id, { voiced, since }] of this.#barge.clear())
      if (id === by || voiced >= ONSET) this.#enqueue(id, now, since);
  }

  #enqueue(userId: string, now: number, since?: number): void {
    const person = this.#people.get(userId);
    if (!person || this.#seat.findLive(userId) || this.#waiting.findTalking(userId)) return;
    this.#grants.take(userId);
    this.#waiting.add(userId, person.take(now, since), now);
  }

  /** Runs a step that may end attempts to interrupt, and releases the mouth if none is left. */
  #withdraw(step: () => void): void {
    const { held } = this.#barge;
    step();
    if (held && !this.#barge.held) this.#tell({ is: 'release' });
  }

  #remove(userId: string): void {
    this.#people.delete(userId);
    this.#waiting.drop(userId);
    this.#grants.take(userId);
    this.#withdraw(() => this.#barge.drop(userId));
    if (this.#seat.findLive(userId) || this.#seat.findPaused(userId)) this.#tell(...this.#seat.close());
  }

  /** People get the floor in another way now. What isn't heard yet was begun under the old rule, so it's dropped. */
  #startOver(floor: HearingPolicy['floor']): void {
    this.#grants.clear();
    if (floor === 'open') return;
    this.#waiting.clear();
    this.#withdraw(() => this.#barge.clear());
    for (const person of this.#people.values()) person.forget();
  }

  #mayBegin(userId: string): boolean {
    return this.#hearing.floor === 'open' || this.#grants.has(userId) || this.#seat.findPaused(userId) !== undefined;
  }

  /** Whether a person's speech can interrupt the mouth. It can't if they may still go on with what they said before. */
  #mayInterrupt(userId: string): boolean {
    if (this.#mouth.is === 'silent' || this.#seat.findPaused(userId)) return false;
    return this.#mouth.interrupters === 'all' || this.#mouth.interrupters.includes(userId);
  }
}
