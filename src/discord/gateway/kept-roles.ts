import { Collection, type Guild, Role } from 'discord.js';
import type { RecentUse } from './recent-use.ts';

/** A role as Discord writes it, as far as Parley needs it. */
type RawRole = { id: string; name: string; permissions: string; tags?: { bot_id?: string } };

/** A role that is written down: its id, name and permissions, and whose it is if it came with a bot. */
type Row = [id: string, name: string, permissions: string, bot?: string];

/**
 * The roles of one server. discord.js takes it for a collection of its objects, which it is while they're in use. At rest
 * it's one text, from which all roles are made when somebody looks at any, because who may do what depends on several.
 */
export class RolesOfServer extends Collection<string, Role> {
  /** discord.js warns of caches of another name, because others would lose roles. */
  static override readonly name = 'Collection';

  readonly #used: RecentUse<RolesOfServer>;
  /** Known with the first role, because the library makes its caches without saying for whom. */
  #guild: Guild | undefined;
  #text: string | undefined;

  constructor(used: RecentUse<RolesOfServer>) {
    super();
    this.#used = used;
  }

  /** What's found in it is an ordinary collection. */
  static override get [Symbol.species](): typeof Collection {
    return Collection;
  }

  /** All that is kept at rest; undefined while the objects are there. */
  get text(): string | undefined {
    return this.#text;
  }

  /** Writes down a server's roles as Discord wrote them. */
  write(guild: Guild, all: readonly unknown[]): void {
    super.clear();
    this.#guild = guild;
    this.#text = join(all.flatMap((raw) => (isRole(raw) ? [rowOf(raw)] : [])));
  }

  /** Writes down what has become of the roles. */
  rest(): void {
    if (this.#text !== undefined) return;
    const rows = [...super.values()].map(({ id, name, permissions, tags }) =>
      rowOf({ id, name, permissions: `${permissions.bitfield}`, tags: { bot_id: tags?.botId } }),
    );
    super.clear();
    this.#text = join(rows);
  }

  override get size(): number {
    this.#wake();
    return super.size;
  }

  override get(id: string): Role | undefined {
    this.#wake();
    return super.get(id);
  }

  override has(id: string): boolean {
    this.#wake();
    return super.has(id);
  }

  override set(id: string, role: Role): this {
    this.#wake();
    this.#guild = role.guild;
    return super.set(id, role);
  }

  override delete(id: string): boolean {
    this.#wake();
    return super.delete(id);
  }

  override clear(): void {
    this.#text = undefined;
    super.clear();
  }

  override keys(): MapIterator<string> {
    this.#wake();
    return super.keys();
  }

  override values(): MapIterator<Role> {
    this.#wake();
    return super.values();
  }

  override entries(): MapIterator<[string, Role]> {
    this.#wake();
    return super.entries();
  }

  override [Symbol.iterator](): MapIterator<[string, Role]> {
    return this.entries();
  }

  override forEach(tell: (one: Role, id: string, all: Map<string, Role>) => void, thisArg?: unknown): void {
    this.#wake();
    super.forEach(tell, thisArg);
  }

  #wake(): void {
    this.#used.use(this);
    if (this.#text === undefined) return;
    const rows = split(this.#text);
    this.#text = undefined;
    for (const row of rows) super.set(row[0], this.#make(row));
  }

  #make([id, name, permissions, bot]: Row): Role {
    const raw = { id, name, permissions, ...(bot && { tags: { bot_id: bot } }) };
    // The class is exported, but its constructor is called private.
    return Reflect.construct(Role, [this.#guild?.client, raw, this.#guild]);
  }
}

const isRole = (raw: unknown): raw is RawRole => {
  const { id, name, permissions }: Record<string, unknown> = Object(raw);
  return typeof id === 'string' && typeof name === 'string' && typeof permissions === 'string';
};

const rowOf = ({
  id,
  name,
  permissions,
  tags,
}: { tags?: { bot_id?: string | undefined } } & Omit<RawRole, 'tags'>): Row =>
  tags?.bot_id ? [id, name, permissions, tags.bot_id] : [id, name, permissions];

/** As the bytes of UTF-8, one character for each: a star in one name would double the memory of the whole text. */
const join = (rows: readonly Row[]): string => Buffer.from(JSON.stringify(rows)).toString('latin1');

const split = (text: string): Row[] => JSON.parse(Buffer.from(text, 'latin1').toString());
