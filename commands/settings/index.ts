import { ApplicationCommandOptionType, type ChatInputCommandInteraction, type FileUploadType } from 'discord.js';
import { UserError } from '../../src/base/errors.ts';
import type { Command, CommandReply, Invocation } from '../../src/discord/inbound/command.ts';
import type { CommandWords } from '../../src/text/languages.ts';
import { EVERYWHERE } from '../command-contexts.ts';
import type { Services } from '../services.ts';
import { pictureButton, pictureForm } from './settings-face.ts';
import { readInSettings, sendSettingsFile } from './settings-file-commands.ts';
import { editButton, saveForm } from './settings-form.ts';
import { groupSelect, scopeButton, showOverview } from './settings-panel.ts';
import { keepButton, wipeButton } from './settings-reset.ts';
import { checkManager, findUsualScope } from './settings-scope.ts';
import { forgetSetting, setSetting } from './settings-set.ts';
import { showSettings } from './settings-show.ts';
import { suggestSettings } from './settings-suggestions.ts';
import { backButton, sampleButton, useButton, voiceSelect, voicesButton } from './settings-voices.ts';

type Use = Invocation<ChatInputCommandInteraction>;

/** The panel, for as wide a scope as the person may change. @throws UserError for those who may change nothing */
function showPanel({ inbound, say }: Pick<Use, 'inbound' | 'say'>, services: Services): Promise<CommandReply> {
  const scope = findUsualScope(inbound);
  checkManager(inbound, scope);
  return showOverview({ inbound, say, scope }, services);
}

/** What each subcommand does. */
const SUBCOMMANDS: Readonly<Record<string, (use: Use, services: Services) => Promise<CommandReply | undefined>>> = {
  panel: showPanel,
  show: showSettings,
  set: setSetting,
  reset: forgetSetting,
  export: sendSettingsFile,
  import: readInSettings,
};

/** What the apps let people pick. */
const FILE_TYPES: FileUploadType[] = ['.json', '.txt'];

const defineOptions = ({ describe, name }: CommandWords) => {
  const setting = {
    type: ApplicationCommandOptionType.String as const,
    name: 'setting',
    ...describe('option.setting'),
    autocomplete: true as const,
  };
  const value = {
    ...setting,
    name: 'value',
    ...describe('option.setting-value'),
    required: true,
    max_length: 6_000,
  };
  const where = {
    type: ApplicationCommandOptionType.String as const,
    name: 'where',
    ...describe('option.where'),
    choices: (['channel', 'server'] as const).map((one) => ({ value: one, ...name(`choice.where-${one}`) })),
  };
  const file = {
    type: ApplicationCommandOptionType.Attachment as const,
    name: 'file',
    ...describe('option.settings-file'),
    required: true,
    file_types: FILE_TYPES,
  };
  return { setting, value, where, file };
};

/** `/settings`: what the owner of a server, or a person in their own direct messages, has decided. */
export const settings: Command<Services> = {
  name: 'settings',
  define(words) {
    const { describe } = words;
    const { setting, value, where, file } = defineOptions(words);
    const type = ApplicationCommandOptionType.Subcommand as const;
    return {
      ...describe('command.settings'),
      ...EVERYWHERE,
      options: [
        { type, name: 'panel', ...describe('command.settings-panel') },
        { type, name: 'show', ...describe('command.settings-show'), options: [setting] },
        {
          type,
          name: 'set',
          ...describe('command.settings-set'),
          options: [{ ...setting, required: true }, value, where],
        },
        { type, name: 'reset', ...describe('command.settings-reset'), options: [setting, where] },
        { type, name: 'export', ...describe('command.settings-export') },
        { type, name: 'import', ...describe('command.settings-import'), options: [file] },
      ],
    };
  },
  execute: {
    acknowledge: 'private',
    async run(use, services) {
      const name = use.interaction.options.getSubcommand();
      const run = Object.hasOwn(SUBCOMMANDS, name) ? SUBCOMMANDS[name] : undefined;
      if (!run) throw new UserError({ code: 'asking.unknown-command' });
      return run(use, services);
    },
  },
  autocomplete: suggestSettings,
  selects: { group: groupSelect, voice: voiceSelect },
  buttons: {
    panel: { acknowledge: 'private', run: async (use, services) => showPanel(use, services) },
    scope: scopeButton,
    edit: editButton,
    wipe: wipeButton,
    keep: keepButton,
    voices: voicesButton,
    sample: sampleButton,
    use: useButton,
    back: backButton,
    picture: pictureButton,
  },
  modals: { save: saveForm, picture: pictureForm },
};
