import type { Config } from '../config.ts';
import type { OperatorLayer } from '../settings/resolve.ts';
import { nameMcpServer } from '../settings/tool-names.ts';

/** What the environment sets for everyone, and what can be set at all. */
export const toOperatorLayer = ({ typed, turns, ...config }: Config): OperatorLayer => ({
  values: {
    character: config.character,
    voice: config.voice,
    model: config.geminiModel,
    thinking: config.thinkingLevel,
    typed: typed === 'off' ? 'off' : typed.when,
    search: config.search,
    tools: config.tools,
    pause: turns.pause,
    retention: config.retentionDays,
    consent: config.consent,
    'time-zone': config.timeZone,
    'access.dm': config.directMessages,
    'limits.process-day': config.caps.day,
    'limits.process-month': config.caps.month,
  },
  known: {
    models: [config.geminiModel],
    messageContent: config.messageContent,
    textModel: typed !== 'off',
    ownMcpServers: config.mcp.isOpenToServers,
    mcpServers: config.mcp.servers.map(({ name }) => nameMcpServer(name)),
  },
});
