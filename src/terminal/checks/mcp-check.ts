import { makeChildEnvironment } from '../../base/child-environment.ts';
import { systemClock, within } from '../../base/clock.ts';
import type { McpFault } from '../../base/events.ts';
import { type Config, PROXY_SETTINGS } from '../../config.ts';
import type { McpFileServer } from '../../environment/mcp-file.ts';
import { makeRedactor } from '../../ops/redact.ts';
import { toMcpOffer } from '../../parts/mcp-part.ts';
import { nameMcpServer } from '../../settings/tool-names.ts';
import { McpProcess } from '../../tools/mcp/mcp-process.ts';
import type { McpCatalogue } from '../../tools/mcp/mcp-protocol.ts';
import { type McpNews, McpServers } from '../../tools/mcp/mcp-servers.ts';
import { McpSupervisor } from '../../tools/mcp/mcp-supervisor.ts';
import { sanitizeLine } from '../../tools/mcp/mcp-text.ts';
import { isAmongTools } from '../../tools/mcp/mcp-tools.ts';
import { askOnce, type Check, type Finding, type Tools } from '../check.ts';

/** How long all servers may take, in milliseconds: less than an examination, so that what became of each can be told. */
const PATIENCE = 6_500;

/** How many characters of a server's tools, and of what its program said last, are shown. */
const MOST_LISTED = 300;
const MOST_WORDS = 200;

/** Connects all servers of the file in a process of its own, as the bot does, and ends them. What each said first is kept. */
const askServers = askOnce(async ({ config, clock, signal }: Tools): Promise<ReadonlyMap<string, McpNews>> => {
  const heard = new Map<string, McpNews>();
  const waiting = new Map(config.mcp.servers.map(({ name }) => [name, Promise.withResolvers<void>()]));
  const supervisor = new McpSupervisor({
    clock: systemClock,
    env: makeChildEnvironment(process.env),
    proxies: config.proxies,
    died() {},
    start: (options) => new McpProcess(options),
  });
  const tell = (news: McpNews) => {
    if (!heard.has(news.server.name)) heard.set(news.server.name, news);
    waiting.get(news.server.name)?.resolve();
  };
  const servers = new McpServers({ clock: systemClock, supervisor, tell });
  try {
    for (const one of config.mcp.servers) servers.want(toMcpOffer(one).server);
    await within(clock, PATIENCE, Promise.all([...waiting.values()].map(({ promise }) => promise)), signal);
    // A server that is ended now isn't one that was lost.
    return new Map(heard);
  } finally {
    await supervisor.end();
  }
});

const common = {
  needs: ['MCP_SERVERS', ...PROXY_SETTINGS],
  remedy: 'The installed packages are damaged. Delete node_modules and run "npm ci".',
};

/** Connects the servers of the operator's file. A row of its own tells of each; see {@link listServerChecks}. */
export const mcp: Check = {
  ...common,
  name: 'MCP servers',
  run: async (tools) => {
    const { servers } = tools.config.mcp;
    if (servers.length === 0) return { ok: true, seen: 'none' };
    await askServers(tools);
    return { ok: true, seen: `MCP_SERVERS names ${servers.map(({ name }) => name).join(', ')}` };
  },
};

/** One check for each server of the operator's file. */
export const listServerChecks = ({ mcp: { servers } }: Pick<Config, 'mcp'>): Check[] =>
  servers.map((server) => ({
    ...common,
    name: `MCP server ${server.name}`,
    after: [mcp],
    run: async (tools) => judge(server, (await askServers(tools)).get(server.name), tools.config.tools),
  }));

const judge = (server: McpFileServer, news: McpNews | undefined, on: readonly string[]): Finding => {
  if (!news) {
    const remedy =
      `Parley itself waits 15 s. A program that npx has to download first may need that; run it once by hand. If it doesn’t ` +
      'help, the log says why (the event mcp.down).';
    return { ok: 'note', seen: `not connected within ${PATIENCE / 1_000} s`, remedy };
  }
  return news.is === 'up' ? judgeCatalogue(server, news.catalogue, on) : explainFault(server, news);
};

/**
 * What it has, and which names aren't among it: such a tool is never offered, or asks with a button. `on` are the tools that are on where
 * nobody has chosen.
 */
