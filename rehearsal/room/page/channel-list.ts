import { css, html, LitElement, type TemplateResult } from 'lit';
import { THEME } from './look/theme.ts';
import './look/voice-panel.ts';
import { makeScene } from './page-view.ts';
import { mayMuteMembers } from './person-rights.ts';
import type { ReaderLanguage } from './reader-language.ts';
import { sendRoomEvent } from './room-event.ts';
import type { RoomChannel, RoomState, RoomVoice } from './room-protocol.ts';
import { ROOM_STYLE } from './room-style.ts';

/** Discord's types of channels in which people talk; on a stage, moderators say who speaks. */
const STAGE = 13;
const VOICE: readonly number[] = [2, STAGE];

/** `<room-channels>`: the channels that a member sees, their threads, and who is in the voice channels. */
export class ChannelList extends LitElement {
  static override properties = {
    room: { attribute: false },
    me: { attribute: false },
    current: { attribute: false },
    unread: { attribute: false },
    language: { attribute: false },
  };
  static override styles = [
    THEME,
    ROOM_STYLE,
    css`
      :host { display: block; padding: 8px; background: var(--side); overflow-y: auto; }
      .threads { margin-inline-start: 18px; border-inline-start: 2px solid var(--border); }
      .unread { font-weight: 700; color: var(--strong); }
      .voices { margin-inline-start: 26px; }
      .voices .button { margin-block: 2px; }
    `,
  ];
  declare room: RoomState;
  declare me: string;
  /** The id of the channel that is shown. */
  declare current: string;
  /** The ids of channels with messages that weren't shown yet. */
  declare unread: ReadonlySet<string>;
  declare language: ReaderLanguage;

  override render() {
    const seen = this.room.channels.filter(({ hiddenFrom, onlyFor }) =>
      onlyFor ? onlyFor === this.me : !hiddenFrom.includes(this.me),
    );
    const main = seen.filter(({ parentId, onlyFor }) => !parentId && !onlyFor);
    const direct = seen.filter(({ onlyFor }) => onlyFor);
    const { words } = this.language;
    return html`<nav aria-label=${words['page.channels']}>
      <h2 id="channels">${this.room.server.name}</h2>
      <ul aria-labelledby="channels">${main.map((channel) => this.#drawChannel(channel, seen))}</ul>
      <h2 id="direct">${words['channels.direct']}</h2>
      <ul aria-labelledby="direct">${direct.map((channel) => html`<li>${this.#drawRow(channel, '@')}</li>`)}</ul>
    </nav>`;
  }

  #drawChannel(channel: RoomChannel, seen: readonly RoomChannel[]): TemplateResult {
    const threads = seen.filter(({ parentId }) => parentId === channel.id);
    const isVoice = VOICE.includes(channel.type);
    return html`<li>${this.#drawRow(channel, isVoice ? '♪' : '#')}
      ${channel.status ? html`<p class="small">${channel.status}</p>` : ''}
      ${isVoice ? this.#drawVoices(channel) : ''}
      ${threads.length > 0 ? html`<ul class="threads" aria-label=${this.language.words['channels.threads']({ channel: channel.name })}>${threads.map((thread) => html`<li>${this.#drawRow(thread, '↳')}</li>`)}</ul>` : ''}
    </li>`;
  }

  #drawRow({ id, name }: RoomChannel, sign: string): TemplateResult {
    const isUnread = this.unread.has(id);
    return html`<button type="button" class="row ${isUnread ? 'unread' : ''}" aria-current=${id === this.current}
      @click=${() => sendRoomEvent(this, 'room-channel', { id })}>
      <span aria-hidden="true">${sign}</span><span>${name}</span>${isUnread ? html`<span class="hidden-words">${this.language.words['channels.unread']}</span>` : ''}
    </button>`;
  }

  #drawVoices({ id, name, type }: RoomChannel): TemplateResult {
    const here = this.room.voices.filter(({ channelId }) => channelId === id);
    const { words } = this.language;
    const isIn = here.some(({ personId }) => personId === this.me);
    const deed = isIn
      ? ({ is: 'leave', as: this.me } as const)
      : ({ is: 'enter', as: this.me, channelId: id } as const);
    return html`<look-voice-panel bare class="voices" .channel=${{ name }} .present=${here} .scene=${makeScene(this)}>
      <button type="button" class="button secondary" @click=${() => sendRoomEvent(this, 'room-deed', { deed })}>
      ${words[isIn ? 'channels.leave' : 'channels.enter']({ channel: name })}</button>
      ${type === STAGE && mayMuteMembers(this.room, this.me) ? here.map((one) => this.#drawModeration(one)) : ''}</look-voice-panel>`;
  }

  #drawModeration({ personId, isInAudience: speaks }: RoomVoice): TemplateResult {
    const { words } = this.language;
    const name = this.room.people.find(({ id }) => id === personId)?.name ?? words['people.somebody'];
    const deed = { is: 'let speak', as: this.me, personId, speaks } as const;
    return html`<button type="button" class="button secondary" @click=${() => sendRoomEvent(this, 'room-deed', { deed })}>
      ${words[speaks ? 'stage.let-speak' : 'stage.to-audience']({ name })}</button>`;
  }
}

customElements.define('room-channels', ChannelList);
