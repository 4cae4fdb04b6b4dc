import { UserError } from '../base/errors.ts';
import { NONE, type SettingKind, type SettingsKnowledge, suggestWords } from './kind.ts';
import { makeLines } from './text-kinds.ts';

/** Parley's own tools, as people switch them on and off. A test compares them with what there is. */
export const TOOL_NAMES = [
  'time',
  'dice',
  'poll',
  'reminders',
  'people',
  'pin',
  'thread',
  'fetch',
  'messages',
] as const;

export type ToolName = (typeof TOOL_NAMES)[number];

/**
 * The tools that are on where nobody has chosen. They show nobody anything that they couldn't see, and bring in nothing that
 * strangers wrote. What changes something still asks with a button first.
 */
export const USUAL_TOOLS: readonly ToolName[] = ['time', 'dice', 'poll', 'reminders', 'people'];

/** What stands before the name of an MCP server, and between it and one of its tools: `mcp:files`, `mcp:files/read_file`. */
const MCP = 'mcp:';
const WITHIN = '/';

/** The name by which all tools of an MCP server are switched on. */
export const nameMcpServer = (server: string): string => `${MCP}${server}`;

/** Whether an MCP server's tool is on, by itself or with all of its server. */
export const isMcpToolOn = (on: readonly string[], server: string, tool: string): boolean =>
  on.some((one) => one === nameMcpServer(server) || one === `${MCP}${server}${WITHIN}${tool}`.toLowerCase());

/** Whether any tool of an MCP server may be on. */
export const isMcpServerOn = (on: readonly string[], server: string): boolean =>
  on.some((one) => one.split(WITHIN)[0] === nameMcpServer(server));

/** What a record has may be the name of a tool that another version knows. */
const names = makeLines(25, 100, (typed) => typed.toLowerCase());

/** All that can be named, except for single tools of MCP servers. */
const listNames = ({ mcpServers = [] }: Pick<SettingsKnowledge, 'mcpServers'>): readonly string[] => [
  ...TOOL_NAMES,
  ...mcpServers,
];

/** How many unknown names a refusal repeats. */
const MOST_NAMED = 5;

/** What no key or token looks like. A problem with the environment repeats nothing else, because somebody may have mixed up lines. */
const HARMLESS = /^[a-z][a-z:/_-]{0,39}$/;

/** The MCP servers whose tools the operator can name, and whether people may name others. */
type KnownServers = { servers: readonly { name: string }[]; isOpenToServers: boolean };

/**
 * The tools that the operator switches on for everyone, as the environment names them, where there may be these MCP servers; the usual ones
 * if nothing is named.
 *
 * @throws UserError if there's no such tool
 */
export const readOperatorTools = (text: string | undefined, mcp: KnownServers): readonly string[] => {
  if (text === undefined) return USUAL_TOOLS;
  const mcpServers = mcp.servers.map(({ name }) => nameMcpServer(name));
  const known = { models: [], messageContent: false, textModel: false, ownMcpServers: mcp.isOpenToServers, mcpServers };
  return toolNames.parse(text, known);
};

/** What is wrong with the tools that the operator names. */
export const findToolProblems = (text: string | undefined, mcp: KnownServers): string[] => {
  try {
    readOperatorTools(text, mcp);
    return [];
  } catch (error) {
    const all = [...TOOL_NAMES, ...mcp.servers.map(({ name }) => nameMcpServer(name))];
    const unknown = error instanceof UserError && error.text.code === 'settings.not-tools' ? error.text.names : [];
    const told = unknown.filter((name) => HARMLESS.test(name)).map((name) => `; there is no "${name}"`);
    return [`TOOLS must be "none", or some of these, apart by commas: ${all.join(', ')}${told.join('')}`];
  }
};

/** The names of tools that are on. Somebody who picks them from a list sends them apart by blanks. */
export const toolNames: SettingKind<readonly string[]> = {
  ...names,
  editor: { is: 'choices', of: TOOL_NAMES, more: ({ mcpServers = [] }) => mcpServers },
  parse(text, known = { models: [], messageContent: false, textModel: false }) {
    const words = text
      .trim()
      .toLowerCase()
      .split(/[\s,]+/);
    const all = listNames(known);
    const chosen = words.filter((word) => word !== NONE && word !== '');
    const isKnown = (name: string) => all.includes(name) || (known.ownMcpServers === true && name.startsWith(MCP));
    const unknown = [...new Set(chosen)].filter((word) => !isKnown(word.split(WITHIN)[0] ?? ''));
    if (unknown.length > 0)
      throw new UserError({ code: 'settings.not-tools', names: unknown.slice(0, MOST_NAMED), known: all });
    return names.parse(chosen.join(',') || NONE);
  },
  suggest(typed, known) {
    const [, before = '', last = ''] = /^(.*[\s,])?([^\s,]*)$/s.exec(typed) ?? [];
    return suggestWords(last, [...listNames(known), NONE]).map(({ value }) => {
      const whole = `${before}${value}`;
      return { name: whole, value: whole };
    });
  },
};
