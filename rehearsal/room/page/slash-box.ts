import { css, html, LitElement, type TemplateResult } from 'lit';
import type { CommandOffer, OfferOption } from './command-offer.ts';
import { THEME } from './look/theme.ts';
import { sendRoomEvent } from './room-event.ts';
import type { FieldFiles } from './room-link.ts';
import type { OptionEntries, RoomOutcome, RoomState } from './room-protocol.ts';
import { ROOM_STYLE } from './room-style.ts';

/** Discord's types of options. */
const TYPE = { integer: 4, boolean: 5, user: 6, channel: 7, mentionable: 9, number: 10, attachment: 11 } as const;

/** What stands for an option that isn't given. */
const NONE = '';

/** `<room-slash>`: a slash command with its options. It says `slash-over` when it was used or put away. */
export class SlashBox extends LitElement {
  static override properties = {
    room: { attribute: false },
    me: { attribute: false },
    channelId: { attribute: false },
    offer: { attribute: false },
    suggested: { state: true },
  };
  static override styles = [
    THEME,
    ROOM_STYLE,
    css`
      form { border: 1px solid var(--border-strong); border-radius: 8px; padding: 10px; background: var(--card); }
      .options { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(220px, 100%), 1fr)); gap: 8px; margin: 8px 0; }
      h2 { margin: 0; font-size: 15px; color: var(--strong); }
      .foot { display: flex; gap: 8px; }
    `,
  ];
  declare room: RoomState;
  declare me: string;
  declare channelId: string;
  declare offer: CommandOffer;
  /** What the bot suggests, by the option. */
  declare suggested: Readonly<Record<string, readonly { name: string; value: string | number }[]>>;

  constructor() {
    super();
    this.suggested = {};
  }

  override render() {
    const { name, description, options } = this.offer;
    return html`<form @submit=${this.#submit} @keydown=${(event: KeyboardEvent) => event.key === 'Escape' && this.#end()} aria-labelledby="command">
      <h2 id="command">/${name}</h2><p class="small">${description}</p>
      <div class="options">${options.map((option) => this.#drawOption(option))}</div>
      <div class="foot"><button class="button primary" type="submit">Send /${name}</button>
        <button class="button secondary" type="button" @click=${this.#end}>Cancel</button></div>
    </form>`;
  }

  override firstUpdated(): void {
    this.renderRoot.querySelector<HTMLElement>('input, select, button')?.focus();
  }

  #drawOption(option: OfferOption): TemplateResult {
    const { name, description, required = false } = option;
    return html`<label class="field"><span>${name}${required ? '' : ' (optional)'}</span>${this.#drawInput(option, required)}
      <small class="small">${description}</small></label>`;
  }

  #drawInput(option: OfferOption, required: boolean): TemplateResult {
    const { name, type, max_length: most = 6_000 } = option;
    const choices = this.#choicesOf(option);
    if (choices)
      return html`<select name=${name} ?required=${required}><option value=${NONE}></option>
        ${choices.map((choice) => html`<option value=${choice.value}>${choice.name}</option>`)}</select>`;
    if (type === TYPE.attachment) return html`<input type="file" name=${name} ?required=${required}>`;
    if (type === TYPE.integer || type === TYPE.number)
      return html`<input type="number" name=${name} ?required=${required} step=${type === TYPE.integer ? '1' : 'any'}
        min=${option.min_value ?? ''} max=${option.max_value ?? ''}>`;
    if (!option.autocomplete)
      return html`<input name=${name} ?required=${required} maxlength=${most} autocomplete="off">`;
    return html`<input name=${name} ?required=${required} maxlength=${most} autocomplete="off" list="list-${name}"
        @focus=${(event: Event) => this.#suggest(option, event)} @input=${(event: Event) => this.#suggest(option, event)}>
      <datalist id="list-${name}">${(this.suggested[name] ?? []).map((choice) => html`<option value=${choice.value}>${choice.name}</option>`)}</datalist>`;
  }

  /** What can be chosen, if only that can be. */
  #choicesOf({
    type,
    choices = [],
    channel_types: types,
  }: OfferOption): readonly { name: string; value: string | number }[] | undefined {
    if (choices.length > 0) return choices;
    if (type === TYPE.boolean) return ['True', 'False'].map((name) => ({ name, value: name.toLowerCase() }));
    if (type === TYPE.user || type === TYPE.mentionable)
      return this.room.people.map(({ id, name }) => ({ name, value: id }));
    if (type !== TYPE.channel) return undefined;
    const fitting = this.room.channels.filter((channel) => !channel.onlyFor && (types?.includes(channel.type) ?? true));
    return fitting.map(({ id, name }) => ({ name: `#${name}`, value: id }));
  }

  #suggest({ name }: OfferOption, event: Event): void {
    const { value: typed } = event.target as HTMLInputElement;
    const { me: as, channelId, offer } = this;
    const done = (outcome: RoomOutcome) => {
      if (outcome.is === 'done' && outcome.choices) this.suggested = { ...this.suggested, [name]: outcome.choices };
    };
    sendRoomEvent(this, 'room-deed', {
      deed: { is: 'suggest', as, channelId, command: offer.name, option: name, typed },
      done,
    });
  }

  #submit(event: SubmitEvent): void {
    event.preventDefault();
    const form = new FormData(event.target as HTMLFormElement);
    const { me: as, channelId, offer } = this;
    const options: Record<string, OptionEntries[string]> = {};
    const files: Record<string, File[]> = {};
    for (const option of offer.options) {
      const given = form.get(option.name);
      if (given instanceof File) {
        if (given.name) files[`file:${option.name}`] = [given];
      } else if (given) options[option.name] = toEntry(option, given);
    }
    const done = (outcome: RoomOutcome) => outcome.is === 'done' && this.#end();
    const sent: FieldFiles = files;
    sendRoomEvent(this, 'room-deed', {
      deed: { is: 'slash', as, channelId, command: offer.name, options },
      files: sent,
      done,
    });
  }

  #end(): void {
    this.dispatchEvent(new CustomEvent('slash-over'));
  }
}

/** What was typed or chosen, as Discord's type of the option has it. */
const toEntry = ({ type, choices = [] }: OfferOption, given: string): OptionEntries[string] => {
  if (type === TYPE.boolean) return given === 'true';
  if (type === TYPE.integer || type === TYPE.number) return Number(given);
  return choices.find(({ value }) => String(value) === given)?.value ?? given;
};

customElements.define('room-slash', SlashBox);
