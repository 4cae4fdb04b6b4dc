import { css, html, LitElement, type TemplateResult } from 'lit';
import { ifDefined } from 'lit/directives/if-defined.js';
import { THEME } from './look/theme.ts';
import { sendRoomEvent } from './room-event.ts';
import type { BotState, RoomDeed, RoomFault, RoomState } from './room-protocol.ts';
import { ROOM_STYLE } from './room-style.ts';

/** What can be done to the bot's process in each state, and what the buttons say. */
const BOT_DEEDS: Record<BotState['is'], Partial<Record<Extract<RoomDeed, { is: 'bot' }>['how'], string>>> = {
  starting: {},
  ready: { kill: 'Kill the bot', stall: 'Let it stand still', restart: 'Restart it' },
  stalled: { 'go on': 'Let it go on', kill: 'Kill the bot' },
  gone: { start: 'Start the bot' },
};

/** `<room-faults>`: what can be broken, so that one sees that nothing is lost. */
export class FaultPanel extends LitElement {
  static override properties = { room: { attribute: false } };
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

  override render() {
    const { bot, faults } = this.room;
    return html`<section aria-labelledby="break"><h2 id="break">Make it break</h2>
      <div class="bot" role="group" aria-label="The bot’s process">${Object.entries(BOT_DEEDS[bot.is]).map(
        ([how, title]) => this.#drawBotDeed(how as Extract<RoomDeed, { is: 'bot' }>['how'], title),
      )}</div>
      <ul>${faults.map((fault) => this.#drawFault(fault))}</ul>
    </section>`;
  }

  #drawBotDeed(how: Extract<RoomDeed, { is: 'bot' }>['how'], title: string): TemplateResult {
    return html`<button type="button" class="button secondary" @click=${() => this.#act({ is: 'bot', how })}>${title}</button>`;
  }

  #drawFault({ name, title, about, kind, isOn }: RoomFault): TemplateResult {
    const pressed = kind === 'switch' ? String(isOn) : undefined;
    return html`<li><button type="button" class="button secondary" aria-pressed=${ifDefined(pressed)} aria-describedby="about-${name}"
        @click=${() => this.#act({ is: 'break', fault: name, on: kind === 'once' || !isOn })}>${title}</button>
      <p class="small" id="about-${name}">${about}</p></li>`;
  }

  #act(deed: RoomDeed): void {
    sendRoomEvent(this, 'room-deed', { deed });
  }
}

customElements.define('room-faults', FaultPanel);
