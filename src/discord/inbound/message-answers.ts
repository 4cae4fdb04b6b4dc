import { type Message, PermissionFlagsBits } from 'discord.js';
import type { Logger } from 'pino';
import type { Introduce } from '../../base/first-notice.ts';
import type { Inbound } from '../../base/inbound.ts';
import type { FindOmission } from '../../base/omission.ts';
import { findHome, type Place } from '../../base/place.ts';
import { Throttle } from '../../base/throttle.ts';
import type { QuestionInput } from '../../conversation/turns/question.ts';
import type { Turn } from '../../conversation/turns/turn.ts';
import { findReplyVoice } from '../../settings/reply-voice.ts';
import type { Languages, Say } from '../../text/languages.ts';
import { type KeptSounds, showAnswer } from '../outbound/answer-writer.ts';
import {
  endForsakenAnswer,
  excuseMention,
  type ForsakenMeans,
  findSendable,
  type PatientWork,
} from '../outbound/forsaken-answer.ts';
import { MessageTarget } from '../outbound/message-target.ts';
import { openQuestionThread } from '../outbound/question-thread.ts';
import { type ClaimAccess, noteSlow, type ReplyPromises } from '../outbound/reply-promise.ts';
import { EarlierMessages, type SparePeople } from './earlier-messages.ts';
import type { FileReader } from './file-reader.ts';
import { makeAuthorVisibility } from './message-question.ts';
import type { MessageReading, MessageReadingOptions } from './message-reading.ts';
import type { MessageRefusals } from './message-refusals.ts';
import { EDITABLE, type MessageVisit, type PlacedQuestion, toAsked } from './message-visit.ts';
import { addFirstNotice } from './notice-delivery.ts';
import { readPlace } from './sender.ts';
import { shareMaterial } from './shared-material.ts';
import { type SoundDelivery, sendMessageSound } from './sound-delivery.ts';

/** The one thing that messages need of conversations. `ask` throws a {@link UserError} if nothing can be asked now. */
export type Askable = {
  ask(place: Place, question: QuestionInput, ready: Promise<unknown>): Turn;
};

/** What answering messages needs. `spare` finds those whose words nobody passes on. */
export type AnswerOptions = MessageReadingOptions & {
  conversations: Askable;
  claims: Pick<ClaimAccess, 'enter' | 'holds' | 'noteOthers' | 'storeBackFor'>;
  spare: SparePeople;
  introduce: Introduce;
  findOmission: FindOmission;
  reader: FileReader;
  promises: ReplyPromises;
  trackPatient(work: PatientWork): void;
  sounds: KeptSounds & SoundDelivery['sounds'];
  languages: Languages;
  log: Logger;
};

/** Asks what messages ask, with what they bring along, and shows the answers below them. */
export class MessageAnswers {
  readonly #options: AnswerOptions;
  readonly #reading: MessageReading;
  readonly #refusals: MessageRefusals;
  readonly #earlier: EarlierMessages;
  /** The messages that were answered, for as long as an edit could make them a question again. */
  readonly #asked: Throttle;

  constructor(options: AnswerOptions, reading: MessageReading, refusals: MessageRefusals) {
    const { clock, log } = options;
    this.#options = options;
    this.#reading = reading;
    this.#refusals = refusals;
    this.#earlier = new EarlierMessages(clock, log, options);
    this.#asked = new Throttle(clock, 2 * EDITABLE);
  }

  /** Whether a message, given by id, was answered lately. */
  has(id: string): boolean {
    return this.#asked.has(id);
  }

  /** Opens a thread for a question and answers it there; in its own place if there can't be one. */
  async showInThread(question: PlacedQuestion, visit: MessageVisit, inbound: Inbound): Promise<void> {
    const { claims, clock } = this.#options;
    const { message, heard, wait, settled, log } = visit;
    await settled;
    if (wait.isGone) return;
    const asked = toAsked(heard, wait.text) ?? question.asked;
    const thread = await openQuestionThread(message, asked.text, log);
    if (!thread) return this.show({ ...question, asked }, visit, inbound, Promise.resolve());
    const place = { ...inbound.place, channel: thread.id, parent: message.channelId };
    if (!(await claims.enter(place))) return;
    const target = new MessageTarget(thread, clock, {
      id: message.id,
      mute: () => this.#refusals.muteOf(message, log),
    });
    await this.show({ asked, place, target }, visit, inbound, Promise.resolve());
  }

