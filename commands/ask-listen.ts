import {
  type AnySelectMenuInteraction,
  type APIActionRowComponent,
  type APIStringSelectComponent,
  type ButtonInteraction,
  ComponentType,
  MessageFlags,
  PermissionFlagsBits,
} from 'discord.js';
import { UserError } from '../src/base/errors.ts';
import type { Action, Invocation } from '../src/discord/inbound/command.ts';
import type { VoiceMessage } from '../src/media/out/voice-message.ts';
import type { Say } from '../src/text/languages.ts';
import type { Services } from './services.ts';

/** What can be done with a sound besides listening to it. */
const CHOICES = ['everyone', 'wav'] as const;

type Sound = { channel: string; person: string; at: number };

/**
 * The button **Listen** under a written answer: sends its sound as a voice message that only the person hears. A voice message
 * can hold no components, so the menu of what else can be done with it is in a second private message.
 */
export const listenButton: Action<ButtonInteraction, Services> = {
  acknowledge: 'update',
  async run(press, { sounds, sendVoice }) {
    const { interaction, say } = press;
    const sound = findSound(press);
    const send = (voice: VoiceMessage) => sendVoice(interaction, voice, { isPrivate: true, say });
    if (!(await sounds.send(sound, send))) throw new UserError({ code: 'listen.gone' });
    await interaction.followUp({
      content: say({ code: 'listen.menu' }),
      components: [makeMenu(sound, say, CHOICES)],
      flags: MessageFlags.Ephemeral,
    });
    return undefined;
  },
};

/** The menu under a voice message that only one person hears. */
export const soundSelect: Action<AnySelectMenuInteraction, Services> = {
  acknowledge: 'update',
  async run(choice, services) {
    const [wish] = choice.interaction.values;
    if (wish === 'wav') return sendWav(choice, services);
    if (wish === 'everyone') return shareSound(choice, services);
    throw new UserError({ code: 'asking.old-button' });
  },
};

/** A channel's sounds can be had in that channel only, whatever a forged id says. */
const findSound = ({ inbound, values: [person = '', at] }: Invocation<unknown>): Sound => ({
  channel: inbound.place.channel,
  person,
  at: Number(at),
});

const sendWav = async (choice: Invocation<AnySelectMenuInteraction>, { sounds, sendSound }: Services) => {
  const { interaction, say } = choice;
  const send = (data: Buffer) =>
    sendSound(interaction, { name: 'answer.wav', data, type: 'audio/wav' }, { isPrivate: true, say });
  if (!(await sounds.sendWav(findSound(choice), interaction.attachmentSizeLimit, send)))
    throw new UserError({ code: 'listen.gone' });
  return undefined;
};

/** Posts the voice message for everyone, once for each answer. */
const shareSound = async (
  choice: Invocation<AnySelectMenuInteraction>,
  { sounds, sendVoice, forEveryone }: Services,
) => {
  const { interaction, say } = choice;
  checkMayPost(interaction);
  const sound = findSound(choice);
  const send = (voice: VoiceMessage) =>
    sendVoice(interaction, voice, { isPrivate: false, say: forEveryone(interaction) });
  if (!(await sounds.share(sound, send))) throw new UserError({ code: 'listen.gone' });
  return { content: say({ code: 'listen.posted' }), rows: [makeMenu(sound, say, ['wav'])] };
};

/** What a person can't post themselves, Parley doesn't post for them. @throws UserError */
const checkMayPost = ({ guildId, memberPermissions, channel }: AnySelectMenuInteraction): void => {
  const needed = channel?.isThread() ? PermissionFlagsBits.SendMessagesInThreads : PermissionFlagsBits.SendMessages;
  if (guildId === null || memberPermissions?.has(needed)) return;
  throw new UserError({ code: 'listen.not-allowed' });
};

const makeMenu = (
  { person, at }: Sound,
  say: Say,
  choices: readonly (typeof CHOICES)[number][],
): APIActionRowComponent<APIStringSelectComponent> => ({
  type: ComponentType.ActionRow,
  components: [
    {
      type: ComponentType.StringSelect,
      custom_id: `ask:sound:${person}:${at}`,
      placeholder: say({ code: 'choice.sound-more' }),
      options: choices.map((value) => ({ value, label: say({ code: `choice.sound-${value}` }) })),
    },
  ],
});
