import type { FormEntry } from '../world/discord/form-fields.ts';
import type { Guild } from '../world/discord/guild.ts';
import type { Modal } from '../world/discord/modal.ts';
import { fillOptions, type NamedChannel } from './command-options.ts';

/** The types of fields that take words, one choice, and things of the server (Discord docs, components/reference). */
const WORDS = 4;
const RADIO = 21;
const THINGS = [5, 6, 7, 8];
const TEXT_OPTION = 3;

/** A form as lines: each field's name as it's typed, what it's for, and what stands in it. */
export const renderForm = ({ title, fields }: Modal): string[] => [
  `(A form opens: ${title}. Fill it in with /fill FIELD: … FIELD: …; what you leave out stays.)`,
  ...fields.map(({ customId, label, value, options }) => {
    const chosen = Array.isArray(value) ? value.join(', ') : `${value}`;
    const choices = options.length > 0 ? ` (${options.map((option) => option.value).join(', ')})` : '';
    return `  ${customId}: ${chosen || '…'}  ${label}${choices}`;
  }),
];

/** What somebody types into a form. @throws an error that says which field it doesn't have, or what there isn't to choose */
export const readEntries = ({ fields }: Modal, text: string, guild: Guild): Readonly<Record<string, FormEntry>> => {
  const options = fields.map(({ customId: name }) => ({ name, type: TEXT_OPTION, description: '' }));
  const typed = fillOptions({ name: 'fill', options }, text, guild.channels).options;
  return Object.fromEntries(
    Object.entries(typed).map(([name, value]) => {
      const field = fields.find(({ customId }) => customId === name);
      return [name, toEntry(field?.type ?? WORDS, String(value), guild)] as const;
    }),
  );
};

const toEntry = (type: number, typed: string, guild: Guild): FormEntry => {
  if (type === WORDS) return typed === 'none' ? '' : typed.replaceAll('\\n', '\n');
  if (type === RADIO) return typed;
  if (!THINGS.includes(type)) return typed === 'none' ? [] : [typed];
  if (typed === 'none') return [];
  return typed.split(',').map((name) => findThing(name.trim().replace(/^[@#]/, ''), guild).id);
};

const findThing = (name: string, guild: Guild): Pick<NamedChannel, 'id'> => {
  const roles: { id: string; name: string }[] = Object(guild.payload()).roles;
  const found = [...guild.channels, ...guild.members, ...roles].find(
    (one) => one.name.toLowerCase() === name.toLowerCase(),
  );
  if (found) return found;
  throw new Error(`There’s no “${name}” in this server.`);
};
