import { SERVER_NAME } from '../base/mcp-server-name.ts';

/** An MCP server that people have set: what they call it, and where it is. */
export type OwnMcpServer = { name: string; url: string };

/** How long an entry may be, in characters, and how many a place may have. */
export const OWN_MCP_SERVERS = { each: 200, most: 3 } as const;

/** Reads an entry such as `wiki https://mcp.example.com/mcp`; nothing if it isn't one. No password stands in it, because everyone who manages reads it. */
export const readOwnMcpServer = (entry: string): OwnMcpServer | undefined => {
  const [name = '', address = '', ...rest] = entry.trim().split(/\s+/);
  if (rest.length > 0 || !SERVER_NAME.test(name) || !/^https:\/\//.test(address) || !URL.canParse(address))
    return undefined;
  const { username, password, href } = new URL(address);
  return username === '' && password === '' ? { name, url: href } : undefined;
};

/** The entry as it's kept; nothing if it isn't one. */
export const findOwnMcpServer = (entry: string): string | undefined => {
  const server = readOwnMcpServer(entry);
  return server && `${server.name} ${server.url}`;
};
