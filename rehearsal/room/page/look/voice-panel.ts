/**
 * `<look-voice-panel>` shows a voice channel: set `channel` (its name, and the line under it) and `present` (who is in it). Its
 * slot is for what can be done there. With `bare`, only the people are shown, for a place that has the channel's name already.
 */
import { css, html, LitElement, type TemplateResult } from 'lit';
import { drawAvatar } from './avatar.ts';
import { ICONS } from './icons.ts';
import { type LookScene, toScenePerson } from './look-scene.ts';
import { drawInline } from './markdown-view.ts';
import { THEME } from './theme.ts';
import { WORDS_STYLE } from './words-style.ts';

/** Somebody in a voice channel. */
export type VoicePresence = {
  personId: string;
  isSpeaking?: boolean;
  isMuted?: boolean;
  isDeaf?: boolean;
  isInAudience?: boolean;
};

/** `<look-voice-panel>`: a voice channel and who is in it. */
export class VoicePanel extends LitElement {
  static override properties = {
    channel: { attribute: false },
    present: { attribute: false },
    scene: { attribute: false },
    bare: { type: Boolean, reflect: true },
  };
  static override styles = [
    THEME,
    WORDS_STYLE,
    css`
      :host { display: block; padding: 12px; border-radius: 8px; background: var(--side); border: 1px solid var(--border); font: 16px/1.375 var(--font); color: var(--text); }
      :host([bare]) { padding: 0; border: 0; background: none; }
      .name { display: flex; align-items: center; gap: 6px; font-weight: 600; color: var(--strong); overflow-wrap: anywhere; }
      .status { margin: 2px 0 8px; font-size: 14px; color: var(--muted); overflow-wrap: anywhere; }
      ul { list-style: none; margin: 8px 0; padding: 0; display: grid; gap: 4px; }
      ul:empty { display: none; }
      li { display: flex; align-items: center; gap: 8px; padding: 4px; white-space: normal; margin: 0; }
      .person { flex: 1; min-width: 0; overflow-wrap: anywhere; }
      .avatar { width: 32px; height: 32px; border-radius: 50%; background: var(--face); color: #fff; font: 600 12px/1 var(--font); display: grid; place-items: center; overflow: hidden; flex: none; }
      .speaking .avatar { outline: 3px solid light-dark(#1f7a3d, #43c577); outline-offset: 2px; }
      .tag { background: var(--brand); color: #fff; font-size: 10px; font-weight: 600; line-height: 15px; padding: 0 5px; border-radius: 4px; margin-inline-start: 6px; }
      .off { color: var(--danger); line-height: 0; }
      .none { color: var(--muted); font-size: 14px; margin: 4px 0; }
      @media (forced-colors: active) { .speaking .avatar { outline-color: Highlight; } }
    `,
  ];
  declare channel: { name: string; status?: string | undefined };
  declare present: readonly VoicePresence[];
  declare scene: LookScene;
  declare bare: boolean;

  constructor() {
    super();
    Object.assign(this, { channel: { name: '' }, present: [], bare: false });
  }

  override render() {
    const { name } = this.channel;
    const { words } = this.scene;
    return html`<section aria-label=${name}>${this.bare ? '' : this.#drawName()}
      <ul aria-label=${words['voice.in']({ channel: name })}>${this.present.map((one) => this.#drawPerson(one))}</ul>
      ${this.present.length === 0 && !this.bare ? html`<p class="none">${words['voice.nobody']}</p>` : ''}
      <slot></slot></section>`;
  }

  #drawName(): TemplateResult {
    const { name, status } = this.channel;
    return html`<div class="name">${ICONS.speaker}<bdi>${name}</bdi></div>
      ${status ? html`<div class="status" dir="auto">${drawInline(status, { scene: this.scene })}</div>` : ''}`;
  }

  #drawPerson({ personId, isSpeaking, isMuted, isDeaf, isInAudience }: VoicePresence): TemplateResult {
    const person = toScenePerson(this.scene, { id: personId });
    const { words } = this.scene;
    const off = (icon: TemplateResult, words: string) =>
      html`<span class="off" title=${words}>${icon}<span class="hidden-words">, ${words}</span></span>`;
    return html`<li class=${isSpeaking ? 'speaking' : ''}>${drawAvatar(person, 'small')}<span class="person"><bdi>${person.name}</bdi>${
      person.bot ? html`<span class="tag">${words['message.app']}</span>` : ''
    }${isSpeaking ? html`<span class="hidden-words">, ${words['voice.speaking']}</span>` : ''}</span>${isInAudience ? html`<span class="small">${words['voice.audience']}</span>` : ''}${isMuted ? off(ICONS.muted, words['voice.muted']) : ''}${isDeaf ? off(ICONS.deaf, words['voice.deafened']) : ''}</li>`;
  }
}

customElements.define('look-voice-panel', VoicePanel);
