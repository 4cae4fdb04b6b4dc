import { css, html, LitElement } from 'lit';
import type { LookWords } from '../words/english-look.ts';

/** `<look-spoiler>`: hides what is within until somebody opens it; `block` for pictures and boxes. */
export class LookSpoiler extends LitElement {
  static override properties = {
    open: { type: Boolean, reflect: true },
    block: { type: Boolean, reflect: true },
    words: { attribute: false },
  };
  static override styles = css`
    :host { display: inline; }
    :host([block]) { display: block; position: relative; width: fit-content; max-width: 100%; }
    .cover { background: light-dark(#c4c9ce, #4e5058); border-radius: 3px; cursor: pointer; box-decoration-break: clone; }
    .cover:focus-visible { outline: 2px solid light-dark(#006ce7, #00a8fc); outline-offset: 2px; }
    .hidden { visibility: hidden; }
    .open { background: light-dark(rgb(0 0 0 / 8%), rgb(255 255 255 / 10%)); border-radius: 3px; }
    :host([block]) .cover, :host([block]) .open { display: block; border-radius: 8px; background: light-dark(#e3e5e8, #2b2d31); }
    :host([block]) .open { background: none; }
    .pill { position: absolute; inset: 0; margin: auto; width: fit-content; height: fit-content; padding: 8px 12px; border-radius: 20px;
      background: #111214; color: #fff; font: 700 13px/1 system-ui, sans-serif; letter-spacing: .5px; }
    @media (forced-colors: active) { .cover { outline: 1px solid ButtonText; } }
  `;
  declare open: boolean;
  declare block: boolean;
  declare words: LookWords;

  constructor() {
    super();
    this.open = false;
    this.block = false;
  }

  override render() {
    if (this.open) return html`<span class="open"><slot></slot></span>`;
    return html`<span class="cover" role="button" tabindex="0" aria-label=${this.words['spoiler.show']} @click=${this.#reveal} @keydown=${this.#type}
      ><span class="hidden"><slot></slot></span>${this.block ? html`<span class="pill">${this.words['spoiler.pill']}</span>` : ''}</span>`;
  }

  #reveal(): void {
    this.open = true;
  }

  #type(event: KeyboardEvent): void {
    if (event.key !== 'Enter' && event.key !== ' ') return;
    event.preventDefault();
    this.#reveal();
  }
}

customElements.define('look-spoiler', LookSpoiler);
