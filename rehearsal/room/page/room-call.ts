import { css, html, LitElement, type TemplateResult } from 'lit';
import { CallEars } from './call-ears.ts';
import { THEME } from './look/theme.ts';
import { sendRoomEvent } from './room-event.ts';
import type { RoomState } from './room-protocol.ts';
import { ROOM_STYLE } from './room-style.ts';
import './sound-recorder.ts';

/** What is heard of the call: nothing is played, it's silent, or the bot has spoken. */
type HearingState = 'off' | 'silence' | 'sound';

/** `<room-call>`: hearing the call, and speaking in it. */
export class RoomCall extends LitElement {
  static override properties = {
    room: { attribute: false },
    me: { attribute: false },
    hearing: { state: true },
  };
  static override styles = [
    THEME,
    ROOM_STYLE,
    css`
      :host { display: block; padding: 0 8px 8px; }
      .deeds { display: flex; gap: 6px; flex-wrap: wrap; padding: 4px 8px; }
      .button[aria-pressed='true'] { background: var(--brand); color: #fff; }
      label { display: flex; flex-direction: column; padding: 4px 8px; }
    `,
  ];
  declare room: RoomState;
  declare me: string;
  declare hearing: HearingState;
  #ears: CallEars | undefined;

  constructor() {
    super();
    Object.assign(this, { hearing: 'off' });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#ears?.close();
  }

  override render() {
    const isIn = this.room.voices.some(({ personId }) => personId === this.me);
    const heard = { off: '', silence: 'You hear the call.', sound: 'You have heard Parley speak.' }[this.hearing];
    return html`<section aria-labelledby="call"><h2 id="call">Call</h2>
      <div class="deeds"><button type="button" class="button secondary" aria-pressed=${this.hearing !== 'off'} @click=${this.#listen}>Hear the call</button></div>
      <p class="small" role="status">${heard}</p>
      ${isIn && this.#isCrowded ? html`<p class="small">With several people in a call, Parley answers only who speaks to it by name, and the script here has no ears for names. Use /join with “listen: everyone” to be answered.</p>` : ''}
      ${isIn ? this.#drawSpeaking() : html`<p class="small">Enter a voice channel to speak. /join brings Parley there.</p>`}
    </section>`;
  }

  /** Whether there are several people beside the bot, and nobody who understands words. */
  get #isCrowded(): boolean {
    const { voices, server } = this.room;
    const people = voices.filter(({ personId }) => personId !== server.botId);
    return server.model === 'script' && people.length > 1;
  }

  #drawSpeaking(): TemplateResult {
    return html`<div class="deeds" role="group" aria-label="Say a sentence">${this.room.sentences.map(
      ({ name, words, language }) =>
        html`<button type="button" class="button secondary" lang=${language} @click=${() => this.#speak(name)}>${words}</button>`,
    )}</div>
    <div class="deeds"><room-recorder .begin=${'Record from the microphone'} .end=${'Say what was recorded'} .take=${(file: File) => this.#send(file)}></room-recorder></div>
    <label><span>Say a WAV file</span><input type="file" accept=".wav,audio/wav" @change=${this.#speakFile}></label>`;
  }

  #speak(sentence: string): void {
    sendRoomEvent(this, 'room-deed', { deed: { is: 'speak', as: this.me, sentence } });
  }

  #speakFile(event: Event): void {
    const input = event.target as HTMLInputElement;
    const [file] = input.files ?? [];
    if (file) this.#send(file);
    input.value = '';
  }

  #send(file: File): void {
    sendRoomEvent(this, 'room-deed', { deed: { is: 'speak', as: this.me }, files: { sound: [file] } });
  }

  async #listen(): Promise<void> {
    this.#ears?.close();
    this.#ears = undefined;
    this.hearing = this.hearing === 'off' ? 'silence' : 'off';
    if (this.hearing === 'off') return;
    const ears = new CallEars();
    this.#ears = ears;
    // It ends when the call is no longer heard, or the room is gone.
    await ears.listen(() => Object.assign(this, { hearing: 'sound' })).catch(() => {});
  }
}

customElements.define('room-call', RoomCall);