const judgeCatalogue = (
  { name: server, tools: offered, readOnly }: McpFileServer,
  catalogue: McpCatalogue,
  on: readonly string[],
): Finding => {
  const names = catalogue.tools.map(({ tool }) => tool);
  const shown = offered ? names.filter((name) => isAmongTools(offered, name)) : names;
  const share = offered ? `${shown.length} of ${names.length}` : `${shown.length}`;
  const seen = [
    `tools: ${shown.length === 0 ? 'none' : `${share} (${listNames(shown)})`}`,
    ...(catalogue.leftOut > 0 ? [`tools that can’t be offered: ${catalogue.leftOut}`] : []),
    ...(catalogue.resources.length > 0 ? [`resources: ${catalogue.resources.length}`] : []),
    ...(catalogue.prompts.length > 0 ? [`prompts: ${catalogue.prompts.length}`] : []),
  ].join('; ');
  const isThere = (pattern: string) => names.some((name) => isAmongTools([pattern], name));
  const prefix = `${nameMcpServer(server)}/`;
  const lists = {
    '"tools"': (offered ?? []).filter((one) => !isThere(one)),
    '"readOnly"': readOnly.filter((one) => !isThere(one)),
    // People type these in whatever case.
    TOOLS: on.filter(
      (one) => one.startsWith(prefix) && !shown.some((name) => `${prefix}${name}`.toLowerCase() === one),
    ),
  };
  const missing = Object.entries(lists).flatMap(([list, without]) =>
    without.length > 0 ? [`${list} names ${listNames(without)}`] : [],
  );
  if (missing.length === 0) return { ok: true, seen };
  return { ok: 'note', seen, remedy: `It has no such tools: ${missing.join('; ')}. Correct the names.` };
};

const listNames = (names: readonly string[]): string => sanitizeLine(names.join(', '), MOST_LISTED);

/** What happened, and what to do about it. */
type Trouble = readonly [seen: string, remedy: string];

const OTHER: Trouble = ['can’t be used', 'The log says why (the event mcp.down).'];

/** Where it doesn't matter how the server is reached. */
const ALWAYS: Partial<Record<McpFault, Trouble>> = {
  flood: ['sends too much', 'docs/OPERATING.md says how much is taken. Use another version of it.'],
  failing: ['the MCP process dies again and again', common.remedy],
};

const PROGRAM: Partial<Record<McpFault, Trouble>> = {
  gone: ['its program doesn’t start, or ends', 'Check its "command" and "args", and run it once by hand.'],
  silent: ['its program doesn’t answer', 'Check that it’s an MCP server which talks by standard input and output.'],
  nonsense: ['its program doesn’t speak MCP', 'Check its "command" and "args".'],
};

const ADDRESS: Partial<Record<McpFault, Trouble>> = {
  gone: [
    'can’t be reached, or breaks off',
    'Check its "url", whether the server runs, and whether this machine reaches it.',
  ],
  silent: ['doesn’t answer', 'Check its "url", and whether a firewall is in the way.'],
  nonsense: ['doesn’t speak MCP', 'Check its "url": it’s for Streamable HTTP, and often ends with /mcp.'],
  refused: ['refuses us', 'Check its "headers", and the variables of the environment that they’re made of.'],
  elsewhere: ['redirects to another host', 'Set its "url" to that host, if you trust it with what is in "headers".'],
};

const explainFault = ({ way }: McpFileServer, { why, words }: Extract<McpNews, { is: 'down' }>): Finding => {
  const [seen, remedy] = ALWAYS[why] ?? (way.is === 'stdio' ? PROGRAM : ADDRESS)[why] ?? OTHER;
  const last = way.is === 'stdio' ? findLastLine(words, way.env) : '';
  return { ok: false, seen: last === '' ? seen : `${seen}; it said: ${last}`, remedy };
};

/** What a program wrote last. It may print what it was given, and what the file says in clear isn't known to be secret anywhere else. */
const findLastLine = (words: string, env: Readonly<Record<string, string>>): string => {
  const given = Object.entries(env).flatMap(([name, value]) => (process.env[name] === value ? [] : [value]));
  return sanitizeLine(makeRedactor(given)(words.trim().split('\n').at(-1) ?? ''), MOST_WORDS);
};
