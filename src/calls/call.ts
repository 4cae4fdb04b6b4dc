import { isDeepStrictEqual } from 'node:util';
import type { Logger } from 'pino';
import { UserError } from '../base/errors.ts';
import { MOVED } from '../claims/claims.ts';
import type { Turn } from '../conversation/turns/turn.ts';
import type { FromCall, HearingPolicy, LossReason, ToProcess } from '../voice/bridge/protocol.ts';
import type { VoiceWorker, VoiceWorkers } from '../voice/bridge/voice-worker.ts';
import { Attendance, type AttendanceMeans } from './attendance.ts';
import { CallDisplay } from './call-display.ts';
import type { CallSettings, CallView, JoinRequest } from './contract.ts';
import { Dialogue, type DialogueOptions } from './dialogue.ts';
import { GatewayOutbox } from './gateway-outbox.ts';
import type { PanelMessage } from './listening-notice.ts';
import { decideAudibility, decideCaptionMode } from './listening-rules.ts';

/** What calls need of the rest of the program. */
export type CallMeans = AttendanceMeans &
  Pick<DialogueOptions, 'conversations' | 'names'> & { remotes: VoiceWorkers; log: Logger };

/** What a call is about; settings, and the panel's message and its channel, change while it lasts. */
export type CallRecord = Omit<JoinRequest, 'by'> & Partial<PanelMessage>;

/** What a call tells those who keep account of calls. */
export type CallEvents = {
  /** What is worth remembering of it has changed. */
  onChange(occasion: CallRecord): void;
  /** It is over, and if it is not to be `forgotten`, taken up again after a restart. */
  over(forgotten: boolean): void;
};

/**
 * Discord has ended the connection: it removed the bot, or it dropped the session of the bot's gateway (Discord docs,
 * topics/opcodes-and-status-codes, voice close event codes).
 */
const DISCONNECTED = 4014;

/** A call returns no more often than this after its gateway's session was dropped, in milliseconds. */
const BETWEEN_RETURNS = 60_000;

/** How long whoever asked for the call waits until the channel can read of it, in milliseconds. */
const NOTICE_PATIENCE = 2_000;

/** For whoever wants a call of a process that is being stopped. */
export const RESTARTING = 'I am restarting. Please try again in a minute.';

const SENTENCES: Record<LossReason, string> = {
  timeout: 'Discord did not let me into the voice channel in time. Please try again in a minute.',
  silent:
    'No sound gets through between Discord and me: where I run, UDP must be let out. Please tell the person who runs me.',
  proxy: 'My proxy does not let me connect to Discord’s voice servers. Please tell the person who runs me.',
  removed: 'I was taken out of the voice channel.',
  refused: 'Discord refused my connection to the voice channel. Please try again later.',
  unreachable: 'My connection to Discord is away at the moment. Please try again in a minute.',
};

/** The bot's presence in one voice channel, joined to one conversation. */
export class Call {
  #means: CallMeans;
  #events: CallEvents;
  #occasion: CallRecord;
  #state: CallView['state'] | 'over' = 'joining';
  #entered = Promise.withResolvers<void>();
  /** Settles when people can read that they are heard. */
  #settled: Promise<void> = Promise.resolve();
  #leaving: Promise<void> | undefined;
  /** When it last joined again because it was disconnected. */
  #returned = Number.NEGATIVE_INFINITY;
  /** What the voice process was last told of the ears and the mouth. */
  #heard: HearingPolicy | undefined;
  #isMuted = false;
  /** Where its notice and its captions have to stand. */
  #place: string;
  #attendance: Attendance;
  #appearance: CallDisplay;
  #dialogue: Dialogue;
  #carrier: GatewayOutbox;
  #remote: VoiceWorker;
  #log: Logger;

