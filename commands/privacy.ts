import {
  ApplicationCommandOptionType,
  type ButtonInteraction,
  ButtonStyle,
  type ChatInputCommandInteraction,
  ComponentType,
  type ModalSubmitInteraction,
  PermissionFlagsBits,
  TextInputStyle,
} from 'discord.js';
import { UserError } from '../src/base/errors.ts';
import type { Action, Command, CommandReply, Invocation } from '../src/discord/inbound/command.ts';
import type { PrivacyState } from '../src/privacy/privacy-desk.ts';
import type { Say } from '../src/text/languages.ts';
import type { PlainCode, Text } from '../src/text/text.ts';
import { type AgreementHere, agreementButtons, noteAgreement, readAgreement } from './agreement-buttons.ts';
import { EVERYWHERE } from './command-contexts.ts';
import { composeExport } from './privacy-export.ts';
import type { Services } from './services.ts';

/** `/privacy`: what is kept of a person, and taking, deleting and refusing it. Nobody is refused here. */
export const privacy: Command<Services> = {
  name: 'privacy',
  define: ({ describe }) => ({
    ...describe('command.privacy'),
    ...EVERYWHERE,
    options: [{ type: ApplicationCommandOptionType.User, name: 'member', ...describe('option.privacy-member') }],
  }),
  execute: {
    acknowledge: 'private',
    async run({ inbound, interaction, say }, { privacy: kept, settings }) {
      const member = interaction.options.getUser('member');
      if (member && member.id !== inbound.person.id) {
        checkManager(interaction);
        const row = [makeButton(say, 'button.privacy-confirm', `privacy:member:${member.id}`, ButtonStyle.Danger)];
        return {
          content: say({ code: 'privacy.confirm-member', member: member.id }),
          rows: [makeRow([...row, keep(say)])],
        };
      }
      return showKept({ inbound, interaction, say }, { privacy: kept, settings });
    },
  },
  buttons: {
    show: { acknowledge: 'private', run: showKept },
    export: {
      acknowledge: 'private',
      run: async ({ inbound, say }, { privacy: kept }) => composeExport(await kept.collect(inbound.person.id), say),
    },
    delete: {
      acknowledge: 'private',
      run: async ({ say }) => ({
        content: say({ code: 'privacy.confirm-delete' }),
        rows: [makeRow([makeButton(say, 'button.privacy-confirm', 'privacy:confirm', ButtonStyle.Danger), keep(say)])],
      }),
    },
    confirm: {
      acknowledge: 'update',
      async run({ inbound, say }, { privacy: kept, calls, postponed }) {
        const { person, place } = inbound;
        postponed.forget({ person: person.id });
        const result = await kept.erase({ is: 'person', person: person.id });
        // With everything else, that they agreed to be heard is gone.
        if (place.server !== undefined) calls.review(place.server);
        return { content: say({ code: OUTCOMES[result] }) };
      },
    },
    keep: { acknowledge: 'update', run: async ({ say }) => ({ content: say({ code: 'privacy.kept' }) }) },
    unstored: chooseStoring(false),
    stored: chooseStoring(true),
    ...agreementButtons,
    member: {
      acknowledge: 'update',
      async run({ interaction, values: [member = ''], say }, { privacy: kept, calls, postponed }) {
        const server = checkManager(interaction);
        postponed.forget({ person: member, server });
        const result = await kept.erase({ is: 'person', person: member, server });
        calls.review(server);
        const text: Text =
          result === 'done' ? { code: 'privacy.member-deleted', member } : { code: OUTCOMES_FOR_OTHERS[result] };
        return { content: say(text) };
      },
    },
    server: {
      acknowledge: 'modal',
      async run({ interaction, say }) {
        checkManager(interaction);
        return makeServerForm(say);
      },
    },
  },
  heed: noteAgreement,
  modals: {
    server: {
      acknowledge: 'private',
      async run({ interaction, say }, { privacy: kept, postponed }) {
        const server = checkManager(interaction);
        const typed = interaction.fields.getTextInputValue('word').trim().toLowerCase();
        if (typed !== say({ code: 'form.privacy-server-answer' }))
          return { content: say({ code: 'privacy.server-kept' }) };
        postponed.forget({ server });
        const result = await kept.erase({ is: 'server', server });
        const code = result === 'done' ? 'privacy.server-deleted' : OUTCOMES_FOR_OTHERS[result];
        return { content: say({ code }) };
      },
    },
  },
};

/** Shows what is kept of the person. */
async function showKept(
  { inbound, interaction, say }: Pick<Invocation<PrivacyInteraction>, 'inbound' | 'interaction' | 'say'>,
  { privacy: kept, settings }: Pick<Services, 'privacy' | 'settings'>,
): Promise<CommandReply> {
  const state = await kept.describe(inbound.person.id);
  const here = readAgreement(state, inbound, settings);
  return { content: describeState(state, here, say), rows: makeRows(state, here, interaction, say) };
}

