import { html, LitElement, type TemplateResult } from 'lit';
import './ask-dialog.ts';
import type { PageQuestion } from './ask-dialog.ts';
import './room-call.ts';
import './channel-list.ts';
import './fault-panel.ts';
import type { LookEvents } from './look/look-event.ts';
import './look/elements.ts';
import type { MessageList } from './look/message-list.ts';
import { listActions, startAction } from './message-actions.ts';
import type { RoomBox } from './room-box.ts';
import './room-box.ts';
import { findOpenForm, listOpen, listSeen, listUses, makeScene, type PageView, toDrawn } from './page-view.ts';
import './people-list.ts';
import { PAGE_STYLE } from './page-style.ts';
import type { RoomEvents } from './room-event.ts';
import { type LinkState, RoomLink } from './room-link.ts';
import { drawInteraction } from './room-notes.ts';
import type { RoomChange, RoomChannel, RoomDeed, RoomInteraction, RoomState } from './room-protocol.ts';
import { applyRoomChange } from './room-store.ts';
import './turn-board.ts';

/** How long somebody is said to type, in milliseconds (Discord docs, resources/channel, "Trigger typing indicator"). */
const TYPING = 10_000;

/** What a member does to see something come of it in the channel. */
const SAID: ReadonlySet<RoomDeed['is']> = new Set(['say', 'voice message', 'slash', 'menu']);

