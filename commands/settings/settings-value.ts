import { truncate } from '../../src/base/truncate.ts';
import type { SettingEditor } from '../../src/settings/kind.ts';
import type { SettingSource } from '../../src/settings/resolve.ts';
import type { SettingRow } from '../../src/settings/row.ts';
import { formatChannel, formatPerson, formatRole } from '../../src/text/intl.ts';
import type { Say } from '../../src/text/languages.ts';
import { toInline } from '../../src/text/markdown-escape.ts';

/** So much of a long value is shown in a list, in characters. */
const SHORT = 80;

const MARKUP: Partial<Record<SettingEditor['is'], (id: string) => string>> = {
  roles: formatRole,
  members: formatPerson,
  channels: formatChannel,
};

/** Kinds whose values are printed one entry a line. */
const LISTS: ReadonlySet<SettingEditor['is']> = new Set(['lines', 'choices']);

const isEmpty = (value: unknown): boolean => value === '' || (Array.isArray(value) && value.length === 0);

/** A list as it's printed, with each entry as the reader's language calls it. */
const nameEntries = ({ kind }: SettingRow<unknown>, value: unknown, say: Say): readonly string[] =>
  Array.isArray(value) && kind.label
    ? value.map(String).map((entry) => {
        const label = kind.label?.(entry);
        return label ? say(label) : entry;
      })
    : kind.print(value).split('\n');

/** A value as the field of a form holds it, one entry a line. It's read back the same in every language. */
export const writeValue = (row: SettingRow<unknown>, value: unknown, say: Say): string =>
  isEmpty(value) ? row.kind.print(value) : nameEntries(row, value, say).join('\n');

/** A value as people read it in a message: names instead of ids, and one line at most. */
export const formatValue = (row: SettingRow<unknown>, value: unknown, say: Say, most = SHORT): string => {
  const { kind } = row;
  if (isEmpty(value)) return say({ code: 'part.settings-nothing' });
  const markup = MARKUP[kind.editor.is];
  if (markup && Array.isArray(value)) return value.map(String).map(markup).join(' ');
  const joint = LISTS.has(kind.editor.is) ? ', ' : '\n';
  return toInline(truncate(nameEntries(row, value, say).join(joint), most));
};

/** A value where Discord shows no names for ids, such as in the hint of a form's field. */
export const formatPlainly = (row: SettingRow<unknown>, value: unknown, say: Say): string => {
  const { kind } = row;
  if (isEmpty(value)) return say({ code: 'part.settings-nothing' });
  if (MARKUP[kind.editor.is] && Array.isArray(value)) return say({ code: 'part.settings-count', count: value.length });
  return nameEntries(row, value, say).join(', ');
};

/** Where a value comes from. */
export const toSourceCode = <S extends SettingSource>(source: S): `part.from-${S}` => `part.from-${source}`;
