import { makeChoice, makeNumber, makeSwitch } from '../kind.ts';
import { findOwnMcpServer, OWN_MCP_SERVERS } from '../own-mcp-server.ts';
import { ALL_PLACES, makeRow, SERVER_AND_CHANNEL } from '../row.ts';
import { makeLines } from '../text-kinds.ts';
import { toolNames, USUAL_TOOLS } from '../tool-names.ts';

/** What is answered, and how. */
export const answerRows = {
  reply: makeRow({
    group: 'answers',
    kind: makeChoice(['both', 'text', 'voice']),
    at: ALL_PLACES,
    initial: 'both',
    takes: 'read',
  }),
  typed: makeRow({
    group: 'answers',
    kind: makeChoice(['off', 'always', 'when-live-fails']),
    at: SERVER_AND_CHANNEL,
    initial: 'off',
    env: 'TYPED_MODEL_WHEN',
    needs: 'textModel',
    takes: 'read',
  }),
  search: makeRow({
    group: 'answers',
    kind: makeSwitch(),
    at: ALL_PLACES,
    initial: false,
    env: 'SEARCH',
    takes: 'setup',
  }),
  tools: makeRow<readonly string[]>({
    group: 'answers',
    kind: toolNames,
    at: ALL_PLACES,
    initial: USUAL_TOOLS,
    env: 'TOOLS',
    takes: 'setup',
  }),
  'mcp-servers': makeRow<readonly string[]>({
    group: 'answers',
    kind: makeLines(OWN_MCP_SERVERS.most, OWN_MCP_SERVERS.each, findOwnMcpServer),
    at: SERVER_AND_CHANNEL,
    initial: [],
    needs: 'ownMcpServers',
    takes: 'setup',
  }),
  'tools-confirm': makeRow({
    group: 'answers',
    kind: makeChoice(['ask', 'allow']),
    at: ALL_PLACES,
    initial: 'ask',
    takes: 'read',
  }),
  unmentioned: makeRow({
    group: 'answers',
    kind: makeSwitch(),
    at: SERVER_AND_CHANNEL,
    initial: false,
    needs: 'messageContent',
    takes: 'read',
  }),
  called: makeRow({
    group: 'answers',
    kind: makeSwitch(),
    at: SERVER_AND_CHANNEL,
    initial: false,
    needs: 'messageContent',
    takes: 'read',
  }),
  threads: makeRow({
    group: 'answers',
    kind: makeChoice(['off', 'per-question']),
    at: SERVER_AND_CHANNEL,
    initial: 'off',
    needs: 'messageContent',
    takes: 'read',
  }),
  context: makeRow({
    group: 'answers',
    kind: makeNumber(0, 20),
    at: SERVER_AND_CHANNEL,
    initial: 0,
    needs: 'messageContent',
    takes: 'read',
  }),
};
