import { css, html, LitElement, svg } from 'lit';
import type { LookWords } from '../words/english-look.ts';
import { formatLength } from './dates.ts';
import { ICONS } from './icons.ts';
import { decodeWaveform } from './waveform-bars.ts';

/** `<look-voice-note>`: a voice message with its waveform. `src` is where its sound may be loaded; `seconds` what Discord says of its length. */
export class VoiceNotePlayer extends LitElement {
  static override properties = {
    src: { attribute: false },
    seconds: { attribute: false },
    waveform: { attribute: false },
    words: { attribute: false },
    at: { state: true },
    isPlaying: { state: true },
    isBroken: { state: true },
  };
  static override styles = css`
    :host { display: inline-flex; max-width: 100%; }
    .player { display: flex; align-items: center; gap: 10px; padding: 8px 14px 8px 8px; border-radius: 28px; min-width: 0; direction: ltr;
      background: light-dark(#e9eaed, #2b2d31); border: 1px solid light-dark(#d5d7db, #3f4147); }
    button { width: 34px; height: 34px; flex: none; border: 0; border-radius: 50%; background: #5865f2; color: #fff; cursor: pointer; display: grid; place-items: center; }
    button:focus-visible, input:focus-visible { outline: 2px solid light-dark(#006ce7, #00a8fc); outline-offset: 2px; }
    .wave { position: relative; width: 220px; max-width: 40vw; height: 32px; }
    svg.bars { width: 100%; height: 100%; display: block; }
    rect { fill: light-dark(#8b8f99, #80848e); }
    rect.heard { fill: light-dark(#4752c4, #949cf7); }
    input { position: absolute; inset: 0; width: 100%; margin: 0; opacity: 0; cursor: pointer; }
    .wave:has(input:focus-visible) { outline: 2px solid light-dark(#006ce7, #00a8fc); outline-offset: 2px; border-radius: 4px; }
    .time { font: 13px/1 system-ui, sans-serif; font-variant-numeric: tabular-nums; color: light-dark(#313338, #dbdee1); }
    .icon { width: 18px; height: 18px; }
    @media (forced-colors: active) { rect { fill: CanvasText; } rect.heard { fill: Highlight; } button { border: 1px solid ButtonText; } }
  `;
  declare src: string;
  declare seconds: number;
  declare waveform: string;
  declare words: LookWords;
  declare at: number;
  declare isPlaying: boolean;
  declare isBroken: boolean;
  #sound: HTMLAudioElement | undefined;

  constructor() {
    super();
    this.src = '';
    this.seconds = 0;
    this.waveform = '';
    this.at = 0;
    this.isPlaying = false;
    this.isBroken = false;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#sound?.pause();
  }

  override render() {
    const { words } = this;
    const bars = decodeWaveform(this.waveform);
    const share = this.seconds > 0 ? this.at / this.seconds : 0;
    return html`<div class="player" role="group" aria-label=${words['note.name']({ length: formatLength(this.seconds) })}>
      <button type="button" aria-label=${words[this.isPlaying ? 'note.pause' : 'note.play']} ?disabled=${!this.src} @click=${this.#toggle}>
        ${this.isPlaying ? ICONS.pause : ICONS.play}</button>
      <span class="wave">
        <svg class="bars" viewBox="0 0 ${bars.length * 4} 32" preserveAspectRatio="none" aria-hidden="true">${bars.map(
          (height, bar) => {
            const tall = 3 + height * 27;
            return svg`<rect class=${bar / bars.length < share ? 'heard' : ''} x=${bar * 4} y=${16 - tall / 2} width="2.4" height=${tall} rx="1.2" />`;
          },
        )}</svg>
        <input type="range" min="0" max=${Math.max(0.1, this.seconds)} step="0.1" .value=${String(this.at)} aria-label=${words['note.position']}
          aria-valuetext=${formatLength(this.at)} @input=${this.#seek} />
      </span>
      <span class="time">${this.isBroken ? words['note.broken'] : formatLength(this.isPlaying || this.at ? this.at : this.seconds)}</span>
    </div>`;
  }

  #toggle(): void {
    const sound = this.#load();
    if (!sound.paused) sound.pause();
    else
      sound.play().catch(() => {
        this.isBroken = true;
      });
  }

  #seek(event: Event): void {
    const { value } = event.currentTarget as HTMLInputElement;
    this.at = Number(value);
    if (this.src) this.#load().currentTime = this.at;
  }

  #load(): HTMLAudioElement {
    if (this.#sound?.src.endsWith(this.src)) return this.#sound;
    const sound = new Audio(this.src);
    // A server that sends no parts of files can't be sought in: then the place that was wished for stays until it plays.
    const show = () => {
      this.isPlaying = !sound.paused && !sound.ended;
      if (this.isPlaying) this.at = sound.currentTime;
      if (sound.ended) this.at = 0;
    };
    for (const type of ['play', 'pause', 'ended', 'timeupdate']) sound.addEventListener(type, show);
    this.#sound = sound;
    return sound;
  }
}

customElements.define('look-voice-note', VoiceNotePlayer);
