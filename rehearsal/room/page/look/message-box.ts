/**
 * `<look-message-box>` is where people write: words with mentions, files, and slash commands. Set `commands` (registered ones, as
 * Discord returns them), `scene`, `name` (of the channel), `answering` for a reply, and `suggested` when the bot has answered a
 * `look-suggest`. It says `look-send`, after which it's empty unless `restore()` is called, and `look-command`, after which it waits for
 * `clear()`; `begin(path)` opens a command.
 */
import { html, LitElement, type PropertyValues, type TemplateResult } from 'lit';
import { explainSize } from './accepted-files.ts';
import { BOX_LIMITS, countRest, drawRest } from './box-limits.ts';
import { BOX_STYLE } from './box-style.ts';
import type { OptionSuggestion } from './slash-command-line.ts';
import './slash-command-line.ts';
import { drawFilled, GAPS } from './gap-words.ts';
import { ICONS } from './icons.ts';
import { sendLookEvent } from './look-event.ts';
import type { LookScene } from './look-scene.ts';
import { findMentionOffers, type MentionOffer, toWireText } from './mention-offers.ts';
import { drawOffers, type ListedOffer, nameActive, pickByArrow } from './offer-list.ts';
import { type CommandPayload, findSlashCommands, listSlashCommands, type SlashCommand } from './slash-commands.ts';
import { THEME } from './theme.ts';

/** Words are written, or a command is filled in. */
type BoxMode = { is: 'words' } | { is: 'command'; command: SlashCommand };

/** What can be picked for what was typed, and what becomes of the words then. */
type BoxOffer = ListedOffer & { take(): void };

/** `<look-message-box>`: the line at the end of a channel. */
export class MessageBox extends LitElement {
  static override properties = {
    commands: { attribute: false },
    scene: { attribute: false },
    name: { attribute: false },
    suggested: { attribute: false },
    answering: { attribute: false },
    keep: { attribute: false },
    mode: { state: true },
    text: { state: true },
    files: { state: true },
    caret: { state: true },
    active: { state: true },
    isPinging: { state: true },
    refusal: { state: true },
  };
  static override styles = [THEME, BOX_STYLE];
  declare commands: readonly CommandPayload[];
  declare scene: LookScene;
  declare name: string;
  declare suggested: OptionSuggestion | undefined;
  /** Takes the words each time that they have changed, so that a reload doesn't lose them. */
  declare keep: (text: string) => void;
  /** Whom the message replies to. */
  declare answering: { name: string } | undefined;
  declare mode: BoxMode;
  declare text: string;
  declare files: readonly File[];
  /** Where the caret is; -1 while nothing shall be offered. */
  declare caret: number;
  declare active: number;
  declare isPinging: boolean;
  /** Why files that were chosen last aren't taken, or the words can't be sent. */
  declare refusal: string;
  #picked: readonly MentionOffer[] = [];
  #sent: { text: string; files: readonly File[] } = { text: '', files: [] };

  constructor() {
    super();
    Object.assign(this, { commands: [], name: '', isPinging: true, keep: () => {} });
    this.clear();
  }

  /** Empties it, or shows words that were written before. */
  clear(text = ''): void {
    Object.assign(this, { mode: { is: 'words' }, text, files: [], caret: -1, active: 0, refusal: '' });
    this.#picked = [];
  }

  /** Puts back what was sent last, because it didn't arrive, unless somebody has written more since. */
  restore(): void {
    if (this.text.trim() === '' && this.files.length === 0) Object.assign(this, this.#sent);
  }

  /** Opens a command by its path, such as `settings show`, or the first of its subcommands, if there is one. */
  begin(path: string): void {
    const all = listSlashCommands(this.commands);
    const command = all.find((one) => one.path === path) ?? all.find((one) => one.path.startsWith(`${path} `));
    if (command) this.mode = { is: 'command', command };
  }

  override focus(): void {
    this.updateComplete.then(() => this.shadowRoot?.querySelector('textarea')?.focus());
  }

  override updated(changed: PropertyValues<this>): void {
    if (changed.has('text')) this.keep(this.text);
    if (changed.has('active')) this.shadowRoot?.querySelector('.offers .active')?.scrollIntoView({ block: 'nearest' });
  }

  override render() {
    const { mode } = this;
    const { words } = this.scene;
    if (mode.is === 'command')
      return html`<look-command-line .command=${mode.command} .scene=${this.scene} .suggested=${this.suggested} @line-leave=${this.#leave}></look-command-line>`;
    const offers = this.#offers;
    return html`${drawOffers({
      label: words['box.suggestions'],
      offers,
      active: this.active,
      pick: (index) => offers[index]?.take(),
      point: (index) => Object.assign(this, { active: index }),
    })}
      ${this.answering ? this.#drawAnswering(this.answering.name) : ''}
      ${this.files.length > 0 ? this.#drawFiles() : ''}
      <div class="refusal wrong" role="alert">${this.refusal}</div>
      <div class="box">
        <button type="button" class="round" aria-label=${words['box.add-files']} @click=${this.#browse}>+</button>
        <input type="file" hidden multiple @change=${this.#attach} />
        <textarea rows="1" aria-label=${words['box.message']({ where: this.name })} placeholder=${words['box.message']({ where: this.name })} aria-autocomplete="list" aria-controls="offers" aria-haspopup="listbox"
          aria-activedescendant=${nameActive({ offers, active: this.active })} .value=${this.text} @input=${this.#type} @click=${this.#look} @keyup=${this.#look}
          @keydown=${this.#press} @paste=${this.#paste} @blur=${this.#hide}></textarea>
        ${drawRest(this.text, this.#picked)}
        <button type="button" class="button primary send" ?disabled=${!this.#canSend} @click=${this.#send}>${words['box.send']}</button>
      </div>
      <div class="hidden-words" role="status">${offers.length > 0 ? words['box.count-suggestions']({ count: offers.length }) : ''}</div>`;
  }

  #drawAnswering(name: string): TemplateResult {
    const { words } = this.scene;
    const toggle = () => Object.assign(this, { isPinging: !this.isPinging });
    const end = () => sendLookEvent(this, 'look-unreply', {});
    return html`<div class="above"><span class="grow">${drawFilled(words['box.replying']({ name: GAPS[0] }), [html`<strong><bdi>${name}</bdi></strong>`])}</span>
      <button type="button" class="plain" aria-pressed=${this.isPinging} @click=${toggle}>${words[this.isPinging ? 'box.ping-on' : 'box.ping-off']}</button>
      <button type="button" class="plain" aria-label=${words['box.stop-replying']} @click=${end}>${ICONS.cross}</button></div>`;
  }

