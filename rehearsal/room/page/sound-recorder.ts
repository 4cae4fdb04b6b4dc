import { css, html, LitElement } from 'lit';
import { THEME } from './look/theme.ts';
import { Microphone } from './microphone.ts';
import { ROOM_STYLE } from './room-style.ts';

/** A recording that goes on: for how many seconds it has. */
type Recording = { microphone: Microphone; seconds: number; timer: ReturnType<typeof setInterval> };

/** `<room-recorder>`: records from the microphone, and gives the recording away as a WAV file or forgets it. */
export class SoundRecorder extends LitElement {
  static override properties = {
    begin: { attribute: false },
    end: { attribute: false },
    take: { attribute: false },
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
  declare recording: Recording | undefined;
  declare trouble: string;

  constructor() {
    super();
    Object.assign(this, { begin: 'Record', end: 'Send', take: () => {}, trouble: '' });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    void this.#stop();
  }

  override render() {
    const { recording } = this;
    const [minutes, seconds] = [Math.floor((recording?.seconds ?? 0) / 60), (recording?.seconds ?? 0) % 60];
    return recording
      ? html`<button type="button" class="button primary" @click=${this.#finish}>${this.end}</button>
          <button type="button" class="button secondary" @click=${this.#stop}>Forget it</button>
          <span role="timer">Recording ${minutes}:${String(seconds).padStart(2, '0')}</span>`
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
      this.trouble = 'The microphone can’t be used. Allow it for this page, or take a file.';
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
      this.trouble = 'Nothing was recorded.';
      return undefined;
    }
  }
}

customElements.define('room-recorder', SoundRecorder);
