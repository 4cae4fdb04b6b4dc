import { createHash } from 'node:crypto';
import type { Client, RequestOptions } from '@modelcontextprotocol/client';
import type { ArgumentShape } from '../mcp-arguments.ts';
import { MCP_LIMITS } from '../mcp-limits.ts';
import { nameFunction } from '../mcp-names.ts';
import type { McpCatalogue, McpPrompt, McpResource, McpTool } from '../mcp-protocol.ts';
import { toLiveSchema } from '../mcp-schema.ts';
import { sanitizeLine } from '../mcp-text.ts';
import { ANYTHING } from './any-schema.ts';

/** What the process keeps of a tool: what its arguments become, and what the server says of them. */
export type ToolInside = { shape: ArgumentShape; inputSchema: { type: 'object' }; print: string };

/** What a server has, and what of it stays in this process. */
export type ReadCatalogue = { catalogue: McpCatalogue; inside: ReadonlyMap<string, ToolInside> };

/** One entry of a list as a server sends it, of which nothing is certain. */
type Entry = Record<string, unknown>;

/** How long things may be, in characters: names, addresses, what people read, and what a tool says that it does. */
const MOST_NAME = 200;
const MOST_URI = 1_000;
const MOST_LABEL = 100;
const MOST_DESCRIPTION = 1_000;

/**
 * Reads what a server has. Each tool stands for itself: one that can't be offered is left out and counted, and doesn't cost the others.
 *
 * @throws the client's errors if the tools can't be listed; what goes wrong about the rest leaves that empty
 */
export const readCatalogue = async (client: Client, server: string, how: RequestOptions): Promise<ReadCatalogue> => {
  const { tools, resources, prompts } = client.getServerCapabilities() ?? {};
  const listed = tools ? await listPages(client, 'tools', MCP_LIMITS.tools, how) : { entries: [], more: 0 };
  const read = readTools(server, listed.entries);
  const rest = async (has: unknown, what: 'resources' | 'prompts'): Promise<Entry[]> => {
    if (!has) return [];
    const pages = await listPages(client, what, MCP_LIMITS[what], how).catch(() => ({ entries: [] }));
    return pages.entries;
  };
  const [resourceEntries, promptEntries] = [await rest(resources, 'resources'), await rest(prompts, 'prompts')];
  how.signal?.throwIfAborted();
  return {
    inside: read.inside,
    catalogue: {
      tools: read.tools,
      leftOut: listed.more + listed.entries.length - read.tools.length,
      resources: resourceEntries.flatMap(readResourceEntry),
      prompts: promptEntries.flatMap(readPromptEntry),
    },
  };
};

/** The entries of a list, page by page, and how many of the last page were too many. A list may well have no end. */
const listPages = async (
  client: Client,
  what: 'tools' | 'resources' | 'prompts',
  most: number,
  how: RequestOptions,
): Promise<{ entries: Entry[]; more: number }> => {
  const entries: Entry[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < MCP_LIMITS.pages && entries.length < most; page += 1) {
    const request = { method: `${what}/list`, ...(cursor !== undefined && { params: { cursor } }) };
    const result = toEntry(await client.request(request, ANYTHING, how));
    const found = result[what];
    if (Array.isArray(found)) entries.push(...found.slice(0, 2 * most).map(toEntry));
    const next = result.nextCursor;
    if (typeof next !== 'string' || next === cursor) break;
    cursor = next;
  }
  return { entries: entries.slice(0, most), more: Math.max(0, entries.length - most) };
};

const readTools = (server: string, entries: readonly Entry[]) => {
  const inside = new Map<string, ToolInside>();
  const tools: McpTool[] = [];
  for (const { name: tool, description, inputSchema } of entries) {
    if (typeof tool !== 'string' || tool === '' || tool.length > MOST_NAME || inside.has(tool)) continue;
    const converted = toLiveSchema(inputSchema);
    if (!converted) continue;
    const { parameters, shape } = converted;
    const about = typeof description === 'string' ? sanitizeLine(description, MOST_DESCRIPTION) : '';
    const print = fingerprint(typeof description === 'string' ? description : '', inputSchema);
    inside.set(tool, { shape, inputSchema: inputSchema as ToolInside['inputSchema'], print });
    tools.push({ name: nameFunction(server, tool), tool, description: about, parameters, print });
  }
  return { inside, tools };
};

/** Changes with all that a tool says of itself, also with what the model isn't shown. */
const fingerprint = (description: string, inputSchema: unknown): string =>
  createHash('sha256')
    .update(JSON.stringify([description, inputSchema]))
    .digest('base64url')
    .slice(0, 16);

const readResourceEntry = ({ uri, name, title }: Entry): McpResource[] => {
  if (typeof uri !== 'string' || uri === '' || uri.length > MOST_URI) return [];
  return [{ uri, label: labelOf([title, name, uri]) }];
};

/** A prompt is offered if it needs one argument at most: what people write is that argument. */
const readPromptEntry = ({ name: prompt, title, arguments: given }: Entry): McpPrompt[] => {
  if (typeof prompt !== 'string' || prompt === '' || prompt.length > MOST_NAME) return [];
  const known = (Array.isArray(given) ? given.slice(0, 20).map(toEntry) : []).filter(
    ({ name }) => typeof name === 'string',
  );
  const needed = known.filter(({ required }) => required === true);
  if (needed.length > 1) return [];
  const [argument] = [...needed, ...known];
  return [{ prompt, label: labelOf([title, prompt]), argument: argument && String(argument.name).slice(0, MOST_NAME) }];
};

const labelOf = (names: readonly unknown[]): string => {
  const lines = names.map((name) => (typeof name === 'string' ? sanitizeLine(name, MOST_LABEL) : ''));
  return lines.find((line) => line !== '') ?? '?';
};

const toEntry = (value: unknown): Entry => (typeof value === 'object' && value !== null ? (value as Entry) : {});
