import { toText } from '../base/errors.ts';
import { Throttle } from '../base/throttle.ts';
import type { Person } from '../conversation/people/person.ts';
import type { Text } from '../text/text.ts';
import type { HearingPolicy } from '../voice/bridge/protocol.ts';
import { Attendance, type AttendanceMeans } from './attendance.ts';
import { CallDisplay } from './call-display.ts';
import type { CallView, JoinRequest } from './contract.ts';
import type { PanelMessage } from './listening-notice.ts';
import { decideAudibility, decideCaptionMode } from './listening-rules.ts';

/** What a call is about; settings, the channel, and the panel's message and its channel change while it lasts. */
export type CallRecord = Omit<JoinRequest, 'by'> & Partial<PanelMessage>;

/** How long nobody is told again why the same person is not heard, in milliseconds. */
const TELL_AGAIN = 60 * 60_000;

/** What a room asks of its call, and tells it. */
type CallRoomEvents = {
  /** How it is with the connection. */
  state(): CallView['state'];
  /** Ears and mouth may have to follow: who is heard has changed, or whether the bot can be. */
  onChange(): void;
  /** What is worth remembering of the call has changed. */
  onRecord(record: CallRecord): void;
  /** Nobody has been there for a while. */
  onEmpty(): void;
};

/**
 * The voice channel that a call is in: who is there, whom of them it may hear, and what people can read of that. Nobody is
 * heard before they can read of it.
 */
export class CallRoom {
  #means: AttendanceMeans;
  #events: CallRoomEvents;
  #record: CallRecord;
  /** Where its notice and its captions have to stand. */
  #place: string;
  #attendance: Attendance;
  #display: CallDisplay;
  /** What people have still to be told of those who are refused, and who was just told. */
  #untold: Text[] = [];
  #told: Throttle;

