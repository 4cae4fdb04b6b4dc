import { isDeepStrictEqual } from 'node:util';
import { BoundedSet } from '../base/bounded-set.ts';
import type { Text } from '../text/text.ts';
import { isAnnounced } from './announcements.ts';
import type { CallView, Panel, PanelPost, Venue } from './contract.ts';

/** The message of a panel, and the channel that it is in. */
export type PanelMessage = { panelId: string; panelIn: string };

/** Deleted messages that are remembered. */
const MOST_DELETED = 100;

const ABSENT: PanelPost = { is: 'missing', why: { code: 'notice.pending' } };
const DELETED: PanelPost = { is: 'missing', why: { code: 'notice.deleted' } };

/**
 * What people can read of a call before anybody is heard: its panel, where everybody who may enter the voice channel can read
 * it. Where that is changes with the voice channel, and with what people may see.
 */
export class ListeningNotice {
  #venue: Pick<Venue, 'panel'>;
  #panel: { place: string; panel: Panel } | undefined;
  #posted: PanelPost = ABSENT;
  /** The newest messages that were deleted: Discord may tell of that before it has answered that they are there. */
  #deleted = new BoundedSet<string>(MOST_DELETED);

  /** `before` is where the panel of a call stands that is taken up. */
  constructor(venue: Pick<Venue, 'panel'>, before: PanelMessage | undefined) {
    this.#venue = venue;
    if (before) this.#panel = { place: before.panelIn, panel: venue.panel(before.panelIn, before.panelId) };
  }

  /** What people can read. */
  get posted(): PanelPost {
    return this.#posted;
  }

  /** Where to find it again. */
  get whereabouts(): PanelMessage | undefined {
    if (this.#posted.is !== 'stands' || !this.#panel) return undefined;
    return { panelId: this.#posted.id, panelIn: this.#panel.place };
  }

  /** Whether people can read, where they have to, that a call listens there in this way. */
  announces(view: Pick<CallView, 'channelId' | 'listen' | 'hears' | 'place'>): boolean {
    return this.#panel?.place === view.place && this.#posted.is === 'stands' && isAnnounced(this.#posted.view, view);
  }

  /** Whether people can read, where they have to, of the call just as it is. */
  tells(view: CallView): boolean {
    return this.#posted.is === 'stands' && isDeepStrictEqual(this.#posted.view, view);
  }

  /** Brings it up to date, with a sentence if there is something to say. Never rejects. */
  async show(view: CallView, text?: Text | readonly Text[]): Promise<void> {
    const panel = this.#at(view.place);
    const posted = await panel.show(view, text);
    if (this.#panel?.panel !== panel) return;
    const isDeleted = posted.is === 'stands' && this.#deleted.has(posted.id);
    this.#posted = isDeleted ? DELETED : posted;
    if (isDeleted) this.doubt();
  }

  /** Messages were deleted; resolves with whether it was one of them. */
  noteDeleted(messageIds: readonly string[]): boolean {
    for (const id of messageIds) this.#deleted.add(id);
    if (this.#posted.is !== 'stands' || !messageIds.includes(this.#posted.id)) return false;
    this.#posted = DELETED;
    this.doubt();
    return true;
  }

  /** It may have been deleted without a word. */
  doubt(): void {
    this.#panel?.panel.doubt();
  }

  /** The call is over: one sentence stays. */
  async end(text: Text): Promise<void> {
    await this.#panel?.panel.end(text);
  }

  #at(place: string): Panel {
    const before = this.#panel;
    if (before?.place === place) return before.panel;
    const panel = this.#venue.panel(place);
    this.#panel = { place, panel };
    this.#posted = ABSENT;
    void before?.panel.end({ code: 'panel.moved', place });
    return panel;
  }
}
