/**
 * `<look-message>` draws one message as Discord's API says it: set `message` (the payload) and `scene` (who and what its ids
 * are); it says what people do with it by the events of `look-event.ts`. `<look-messages>` of `message-list.ts` draws a
 * channel of them.
 */
import { html, LitElement, type TemplateResult } from 'lit';
import { drawAvatar } from './avatar.ts';
import { drawFilled, GAPS } from './gap-words.ts';
import { ICONS } from './icons.ts';
import { sendLookEvent } from './look-event.ts';
import { type LookScene, toScenePerson } from './look-scene.ts';
import { endsInLine } from './markdown-tree.ts';
import { drawAbove, drawHead, drawSystem } from './message-head.ts';
import { drawParts } from './message-parts.ts';
import { MESSAGE_FLAG, type MessagePayload } from './message-payload.ts';
import { MESSAGE_STYLE } from './message-style.ts';
import { THEME } from './theme.ts';

/** What can be done with a message, such as replying to it: shown when it's pointed at, and said by `look-action`. */
export type MessageAction = { id: string; label: string };

/** `<look-message>`: one message. */
export class MessageView extends LitElement {
  static override properties = {
    message: { attribute: false },
    scene: { attribute: false },
    used: { attribute: false },
    actions: { attribute: false },
    continued: { type: Boolean },
    current: { type: Boolean },
  };
  static override styles = [THEME, ...MESSAGE_STYLE];
  declare message: MessagePayload;
  declare scene: LookScene;
  /** What was used to get it, such as `/ask` or a menu's name, which Discord's payload doesn't say. */
  declare used: string | undefined;
  declare actions: readonly MessageAction[];
  /** Whether it follows one of the same author, so that its head isn't said again. */
  declare continued: boolean;
  /** Whether it can be reached by Tab as a whole; a list lets one of its messages be that. */
  declare current: boolean;

  constructor() {
    super();
    Object.assign(this, { message: { id: '' }, actions: [], continued: false, current: false });
  }

  override focus(): void {
    this.shadowRoot?.querySelector('article')?.focus();
  }

  override render() {
    const { message, scene } = this;
    const context = { scene, message };
    // It's never taken away, because what has the focus would lose it with it.
    const tab = this.current ? 0 : -1;
    const system = drawSystem(message, context, tab);
    if (system) return system;
    const above = drawAbove(message, scene, this.used);
    const isContinued = this.continued && !above;
    const edited = this.#drawEdited();
    const isInHead = edited !== '' && !isContinued && !endsInLine(message.content ?? '');
    const head = drawHead(message, scene, isInHead ? edited : '');
    return html`<article class=${this.#classes(isContinued)} tabindex=${tab} aria-labelledby="author when">
      ${above}
      ${isContinued ? html`<div class="hidden-words">${head}</div>` : html`${drawAvatar(toScenePerson(scene, message.author))}${head}`}
      ${this.#has('loading') ? this.#drawThinking() : drawParts(message, context, isInHead ? '' : edited)}
      ${this.#has('ephemeral') ? this.#drawEphemeral() : ''}
      ${this.actions.length > 0 ? this.#drawActions() : ''}
    </article>`;
  }

  #has(flag: keyof typeof MESSAGE_FLAG): boolean {
    return ((this.message.flags ?? 0) & MESSAGE_FLAG[flag]) !== 0;
  }

  #classes(isContinued: boolean): string {
    const { me } = this.scene;
    const isMentioned = me !== '' && this.message.mentions?.some(({ id }) => id === me);
    const classes = [
      'message',
      isContinued && 'continued',
      isMentioned && 'mentioned',
      this.#has('ephemeral') && 'ephemeral',
    ];
    return classes.filter(Boolean).join(' ');
  }

  #drawEdited(): TemplateResult | '' {
    const { edited_timestamp: edited } = this.message;
    return edited ? html`<span class="edited" title=${edited}>${this.scene.words['message.edited']}</span>` : '';
  }

  #drawThinking(): TemplateResult {
    const { name } = toScenePerson(this.scene, this.message.author);
    return html`<div class="thinking"><span class="dots" aria-hidden="true"><i></i><i></i><i></i></span><span>${drawFilled(this.scene.words['message.thinking']({ name: GAPS[0] }), [html`<bdi>${name}</bdi>`])}</span></div>`;
  }

  #drawEphemeral(): TemplateResult {
    const { words } = this.scene;
    const dismiss = () => sendLookEvent(this, 'look-dismiss', { messageId: this.message.id });
    return html`<div class="foot">${ICONS.eye}<span>${words['message.only-you']}</span><span aria-hidden="true">•</span>
      <button type="button" class="plain" @click=${dismiss}>${words['message.dismiss']}</button></div>`;
  }

  #drawActions(): TemplateResult {
    const { id: messageId } = this.message;
    const act = (action: string) => () => sendLookEvent(this, 'look-action', { messageId, action });
    return html`<div class="actions" role="group" aria-label=${this.scene.words['message.actions']}>${this.actions.map(
      ({ id, label }) => html`<button type="button" @click=${act(id)}>${label}</button>`,
    )}</div>`;
  }
}

customElements.define('look-message', MessageView);
