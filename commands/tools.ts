import type { ButtonInteraction } from 'discord.js';
import type { Action, Command } from '../src/discord/inbound/command.ts';
import { TOOL_NAMES } from '../src/settings/tool-names.ts';
import type { Say } from '../src/text/languages.ts';
import { toInline } from '../src/text/markdown-escape.ts';
import type { ToolSwitches } from '../src/tools/place-tools.ts';
import { EVERYWHERE } from './command-contexts.ts';
import type { Services } from './services.ts';
import { nameChoice } from './settings/settings-words.ts';

/** A button under the question of a tool. Only whoever asked for it can press it, and only once. */
const makePress = (
  act: (
    changes: Services['changes'],
    press: { id: string; person: string; channel: string },
  ) => ReturnType<Services['changes']['confirm']>,
): Action<ButtonInteraction, Services> => ({
  acknowledge: 'update',
  async run({ inbound: { person, place }, values: [id = ''], interaction }, { changes, forEveryone }) {
    const told = await act(changes, { id, person: person.id, channel: place.channel });
    return told && { content: forEveryone(interaction)(told) };
  },
});

/** The tools that work, each on a line, and what is known of the others that are switched on. */
const listSwitches = ({ working, connecting, missing }: ToolSwitches, say: Say): string[] => {
  const own = TOOL_NAMES.filter((name) => working.includes(name));
  const names = [
    ...own.map((name) => nameChoice('tools', name, say)),
    ...working.filter((name) => !TOOL_NAMES.some((one) => one === name)).map(toInline),
  ];
  const isKnown = names.length > 0 || connecting.length === 0;
  return [
    ...(isKnown ? [say({ code: names.length > 0 ? 'tools.some' : 'tools.none' })] : []),
    ...names.map((name) => `- ${name}`),
    ...(connecting.length > 0 ? [say({ code: 'tools.connecting', names: connecting })] : []),
    ...(missing.length > 0 ? [say({ code: 'tools.missing', names: missing })] : []),
  ];
};

/** `/tools`: which tools Parley has in the channel. The buttons that tools ask by are answered here, too. */
export const tools: Command<Services> = {
  name: 'tools',
  define: ({ describe }) => ({ ...describe('command.tools'), ...EVERYWHERE }),
  execute: {
    acknowledge: 'private',
    async run({ inbound: { place }, interaction, say }, { settings, tools, mention }) {
      const { values } = await settings.of(place);
      const about = say({ code: `tools.page-${values['tools-confirm']}`, settings: mention('settings panel') });
      const compose = (switches: ToolSwitches) => [...listSwitches(switches, say), about].join('\n');
      const first = await tools.checkSwitches(place);
      if (first.connecting.length === 0) return { content: compose(first) };
      await interaction.editReply({ content: compose(first) });
      // Not waited for, because a stop waits for commands. If it can't be shown, the reply stays true.
      void tools
        .checkSwitches(place, { isPatient: true })
        .then((switches) => interaction.editReply({ content: compose(switches) }))
        .catch(() => {});
      return undefined;
    },
  },
  buttons: {
    do: makePress((changes, { id, person, channel }) => changes.confirm(id, person, channel)),
    leave: makePress(async (changes, { id, person, channel }) => changes.dismiss(id, person, channel)),
  },
};
