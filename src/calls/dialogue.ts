import { loadOpus } from '../audio/opus.ts';
import { makeUnpacker } from '../audio/opus-pack.ts';
import type { AnswerEnd } from '../conversation/turns/answer-end.ts';
import type { Turn } from '../conversation/turns/turn.ts';
import type { Utterance } from '../conversation/turns/utterance.ts';
import type { FromEars, FromFloor, FromMouth } from '../voice/bridge/protocol.ts';
import { AddressCheck } from './address-check.ts';
import { CallCaptions } from './call-captions.ts';
import type { CallView } from './contract.ts';
import type { DialogueOptions } from './dialogue-options.ts';
import { CallGate } from './gate/call-gate.ts';
import type { GateReason } from './gate/gate-effect.ts';
import { Listener } from './listener.ts';
import { findSilenceWish } from './silence-wish.ts';
import { SlowTools } from './slow-tools.ts';
import { type PlayoutEnd, Speaker } from './speaker.ts';
import { UnheardAnswers } from './unheard-answers.ts';

/** How long a spoken question may be, in minutes, as people are told. It must match `LONGEST` of the floor's speech. */
const MOST_MINUTES = 10;

/** Decodes speech that was kept as Opus packets. The codec is only loaded when that's first needed. */
const loadUnpacker = async () => makeUnpacker((await loadOpus()).decoder());

/** What is said in a call: it takes people's speech from the ears to the conversation, and answers to the mouth. */
export class Dialogue {
  #options: DialogueOptions;
  #listener: Listener;
  #speaker: Speaker;
  #gate: CallGate;
  #addressing: AddressCheck;
  #captions: CallCaptions;
  /** Turns whose answers haven't ended, or of which it isn't known whether they're meant for Parley. */
  #answers = new Set<Turn>();
  /** Whether each turn is meant for Parley, once that's known. */
  #open = new WeakMap<Turn, Promise<boolean>>();
  #unheard: UnheardAnswers;
  #slow: SlowTools;

