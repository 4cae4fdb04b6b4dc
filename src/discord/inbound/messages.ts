import type { Message } from 'discord.js';
import type { Logger } from 'pino';
import { toText, UserError } from '../../base/errors.ts';
import type { Inbound, Sender } from '../../base/inbound.ts';
import { InboundTime } from '../../base/inbound-time.ts';
import type { Text } from '../../text/text.ts';
import { toLoggable } from '../gateway/api-errors.ts';
import { type AnswerOptions, MessageAnswers } from './message-answers.ts';
import { isAutomatic, isWritten, type MessageQuestion } from './message-question.ts';
import { MessageReading } from './message-reading.ts';
import { MessageRefusals } from './message-refusals.ts';
import { findTarget, isFresh, type MessageVisit, toAsked } from './message-visit.ts';
import { MissedQuestion } from './missed-question.ts';
import type { PendingQuestion, PendingQuestions } from './pending-questions.ts';
import { dispatch, type InboundTask, type Pipeline } from './pipeline.ts';
import type { LateAsk, PostponedMessage, PostponedQuestions } from './postponed-questions.ts';
import { readAuthor, readPlace } from './sender.ts';

/** What handling messages needs. `track` is called with the work that goes on in a channel. */
export type MessageMeans = AnswerOptions & {
  pipeline: Pipeline;
  waits: PendingQuestions;
  postponed: PostponedQuestions;
  track(work: Promise<unknown>, channel: string): void;
  mention(command: string): string;
};

/** Whether a message can become a question by an edit. What a bot edits, as this one does all the time, is no new question. */
const isLateQuestion = (message: Message): boolean => isFresh(message) && !isAutomatic(message);

/** Answers the messages that mention the bot, reply to it, are written to it directly, or count as said to it here. */
export class Messages {
  readonly #options: MessageMeans;
  readonly #reading: MessageReading;
  readonly #refusals: MessageRefusals;
  readonly #answers: MessageAnswers;

  constructor(options: MessageMeans) {
    this.#options = options;
    this.#reading = new MessageReading(options);
    this.#refusals = new MessageRefusals(options);
    this.#answers = new MessageAnswers(options, this.#reading, this.#refusals);
  }

