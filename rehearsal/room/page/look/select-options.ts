import type { LookScene } from './look-scene.ts';
import type { ComponentPayload, EmojiPayload } from './message-payload.ts';

/** One thing that a menu offers. */
export type SelectChoice = {
  value: string;
  label: string;
  description?: string | undefined;
  emoji?: EmojiPayload | undefined;
};

/** What a menu chooses among, by the type of the component (Discord docs, components/reference). */
export const SELECT_TYPE = { string: 3, user: 5, role: 6, mentionable: 7, channel: 8 } as const;

/** Whether a component is a menu. */
export const isSelect = ({ type }: ComponentPayload): boolean => Object.values<number>(SELECT_TYPE).includes(type);

/** What a menu offers: the bot's own options, or the server's people, roles and channels. */
export const listChoices = (menu: ComponentPayload, { people, roles, channels }: LookScene): SelectChoice[] => {
  const users = people.map(({ id, name }) => ({ value: id, label: name }));
  const named = roles.map(({ id, name }) => ({ value: id, label: `@${name}` }));
  if (menu.type === SELECT_TYPE.string) return (menu.options ?? []).map((option) => ({ ...option }));
  if (menu.type === SELECT_TYPE.user) return users;
  if (menu.type === SELECT_TYPE.role) return named;
  if (menu.type === SELECT_TYPE.mentionable) return [...users, ...named];
  return channels
    .filter(({ type }) => menu.channel_types?.includes(type) ?? true)
    .map(({ id, name }) => ({ value: id, label: `#${name}` }));
};

/** What is chosen before anybody touches a menu. */
export const listDefaults = ({ type, options = [], default_values: defaults }: ComponentPayload): string[] =>
  type === SELECT_TYPE.string
    ? options.filter((option) => option.default).map(({ value }) => value)
    : (defaults ?? []).map(({ id }) => id);

/** The choices that hold all that was typed, whatever the case. */
export const pickChoices = <Choice extends { label: string }>(choices: readonly Choice[], typed: string): Choice[] => {
  const wanted = typed.trim().toLocaleLowerCase();
  return choices.filter(({ label }) => label.toLocaleLowerCase().includes(wanted));
};
