import type { Logger } from 'pino';
import { loadOpus } from '../audio/opus.ts';
import { makeUnpacker } from '../audio/opus-pack.ts';
import type { Clock } from '../base/clock.ts';
import { toText } from '../base/errors.ts';
import type { Conversations } from '../conversation/conversations.ts';
import type { Person } from '../conversation/people/person.ts';
import { type AnswerEnd, Turn } from '../conversation/turns/turn.ts';
import type { Utterance } from '../conversation/turns/utterance.ts';
import type { Text } from '../text/text.ts';
import type { FromEars, FromMouth, ToProcess } from '../voice/bridge/protocol.ts';
import { Attention, hasName } from './address.ts';
import type { CallView, Venue } from './contract.ts';
import { Listener } from './listener.ts';
import { type PlayoutEnd, Speaker } from './speaker.ts';
import { UnheardAnswers } from './unheard-answers.ts';

/** Nothing is written under an answer. */
const UNMARKED = Promise.resolve(undefined);

/** What talking in a call needs. */
export type DialogueOptions = {
  conversations: Pick<Conversations, 'hear' | 'interrupt' | 'unhear'>;
  venue: Pick<Venue, 'caption'>;
  /** Names that people call the bot by. */
  names: readonly string[];
  view(): CallView;
  person(userId: string): Person;
  /** Asks whether this person may say what they begin to say. Rejects with what refuses it. */
  admit(userId: string): Promise<void>;
  /** Whether this person may be heard now. */
  mayHear(userId: string): boolean;
  send(message: ToProcess): void;
  /** Tells people what went wrong with an answer that nothing else shows. */
  onFailure(text: Text): void;
  clock: Clock;
  log: Logger;
};

/** How long a question may be, in minutes: the ears cut it there, and people read how long that was. */
const MOST_MINUTES = 10;

/** Sound that is kept small is made sound again by the codec, which is loaded when that is first needed. */
const loadUnpacker = async () => makeUnpacker((await loadOpus()).decoder());

/** What is said in a call, by people and by Parley: from the ears to the conversation, from its turns to the mouth. */
export class Dialogue {
  #options: DialogueOptions;
  #listener: Listener;
  #speaker: Speaker;
  #attention = new Attention();
  /** Turns whose answer has not ended. */
  #answers = new Set<Turn>();
  /** When somebody began to say a turn's question, in milliseconds of the clock. */
  #began = new WeakMap<Turn, number>();
  /** Whether turns are for Parley, once that is known. */
  #open = new WeakMap<Turn, Promise<boolean>>();
  #unheard: UnheardAnswers;

