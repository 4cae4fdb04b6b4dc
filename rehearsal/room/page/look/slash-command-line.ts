import { html, LitElement, type PropertyValues, type TemplateResult } from 'lit';
import { BOX_STYLE } from './box-style.ts';
import type { CommandOptionInput } from './command-option-input.ts';
import './command-option-input.ts';
import { sendLookEvent } from './look-event.ts';
import type { LookScene } from './look-scene.ts';
import type { CommandOption, OptionChoice, SlashCommand } from './slash-commands.ts';
import { THEME } from './theme.ts';

/** What the bot suggests for an option that somebody types in. */
export type OptionSuggestion = { option: string; choices: readonly OptionChoice[] };

/**
 * `<look-command-line>`: a slash command that is being filled in. It says `look-command` once it's whole, `look-suggest` when
 * the bot is to suggest something, and `line-leave` when somebody goes back to plain words.
 */
export class CommandLine extends LitElement {
  static override properties = {
    command: { attribute: false },
    scene: { attribute: false },
    suggested: { attribute: false },
    added: { state: true },
    wrong: { state: true },
    at: { state: true },
  };
  static override styles = [THEME, BOX_STYLE];
  declare command: SlashCommand;
  declare scene: LookScene;
  declare suggested: OptionSuggestion | undefined;
  /** The optional ones that somebody wants to fill in, in that order. */
  declare added: readonly string[];
  declare wrong: ReadonlyMap<string, string>;
  /** The option that is being filled in. */
  declare at: string | undefined;

  constructor() {
    super();
    const command = { id: '', path: '', shown: '', description: '', options: [] };
    Object.assign(this, { command, added: [], wrong: new Map() });
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('command')) Object.assign(this, { added: [], wrong: new Map(), at: undefined });
  }

  override updated(changed: PropertyValues<this>): void {
    if (changed.has('command')) this.#focusFirst();
    if (changed.has('added') && this.added.length > 0) this.#input(this.added.at(-1))?.focus();
  }

  override render() {
    const { shown } = this.command;
    return html`${this.#drawAbout()}<div class="box"><div class="line" role="group" aria-label="/${shown}">
      <span class="path">/${shown}</span>
      ${this.#shown.map((option) => this.#drawOption(option))}
      ${this.#others.map(({ name, shown = name }) => html`<button type="button" class="more" @click=${() => this.#add(name)} @keydown=${this.#escape}>+ ${shown}</button>`)}
      </div><button type="button" class="button primary send" @click=${this.#send} @keydown=${this.#escape}>${this.scene.words['box.send']}</button></div>`;
  }

  #drawAbout(): TemplateResult {
    const option = this.#shown.find(({ name }) => name === this.at);
    const wrong = this.at === undefined ? undefined : this.wrong.get(this.at);
    const about = option
      ? html`<strong>${option.shown ?? option.name}</strong><span>${option.description}${option.required ? '' : ` ${this.scene.words['option.optional']}`}</span>`
      : html`<strong>/${this.command.shown}</strong><span>${this.command.description}</span>`;
    return html`<div class="above" role="status">${about}${wrong ? html`<span class="wrong">${wrong}</span>` : ''}</div>`;
  }

  #drawOption(option: CommandOption): TemplateResult {
    const { name } = option;
    const { suggested } = this;
    return html`<look-option data-name=${name} .option=${option} .scene=${this.scene} .wrong=${this.wrong.get(name)}
      .suggested=${suggested?.option === name ? suggested.choices : []} @focusin=${() => Object.assign(this, { at: name })}
      @option-change=${() => this.#change(option)} @option-enter=${this.#send} @option-leave=${this.#leave} @option-back=${() => this.#back(name)}></look-option>`;
  }

  get #shown(): CommandOption[] {
    const { options } = this.command;
    const required = options.filter((option) => option.required);
    return [...required, ...this.added.flatMap((name) => options.filter((option) => option.name === name))];
  }

  get #others(): CommandOption[] {
    return this.command.options.filter((option) => !this.#shown.includes(option));
  }

  get #inputs(): CommandOptionInput[] {
    return [...(this.shadowRoot?.querySelectorAll('look-option') ?? [])] as CommandOptionInput[];
  }

  #input(name: string | undefined): CommandOptionInput | undefined {
    return this.#inputs.find(({ option }) => option.name === name);
  }

  #focusFirst(): void {
    const first = this.#inputs[0] ?? this.shadowRoot?.querySelector<HTMLElement>('button');
    first?.focus();
  }

  #add(name: string): void {
    this.added = [...this.added, name];
  }

  #change(option: CommandOption): void {
    const input = this.#input(option.name);
    if (!input) return;
    // A file is judged as soon as it's chosen.
    if (this.wrong.has(option.name) || input.entry.file) this.wrong = this.#judge([input], new Map(this.wrong));
    if (!option.autocomplete || input.entry.picked) return;
    const { options } = this.#read();
    sendLookEvent(this, 'look-suggest', {
      command: this.command.path,
      option: option.name,
      typed: input.entry.typed,
      options,
    });
  }

  #judge(inputs: readonly CommandOptionInput[], wrong = new Map<string, string>()): Map<string, string> {
    for (const { option, reading } of inputs)
      if (reading.is === 'wrong') wrong.set(option.name, reading.why);
      else wrong.delete(option.name);
    return wrong;
  }

  #read() {
    const readings = this.#inputs.map(({ option, reading }) => [option.name, reading] as const);
    return {
      options: Object.fromEntries(readings.flatMap(([name, one]) => (one.is === 'value' ? [[name, one.value]] : []))),
      files: Object.fromEntries(readings.flatMap(([name, one]) => (one.is === 'file' ? [[name, one.file]] : []))),
    };
  }

  #send(): void {
    this.wrong = this.#judge(this.#inputs);
    const [first] = this.wrong.keys();
    if (first === undefined)
      sendLookEvent(this, 'look-command', { command: this.command.path, id: this.command.id, ...this.#read() });
    else this.#input(first)?.focus();
  }

  #back(name: string): void {
    if (this.added.includes(name)) {
      this.added = this.added.filter((one) => one !== name);
      this.#focusFirst();
    } else this.#leave();
  }

  #escape(event: KeyboardEvent): void {
    if (event.key === 'Escape') this.#leave();
  }

  #leave(): void {
    this.dispatchEvent(new CustomEvent('line-leave'));
  }
}

customElements.define('look-command-line', CommandLine);
