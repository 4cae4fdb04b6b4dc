import { TimestampStyles, time } from 'discord.js';
import type { Status } from '../src/conversation/conversations.ts';
import type { Command } from '../src/discord/inbound/command.ts';
import { EVERYWHERE } from './command-contexts.ts';
import type { Services } from './services.ts';

/** `/status`: how the channel's conversation is doing, for the asker alone. */
export const status: Command<Services> = {
  data: { name: 'status', description: 'See how the conversation in this channel is doing', ...EVERYWHERE },
  execute: {
    acknowledge: 'private',
    run: async ({ inbound }, { conversations }) => ({
      content: renderStatusReply(await conversations.status(inbound.place.channel)),
    }),
  },
};

/** What there is nothing of is not remembered. */
const renderConnection = ({ connection, refusal, turns }: Status): string => {
  if (connection === 'connected') return 'connected';
  if (refusal !== undefined) return `none. ${refusal}`;
  return turns === 0
    ? 'idle (the next question wakes it up)'
    : 'idle (the next question wakes it up, and it remembers)';
};

const renderStatusReply = (status: Status): string => {
  const { model, startedAt, turns, waiting, lastLatency } = status;
  return [
    ['Connection', renderConnection(status)],
    ['Model', model],
    ['Conversation', turns === 'unknown' ? 'cannot be looked up at the moment' : renderBeginning(startedAt)],
    ['Turns', `${turns}`],
    ['In the queue', `${waiting}`],
    ['Time to first word', lastLatency === undefined ? 'no answer yet' : `${(lastLatency / 1_000).toFixed(1)} s`],
  ]
    .map(([name, value]) => `**${name}**: ${value}`)
    .join('\n');
};

const renderBeginning = (at: number | undefined): string => (at === undefined ? 'not begun yet' : `began ${ago(at)}`);

const ago = (ms: number): string => time(Math.floor(ms / 1_000), TimestampStyles.RelativeTime);
