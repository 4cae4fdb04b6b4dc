import { html, LitElement, type PropertyValues, type TemplateResult } from 'lit';
import { drawEmoji } from './emoji-view.ts';
import { ICONS } from './icons.ts';
import { sendLookEvent } from './look-event.ts';
import type { LookScene } from './look-scene.ts';
import type { ComponentPayload } from './message-payload.ts';
import { listChoices, listDefaults, pickChoices, type SelectChoice } from './select-options.ts';
import { SELECT_STYLE } from './select-style.ts';
import { THEME } from './theme.ts';

/**
 * `<look-select>`: a menu of any kind. In a message it says `look-select` once the choice is made; in a form it says `change`
 * with each choice, and `values` holds them.
 */
export class SelectMenu extends LitElement {
  static override properties = {
    component: { attribute: false },
    scene: { attribute: false },
    messageId: { attribute: false },
    name: { attribute: false },
    values: { attribute: false },
    isOpen: { state: true },
    typed: { state: true },
    active: { state: true },
  };
  static override styles = [THEME, SELECT_STYLE];
  declare component: ComponentPayload;
  declare scene: LookScene;
  /** The message that it stands in; nothing in a form. */
  declare messageId: string | undefined;
  /** What it's called for screen readers, where no text beside it says so. */
  declare name: string;
  declare values: readonly string[];
  declare isOpen: boolean;
  declare typed: string;
  declare active: number;
  #before: readonly string[] = [];

  constructor() {
    super();
    Object.assign(this, {
      component: { type: 3 },
      name: '',
      values: [],
      isOpen: false,
      typed: '',
      active: 0,
    });
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('component')) this.values = listDefaults(this.component);
  }

  override updated(changed: PropertyValues<this>): void {
    // At the end of what scrolls, the list would open where nobody sees it.
    if (changed.has('isOpen') && this.isOpen)
      this.shadowRoot?.querySelector('ul')?.scrollIntoView({ block: 'nearest' });
  }

  override focus(): void {
    this.shadowRoot?.querySelector('input')?.focus();
  }

  override render() {
    const { component, isOpen } = this;
    const off = component.disabled ?? false;
    const active = isOpen && this.#found[this.active] ? `choice-${this.active}` : '';
    return html`<div class=${off ? 'box off' : 'box'} @click=${this.#show}>
        ${this.#isMultiple ? this.#chosen.map((choice) => html`<span class="chip">${drawEmoji(choice.emoji)}<bdi>${choice.label}</bdi></span>`) : ''}
        <input type="text" role="combobox" aria-autocomplete="list" aria-controls="choices" aria-expanded=${isOpen} aria-activedescendant=${active}
          aria-label=${this.#label} ?disabled=${off} autocomplete="off" placeholder=${this.#hint} .value=${this.#shown}
          @input=${this.#filter} @keydown=${this.#type} @blur=${this.#close} />
        ${ICONS.down}
      </div>
      <ul id="choices" role="listbox" aria-label=${this.#label} aria-multiselectable=${this.#isMultiple} ?hidden=${!isOpen} @mousedown=${keepFocus}>
        ${isOpen ? this.#found.map((choice, index) => this.#drawChoice(choice, index)) : ''}
        ${isOpen && this.#found.length === 0 ? html`<li role="option" aria-selected="false" aria-disabled="true"><span class="words">${this.scene.words['menu.none']}</span></li>` : ''}
      </ul>`;
  }

  #drawChoice(choice: SelectChoice, index: number): TemplateResult {
    const isChosen = this.values.includes(choice.value);
    return html`<li role="option" id="choice-${index}" class=${index === this.active ? 'active' : ''} aria-selected=${isChosen}
      aria-disabled=${!isChosen && this.#isFull} @click=${() => this.#choose(choice)} @mousemove=${() => this.#move(index)}>
      <span>${drawEmoji(choice.emoji)}</span><span class="words"><bdi>${choice.label}</bdi>${choice.description ? html`<span class="small">${choice.description}</span>` : ''}</span>
      <span class="tick">${ICONS.check}</span></li>`;
  }

  get #most(): number {
    return this.component.max_values ?? 1;
  }

  get #isMultiple(): boolean {
    return this.#most > 1;
  }

  get #isFull(): boolean {
    return this.#isMultiple && this.values.length >= this.#most;
  }

  get #choices(): SelectChoice[] {
    return listChoices(this.component, this.scene);
  }

  get #found(): SelectChoice[] {
    return pickChoices(this.#choices, this.typed);
  }

  get #chosen(): SelectChoice[] {
    return this.values.map((value) => this.#choices.find((one) => one.value === value) ?? { value, label: value });
  }

  get #shown(): string {
    return this.isOpen || this.#isMultiple ? this.typed : (this.#chosen[0]?.label ?? '');
  }

  get #hint(): string {
    return this.#isMultiple && this.values.length > 0
      ? ''
      : (this.component.placeholder ?? this.scene.words['menu.hint']);
  }

  get #label(): string {
    return this.name || this.component.placeholder || this.scene.words['menu.hint'];
  }

  #show(): void {
    if (this.component.disabled || this.isOpen) return;
    this.#before = this.values;
    Object.assign(this, { isOpen: true, typed: '', active: 0 });
    this.focus();
  }

  /** A menu of several is sent when it closes, as long as enough was chosen and it isn't what was there before. */
  #close(): void {
    if (!this.isOpen) return;
    Object.assign(this, { isOpen: false, typed: '' });
    const isSame = String(this.values) === String(this.#before);
    if (isSame || this.messageId === undefined) return;
    if (this.values.length < (this.component.min_values ?? 1)) this.values = this.#before;
    else this.#send();
  }

  #send(): void {
    const { messageId = '', component, values } = this;
    sendLookEvent(this, 'look-select', { messageId, customId: component.custom_id ?? '', values: [...values] });
  }

  #choose({ value }: SelectChoice): void {
    const others = this.values.filter((one) => one !== value);
    const isChosen = others.length < this.values.length;
    if (this.#isMultiple) {
      if (!isChosen && this.#isFull) return;
      this.values = isChosen ? others : [...others, value];
    } else {
      this.values = isChosen && this.component.min_values === 0 ? [] : [value];
      this.#close();
    }
    if (this.messageId === undefined) this.dispatchEvent(new Event('change', { bubbles: true, composed: true }));
  }

  #filter(event: Event): void {
    this.#show();
    Object.assign(this, { typed: (event.currentTarget as HTMLInputElement).value, active: 0 });
  }

  #move(index: number): void {
    this.active = Math.max(0, Math.min(index, this.#found.length - 1));
  }

  #type(event: KeyboardEvent): void {
    const { key } = event;
    const found = this.#found[this.active];
    if (key === 'Backspace' && this.typed === '' && this.#isMultiple) this.values = this.values.slice(0, -1);
    else if (key === 'Escape' && this.isOpen) event.stopPropagation();
    else if (!['ArrowDown', 'ArrowUp', 'Enter', 'Escape'].includes(key)) return;
    if (key !== 'Backspace') event.preventDefault();
    if (key === 'Escape') this.#close();
    else if (!this.isOpen) this.#show();
    else if (key === 'ArrowDown') this.#move(this.active + 1);
    else if (key === 'ArrowUp') this.#move(this.active - 1);
    else if (key === 'Enter' && found) this.#choose(found);
  }
}

/** A list that took the focus from the line above it would close before it's clicked. */
const keepFocus = (event: Event): void => event.preventDefault();

customElements.define('look-select', SelectMenu);
