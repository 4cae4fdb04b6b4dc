import { within } from '../base/clock.ts';
import { UserError } from '../base/errors.ts';
import type { Turn } from '../conversation/turns/turn.ts';
import type { Code, Text } from '../text/text.ts';
import type { LossReason } from '../voice/bridge/protocol.ts';
import type { VoiceWorkers } from '../voice/bridge/voice-worker.ts';
import type { AttendanceMeans } from './attendance.ts';
import { CallLink } from './call-link.ts';
import { type CallRecord, CallRoom } from './call-room.ts';
import type { CallSettings, CallView } from './contract.ts';
import { Dialogue, type DialogueOptions } from './dialogue.ts';

/** What calls need of the rest of the program. */
export type CallMeans = AttendanceMeans & Pick<DialogueOptions, 'conversations' | 'names'> & { remotes: VoiceWorkers };

/** What a call tells those who keep account of calls. */
type CallEvents = {
  /** What is worth remembering of it has changed. */
  onChange(record: CallRecord): void;
  /** It is over, and if it is not to be `forgotten`, taken up again after a restart. */
  over(forgotten: boolean): void;
};

/** How long whoever asked for the call waits until the channel can read of it, in milliseconds. */
const NOTICE_PATIENCE = 2_000;

/** What people read of a call that its connection ended. */
const LOSSES = {
  timeout: 'call.timeout',
  silent: 'call.no-sound',
  proxy: 'call.proxy',
  removed: 'call.removed',
  refused: 'call.refused',
  unreachable: 'call.discord-away',
} as const satisfies Record<LossReason, Code>;

/** Whether a call goes on. `left` settles when all is done that its end takes. */
type Life = { is: 'lasting' } | { is: 'over'; left: Promise<void> };

/** The bot's presence in one voice channel, joined to one conversation. */
export class Call {
  /** The voice channel, and what people there can read of the call. */
  readonly room: CallRoom;
  #means: CallMeans;
  #events: CallEvents;
  #life: Life = { is: 'lasting' };
  /** Resolves when the bot is in the channel and people can read of it; rejects when it is over before. */
  #entered = Promise.withResolvers<void>();
  #dialogue: Dialogue;
  #link: CallLink;

