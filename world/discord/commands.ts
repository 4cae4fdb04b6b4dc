import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { ApiError } from './api-error.ts';
import { type CommandBody, commandBody, haveOwnNames, type Option } from './command-limits.ts';
import { read } from './limits.ts';
import type { Snowflakes } from './snowflake.ts';

/** What a command is: slash, menu on a person, menu on a message, an Activity's entry point. */
export const CommandKind = { slash: 1, user: 2, message: 3, entryPoint: 4 } as const;

/** How many commands of a kind a scope may hold (Discord docs, interactions/application-commands). */
const ROOM: Record<number, number> = { 1: 100, 2: 15, 3: 15, 4: 1 };

/** A registered command, with everything Discord adds to what was sent. */
export type RegisteredCommand = {
  id: string;
  application_id: string;
  version: string;
  guild_id?: string;
  type: number;
  name: string;
  description: string;
  options?: Option[];
  default_member_permissions: string | null;
  nsfw: boolean;
  contexts?: number[] | null;
  integration_types?: number[];
  [key: string]: unknown;
};

const isEmpty = (value: unknown) => value === undefined || value === null || Object.keys(Object(value)).length === 0;

/** Discord leaves out what has its default: `required: false`, empty lists, translations that are none. */
const trim = (option: Option): Option => {
  const { required, autocomplete, choices, options, name_localizations, description_localizations, ...others } = option;
  const { file_types, ...rest } = others;
  return {
    ...rest,
    ...(required && { required }),
    ...(autocomplete && { autocomplete }),
    ...(choices?.length && { choices }),
    ...(file_types?.length && { file_types }),
    ...(options?.length && { options: options.map(trim) }),
    ...(!isEmpty(name_localizations) && { name_localizations }),
    ...(!isEmpty(description_localizations) && { description_localizations }),
  };
};

/** The commands of one scope: all servers, or one. */
export class Commands {
  #ids: Snowflakes;
  #applicationId: string;
  #guildId: string | undefined;
  #all: RegisteredCommand[] = [];
  #writes = 0;

  constructor({ ids, applicationId, guildId }: { ids: Snowflakes; applicationId: string; guildId?: string }) {
    this.#ids = ids;
    this.#applicationId = applicationId;
    this.#guildId = guildId;
  }

  /** What is registered now, in order. */
  get all(): readonly RegisteredCommand[] {
    return this.#all;
  }

  /** How many requests changed, or tried to change, the commands. */
  get writes() {
    return this.#writes;
  }

  find(name: string, type: number): RegisteredCommand | undefined {
    return this.#all.find((command) => command.name === name && command.type === type);
  }

  /** Throws {@link ApiError} 10063. */
  get(id: string): RegisteredCommand {
    const command = this.#all.find((one) => one.id === id);
    if (!command) throw new ApiError(10063);
    return command;
  }

  /**
   * Replaces all commands of all kinds. A command that was there under the same name keeps its id, and its version too if
   * nothing changed. Throws {@link ApiError} 50035, and 50240 if an entry point would be lost.
   */
  overwrite(body: unknown): readonly RegisteredCommand[] {
    this.#writes += 1;
    const bodies = read(z.array(commandBody), body);
    if (this.#loses(bodies)) throw new ApiError(50240);
    const twice = bodies.findIndex(({ type }, index) => {
      const alike = bodies.slice(0, index + 1).filter((one) => one.type === type);
      return !haveOwnNames(alike);
    });
    if (twice >= 0) throw this.#duplicate([twice]);
    this.#checkRoom(bodies);
    this.#all = bodies.map((one) => this.#made(one));
    return this.#all;
  }

  /** Makes a command, or changes the one of the same name and kind. Throws {@link ApiError} 50035. */
  upsert(body: unknown): { command: RegisteredCommand; created: boolean } {
    this.#writes += 1;
    const sent = read(commandBody, body);
    const before = this.find(sent.name, sent.type);
    const command = this.#made(sent);
    if (!before) this.#checkRoom([...this.#all, sent]);
    this.#all = before ? this.#all.map((one) => (one === before ? command : one)) : [...this.#all, command];
    return { command, created: !before };
  }

  /** Changes some fields of a command. Throws {@link ApiError} 50035 and 10063. */
  change(id: string, body: unknown): RegisteredCommand {
    this.#writes += 1;
    const before = this.get(id);
    const sent = read(commandBody, { ...before, ...Object(body), type: before.type });
    const other = this.find(sent.name, sent.type);
    if (other && other !== before) throw this.#duplicate([]);
    const command = { ...this.#made(sent), id, version: this.#ids.next() };
    this.#all = this.#all.map((one) => (one === before ? command : one));
    return command;
  }

  /** Throws {@link ApiError} 10063. */
  delete(id: string) {
    this.#writes += 1;
    const gone = this.get(id);
    this.#all = this.#all.filter((one) => one !== gone);
  }

  /** Puts a command there as if somebody else had registered it, e.g. the entry point that Discord makes for Activities. */
  seed(body: Record<string, unknown>): RegisteredCommand {
    const command = this.#made(read(commandBody, body));
    this.#all = [...this.#all, command];
    return command;
  }

  #made({
    options,
    name_localizations,
    description_localizations,
    ...body
  }: CommandBody & { options?: Option[] }): RegisteredCommand {
    const before = this.find(body.name, body.type);
    const made: RegisteredCommand = {
      default_member_permissions: null,
      nsfw: false,
      ...(this.#guildId ? { guild_id: this.#guildId } : { contexts: null, integration_types: [0] }),
      ...body,
      description: body.description ?? '',
      ...(options?.length && { options: options.map(trim) }),
      ...(!isEmpty(name_localizations) && { name_localizations }),
      ...(!isEmpty(description_localizations) && { description_localizations }),
      id: before?.id ?? this.#ids.next(),
      application_id: this.#applicationId,
      version: before?.version ?? this.#ids.next(),
    };
    return before && !isDeepStrictEqual(before, made) ? { ...made, version: this.#ids.next() } : made;
  }

  #loses(bodies: readonly CommandBody[]) {
    return (
      this.#all.some(({ type }) => type === CommandKind.entryPoint) &&
      !bodies.some(({ type }) => type === CommandKind.entryPoint)
    );
  }

  #checkRoom(commands: readonly { type: number }[]) {
    const full = Object.entries(ROOM).some(
      ([type, room]) => commands.filter((command) => command.type === Number(type)).length > room,
    );
    if (full) throw new ApiError(30032);
  }

  #duplicate(path: number[]) {
    const message = 'Application command names must be unique';
    return new ApiError(50035, [{ path: [...path, 'name'], code: 'APPLICATION_COMMANDS_DUPLICATE_NAME', message }]);
  }
}