  /** Handles a message if it asks the bot something, and ignores all others. Never rejects. */
  async handleMessage(message: Message): Promise<void> {
    const log = this.#options.log.child({ message: message.id, channel: message.channelId });
    try {
      if (!this.#reading.mayAsk(message)) return;
      this.#reading.note(message);
      const { channel, server = null, parent = null } = readPlace(message);
      // From now on, as it may be deleted or edited while it's read.
      using wait = this.#options.waits.begin({ message: message.id, within: [channel, server, parent] });
      const heard = await this.#reading.read(message);
      if (heard.is !== 'nothing') return await this.#take(message, heard, wait, log);
      // It may have become a question while its first words were read.
      const { message: newest, text, isGone } = wait;
      if (newest && text !== undefined && !isGone && isLateQuestion(newest)) await this.handleMessage(newest);
    } catch (error) {
      log.error({ event: 'question.not_asked', err: toLoggable(error) }, 'a message could not be answered');
    }
  }

  /** A message was deleted: if it was an original that a proxy has repeated, that shows whose it was. */
  handleDeletion(id: string): void {
    this.#reading.noteDeletion(id);
  }

  /**
   * Handles an edited message: one that waits is asked in its new words, or dropped if it asks nothing any more. One that
   * becomes a question shortly after it was written is answered like a new one, but only once. Never rejects.
   */
  async handleEdit(message: Message): Promise<void> {
    // A partial message has no new words.
    if (message.partial || !isWritten(message)) return;
    const { waits, postponed, log } = this.#options;
    const wait = waits.of(message.id);
    // At once, as its author may agree while the new words are read.
    wait?.renew(message);
    const isPostponed = postponed.renew(message);
    if (isAutomatic(message) && !wait && !isPostponed) return;
    try {
      const heard = await this.#reading.read(message);
      if (heard.is !== 'question') postponed.drop(message);
      // While that was read, its first words may have turned out to ask nothing, or another edit may have become a question.
      const waiting = waits.of(message.id);
      if (waiting !== wait) waiting?.renew(message);
      if (waiting) return heard.is === 'question' ? waiting.reword(heard.text) : waiting.drop();
      const isAsked = heard.is === 'question' && isLateQuestion(message);
      if (isAsked && !this.#answers.has(message.id)) await this.handleMessage(message);
    } catch (error) {
      log.error(
        { event: 'edit.not_read', err: toLoggable(error), message: message.id },
        'an edited message could not be read',
      );
    }
  }

  /** Sends what a message asks on the way of everything that people do. */
  async #take(message: Message, first: MessageQuestion, wait: PendingQuestion, log: Logger): Promise<void> {
    const settled = this.#reading.settle(message);
    const person = isAutomatic(message) ? await this.#reading.findSender(message) : readAuthor(message);
    const heard = person.behind === undefined ? first : await this.#reading.read(message, person.behind);
    await this.#send({ message, person, heard, wait, settled, log });
  }

  async #send({ message, ...seen }: Omit<MessageVisit, 'target'>): Promise<void> {
    const { pipeline, postponed, clock } = this.#options;
    const { person, log } = seen;
    const place = readPlace(message);
    const target = findTarget(message, clock, () => this.#refusals.muteOf(message, log));
    const visit = { ...seen, message, target };
    const missed = new MissedQuestion(message, this.#options);
    const task: InboundTask = {
      inbound: { place, person, asks: true, arrival: new InboundTime(clock), is: 'message' },
      // Who agreed only now asks now.
      age: visit.notePlaced ? 0 : missed.age,
      // Typing begins once the question is asked.
      acknowledge: async () => {},
      run: (ready) => {
        // Whoever passes needn't agree any more, so that nothing is asked twice.
        ready.then(
          () => postponed.settle(message.id),
          () => {},
        );
        const running = this.#run(visit, task.inbound, ready);
        visit.notePlaced?.();
        return running;
      },
      tell: async (error) => {
        // A message that a proxy repeats is deleted, and then nothing is left of it to be asked later.
        await visit.settled.catch(() => {});
        this.#postpone(visit, task.inbound, toText(error));
        await this.#refusals.tell(visit, toText(error));
      },
      leave: () => missed.excuse(visit, this.#refusals),
    };
    await dispatch(task, pipeline, log);
  }

  /** Remembers a message that was refused only because its author has to agree first, unless it was taken back meanwhile. */
  #postpone({ message, wait, log }: MessageVisit, inbound: Inbound, why: Text): void {
    if (why.code !== 'agreement.ask' || wait.isGone) return;
    const { postponed, track } = this.#options;
    const kept: PostponedMessage = { newest: wait.message ?? message };
    const ask: LateAsk = (asker, earlier) => {
      const { promise: placed, resolve: notePlaced } = Promise.withResolvers<void>();
      const asking = this.#askLate(kept.newest, inbound, asker, { earlier, notePlaced, log }).finally(notePlaced);
      track(asking, message.channelId);
      return placed;
    };
    postponed.add(inbound, ask, kept);
  }

  /** Asks what a message asks by now whose author has agreed meanwhile, with the rights that they have now. Never rejects. */
  async #askLate(
    message: Message,
    { person: first }: Inbound,
    { roles, powers }: Sender,
    { earlier, ...noted }: { earlier: Promise<void> } & Pick<MessageVisit, 'notePlaced' | 'log'>,
  ): Promise<void> {
    const { channel, server = null, parent = null } = readPlace(message);
    using wait = this.#options.waits.begin({ message: message.id, within: [channel, server, parent] });
    try {
      const person = { ...first, roles, powers };
      const heard = await this.#reading.read(message, person.behind);
      await earlier;
      if (heard.is !== 'nothing') await this.#send({ message, person, heard, wait, settled: earlier, ...noted });
    } catch (error) {
      noted.log.error({ event: 'question.not_asked', err: toLoggable(error) }, 'a message could not be answered');
    }
  }

  /** Asks at once, so that the question keeps its place in the order of arrival, and shows the answer. */
  #run(visit: MessageVisit, inbound: Inbound, ready: Promise<unknown>): Promise<void> {
    const { heard, wait, target, message } = visit;
    if (wait.isGone) return Promise.resolve();
    const asked = toAsked(heard, wait.text);
    if (asked && target && this.#reading.wantsThread(message))
      return ready.then(() => this.#answers.showInThread({ asked, place: inbound.place, target }, visit, inbound));
    if (asked && target) return this.#answers.show({ asked, place: inbound.place, target }, visit, inbound, ready);
    return ready.then(async () => {
      if (!asked && heard.is === 'blank' && target)
        throw new UserError({ code: 'mention.empty', ask: this.#options.mention('ask') });
      if (!asked && heard.is === 'unread') await this.#refusals.hint(visit, heard.isVoice);
      else await this.#refusals.mute(visit);
    });
  }
}