  constructor(options: DialogueOptions) {
    const { conversations, view, person, send, clock, log } = options;
    this.#options = options;
    this.#unheard = new UnheardAnswers(clock, () => this.#giveUp());
    this.#listener = new Listener({
      hear: (userId) => {
        let utterance: Utterance | undefined;
        const admitted = options.admit(userId).catch((error) => {
          if (utterance) this.#listener.refuse(utterance);
          throw error;
        });
        admitted.catch(() => {});
        utterance = conversations.hear(view().conversationId, person(userId), loadUnpacker, admitted);
        this.#began.set(utterance.turn, clock.now());
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
      interrupters: ({ question }) => (view().listen === 'addressed' ? [question.person.id] : 'all'),
      silent: (silence) => this.#silent(silence),
      onLoss: (bytes) =>
        log.warn(
          { event: 'answer.lost', bytes },
          'an answer was too long to keep until it was known whether it is spoken',
        ),
    });
  }

  /** Takes what the ears and the mouth report. */
  receive(message: FromEars | FromMouth): void {
    if (message.is === 'audible' || message.is === 'silent') this.#speaker.receive(message);
    else this.#listener.receive(message);
  }

  /** Speaks a turn's answer, and shows a spoken one. */
  take(turn: Turn): void {
    this.#answers.add(turn);
    void turn.ended.then(() => this.#answers.delete(turn));
    const open = this.#isFor(turn);
    this.#open.set(turn, open);
    const mark = turn.question.aloud ? this.#unheard.mark(turn) : undefined;
    void this.#speak(turn, open);
    if (mark) void this.#caption(turn, open, mark);
  }

  /** Whether Parley can be heard, from now on. What it says meanwhile waits in the mouth, for a while. */
  speaks(speaks: CallView['speaks']): void {
    this.#unheard.speaks(speaks);
  }

  /** Who is heard from now on; whoever speaks and is not among them falls silent. */
  hears(members: readonly string[]): void {
    this.#listener.keep(members);
  }

  /** Somebody does not want to be heard any more: what they are just saying is not answered either. */
  drop(userId: string): void {
    this.#listener.drop(userId);
  }

  /** Nobody is listened to any more: what people said that still waits for its turn is forgotten. */
  forgo(): void {
    this.#listener.forgo((turn) => this.#open.has(turn));
  }

  /** Silence for everyone: for the answer that is being said, and for one that is under way. */
  hush(): void {
    this.#options.send({ is: 'hush', call: this.#options.view().guildId });
    for (const turn of this.#answers) if (!this.#listener.hears(turn)) this.#cut(turn, 0, 'hush');
  }

  /** Ears and mouth are gone, with what they still had. */
  stop(): void {
    this.#listener.stop();
    this.#speaker.noteLoss();
    this.#unheard.noteLoss();
    // Those that come next are told anew whether they can be heard.
    this.speaks('aloud');
  }

  /** Speaks an answer, unless nobody could hear it for long. */
  async #speak(turn: Turn, open: Promise<boolean>): Promise<void> {
    await this.#speaker.speak(
      turn,
      open.then((isOpen) => isOpen && !this.#unheard.isForLong),
    );
    // It may have begun to sound only after that minute.
    if (this.#unheard.isForLong) this.#giveUp();
    if (this.#speaker.has(turn)) return;
    if (this.#unheard.isForLong && turn.audioBytes.came > 0) this.#unheard.noteUnheard(turn, 'all');
    else this.#unheard.noteHeard(turn);
  }

  /** It has been unheard for so long that nobody would know any more what an answer is about. */
  #giveUp(): void {
    for (const { turn, isAudible } of this.#speaker.giveUp())
      this.#unheard.noteUnheard(turn, isAudible ? 'the rest' : 'all');
  }

  #silent({ turn, bytes, how }: PlayoutEnd): void {
    this.#unheard.noteHeard(turn);
    // Who breaks in speaks to Parley as well.
    if (how === 'played' || how === 'interrupted')
      this.#attention.noteAnswer(turn.question.person.id, this.#options.clock.now());
    if (how === 'interrupted' || how === 'withdrawn') this.#cut(turn, bytes, 'speech');
    if (how === 'hushed') this.#cut(turn, bytes, 'hush');
  }

  #unhear(turn: Turn): void {
    this.#answers.delete(turn);
    this.#speaker.withdraw(turn);
    this.#options.conversations.unhear(this.#options.view().conversationId, turn);
  }

  #cut(turn: Turn, bytes: number, by: 'speech' | 'hush'): void {
    this.#answers.delete(turn);
    this.#options.conversations.interrupt(this.#options.view().conversationId, turn, bytes, by);
  }

  /** Whoever talks to Parley for that long reads it; whoever talks to others need not. */
  async #full(turn: Turn): Promise<void> {
    const code = this.#options.view().listen === 'button' ? 'call.speech-too-long-talk' : 'call.speech-too-long';
    if (await (this.#open.get(turn) ?? true)) this.#options.onFailure({ code, minutes: MOST_MINUTES });
  }

  /** Where people talk to each other, an answer is spoken only if it was Parley whom they talked to. */
  async #isFor(turn: Turn): Promise<boolean> {
    const { person, aloud } = turn.question;
    if (!aloud || this.#options.view().listen !== 'addressed') return true;
    const began = this.#began.get(turn) ?? this.#options.clock.now();
    const addressed = () => this.#attention.holds(person.id, began) || hasName(turn.heard, this.#options.names);
    const pieces = turn.follow();
    if (addressed()) return true;
    for await (const { is } of pieces) if (is === 'heard' && addressed()) return true;
    // What was cut short already is left to whoever did that: they may still wait for what was understood of it.
    if (turn.end?.is !== 'interrupted') this.#cut(turn, 0, 'speech');
    return false;
  }

  async #caption(turn: Turn, open: Promise<boolean>, mark: Promise<Text | undefined>): Promise<void> {
    const { venue, view, onFailure: failed, clock } = this.#options;
    const { conversationId, captions, place } = view();
    if (await open) {
      const written = venue.caption(conversationId, turn, { captions, place, mark });
      const end = await turn.ended;
      const isInaudible = turn.spoken.text !== '' && turn.audioBytes.came === 0 && end.is !== 'interrupted';
      if (isInaudible) this.#attention.noteAnswer(turn.question.person.id, clock.now());
      await written;
      if (captions === 'off') await this.#write(turn, end, isInaudible);
    } else {
      const { end, heard } = turn;
      // Nobody knows whom that was said to, so it is told once for all of them.
      if (end?.is === 'failed' && heard === '') failed(toText(end.error));
      if (captions === 'all')
        await venue.caption(conversationId, makeUnansweredTurn(turn), { captions, place, mark: UNMARKED });
    }
  }

  /** Where nothing is written, what nobody can hear is: an answer that came without sound, or why there is none. */
  async #write(turn: Turn, end: AnswerEnd, isInaudible: boolean): Promise<void> {
    const { venue, view, onFailure: failed } = this.#options;
    const { conversationId, place } = view();
    if (isInaudible) await venue.caption(conversationId, turn, { captions: 'answers', place, mark: UNMARKED });
    else if (end.is === 'failed' || end.is === 'broken') failed(toText(end.error));
  }
}

/** What was said in a turn, without its answer, which nobody was to hear. */
const makeUnansweredTurn = (turn: Turn): Turn => {
  const shown = new Turn(turn.question);
  shown.addHeard(turn.heard);
  shown.finish({ is: 'silent' });
  shown.record.settle(undefined);
  return shown;
};
