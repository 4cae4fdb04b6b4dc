import type { Client } from 'discord.js';
import type { Logger } from 'pino';
import { BoundedMap } from '../../base/bounded-map.ts';
import { type Clock, within } from '../../base/clock.ts';
import { DiscordErrorCode, isRefusedWith, toLoggable } from './api-errors.ts';
import { listRoles } from './member-roles.ts';

/** How old somebody's roles may be before they're looked up again, and how old if they can't be, in milliseconds. */
const FRESH = 60_000;
const OLDEST = 5 * 60_000;

/** How long to wait for Discord, in milliseconds. Meanwhile somebody speaks. */
const PATIENCE = 2_000;

/** How many people's roles are remembered. */
const MOST_KNOWN = 1_000;

/** What somebody's roles were, by the clock. */
type KnownRoles = { roles: readonly string[]; at: number };

type RoleLookupsOptions = { client: Client; clock: Clock; log: Logger };

/**
 * Looks up the roles of people who speak. What they say comes without any, and Discord tells of changed roles only to bots
 * with the members intent.
 */
export class RoleLookups {
  readonly #options: RoleLookupsOptions;
  /** By server and person. */
  readonly #known = new BoundedMap<string, KnownRoles>(MOST_KNOWN);
  readonly #pending = new Map<string, Promise<void>>();

  constructor(options: RoleLookupsOptions) {
    this.#options = options;
  }

  /**
   * The roles of somebody in a server, at most a minute old, or five while Discord doesn't answer; nothing if they can't be found
   * out, or whoever it is has left. Never rejects.
   */
  async find(server: string, person: string): Promise<readonly string[] | undefined> {
    const { clock } = this.#options;
    const key = `${server}:${person}`;
    const isYounger = (age: number) => clock.now() - (this.#known.get(key)?.at ?? Number.NEGATIVE_INFINITY) < age;
    if (!isYounger(FRESH)) await within(clock, PATIENCE, this.#look(server, person, key));
    return isYounger(OLDEST) ? this.#known.get(key)?.roles : undefined;
  }

  /** Looks a person up, once at a time. Never rejects. */
  #look(server: string, person: string, key: string): Promise<void> {
    const running = this.#pending.get(key);
    if (running) return running;
    const looking = this.#fetch(server, person, key).finally(() => this.#pending.delete(key));
    this.#pending.set(key, looking);
    return looking;
  }

  async #fetch(server: string, person: string, key: string): Promise<void> {
    const { client, clock, log } = this.#options;
    const guild = client.guilds.cache.get(server);
    // They came with something that this person did, nobody knows when.
    const member = guild?.members.cache.get(person);
    if (member && !this.#known.has(key)) this.#known.set(key, { roles: listRoles(member), at: clock.now() - FRESH });
    try {
      const found = await guild?.members.fetch({ user: person, force: true });
      if (found) this.#known.set(key, { roles: listRoles(found), at: clock.now() });
    } catch (error) {
      if (isRefusedWith(error, DiscordErrorCode.unknownMember)) this.#known.delete(key);
      log.info(
        { event: 'roles.not_found', err: toLoggable(error), user: person },
        'the roles of a member could not be looked up',
      );
    }
  }
}
