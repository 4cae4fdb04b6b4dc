import { UserError } from '../base/errors.ts';
import type { SettingKind } from './kind.ts';
import { makeLines } from './text-kinds.ts';

/** The commands that can be kept for managers, in small letters, with those in menus. A test compares them with what there is. */
export const LIMITABLE_COMMANDS = [
  'ask',
  'ask about this',
  'interpret',
  'join',
  'leave',
  'recap',
  'reset',
  'settings',
  'stop',
  'transcript',
  'usage',
] as const;

/** What no list takes from anybody: help, and what is known of them. */
export const OPEN_COMMANDS = ['help', 'privacy', 'reminders', 'status', 'tools'] as const;

/** What a record has may be the name of a command that another version knows, and must go on being kept for managers. */
const names = makeLines(25, 33, (typed) => typed.toLowerCase().replace(/^\/+/, ''));

const isAmong = (all: readonly string[], name: string): boolean => all.includes(name);

/** The names of commands that can be kept for managers. */
export const commandNames: SettingKind<readonly string[]> = {
  ...names,
  label: (name) => (isAmong(LIMITABLE_COMMANDS, name) ? { code: 'name.command', name } : undefined),
  parse(text) {
    const found = names.parse(text);
    const open = found.filter((name) => isAmong(OPEN_COMMANDS, name));
    if (open.length > 0) throw new UserError({ code: 'settings.open-commands', names: open });
    const unknown = found.filter((name) => !isAmong(LIMITABLE_COMMANDS, name));
    if (unknown.length > 0)
      throw new UserError({ code: 'settings.not-commands', names: unknown, known: LIMITABLE_COMMANDS });
    return found;
  },
};
