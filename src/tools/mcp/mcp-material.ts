import { createHash } from 'node:crypto';
import type { McpOutcome, McpPrompt, McpRequest, McpResource } from './mcp-protocol.ts';
import type { McpServer, McpServers } from './mcp-servers.ts';

/** A resource or a prompt that somebody can add to a question. `value` is short, whatever its address is. */
export type McpMaterial = { value: string; label: string; server: McpServer; of: McpResource | McpPrompt };

type MaterialServers = Pick<McpServers, 'find' | 'ask'>;

/** What servers have that can be added to a question, in the order of the servers. */
export const listMaterial = (servers: MaterialServers, on: readonly McpServer[]): McpMaterial[] =>
  on.flatMap((server) => {
    const { resources = [], prompts = [] } = servers.find(server.key)?.catalogue ?? {};
    return [...prompts, ...resources].map((of) => ({
      value: `${server.name}:${fingerprint('uri' in of ? of.uri : `prompt ${of.prompt}`)}`,
      label: `${server.name}: ${of.label}`,
      server,
      of,
    }));
  });

const fingerprint = (text: string): string => createHash('sha256').update(text).digest('base64url').slice(0, 20);

/** Gets it from its server. What was asked is what a prompt is about, if it wants to know. */
export const fetchMaterial = (
  servers: MaterialServers,
  { server, of }: McpMaterial,
  { question, signal }: { question: string; signal: AbortSignal },
): Promise<McpOutcome> => {
  const request: McpRequest =
    'uri' in of
      ? { is: 'read', uri: of.uri }
      : {
          is: 'prompt',
          prompt: of.prompt,
          argument: of.argument === undefined ? undefined : { name: of.argument, value: question },
        };
  return servers.ask(server, request, signal);
};
