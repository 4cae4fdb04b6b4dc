import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { SERVER_NAME } from '../base/mcp-server-name.ts';

/** How an operator's MCP server is reached. */
export type McpFileWay =
  | { is: 'stdio'; command: string; args: readonly string[]; env: Readonly<Record<string, string>> }
  | { is: 'http'; url: string; headers: Readonly<Record<string, string>> };

/**
 * One MCP server of the operator's file. `tools` are the names of those that are offered (all if it's missing), and `readOnly` of
 * those that only read, so that they needn't ask anybody; a `*` at the end stands for any. `onlyIn` are ids of servers and channels of
 * Discord (everywhere if it's missing), and `seconds` is how long a call may take.
 */
export type McpFileServer = {
  name: string;
  way: McpFileWay;
  tools?: readonly string[];
  readOnly: readonly string[];
  onlyIn?: readonly string[];
  seconds: number;
};

/**
 * What the file says. `headers` are those for servers that people name in `/settings`, by the origin of their address. `secrets` are all values that came
 * from the environment, and all headers, which no log may contain.
 */
export type McpFile = {
  servers: readonly McpFileServer[];
  headers: Readonly<Record<string, Readonly<Record<string, string>>>>;
  secrets: readonly string[];
};

/** The MCP servers that the operator has named, and whether servers of Discord may name others. */
export type McpSettings = McpFile & { isOpenToServers: boolean };

const NO_MCP: McpFile = { servers: [], headers: {}, secrets: [] };

/** How many servers the file may name. */
const MOST_SERVERS = 16;

/** What programs have anyway, as those of the client's own have it. Secrets aren't among it. */
const USUAL = [
  ...['PATH', 'HOME', 'USER', 'LOGNAME', 'SHELL', 'LANG', 'TERM', 'TMPDIR', 'TZ'],
  ...['SystemRoot', 'SystemDrive', 'USERPROFILE', 'APPDATA', 'LOCALAPPDATA', 'TEMP', 'ComSpec', 'PATHEXT'],
];

/** A shorter value may well be a word that a log has anyway. */
const LEAST_SECRET = 8;

type Environment = Readonly<Record<string, string | undefined>>;

const names = z.array(z.string().min(1).max(200)).max(200);
const texts = z.record(z.string().regex(/^[\w.-]{1,100}$/), z.string().max(10_000));

/** What both kinds of servers have. `type`, `disabled` and `description` are what other clients' files have, too. */
const common = {
  type: z.enum(['stdio', 'http', 'streamable-http']).optional(),
  disabled: z.boolean().optional(),
  description: z.string().optional(),
  tools: names.optional(),
  readOnly: names.default([]),
  onlyIn: z
    .array(z.string().regex(/^\d{17,20}$/, 'must be an id of a server or channel of Discord'))
    .max(100)
    .optional(),
  seconds: z.number().int().min(1).max(120).default(30),
};

const program = z.strictObject({
  ...common,
  command: z.string().min(1),
  args: z.array(z.string()).max(200).default([]),
  env: texts.default({}),
});

const address = z.strictObject({
  ...common,
  url: z.url({ protocol: /^https?$/, error: 'must be an http:// or https:// address' }),
  headers: texts.default({}),
});

/** Reads what a file says of one server: as a program if it has a command, as an address otherwise. */
const server = z.unknown().transform((given, { addIssue }): z.infer<typeof program> | z.infer<typeof address> => {
  const isProgram = typeof given === 'object' && given !== null && 'command' in given;
  const read = (isProgram ? program : address).safeParse(given);
  if (read.success) return read.data;
  for (const { path, message } of read.error.issues) addIssue({ code: 'custom', path, message });
  return z.NEVER;
});

const NAME_RULE = 'a server’s name has at most 20 small letters, digits and hyphens, and begins with a letter';

/** The scheme, host and port of an address, and nothing else. */
const isOrigin = (text: string): boolean => URL.canParse(text) && new URL(text).origin === text;

const file = z.strictObject({
  headers: z
    .record(z.string(), texts)
    .refine((all) => Object.keys(all).every(isOrigin), 'each key must be like https://mcp.example.com')
    .default({}),
  mcpServers: z
    .record(z.string(), server)
    .default({})
    .refine((all) => Object.keys(all).every((name) => SERVER_NAME.test(name)), NAME_RULE)
    .refine((all) => Object.keys(all).length <= MOST_SERVERS, `it names more than ${MOST_SERVERS} servers`),
});

