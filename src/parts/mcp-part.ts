import type { Logger } from 'pino';
import { systemClock } from '../base/clock.ts';
import type { Observe } from '../base/events.ts';
import type { Place } from '../base/place.ts';
import type { Config } from '../config.ts';
import type { McpFileServer } from '../environment/mcp-file.ts';
import { readOwnMcpServer } from '../settings/own-mcp-server.ts';
import type { SettingValues } from '../settings/setting-table.ts';
import { McpProcess } from '../tools/mcp/mcp-process.ts';
import { type McpNews, type McpServer, McpServers } from '../tools/mcp/mcp-servers.ts';
import { McpSupervisor } from '../tools/mcp/mcp-supervisor.ts';
import { type McpOffer, McpTools } from '../tools/mcp/mcp-tools.ts';

/** What MCP servers need of the other parts. */
type McpMeans = { env: Record<string, string>; log: Logger; observe: Observe };

/** The MCP servers of a bot, and the tools that they bring. */
export type McpPart = {
  tools: McpTools;
  /** Ends the MCP process and all programs that it has started. */
  end(): Promise<void>;
};

/**
 * Makes what talks with MCP servers. The servers are connected at once; without any, no process runs. It lives in the machine's time, whatever clock the rest
 * has, as the servers do.
 */
export const openMcp = ({ mcp, proxies }: Pick<Config, 'mcp' | 'proxies'>, means: McpMeans): McpPart => {
  const { env, log, observe } = means;
  const clock = systemClock;
  const supervisor = new McpSupervisor({
    clock,
    env,
    proxies,
    died: ({ code, signal, words }) => {
      log.error({ event: 'mcp.process_died', code, signal, words }, 'the MCP process died');
      observe({ is: 'mcp', why: 'died' });
    },
    start: (options) => new McpProcess(options),
  });
  const servers = new McpServers({ clock, supervisor, tell: (news) => tellNews(news, means) });
  const findOwn = (values: SettingValues, place: Place) => listOwnServers(mcp, values, place);
  const tools = new McpTools({ servers, offers: mcp.servers.map(toMcpOffer), findOwn, log });
  tools.start();
  return { tools, end: () => supervisor.end() };
};

/** A server of the operator’s file as it’s offered. */
export const toMcpOffer = ({ name, way, seconds, ...rest }: McpFileServer): McpOffer => ({
  ...rest,
  server: {
    key: name,
    name,
    way: way.is === 'http' ? { ...way, isOpen: true } : way,
    callMs: seconds * 1_000,
    isKept: true,
  },
});

/** How long a call of a server may take that people have set, in milliseconds. */
const OWN_CALL = 30_000;

/**
 * The servers that people have set in a place. Each home has connections of its own, so that what a server remembers of one isn't told in
 * another. Only an address on the internet is asked, and only with headers that the operator has for that origin.
 */
export const listOwnServers = (mcp: Config['mcp'], values: SettingValues, { server, channel }: Place): McpServer[] =>
  values['mcp-servers'].flatMap((entry) => {
    const own = readOwnMcpServer(entry);
    if (!own || !mcp.isOpenToServers) return [];
    const { name, url } = own;
    const headers = mcp.headers[new URL(url).origin] ?? {};
    const key = JSON.stringify([server ?? channel, name, url]);
    return [{ key, name, way: { is: 'http', url, headers, isOpen: false }, callMs: OWN_CALL, isKept: false }];
  });

/** What becomes of servers is logged without a word of what they say, except for how a program died. */
const tellNews = (news: McpNews, { log, observe }: Pick<McpMeans, 'log' | 'observe'>): void => {
  if (news.is === 'down') {
    observe({ is: 'mcp', why: news.why });
    log.warn(
      { event: 'mcp.down', server: news.server.name, why: news.why, words: news.words },
      'an MCP server can’t be used',
    );
    return;
  }
  const { tools, resources, prompts, leftOut } = news.catalogue;
  const counts = { tools: tools.length, resources: resources.length, prompts: prompts.length, leftOut };
  log.info({ event: 'mcp.up', server: news.server.name, ...counts }, 'an MCP server has told what it has');
};
