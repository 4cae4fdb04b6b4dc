import type { RoomState, WireObject } from './room-protocol.ts';

/** An option of a command as it was registered (Discord docs, interactions/application-commands). */
export type OfferOption = {
  type: number;
  name: string;
  description: string;
  required?: boolean;
  autocomplete?: boolean;
  choices?: readonly { name: string; value: string | number }[];
  channel_types?: readonly number[];
  options?: readonly OfferOption[];
  min_value?: number;
  max_value?: number;
  max_length?: number;
};

/** A slash command that can be used, with its subcommand: `settings show`. */
export type CommandOffer = { name: string; description: string; options: readonly OfferOption[] };

/** A registered command, as far as it's needed here. */
type CommandPayload = {
  type: number;
  name: string;
  description: string;
  options?: readonly OfferOption[];
  default_member_permissions?: string | null;
  contexts?: readonly number[] | null;
};

const SLASH = 1;
const MESSAGE_MENU = 3;
/** Types of options that are subcommands or groups of them. */
const SUBS: readonly number[] = [1, 2];
const ADMINISTRATOR = 8n;

/** The slash commands that a member may use in a channel; `isDirect` is one of direct messages. */
export const listCommandOffers = (room: RoomState, memberId: string, isDirect: boolean): CommandOffer[] =>
  listUsable(room, memberId, isDirect, SLASH).flatMap(({ name, description, options = [] }) =>
    unfoldOffer({ name, description, options }),
  );

/** The names of the commands in a message's menu. */
export const listMenus = (room: RoomState, memberId: string, isDirect: boolean): string[] =>
  listUsable(room, memberId, isDirect, MESSAGE_MENU).map(({ name }) => name);

/** The offers whose name begins with what was typed, and then those that contain it. */
export const pickOffers = (offers: readonly CommandOffer[], typed: string): CommandOffer[] => {
  const wanted = typed.toLowerCase();
  const [first, others] = [true, false].map((begins) =>
    offers.filter(({ name }) => name.includes(wanted) && name.startsWith(wanted) === begins),
  );
  return [...(first ?? []), ...(others ?? [])];
};

const listUsable = ({ commands, people }: RoomState, memberId: string, isDirect: boolean, type: number) => {
  const bits = BigInt(people.find(({ id }) => id === memberId)?.permissions ?? 0);
  return commands.map(toPayload).filter(({ type: is, contexts, default_member_permissions: needed }) => {
    if (is !== type) return false;
    if (contexts && !contexts.includes(isDirect ? 1 : 0)) return false;
    if (!needed || isDirect || bits & ADMINISTRATOR) return true;
    return needed !== '0' && (bits & BigInt(needed)) === BigInt(needed);
  });
};

/** The server passes on what was registered, which Discord describes so. */
const toPayload = (command: WireObject): CommandPayload => command as unknown as CommandPayload;

const unfoldOffer = ({ name, description, options }: CommandOffer): CommandOffer[] => {
  const subs = options.filter(({ type }) => SUBS.includes(type));
  if (subs.length === 0) return [{ name, description, options }];
  return subs.flatMap((sub) =>
    unfoldOffer({ name: `${name} ${sub.name}`, description: sub.description, options: sub.options ?? [] }),
  );
};