  constructor(options: DialogueOptions) {
    const { view, send, nextTurn, clock, log } = options;
    this.#options = options;
    this.#slow = new SlowTools({ clock, cue: (turn) => this.#speaker.cue(turn) });
    this.#unheard = new UnheardAnswers(clock, () => this.#giveUp());
    this.#addressing = new AddressCheck(options, () => this.#gate.speech);
    this.#gate = new CallGate(options, () => this.#addressing.names, {
      pass: (message, why) => this.#listener.receive(message, why),
      takeBack: (utterance) => this.#takeBack(utterance),
      hush: () => this.hush(),
      findAudible: () => this.#speaker.audible,
      interrupt: (turn) => this.#speaker.withdraw((each) => each === turn),
      withdraw: (userId) => this.#withdraw(({ question }) => question.person.id === userId),
    });
    this.#captions = new CallCaptions(options, this.#gate.speech);
    this.#listener = new Listener({
      hear: (userId, why) => this.#hear(userId, why),
      mayHear: (userId) => options.mayHear(userId),
      stale: ({ turn }) => this.#speaker.withdraw((each) => each === turn),
      unheard: ({ turn }) => this.#unhear(turn),
      full: ({ turn }) => void this.#full(turn),
      log,
    });
    this.#speaker = new Speaker({
      call: view().guildId,
      send,
      nextTurn,
      interrupters: ({ question }) => options.interrupters(question.person.id),
      silent: (silence) => this.#silent(silence),
      onLoss: (bytes) =>
        log.warn(
          { event: 'answer.lost', bytes },
          'an answer was too long to keep until it was known whether to speak it',
        ),
    });
  }

  /** Whether somebody is speaking, an answer is on its way, or one is being said. */
  get isBusy(): boolean {
    return this.#gate.speech.isBusy || this.#listener.isBusy || this.#speaker.isBusy || this.#answers.size > 0;
  }

  /** Takes a message from the ears or the mouth, or of who waits. */
  receive(message: FromEars | FromFloor | FromMouth): void {
    if (message.is === 'audible' || message.is === 'silent') this.#speaker.receive(message);
    else this.#slow.receive(message);
    if ('utterance' in message) this.#gate.speech.receive(message);
  }

  /** Speaks a turn's answer, unless its asker wants it in writing only, and captions it if its question was spoken. */
  take(turn: Turn): void {
    if (!turn.question.aloud) void turn.ended.then((end) => this.#noteWritten(turn, end));
    if (turn.question.voice === 'text') return;
    this.#answers.add(turn);
    const open = this.#addressing.isFor(turn);
    void Promise.all([turn.ended, open]).then(() => this.#answers.delete(turn));
    this.#open.set(turn, open);
    void open.then((isFor) => this.#judge(turn, isFor));
    const mark = turn.question.aloud ? this.#unheard.mark(turn) : undefined;
    void this.#speak(turn, open);
    void this.#slow.follow(turn, open);
    if (mark) void this.#captions.write(turn, open, mark);
  }

  /** Whether what this person wrote in the conversation's channel, without calling Parley, is meant for it. Never rejects. */
  isMeant(userId: string, text: string): Promise<boolean> {
    return this.#gate.chat.isMeant(userId, text);
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
    this.#gate.keep(members);
    this.#listener.keep(members);
  }

  /** A person opted out: what they're saying right now isn't answered either. */
  drop(userId: string): void {
    this.#gate.drop(userId);
    this.#listener.drop(userId);
  }

  /** The call stops listening: speech that is still waiting for its turn is dropped. */
  forgo(): void {
    this.#gate.speech.drop();
    this.#listener.forgo((turn) => this.#open.has(turn));
  }

  /** Cuts off the answer that is being said, and those that are on their way. */
  hush(): void {
    this.#options.send({ is: 'hush', call: this.#options.view().guildId });
    this.#cutAll(() => true, 'hush');
  }

  /** The ears and the mouth are gone, with everything they still had. */
  stop(): void {
    this.#gate.stop();
    this.#listener.stop();
    this.#slow.stop();
    this.#speaker.noteLoss();
    this.#unheard.noteLoss();
    // The next mouth is told whether it can be heard when it's there.
    this.speaks('aloud');
  }

  /** A person is heard by the conversation from now on. */
  #hear(userId: string, why: GateReason): Utterance {
    const { place, conversations, person, admit } = this.#options;
    const { promise: ready, resolve, reject } = Promise.withResolvers<void>();
    // A turn that has ended by then waits for nothing.
    ready.catch(() => {});
    const utterance = conversations.hear(place, person(userId), { unpacking: loadUnpacker, ready });
    this.#addressing.note(utterance.turn, why);
    admit(userId).then(resolve, (error) => {
      this.#listener.refuse(utterance);
      reject(error);
    });
    return utterance;
  }

  /** Speaks an answer, unless nobody has been able to hear Parley for a long time. */
  async #speak(turn: Turn, open: Promise<boolean>): Promise<void> {
    await this.#speaker.speak(
      turn,
      // It may have been cut short before that was known.
      open.then((isOpen) => isOpen && this.#answers.has(turn) && !this.#unheard.isForLong),
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
    if (how === 'played' || how === 'interrupted') this.#gate.speech.noteAnswer(turn.question.person.id);
    if (how === 'interrupted' || how === 'withdrawn') this.#cut(turn, bytes, 'speech');
    if (how === 'hushed') this.#cut(turn, bytes, 'hush');
  }

  /** Whoever was answered in writing may go on, too. */
  #noteWritten({ question }: Turn, end: AnswerEnd): void {
    if (end.is === 'complete') this.#gate.speech.noteAnswer(question.person.id);
  }

  /** Whoever is answered has spoken to Parley, if only to silence it; what wasn't for it isn't answered any further. */
  async #judge(turn: Turn, isFor: boolean): Promise<void> {
    if (isFor) {
      this.#gate.speech.noteCall();
      if (await findSilenceWish(turn, this.#options)) this.#gate.speech.quieten();
    }
    // A turn that was interrupted is left alone: the transcript may still be waiting for what was understood of it.
    else if (turn.end?.is !== 'interrupted') this.#cut(turn, 0, 'speech');
  }

  /** What was said wasn't meant for Parley, although its answer may have begun, or be complete. */
  #takeBack(utterance: number): void {
    this.#speaker.withdraw((turn) => this.#listener.findNumber(turn) === utterance);
    this.#listener.takeBack(utterance);
  }

  /** Gives answers up that nobody wants. */
  #withdraw(isIt: (turn: Turn) => boolean): void {
    this.#speaker.withdraw(isIt);
    this.#cutAll(isIt, 'speech');
  }

  #unhear(turn: Turn): void {
    this.#answers.delete(turn);
    this.#speaker.withdraw((each) => each === turn);
    this.#options.conversations.unhear(this.#options.place, turn);
  }

  #cutAll(isIt: (turn: Turn) => boolean, by: 'speech' | 'hush'): void {
    for (const turn of this.#answers) if (isIt(turn) && !this.#listener.hears(turn)) this.#cut(turn, 0, by);
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
}
