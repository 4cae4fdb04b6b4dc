import { isDeepStrictEqual } from 'node:util';
import { BoundedSet } from '../base/bounded-set.ts';
import type { Text } from '../text/text.ts';
import { type AnnouncedView, isAnnounced, isChatAnnounced } from './announcements.ts';
import type { CallView, Panel, PanelPost, Venue } from './contract.ts';

/** The message of a panel, and the channel that it is in. */
export type PanelMessage = { panelId: string; panelIn: string };

/** The panel of a call that is being restored. `told` is what it says, where the process that wrote it has just said so. */
export type StandingPanel = PanelMessage & { told?: CallView | undefined };

/** How many deleted messages are remembered. */
const MOST_DELETED = 100;

const ABSENT: PanelPost = { is: 'missing', why: { code: 'notice.pending' } };
const DELETED: PanelPost = { is: 'missing', why: { code: 'notice.deleted' } };

/**
 * The panel as the notice that must stand before anyone is heard. It's in a channel that everyone who may enter the voice
 * channel can read; which one that is depends on the voice channel and on permissions, so the notice may have to move.
 */
export class ListeningNotice {
  #venue: Pick<Venue, 'panel'>;
  #panel: { noticeIn: string; panel: Panel } | undefined;
  #posted: PanelPost = ABSENT;
  /** The latest deleted messages. Discord may report a deletion before it confirms that the message was sent. */
  #deleted = new BoundedSet<string>(MOST_DELETED);

  /** `before` is the panel of a call that is being restored, and what it's known to say. */
  constructor(venue: Pick<Venue, 'panel'>, before: StandingPanel | undefined) {
    this.#venue = venue;
    if (!before) return;
    const { panelIn, panelId, told } = before;
    this.#panel = { noticeIn: panelIn, panel: venue.panel(panelIn, panelId) };
    if (told) this.#posted = { is: 'stands', id: panelId, view: told };
  }

  /** What people can read right now. */
  get posted(): PanelPost {
    return this.#posted;
  }

  /** Where the panel is, so that it can be found after a restart. */
  get whereabouts(): PanelMessage | undefined {
    if (this.#posted.is !== 'stands' || !this.#panel) return undefined;
    return { panelId: this.#posted.id, panelIn: this.#panel.noticeIn };
  }

  /** Whether the notice stands in the right channel and covers a call that listens in this way. */
  announces(view: AnnouncedView & Pick<CallView, 'noticeIn'>): boolean {
    const told = this.#toldIn(view.noticeIn);
    return told !== undefined && isAnnounced(told, view);
  }

  /** Whether the notice stands in the right channel and says that the chat is looked at. */
  announcesChat(view: CallView): boolean {
    const told = this.#toldIn(view.noticeIn);
    return told !== undefined && isChatAnnounced(told, view);
  }

  /** Whether the notice says exactly what the call is now. */
  tells(view: CallView): boolean {
    return this.#posted.is === 'stands' && isDeepStrictEqual(this.#posted.view, view);
  }

  /** Updates the panel, and adds a sentence if one is given. Never rejects. */
  async show(view: CallView, text?: Text | readonly Text[]): Promise<void> {
    const panel = this.#at(view.noticeIn);
    const posted = await panel.show(view, text);
    if (this.#panel?.panel !== panel) return;
    const isDeleted = posted.is === 'stands' && this.#deleted.has(posted.id);
    this.#posted = isDeleted ? DELETED : posted;
    if (isDeleted) this.doubt();
  }

  /** Messages were deleted. Returns whether the panel was one of them. */
  noteDeleted(messageIds: readonly string[]): boolean {
    for (const id of messageIds) this.#deleted.add(id);
    if (this.#posted.is !== 'stands' || !messageIds.includes(this.#posted.id)) return false;
    this.#posted = DELETED;
    this.doubt();
    return true;
  }

  /** The panel may have been deleted without the bot being told. */
  doubt(): void {
    this.#panel?.panel.doubt();
  }

  /** The call is over: the panel becomes this sentence. */
  async end(text: Text): Promise<void> {
    await this.#panel?.panel.end(text);
  }

  /** What the notice says, if it stands in this channel. */
  #toldIn(noticeIn: string): CallView | undefined {
    return this.#panel?.noticeIn === noticeIn && this.#posted.is === 'stands' ? this.#posted.view : undefined;
  }

  #at(noticeIn: string): Panel {
    const before = this.#panel;
    if (before?.noticeIn === noticeIn) return before.panel;
    const panel = this.#venue.panel(noticeIn);
    this.#panel = { noticeIn, panel };
    this.#posted = ABSENT;
    void before?.panel.end({ code: 'panel.moved', channel: noticeIn });
    return panel;
  }
}
