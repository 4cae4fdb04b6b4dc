/**
 * `<look-modal>` shows a form that the bot opened: set `modal` (its payload), `scene` and `app` (the bot's name). It says
 * `look-submit` with what was entered, as the world's `Member.submit` takes it, or `look-close`; whoever put it there takes it away.
 */
import { html, LitElement, type PropertyValues, type TemplateResult } from 'lit';
import { drawField } from './form-field.ts';
import { FORM_STYLE } from './form-style.ts';
import {
  FIELD_TYPE,
  type FieldValue,
  type FormPayload,
  judgeField,
  type LabelledField,
  listFormFields,
  readPreset,
} from './form-values.ts';
import { drawFilled, GAPS } from './gap-words.ts';
import { ICONS } from './icons.ts';
import { sendLookEvent } from './look-event.ts';
import type { LookScene } from './look-scene.ts';
import { drawMarkdown } from './markdown-view.ts';
import type { ComponentPayload } from './message-payload.ts';
import { THEME } from './theme.ts';
import { WORDS_STYLE } from './words-style.ts';

/** Where somebody begins to fill in a form. */
const FIRST = '.field :is(input, textarea, look-select)';

/** `<look-modal>`: a form. */
export class ModalView extends LitElement {
  static override properties = {
    modal: { attribute: false },
    scene: { attribute: false },
    app: { attribute: false },
    trouble: { attribute: false },
    entered: { state: true },
    wrong: { state: true },
  };
  static override styles = [THEME, WORDS_STYLE, FORM_STYLE];
  declare modal: FormPayload;
  declare scene: LookScene;
  declare app: string;
  /** Why it couldn't be sent as it was; empty if it could, or wasn't sent yet. */
  declare trouble: string;
  declare entered: ReadonlyMap<string, FieldValue>;
  declare wrong: ReadonlyMap<string, string>;

  constructor() {
    super();
    const modal = { custom_id: '', title: '', components: [] };
    Object.assign(this, {
      modal,
      app: '',
      trouble: '',
      entered: new Map(),
      wrong: new Map(),
    });
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('modal')) Object.assign(this, { entered: new Map(), wrong: new Map() });
  }

  override firstUpdated(): void {
    this.shadowRoot?.querySelector('dialog')?.showModal();
    this.shadowRoot?.querySelector<HTMLElement>(FIRST)?.focus();
  }

  override render() {
    const { title, components } = this.modal;
    const { words } = this.scene;
    return html`<dialog aria-labelledby="title" @cancel=${this.#cancel}><form novalidate @submit=${this.#submit}>
      <header><h2 id="title">${title}</h2><button type="button" class="close" aria-label=${words['form.close']} @click=${this.#close}>${ICONS.cross}</button></header>
      <div class="fields">
        ${components.map((one) => this.#drawTop(one))}
        <div class="warning">${drawFilled(words['form.warning']({ app: GAPS[0] }), [html`<bdi>${this.app}</bdi>`])}</div>
      </div>
      <div class="trouble" role="alert">${this.trouble}</div>
      <footer><button type="button" class="button secondary" @click=${this.#close}>${words['form.cancel']}</button><button type="submit" class="button primary">${words['form.submit']}</button></footer>
    </form></dialog>`;
  }

  #drawTop(top: ComponentPayload): unknown {
    if (top.type === 10) return drawMarkdown(top.content ?? '', { scene: this.scene });
    return listFormFields([top]).map((one) => this.#drawOne(one));
  }

  #drawOne(one: LabelledField): TemplateResult {
    const id = one.field.custom_id ?? '';
    const index = listFormFields(this.modal.components).findIndex(({ field }) => field === one.field);
    const set = (value: FieldValue) => {
      this.entered = new Map(this.entered).set(id, value);
      // What was wrong is looked at again as soon as it changes, so that nobody has to press a button to learn that it's right now.
      // A file is judged as soon as it's chosen.
      if (this.wrong.has(id) || isUpload(one.field)) this.wrong = this.#judge([one], new Map(this.wrong));
    };
    return drawField({
      ...one,
      key: `field-${index}`,
      scene: this.scene,
      value: this.#valueOf(one.field),
      wrong: this.wrong.get(id),
      set,
    });
  }

  #valueOf(field: ComponentPayload): FieldValue {
    return this.entered.get(field.custom_id ?? '') ?? readPreset(field);
  }

  #judge(fields: readonly LabelledField[], wrong = new Map<string, string>()): Map<string, string> {
    for (const { field } of fields) {
      const why = judgeField(field, this.#valueOf(field), this.scene);
      if (why === undefined) wrong.delete(field.custom_id ?? '');
      else wrong.set(field.custom_id ?? '', why);
    }
    return wrong;
  }

  #submit(event: Event): void {
    event.preventDefault();
    const fields = listFormFields(this.modal.components);
    this.wrong = this.#judge(fields);
    if (this.wrong.size > 0) this.#focusWrong(fields);
    else this.#send(fields);
  }

  #send(fields: readonly LabelledField[]): void {
    const entries = fields.map(({ field }) => [field, field.custom_id ?? '', this.#valueOf(field)] as const);
    const [files, others] = [
      entries.filter(([field]) => isUpload(field)),
      entries.filter(([field]) => !isUpload(field)),
    ];
    sendLookEvent(this, 'look-submit', {
      customId: this.modal.custom_id,
      values: Object.fromEntries(
        others.filter(isGiven).map(([, id, value]) => [id, value as string | readonly string[] | boolean]),
      ),
      files: Object.fromEntries(files.map(([, id, value]) => [id, value as readonly File[]])),
    });
  }

  #focusWrong(fields: readonly LabelledField[]): void {
    const first = fields.findIndex(({ field }) => this.wrong.has(field.custom_id ?? ''));
    const box = this.shadowRoot?.querySelectorAll<HTMLElement>('.field')[first];
    box?.querySelector<HTMLElement>('input, textarea, look-select')?.focus();
  }

  #close(): void {
    sendLookEvent(this, 'look-close', { customId: this.modal.custom_id });
  }

  /** Escape: the element stays until it's taken away, as with the buttons. */
  #cancel(event: Event): void {
    event.preventDefault();
    this.#close();
  }
}

const isUpload = ({ type }: ComponentPayload): boolean => type === FIELD_TYPE.upload;

/** A radio group in which nothing was chosen is left out, because its value is an option or none. */
const isGiven = ([field, , value]: readonly [ComponentPayload, string, FieldValue]): boolean =>
  field.type !== FIELD_TYPE.radio || value !== '';

customElements.define('look-modal', ModalView);