  constructor(occasion: CallRecord, means: CallMeans, events: CallEvents) {
    const { guildId, channelId, conversationId, panelId, panelIn = conversationId } = occasion;
    this.#means = means;
    this.#events = events;
    this.#occasion = occasion;
    this.#log = means.log.child({ guild: guildId, channel: conversationId });
    this.#entered.promise.catch(() => {});
    this.#place = means.venue.place(channelId, conversationId).id;
    this.#attendance = new Attendance(guildId, means);
    this.#appearance = new CallDisplay({
      ...means,
      log: this.#log,
      before: panelId === undefined ? undefined : { panelId, panelIn },
      view: () => this.view,
      viewForReaders: () => this.#look().told,
      onChange: () => this.#noteShown(),
    });
    this.#dialogue = new Dialogue({
      ...means,
      log: this.#log,
      view: () => this.view,
      person: (userId) => this.#attendance.person(this.#occasion.channelId, userId),
      mayHear: (userId) => this.#hearing.members.includes(userId),
      send: (message) => this.#send(message),
      onFailure: (sentence) => void this.#appearance.update(sentence),
    });
    const gateway = means.venue.adapter(guildId, {
      state: (event) => this.#send({ is: 'voiceState', call: guildId, event }),
      server: (event) => this.#send({ is: 'voiceServer', call: guildId, event }),
      onGone: () => this.#handleLoss('unreachable'),
    });
    this.#carrier = new GatewayOutbox(gateway, guildId, means.clock, () => this.#handleLoss('unreachable'));
    this.#remote = means.remotes.open(guildId, {
      message: (message) => this.#receive(message),
      onRestart: () => this.#restart(),
      onGone: () => this.#handleLoss('refused'),
    });
  }

  /** The call as people may see it. */
  get view(): CallView {
    const { told } = this.#look();
    if (told.listen === 'off' || told.hears.is === 'deafened' || this.#appearance.announces(told)) return told;
    return { ...told, hears: { is: 'unannounced', why: this.#appearance.missing ?? 'my notice is being changed.' } };
  }

  /** Whom the ears may hear now, and how: nobody before people can read of it. */
  get #hearing(): HearingPolicy {
    const { told, hearing } = this.#look();
    const isOpen = told.hears.is !== 'deafened' && this.#appearance.announces(told);
    return isOpen ? hearing : { ...hearing, members: [] };
  }

  /** The call, and whom it hears, as it is as soon as people can read of it. */
  #look(): { told: CallView; hearing: HearingPolicy } {
    const { guildId, channelId, conversationId, settings } = this.#occasion;
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
      state: this.#state === 'over' ? 'mending' : this.#state,
    };
    return { told, hearing };
  }

  /** What it is about, without a look at who is there. */
  get about(): Readonly<Pick<CallRecord, 'guildId' | 'channelId' | 'conversationId'>> {
    return this.#occasion;
  }

  /** Whether it has ended, or is just ending. */
  get over(): boolean {
    return this.#state === 'over';
  }

  /**
   * Enters the voice channel and says so. Resolves when people can be heard and can read it.
   *
   * @throws UserError that says why it could not be entered; the call is over then.
   */
  async enter(): Promise<void> {
    await this.#learn();
    this.#join();
    await this.#entered.promise;
    await this.#settled;
  }

  /** Takes other settings; what they leave out stays. */
  async change(settings: CallSettings): Promise<void> {
    this.#note({ settings: { ...this.#occasion.settings, ...settings } });
    if (this.#occasion.settings.listen === 'off') this.#dialogue.forgo();
    await this.refresh();
  }

  /** The conversation begins to answer: the answer is spoken, and shown if its question was spoken. */
  take(turn: Turn): void {
    if (this.#state !== 'over') this.#dialogue.take(turn);
  }

  /** Silence for everyone. */
  hush(): void {
    this.#dialogue.hush();
  }

  /** Gives somebody the floor for one utterance; false if they are not heard at all. */
  grant(userId: string): boolean {
    const isHeard = this.#hearing.members.includes(userId);
    if (isHeard) this.#send({ is: 'grant', call: this.#occasion.guildId, userId });
    return isHeard;
  }

  /** Somebody chose whether to be heard; it holds from the next packet on. */
  chose(userId: string, heard: boolean): void {
    this.#attendance.chose(userId, heard);
    if (!heard) this.#dialogue.drop(userId);
    this.#tellHearing();
    if (this.#state !== 'joining') void this.#appearance.update();
  }

  /** Somebody came, went, or is known by name now. */
  async people(): Promise<void> {
    await this.#learn();
    this.#watch();
    await this.refresh();
  }

  /** Discord has put the bot into another channel, or out of all. */
  async handleMove(to: string | undefined): Promise<void> {
    if (this.#state === 'over' || to === this.#occasion.channelId) return;
    if (to === undefined) {
      // While a connection is made or mended the bot leaves and comes back by itself.
      if (this.#state === 'on') this.#handleLoss('removed');
      return;
    }
    this.#note({ channelId: to });
    this.#applyChange();
    await this.#learn();
    this.#watch();
    this.#applyChange();
    this.#appearance.enters();
    // Who is still on the way there settles on arrival.
    if (this.#state !== 'joining') await this.#appearance.update();
  }

  /** Discord has told anew of the server and all that is in it. */
  async came(): Promise<void> {
    this.#appearance.doubt();
    await this.people();
  }

  /** What Discord keeps from the bot, or what people may see and do, may have changed. */
  async refresh(): Promise<void> {
    if (this.#state === 'over') return;
    this.#applyChange();
    if (this.#state !== 'joining') await this.#appearance.update();
  }

  /** Messages were deleted in a channel. */
  noteDeleted(messageIds: readonly string[]): void {
    this.#appearance.noteDeleted(messageIds);
  }

  /**
   * Ends the call. With a sentence the panel says why; without one nobody is told, and it is taken up again later. Whoever
   * asks again waits for the same end.
   */
  leave(sentence?: string): Promise<void> {
    this.#leaving ??= this.#leave(sentence);
    return this.#leaving;
  }

  /** Another process takes the call up: nothing more is said or shown here, and Discord is told nothing. */
  abandon(): void {
    if (this.#state === 'over') return;
    this.#leaving = Promise.resolve();
    this.#dialogue.stop();
    this.#dialogue.forgo();
    this.#carrier.abandon();
    this.#send({ is: 'leave', call: this.#occasion.guildId });
    this.#state = 'over';
    this.#entered.reject(new UserError(MOVED));
    this.#attendance.close();
    this.#appearance.close();
    this.#remote.close();
    this.#events.over(false);
  }

  async #leave(sentence?: string): Promise<void> {
    const { guildId, channelId } = this.#occasion;
    this.#dialogue.stop();
    this.#dialogue.forgo();
    this.#send({ is: 'leave', call: guildId });
    this.#state = 'over';
    this.#entered.reject(new UserError(sentence ?? RESTARTING));
    this.#attendance.close();
    await this.#appearance.depart(channelId);
    this.#carrier.close();
    this.#remote.close();
    // Only now may another call begin here: what leaves one call would end the next one, too.
    this.#events.over(sentence !== undefined);
    if (sentence !== undefined) await this.#appearance.end(sentence);
  }

  #receive(message: FromCall): void {
    if (this.#state === 'over') return;
    switch (message.is) {
      case 'payload':
        this.#carrier.post(message.payload);
        break;
      case 'ready':
        this.#ready(message.delay);
        break;
      case 'mending':
        this.#log.info({ event: 'voice.broke', code: message.code }, 'the voice connection broke and is being mended');
        this.#mend();
        break;
      case 'lost':
        this.#log.warn({ event: 'voice.lost', why: message.why, code: message.code }, 'the voice connection is lost');
        if (message.code === DISCONNECTED && this.#mayReturn()) this.#rejoin();
        else this.#handleLoss(message.why);
        break;
      case 'loss':
        this.#log.warn(
          { event: 'call.loss', what: message.what, bytes: message.bytes },
          'something was lost in a call',
        );
        break;
      default:
        this.#dialogue.receive(message);
    }
  }

  #join(): void {
    const { guildId, channelId } = this.#occasion;
    const hearing = this.#hearing;
    this.#heard = hearing;
    this.#isMuted = false;
    this.#send({ is: 'join', call: guildId, guildId, channelId, userId: this.#means.venue.userId, hearing });
    this.#tellMouth();
  }

  #ready(delay: number): void {
    this.#log.info({ event: 'call.entered', delay }, 'in the voice channel');
    const before = this.#state;
    this.#state = 'on';
    this.#entered.resolve();
    this.#watch();
    this.#tellMouth();
    if (before === 'on') return;
    if (before === 'mending') return void this.refresh();
    this.#note({});
    // A channel that takes no messages just now must not keep the call from beginning.
    this.#settled = Promise.race([this.#appearance.update(), this.#means.clock.sleep(NOTICE_PATIENCE)]);
  }

  /** A new voice process knows nothing of the call. */
  #restart(): void {
    if (this.#state === 'over') return;
    this.#log.warn({ event: 'call.rejoining' }, 'the voice process died; joining again with another');
    this.#rejoin();
  }

  /** Somebody who removes the bot is told of as well; a connection that is gone without that went with the session. */
  #mayReturn(): boolean {
    const now = this.#means.clock.now();
    const may = this.#state !== 'joining' && now - this.#returned >= BETWEEN_RETURNS;
    this.#returned = now;
    return may;
  }

  #mend(): void {
    if (this.#state !== 'on') return;
    this.#state = 'mending';
    void this.refresh();
  }

  /** Begins anew in the voice process. Discord tells the way in only after a clean leave. */
  #rejoin(): void {
    this.#mend();
    this.#dialogue.stop();
    this.#carrier.postLeave();
    this.#appearance.enters();
    this.#join();
  }

  /** What is lost with a server that is unavailable is taken up when that comes back. */
  #handleLoss(why: LossReason): void {
    void this.leave(this.#means.venue.knows(this.#occasion.guildId) ? SENTENCES[why] : undefined);
  }

  /** Makes ears and mouth follow what is different. */
  #applyChange(): void {
    const { channelId, conversationId } = this.#occasion;
    this.#place = this.#means.venue.place(channelId, conversationId).id;
    this.#tellHearing();
    this.#tellMouth();
  }

  /** What people can read is another thing now. */
  #noteShown(): void {
    this.#tellHearing();
    const found = this.#appearance.whereabouts;
    const { panelId, panelIn } = this.#occasion;
    if (found && (found.panelId !== panelId || found.panelIn !== panelIn)) this.#note(found);
  }

  #tellHearing(): void {
    const hearing = this.#hearing;
    if (isDeepStrictEqual(hearing, this.#heard)) return;
    this.#heard = hearing;
    this.#dialogue.hears(hearing.members);
    this.#send({ is: 'hearing', call: this.#occasion.guildId, hearing });
  }

  #tellMouth(): void {
    const { guildId, channelId } = this.#occasion;
    const speaks = decideAudibility(this.#means.venue.channel(channelId)?.hindrances ?? []);
    const muted = speaks !== 'aloud';
    this.#dialogue.speaks(speaks);
    if (muted === this.#isMuted) return;
    this.#isMuted = muted;
    this.#send({ is: 'mute', call: guildId, muted });
  }

  #watch(): void {
    if (this.#state === 'over') return;
    const leave = () => void this.leave('Nobody was in the voice channel any more, so I left it.');
    this.#attendance.watch(this.#occasion.channelId, leave);
  }

  /** Whose choice cannot be read is not heard until it can; the call goes on with the others. */
  async #learn(): Promise<void> {
    try {
      await this.#attendance.learn(this.#occasion.channelId);
    } catch (error) {
      this.#log.error({ event: 'consent.unknown', err: error }, 'could not learn who wants to be heard');
      this.#attendance.wait(() => void this.people());
    }
  }

  #note(change: Partial<CallRecord>): void {
    // What is over must not be remembered again.
    if (this.#state === 'over') return;
    this.#occasion = { ...this.#occasion, ...change };
    this.#events.onChange(this.#occasion);
  }

  #send(message: ToProcess): void {
    if (this.#state !== 'over') this.#remote.send(message);
  }
}
