import { isDeepStrictEqual } from 'node:util';
import type { Person } from '../conversation/people/person.ts';
import type { Text } from '../text/text.ts';
import type { HearingPolicy, Interrupters } from '../voice/bridge/protocol.ts';
import { Attendance, type AttendanceMeans } from './attendance.ts';
import { CallDisplay } from './call-display.ts';
import { type CallLook, lookAtCall } from './call-look.ts';
import type { CallRecord } from './call-record.ts';
import type { CallRoomEvents } from './call-room-events.ts';
import type { CallRules } from './call-rules.ts';
import type { CallView, NoticeChannel } from './contract.ts';
import { decideAudibility } from './listening-rules.ts';
import { isDissent, RefusalNotes } from './refusal-notes.ts';

/** The voice channel of a call: who is there, and what people can read about it. Until they can read it, nobody is heard. */
export class CallRoom {
  #means: AttendanceMeans;
  #events: CallRoomEvents<CallRecord>;
  #record: CallRecord;
  #rules: CallRules;
  /** The channel for the notice and the captions; see `CallView.noticeIn`. */
  #notice: NoticeChannel;
  #attendance: Attendance;
  #display: CallDisplay;
  #refusals: RefusalNotes;

  constructor(record: CallRecord, rules: CallRules, means: AttendanceMeans, events: CallRoomEvents<CallRecord>) {
    const { channelId, conversationId, panelId, panelIn = conversationId, isMoving, told } = record;
    this.#means = means;
    this.#events = events;
    this.#record = record;
    this.#rules = rules;
    this.#notice = means.venue.noticeChannel(channelId, conversationId);
    this.#attendance = new Attendance(record, means, {
      onChange: () => this.#follow(),
      onRefusal: (userId, error) => {
        this.#refusals.add(userId, error);
        if (isDissent(error)) events.onDissent(userId);
      },
      onExpiry: () => void this.people(),
    });
    this.#refusals = new RefusalNotes(means.clock);
    this.#display = new CallDisplay({
      ...means,
      before: panelId === undefined ? undefined : { panelId, panelIn, told: isMoving ? told : undefined },
      view: () => this.view,
      viewForReaders: () => this.#tell(),
      onChange: () => this.#noteShown(),
    });
  }

  /** The call's record. Unlike {@link view}, it's at hand and doesn't depend on who is there. */
  get record(): Readonly<CallRecord> {
    return this.#record;
  }

  /** What is in force for the call. */
  get rules(): CallRules {
    return this.#rules;
  }

  /** The call as it is: while people can't read that the bot listens, it hears nobody. */
  get view(): CallView {
    const { told } = this.#look();
    if (told.listen === 'off' || told.hears.is === 'deafened' || this.#display.announces(told)) return told;
    return { ...told, hears: { is: 'unannounced', why: this.#display.missing ?? { code: 'notice.pending' } } };
  }

  /** Whom the ears may hear now, and how. It's nobody while people can't read that the bot listens. */
  get hearing(): HearingPolicy {
    const { told, hearing } = this.#look();
    if (told.hears.is !== 'deafened' && this.#display.announces(told)) return hearing;
    return { ...hearing, members: [] };
  }

  /** Whether what a person writes in the chat, without calling the bot, may be looked at. They must have read that it is. */
  mayRead(userId: string): boolean {
    const { told } = this.#look();
    return this.#display.announcesChat(told) && this.#attendance.hasWilling(told.channelId, userId, this.#notice.id);
  }

  /** Whether people in the channel can hear the bot, or why not. */
  get speaks(): CallView['speaks'] {
    return decideAudibility(this.#means.venue.channel(this.#record.channelId)?.hindrances ?? []);
  }

  /** A person who is in the channel, or was. */
  person(userId: string): Person {
    return this.#attendance.person(this.#record.channelId, userId);
  }

  /** Who may interrupt the answer to this person's question by speaking. */
  decideInterrupters(asker: string): Interrupters {
    const { channelId } = this.#record;
    return this.#attendance.decideInterrupters(channelId, asker, this.#look().told.listen, this.#rules);
  }

  /** Asks whether a person may say what they're starting to say. A refusal is shown in the panel. @throws the refusal */
  async admit(userId: string): Promise<void> {
    try {
      await this.#attendance.admit(userId);
    } catch (error) {
      void this.show();
      throw error;
    }
  }

  /** Changes the call's record, and has it stored. */
  note(change: Partial<CallRecord>): void {
    this.#record = { ...this.#record, ...change };
    this.#events.onRecord(this.#record);
  }

  /** This process will soon leave the call to another one, which is told what the notice says, also if that changes meanwhile. */
  prepareMove(): void {
    this.note({ isMoving: true, told: this.#display.told });
  }

  /** Something else may be in force now. Who may be heard is asked again in any case. */
  async follow(rules: CallRules): Promise<void> {
    this.#rules = rules;
    if (this.#record.interpreting && !rules.mayInterpret) this.note({ interpreting: undefined });
    await this.#attendance.recheck(this.#record.channelId);
    this.watch();
    await this.refresh();
  }

  /** A person chose whether to be heard. The caller must update the ears and the notice. */
  chose(userId: string, heard: boolean): void {
    this.#attendance.chose(userId, heard);
  }

  /** Reads who in the channel has opted out. If the store can't tell, they aren't heard until it can. */
  learn(): Promise<void> {
    return this.#attendance.learn(this.#record.channelId, () => void this.people());
  }

  /** Watches, from now on, whether the channel is empty. */
  watch(): void {
    this.#attendance.watch(this.#record.channelId, this.#rules.leaveAlone, () => this.#events.onEmpty());
  }

  /** Someone came, went, or is known by name now. */
  async people(): Promise<void> {
    await this.learn();
    this.watch();
    await this.refresh();
  }

  /** Discord has sent the whole server again, after a gap in which events may have been missed. */
  async came(): Promise<void> {
    this.#display.doubt();
    await this.people();
  }

  /** The bot is in another voice channel now. */
  async move(channelId: string): Promise<void> {
    this.note({ channelId });
    this.#follow();
    this.#display.enters();
    await this.people();
  }

  /** Permissions, or what Discord keeps the bot from doing, may have changed. */
  async refresh(): Promise<void> {
    this.#follow();
    await this.show();
  }

  /** Updates what people can read. While joining it does nothing, because arriving does the same, unless the call has only moved. */
  async show(): Promise<void> {
    if (this.#events.state() === 'joining' && !this.#record.isMoving) return;
    await this.#display.update(this.#refusals.take());
  }

  /** Shows people a sentence below the call's state. */
  async say(text: Text): Promise<void> {
    await this.#display.update(text);
  }

  /** Tells people what went wrong with what is said. Without its model nothing can be interpreted, so that ends. */
  async tell(text: Text): Promise<void> {
    if (text.code === 'interpret.no-model') {
      this.note({ interpreting: undefined });
      this.#follow();
    }
    await this.say(text);
  }

  /** The bot enters the channel, perhaps once more. */
  enters(): void {
    this.#display.enters();
  }

  /** Messages were deleted in a channel. */
  noteDeleted(messageIds: readonly string[]): void {
    this.#display.noteDeleted(messageIds);
  }

  /** Stops watching people, clears the channel's status and shows nothing more, until {@link end}. */
  async depart(): Promise<void> {
    this.#attendance.close();
    await this.#display.depart(this.#record.channelId);
  }

  /** Stops watching people and shows nothing more. The notice and the status now belong to another process. */
  abandon(): void {
    this.#attendance.close();
    this.#display.close();
  }

  /** The call is over: the notice becomes this sentence. */
  end(text: Text): Promise<void> {
    return this.#display.end(text);
  }

  /** The call, and whom it may hear, as if people could already read about it. */
  #look(): CallLook {
    const rest = { record: this.#record, rules: this.#rules, notice: this.#notice, state: this.#events.state() };
    return lookAtCall({ ...rest, attendance: this.#attendance, venue: this.#means.venue });
  }

  /** The call as people read about it. For them, one that another process left to this one goes on. */
  #tell(): CallView {
    const { told } = this.#look();
    return this.#record.isMoving && told.state === 'joining' ? { ...told, state: 'on' } : told;
  }

  #follow(): void {
    const { channelId, conversationId } = this.#record;
    this.#notice = this.#means.venue.noticeChannel(channelId, conversationId);
    this.#events.onChange();
  }

  /** What people can read has changed. */
  #noteShown(): void {
    this.#events.onChange();
    const found = this.#display.whereabouts;
    const { panelId, panelIn } = this.#record;
    if (found && (found.panelId !== panelId || found.panelIn !== panelIn)) this.note(found);
    if (this.#record.isMoving && !isDeepStrictEqual(this.#record.told, this.#display.told)) this.prepareMove();
  }
}
