import type { Status } from '../src/conversation/conversation-status.ts';
import type { Command } from '../src/discord/inbound/command.ts';
import type { Text } from '../src/text/text.ts';
import { EVERYWHERE } from './command-contexts.ts';
import type { Services } from './services.ts';

/** `/status`: how the channel's conversation is doing, shown only to the person who asked. */
export const status: Command<Services> = {
  name: 'status',
  define: ({ describe }) => ({ ...describe('command.status'), ...EVERYWHERE }),
  execute: {
    acknowledge: 'private',
    run: async ({ inbound, say }, { conversations }) => {
      const lines = describeStatus(await conversations.status(inbound.place));
      return { content: lines.map((line) => say(line)).join('\n') };
    },
  },
};

/** The lines of the reply. */
const describeStatus = (status: Status): Text[] => {
  const { model, turns, waiting, lastLatency: ms } = status;
  return [
    ...describeConnection(status),
    { code: 'status.model', model },
    ...describeTyped(status),
    describeBeginning(status),
    turns === 'unknown' ? { code: 'status.turns-unknown' } : { code: 'status.turns', turns },
    { code: 'status.queue', waiting },
    ms === undefined ? { code: 'status.no-latency' } : { code: 'status.latency', ms },
  ];
};

const describeConnection = ({ connection, refusal, turns }: Status): Text[] => {
  if (connection === 'connected') return [{ code: 'status.connected' }];
  if (refusal) return [{ code: 'status.unavailable' }, refusal];
  return [{ code: turns === 0 ? 'status.idle' : 'status.idle-remembers' }];
};

const describeTyped = ({ typed }: Status): Text[] =>
  typed === undefined || typed === 'off' ? [] : [{ code: `status.typed-${typed.when}`, model: typed.text.model }];

const describeBeginning = ({ turns, startedAt: at }: Status): Text => {
  if (turns === 'unknown') return { code: 'status.unreadable' };
  return at === undefined ? { code: 'status.not-begun' } : { code: 'status.begun', at };
};