/** What people read of a deletion of their own, and of what is others'. */
const OUTCOMES = { done: 'privacy.deleted', 'under-way': 'privacy.under-way', sealed: 'privacy.sealed' } as const;
const OUTCOMES_FOR_OTHERS = { 'under-way': 'privacy.member-under-way', sealed: 'privacy.member-sealed' } as const;

type PrivacyInteraction = ChatInputCommandInteraction | ButtonInteraction | ModalSubmitInteraction;

/** The server, for somebody who may manage it at this very moment. @throws UserError for everybody else */
const checkManager = ({ guildId, memberPermissions }: PrivacyInteraction): string => {
  if (guildId === null) throw new UserError({ code: 'privacy.only-in-servers' });
  if (memberPermissions?.has(PermissionFlagsBits.ManageGuild)) return guildId;
  throw new UserError({ code: 'privacy.need-manage' });
};

/** A button with which a person chooses whether what they say is stored. */
function chooseStoring(wanted: boolean): Action<ButtonInteraction, Services> {
  return {
    acknowledge: 'private',
    async run({ inbound, say }, { privacy: kept }) {
      await kept.chooseStoring(inbound.person.id, wanted);
      return { content: say({ code: wanted ? 'privacy.now-stored' : 'privacy.now-unstored' }) };
    },
  };
}

/** What is kept, a line for each kind. */
const describeState = (
  { turns, channels, files, quotes, recaps, days, reminders, unheard, stored }: PrivacyState,
  agreement: AgreementHere,
  say: Say,
): string => {
  const counted: (Text | false)[] = [
    turns > 0 && { code: 'kept.turns', turns, channels },
    files > 0 && { code: 'kept.files', files },
    quotes > 0 && { code: 'kept.quotes', quotes },
    recaps > 0 && { code: 'kept.recaps', recaps },
    days > 0 && { code: 'kept.spent', days },
    reminders > 0 && { code: 'kept.reminders', reminders },
    unheard.length > 0 && { code: 'kept.unheard', servers: unheard.length },
    agreement.is === 'given' && { code: 'kept.agreed', at: agreement.at },
  ];
  const lines = counted.filter((line) => line !== false).map((line) => `- ${say(line)}`);
  return [
    say({ code: 'privacy.title' }),
    ...(turns + quotes + recaps === 0
      ? [say([{ code: 'privacy.nothing' }, ...(lines.length > 0 ? [{ code: 'privacy.but-kept' } as const] : [])])]
      : []),
    ...lines,
    ...(agreement.is === 'wanted'
      ? [say({ code: 'privacy.not-agreed' })]
      : [say({ code: stored ? 'privacy.stored' : 'privacy.unstored' }), say({ code: 'privacy.google' })]),
  ].join('\n');
};

const makeRows = (
  { stored, unheard }: PrivacyState,
  agreement: AgreementHere,
  interaction: PrivacyInteraction,
  say: Say,
): NonNullable<CommandReply['rows']> => {
  const { guildId, memberPermissions } = interaction;
  const hearing = guildId !== null && unheard.includes(guildId) ? 'heard' : 'unheard';
  const manages = guildId !== null && memberPermissions?.has(PermissionFlagsBits.ManageGuild);
  const own = [
    makeButton(say, 'button.privacy-export', 'privacy:export'),
    makeButton(say, `button.privacy-${stored ? 'unstored' : 'stored'}`, `privacy:${stored ? 'unstored' : 'stored'}`),
    // The panel of a call has the same buttons.
    ...(guildId === null ? [] : [makeButton(say, `button.privacy-${hearing}`, `join:${hearing}`)]),
    ...(agreement.is === 'given' ? [makeButton(say, 'button.disagree', 'privacy:disagree')] : []),
    ...(agreement.is === 'wanted' ? [makeButton(say, 'button.agree', 'privacy:agree')] : []),
    makeButton(say, 'button.privacy-delete', 'privacy:delete', ButtonStyle.Danger),
  ];
  const server = makeButton(say, 'button.privacy-server', 'privacy:server', ButtonStyle.Danger);
  return [makeRow(own), ...(manages ? [makeRow([server])] : [])];
};

const makeButton = (
  say: Say,
  code: PlainCode,
  id: string,
  style: ButtonStyle.Danger | ButtonStyle.Secondary = ButtonStyle.Secondary,
) => ({
  type: ComponentType.Button as const,
  style,
  label: say({ code } as Text),
  custom_id: id,
});

const makeRow = (components: ReturnType<typeof makeButton>[]) => ({
  type: ComponentType.ActionRow as const,
  components,
});

const keep = (say: Say) => makeButton(say, 'button.keep', 'privacy:keep');

/** A form in which the word has to be typed, so that nobody deletes a server's data by a slip. */
const makeServerForm = (say: Say) => ({
  custom_id: 'privacy:server',
  title: say({ code: 'form.privacy-server-title' }),
  components: [
    {
      type: ComponentType.Label as const,
      label: say({ code: 'form.privacy-server-word' }),
      description: say({ code: 'option.privacy-server-word' }),
      component: {
        type: ComponentType.TextInput as const,
        custom_id: 'word',
        style: TextInputStyle.Short as const,
        required: true,
        max_length: 20,
      },
    },
  ],
});
