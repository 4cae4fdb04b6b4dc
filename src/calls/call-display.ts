import type { Logger } from 'pino';
import type { Clock } from '../base/clock.ts';
import { RetryDelay } from '../base/retry-delay.ts';
import { SlidingWindow } from '../base/sliding-window.ts';
import { Timer } from '../base/timer.ts';
import type { Text } from '../text/text.ts';
import { type AnnouncedView, chooseStatus } from './announcements.ts';
import { ChannelStatus } from './channel-status.ts';
import type { CallView, UnannouncedText, Venue } from './contract.ts';
import { ListeningNotice, type PanelMessage, type StandingPanel } from './listening-notice.ts';

/** What a display needs of its call. */
type CallDisplayOptions = {
  venue: Pick<Venue, 'panel' | 'status' | 'channel' | 'speakOnStage'>;
  /** The panel of a call that is being restored. */
  before: StandingPanel | undefined;
  /** The call as it is now. */
  view(): CallView;
  /** The call as the notice describes it. That may be ahead of {@link view}: nobody is heard before the notice says so. */
  viewForReaders(): CallView;
  /** What people can read may have changed. */
  onChange(): void;
  clock: Clock;
  log: Logger;
};

/** How long to wait before retrying a notice that is missing or out of date: doubled each time, in milliseconds. */
const RETRY = { first: 2_000, last: 30_000 };

/**
 * Up to `most` notices that are deleted `within` this many milliseconds are replaced at once. Further ones are replaced
 * later, so that someone who keeps deleting them can't make the bot flood the channel.
 */
const REPLACED = { most: 3, within: 60_000 };

/** What people see of a call: its notice, and the line under the voice channel's name. Both follow the call's state. */
export class CallDisplay {
  #options: CallDisplayOptions;
  #notice: ListeningNotice;
  #line: ChannelStatus;
  #again: Timer;
  /** `new`: on a stage, the bot hasn't asked to speak yet. `closed`: nothing is shown any more. */
  #state: 'new' | 'settled' | 'closed' = 'new';
  #delay = new RetryDelay(RETRY);
  /** Deleted notices that were replaced at once. */
  #replaced: SlidingWindow;

  constructor(options: CallDisplayOptions) {
    this.#options = options;
    this.#again = new Timer(options.clock);
    this.#replaced = new SlidingWindow(options.clock, REPLACED.within);
    this.#notice = new ListeningNotice(options.venue, options.before);
    this.#line = new ChannelStatus(options.venue, options.clock);
  }

  /** Where the notice is, so that it can be found after a restart. */
  get whereabouts(): PanelMessage | undefined {
    return this.#notice.whereabouts;
  }

  /** What people can read about the call, if they can. */
  get told(): CallView | undefined {
    const { posted } = this.#notice;
    return posted.is === 'stands' ? posted.view : undefined;
  }

  /** Why people can't read about the call, if they can't. */
  get missing(): UnannouncedText | undefined {
    return this.#notice.posted.is === 'missing' ? this.#notice.posted.why : undefined;
  }

  /** Whether the notice says that the call listens in this channel and in this way. */
  announces(view: AnnouncedView & Pick<CallView, 'noticeIn'>): boolean {
    return this.#notice.announces(view);
  }

  /** Whether the notice says that the chat is looked at. */
  announcesChat(view: CallView): boolean {
    return this.#notice.announcesChat(view);
  }

  /** Shows the call as it is now, and below that a sentence if one is given. Never rejects. */
  async update(text?: Text | readonly Text[]): Promise<void> {
    if (this.#isClosed) return;
    const { view, viewForReaders: told, onChange: changed } = this.#options;
    this.#again.stop();
    // The status needs no answer from anyone, so what isn't true any more doesn't stay while the notice is updated.
    const { channelId } = view();
    if (this.#line.isIn(channelId)) this.#setLine();
    else this.#line.set(channelId, undefined);
    const isSettled = await this.#askToSpeak();
    if (this.#isClosed) return;
    await this.#notice.show(told(), text);
    if (this.#isClosed) return;
    changed();
    this.#setLine();
    // A notice that Discord refused is missing, or still says what was true before.
    if (isSettled && this.#notice.tells(told())) this.#delay.reset();
    else this.#again.set(this.#delay.next(), () => void this.update());
  }

  /** The bot enters a voice channel, perhaps once more. On a stage it has to ask to speak each time. */
  enters(): void {
    if (!this.#isClosed) this.#state = 'new';
  }

  /** Messages were deleted. If the notice was one of them, nobody is heard until it's replaced. */
  noteDeleted(messageIds: readonly string[]): void {
    if (this.#isClosed || !this.#notice.noteDeleted(messageIds)) return;
    const { onChange: changed, log } = this.#options;
    log.info({ event: 'notice.deleted' }, 'the notice of a call was deleted');
    changed();
    this.#setLine();
    if (this.#replaced.count < REPLACED.most) {
      this.#replaced.add();
      void this.update();
    } else {
      this.#again.set(RETRY.last, () => void this.update());
    }
  }

  /** The bot missed events for a while, so the notice may have been deleted. */
  doubt(): void {
    this.#notice.doubt();
  }

  /** Clears the channel's status and shows nothing more. The notice stays; see {@link end}. */
  async depart(channelId: string): Promise<void> {
    this.close();
    await this.#line.leave(channelId);
  }

  /** Shows nothing more, and leaves what is there. */
  close(): void {
    this.#state = 'closed';
    this.#again.stop();
    this.#line.close();
  }

  /** The call is over: the notice becomes this sentence. */
  end(text: Text): Promise<void> {
    return this.#notice.end(text);
  }

  get #isClosed(): boolean {
    return this.#state === 'closed';
  }

  /** On a stage, asks to speak once the bot is there. False if that failed and has to be tried again. */
  async #askToSpeak(): Promise<boolean> {
    const { venue, view, log } = this.#options;
    const { guildId, channelId, state } = view();
    if (this.#state !== 'new' || state !== 'on' || venue.channel(channelId)?.kind !== 'stage') return true;
    this.#state = 'settled';
    try {
      await venue.speakOnStage(guildId);
      return true;
    } catch (error) {
      log.warn({ event: 'stage.not_asked', err: error }, 'could not ask to speak on a stage');
      this.enters();
      return false;
    }
  }

  #setLine(): void {
    const view = this.#options.view();
    this.#line.set(view.channelId, chooseStatus(view));
  }
}
