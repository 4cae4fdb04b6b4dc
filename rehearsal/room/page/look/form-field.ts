import { html, type TemplateResult } from 'lit';
import { toAccept } from './accepted-files.ts';
import { FIELD_TYPE, type FieldValue, type FormFile, type LabelledField, readRange } from './form-values.ts';
import { ICONS } from './icons.ts';
import type { LookScene } from './look-scene.ts';
import { isSelect } from './select-options.ts';
import './select-menu.ts';

/** A field while somebody fills it in: its ids begin with `key`, and `set` takes what they enter. */
export type FieldState = LabelledField & {
  key: string;
  scene: LookScene;
  value: FieldValue;
  wrong: string | undefined;
  set(value: FieldValue): void;
};

/** Draws a field with its label, and what is wrong with it. */
export const drawField = (drawing: FieldState): TemplateResult => {
  const { field } = drawing;
  if (field.type === FIELD_TYPE.text) return drawLabelled(drawing, drawText(drawing));
  if (field.type === FIELD_TYPE.upload) return drawGroup(drawing, drawUpload(drawing));
  if (field.type === FIELD_TYPE.checkbox) return drawTick(drawing);
  if (isSelect(field)) return drawGroup(drawing, drawSelect(drawing));
  return drawGroup(drawing, drawOptions(drawing));
};

const drawStar = ({ field }: FieldState): TemplateResult | '' =>
  field.required === false ? '' : html` <span class="star" aria-hidden="true">*</span>`;

const drawNotes = ({ key, wrong }: FieldState): TemplateResult =>
  html`<div class="wrong" id="${key}-wrong" ?hidden=${!wrong}>${wrong ?? ''}</div>`;

const drawHint = ({ key, description }: FieldState): TemplateResult =>
  html`<div class="hint" id="${key}-hint" ?hidden=${!description}>${description}</div>`;

const drawLabelled = (drawing: FieldState, input: TemplateResult): TemplateResult =>
  html`<div class="field"><label class="label" for=${drawing.key}>${drawing.label}${drawStar(drawing)}</label>${drawHint(drawing)}${input}${drawNotes(drawing)}</div>`;

const drawGroup = (drawing: FieldState, inner: TemplateResult): TemplateResult =>
  html`<fieldset class="field" aria-describedby="${drawing.key}-hint ${drawing.key}-wrong"><legend>${drawing.label}${drawStar(drawing)}</legend>${drawHint(drawing)}${inner}${drawNotes(drawing)}</fieldset>`;

const drawText = ({ key, field, value, wrong, set }: FieldState): TemplateResult => {
  const most = field.max_length ?? 4_000;
  const text = String(value);
  const type = (event: Event) => set((event.currentTarget as HTMLInputElement).value);
  const count = html`<span class="count" aria-hidden="true">${[...text].length} / ${most}</span>`;
  const isRequired = field.required !== false;
  return field.style === 2
    ? html`<textarea id=${key} aria-describedby="${key}-hint ${key}-wrong" aria-invalid=${Boolean(wrong)} aria-required=${isRequired} maxlength=${most}
        placeholder=${field.placeholder ?? ''} .value=${text} @input=${type}></textarea>${count}`
    : html`<input type="text" id=${key} aria-describedby="${key}-hint ${key}-wrong" aria-invalid=${Boolean(wrong)} aria-required=${isRequired} maxlength=${most}
        placeholder=${field.placeholder ?? ''} autocomplete="off" .value=${text} @input=${type} />${field.max_length ? count : ''}`;
};

const drawSelect = ({ field, label, scene, set }: FieldState): TemplateResult =>
  html`<look-select .component=${field} .scene=${scene} .name=${label} @change=${(event: Event) =>
    set([...(event.currentTarget as HTMLElement & { values: readonly string[] }).values])}></look-select>`;

const drawOptions = ({ key, field, value, set }: FieldState): TemplateResult => {
  const isRadio = field.type === FIELD_TYPE.radio;
  const chosen = typeof value === 'string' ? [value] : (value as readonly string[]);
  const isFull = !isRadio && chosen.length >= readRange(field)[1];
  const choose = (one: string, isOn: boolean) => {
    if (isRadio) set(one);
    else
      set(
        (field.options ?? [])
          .map((option) => option.value)
          .filter((each) => (each === one ? isOn : chosen.includes(each))),
      );
  };
  return html`${(field.options ?? []).map(
    (
      option,
    ) => html`<label class="choice"><input type=${isRadio ? 'radio' : 'checkbox'} name=${key} .checked=${chosen.includes(option.value)}
      ?disabled=${isFull && !chosen.includes(option.value)} @change=${(event: Event) => choose(option.value, (event.currentTarget as HTMLInputElement).checked)} />
      <span>${option.label}</span>${option.description ? html`<span class="hint">${option.description}</span>` : ''}</label>`,
  )}`;
};

const drawTick = (drawing: FieldState): TemplateResult =>
  html`<div class="field"><label class="choice"><input type="checkbox" aria-describedby="${drawing.key}-hint" .checked=${drawing.value === true}
    @change=${(event: Event) => drawing.set((event.currentTarget as HTMLInputElement).checked)} /><span>${drawing.label}</span></label>${drawHint(drawing)}${drawNotes(drawing)}</div>`;

const drawUpload = ({ field, label, value, scene: { words }, set }: FieldState): TemplateResult => {
  const files = value as readonly FormFile[];
  const [, most] = readRange(field);
  const pick = (event: Event) => {
    const input = event.currentTarget as HTMLInputElement;
    // In Discord, files that are picked later come beside those that are there; one more than fits takes the last's place.
    const all = [...files, ...(input.files ?? [])];
    input.value = '';
    set(most === 1 ? all.slice(-1) : all);
  };
  return html`<div class="drop"><input type="file" aria-label=${words[most === 1 ? 'form.choose-file' : 'form.choose-files']({ label })} ?multiple=${most > 1} accept=${toAccept(field.file_types)} @change=${pick} />
    ${files.map(
      (
        file,
        index,
      ) => html`<div class="picked"><bdi>${file.name}</bdi><button type="button" class="close" aria-label=${words['file.remove'](file)}
        @click=${() => set(files.filter((_, at) => at !== index))}>${ICONS.cross}</button></div>`,
    )}</div>`;
};
