import { type ButtonInteraction, type ChatInputCommandInteraction, PermissionFlagsBits } from 'discord.js';
import { UserError } from '../src/base/errors.ts';
import { sanitizeName } from '../src/conversation/people/person.ts';
import type { AnswerKey, StopRequest } from '../src/conversation/turns/stop-request.ts';
import type { Command } from '../src/discord/inbound/command.ts';
import type { Text } from '../src/text/text.ts';
import { assertInServer, findCall, mayControlCall } from './call-controls.ts';
import { EVERYWHERE } from './command-contexts.ts';
import type { Services } from './services.ts';

type Interaction = ChatInputCommandInteraction | ButtonInteraction;

/**
 * `/stop`: no more of the typed answers that its user asked for in this channel, and silence in the voice channel. The button
 * **Stop** under an answer that grows ends that one, the button in the panel of a call only what is said there.
 */
export const stop: Command<Services> = {
  data: {
    name: 'stop',
    description: 'Stop my answer in this channel, and silence me in the voice channel',
    ...EVERYWHERE,
  },
  execute: {
    acknowledge: 'private',
    async run({ inbound, interaction }, { conversations, calls }) {
      const found = conversations.halt(inbound.place.channel, haltOf(interaction));
      const isSilent = silenceCall(interaction, calls);
      if (found.is !== 'turns' && !isSilent) throw new UserError(reason(interaction, found, calls));
      const content = [found.is === 'turns' && 'I’ve stopped answering.', isSilent && 'I am silent.']
        .filter(Boolean)
        .join(' ');
      return { content };
    },
  },
  buttons: {
    answer: {
      acknowledge: 'update',
      async run({ inbound, interaction, values: [person = '', at] }, { conversations }) {
        const found = conversations.halt(inbound.place.channel, haltOf(interaction, { person, at: Number(at) }));
        if (found.is === 'turns') return undefined;
        if (found.is === 'foreign') throw new UserError(foreign(found.name));
        if (isLeft(interaction)) await interaction.editReply({ components: [] });
        throw new UserError({ code: 'stop.over' });
      },
    },
    '*': {
      acknowledge: 'private',
      async run({ interaction, values: [channelId] }, { calls }) {
        assertInServer(interaction);
        findCall(interaction, calls, channelId);
        calls.stop(interaction.guildId);
        return { content: 'I am silent.' };
      },
    },
  },
};

/** An answer that has ended loses its button within this time, in milliseconds, however long Discord has trouble. */
const LAST_EDIT = 60_000;

/** Whether a button was left under an answer, by a process that died or where Discord refused to take it away. */
const isLeft = ({ message, createdTimestamp }: ButtonInteraction): boolean =>
  createdTimestamp - (message.editedTimestamp ?? message.createdTimestamp) > LAST_EDIT;

const haltOf = ({ user, memberPermissions }: Interaction, answering?: AnswerKey): StopRequest => ({
  person: user.id,
  moderates: memberPermissions?.has(PermissionFlagsBits.ManageMessages) ?? false,
  ...(answering && { answering }),
});

/** Silences the server's call, if there is one and it is theirs to direct. */
const silenceCall = (interaction: Interaction, calls: Services['calls']): boolean => {
  if (!interaction.inCachedGuild()) return false;
  const call = calls.view(interaction.guildId);
  if (!call || !mayControlCall(interaction.member, call)) return false;
  calls.stop(interaction.guildId);
  return true;
};

/** Why nothing could be stopped. */
const reason = (
  interaction: Interaction,
  found: ReturnType<Services['conversations']['halt']>,
  calls: Services['calls'],
): Text => {
  if (found.is === 'foreign') return foreign(found.name);
  const call = interaction.inCachedGuild() ? calls.view(interaction.guildId) : undefined;
  if (call) return { code: 'stop.only-those-in-voice', voice: call.channelId };
  return { code: interaction.inGuild() ? 'stop.nothing-in-server' : 'stop.nothing' };
};

const foreign = (name: string): Text => ({ code: 'stop.not-yours', name: sanitizeName(name) });
