import { css, html, LitElement, type TemplateResult } from 'lit';
import { type CommandOffer, listCommandOffers, pickOffers } from './command-offer.ts';
import { THEME } from './look/theme.ts';
import { sendRoomEvent } from './room-event.ts';
import type { RoomChannel, RoomOutcome, RoomState } from './room-protocol.ts';
import { ROOM_STYLE } from './room-style.ts';
import {
  drawSuggestions,
  NO_SUGGESTIONS,
  readSuggestionKey,
  type Suggestion,
  type SuggestionState,
} from './suggestion-list.ts';
import './slash-box.ts';

/** What is typed of a name that is mentioned, before the caret. */
const MENTION = /@([^\s@]*)$/;

/** `<room-box>`: the message box, with files, a reply, mentions, and the way to the commands. */
export class RoomBox extends LitElement {
  static override properties = {
    room: { attribute: false },
    me: { attribute: false },
    channel: { attribute: false },
    replyTo: { attribute: false },
    suggestions: { state: true },
    offer: { state: true },
    files: { state: true },
  };
  static override styles = [
    THEME,
    ROOM_STYLE,
    css`
      :host { display: block; position: relative; padding: 0 12px 12px; background: var(--page); }
      .box { display: flex; gap: 8px; align-items: end; }
      textarea { flex: 1; resize: none; min-height: 44px; max-height: 30vh; field-sizing: content; }
      .suggestions { position: absolute; inset-inline: 12px; bottom: 100%; max-height: 40vh; overflow-y: auto; background: var(--float); border: 1px solid var(--border-strong); border-radius: 8px; padding: 4px; z-index: 2; }
      .suggestions li { padding: 6px 8px; border-radius: 6px; cursor: pointer; }
      .suggestions li[aria-selected='true'] { background: var(--hover-strong); color: var(--strong); }
      .above { display: flex; gap: 8px; align-items: center; flex-wrap: wrap; padding: 4px 0; }
      .files input { max-width: 120px; }
    `,
  ];
  declare room: RoomState;
  declare me: string;
  declare channel: RoomChannel;
  declare replyTo: string | undefined;
  declare suggestions: SuggestionState;
  declare offer: CommandOffer | undefined;
  declare files: readonly File[];

  constructor() {
    super();
    Object.assign(this, { suggestions: NO_SUGGESTIONS, files: [] });
  }

  /** Opens the box of a command, as if it had been typed. */
  openCommand(name: string): void {
    this.offer = this.#offers.find((offer) => offer.name === name || offer.name.startsWith(`${name} `));
  }

  override render() {
    if (this.offer)
      return html`<room-slash .room=${this.room} .me=${this.me} .channelId=${this.channel.id} .offer=${this.offer} @slash-over=${this.#endCommand}></room-slash>`;
    const where = this.channel.onlyFor ? 'Parley' : `#${this.channel.name}`;
    return html`${this.#drawAbove()}
      <form class="box" @submit=${this.#submit}>
        <label class="button secondary files"><span class="hidden-words">Add files</span><span aria-hidden="true">+</span>
          <input class="hidden-words" type="file" multiple @change=${this.#addFiles}></label>
        <textarea rows="1" aria-autocomplete="list" aria-haspopup="listbox" aria-controls="suggested"
          aria-activedescendant=${this.suggestions.all.length > 0 ? `suggested-${this.suggestions.marked}` : ''} maxlength="4000"
          aria-label="Message ${where} as ${this.#nameOf(this.me)}" placeholder="Message ${where}. Type / for commands, @ to mention."
          @input=${this.#suggest} @keydown=${this.#press} @blur=${() => this.#close()}></textarea>
        <button class="button primary" type="submit">Send</button>
      </form>
      <div class="hidden-words" role="status">${this.suggestions.all.length > 0 ? `${this.suggestions.all.length} suggestions` : ''}</div>
      ${drawSuggestions('suggested', this.suggestions, (one) => this.#take(one))}`;
  }

