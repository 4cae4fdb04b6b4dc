import { within } from '../base/clock.ts';
import { UserError } from '../base/errors.ts';
import type { Sender } from '../base/inbound.ts';
import type { Turn } from '../conversation/turns/turn.ts';
import type { Text } from '../text/text.ts';
import type { LossReason } from '../voice/bridge/protocol.ts';
import type { CallEvents } from './call-events.ts';
import { CallLink } from './call-link.ts';
import { explainLoss } from './call-loss.ts';
import type { CallMeans } from './call-means.ts';
import type { CallRecord } from './call-record.ts';
import { CallRoom } from './call-room.ts';
import { type CallRules, isAllowed } from './call-rules.ts';
import { CallSpeech } from './call-speech.ts';
import { type CallSettings, type CallView, type TalkGrant, toConversationPlace } from './contract.ts';

/** How long the person who asked for the call waits for the notice, in milliseconds. */
const NOTICE_PATIENCE = 2_000;

/** Whether a call is still on. `left` settles when everything that ending it takes is done. */
type Life = { is: 'lasting' } | { is: 'over'; left: Promise<void> };

/** The bot's presence in one voice channel, joined to one conversation. */
export class Call {
  /** The voice channel, and what people can read about the call. */
  readonly room: CallRoom;
  #means: CallMeans;
  #events: CallEvents;
  #life: Life = { is: 'lasting' };
  /** Resolves when the bot is in the channel and people can read about it. Rejects if the call ends before that. */
  #entered = Promise.withResolvers<void>();
  #speech: CallSpeech;
  #link: CallLink;
  constructor({ record, rules }: { record: CallRecord; rules: CallRules }, given: CallMeans, events: CallEvents) {
    const means = { ...given, log: given.log.child({ guild: record.guildId, channel: record.conversationId }) };
    this.#means = means;
    this.#events = events;
    this.#entered.promise.catch(() => {});
    this.#link = new CallLink(record.guildId, means, {
      message: (message) => this.#speech.receive(message),
      onReady: (before) => this.#arrive(before),
      onUnknown: () => void this.room.say({ code: 'panel.unknown-speaker' }),
      onBreak: () => void this.room.refresh(),
      onRestart: () => this.#rejoin(),
      onLoss: (why) => this.#handleLoss(why),
    });
    this.room = new CallRoom(record, rules, means, {
      state: () => this.#link.state,
      onChange: () => this.#follow(),
      onDissent: (userId) => this.#speech.drop(userId),
      onRecord: (newer) => this.#remember(newer),
      onEmpty: () => void this.leave({ code: 'call.empty' }),
    });
    this.#speech = new CallSpeech({
      ...means,
      place: toConversationPlace(record),
      view: () => this.view,
      rules: () => this.room.rules,
      interrupters: (asker) => this.room.decideInterrupters(asker),
      person: (userId) => this.room.person(userId),
      admit: (userId) => this.room.admit(userId),
      mayHear: (userId) => this.room.hearing.members.includes(userId),
      mayRead: (userId) => !this.over && this.room.mayRead(userId),
      send: (message) => this.#link.send(message),
      onFailure: (text) => void this.room.tell(text),
    });
  }

  /** The call as it is now; see `CallRoom.view`. */
  get view(): CallView {
    return this.room.view;
  }

  /** Whether somebody is speaking to it, or it has something to answer or to say. */
  get isBusy(): boolean {
    return this.#speech.isBusy;
  }

  /** The call's record. */
  get about(): Readonly<CallRecord> {
    return this.room.record;
  }

  /** Whether it has ended, or is just ending. */
  get over(): boolean {
    return this.#life.is === 'over';
  }

  /**
   * Enters the voice channel and shows the notice. Resolves when people can read it and may be heard.
   *
   * @throws UserError that says why the channel couldn't be entered; the call is over then.
   */
  async enter(): Promise<void> {
    // The sooner one that has only moved is in the channel, the less people notice. Until it has learned, it hears nobody.
    const { isMoving } = this.about;
    if (isMoving) this.#join();
    await this.room.learn();
    if (isMoving) void this.room.refresh();
    else this.#join();
    await this.#entered.promise;
  }

  /** Changes what people want the call to do. */
  async change(settings: CallSettings): Promise<void> {
    this.room.note({ settings });
    // A call that doesn't listen any more drops the speech that waits for its turn.
    if (this.view.listen === 'off') this.#speech.forgo();
    await this.room.refresh();
  }

  /** Something else may be in force now. */
  async follow(rules: CallRules): Promise<void> {
    if (this.over) return;
    await this.room.follow(rules);
    if (this.view.listen === 'off') this.#speech.forgo();
  }

  /** The conversation starts an answer: it's spoken, and captioned if the question was spoken. */
  take(turn: Turn): void {
    if (!this.over) this.#speech.take(turn);
  }

  /** Whether what this person wrote in the chat, without calling Parley, is meant for it. Never rejects. */
  isMeant(userId: string, text: string): Promise<boolean> {
    return this.#speech.isMeant(userId, text);
  }

  /** Cuts off everything that is being said aloud. */
  hush(): void {
    this.#speech.hush();
  }

  /** Gives a person the floor for one utterance, if they're heard at all and may ask for it. */
  grant(person: Sender): TalkGrant {
    if (!isAllowed(this.room.rules.mayTalk, person)) return 'refused';
    if (!this.room.hearing.members.includes(person.id)) return 'unheard';
    this.#link.send({ is: 'grant', call: this.about.guildId, userId: person.id });
    return 'given';
  }

  /** A person chose whether to be heard. It applies from their next packet on. */
  chose(userId: string, heard: boolean): void {
    this.room.chose(userId, heard);
    if (!heard) this.#speech.drop(userId);
    this.#tellHearing();
    void this.room.show();
  }

  /** The bot was moved to another channel, or out of all of them. */
  async handleMove(to: string | undefined): Promise<void> {
    if (this.over || to === this.about.channelId) return;
    if (to !== undefined) await this.room.move(to);
    // While a connection is being made or restored, the bot itself leaves and comes back.
    else if (this.#link.state === 'on') this.#handleLoss('removed');
  }

  /**
   * Ends the call. With a text, the panel says why. Without one, people aren't told anything and the call is restored later.
   * A second call waits for the same end.
   */
  leave(text?: Text): Promise<void> {
    if (this.#life.is === 'over') return this.#life.left;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#speech.end(text ? 'over' : 'left');
    this.#link.leave();
    this.#end(promise, text ?? { code: 'call.restarting' });
    resolve(this.#depart(text));
    return promise;
  }

  /** Another process has this call now: nothing more is said or shown here, and the bot stays in the channel. */
  abandon(): void {
    if (this.over) return;
    this.#speech.end('left');
    this.#link.abandon();
    this.#end(Promise.resolve(), { code: 'asking.moved' });
    this.room.abandon();
    this.#events.over(false);
  }

  #end(left: Promise<void>, why: Text): void {
    this.#life = { is: 'over', left };
    this.#entered.reject(new UserError(why));
  }

  async #depart(text: Text | undefined): Promise<void> {
    await this.room.depart();
    this.#link.close();
    // The next call in this server may only begin now: leaving the channel for this one would end that one, too.
    this.#events.over(text !== undefined);
    if (text !== undefined) await this.room.end(text);
  }

  #join(): void {
    this.#link.join(this.about.channelId, this.room.hearing);
    this.#tellMouth();
  }

  #arrive(before: CallView['state']): void {
    this.room.watch();
    this.#tellMouth();
    if (before === 'mending') void this.room.refresh();
    if (before !== 'joining') return;
    this.room.note({ isMoving: false, told: undefined });
    // The call begins even if the channel accepts no messages right now; it hears nobody until it does.
    this.#entered.resolve(within(this.#means.clock, NOTICE_PATIENCE, this.room.show()).then(() => {}));
  }

  #rejoin(): void {
    this.#speech.stop();
    this.room.enters();
    this.#join();
  }

  /** If the server is unavailable, the call isn't over for good: it's restored when the server comes back. */
  #handleLoss(why: LossReason): void {
    void this.leave(this.#means.venue.knows(this.about.guildId) ? explainLoss(why) : undefined);
  }

  /** Tells the ears and the mouth what has changed. */
  #follow(): void {
    if (this.over) return;
    this.#tellHearing();
    this.#tellMouth();
  }

  #tellHearing(): void {
    const { hearing } = this.room;
    this.#speech.hears(hearing.members);
    this.#speech.recheckInterrupters();
    this.#link.hear(hearing);
  }

  #tellMouth(): void {
    const { speaks } = this.room;
    this.#speech.speaks(speaks);
    this.#link.mute(speaks !== 'aloud');
  }

  /** A call that is over must not be stored again. */
  #remember(record: CallRecord): void {
    if (!this.over) this.#events.onChange(record);
  }
}
