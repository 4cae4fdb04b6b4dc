import { css, html, LitElement } from 'lit';
import { formatLength } from './look/dates.ts';
import { THEME } from './look/theme.ts';
import { Microphone } from './microphone.ts';
import { ROOM_STYLE } from './room-style.ts';
import type { RoomWords } from './words/english-room.ts';

/** A recording that goes on: for how many seconds it has. */
type Recording = { microphone: Microphone; seconds: number; timer: ReturnType<typeof setInterval> };

/** `<room-recorder>`: records from the microphone, and gives the recording away as a WAV file or forgets it. */
export class SoundRecorder extends LitElement {
  static override properties = {
    begin: { attribute: false },
    end: { attribute: false },
    take: { attribute: false },
    words: { attribute: false },
    recording: { state: true },
    trouble: { state: true },
  };
  static override styles = [
    THEME,
    ROOM_STYLE,
    css`
      :host { display: flex; align-items: center; gap: 6px; flex-wrap: wrap; }
      [role='timer'] { font-variant-numeric: tabular-nums; color: var(--danger); }
      p { margin: 0; }
    `,
  ];
  /** What the buttons say before a recording, and at its end. */
  declare begin: string;
  declare end: string;
  declare take: (file: File) => void;
  declare words: RoomWords;
  declare recording: Recording | undefined;
  declare trouble: string;

  constructor() {
    super();
    Object.assign(this, { begin: '', end: '', take: () => {}, trouble: '' });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    void this.#stop();
  }

  override render() {
    const { recording, words } = this;
    return recording
      ? html`<button type="button" class="button primary" @click=${this.#finish}>${this.end}</button>
          <button type="button" class="button secondary" @click=${this.#stop}>${words['recorder.forget']}</button>
          <span role="timer">${words['recorder.running']({ time: formatLength(recording.seconds) })}</span>`
      : html`<button type="button" class="button secondary" @click=${this.#record}>${this.begin}</button>
          <p class="small" role="status">${this.trouble}</p>`;
  }

  async #record(): Promise<void> {
    this.trouble = '';
    try {
      const microphone = await Microphone.open();
      const timer = setInterval(() => this.#count(), 1_000);
      this.recording = { microphone, seconds: 0, timer };
    } catch {
      this.trouble = this.words['recorder.no-microphone'];
    }
  }

  #count(): void {
    if (this.recording) this.recording = { ...this.recording, seconds: this.recording.seconds + 1 };
  }

  async #finish(): Promise<void> {
    const file = await this.#stop();
    if (file) this.take(file);
  }

  async #stop(): Promise<File | undefined> {
    const { recording } = this;
    this.recording = undefined;
    if (!recording) return undefined;
    clearInterval(recording.timer);
    try {
      return await recording.microphone.close();
    } catch {
      this.trouble = this.words['recorder.nothing'];
      return undefined;
    }
  }
}

customElements.define('room-recorder', SoundRecorder);
