import type { Logger } from 'pino';
import { loadOpus } from '../audio/opus.ts';
import { makeUnpacker } from '../audio/opus-pack.ts';
import type { Clock } from '../base/clock.ts';
import type { Place } from '../base/place.ts';
import type { Conversations } from '../conversation/conversations.ts';
import type { Person } from '../conversation/people/person.ts';
import type { Turn } from '../conversation/turns/turn.ts';
import type { Text } from '../text/text.ts';
import type { FromEars, FromMouth, Interrupters, ToProcess } from '../voice/bridge/protocol.ts';
import { Attention, hasName } from './address.ts';
import { CallCaptions } from './call-captions.ts';
import type { CallRules } from './call-rules.ts';
import type { CallView, Venue } from './contract.ts';
import { Listener } from './listener.ts';
import { type PlayoutEnd, Speaker } from './speaker.ts';
import { UnheardAnswers } from './unheard-answers.ts';

/** What a dialogue needs of its call. */
export type DialogueOptions = {
  /** Where the conversation is that the call is joined to. */
  place: Place;
  conversations: Pick<Conversations, 'hear' | 'interrupt' | 'unhear'>;
  venue: Pick<Venue, 'caption' | 'user' | 'nick'>;
  view(): CallView;
  rules(): Pick<CallRules, 'names'>;
  /** Who may interrupt the answer to this person's question by speaking. */
  interrupters(asker: string): Interrupters;
  person(userId: string): Person;
  /** Asks whether this person may say what they're starting to say. Rejects with the refusal. */
  admit(userId: string): Promise<void>;
  /** Whether this person may be heard right now. */
  mayHear(userId: string): boolean;
  send(message: ToProcess): void;
  /** Tells people what went wrong with a turn that isn't shown anywhere else. */
  onFailure(text: Text): void;
  clock: Clock;
  log: Logger;
};

/** How long a spoken question may be, in minutes, as people are told. It must match `LONGEST` of the floor's speech. */
const MOST_MINUTES = 10;

/** Decodes speech that was kept as Opus packets. The codec is only loaded when that's first needed. */
const loadUnpacker = async () => makeUnpacker((await loadOpus()).decoder());

/** What is said in a call: it takes people's speech from the ears to the conversation, and answers to the mouth. */
export class Dialogue {
  #options: DialogueOptions;
  #listener: Listener;
  #speaker: Speaker;
  #attention = new Attention();
  #captions: CallCaptions;
  /** Turns whose answers haven't ended. */
  #answers = new Set<Turn>();
  /** When people began to say each turn's question, in milliseconds of the clock. */
  #began = new WeakMap<Turn, number>();
  /** Whether each turn is meant for Parley, once that's known. */
  #open = new WeakMap<Turn, Promise<boolean>>();
  #unheard: UnheardAnswers;

