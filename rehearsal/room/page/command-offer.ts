import type { CommandOption, CommandPayload } from './look/slash-commands.ts';
import type { RoomLocale, RoomState, WireObject } from './room-protocol.ts';

/** What is translated of a command, an option or a choice, by Discord's locales (Discord docs, interactions/application-commands). */
type Translations = {
  name_localizations?: Readonly<Record<string, string>> | null;
  description_localizations?: Readonly<Record<string, string>> | null;
};

/** A registered command, and who may use it where (Discord docs, interactions/application-commands). */
type GuardedCommand = CommandPayload & {
  default_member_permissions?: string | null;
  contexts?: readonly number[] | null;
};

/** Who uses commands where: `isDirect` is in direct messages. */
type CommandUser = { me: string; isDirect: boolean; locale: RoomLocale };

const SLASH = 1;
const MESSAGE_MENU = 3;
const ADMINISTRATOR = 8n;

/** The slash commands that a member may use, with what Discord's app shows of them in the member's language. */
export const listCommands = (room: RoomState, user: CommandUser): CommandPayload[] =>
  listUsable(room, user, SLASH).map((command) => translate(command, user.locale));

/** The commands in a message's menu. */
export const listMenus = (room: RoomState, user: CommandUser): CommandPayload[] =>
  listUsable(room, user, MESSAGE_MENU).map((command) => translate(command, user.locale));

/** What people read of a command that was used, such as `/ask` or the name of a menu. */
export const nameUsed = ({ commands }: RoomState, used: string, locale: RoomLocale): string => {
  const [slash, name] = used.startsWith('/') ? ['/', used.slice(1)] : ['', used];
  const found = commands.map(toPayload).find((command) => command.name === name);
  return slash + (found ? (translate(found, locale).shown ?? name) : name);
};

const listUsable = ({ commands, people }: RoomState, { me, isDirect }: CommandUser, type: number) => {
  const bits = BigInt(people.find(({ id }) => id === me)?.permissions ?? 0);
  return commands.map(toPayload).filter(({ type: is, contexts, default_member_permissions: needed }) => {
    if (is !== type) return false;
    if (contexts && !contexts.includes(isDirect ? 1 : 0)) return false;
    if (!needed || isDirect || bits & ADMINISTRATOR) return true;
    return needed !== '0' && (bits & BigInt(needed)) === BigInt(needed);
  });
};

/** A command, or an option of one, as it's shown in a language; what isn't translated stays as it is. */
const translate = <Part extends CommandPayload | CommandOption>(
  part: Part & Translations,
  locale: RoomLocale,
): Part => ({
  ...part,
  shown: part.name_localizations?.[locale] ?? part.name,
  description: part.description_localizations?.[locale] ?? part.description,
  ...(part.options && { options: part.options.map((option) => translate(option, locale)) }),
  ...('choices' in part && {
    choices: part.choices?.map((choice: Translations & { name: string }) => ({
      ...choice,
      name: choice.name_localizations?.[locale] ?? choice.name,
    })),
  }),
});

/** The server passes on what was registered, which Discord describes so. */
const toPayload = (command: WireObject): GuardedCommand => command as unknown as GuardedCommand;
