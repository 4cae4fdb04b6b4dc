/**
 * The messages between the bot and the MCP process, over Node's IPC channel with `advanced` serialization. The process reads what
 * servers send, so all that it passes on is bounded, and the bot takes it as it is.
 */

import type { McpFault } from '../../base/events.ts';
import type { Proxies } from '../../proxy/proxy-settings.ts';

/** How a server is reached. `isOpen`: its address may be any, as the operator says; otherwise only one on the internet. */
export type McpWay =
  | { is: 'stdio'; command: string; args: readonly string[]; env: Readonly<Record<string, string>> }
  | { is: 'http'; url: string; headers: Readonly<Record<string, string>>; isOpen: boolean };

/** A tool as it's offered. `tool` is what the server calls it; `print` changes whenever anything that it says of itself does. */
export type McpTool = {
  name: string;
  tool: string;
  description: string;
  parameters: Record<string, unknown> | undefined;
  print: string;
};

/** A resource, or a prompt with the one argument that it may need. `label` is what people read. */
export type McpResource = { uri: string; label: string };
export type McpPrompt = { prompt: string; label: string; argument: string | undefined };

/** What a server has. `leftOut` counts the tools that couldn't be offered. */
export type McpCatalogue = {
  tools: readonly McpTool[];
  resources: readonly McpResource[];
  prompts: readonly McpPrompt[];
  leftOut: number;
};

/** What is asked of a server. `print`: a tool is called only if that's still its print, because people and operators allowed what it was. */
export type McpRequest =
  | { is: 'call'; tool: string; args: Record<string, unknown>; print?: string }
  | { is: 'read'; uri: string }
  | { is: 'prompt'; prompt: string; argument: { name: string; value: string } | undefined };

/** What it answered: a text that is no longer than {@link MCP_LIMITS}.resultBytes. `isError`: it says that it failed. */
export type McpAnswer = { is: 'answer'; text: string; isCut: boolean; isError: boolean };

/** What became of a request; `unknown`: it has no such tool, or none any more; `busy`: it's asked too much. */
export type McpOutcome = McpAnswer | { is: 'fault'; why: McpFault | 'unknown' | 'busy' };

/** A message to the MCP process. `server` is a key, and `job` comes back with the outcome. */
export type ToMcp =
  | { is: 'proxies'; proxies: Proxies }
  | { is: 'open'; server: string; name: string; way: McpWay; callMs: number }
  | { is: 'close'; server: string }
  | { is: 'ask'; job: number; server: string; request: McpRequest }
  | { is: 'cancel'; job: number }
  | { is: 'ping' };

/**
 * A message from the MCP process. `down`: a server can't be used; it's tried again by itself. `group`: a server's processes, which
 * have to be ended if the MCP process can't do it; `words` is the end of what such a process wrote to standard error.
 */
export type FromMcp =
  | { is: 'pong' }
  | { is: 'up'; server: string; catalogue: McpCatalogue }
  | { is: 'down'; server: string; why: McpFault; words: string }
  | { is: 'outcome'; job: number; outcome: McpOutcome }
  | { is: 'group'; pid: number; state: 'started' | 'ended' };