  #drawFiles(): TemplateResult {
    const remove = (index: number) => Object.assign(this, { files: this.files.filter((_, at) => at !== index) });
    return html`<div class="files">${this.files.map(
      (file, index) =>
        html`<span class="chip"><bdi>${file.name}</bdi><button type="button" class="plain" aria-label=${this.scene.words['file.remove'](file)} @click=${() => remove(index)}>${ICONS.cross}</button></span>`,
    )}</div>`;
  }

  get #canSend(): boolean {
    return (this.text.trim() !== '' || this.files.length > 0) && countRest(this.text, this.#picked) >= 0;
  }

  get #offers(): BoxOffer[] {
    const [, typed] = /^\/([^\n]*)$/.exec(this.text) ?? [];
    if (this.caret < 0) return [];
    if (typed !== undefined)
      return findSlashCommands(listSlashCommands(this.commands), typed).map((command) => ({
        label: `/${command.shown}`,
        hint: command.description,
        take: () => Object.assign(this, { mode: { is: 'command', command }, text: '' }),
      }));
    const { from = 0, offers = [] } = findMentionOffers(this.text, this.caret, this.scene) ?? {};
    return offers.map((offer) => ({ label: offer.shown, hint: offer.hint, take: () => this.#mention(offer, from) }));
  }

  #mention(offer: MentionOffer, from: number): void {
    const before = `${this.text.slice(0, from)}${offer.shown} `;
    this.#picked = [...this.#picked, offer];
    Object.assign(this, { text: before + this.text.slice(this.caret), caret: -1, active: 0 });
    // The caret is set once the words are there.
    this.updateComplete.then(() =>
      this.shadowRoot?.querySelector('textarea')?.setSelectionRange(before.length, before.length),
    );
  }

  #type(event: Event): void {
    const { value, selectionStart } = event.currentTarget as HTMLTextAreaElement;
    Object.assign(this, { text: value, caret: selectionStart, active: 0, refusal: '' });
    // A command's whole name and a space, which no longer command begins with, is that command.
    const [, path = ''] = /^\/(.+) $/.exec(value) ?? [];
    const found = findSlashCommands(listSlashCommands(this.commands), path);
    const [only] = found.length === 1 ? found : [];
    if (only && (only.path === path || only.shown === path)) this.begin(only.path);
  }

  #look(event: Event): void {
    const { selectionStart } = event.currentTarget as HTMLTextAreaElement;
    if (this.caret >= 0) this.caret = selectionStart;
  }

  #press(event: KeyboardEvent): void {
    const { key } = event;
    const offers = this.#offers;
    const moved = pickByArrow(key, this.active, offers.length);
    const isPicking = (key === 'Enter' || key === 'Tab') && !event.shiftKey && offers.length > 0;
    if (moved !== undefined) this.active = moved;
    else if (isPicking) offers[this.active]?.take();
    else if (key === 'Escape' && offers.length > 0) this.#hide();
    else if (key === 'Escape' && this.answering) sendLookEvent(this, 'look-unreply', {});
    else if (key === 'Enter' && !event.shiftKey && !event.isComposing) this.#send();
    else return;
    event.preventDefault();
  }

  #hide(): void {
    this.caret = -1;
  }

  #browse(): void {
    this.shadowRoot?.querySelector<HTMLInputElement>('input[type=file]')?.click();
  }

  #attach(event: Event): void {
    const input = event.currentTarget as HTMLInputElement;
    this.#take([...(input.files ?? [])]);
    input.value = '';
  }

  #paste(event: ClipboardEvent): void {
    const { files } = event.clipboardData ?? {};
    if (!files?.length) return;
    event.preventDefault();
    this.#take([...files]);
  }

  /** Adds files. Those that can't be sent are refused at once, as in Discord's apps, and not when everything was written. */
  #take(chosen: readonly File[]): void {
    const reasons = chosen.map((file) => explainSize(file, this.scene));
    const all = [...this.files, ...chosen.filter((_, index) => !reasons[index])];
    const isFull = all.length > BOX_LIMITS.files;
    this.files = all.slice(0, BOX_LIMITS.files);
    this.refusal = [...reasons, isFull && this.scene.words['box.most-files']({ count: BOX_LIMITS.files })]
      .filter(Boolean)
      .join(' ');
  }

  #send(): void {
    if (countRest(this.text, this.#picked) < 0)
      this.refusal = this.scene.words['form.most-characters']({ count: BOX_LIMITS.text });
    if (!this.#canSend) return;
    const { files, isPinging: ping } = this;
    const text = toWireText(this.text.trim(), this.#picked);
    this.clear();
    this.#sent = { text, files };
    sendLookEvent(this, 'look-send', { text, files: [...files], ping });
  }

  #leave(): void {
    this.mode = { is: 'words' };
    this.focus();
  }
}

customElements.define('look-message-box', MessageBox);
