import { html, LitElement } from 'lit';
import type { PageLocale } from '../../../src/text/page-language.ts';
import './ask-dialog.ts';
import type { PageQuestion } from './ask-dialog.ts';
import { drawMessages } from './channel-messages.ts';
import './room-call.ts';
import './channel-list.ts';
import './fault-panel.ts';
import type { LookEvents } from './look/look-event.ts';
import './look/elements.ts';
import type { MessageList } from './look/message-list.ts';
import { startAction } from './message-actions.ts';
import type { RoomBox } from './room-box.ts';
import './room-box.ts';
import { drawOpenForm } from './open-form.ts';
import { drawPageHead, drawSwitch, type PagePart } from './page-head.ts';
import { findOpenForm, findVisible } from './page-view.ts';
import './people-list.ts';
import { PAGE_STYLE } from './page-style.ts';
import { findReaderLocale, openReaderLanguage, type ReaderLanguage, toRoomLocale } from './reader-language.ts';
import type { RoomEvents } from './room-event.ts';
import { type FieldFiles, type LinkState, RoomLink } from './room-link.ts';
import { drawNotes, NO_NOTE, type PageNote, toNote } from './room-notes.ts';
import type { RoomChange, RoomDeed, RoomState } from './room-protocol.ts';
import { applyRoomChange } from './room-store.ts';
import './turn-board.ts';

/** How long somebody is said to type, in milliseconds (Discord docs, resources/channel, "Trigger typing indicator"). */
const TYPING = 10_000;

/** Where a tab keeps who speaks, so that a reload comes back to them. */
const SPEAKER = 'speaker';

/** What a member does to see something come of it in the channel. */
const SAID: ReadonlySet<RoomDeed['is']> = new Set(['say', 'voice message', 'slash', 'menu']);

/** `<room-page>`: the whole page of a rehearsal room. */
export class RoomPage extends LitElement {
  static override properties = {
    room: { state: true },
    me: { state: true },
    channelId: { state: true },
    replyTo: { state: true },
    note: { state: true },
    link: { state: true },
    question: { state: true },
    typing: { state: true },
    putAway: { state: true },
    unread: { state: true },
    shown: { state: true },
    language: { state: true },
  };
  static override styles = PAGE_STYLE;
  declare room: RoomState | undefined;
  declare me: string;
  declare channelId: string;
  declare replyTo: string | undefined;
  declare note: PageNote;
  declare link: LinkState;
  declare question: PageQuestion | undefined;
  /** The channels in which the bot types. */
  declare typing: ReadonlySet<string>;
  /** The messages that somebody put away. */
  declare putAway: ReadonlySet<string>;
  declare unread: ReadonlySet<string>;
  /** On narrow screens, one part is shown at a time. */
  declare shown: PagePart;
  /** In what the page speaks; nothing until that's loaded. */
  declare language: ReaderLanguage | undefined;
  #link: RoomLink | undefined;