  constructor(options: DialogueOptions) {
    const { place, conversations, view, person, send, clock, log } = options;
    this.#options = options;
    this.#unheard = new UnheardAnswers(clock, () => this.#giveUp());
    this.#captions = new CallCaptions(options, this.#attention);
    this.#listener = new Listener({
      hear: (userId) => {
        const { promise: ready, resolve, reject } = Promise.withResolvers<void>();
        // A turn that has ended by then waits for nothing.
        ready.catch(() => {});
        const utterance = conversations.hear(place, person(userId), { unpacking: loadUnpacker, ready });
        this.#began.set(utterance.turn, clock.now());
        options.admit(userId).then(resolve, (error) => {
          this.#listener.refuse(utterance);
          reject(error);
        });
        return utterance;
      },
      mayHear: (userId) => options.mayHear(userId),
      stale: ({ turn }) => this.#speaker.withdraw(turn),
      unheard: ({ turn }) => this.#unhear(turn),
      full: ({ turn }) => void this.#full(turn),
      log,
    });
    this.#speaker = new Speaker({
      call: view().guildId,
      send,
      interrupters: ({ question }) => options.interrupters(question.person.id),
      silent: (silence) => this.#silent(silence),
      onLoss: (bytes) =>
        log.warn(
          { event: 'answer.lost', bytes },
          'an answer was too long to keep until it was known whether to speak it',
        ),
    });
  }

  /** Takes a message from the ears or the mouth. */
  receive(message: FromEars | FromMouth): void {
    if (message.is === 'audible' || message.is === 'silent') this.#speaker.receive(message);
    else this.#listener.receive(message);
  }

  /** Speaks a turn's answer, unless its asker wants it in writing only, and captions it if its question was spoken. */
  take(turn: Turn): void {
    if (turn.question.voice === 'text') return;
    this.#answers.add(turn);
    void turn.ended.then(() => this.#answers.delete(turn));
    const open = this.#isFor(turn);
    this.#open.set(turn, open);
    const mark = turn.question.aloud ? this.#unheard.mark(turn) : undefined;
    void this.#speak(turn, open);
    if (mark) void this.#captions.write(turn, open, mark);
  }

  /** Who may interrupt may have changed: the mouth has to know for what it's saying, too. */
  recheckInterrupters(): void {
    this.#speaker.recheckInterrupters();
  }

  /** Whether people can hear Parley from now on. While they can't, answers wait in the mouth for a while. */
  speaks(speaks: CallView['speaks']): void {
    this.#unheard.speaks(speaks);
  }

  /** Who is heard from now on. If the person who is speaking isn't among them, their speech ends here. */
  hears(members: readonly string[]): void {
    this.#listener.keep(members);
  }

  /** A person opted out: what they're saying right now isn't answered either. */
  drop(userId: string): void {
    this.#listener.drop(userId);
  }

  /** The call stops listening: speech that is still waiting for its turn is dropped. */
  forgo(): void {
    this.#listener.forgo((turn) => this.#open.has(turn));
  }

  /** Cuts off the answer that is being said, and those that are on their way. */
  hush(): void {
    this.#options.send({ is: 'hush', call: this.#options.view().guildId });
    for (const turn of this.#answers) if (!this.#listener.hears(turn)) this.#cut(turn, 0, 'hush');
  }

  /** The ears and the mouth are gone, with everything they still had. */
  stop(): void {
    this.#listener.stop();
    this.#speaker.noteLoss();
    this.#unheard.noteLoss();
    // The next mouth is told whether it can be heard when it's there.
    this.speaks('aloud');
  }

  /** Speaks an answer, unless nobody has been able to hear Parley for a long time. */
  async #speak(turn: Turn, open: Promise<boolean>): Promise<void> {
    await this.#speaker.speak(
      turn,
      open.then((isOpen) => isOpen && !this.#unheard.isForLong),
    );
    // The first sound may have come after the wait was over, when nothing is kept any more.
    if (this.#unheard.isForLong) this.#giveUp();
    if (this.#speaker.has(turn)) return;
    if (this.#unheard.isForLong && turn.audioBytes.came > 0) this.#unheard.noteUnheard(turn, 'all');
    else this.#unheard.noteHeard(turn);
  }

  /** Nobody has been able to hear Parley for so long that people wouldn't know what an answer is about. */
  #giveUp(): void {
    for (const { turn, isAudible } of this.#speaker.giveUp())
      this.#unheard.noteUnheard(turn, isAudible ? 'the rest' : 'all');
  }

  #silent({ turn, bytes, how }: PlayoutEnd): void {
    this.#unheard.noteHeard(turn);
    // An interruption is meant for Parley as well.
    if (how === 'played' || how === 'interrupted')
      this.#attention.noteAnswer(turn.question.person.id, this.#options.clock.now());
    if (how === 'interrupted' || how === 'withdrawn') this.#cut(turn, bytes, 'speech');
    if (how === 'hushed') this.#cut(turn, bytes, 'hush');
  }

  #unhear(turn: Turn): void {
    this.#answers.delete(turn);
    this.#speaker.withdraw(turn);
    this.#options.conversations.unhear(this.#options.place, turn);
  }

  #cut(turn: Turn, bytes: number, by: 'speech' | 'hush'): void {
    this.#answers.delete(turn);
    this.#options.conversations.interrupt(this.#options.place, turn, bytes, by);
  }

  /** Tells people that a question was too long, but only if they were talking to Parley and not to each other. */
  async #full(turn: Turn): Promise<void> {
    const code = this.#options.view().listen === 'button' ? 'call.speech-too-long-talk' : 'call.speech-too-long';
    if (await (this.#open.get(turn) ?? true)) this.#options.onFailure({ code, minutes: MOST_MINUTES });
  }

  /** What Parley is called in this call: its own names, the one that it has in the server, and those that were set. */
  #listNames(): string[] {
    const { venue, view, rules } = this.#options;
    return ['Parley', venue.user.name, venue.nick(view().guildId) ?? [], rules().names].flat();
  }

  /** Whether an answer is to be spoken. Where people also talk to each other, only if the question was meant for Parley. */
  async #isFor(turn: Turn): Promise<boolean> {
    const { person, aloud } = turn.question;
    if (!aloud || this.#options.view().listen !== 'addressed') return true;
    const began = this.#began.get(turn) ?? this.#options.clock.now();
    const names = this.#listNames();
    const addressed = () => this.#attention.holds(person.id, began) || hasName(turn.heard, names);
    const pieces = turn.follow();
    if (addressed()) return true;
    for await (const { is } of pieces) if (is === 'heard' && addressed()) return true;
    // A turn that was interrupted is left alone: the transcript may still be waiting for what was understood of it.
    if (turn.end?.is !== 'interrupted') this.#cut(turn, 0, 'speech');
    return false;
  }
}
