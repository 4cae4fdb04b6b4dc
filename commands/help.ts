import {
  type ButtonInteraction,
  ButtonStyle,
  type ChatInputCommandInteraction,
  ComponentType,
  PermissionFlagsBits,
} from 'discord.js';
import type { Place } from '../src/base/place.ts';
import type { Command, CommandReply, ModalAction } from '../src/discord/inbound/command.ts';
import { EMPTY_RECORD } from '../src/settings/record.ts';
import { resolveSettings } from '../src/settings/resolve.ts';
import type { SettingValues } from '../src/settings/setting-table.ts';
import type { Say } from '../src/text/languages.ts';
import { makeQuestionForm } from './ask-form.ts';
import { mayControlCall } from './call-controls.ts';
import { EVERYWHERE } from './command-contexts.ts';
import { type HelpSubject, judgeCommand, listHelp, maySet } from './help-lines.ts';
import { showPages } from './line-pages.ts';
import type { Services } from './services.ts';

/** What is set there; what the operator has set if that can't be read now, because help is for everyone. */
const readValues = async (place: Place, settings: Services['settings']): Promise<SettingValues> => {
  const { values } = await settings.of(place).catch(() => resolveSettings(settings.operator, EMPTY_RECORD, place));
  return values;
};

/** `/help`: what a person can do with Parley here and now, with buttons to try it; shown only to them. */
export const help: Command<Services> = {
  name: 'help',
  define: ({ describe }) => ({ ...describe('command.help'), ...EVERYWHERE }),
  execute: {
    acknowledge: 'private',
    async run({ inbound, interaction, say }, { mention, settings, calls }) {
      const values = await readValues(inbound.place, settings);
      const { server } = inbound.place;
      const call = server === undefined ? undefined : calls.view(server);
      const mayReset = server === undefined || interaction.memberPermissions?.has(PermissionFlagsBits.ManageMessages);
      const subject: HelpSubject = { inbound, values, call, mayReset: mayReset === true };
      const lines = listHelp(subject, { mention, days: values.retention, say });
      return await showPages(
        interaction,
        lines.map((line) => say(line)),
        [makeTryButtons(subject, interaction, say)],
      );
    },
  },
  buttons: {
    ask: {
      acknowledge: 'modal',
      run: async ({ say }) => makeQuestionForm(say),
    } satisfies ModalAction<ButtonInteraction, Services>,
  },
};

/** What is tried by a button: its id and what it says. */
type TryButton = {
  id: string;
  code: `button.try-${'ask' | 'join' | 'settings' | 'privacy' | 'usage'}` | 'button.leave';
};

/** A button for each thing that the person can try at once. They're judged again when they're pressed. */
const makeTryButtons = (
  subject: HelpSubject,
  interaction: ChatInputCommandInteraction,
  say: Say,
): NonNullable<CommandReply['rows']>[number] => {
  const { call } = subject;
  const member = interaction.inCachedGuild() ? interaction.member : undefined;
  const isInCall = member && call && mayControlCall(member, call);
  const isInVoice = member?.voice.channelId && member.voice.channelId !== call?.channelId;
  const can = (command: string) => judgeCommand(subject, command).may;
  const buttons: readonly (TryButton | false | undefined | '' | null)[] = [
    can('ask') && { id: 'help:ask', code: 'button.try-ask' },
    !call && isInVoice && can('join') && { id: 'join:mine', code: 'button.try-join' },
    isInCall && can('leave') && { id: `leave:${call.channelId}`, code: 'button.leave' },
    maySet(subject) && { id: 'settings:panel', code: 'button.try-settings' },
    { id: 'privacy:show', code: 'button.try-privacy' },
    can('usage') && { id: 'usage:show', code: 'button.try-usage' },
  ];
  return {
    type: ComponentType.ActionRow,
    components: buttons
      .filter((one): one is TryButton => Boolean(one))
      .map(({ id, code }) => ({
        type: ComponentType.Button as const,
        style: id === 'help:ask' ? ButtonStyle.Primary : ButtonStyle.Secondary,
        label: say({ code }),
        custom_id: id,
      })),
  };
};
