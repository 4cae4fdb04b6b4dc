import type { Logger } from 'pino';
import type { Clock } from '../clock.ts';
import type { CallView, Venue } from '../conversation/calling.ts';
import { statusOf } from '../conversation/presence.ts';
import { Notice, type Whereabouts } from './notice.ts';
import { StatusLine } from './status-line.ts';

/** What an appearance needs of its call. */
export type AppearanceOptions = {
  venue: Pick<Venue, 'panel' | 'status' | 'channel' | 'speakOnStage'>;
  /** Where the panel of a call stands that is taken up. */
  before: Whereabouts | undefined;
  /** The call as it is, and as people are told of it, which is what makes it so. */
  view(): CallView;
  told(): CallView;
  /** What people can read may be another thing than before. */
  changed(): void;
  clock: Clock;
  log: Logger;
};

/** A notice that Discord did not take is tried again after so many milliseconds, and so is one that was deleted twice. */
const AGAIN = 30_000;

/** Somebody who deletes a notice that is not older than this, in milliseconds, has to wait for the next one. */
const FRESH = 10_000;

/** How a call shows itself to people: its notice, and the line under the voice channel's name. Both follow its state. */
export class Appearance {
  #options: AppearanceOptions;
  #notice: Notice;
  #line: StatusLine;
  #again = new AbortController();
  #closed = false;
  /** When the newest message was sent. */
  #postedAt = Number.NEGATIVE_INFINITY;

  constructor(options: AppearanceOptions) {
    this.#options = options;
    this.#notice = new Notice(options.venue, options.before);
    this.#line = new StatusLine(options.venue, options.clock);
  }

  /** Where the notice is found again. */
  get whereabouts(): Whereabouts | undefined {
    return this.#notice.whereabouts;
  }

  /** Why people cannot read of the call, as the end of a sentence. */
  get missing(): string | undefined {
    return this.#notice.posted.is === 'missing' ? this.#notice.posted.why : undefined;
  }

  /** Whether people can read that the call listens there in this way. */
  announces(view: Pick<CallView, 'channelId' | 'listen' | 'place'>): boolean {
    return this.#notice.announces(view);
  }

  /** Shows the call as it is now, with a sentence if there is something to say. Never rejects. */
  async update(sentence?: string): Promise<void> {
    if (this.#closed) return;
    const { view, told, changed, clock } = this.#options;
    this.#again.abort();
    // What does not hold any more is taken back first.
    const { channelId } = view();
    if (this.#line.isIn(channelId)) this.#setLine();
    else this.#line.set(channelId, undefined);
    const before = this.whereabouts?.panelId;
    await this.#notice.show(told(), sentence);
    const now = this.whereabouts?.panelId;
    if (this.#closed) return;
    if (now !== undefined && now !== before) this.#postedAt = clock.now();
    changed();
    this.#setLine();
    if (view().hears.is === 'unannounced') this.#tryAgain(AGAIN);
  }

  /** Makes itself known in a voice channel, and becomes a speaker where that has to be asked for. */
  async arrive(): Promise<void> {
    const { venue, view, log } = this.#options;
    const { guildId, channelId } = view();
    if (venue.channel(channelId)?.kind === 'stage')
      await venue
        .speakOnStage(guildId)
        .catch((error) => log.warn({ event: 'stage.not_asked', err: error }, 'could not ask to speak on a stage'));
    await this.update();
  }

  /** Messages were deleted in a channel. Where the notice was one of them, nobody is heard until there is another one. */
  unposted(messageIds: readonly string[]): void {
    if (this.#closed || !this.#notice.unposted(messageIds)) return;
    const { changed, clock, log } = this.#options;
    log.info({ event: 'notice.deleted' }, 'the notice of a call was deleted');
    changed();
    this.#setLine();
    if (clock.now() - this.#postedAt < FRESH) this.#tryAgain(AGAIN);
    else void this.update();
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
    this.#closed = true;
    this.#again.abort();
    this.#line.close();
  }

  /** The call is over: one sentence stays. */
  end(sentence: string): Promise<void> {
    return this.#notice.end(sentence);
  }

  #setLine(): void {
    const view = this.#options.view();
    this.#line.set(view.channelId, statusOf(view));
  }

  #tryAgain(ms: number): void {
    this.#again.abort();
    this.#again = new AbortController();
    this.#options.clock.sleep(ms, this.#again.signal).then(
      () => this.update(),
      () => {},
    );
  }
}
