/**
 * What goes wrong with a method on purpose. `hang`: it's never answered; `die`: the server ends; `flood`: it sends without an end;
 * `nonsense`: its result has another shape; `error`: it answers with an error; `endless`: a list has always another page; `huge`: one
 * message is as long as `hugeBytes`.
 */
export type McpFaultOnPurpose = 'hang' | 'die' | 'flood' | 'nonsense' | 'error' | 'endless' | 'huge';

/** What an MCP server has and says. It's JSON, so that a program gets it as an argument. */
export type McpScript = {
  tools?: readonly object[];
  resources?: readonly object[];
  prompts?: readonly object[];
  /** The results of tools, contents of resources and messages of prompts, by their names. A tool without one says what it was given. */
  results?: Readonly<Record<string, object>>;
  /** What goes wrong, by method. */
  faults?: Readonly<Record<string, McpFaultOnPurpose>>;
  hugeBytes?: number;
  /** Lines that are no messages and come before everything else. */
  noise?: readonly string[];
  /** Whether it ends on what it doesn't know, as some servers do before they're initialized. */
  isStrict?: boolean;
  /** How often it says at once that its tools have changed, after each list of them. */
  news?: number;
  /** A program that it starts and leaves alone, which writes its number to this file. */
  companion?: string;
};

/** A message of JSON-RPC, as far as a server looks at it. */
export type McpMessage = { jsonrpc: '2.0'; id?: number | string; method?: string; params?: Record<string, unknown> };

/** What a server does about a message: answers with these messages, or what goes wrong. */
export type McpReaction = { say: readonly object[] } | { fault: 'hang' | 'die' | 'flood' };

const PROTOCOL = '2025-06-18';

/** Plays a server by its script. */
export const reactTo = (script: McpScript, { id, method = '', params = {} }: McpMessage): McpReaction => {
  const fault = script.faults?.[method];
  if (fault === 'hang' || fault === 'die' || fault === 'flood') return { fault };
  if (id === undefined) return { say: [] };
  const reply = (result: object) => ({ say: [{ jsonrpc: '2.0', id, result }, ...listNews(script, method)] });
  if (fault === 'error') return { say: [{ jsonrpc: '2.0', id, error: { code: -32603, message: 'It broke.' } }] };
  if (fault === 'nonsense') return reply({ is: 'nonsense', content: 'none', tools: 'many', protocolVersion: 7 });
  if (fault === 'huge') return reply({ content: [{ type: 'text', text: 'x'.repeat(script.hugeBytes ?? 0) }] });
  const result = answerTo(script, method, params, fault === 'endless');
  if (result) return reply(result);
  if (script.isStrict) return { fault: 'die' };
  return { say: [{ jsonrpc: '2.0', id, error: { code: -32601, message: 'Method not found' } }] };
};

const answerTo = (
  script: McpScript,
  method: string,
  params: Record<string, unknown>,
  isEndless: boolean,
): object | undefined => {
  const { tools = [], resources, prompts, results = {} } = script;
  const next = isEndless ? { nextCursor: `${Number(params.cursor ?? 0) + 1}` } : {};
  switch (method) {
    case 'initialize':
      return {
        protocolVersion: PROTOCOL,
        serverInfo: { name: 'world', version: '1' },
        capabilities: {
          tools: { listChanged: true },
          ...(resources && { resources: {} }),
          ...(prompts && { prompts: {} }),
        },
      };
    case 'tools/list':
      return { tools, ...next };
    case 'resources/list':
      return { resources, ...next };
    case 'prompts/list':
      return { prompts, ...next };
    case 'tools/call':
      return pick(results, params.name) ?? { content: [{ type: 'text', text: JSON.stringify(params.arguments) }] };
    case 'resources/read':
      return pick(results, params.uri);
    case 'prompts/get':
      return (
        pick(results, params.name) ?? {
          messages: [{ role: 'user', content: { type: 'text', text: JSON.stringify(params.arguments ?? {}) } }],
        }
      );
    default:
      return undefined;
  }
};

/** The result of a name, which may also be one that every object has. */
const pick = (results: NonNullable<McpScript['results']>, name: unknown): object | undefined =>
  Object.hasOwn(results, String(name)) ? results[String(name)] : undefined;

const listNews = ({ news = 0 }: McpScript, method: string): object[] =>
  method === 'tools/list'
    ? Array.from({ length: news }, () => ({ jsonrpc: '2.0', method: 'notifications/tools/list_changed' }))
    : [];

/** A line that says nothing and can be sent without an end. */
export const FLOOD_LINE = `${JSON.stringify({ jsonrpc: '2.0', method: 'notifications/message', params: { level: 'info', data: 'x'.repeat(500) } })}\n`;