/** What is wrong with the file that `MCP_SERVERS` names; nothing if it's all right or none is named. */
export const findMcpProblems = (path: string | undefined, environment: Environment): string[] => {
  const read = readFile(path, environment);
  return 'problems' in read ? read.problems.map((problem) => `MCP_SERVERS names a file that ${problem}`) : [];
};

/** What `set` says of MCP servers; none of the file's if {@link findMcpProblems} finds something wrong with it. */
export const readMcpSettings = (
  { MCP_SERVERS, MCP_IN_SETTINGS }: Environment,
  environment: Environment,
): McpSettings => {
  const read = readFile(MCP_SERVERS, environment);
  return { ...('problems' in read ? NO_MCP : read), isOpenToServers: MCP_IN_SETTINGS === 'on' };
};

const readFile = (path: string | undefined, environment: Environment): McpFile | { problems: string[] } => {
  if (path === undefined) return NO_MCP;
  const json = parseFile(path);
  if ('problem' in json) return { problems: [json.problem] };
  const secrets = new Set<string>();
  const missing = new Set<string>();
  const filled = fillIn(json.value, (name, usual) => {
    // An empty value counts as not set, as with settings: a copied `.env.example` has empty values.
    const value = environment[name]?.trim() ? environment[name] : usual;
    if (value === undefined) missing.add(name);
    else if (value.length >= LEAST_SECRET) secrets.add(value);
    return value ?? '';
  });
  if (missing.size > 0) return { problems: [...missing].map(explainMissing) };
  const read = file.safeParse(filled);
  if (!read.success)
    return {
      problems: read.error.issues.map(
        ({ path: at, message }) => `has a mistake at ${at.join('.') || 'its top'}: ${message}`,
      ),
    };
  const servers = Object.entries(read.data.mcpServers).flatMap(([name, one]) =>
    one.disabled ? [] : [toServer(name, one, environment)],
  );
  const { headers } = read.data;
  const all = [...servers.map(({ way }) => (way.is === 'http' ? way.headers : {})), ...Object.values(headers)];
  for (const value of all.flatMap((one) => Object.values(one))) addHeader(secrets, value);
  return { servers, headers, secrets: [...secrets] };
};

/** What to do is a sentence of its own, as the doctor shows it. */
const explainMissing = (name: string): string =>
  `needs the variable ${name}, which isn’t set. Set ${name} in the environment or in .env, or take it out of the file`;

/** A header's value, and what stands in it after a word like `Bearer`. */
const addHeader = (secrets: Set<string>, value: string): void => {
  for (const secret of [value, value.slice(value.indexOf(' ') + 1)])
    if (secret.length >= LEAST_SECRET) secrets.add(secret);
};

const toServer = (
  name: string,
  one: z.infer<typeof program> | z.infer<typeof address>,
  environment: Environment,
): McpFileServer => ({
  name,
  way:
    'command' in one
      ? { is: 'stdio', command: one.command, args: one.args, env: { ...pickUsual(environment), ...one.env } }
      : { is: 'http', url: one.url, headers: one.headers },
  ...(one.tools && { tools: one.tools }),
  readOnly: one.readOnly,
  ...(one.onlyIn && { onlyIn: one.onlyIn }),
  seconds: one.seconds,
});

const pickUsual = (environment: Environment): Record<string, string> =>
  Object.fromEntries(USUAL.flatMap((name) => (environment[name] === undefined ? [] : [[name, environment[name]]])));

const parseFile = (path: string): { value: unknown } | { problem: string } => {
  try {
    return { value: JSON.parse(readFileSync(path, 'utf8')) };
  } catch (error) {
    if (error instanceof SyntaxError) return { problem: 'isn’t JSON' };
    const code = error instanceof Error && 'code' in error ? `${error.code}` : 'it failed';
    return { problem: code === 'ENOENT' ? 'isn’t there' : `can’t be read (${code})` };
  }
};

/** Puts values of the environment into all texts, for `${NAME}` or, with a value for where it's missing, `${NAME:-VALUE}`. */
const fillIn = (value: unknown, find: (name: string, usual: string | undefined) => string): unknown => {
  if (typeof value === 'string')
    return value.replace(/\$\{(\w+)(?::-([^}]*))?\}/g, (_, name: string, usual?: string) => find(name, usual));
  if (Array.isArray(value)) return value.map((one) => fillIn(one, find));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, fillIn(one, find)]));
};
