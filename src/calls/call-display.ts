import type { Logger } from 'pino';
import type { Clock } from '../base/clock.ts';
import { SlidingWindow } from '../base/sliding-window.ts';
import { Timer } from '../base/timer.ts';
import type { Text } from '../text/text.ts';
import { chooseStatus } from './announcements.ts';
import { ChannelStatus } from './channel-status.ts';
import type { CallView, UnannouncedText, Venue } from './contract.ts';
import { ListeningNotice, type PanelMessage } from './listening-notice.ts';

/** What an appearance needs of its call. */
type CallDisplayOptions = {
  venue: Pick<Venue, 'panel' | 'status' | 'channel' | 'speakOnStage'>;
  /** Where the panel of a call stands that is taken up. */
  before: PanelMessage | undefined;
  /** The call as it is, and as people are told of it, which is what makes it so. */
  view(): CallView;
  viewForReaders(): CallView;
  /** What people can read may be another thing than before. */
  onChange(): void;
  clock: Clock;
  log: Logger;
};

/** How long to wait before a notice that does not stand, or is not true, is tried again: doubled each time, in milliseconds. */
const AGAIN = { first: 2_000, last: 30_000 };

/** So many notices that are deleted within so many milliseconds are replaced at once; whoever goes on has to wait. */
const REPLACED = { most: 3, within: 60_000 };

/** How a call shows itself to people: its notice, and the line under the voice channel's name. Both follow its state. */
export class CallDisplay {
  #options: CallDisplayOptions;
  #notice: ListeningNotice;
  #line: ChannelStatus;
  #again: Timer;
  /** `new`: it has still to become a speaker, where that has to be asked for. `closed`: it shows nothing any more. */
  #state: 'new' | 'settled' | 'closed' = 'new';
  #pause = AGAIN.first;
  /** When a notice that had been deleted was replaced at once, lately. */
  #replaced: SlidingWindow;

  constructor(options: CallDisplayOptions) {
    this.#options = options;
    this.#again = new Timer(options.clock);
    this.#replaced = new SlidingWindow(options.clock, REPLACED.within);
    this.#notice = new ListeningNotice(options.venue, options.before);
    this.#line = new ChannelStatus(options.venue, options.clock);
  }

  /** Where the notice is found again. */
  get whereabouts(): PanelMessage | undefined {
    return this.#notice.whereabouts;
  }

  /** Why people cannot read of the call. */
  get missing(): UnannouncedText | undefined {
    return this.#notice.posted.is === 'missing' ? this.#notice.posted.why : undefined;
  }

  /** Whether people can read that the call listens there in this way. */
  announces(view: Pick<CallView, 'channelId' | 'listen' | 'hears' | 'place'>): boolean {
    return this.#notice.announces(view);
  }

  /** Shows the call as it is now, with a sentence if there is something to say. Never rejects. */
  async update(text?: Text | readonly Text[]): Promise<void> {
    if (this.#isClosed) return;
    const { view, viewForReaders: told, onChange: changed } = this.#options;
    this.#again.stop();
    // What does not hold any more is taken back first.
    const { channelId } = view();
    if (this.#line.isIn(channelId)) this.#setLine();
    else this.#line.set(channelId, undefined);
    const isSettled = await this.#askToSpeak();
    if (this.#isClosed) return;
    await this.#notice.show(told(), text);
    if (this.#isClosed) return;
    changed();
    this.#setLine();
    // What was not taken leaves something there that is not true any more, if it leaves anything.
    if (isSettled && this.#notice.tells(told())) this.#pause = AGAIN.first;
    else this.#tryAgain();
  }

  /** It enters a voice channel, perhaps once more: where that has to be asked for, it is no speaker there yet. */
  enters(): void {
    if (!this.#isClosed) this.#state = 'new';
  }

  /** Messages were deleted in a channel. Where the notice was one of them, nobody is heard until there is another one. */
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
      this.#tryAgain(AGAIN.last);
    }
  }

  /** Nobody told of a while, in which the notice may have been deleted. */
  doubt(): void {
    this.#notice.doubt();
  }

  /** Shows nothing any more, and takes back the line under the channel's name. */
  async depart(channelId: string): Promise<void> {
    this.close();
    await this.#line.leave(channelId);
  }

  /** Shows nothing any more. */
  close(): void {
    this.#state = 'closed';
    this.#again.stop();
    this.#line.close();
  }

  /** The call is over: one sentence stays. */
  end(text: Text): Promise<void> {
    return this.#notice.end(text);
  }

  get #isClosed(): boolean {
    return this.#state === 'closed';
  }

  /** Becomes a speaker where that has to be asked for, once it is there; false if that has to be tried again. */
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

  #tryAgain(pause = this.#pause): void {
    this.#pause = Math.min(this.#pause * 2, AGAIN.last);
    this.#again.set(pause, () => void this.update());
  }
}
