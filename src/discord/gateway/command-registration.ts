import {
  type APIApplicationCommand,
  type APIApplicationCommandOption,
  ApplicationCommandType,
  type REST,
  type RESTGetAPIApplicationCommandsResult,
  type RESTGetCurrentApplicationResult,
  type RESTPostAPIApplicationCommandsJSONBody,
  Routes,
} from 'discord.js';
import { NotDiscordError } from './discord-faults.ts';

type Body = RESTPostAPIApplicationCommandsJSONBody;

/**
 * Which commands to register, and where: in one server (which takes effect at once, for development) or, without
 * `guildId`, in all.
 */
export type RegisterOptions = { commands: readonly Body[]; guildId?: string; signal: AbortSignal };

/** The part of the bot's application that we need. `servers` is how many servers it's in, if Discord knows. */
export type Application = { id: string; servers: number };

/** What was done, and the commands as Discord has them now. */
export type Registration = { is: 'unchanged' | 'written'; ids: ReadonlyMap<string, string> };

/** Asks whose token it is. @throws {NotDiscordError} if the answer is a web page, for example. */
export const identify = async (rest: REST, signal: AbortSignal): Promise<Application> => {
  const answer = (await rest.get(Routes.currentApplication(), { signal })) as Partial<RESTGetCurrentApplicationResult>;
  const { id, approximate_guild_count: servers = 0 } = answer;
  if (typeof id !== 'string') throw new NotDiscordError();
  return { id, servers };
};

/**
 * Makes Discord's list of commands equal to ours. Nothing is written if it already is, because writes are limited (200
 * new commands a day). A write replaces the whole list, so it includes an Activity's entry point, which Discord refuses
 * to lose (Discord docs, interactions/application-commands).
 */
export const register = async (
  rest: REST,
  id: string,
  { commands, guildId, signal }: RegisterOptions,
): Promise<Registration> => {
  const route = guildId ? Routes.applicationGuildCommands(id, guildId) : Routes.applicationCommands(id);
  const query = new URLSearchParams({ with_localizations: 'true' });
  const there = (await rest.get(route, { query, signal })) as RESTGetAPIApplicationCommandsResult;
  const kept = there.filter(({ type }) => type === ApplicationCommandType.PrimaryEntryPoint);
  const others = there.filter((command) => !kept.includes(command));
  const scope = guildId ? 'guild' : 'global';
  if (same(others, commands, scope)) return { is: 'unchanged', ids: idsOf(there) };
  const body = [...commands.map((command) => scopeCommand(command, scope)), ...kept.map(settable)];
  const now = (await rest.put(route, { body, signal })) as RESTGetAPIApplicationCommandsResult;
  return { is: 'written', ids: idsOf(now) };
};

type Scope = 'guild' | 'global';

const idsOf = (commands: readonly APIApplicationCommand[]): Map<string, string> =>
  new Map(commands.flatMap(({ type, name, id }) => (type === ApplicationCommandType.ChatInput ? [[name, id]] : [])));

/** The commands of a single server have neither contexts nor integration types. */
const scopeCommand = (command: Body, scope: Scope): Body => {
  if (scope === 'global') return command;
  const { contexts: _contexts, integration_types: _types, ...rest } = command;
  return rest;
};

/** A command as it can be sent again, without the fields that only Discord sets. */
const settable = ({
  application_id: _application,
  guild_id: _guild,
  version: _version,
  ...rest
}: APIApplicationCommand) => rest;

const same = (there: readonly APIApplicationCommand[], ours: readonly Body[], scope: Scope): boolean => {
  const all = (commands: readonly (APIApplicationCommand | Body)[]) =>
    JSON.stringify(commands.map((command) => JSON.stringify(normal(command, scope))).sort());
  return all(there) === all(ours);
};

/** A command without what Discord adds, and without values that say nothing: absent, null, false and empty. */
const normal = (command: APIApplicationCommand | Body, scope: Scope) =>
  keepFields({
    type: command.type ?? ApplicationCommandType.ChatInput,
    name: command.name,
    description: 'description' in command ? command.description : undefined,
    name_localizations: sortKeys(command.name_localizations),
    description_localizations: sortKeys(command.description_localizations),
    default_member_permissions: command.default_member_permissions,
    nsfw: command.nsfw,
    options: 'options' in command ? command.options?.map(option) : undefined,
    ...(scope === 'global' && {
      contexts: command.contexts?.toSorted(),
      integration_types: command.integration_types?.toSorted(),
    }),
  });

/** The settable fields of an option, in a fixed order (Discord docs, "Application command option structure"). */
const FIELDS = [
  'type',
  'name',
  'description',
  'required',
  'choices',
  'channel_types',
  'file_types',
  'min_value',
  'max_value',
  'min_length',
  'max_length',
  'autocomplete',
  'name_localizations',
  'description_localizations',
] as const;

const option = (one: APIApplicationCommandOption): Record<string, unknown> => {
  const all = new Map<string, unknown>(Object.entries(one));
  const inner = 'options' in one ? one.options?.map(option) : undefined;
  return keepFields({
    ...Object.fromEntries(FIELDS.map((field) => [field, sortKeys(all.get(field))])),
    options: inner,
  });
};

/** Sorts the keys of an object and of all objects in it, so that both sides are written alike. */
const sortKeys = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (typeof value !== 'object' || value === null) return value;
  const sorted = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return keepFields(Object.fromEntries(sorted.map(([key, inner]) => [key, sortKeys(inner)])));
};

const saysNothing = (value: unknown) =>
  value === undefined ||
  value === null ||
  value === false ||
  value === '' ||
  Object.keys(Object(value)).length + Number(typeof value !== 'object') === 0;

const keepFields = (fields: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => !saysNothing(value)));
