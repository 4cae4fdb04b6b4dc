import type { Attachment, File } from './attachment.ts';
import { type Component, flatten } from './component-limits.ts';
import { isPickable } from './file-types.ts';
import { length } from './limits.ts';

type TextField = { customId: string; value: string; required: boolean; min: number; max: number };
type FileField = { customId: string; required: boolean; min: number; max: number; types: readonly string[] };

/** What somebody puts into a form: words and files, by the fields' custom ids. */
export type FormEntries = {
  values: Readonly<Record<string, string>>;
  files?: Readonly<Record<string, readonly File[]>>;
};

/** A form that was filled in, as a submit carries it. */
export type FilledForm = { components: Component[]; attachments: readonly Attachment[] };

const TEXT = 4;
const UPLOAD = 19;
const TEXT_DISPLAY = 10;

/** A form that the bot showed to a member. */
export class Modal {
  readonly customId: string;
  readonly title: string;
  readonly components: readonly Component[];

  constructor(body: { custom_id: string; title: string; components: Component[] }) {
    this.customId = body.custom_id;
    this.title = body.title;
    this.components = body.components;
  }

  /** The text inputs with what stands in them already. */
  get inputs(): readonly TextField[] {
    return this.#fields(TEXT).map(({ custom_id = '', value, required, min_length, max_length }) => ({
      customId: custom_id,
      value: String(value ?? ''),
      required: required !== false,
      min: Number(min_length ?? 0),
      max: Number(max_length ?? 4_000),
    }));
  }

  /** The fields for files (Discord docs, components/reference, "File upload"). */
  get uploads(): readonly FileField[] {
    return this.#fields(UPLOAD).map(({ custom_id = '', required, min_values, max_values, file_types }) => ({
      customId: custom_id,
      required: required !== false,
      min: Number(min_values ?? 1),
      max: Number(max_values ?? 1),
      types: Array.isArray(file_types) ? file_types : [],
    }));
  }

  /** The form filled in. Throws a plain error if Discord's apps would not let a member send it. */
  filled({ values, files = {} }: FormEntries, keep: (file: File) => Attachment): FilledForm {
    this.#checkNames(values, this.inputs);
    this.#checkNames(files, this.uploads);
    const texts = this.inputs.map((input) => [input.customId, this.#value(input, values)] as const);
    const picked = this.uploads.map((upload) => [upload.customId, this.#picked(upload, files).map(keep)] as const);
    const answers = new Map<string, Partial<Component>>([
      ...texts.map(([id, value]) => [id, { value }] as const),
      ...picked.map(([id, kept]) => [id, { values: kept.map((one) => one.id) }] as const),
    ]);
    const answer = ({ type, custom_id = '' }: Component): Component => ({ type, custom_id, ...answers.get(custom_id) });
    const components = this.components
      .filter(({ type }) => type !== TEXT_DISPLAY)
      .map(({ type, components: inner, component }) => ({
        type,
        ...(inner && { components: inner.map(answer) }),
        ...(component && { component: answer(component) }),
      }));
    return { components, attachments: picked.flatMap(([, kept]) => kept) };
  }

  #fields(wanted: number): readonly Component[] {
    return flatten(this.components).filter(({ type }) => type === wanted);
  }

  #checkNames(given: Readonly<Record<string, unknown>>, fields: readonly { customId: string }[]) {
    const unknown = Object.keys(given).find((id) => !fields.some(({ customId }) => customId === id));
    if (unknown !== undefined) throw new Error(`"${this.title}" has no field "${unknown}".`);
  }

  #value({ customId, value, required, min, max }: TextField, values: Readonly<Record<string, string>>): string {
    const given = values[customId] ?? value;
    const size = length(given);
    if (required && size === 0) throw new Error(`"${this.title}" needs the field "${customId}".`);
    if (size > 0 && (size < min || size > max))
      throw new Error(`The field "${customId}" takes ${min} to ${max} characters.`);
    return given;
  }

  #picked({ customId, required, min, max, types }: FileField, files: NonNullable<FormEntries['files']>) {
    const given = files[customId] ?? [];
    if (required && given.length === 0) throw new Error(`"${this.title}" needs the field "${customId}".`);
    if (given.length > max || (given.length > 0 && given.length < min))
      throw new Error(`The field "${customId}" takes ${min} to ${max} files.`);
    const refused = given.find((file) => !isPickable(types, file));
    if (refused) throw new Error(`The field "${customId}" does not take ${refused.name}, only: ${types.join(', ')}.`);
    return given;
  }
}
