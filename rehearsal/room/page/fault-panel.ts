import { css, html, LitElement, type TemplateResult } from 'lit';
import { ifDefined } from 'lit/directives/if-defined.js';
import { THEME } from './look/theme.ts';
import type { ReaderLanguage } from './reader-language.ts';
import { sendRoomEvent } from './room-event.ts';
import type { BotState, RoomDeed, RoomFault, RoomState } from './room-protocol.ts';
import { ROOM_STYLE } from './room-style.ts';

type BotDeed = Extract<RoomDeed, { is: 'bot' }>['how'];

/** What can be done to the bot's process in each state. */
const BOT_DEEDS: Record<BotState['is'], readonly BotDeed[]> = {
  starting: [],
  ready: ['kill', 'stall', 'restart'],
  stalled: ['go on', 'kill'],
  gone: ['start'],
};

/** `<room-faults>`: what can be broken, so that one sees that nothing is lost. */
export class FaultPanel extends LitElement {
  static override properties = { room: { attribute: false }, language: { attribute: false } };
  static override styles = [
    THEME,
    ROOM_STYLE,
    css`
      :host { display: block; padding: 0 8px 8px; }
      li { padding: 4px 8px; }
      .bot { display: flex; gap: 6px; flex-wrap: wrap; padding: 4px 8px; }
      .button[aria-pressed='true'] { background: #cf3439; color: #fff; }
      p { margin: 2px 0; }
    `,
  ];
  declare room: RoomState;
  declare language: ReaderLanguage;

  override render() {
    const { bot, faults } = this.room;
    const { words } = this.language;
    return html`<section aria-labelledby="break"><h2 id="break">${words['faults.title']}</h2>
      <div class="bot" role="group" aria-label=${words['bot.process']}>${BOT_DEEDS[bot.is].map((how) => this.#drawBotDeed(how))}</div>
      <ul>${faults.map((fault) => this.#drawFault(fault))}</ul>
    </section>`;
  }

  #drawBotDeed(how: BotDeed): TemplateResult {
    return html`<button type="button" class="button secondary" @click=${() => this.#act({ is: 'bot', how })}>${this.language.words[`deed.${how}`]}</button>`;
  }

  #drawFault({ name, kind, isOn, count = 0 }: RoomFault): TemplateResult {
    const { words } = this.language;
    const pressed = kind === 'switch' ? String(isOn) : undefined;
    return html`<li><button type="button" class="button secondary" aria-pressed=${ifDefined(pressed)} aria-describedby="about-${name}"
        @click=${() => this.#act({ is: 'break', fault: name, on: kind === 'once' || !isOn })}>${words[`fault.${name}`]}</button>
      <p class="small" id="about-${name}">${words[`about.${name}`]}${count > 0 ? ` ${words['faults.lost']({ count })}` : ''}</p></li>`;
  }

  #act(deed: RoomDeed): void {
    sendRoomEvent(this, 'room-deed', { deed });
  }
}

customElements.define('room-faults', FaultPanel);