  constructor() {
    super();
    const none = new Set<string>();
    Object.assign(this, { me: '', channelId: '', note: NO_NOTE, link: 'connected', shown: 'messages' });
    Object.assign(this, { typing: none, putAway: none, unread: none });
    this.#listen('room-deed', ({ deed, files, done }) => void this.#act(deed, files, done));
    this.#listen('room-channel', ({ id }) => this.#open(id));
    this.#listen('room-speaker', ({ id }) => this.#become(id));
    this.#listen('room-reply', ({ id }) => Object.assign(this, { replyTo: id }));
    this.#hear('look-press', ({ messageId, customId }) => this.#act({ is: 'press', as: this.me, messageId, customId }));
    this.#hear('look-select', (detail) => this.#act({ is: 'select', as: this.me, ...detail }));
    this.#hear('look-dismiss', ({ messageId }) =>
      Object.assign(this, { putAway: new Set([...this.putAway, messageId]) }),
    );
    this.#hear('look-action', (detail) => this.#startAction(detail));
    this.#hear('look-open', (detail) => this.#openMention(detail));
    this.#hear('look-vote', () => this.#refuse(this.language?.words['box.cannot-vote']));
    this.#hear('look-react', () => this.#refuse(this.language?.words['box.cannot-react']));
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#link = new RoomLink(
      (change) => this.#take(change),
      (link) => Object.assign(this, { link, note: NO_NOTE }),
    );
    void this.#speak(findReaderLocale());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#link?.close();
  }

  override render() {
    const { room, me, language } = this;
    if (!language) return html``;
    const { words } = language;
    const channel = room?.channels.find(({ id }) => id === this.channelId);
    if (!room || !channel) return html`<p class="opening" role="status">${words['page.opening']}</p>`;
    const view = { room, me, channel, putAway: this.putAway, language };
    const form = findOpenForm(room, me);
    const act = (deed: RoomDeed, files?: FieldFiles) => void this.#act(deed, files);
    return html`<div class="page" data-shown=${this.shown}>
      <button type="button" class="button primary skip" @click=${this.#skip}>${words['page.skip']}</button>
      ${drawSwitch(words, this.shown, (shown) => Object.assign(this, { shown }))}
      <room-channels .room=${room} .me=${me} .language=${language} .current=${channel.id} .unread=${this.unread}></room-channels>
      <main>${drawPageHead(view, (locale) => void this.#speak(locale))}${drawMessages(view)}
        ${drawNotes({ view, note: form || this.question ? NO_NOTE : this.note, link: this.link, isTyping: this.typing.has(channel.id) })}
        <room-box @input=${this.#forgive} .room=${room} .me=${me} .language=${language} .channel=${channel} .replyTo=${this.replyTo}></room-box></main>
      <aside aria-label=${words['page.room']}><room-people .room=${room} .me=${me} .link=${this.link} .language=${language}></room-people>
        <room-call .room=${room} .me=${me} .language=${language}></room-call><room-faults .room=${room} .language=${language}></room-faults>
        <room-turns .room=${room} .link=${this.link} .language=${language}></room-turns></aside>
      ${form ? drawOpenForm({ interaction: form, view, trouble: this.#trouble, act }) : ''}
      ${this.question ? html`<room-ask .question=${this.question} .words=${words} .trouble=${this.#trouble} @ask-over=${this.#endQuestion}></room-ask>` : ''}
    </div>`;
  }

  /** The page speaks a language from now on, and so do Discord's apps of everybody in the room. */
  async #speak(locale: PageLocale): Promise<void> {
    const language = await openReaderLanguage(locale);
    this.language = language;
    await this.#link?.send({ is: 'language', locale: toRoomLocale(language) });
  }

  #take(change: RoomChange): void {
    this.room = applyRoomChange(this.room, change);
    if (change.is === 'state') this.#settle(change.state);
    if (change.is === 'typing') this.#note(change.channelId);
    // What couldn't be done in the state that the bot was in may be possible now.
    if (change.is === 'parts' && change.parts.bot) this.#forgive();
    if (change.is !== 'message') return;
    const { channelId, payload } = change.message;
    const isOfBot = (payload.author as { id?: string } | undefined)?.id === this.room?.server.botId;
    if (isOfBot) this.#forget(channelId);
    if (channelId !== this.channelId) this.unread = new Set([...this.unread, channelId]);
  }

  /** Who speaks and which channel is shown stay as they were when the state comes again. */
  #settle({ server, people, channels }: RoomState): void {
    const speakers = [this.me, sessionStorage.getItem(SPEAKER)];
    this.me = speakers.find((one) => people.some(({ id }) => id === one)) ?? server.firstId;
    const kept = [this.channelId, location.hash.slice(1)].find((id) => channels.some((channel) => channel.id === id));
    this.channelId = kept ?? channels[0]?.id ?? '';
  }

  #note(channelId: string): void {
    this.typing = new Set([...this.typing, channelId]);
    setTimeout(() => this.#forget(channelId), TYPING);
  }

  #forget(channelId: string): void {
    this.typing = new Set([...this.typing].filter((id) => id !== channelId));
  }

  #open(id: string): void {
    this.channelId = id;
    // A reload comes back to it.
    history.replaceState(null, '', `#${id}`);
    this.unread = new Set([...this.unread].filter((one) => one !== id));
    Object.assign(this, { replyTo: undefined, shown: 'messages' });
    this.#forgive();
  }

  /** Somebody else speaks, who may not see the channel that is shown. */
  #become(id: string): void {
    Object.assign(this, { me: id, replyTo: undefined });
    sessionStorage.setItem(SPEAKER, id);
    this.#forgive();
    const other = this.room && findVisible(this.room.channels, this.channelId, id);
    if (other && other.id !== this.channelId) this.#open(other.id);
  }

  #refuse(text: string | undefined): void {
    if (text !== undefined) this.note = { is: 'refused', text };
  }

  /** Who uses the keyboard needn't go through the channels and messages first. */
  async #skip(): Promise<void> {
    this.shown = 'messages';
    await this.updateComplete;
    this.renderRoot.querySelector<RoomBox>('room-box')?.focus();
  }

  /** Why it couldn't be done: a dialog says it itself, because what is behind it can't be read. */
  get #trouble(): string {
    return this.note.is === 'refused' ? this.note.text : '';
  }

  #endQuestion(): void {
    this.question = undefined;
    this.#forgive();
  }

  /** What was wrong is over: somebody changes what they wrote, or looks elsewhere. */
  #forgive(): void {
    this.note = NO_NOTE;
  }

  async #act(
    deed: RoomDeed,
    files?: RoomEvents['room-deed']['files'],
    done?: RoomEvents['room-deed']['done'],
  ): Promise<void> {
    const outcome = await this.#link?.send(deed, files);
    if (this.language) this.note = toNote(outcome, this.language.words);
    if (outcome?.is === 'done' && SAID.has(deed.is))
      this.renderRoot.querySelector<MessageList>('look-messages')?.follow();
    done?.(outcome);
  }

  #startAction({ action, messageId }: LookEvents['look-action']): void {
    const { room, me, language } = this;
    const channel = room?.channels.find(({ id }) => id === this.channelId);
    if (!room || !channel || !language) return;
    const act = (deed: RoomDeed) => void this.#act(deed);
    const start = startAction({ action, messageId }, { room, me, channel, language, act });
    if (start.is === 'ask') this.question = start.question;
    if (start.is === 'reply') this.replyTo = messageId;
  }

  #openMention({ kind, id, name }: LookEvents['look-open']): void {
    if (kind === 'channel' || kind === 'thread') this.#open(id);
    if (kind === 'command') this.renderRoot.querySelector<RoomBox>('room-box')?.openCommand(name.replace(/^\//, ''));
  }

  #listen<Name extends keyof RoomEvents>(name: Name, take: (detail: RoomEvents[Name]) => void): void {
    this.addEventListener(name, (event) => take((event as CustomEvent<RoomEvents[Name]>).detail));
  }

  #hear<Name extends keyof LookEvents>(name: Name, take: (detail: LookEvents[Name]) => unknown): void {
    this.addEventListener(name, (event) => void take((event as CustomEvent<LookEvents[Name]>).detail));
  }
}

customElements.define('room-page', RoomPage);