  /** Asks what a message asks, and shows the answer. `passed` settles once its author has passed every stage. */
  show(
    { asked: { text, ...material }, place, target }: PlacedQuestion,
    visit: MessageVisit,
    inbound: Inbound,
    passed: Promise<unknown>,
  ): Promise<void> {
    const { conversations, claims, promises, trackPatient, introduce, clock, sounds } = this.#options;
    const { message, wait, log } = visit;
    const { id } = message;
    const { person, arrival } = inbound;
    const { quotes, readFiles, leaveOut } = shareMaterial(material, { place, person }, this.#options);
    const { promise: ready, resolve } = Promise.withResolvers<unknown>();
    const voice = findReplyVoice(this.#options.settings, place);
    const turn = conversations.ask(place, { id, person, text, quotes, readFiles, voice, arrival }, ready);
    if (quotes.some(({ is, isHidden }) => is === 'reply' && isHidden))
      turn.remarks.add({ code: 'mention.hidden-reply' });
    wait.hold(turn);
    const slow = noteSlow(promises, { id, place, clock });
    const shown = ready.then(async () => {
      const outcome = await showAnswer(turn, target, {
        mayTalk: () => claims.holds(place.channel),
        noteOthers: () => claims.noteOthers(place.channel),
        slow,
        isKept: () => sounds.isKept(place.channel, turn),
        say: this.#say(message),
        clock,
        log,
      });
      promises.settle(findHome(place), id);
      trackPatient((stopping) => this.#endForsaken(turn, message, { place, target }, { outcome, stopping }));
      if (turn.end?.is === 'yielded') return;
      this.#asked.may(id);
      const to = { client: message.client, channelId: place.channel };
      await sendMessageSound(to, { channel: place.channel, turn, sounds, say: this.#say(message), log });
    });
    const introduced = passed.then(() => introduce(place, person));
    addFirstNotice({ turn, target, notice: introduced, shown });
    resolve(passed.then(() => Promise.all([introduced, leaveOut(turn), this.#prepare(turn, visit, inbound)])));
    return shown;
  }

  /** What another process has taken is ended here, if that one doesn't; see `endForsakenAnswer`. */
  #endForsaken(
    turn: Turn,
    message: Message,
    { place, target }: Pick<PlacedQuestion, 'place' | 'target'>,
    end: Pick<ForsakenMeans, 'outcome' | 'stopping'>,
  ): Promise<void> {
    const { claims, languages, clock, log } = this.#options;
    const channel = findSendable(message.client, place.channel);
    const excuse = async () => channel && excuseMention(channel, message, { target, languages });
    const holds = () => claims.holds(place.channel);
    return endForsakenAnswer(turn, { ...end, channel, message: target.message, holds, excuse, languages, clock, log });
  }

  /** What a question waits for once it may be asked: that its message stays, and what people said before it. */
  async #prepare(turn: Turn, { message, settled }: MessageVisit, { place, person }: Inbound): Promise<void> {
    const values = this.#options.settings.peek(place)?.values;
    const member = message.guild?.members.cache.get(person.behind ?? person.id);
    const mayRead =
      member && message.inGuild() && message.channel.permissionsFor(member).has(PermissionFlagsBits.ReadMessageHistory);
    const most = this.#options.readsContent && mayRead && values ? values.context : 0;
    const isForParley = (one: Message) => !values || this.#reading.isForParley(one, values);
    const reading = this.#earlier.read(message, { most, isForParley, seen: makeAuthorVisibility(message, member) });
    const [earlier] = await Promise.all([reading, settled]);
    if (earlier.length === 0) return;
    const { speaker, question } = turn;
    turn.introduce(speaker.name, { quotes: [...earlier, ...(question.quotes ?? [])] });
    this.#earlier.noteTold(message);
  }

  /** Speaks the language of the people who read a message. */
  #say(message: Message): Say {
    return this.#options.languages.in(readPlace(message), message.guild?.preferredLocale);
  }
}