  get #offers(): CommandOffer[] {
    return listCommandOffers(this.room, this.me, this.channel.onlyFor !== undefined);
  }

  get #input(): HTMLTextAreaElement {
    return this.renderRoot.querySelector('textarea') as HTMLTextAreaElement;
  }

  #nameOf(id: string): string {
    return this.room.people.find((person) => person.id === id)?.name ?? 'somebody';
  }

  #drawAbove(): TemplateResult | '' {
    if (!this.replyTo && this.files.length === 0) return '';
    const answered = this.room.messages.find(({ id }) => id === this.replyTo);
    const author = (answered?.payload.author as { id?: string } | undefined)?.id ?? '';
    return html`<div class="above">
      ${
        this.replyTo
          ? html`<span>Replying to <b>${this.#nameOf(author)}</b></span>
        <button type="button" class="button secondary" @click=${() => sendRoomEvent(this, 'room-reply', { id: undefined })}>Don’t reply</button>`
          : ''
      }
      ${this.files.map(
        (file) => html`<button type="button" class="button secondary" aria-label="Remove ${file.name}"
        @click=${() => Object.assign(this, { files: this.files.filter((one) => one !== file) })}>${file.name} ✕</button>`,
      )}
    </div>`;
  }

  #addFiles(event: Event): void {
    const input = event.target as HTMLInputElement;
    this.files = [...this.files, ...(input.files ?? [])];
    input.value = '';
  }

  /** A slash at the beginning offers the commands, an @ the members. */
  #suggest(): void {
    const { value, selectionStart } = this.#input;
    const [, typed] = MENTION.exec(value.slice(0, selectionStart)) ?? [];
    if (value.startsWith('/')) {
      const all = pickOffers(this.#offers, value.slice(1).trim());
      this.#show(all.map(({ name, description }) => ({ value: `/${name}`, label: `/${name}`, about: description })));
    } else if (typed !== undefined) {
      const named = this.room.people.filter(({ name }) => name.toLowerCase().startsWith(typed.toLowerCase()));
      this.#show(named.map(({ name }) => ({ value: name, label: `@${name}` })));
    } else this.#close();
  }

  #show(all: readonly Suggestion[]): void {
    this.suggestions = { all, marked: 0 };
  }

  #close(): void {
    this.suggestions = NO_SUGGESTIONS;
  }

  #take({ value }: Suggestion): void {
    const input = this.#input;
    this.#close();
    if (value.startsWith('/')) {
      this.offer = this.#offers.find(({ name }) => value === `/${name}`);
      return;
    }
    const before = input.value.slice(0, input.selectionStart).replace(MENTION, `@${value} `);
    input.value = before + input.value.slice(input.selectionStart);
    input.setSelectionRange(before.length, before.length);
  }

  #press(event: KeyboardEvent): void {
    const deed = readSuggestionKey(event, this.suggestions);
    if (deed?.is === 'mark') this.suggestions = { ...this.suggestions, marked: deed.at };
    else if (deed?.is === 'take') this.#take(deed.suggestion);
    else if (deed?.is === 'close') this.#close();
    else if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    else this.#say();
    event.preventDefault();
  }

  #submit(event: SubmitEvent): void {
    event.preventDefault();
    this.#say();
  }

  #say(): void {
    const input = this.#input;
    const text = input.value.trim();
    if (!text && this.files.length === 0) return;
    const { me, channel, replyTo, files } = this;
    const reply = replyTo === undefined ? {} : { replyTo };
    const done = (outcome: RoomOutcome) => {
      // What couldn't be sent can be changed and sent again.
      if (outcome.is === 'refused' && !input.value) Object.assign(input, { value: text });
      if (outcome.is === 'done') this.files = [];
    };
    sendRoomEvent(this, 'room-deed', {
      deed: { is: 'say', as: me, channelId: channel.id, text, ...reply },
      files: { files },
      done,
    });
    input.value = '';
    this.#close();
    if (replyTo) sendRoomEvent(this, 'room-reply', { id: undefined });
  }

  async #endCommand(): Promise<void> {
    this.offer = undefined;
    await this.updateComplete;
    this.#input.value = '';
    this.#input.focus();
  }
}

customElements.define('room-box', RoomBox);
