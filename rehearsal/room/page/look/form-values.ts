import { explainSize, isAccepted, type SizedFile } from './accepted-files.ts';
import type { LookScene } from './look-scene.ts';
import type { ComponentPayload } from './message-payload.ts';
import { isSelect, listDefaults } from './select-options.ts';

/** A form as the bot opened it (Discord docs, interactions/receiving-and-responding, "Modal"). */
export type FormPayload = { custom_id: string; title: string; components: readonly ComponentPayload[] };

/** What stands in one field: words, what is chosen, a tick, or files. */
export type FieldValue = string | readonly string[] | boolean | readonly FormFile[];

/** A file by its name and size, which is all that a form judges it by; on a page it's the browser's `File`. */
export type FormFile = SizedFile;

/** A field with the label around it, and the description below that. */
export type LabelledField = { field: ComponentPayload; label: string; description: string };

/** The types of components that only forms have, and text inputs (Discord docs, components/reference). */
export const FIELD_TYPE = { text: 4, upload: 19, radio: 21, checkboxes: 22, checkbox: 23 } as const;

/** All that can be filled in, in order. */
export const listFormFields = (components: readonly ComponentPayload[]): LabelledField[] =>
  components.flatMap((top) => {
    const inner = top.component ? [top.component] : (top.components ?? []);
    return inner.filter(isFormField).map((field) => ({
      field,
      label: top.label ?? field.label ?? '',
      description: top.description ?? '',
    }));
  });

const isFormField = (one: ComponentPayload): boolean =>
  isSelect(one) || Object.values<number>(FIELD_TYPE).includes(one.type);

/** What stands in a field before anybody touches it. */
export const readPreset = (field: ComponentPayload): FieldValue => {
  const chosen = (field.options ?? []).filter((option) => option.default).map(({ value }) => value);
  switch (field.type) {
    case FIELD_TYPE.text:
      return field.value ?? '';
    case FIELD_TYPE.checkbox:
      return field.default ?? false;
    case FIELD_TYPE.radio:
      return chosen[0] ?? '';
    case FIELD_TYPE.checkboxes:
      return chosen;
    case FIELD_TYPE.upload:
      return [];
    default:
      return listDefaults(field);
  }
};

/** How many things a field takes at least, unless it is left out, and at most. */
export const readRange = ({ type, min_values, max_values, options }: ComponentPayload): [number, number] => [
  min_values ?? 1,
  max_values ?? (type === FIELD_TYPE.checkboxes ? (options?.length ?? 1) : 1),
];

/** What Discord says when a field can't be sent as it is; nothing if it can. Characters are counted as Discord counts them. */
export const judgeField = (field: ComponentPayload, value: FieldValue, scene: JudgeScene): string | undefined => {
  const { words } = scene;
  const isRequired = field.required !== false;
  if (typeof value === 'boolean') return undefined;
  const size = typeof value === 'string' ? [...value].length : value.length;
  if (size === 0) return isRequired ? words['form.required'] : undefined;
  if (field.type === FIELD_TYPE.text) return judgeLength(size, field, scene);
  if (typeof value === 'string') return undefined;
  const [least, most] = readRange(field);
  const isUpload = field.type === FIELD_TYPE.upload;
  if (size < least) return words[isUpload ? 'form.least-files' : 'form.least-options']({ count: least });
  if (size > most) return words[isUpload ? 'form.most-files' : 'form.most-options']({ count: most });
  const tooBig = value.map((one) => (typeof one === 'string' ? undefined : explainSize(one, scene))).find(Boolean);
  if (tooBig) return tooBig;
  const refused = value.find((one) => typeof one !== 'string' && !isAccepted(field.file_types, one));
  return typeof refused === 'object'
    ? words['file.wrong-type']({ name: refused.name, types: String(field.file_types?.join(', ')) })
    : undefined;
};

const judgeLength = (size: number, field: ComponentPayload, { words }: JudgeScene): string | undefined => {
  const [least, most] = [field.min_length ?? 0, field.max_length ?? 4_000];
  if (size < least) return words['form.least-characters']({ count: least });
  return size > most ? words['form.most-characters']({ count: most }) : undefined;
};

/** Who fills a form in. */
type JudgeScene = Pick<LookScene, 'uploadLimit' | 'words'>;
