import { html, LitElement, type TemplateResult } from 'lit';
import { toAccept } from './accepted-files.ts';
import { BOX_STYLE, OPTION_STYLE } from './box-style.ts';
import type { LookScene } from './look-scene.ts';
import { drawOffers, nameActive, pickByArrow } from './offer-list.ts';
import {
  listOffers,
  OPTION_TYPE,
  type OptionEntry,
  type OptionOffer,
  type OptionReading,
  readOption,
} from './option-value.ts';
import type { CommandOption, OptionChoice } from './slash-commands.ts';
import { THEME } from './theme.ts';

/**
 * `<look-option>`: one option of a command that is being filled in. It says `option-change` with each change, `option-enter`,
 * `option-leave` (Escape) and `option-back` (Backspace where nothing is left); `reading` is what it would be sent as.
 */
export class CommandOptionInput extends LitElement {
  static override properties = {
    option: { attribute: false },
    scene: { attribute: false },
    suggested: { attribute: false },
    wrong: { attribute: false },
    entry: { state: true },
    isOpen: { state: true },
    active: { state: true },
  };
  static override styles = [THEME, BOX_STYLE, OPTION_STYLE];
  declare option: CommandOption;
  declare scene: LookScene;
  declare suggested: readonly OptionChoice[];
  /** What is wrong with it, once somebody tried to send it. */
  declare wrong: string | undefined;
  declare entry: OptionEntry;
  declare isOpen: boolean;
  declare active: number;

  constructor() {
    super();
    const option = { type: 3, name: '' };
    Object.assign(this, { option, suggested: [], entry: { typed: '' }, isOpen: false, active: 0 });
  }

  get reading(): OptionReading {
    return readOption(this.option, this.entry, this.scene);
  }

  override focus(): void {
    this.updateComplete.then(() => this.shadowRoot?.querySelector('input')?.focus());
  }

  override render() {
    const { option, wrong } = this;
    return html`<label class=${wrong ? 'bad' : ''}><span class="name">${option.shown ?? option.name}</span>
      ${option.type === OPTION_TYPE.attachment ? this.#drawFile() : this.#drawInput()}</label>
      ${drawOffers({
        label: this.scene.words['option.choices']({ name: option.shown ?? option.name }),
        offers: this.#offers.map(({ name }) => ({ label: name })),
        active: this.active,
        pick: (index) => this.#pick(this.#offers[index]),
        point: (index) => Object.assign(this, { active: index }),
      })}`;
  }

  #drawInput(): TemplateResult {
    const { entry, option } = this;
    return html`<input type="text" role="combobox" aria-autocomplete="list" aria-haspopup="listbox" aria-controls="offers" aria-expanded=${this.#offers.length > 0}
      aria-activedescendant=${nameActive({ offers: this.#offers.map(({ name }) => ({ label: name })), active: this.active })}
      aria-label=${this.#label} aria-required=${option.required ?? false} aria-invalid=${Boolean(this.wrong)} autocomplete="off"
      inputmode=${option.type === OPTION_TYPE.integer || option.type === OPTION_TYPE.number ? 'decimal' : 'text'}
      .value=${entry.picked?.name ?? entry.typed} @input=${this.#type} @focus=${this.#open} @blur=${this.#close} @keydown=${this.#press} />`;
  }

  #drawFile(): TemplateResult {
    const pick = (event: Event) =>
      this.#change({ typed: '', file: (event.currentTarget as HTMLInputElement).files?.[0] });
    return html`<input type="file" aria-label=${this.#label} accept=${toAccept(this.option.file_types)} @change=${pick} @keydown=${this.#press} />`;
  }

  get #label(): string {
    const { name, shown = name, description } = this.option;
    return description ? `${shown}: ${description}` : shown;
  }

  get #offers(): OptionOffer[] {
    if (!this.isOpen || this.entry.picked) return [];
    return listOffers(this.option, this.entry, { scene: this.scene, suggested: this.suggested });
  }

  #change(entry: OptionEntry): void {
    Object.assign(this, { entry, active: 0, isOpen: true });
    this.#say('option-change');
  }

  #say(name: 'option-change' | 'option-enter' | 'option-leave' | 'option-back'): void {
    this.dispatchEvent(new CustomEvent(name));
  }

  #type(event: Event): void {
    this.#change({ typed: (event.currentTarget as HTMLInputElement).value });
  }

  #pick(offer: OptionOffer | undefined): void {
    if (offer) this.#change({ typed: offer.name, picked: offer });
  }

  #open(): void {
    this.isOpen = true;
    // The bot suggests for an empty option, too.
    this.#say('option-change');
  }

  #close(): void {
    this.isOpen = false;
  }

  #press(event: KeyboardEvent): void {
    const { key } = event;
    const offers = this.#offers;
    const moved = pickByArrow(key, this.active, offers.length);
    // Tab picks what is offered and goes on to the next option.
    if (key === 'Tab' && !event.shiftKey && (this.entry.typed || this.option.required)) this.#pick(offers[this.active]);
    if (moved !== undefined) this.active = moved;
    else if (key === 'Enter') this.#enter(offers);
    else if (key === 'Escape') this.#say('option-leave');
    else if (key === 'Backspace' && !this.entry.typed && !this.entry.file) this.#say('option-back');
    else return;
    event.preventDefault();
  }

  /** Enter picks what is offered, and sends the command where nothing is. */
  #enter(offers: readonly OptionOffer[]): void {
    if (offers.length > 0) this.#pick(offers[this.active]);
    else this.#say('option-enter');
  }
}

customElements.define('look-option', CommandOptionInput);
