import { type ButtonInteraction, type ChatInputCommandInteraction, PermissionFlagsBits } from 'discord.js';
import { UserError } from '../src/base/errors.ts';
import { sanitizeName } from '../src/conversation/people/person.ts';
import type { AnswerKey, StopRequest } from '../src/conversation/turns/stop-request.ts';
import type { Command } from '../src/discord/inbound/command.ts';
import { toInline } from '../src/text/markdown-escape.ts';
import type { Text } from '../src/text/text.ts';
import { assertInServer, findCall, mayControlCall } from './call-controls.ts';
import { EVERYWHERE } from './command-contexts.ts';
import type { Services } from './services.ts';

type Interaction = ChatInputCommandInteraction | ButtonInteraction;

/**
 * `/stop`: ends the typed answers that the person asked for in this channel, and what Parley is saying in the voice channel.
 * The button **Stop** under a growing answer ends only that answer; the one in a call's panel ends only what is being said.
 */
export const stop: Command<Services> = {
  name: 'stop',
  define: ({ describe }) => ({ ...describe('command.stop'), ...EVERYWHERE }),
  execute: {
    acknowledge: 'private',
    async run({ inbound, interaction, say }, { conversations, calls }) {
      const found = conversations.halt(inbound.place, toStopRequest(interaction));
      const isSilent = silenceCall(interaction, calls);
      if (found.is === 'turns') return { content: say({ code: isSilent ? 'stop.both' : 'stop.answer' }) };
      if (isSilent) return { content: say({ code: 'stop.voice' }) };
      throw new UserError(explainNothing(interaction, found, calls));
    },
  },
  buttons: {
    answer: {
      acknowledge: 'update',
      async run({ inbound, interaction, values: [person = '', at] }, { conversations }) {
        const request = toStopRequest(interaction, { person, at: Number(at) });
        const found = conversations.halt(inbound.place, request);
        if (found.is === 'turns') return undefined;
        if (found.is === 'foreign') throw new UserError(refuseStop(found.name));
        if (isLeftover(interaction)) await interaction.editReply({ components: [] });
        throw new UserError({ code: 'stop.over' });
      },
    },
    '*': {
      acknowledge: 'private',
      async run({ interaction, values: [channelId], say }, { calls }) {
        assertInServer(interaction);
        findCall(interaction, calls, channelId);
        calls.stop(interaction.guildId);
        return { content: say({ code: 'stop.voice' }) };
      },
    },
  },
};

/** An answer that has ended loses its button within this time, in milliseconds, however long Discord has trouble. */
const LAST_EDIT = 60_000;

/** Whether a button is still there only because its process died, or because Discord refused to remove it. */
const isLeftover = ({ message, createdTimestamp }: ButtonInteraction): boolean =>
  createdTimestamp - (message.editedTimestamp ?? message.createdTimestamp) > LAST_EDIT;

const toStopRequest = ({ user, memberPermissions }: Interaction, answering?: AnswerKey): StopRequest => ({
  person: user.id,
  moderates: memberPermissions?.has(PermissionFlagsBits.ManageMessages) ?? false,
  ...(answering && { answering }),
});

/** Ends what is being said in the server's call, if there is a call and the person may control it. */
const silenceCall = (interaction: Interaction, calls: Services['calls']): boolean => {
  if (!interaction.inCachedGuild()) return false;
  const call = calls.view(interaction.guildId);
  if (!call || !mayControlCall(interaction.member, call)) return false;
  calls.stop(interaction.guildId);
  return true;
};

/** Why nothing was stopped. */
const explainNothing = (
  interaction: Interaction,
  found: ReturnType<Services['conversations']['halt']>,
  calls: Services['calls'],
): Text => {
  if (found.is === 'foreign') return refuseStop(found.name);
  const call = interaction.inCachedGuild() ? calls.view(interaction.guildId) : undefined;
  if (call) return { code: 'stop.only-those-in-voice', voice: call.channelId };
  return { code: interaction.inGuild() ? 'stop.nothing-in-server' : 'stop.nothing' };
};

const refuseStop = (name: string): Text => ({ code: 'stop.not-yours', name: toInline(sanitizeName(name)) });
