import type { Logger } from 'pino';
import type { Place } from '../../base/place.ts';
import type { SettingValues } from '../../settings/setting-table.ts';
import { isMcpServerOn, isMcpToolOn, nameMcpServer } from '../../settings/tool-names.ts';
import type { PlaceTool } from '../place-tool.ts';
import { makeMcpTool } from './mcp-call.ts';
import { MCP_LIMITS } from './mcp-limits.ts';
import { fetchMaterial, listMaterial, type McpMaterial } from './mcp-material.ts';
import type { McpOutcome, McpTool } from './mcp-protocol.ts';
import type { McpServer, McpServers } from './mcp-servers.ts';

/**
 * An MCP server as the operator offers it: which of its tools (all if that's missing), which of them only read, and in which servers
 * and channels of Discord (everywhere if that's missing). A `*` at the end of a tool's name stands for any.
 */
export type McpOffer = {
  server: McpServer;
  tools?: readonly string[];
  readOnly: readonly string[];
  onlyIn?: readonly string[];
};

/** How many tools of MCP servers a place has at most, and how many characters of JSON the model is told of them. */
const MOST_TOOLS = 64;
const MOST_TOLD = 48 * 1024;

/** How many tools are remembered as they were at first. */
const MOST_PRINTS = 10_000;

/** How long a new session waits for servers that are still being connected, in milliseconds. */
const PATIENCE = 3_000;

/** After how long it's known of each whether it can be used, in milliseconds: once it's connected and has listed what it has. */
const KNOWN_AFTER = 2 * MCP_LIMITS.connectMs + 2_000;

export type McpToolsOptions = {
  servers: Pick<McpServers, 'want' | 'find' | 'settle' | 'ask'>;
  offers: readonly McpOffer[];
  /** What people have set in a place. */
  findOwn(values: SettingValues, place: Place): readonly McpServer[];
  log: Logger;
};

/** The tools of MCP servers as places have them. */
export class McpTools {
  readonly #options: McpToolsOptions;
  /** What each tool said of itself when it was first listed. */
  readonly #prints = new Map<string, string>();
  /** Those that have changed since. */
  readonly #changed = new Set<string>();

  constructor(options: McpToolsOptions) {
    this.#options = options;
  }

  /** Connects the servers that are kept connected. */
  start(): void {
    for (const { server } of this.#options.offers) this.#options.servers.want(server);
  }

  /** The tools that a place has, as far as their servers have told of them. */
  list(values: SettingValues, place: Place): readonly PlaceTool[] {
    let room = MOST_TOLD;
    return this.#listOn(values, place)
      .flatMap((offer) =>
        this.#listTools(offer)
          .filter(({ tool }) => isMcpToolOn(values.tools, offer.server.name, tool))
          .map((tool) => this.#make(offer, tool)),
      )
      .slice(0, MOST_TOOLS)
      .filter(({ declaration }) => {
        room -= JSON.stringify(declaration).length;
        return room >= 0;
      });
  }

  /** Whether any of the servers of a place is still being connected for the first time. */
  isConnecting(values: SettingValues, place: Place): boolean {
    const { servers } = this.#options;
    return this.#listOn(values, place).some(({ server }) => servers.find(server.key)?.state.is === 'dialling');
  }

  /** Whether any of the servers of a place can't be used now. Its tools may still be listed. */
  isDown(values: SettingValues, place: Place): boolean {
    const { servers } = this.#options;
    return this.#listOn(values, place).some(({ server }) => servers.find(server.key)?.state.is === 'down');
  }

  /** Waits until the servers of a place are connected, if they're not known yet: for a moment, or until it's known whether they can be. */
  async prepare(values: SettingValues, place: Place, isPatient = false): Promise<void> {
    const { servers } = this.#options;
    const on = this.#listOn(values, place).filter(({ server }) => servers.find(server.key)?.state.is !== 'up');
    for (const { server } of on) servers.want(server);
    if (on.length > 0)
      await servers.settle(
        on.map(({ server }) => server.key),
        isPatient ? KNOWN_AFTER : PATIENCE,
      );
  }

  /** What people can add to a question there. */
  listMaterial(values: SettingValues, place: Place): readonly McpMaterial[] {
    const on = this.#listOn(values, place).filter(({ server }) => values.tools.includes(nameMcpServer(server.name)));
    return listMaterial(
      this.#options.servers,
      on.map(({ server }) => server),
    );
  }

  /** Gets it from its server. @throws the signal's reason */
  fetchMaterial(material: McpMaterial, how: { question: string; signal: AbortSignal }): Promise<McpOutcome> {
    return fetchMaterial(this.#options.servers, material, how);
  }

  #listOn(values: SettingValues, place: Place): McpOffer[] {
    return this.#listOffers(values, place).filter(
      (offer) => isOffered(offer, place) && isMcpServerOn(values.tools, offer.server.name),
    );
  }

  /** Those of the operator, and those that people have set in a place under other names. */
  #listOffers(values: SettingValues, place: Place): readonly McpOffer[] {
    const { offers, findOwn } = this.#options;
    const taken = new Set(offers.map(({ server }) => server.name));
    const own = findOwn(values, place).filter(({ name }) => !taken.has(name));
    return [...offers, ...own.map((server) => ({ server, readOnly: [] }))];
  }

  /** The tools of a server that the operator offers. */
  #listTools({ server, tools }: McpOffer): readonly McpTool[] {
    const listed = this.#options.servers.find(server.key)?.catalogue.tools ?? [];
    return tools ? listed.filter(({ tool }) => isAmongTools(tools, tool)) : listed;
  }

  #make(offer: McpOffer, tool: McpTool): PlaceTool {
    const { server, readOnly } = offer;
    const isPlain = this.#isAsBefore(server, tool) && isAmongTools(readOnly, tool.tool);
    return makeMcpTool({
      servers: this.#options.servers,
      server,
      tool,
      isReadOnly: isPlain,
      isOn: (values, place) =>
        isMcpToolOn(values.tools, server.name, tool.tool) &&
        this.#listOn(values, place).some((one) => one.server.key === server.key),
    });
  }

  /** Whether a tool still says of itself what it said first. What was allowed of one that doesn't, isn't allowed any more. */
  #isAsBefore({ key, name }: McpServer, { tool, print }: McpTool): boolean {
    const id = JSON.stringify([key, tool]);
    // A server may list ever new tools. Those that nobody can remember any more aren't trusted.
    if (this.#prints.size >= MOST_PRINTS && !this.#prints.has(id)) return false;
    const before = this.#prints.get(id) ?? print;
    this.#prints.set(id, before);
    if (before === print && !this.#changed.has(id)) return true;
    if (!this.#changed.has(id))
      this.#options.log.warn({ event: 'mcp.tool_changed', server: name, tool }, 'a tool says something else of itself');
    this.#changed.add(id);
    return false;
  }
}

const isOffered = ({ onlyIn }: McpOffer, { server, channel, parent }: Place): boolean =>
  onlyIn?.some((id) => id === server || id === channel || id === parent) ?? true;

/** Whether a tool is one of these. A `*` at the end of a name stands for any. */
export const isAmongTools = (patterns: readonly string[], tool: string): boolean =>
  patterns.some((one) => (one.endsWith('*') ? tool.startsWith(one.slice(0, -1)) : one === tool));
