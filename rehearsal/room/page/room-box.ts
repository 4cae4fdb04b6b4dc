import { css, html, LitElement, type PropertyValues } from 'lit';
import { listCommands } from './command-offer.ts';
import type { LookEvents } from './look/look-event.ts';
import type { MessageBox } from './look/message-box.ts';
import './look/message-box.ts';
import type { OptionSuggestion } from './look/slash-command-line.ts';
import type { CommandPayload } from './look/slash-commands.ts';
import { THEME } from './look/theme.ts';
import { makeScene } from './page-view.ts';
import { type ReaderLanguage, toRoomLocale } from './reader-language.ts';
import { sendRoomEvent } from './room-event.ts';
import type { RoomChannel, RoomOutcome, RoomState } from './room-protocol.ts';
import './sound-recorder.ts';

/** `<room-box>`: the message box of a channel. What is written in it becomes deeds of the person who speaks. */
export class RoomBox extends LitElement {
  static override properties = {
    room: { attribute: false },
    me: { attribute: false },
    channel: { attribute: false },
    language: { attribute: false },
    replyTo: { attribute: false },
    suggested: { state: true },
  };
  static override styles = [
    THEME,
    css`
      :host { display: block; padding: 0 12px 12px; background: var(--page); }
      room-recorder { margin-top: 6px; }
    `,
  ];
  declare room: RoomState;
  declare me: string;
  declare channel: RoomChannel;
  declare language: ReaderLanguage;
  declare replyTo: string | undefined;
  declare suggested: OptionSuggestion | undefined;
  /** How often suggestions were asked for. */
  #asked = 0;

  /** Opens a command, or the first of its subcommands, as if it had been typed. */
  openCommand(name: string): void {
    this.#box.begin(name);
  }

  override focus(): void {
    this.#box.focus();
  }

  override render() {
    const { me, channel, language } = this;
    const { words } = language;
    const where = channel.onlyFor ? 'Parley' : `#${channel.name}`;
    return html`<look-message-box .commands=${this.#commands} .scene=${makeScene(this)} .keep=${(text: string) => this.#keep(text)}
      .name=${words['box.as']({ where, name: this.#nameOf(me) })} .answering=${this.#answered} .suggested=${this.suggested} @look-send=${this.#say}
      @look-command=${this.#use} @look-suggest=${this.#suggest} @look-unreply=${this.#endReply}></look-message-box>
      <room-recorder .words=${words} .begin=${words['box.record']} .end=${words['box.send-voice']} .take=${(file: File) => this.#sendVoice(file)}></room-recorder>`;
  }

  override updated(changed: PropertyValues<this>): void {
    // Each channel has its own draft, which a reload and a look into other channels don't end.
    if (changed.has('channel') && changed.get('channel')?.id !== this.channel.id)
      this.#box.clear(sessionStorage.getItem(this.#draft) ?? '');
  }

  get #draft(): string {
    return `draft:${this.channel.id}`;
  }

  #keep(text: string): void {
    if (text === '') sessionStorage.removeItem(this.#draft);
    else sessionStorage.setItem(this.#draft, text);
  }

  get #commands(): CommandPayload[] {
    const { room, me, channel, language } = this;
    return listCommands(room, { me, isDirect: channel.onlyFor !== undefined, locale: toRoomLocale(language) });
  }

  get #box(): MessageBox {
    return this.renderRoot.querySelector('look-message-box') as MessageBox;
  }

  get #answered(): { name: string } | undefined {
    if (!this.replyTo) return undefined;
    const answered = this.room.messages.find(({ id }) => id === this.replyTo);
    return { name: this.#nameOf((answered?.payload.author as { id?: string } | undefined)?.id ?? '') };
  }

  #nameOf(id: string): string {
    return this.room.people.find((person) => person.id === id)?.name ?? this.language.words['people.somebody'];
  }

  #say({ detail }: CustomEvent<LookEvents['look-send']>): void {
    const { me: as, channel, replyTo } = this;
    const { text, files, ping } = detail;
    const reply = replyTo === undefined ? {} : { replyTo, ping };
    sendRoomEvent(this, 'room-deed', {
      deed: { is: 'say', as, channelId: channel.id, text, ...reply },
      files: { files },
      // What couldn't be sent can be changed and sent again.
      done: (outcome) => outcome?.is !== 'done' && this.#box.restore(),
    });
    if (replyTo) this.#endReply();
  }

  #sendVoice(file: File): void {
    const { me: as, channel, replyTo } = this;
    const reply = replyTo === undefined ? {} : { replyTo };
    const deed = { is: 'voice message', as, channelId: channel.id, ...reply } as const;
    sendRoomEvent(this, 'room-deed', { deed, files: { sound: [file] } });
    if (replyTo) this.#endReply();
  }

  #use({ detail }: CustomEvent<LookEvents['look-command']>): void {
    const { me: as, channel } = this;
    const { command, options } = detail;
    const files = Object.entries(detail.files).map(([option, file]) => [`file:${option}`, [file]] as const);
    sendRoomEvent(this, 'room-deed', {
      deed: { is: 'slash', as, channelId: channel.id, command, options },
      files: Object.fromEntries(files),
      done: (outcome) => outcome?.is === 'done' && this.#empty(),
    });
  }

  #suggest({ detail: { command, option, typed } }: CustomEvent<LookEvents['look-suggest']>): void {
    const { me: as, channel } = this;
    this.#asked += 1;
    const count = this.#asked;
    const done = (outcome: RoomOutcome | undefined) => {
      // Of two answers the later one may be to what was typed earlier.
      if (count !== this.#asked) return;
      if (outcome?.is === 'done' && outcome.choices) this.suggested = { option, choices: outcome.choices };
    };
    sendRoomEvent(this, 'room-deed', {
      deed: { is: 'suggest', as, channelId: channel.id, command, option, typed },
      done,
    });
  }

  #empty(): void {
    this.#box.clear();
    this.#box.focus();
  }

  #endReply(): void {
    sendRoomEvent(this, 'room-reply', { id: undefined });
  }
}

customElements.define('room-box', RoomBox);
