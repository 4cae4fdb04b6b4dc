import type { File } from './attachment.ts';
import { type Component, flatten } from './component-limits.ts';
import { type FormEntry, type FormScene, fillField, isField, merge, presetOf } from './form-fields.ts';
import type { ResolvedOptions } from './options.ts';

/** A field as a member sees it. */
type FormField = {
  customId: string;
  type: number;
  label: string | undefined;
  description: string | undefined;
  required: boolean;
  /** What stands in it already. */
  value: FormEntry;
  /** What can be chosen, if the bot says that. */
  options: readonly { label: string; value: string; description?: string }[];
};

type TextField = { customId: string; value: string; required: boolean; min: number; max: number };
type FileField = { customId: string; required: boolean; min: number; max: number; types: readonly string[] };

/** What somebody puts into a form, by the fields' custom ids. */
export type FormEntries = {
  values: Readonly<Record<string, FormEntry>>;
  files?: Readonly<Record<string, readonly File[]>>;
};

/** A form that was filled in, as a submit carries it. */
export type FilledForm = { components: Component[]; resolved: ResolvedOptions };

const TEXT = 4;
const UPLOAD = 19;

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

  /** All that can be filled in, in order. */
  get fields(): readonly FormField[] {
    return this.components.flatMap((top) =>
      flatten([top])
        .filter(isField)
        .map((field) => ({
          customId: field.custom_id ?? '',
          type: field.type,
          label: top.label ?? field.label,
          description: typeof top.description === 'string' ? top.description : undefined,
          required: field.required !== false,
          value: presetOf(field),
          options: field.options ?? [],
        })),
    );
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
  filled({ values, files = {} }: FormEntries, scene: Omit<FormScene, 'title'>): FilledForm {
    this.#checkNames(values, ({ type }) => type !== UPLOAD);
    this.#checkNames(files, ({ type }) => type === UPLOAD);
    const resolved: ResolvedOptions[] = [];
    let last = 0;
    const answer = (one: Component): Component => {
      last += 1;
      const { type, custom_id, components, component } = one;
      const head = { type, id: Number(one.id) || last, ...(custom_id !== undefined && { custom_id }) };
      if (components) return { ...head, components: components.map(answer) };
      if (component) return { ...head, component: answer(component) };
      if (!isField(one)) return head;
      const id = custom_id ?? '';
      const filled = fillField(one, { ...scene, title: this.title, entry: values[id], files: files[id] });
      resolved.push(filled.resolved);
      return { ...head, ...filled.answer };
    };
    return { components: this.components.map(answer), resolved: merge(resolved) };
  }

  #fields(wanted: number): readonly Component[] {
    return flatten(this.components).filter(({ type }) => type === wanted);
  }

  #checkNames(given: Readonly<Record<string, unknown>>, takes: (field: { type: number }) => boolean) {
    const fields = this.fields.filter(takes);
    const unknown = Object.keys(given).find((id) => !fields.some(({ customId }) => customId === id));
    if (unknown !== undefined) throw new Error(`"${this.title}" has no field "${unknown}".`);
  }
}