  constructor(record: CallRecord, means: AttendanceMeans, events: CallRoomEvents) {
    const { channelId, conversationId, panelId, panelIn = conversationId } = record;
    this.#means = means;
    this.#events = events;
    this.#record = record;
    this.#place = means.venue.place(channelId, conversationId).id;
    this.#attendance = new Attendance(record, means, {
      onChange: () => this.#follow(),
      onRefusal: (userId, error) => this.#noteRefusal(userId, error),
      onExpiry: () => void this.people(),
    });
    this.#told = new Throttle(means.clock, TELL_AGAIN);
    this.#display = new CallDisplay({
      ...means,
      before: panelId === undefined ? undefined : { panelId, panelIn },
      view: () => this.view,
      viewForReaders: () => this.#look().told,
      onChange: () => this.#noteShown(),
    });
  }

  /** What the call is about, without a look at who is there. */
  get record(): Readonly<CallRecord> {
    return this.#record;
  }

  /** The call as people may see it. */
  get view(): CallView {
    const { told } = this.#look();
    if (told.listen === 'off' || told.hears.is === 'deafened' || this.#display.announces(told)) return told;
    return { ...told, hears: { is: 'unannounced', why: this.#display.missing ?? { code: 'notice.pending' } } };
  }

  /** Whom the ears may hear now, and how: nobody before people can read of it. */
  get hearing(): HearingPolicy {
    const { told, hearing } = this.#look();
    const isOpen = told.hears.is !== 'deafened' && this.#display.announces(told);
    return isOpen ? hearing : { ...hearing, members: [] };
  }

  /** Whether people there can hear the bot, or why not. */
  get speaks(): CallView['speaks'] {
    return decideAudibility(this.#means.venue.channel(this.#record.channelId)?.hindrances ?? []);
  }

  /** Somebody who is there, or was. */
  person(userId: string): Person {
    return this.#attendance.person(this.#record.channelId, userId);
  }

  /** Asks whether somebody may say what they begin to say, and lets people read of it if not. @throws what refuses it */
  async admit(userId: string): Promise<void> {
    try {
      await this.#attendance.admit(userId);
    } catch (error) {
      void this.show();
      throw error;
    }
  }

  /** Notes what is different about the call, and tells it. */
  note(change: Partial<CallRecord>): void {
    this.#record = { ...this.#record, ...change };
    this.#events.onRecord(this.#record);
  }

  /** Somebody chose whether to be heard. Ears and notice have still to follow. */
  chose(userId: string, heard: boolean): void {
    this.#attendance.chose(userId, heard);
  }

  /** Learns what those who are there have chosen. Whose choice cannot be read is not heard until it can. */
  async learn(): Promise<void> {
    try {
      await this.#attendance.learn(this.#record.channelId);
    } catch (error) {
      this.#means.log.error({ event: 'consent.unknown', err: error }, 'could not learn who wants to be heard');
      this.#attendance.wait(() => void this.people());
    }
  }

  /** Watches from now on whether anybody is there. */
  watch(): void {
    this.#attendance.watch(this.#record.channelId, () => this.#events.onEmpty());
  }

  /** Somebody came, went, or is known by name now. */
  async people(): Promise<void> {
    await this.learn();
    this.watch();
    await this.refresh();
  }

  /** Discord has told anew of the server and all that is in it. */
  async came(): Promise<void> {
    this.#display.doubt();
    await this.people();
  }

  /** The bot is in another voice channel now. */
  async move(channelId: string): Promise<void> {
    this.note({ channelId });
    this.#follow();
    await this.learn();
    this.watch();
    this.#follow();
    this.#display.enters();
    await this.show();
  }

  /** What Discord keeps from the bot, or what people may see and do, may have changed. */
  async refresh(): Promise<void> {
    this.#follow();
    await this.show();
  }

  /** Brings up to date what people can read. Who is still on the way there shows itself on arrival. */
  async show(): Promise<void> {
    if (this.#events.state() === 'joining') return;
    const texts = this.#untold.splice(0);
    await this.#display.update(texts.length > 0 ? texts : undefined);
  }

  /** Tells people a sentence, with the call as it is now. */
  async say(text: Text): Promise<void> {
    await this.#display.update(text);
  }

  /** The bot enters the channel, perhaps once more. */
  enters(): void {
    this.#display.enters();
  }

  /** Messages were deleted in a channel. */
  noteDeleted(messageIds: readonly string[]): void {
    this.#display.noteDeleted(messageIds);
  }

  /** Looks after nobody and shows nothing any more, and takes back the line under the channel's name. */
  async depart(): Promise<void> {
    this.#attendance.close();
    await this.#display.depart(this.#record.channelId);
  }

  /** Looks after nobody and shows nothing any more; what stands there is another process's now. */
  abandon(): void {
    this.#attendance.close();
    this.#display.close();
  }

  /** The call is over: one sentence stays. */
  end(text: Text): Promise<void> {
    return this.#display.end(text);
  }

  /** The call, and whom it hears, as they are as soon as people can read of it. */
  #look(): { told: CallView; hearing: HearingPolicy } {
    const { guildId, channelId, conversationId, settings } = this.#record;
    const hindrances = this.#means.venue.channel(channelId)?.hindrances ?? [];
    const hearing = this.#attendance.decideHearing(channelId, settings, this.#place);
    const told: CallView = {
      guildId,
      channelId,
      conversationId,
      place: this.#place,
      listen: this.#attendance.decideListenMode(channelId, settings),
      hears: { is: hindrances.includes('deafened') ? 'deafened' : hearing.members.length > 0 ? 'people' : 'nobody' },
      speaks: decideAudibility(hindrances),
      captions: decideCaptionMode(settings),
      state: this.#events.state(),
    };
    return { told, hearing };
  }

  #noteRefusal(userId: string, error: unknown): void {
    if (this.#told.may(userId)) this.#untold.push({ code: 'panel.refused', person: userId }, toText(error));
  }

  #follow(): void {
    const { channelId, conversationId } = this.#record;
    this.#place = this.#means.venue.place(channelId, conversationId).id;
    this.#events.onChange();
  }

  /** What people can read is another thing now. */
  #noteShown(): void {
    this.#events.onChange();
    const found = this.#display.whereabouts;
    const { panelId, panelIn } = this.#record;
    if (found && (found.panelId !== panelId || found.panelIn !== panelIn)) this.note(found);
  }
}