/** What the page says of itself: nothing, that the room is gone, or what couldn't be done. */
type PageNote = { is: 'fine' } | { is: 'said'; text: string } | { is: 'refused'; text: string };

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
  declare shown: 'channels' | 'messages' | 'room';
  #link: RoomLink | undefined;

  constructor() {
    super();
    const none = new Set<string>();
    Object.assign(this, { me: '', channelId: '', note: { is: 'fine' }, link: 'connected', shown: 'messages' });
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
    this.#hear('look-vote', () => this.#refuse('Members of this room can’t vote.'));
    this.#hear('look-react', () => this.#refuse('Members of this room can’t react.'));
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#link = new RoomLink(
      (change) => this.#take(change),
      (link) => Object.assign(this, { link }),
    );
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#link?.close();
  }

  override render() {
    const { room, me } = this;
    const channel = room?.channels.find(({ id }) => id === this.channelId);
    if (!room || !channel) return html`<p class="opening" role="status">The room opens …</p>`;
    const view = { room, me, channel, putAway: this.putAway };
    const form = findOpenForm(room, me);
    return html`<div class="page" data-shown=${this.shown}>
      ${this.#drawSwitch()}
      <room-channels .room=${room} .me=${me} .current=${channel.id} .unread=${this.unread}></room-channels>
      <main>${this.#drawHead(view)}${this.#drawMessages(view)}${this.#drawNotes(view)}
        <room-box .room=${room} .me=${me} .channel=${channel} .replyTo=${this.replyTo}></room-box></main>
      <aside aria-label="The room"><room-people .room=${room} .me=${me}></room-people>
        <room-call .room=${room} .me=${me}></room-call><room-faults .room=${room}></room-faults><room-turns .room=${room}></room-turns></aside>
      ${form ? this.#drawForm(form, view) : ''}
      ${this.question ? html`<room-ask .question=${this.question} @ask-over=${() => Object.assign(this, { question: undefined })}></room-ask>` : ''}
    </div>`;
  }

  /** Narrow screens show one part; this chooses it. */
  #drawSwitch(): TemplateResult {
    const parts = { channels: 'Channels', messages: 'Messages', room: 'Members' } as const;
    return html`<nav class="switch" aria-label="Parts of the page">${Object.entries(parts).map(
      ([part, title]) => html`<button type="button" class="button secondary" aria-pressed=${this.shown === part}
        @click=${() => Object.assign(this, { shown: part })}>${title}</button>`,
    )}</nav>`;
  }

  #drawHead({ room, channel }: PageView): TemplateResult {
    const { name, onlyFor } = channel;
    const costs = 'You talk to the real Gemini: every answer is billed to your key. Discord is played by this machine.';
    const free = 'A rehearsal: this machine plays Discord and the model. Nothing leaves it.';
    return html`<header><h1>${onlyFor ? '@' : '#'}${name}</h1><p class="small">${room.server.model === 'real' ? costs : free}</p></header>`;
  }

  #drawMessages(view: PageView): TemplateResult {
    const messages = listSeen(view);
    const { channel } = view;
    return html`<look-messages .messages=${messages.map(toDrawn)} .scene=${makeScene(view)} .used=${listUses(messages)}
      .actions=${listActions(view, messages)} .name=${`${channel.onlyFor ? '@' : '#'}${channel.name}`}></look-messages>`;
  }

  #drawNotes(view: PageView): TemplateResult {
    const { note } = this;
    const away = view.room.bot.is === 'gone' ? `${view.room.bot.why ?? 'The bot doesn’t run.'}` : '';
    return html`<div class="notes">
      ${this.typing.has(view.channel.id) ? html`<p class="note">Parley is typing …</p>` : ''}
      ${listOpen(view).map(drawInteraction)}
      ${away ? html`<p class="note wrong">${away}</p>` : ''}
      <div role="alert">${note.is === 'refused' ? html`<p class="note wrong">${note.text}</p>` : ''}
        ${this.link === 'lost' ? html`<p class="note wrong">The room doesn’t answer. Is npm run rehearse still running?</p>` : ''}</div>
      <div role="status">${note.is === 'said' ? html`<p class="note">${note.text}</p>` : ''}</div>
    </div>`;
  }

  #drawForm({ id, state, memberId: as }: RoomInteraction, view: PageView): TemplateResult {
    const modal = state.is === 'form' ? state.modal : undefined;
    const submit = ({ detail }: CustomEvent<LookEvents['look-submit']>) => {
      const files = Object.entries(detail.files).map(([field, some]) => [`file:${field}`, some] as const);
      void this.#act({ is: 'submit', as, interactionId: id, values: detail.values }, Object.fromEntries(files));
    };
    const close = () => this.#act({ is: 'dismiss', as, interactionId: id });
    return html`<look-modal .modal=${modal} .scene=${makeScene(view)} .app=${'Parley'} @look-submit=${submit} @look-close=${close}></look-modal>`;
  }

  #take(change: RoomChange): void {
    this.room = applyRoomChange(this.room, change);
    if (change.is === 'state') this.#settle(change.state);
    if (change.is === 'typing') this.#note(change.channelId);
    if (change.is !== 'message') return;
    const { channelId, payload } = change.message;
    const isOfBot = (payload.author as { id?: string } | undefined)?.id === this.room?.server.botId;
    if (isOfBot) this.#forget(channelId);
    if (channelId !== this.channelId) this.unread = new Set([...this.unread, channelId]);
  }

  /** Who speaks and which channel is shown stay as they were when the state comes again. */
  #settle({ people, channels }: RoomState): void {
    if (!people.some(({ id }) => id === this.me)) this.me = people.find(({ name }) => name === 'You')?.id ?? '';
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
  }

  /** Somebody else speaks, who may not see the channel that is shown. */
  #become(id: string): void {
    Object.assign(this, { me: id, replyTo: undefined });
    const sees = ({ onlyFor, hiddenFrom }: RoomChannel) => (onlyFor ? onlyFor === id : !hiddenFrom.includes(id));
    const channel = this.room?.channels.find((one) => one.id === this.channelId);
    const first = this.room?.channels.find((one) => sees(one) && Boolean(one.onlyFor) === Boolean(channel?.onlyFor));
    if (channel && !sees(channel) && first) this.#open(first.id);
  }

  #refuse(text: string): void {
    this.note = { is: 'refused', text };
  }

  async #act(
    deed: RoomDeed,
    files?: RoomEvents['room-deed']['files'],
    done?: RoomEvents['room-deed']['done'],
  ): Promise<void> {
    const outcome = await this.#link?.send(deed, files);
    if (!outcome) return;
    if (outcome.is === 'refused') this.#refuse(outcome.why);
    else this.note = outcome.note ? { is: 'said', text: outcome.note } : { is: 'fine' };
    if (outcome.is === 'done' && SAID.has(deed.is))
      this.renderRoot.querySelector<MessageList>('look-messages')?.follow();
    done?.(outcome);
  }

  #startAction({ action, messageId }: LookEvents['look-action']): void {
    const { room, me } = this;
    const channel = room?.channels.find(({ id }) => id === this.channelId);
    if (!room || !channel) return;
    const act = (deed: RoomDeed) => void this.#act(deed);
    const start = startAction({ action, messageId }, { room, me, channel, act });
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
