import type { Command } from '../src/discord/inbound/command.ts';
import { EVERYWHERE } from './command-contexts.ts';
import type { Services } from './services.ts';

/** `/help`: what the bot can do, for the asker alone. */
export const help: Command<Services> = {
  data: { name: 'help', description: 'See what Parley can do', ...EVERYWHERE },
  execute: {
    acknowledge: 'private',
    run: async (_, { mention }) => ({
      content: [
        'I hold one conversation per channel, shared by everybody in it, and I remember it.',
        `- ${mention('ask')} asks me something. Mentioning me, replying to me or writing me directly does the same.`,
        `- ${mention('join')} brings me into your voice channel: I listen, and answer aloud. Anybody there can choose not to be heard.`,
        `- ${mention('stop')} stops my answer to you here and silences me in the voice channel; ${mention('leave')} sends me away.`,
        `- ${mention('status')} shows how this channel's conversation is doing.`,
        `- ${mention('reset')} makes me forget it. That requires Manage Messages, except in direct messages.`,
        `- ${mention('help')} shows this.`,
        'I am a language model and can be wrong. Please check what matters.',
      ].join('\n'),
    }),
  },
};
