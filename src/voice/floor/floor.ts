import type { HearingPolicy } from '../bridge/protocol.ts';
import { BargeIn, type MouthState } from './barge-in.ts';
import { FloorPeople } from './floor-people.ts';
import { FloorSpeech, type SpeechReport } from './floor-speech.ts';
import type { PreRoll } from './pre-roll.ts';
import { isFed, Seat } from './seat.ts';
import type { SpeechFrame } from './speech-frame.ts';
import type { UnheardSpeech } from './unheard-speech.ts';

/** What should follow: a report to the bot, or something to do to the mouth. */
export type Effect = SpeechReport | { is: 'hold' } | { is: 'release' } | { is: 'interrupt'; by: string };

/** How many voiced frames within 200 ms make speech and not a blip: 100 ms of them. */
const ONSET = 5;

/** The same for a person who goes on after a pause: 40 ms. */
const ONSET_AGAIN = 2;

/**
 * Decides who is heard. One person at a time has the floor; the speech of others is kept, and they follow in their order. It's
 * pure policy: time is an argument, `next` says when to call `tick`, and every method returns what should follow, in order.
 */
export class Floor {
  #hearing: HearingPolicy;
  #people: FloorPeople;
  #seat = new Seat();
  #barge = new BargeIn();
  #utterances = 0;
  #effects: Effect[] = [];

  constructor(hearing: HearingPolicy) {
    this.#hearing = hearing;
    this.#people = new FloorPeople(hearing);
  }

