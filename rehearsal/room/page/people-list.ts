import { css, html, LitElement, type TemplateResult } from 'lit';
import { THEME } from './look/theme.ts';
import type { ReaderLanguage } from './reader-language.ts';
import { sendRoomEvent } from './room-event.ts';
import type { LinkState } from './room-link.ts';
import type { RoomPerson, RoomState } from './room-protocol.ts';
import { ROOM_STYLE } from './room-style.ts';

/** `<room-people>`: the members of the server. Pressing a name speaks as them. */
export class PeopleList extends LitElement {
  static override properties = {
    room: { attribute: false },
    me: { attribute: false },
    link: { attribute: false },
    language: { attribute: false },
  };
  static override styles = [
    THEME,
    ROOM_STYLE,
    css`
      :host { display: block; padding: 8px; background: var(--side); }
      a.small { color: var(--link); margin-inline-start: auto; }
      form { display: flex; gap: 6px; align-items: end; padding: 8px; }
      form label { flex: 1; display: flex; flex-direction: column; min-width: 0; }
    `,
  ];
  declare room: RoomState;
  declare me: string;
  declare link: LinkState;
  declare language: ReaderLanguage;

  override render() {
    const { people } = this.room;
    const { words } = this.language;
    return html`<section aria-labelledby="people">
      <h2 id="people">${words['people.title']}</h2>
      <ul>${people.filter(({ isBot }) => !isBot).map((person) => this.#drawPerson(person))}</ul>
      <form @submit=${this.#come}>
        <label><span>${words['people.new']}</span><input name="name" maxlength="32" required autocomplete="off" placeholder=${words['people.name']}></label>
        <button class="button secondary" type="submit">${words['people.come']}</button>
      </form>
      <h2 id="bots">${words['people.bots']}</h2>
      <ul aria-labelledby="bots">${people
        .filter(({ isBot }) => isBot)
        .map(
          ({ id, name }) =>
            html`<li class="row"><span>${name}</span>${id === this.room.server.botId ? this.#drawBot() : ''}</li>`,
        )}</ul>
    </section>`;
  }

  /** What its process does, and the page on which its operator would see it. */
  #drawBot(): TemplateResult {
    const { bot, operator } = this.room;
    const { words } = this.language;
    if (this.link === 'lost') return html`<span class="small">${words['people.unreachable']}</span>`;
    const isThere = operator !== '' && bot.is === 'ready';
    return html`<span class="small">${words[`bot.${bot.is}`]}</span>${isThere ? html`<a class="small" href=${operator} target="_blank" rel="noopener">${words['people.operator']}</a>` : ''}`;
  }

  #drawPerson({ id, name }: RoomPerson): TemplateResult {
    const isMe = id === this.me;
    return html`<li><button type="button" class="row" aria-current=${isMe} @click=${() => sendRoomEvent(this, 'room-speaker', { id })}>
      <span>${name}</span>${isMe ? html`<span class="small">${this.language.words['people.speaks']}</span>` : ''}</button></li>`;
  }

  #come(event: SubmitEvent): void {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    const name = String(new FormData(form).get('name') ?? '');
    sendRoomEvent(this, 'room-deed', {
      deed: { is: 'come', name },
      done: (outcome) => {
        if (outcome?.is !== 'done' || !outcome.id) return;
        form.reset();
        sendRoomEvent(this, 'room-speaker', { id: outcome.id });
      },
    });
  }
}

customElements.define('room-people', PeopleList);
