import { css, html, LitElement, type PropertyValues, type TemplateResult } from 'lit';
import { CallEars } from './call-ears.ts';
import { THEME } from './look/theme.ts';
import type { ReaderLanguage } from './reader-language.ts';
import { sendRoomEvent } from './room-event.ts';
import type { RoomState, RoomVoice } from './room-protocol.ts';
import { ROOM_STYLE } from './room-style.ts';
import './sound-recorder.ts';

/** Whether the call is played; then also who was heard in it, by their ids. */
type HearingState = { is: 'off' } | { is: 'on'; heard: ReadonlySet<string> };

/** `<room-call>`: hearing the call, and speaking in it. */
export class RoomCall extends LitElement {
  static override properties = {
    room: { attribute: false },
    me: { attribute: false },
    language: { attribute: false },
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
  declare language: ReaderLanguage;
  declare hearing: HearingState;
  #ears: CallEars | undefined;

  constructor() {
    super();
    Object.assign(this, { hearing: { is: 'off' } });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#ears?.close();
  }

  override render() {
    const here = this.#voice;
    const { words } = this.language;
    return html`<section aria-labelledby="call"><h2 id="call">${words['call.title']}</h2>
      <div class="deeds"><button type="button" class="button secondary" aria-pressed=${this.hearing.is === 'on'} @click=${this.#toggle}>${words['call.hear']}</button></div>
      <p class="small" role="status">${this.#describeHearing()}</p>
      ${here && this.#needsName ? html`<p class="small">${words['call.by-name']}</p>` : ''}
      ${here ? this.#drawSpeaking(here) : html`<p class="small">${words['call.enter']}</p>`}
    </section>`;
  }

  override updated(changed: PropertyValues<this>): void {
    // Somebody else hears something else, and forgets what was heard before.
    if (changed.has('me') && this.hearing.is === 'on') void this.#listen();
  }

  /** Who speaks now, if they are in a voice channel. */
  get #voice(): RoomVoice | undefined {
    return this.room.voices.find(({ personId }) => personId === this.me);
  }

  #describeHearing(): string {
    const { words } = this.language;
    if (this.hearing.is === 'off') return '';
    if (!this.#voice) return words['call.waiting'];
    const names = [...this.hearing.heard].map(
      (id) => this.room.people.find((person) => person.id === id)?.name ?? words['people.somebody'],
    );
    return names.length > 0 ? words['call.heard']({ names }) : words['call.hearing'];
  }

  /** Whether Parley, with nobody who understands words, has to be called by name in the call that one is in. */
  get #needsName(): boolean {
    const { voices, server, needsName } = this.room;
    const bot = voices.find(({ personId }) => personId === server.botId);
    return server.model === 'script' && needsName && bot?.channelId === this.#voice?.channelId;
  }

  #drawSpeaking({ isInAudience }: RoomVoice): TemplateResult {
    const { words: said } = this.language;
    if (isInAudience) return html`<p class="small">${said['call.audience']}</p>`;
    return html`<div class="deeds" role="group" aria-label=${said['call.sentences']}>${this.room.sentences.map(
      ({ name, words, language }) =>
        html`<button type="button" class="button secondary" lang=${language} @click=${() => this.#speak(name)}>${words}</button>`,
    )}</div>
    <div class="deeds"><room-recorder .words=${said} .begin=${said['call.record']} .end=${said['call.say']} .take=${(file: File) => this.#send(file)}></room-recorder></div>
    <label><span>${said['call.file']}</span><input type="file" accept=".wav,audio/wav" @change=${this.#speakFile}></label>`;
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

  #toggle(): void {
    if (this.hearing.is === 'off') void this.#listen();
    else this.#hush();
  }

  #hush(): void {
    this.#ears?.close();
    this.#ears = undefined;
    this.hearing = { is: 'off' };
  }

  async #listen(): Promise<void> {
    this.#hush();
    const ears = new CallEars();
    this.#ears = ears;
    this.hearing = { is: 'on', heard: new Set() };
    // It ends when the call is no longer heard, or the room is gone.
    await ears.listen(this.me, (id) => this.#note(id)).catch(() => {});
    if (this.#ears === ears) this.#hush();
  }

  #note(id: string): void {
    if (this.hearing.is === 'on' && !this.hearing.heard.has(id))
      this.hearing = { is: 'on', heard: new Set([...this.hearing.heard, id]) };
  }
}

customElements.define('room-call', RoomCall);