  /** When to call {@link tick}, in milliseconds, if no other method is called before that. */
  get next(): number | undefined {
    const { pause } = this.#hearing;
    const times = [this.#seat.next(this.#hearing), this.#people.next(pause), this.#barge.next];
    const next = Math.min(...times.map((time) => time ?? Number.POSITIVE_INFINITY));
    return Number.isFinite(next) ? next : undefined;
  }

  /** How many of a person's frames may be taken together: more than one where taking some late changes nothing for the bot. */
  together(userId: string): number {
    const live = this.#seat.findLive(userId);
    return live && this.#barge.isSilent && !isFed(this.#hearing) ? live.room : 1;
  }

  /** Whether somebody talks who waits for the floor. */
  get areOthersTalking(): boolean {
    return this.#people.areTalking;
  }

  /** Takes 20 ms of a person's sound (640 bytes), and the packet that it came in if it's all that the packet holds. */
  frame(userId: string, pcm: Uint8Array, speech: boolean, now: number, opus?: Uint8Array): Effect[] {
    return this.#do(now, () => {
      const person = this.#people.find(userId);
      if (person) this.#listen(person, person.frame({ pcm, opus }, speech, now));
    });
  }

  /** A person's client has stopped sending. */
  quiet(userId: string, now: number): Effect[] {
    return this.#do(now, () => this.#people.find(userId)?.quiet());
  }

  /** Time has passed, and every packet that has arrived was taken. Only this ends anything for lack of packets. */
  tick(now: number): Effect[] {
    return this.#do(now, () => this.#expire(now));
  }

  /** The first packet of an answer was sent: from now on, ends of speech can't be taken back. */
  audible(now: number): Effect[] {
    return this.#do(now, () => this.#tell(...this.#seat.noteAudible(now, this.#hearing)));
  }

  /** The mouth has started or stopped speaking. */
  mouth(state: MouthState, now: number): Effect[] {
    return this.#do(now, () =>
      this.#withdraw(() => {
        this.#barge.setMouth(state);
        if (state.is === 'silent') this.#settle(now);
      }),
    );
  }

  /** The bot says of this utterance that it doesn't interrupt the mouth, which goes on if it was held for that. */
  release(utterance: number, now: number): Effect[] {
    return this.#do(now, () => this.#withdraw(() => this.#barge.judge(utterance, now)));
  }

  /** Gives a person the floor for one utterance, if people have to ask for it. */
  grant(userId: string, now: number): Effect[] {
    return this.#do(now, () => this.#people.grant(userId, now));
  }

  /** Who is heard, or how, has changed. What was kept of people who aren't heard any more is dropped. */
  setHearing(hearing: HearingPolicy, now: number): Effect[] {
    return this.#do(now, () => {
      if (hearing.floor !== this.#hearing.floor) this.#startOver(hearing.floor);
      this.#hearing = hearing;
      for (const id of this.#people.keep(hearing.members)) this.#remove(id, now);
    });
  }

  /** How long the pause may be that ends this utterance, in milliseconds, unless its speaker goes on before that. */
  setPause(utterance: number, pause: number, now: number): Effect[] {
    return this.#do(now, () => this.#seat.setPause(utterance, pause));
  }

  #do(now: number, step: () => void): Effect[] {
    step();
    this.#advance(now);
    return this.#effects.splice(0);
  }

  #tell(...effects: Effect[]): void {
    this.#effects.push(...effects);
  }

  #expire(now: number): void {
    this.#withdraw(() => this.#barge.expire(now));
    this.#people.expire(now, this.#hearing.pause);
    this.#tell(...this.#seat.expire(now, this.#hearing));
  }

  /** Gives the floor to those who wait, one after another, until one of them is still talking. */
  #advance(now: number): void {
    const { isSilent, isJudged } = this.#barge;
    while (!this.#seat.isLive) {
      const kept = this.#people.shift((id) => isSilent || (isJudged && this.#barge.mayInterrupt(id)));
      if (!kept) return;
      this.#tell(...this.#seat.close());
      this.#begin(kept, now);
    }
  }

  #begin(kept: UnheardSpeech, now: number): void {
    const { userId, talking, last, voiced, number, frames, lost } = kept;
    // If they stopped talking a while ago, the silence that ends their speech is fed from now on.
    const times = talking ? { last, voiced } : { last: isFed(this.#hearing) ? now : last, voiced: now };
    const speech = new FloorSpeech(++this.#utterances, userId, { ...times, number });
    this.#seat.take(speech);
    const during = this.#barge.isSilent ? {} : { duringAnswer: true as const };
    this.#tell({ is: 'begun', utterance: speech.utterance, userId, ...during }, ...speech.all(frames));
    if (lost) this.#tell({ is: 'loss', what: 'speech', bytes: lost });
    if (talking) return;
    if (!isFed(this.#hearing)) this.#tell(...this.#seat.end(speech, now, this.#hearing));
    // They may have started again in the meantime.
    else this.#tell(...speech.resume(this.#people.find(userId)?.take(now) ?? []));
  }

  #listen(person: PreRoll, frame: SpeechFrame): void {
    if (frame.speech) this.#people.noteVoiced(person.id, frame.at);
    const live = this.#seat.findLive(person.id);
    const kept = this.#people.findTalking(person.id);
    if (live) this.#goOn(live, frame);
    else if (kept) kept.append(frame);
    else if (this.#mayBegin(person.id)) person.remember(frame, this.#barge.since(person.id));
    else person.forget();
    const heard = live || kept || this.#mayBegin(person.id);
    if (!frame.speech || !heard) return;
    const isHeard = live !== undefined || kept !== undefined;
    if (isHeard && this.#barge.isJudged) this.#barge.noteVoiced(frame.at);
    else if (this.#mayInterrupt(person.id)) this.#challenge(person, frame.at);
    else if (!isHeard) this.#onset(person, frame.at);
  }

  #goOn(speech: FloorSpeech, frame: SpeechFrame): void {
    if (!speech.full || !frame.speech) {
      this.#tell(...this.#seat.frame(speech, frame));
      return;
    }
    this.#tell(...speech.flush(), { is: 'full', utterance: speech.utterance });
    this.#tell(...this.#seat.close());
    this.#people.goOn(speech.userId, frame);
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
  #challenge(person: PreRoll, now: number): void {
    const { id } = person;
    const { held } = this.#barge;
    const challenge = this.#barge.countVoiced(id, now);
    if (challenge === 'ignored') this.#onset(person, now);
    else if (!held) this.#tell({ is: 'hold' });
    if (challenge !== 'interrupts') return;
    if (this.#barge.isJudged) this.#tryOut(id, now);
    else this.#interrupt(id, now);
  }

  /** A person is heard while the mouth is held, until the bot says whether they interrupt it. */
  #tryOut(userId: string, now: number): void {
    this.#enqueue(userId, now, this.#barge.since(userId));
    this.#barge.begin(userId, this.#utterances, now);
  }

  #interrupt(userId: string, now: number): void {
    this.#tell({ is: 'interrupt', by: userId });
    this.#barge.setMouth({ is: 'silent' });
    this.#settle(now, userId);
    this.#people.prefer(userId);
  }

  /** There's nothing left to interrupt. Those who tried, with more than a blip, are simply speaking. */
  #settle(now: number, by?: string): void {
    for (const [id, { voiced, since }] of this.#barge.clear())
      if (id === by || voiced >= ONSET) this.#enqueue(id, now, since);
  }

  #enqueue(userId: string, now: number, since?: number): void {
    if (!this.#seat.findLive(userId)) this.#people.enqueue(userId, now, since);
  }

  /** Runs a step that may end attempts to interrupt, and releases the mouth if none is left. */
  #withdraw(step: () => void): void {
    const { held } = this.#barge;
    step();
    if (held && !this.#barge.held) this.#tell({ is: 'release' });
  }

  #remove(userId: string, now: number): void {
    this.#withdraw(() => this.#barge.remove(userId, now));
    if (this.#seat.findLive(userId) || this.#seat.findPaused(userId)) this.#tell(...this.#seat.close());
  }

  /** People get the floor in another way now. What isn't heard yet was begun under the old rule, so it's dropped. */
  #startOver(floor: HearingPolicy['floor']): void {
    this.#people.startOver(floor);
    if (floor === 'asked') this.#withdraw(() => this.#barge.clear());
  }

  #mayBegin(userId: string): boolean {
    return this.#people.mayBegin(userId) || this.#seat.findPaused(userId) !== undefined;
  }

  /** Whether a person's speech can interrupt the mouth. It can't if they may still go on with what they said before. */
  #mayInterrupt(userId: string): boolean {
    return this.#seat.findPaused(userId) === undefined && this.#barge.mayInterrupt(userId);
  }
}
