import {
  type ButtonInteraction,
  type ChatInputCommandInteraction,
  MessageFlags,
  PermissionFlagsBits,
} from 'discord.js';
import { UserError } from '../src/base/errors.ts';
import { sanitizeName } from '../src/conversation/people/person.ts';
import type { AnswerKey, StopRequest } from '../src/conversation/turns/stop-request.ts';
import { assertInServer, findCall, mayControlCall, readButtonArguments } from './call-controls.ts';
import type { Command, Services } from './command.ts';
import { EVERYWHERE } from './command-contexts.ts';

type Interaction = ChatInputCommandInteraction | ButtonInteraction;

/**
 * `/stop`: no more of the typed answers that its user asked for in this channel, and silence in the voice channel. The button
 * **Stop** under an answer that grows ends that one, the button in the panel of a call only what is said there.
 */
export const stop: Command = {
  data: {
    name: 'stop',
    description: 'Stop my answer in this channel, and silence me in the voice channel',
    ...EVERYWHERE,
  },
  async execute(interaction, { conversations, calls }) {
    const found = conversations.halt(interaction.channelId, haltOf(interaction));
    const isSilent = silenceCall(interaction, calls);
    if (found.is !== 'turns' && !isSilent) throw new UserError(reason(interaction, found, calls));
    const content = [found.is === 'turns' && 'I’ve stopped answering.', isSilent && 'I am silent.']
      .filter(Boolean)
      .join(' ');
    await interaction.reply({ content, flags: MessageFlags.Ephemeral });
  },
  async press(interaction, { conversations, calls }) {
    const [what, person, at] = readButtonArguments(interaction);
    if (what === 'answer' && person !== undefined) {
      const found = conversations.halt(interaction.channelId, haltOf(interaction, { person, at: Number(at) }));
      if (found.is === 'foreign') throw new UserError(foreign(found.name));
      if (found.is === 'nothing') {
        if (isLeft(interaction)) await interaction.update({ components: [] });
        throw new UserError('I’m not writing this answer any more, so there’s nothing to stop.');
      }
      await interaction.deferUpdate();
    } else {
      assertInServer(interaction);
      findCall(interaction, calls, what);
      calls.stop(interaction.guildId);
      await interaction.reply({ content: 'I am silent.', flags: MessageFlags.Ephemeral });
    }
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
): string => {
  if (found.is === 'foreign') return foreign(found.name);
  const call = interaction.inCachedGuild() ? calls.view(interaction.guildId) : undefined;
  if (call)
    return `I’m not answering you here. Only people in <#${call.channelId}>, or with Move Members can silence me there.`;
  return interaction.inGuild()
    ? 'There’s nothing to stop: I’m not answering you here, and I’m not in a voice channel.'
    : 'There’s nothing to stop: I’m not answering you here.';
};

const foreign = (name: string): string =>
  `Only ${sanitizeName(name)}, or people with Manage Messages, can stop this answer.`;