  constructor(record: CallRecord, given: CallMeans, events: CallEvents) {
    const { guildId, conversationId } = record;
    const means = { ...given, log: given.log.child({ guild: guildId, channel: conversationId }) };
    this.#means = means;
    this.#events = events;
    this.#entered.promise.catch(() => {});
    this.#link = new CallLink(guildId, means, {
      message: (message) => this.#dialogue.receive(message),
      onReady: (before) => this.#arrive(before),
      onBreak: () => void this.room.refresh(),
      onRestart: () => this.#rejoin(),
      onLoss: (why) => this.#handleLoss(why),
    });
    this.room = new CallRoom(record, means, {
      state: () => this.#link.state,
      onChange: () => this.#follow(),
      onRecord: (newer) => this.#remember(newer),
      onEmpty: () => void this.leave({ code: 'call.empty' }),
    });
    this.#dialogue = new Dialogue({
      ...means,
      view: () => this.view,
      person: (userId) => this.room.person(userId),
      admit: (userId) => this.room.admit(userId),
      mayHear: (userId) => this.room.hearing.members.includes(userId),
      send: (message) => this.#link.send(message),
      onFailure: (text) => void this.room.say(text),
    });
  }

  /** The call as people may see it. */
  get view(): CallView {
    return this.room.view;
  }

  /** What it is about, without a look at who is there. */
  get about(): Readonly<CallRecord> {
    return this.room.record;
  }

  /** Whether it has ended, or is just ending. */
  get over(): boolean {
    return this.#life.is === 'over';
  }

  /**
   * Enters the voice channel and says so. Resolves when people can be heard and can read it.
   *
   * @throws UserError that says why it could not be entered; the call is over then.
   */
  async enter(): Promise<void> {
    await this.room.learn();
    this.#join();
    await this.#entered.promise;
  }

  /** Takes other settings; what they leave out stays. */
  async change(changes: CallSettings): Promise<void> {
    const settings = { ...this.about.settings, ...changes };
    this.room.note({ settings });
    if (settings.listen === 'off') this.#dialogue.forgo();
    await this.room.refresh();
  }

  /** The conversation begins to answer: the answer is spoken, and shown if its question was spoken. */
  take(turn: Turn): void {
    if (!this.over) this.#dialogue.take(turn);
  }

  /** Silence for everyone. */
  hush(): void {
    this.#dialogue.hush();
  }

  /** Gives somebody the floor for one utterance; false if they are not heard at all. */
  grant(userId: string): boolean {
    const isHeard = this.room.hearing.members.includes(userId);
    if (isHeard) this.#link.send({ is: 'grant', call: this.about.guildId, userId });
    return isHeard;
  }

  /** Somebody chose whether to be heard; it holds from the next packet on. */
  chose(userId: string, heard: boolean): void {
    this.room.chose(userId, heard);
    if (!heard) this.#dialogue.drop(userId);
    this.#tellHearing();
    void this.room.show();
  }

  /** Discord has put the bot into another channel, or out of all. */
  async handleMove(to: string | undefined): Promise<void> {
    if (this.over || to === this.about.channelId) return;
    if (to !== undefined) await this.room.move(to);
    // While a connection is made or mended the bot leaves and comes back by itself.
    else if (this.#link.state === 'on') this.#handleLoss('removed');
  }

  /**
   * Ends the call. With a text the panel says why; without one nobody is told, and it is taken up again later. Whoever
   * asks again waits for the same end.
   */
  leave(text?: Text): Promise<void> {
    if (this.#life.is === 'over') return this.#life.left;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#fallSilent();
    this.#link.leave();
    this.#end(promise, text ?? { code: 'call.restarting' });
    resolve(this.#depart(text));
    return promise;
  }

  /** Another process takes the call up: nothing more is said or shown here, and Discord is told nothing. */
  abandon(): void {
    if (this.over) return;
    this.#fallSilent();
    this.#link.abandon();
    this.#end(Promise.resolve(), { code: 'asking.moved' });
    this.room.abandon();
    this.#events.over(false);
  }

  #fallSilent(): void {
    this.#dialogue.stop();
    this.#dialogue.forgo();
  }

  #end(left: Promise<void>, why: Text): void {
    this.#life = { is: 'over', left };
    this.#entered.reject(new UserError(why));
  }

  async #depart(text: Text | undefined): Promise<void> {
    await this.room.depart();
    this.#link.close();
    // Only now may another call begin here: what leaves one call would end the next one, too.
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
    this.#remember(this.about);
    // A channel that takes no messages just now must not keep the call from beginning.
    this.#entered.resolve(within(this.#means.clock, NOTICE_PATIENCE, this.room.show()).then(() => {}));
  }

  #rejoin(): void {
    this.#dialogue.stop();
    this.room.enters();
    this.#join();
  }

  /** What is lost with a server that is unavailable is taken up when that comes back. */
  #handleLoss(why: LossReason): void {
    void this.leave(this.#means.venue.knows(this.about.guildId) ? { code: LOSSES[why] } : undefined);
  }

  /** Makes ears and mouth follow what is different. */
  #follow(): void {
    if (this.over) return;
    this.#tellHearing();
    this.#tellMouth();
  }

  #tellHearing(): void {
    const { hearing } = this.room;
    this.#dialogue.hears(hearing.members);
    this.#link.hear(hearing);
  }

  #tellMouth(): void {
    const { speaks } = this.room;
    this.#dialogue.speaks(speaks);
    this.#link.mute(speaks !== 'aloud');
  }

  /** What is over must not be remembered again. */
  #remember(record: CallRecord): void {
    if (!this.over) this.#events.onChange(record);
  }
}
