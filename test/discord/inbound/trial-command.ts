import { ApplicationCommandOptionType, ApplicationCommandType, ComponentType, TextInputStyle } from 'discord.js';
import type { Inbound } from '../../../src/base/inbound.ts';
import type { AcknowledgementKind, Command, Invocation } from '../../../src/discord/inbound/command.ts';

/** What a use of the command left: what it was, and what its `custom_id` carried. */
export type Use = { inbound: Inbound; values: readonly string[] };

const COMPONENTS = [
  {
    type: ComponentType.ActionRow as const,
    components: [
      { type: ComponentType.Button as const, style: 1 as const, label: 'Press', custom_id: 'trial:press:1:2' },
      { type: ComponentType.Button as const, style: 1 as const, label: 'Form', custom_id: 'trial:form' },
      { type: ComponentType.Button as const, style: 1 as const, label: 'Other', custom_id: 'trial:constructor' },
    ],
  },
  {
    type: ComponentType.ActionRow as const,
    components: [
      {
        type: ComponentType.StringSelect as const,
        custom_id: 'trial:choose',
        options: [{ label: 'A', value: 'a' }],
      },
    ],
  },
];

const FORM = {
  title: 'A form',
  custom_id: 'trial:send:7',
  components: [
    {
      type: ComponentType.Label as const,
      label: 'A word',
      component: { type: ComponentType.TextInput as const, style: TextInputStyle.Short, custom_id: 'word' },
    },
  ],
};

/** A command that is used in every way there is, and replies with how it was. */
export const makeTrial = (uses: Use[]): Command<unknown> => {
  const note = async ({ inbound, values }: Invocation<unknown>) => {
    uses.push({ inbound, values });
    return { content: `used by ${inbound.is}` };
  };
  const noting = <K extends AcknowledgementKind>(acknowledge: K) => ({ acknowledge, run: note });
  return {
    name: 'trial',
    define: () => ({
      description: 'x',
      options: [{ type: ApplicationCommandOptionType.String, name: 'word', description: 'x', autocomplete: true }],
    }),
    execute: {
      acknowledge: 'visible',
      run: async (invocation) => ({ ...(await note(invocation)), rows: COMPONENTS }),
    },
    autocomplete: async (invocation) => [{ name: (await note(invocation)).content, value: 'a' }],
    userMenus: [
      { name: 'Try member', define: () => ({ type: ApplicationCommandType.User }), execute: noting('private') },
    ],
    messageMenus: [
      { name: 'Try message', define: () => ({ type: ApplicationCommandType.Message }), execute: noting('visible') },
    ],
    buttons: {
      press: noting('private'),
      form: { acknowledge: 'modal', run: async () => FORM },
      '*': noting('private'),
    },
    selects: { choose: noting('private') },
    modals: { send: noting('visible') },
  };
};
