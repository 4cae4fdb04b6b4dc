import type { Text } from '../../text/text.ts';
import { type ForeignText, wrapForeign } from '../foreign-text.ts';
import type { PlaceTool, PlaceToolResult } from '../place-tool.ts';
import type { ToolChange, ToolChangeResult } from '../tool-changes.ts';
import type { McpOutcome, McpRequest, McpTool } from './mcp-protocol.ts';
import type { McpServer, McpServers } from './mcp-servers.ts';
import { cutBytes, shortenJson } from './mcp-text.ts';

type McpToolMeans = {
  servers: Pick<McpServers, 'ask'>;
  server: McpServer;
  tool: McpTool;
  /** Whether the operator says that it only reads. What the server says about that doesn't count. */
  isReadOnly: boolean;
  isOn: PlaceTool['isOn'];
};

/** How much longer than the server the model is told to wait, in milliseconds, so that it's told which server was slow. */
const GRACE = 2_000;

/** How much people see of arguments, and of what a server answered, in bytes. */
const SHOWN_ARGUMENTS = 600;
const SHOWN_RESULT = 1_200;

/** What the operator's numbers call all of these tools. Their names are other people's. */
const LABEL = 'mcp';

/** What each fault means, for the model: one sentence that it can pass on. */
const FAULTS: Readonly<Record<Extract<McpOutcome, { is: 'fault' }>['why'], string>> = {
  gone: 'The server of this tool is not there at the moment.',
  silent: 'The server of this tool did not answer in time.',
  flood: 'The server of this tool sent far too much, so it was cut off.',
  refused: 'The server of this tool wants another key. Only the person who runs me can change that.',
  private: 'The server of this tool has no address on the internet, so it is not asked.',
  elsewhere: 'The server of this tool sends me elsewhere, so it is not asked.',
  nonsense: 'The server of this tool answered something that makes no sense.',
  full: 'Too many servers of tools are in use at the moment.',
  failing: 'Servers of tools cannot be asked at the moment.',
  unknown: 'The server does not have this tool any more.',
  busy: 'The server of this tool has been asked too much at the moment.',
};

/** Those with which the server was never asked. With all others it may have done it. */
const UNASKED: ReadonlySet<string> = new Set(['refused', 'private', 'elsewhere', 'full', 'unknown', 'busy']);

const ONCE = ' Say so in one short sentence, and do not try again for this question.';

/** Makes a tool of a tool of a server. */
export const makeMcpTool = ({ servers, server, tool, isReadOnly, isOn }: McpToolMeans): PlaceTool => {
  const { name, description, parameters } = tool;
  const ask = (args: Record<string, unknown>, signal: AbortSignal): Promise<McpOutcome> => {
    const request: McpRequest = { is: 'call', tool: tool.tool, args, print: tool.print };
    return servers.ask(server, request, signal);
  };
  return {
    declaration: { name, description: describe(server, description), ...(parameters && { parameters }) },
    deadline: server.callMs + GRACE,
    // What may change something asks with a button, and returns at once.
    isSlow: isReadOnly,
    label: LABEL,
    isOn,
    run: async (args, use) => {
      if (isReadOnly) return toResult(server, await ask(args, use.signal));
      return use.change(makeChange(server, tool, args, () => ask(args, new AbortController().signal)));
    },
  };
};

/** A tool's own words are somebody else's, too. */
const describe = ({ name }: McpServer, description: string): string =>
  `A tool of “${name}”, which is not mine. It says: ${description || 'nothing'}`;

/** A call that may change something, so whoever asked is asked first. */
const makeChange = (
  { name }: McpServer,
  { tool }: McpTool,
  args: Record<string, unknown>,
  ask: () => Promise<McpOutcome>,
): ToolChange => {
  const about = { server: quote(name), tool: quote(tool) };
  return {
    needs: [],
    isForeign: true,
    question: { code: 'mcp.ask', ...about, args: block(shortenJson(args, SHOWN_ARGUMENTS), SHOWN_ARGUMENTS) },
    run: async (): Promise<ToolChangeResult> => {
      const outcome = await ask();
      if (outcome.is === 'fault') {
        const isUncertain = !UNASKED.has(outcome.why);
        const told: Text = { code: isUncertain ? 'mcp.uncertain' : 'mcp.not-done', ...about };
        return { is: 'refused', told, why: FAULTS[outcome.why] + ONCE, isUncertain };
      }
      const { isError } = outcome;
      const told: Text = {
        code: isError ? 'mcp.failed' : 'mcp.done',
        ...about,
        answer: block(outcome.text, SHOWN_RESULT),
      };
      return { is: 'done', told, says: wrapForeign(toForeign(name, outcome)), isError };
    },
  };
};

const toResult = ({ name }: McpServer, outcome: McpOutcome): PlaceToolResult =>
  outcome.is === 'fault'
    ? { is: 'refused', why: FAULTS[outcome.why] + ONCE }
    : { is: 'found', ...toForeign(name, outcome) };

const toForeign = (server: string, { text, isCut, isError }: Extract<McpOutcome, { is: 'answer' }>): ForeignText => ({
  from: `the server “${server}”${isError ? ', which says that it failed' : ''}${isCut ? '; this is the beginning' : ''}`,
  text: text || '(nothing)',
});

/** Somebody else's word within one of our sentences: as code, in one line. */
const quote = (text: string): string => `\`${text.replaceAll('`', 'ˋ').replace(/\s+/g, ' ').slice(0, 100)}\``;

/** Somebody else's text below one of our sentences: as a block of code, from which nothing gets out. */
const block = (text: string, most: number): string => {
  const { text: begin, isCut } = cutBytes(text.replaceAll('```', 'ˋˋˋ'), most);
  return `\`\`\`\n${begin.replace(/`+$/, '')}${isCut ? '…' : ''}\n\`\`\``;
};
