import type { ChatInputCommandInteraction } from 'discord.js';
import { UserError } from '../../src/base/errors.ts';
import { findHome, type Place } from '../../src/base/place.ts';
import type { CommandReply, Invocation } from '../../src/discord/inbound/command.ts';
import { explainFileRefusal, FileRefusal } from '../../src/settings/file-refusal.ts';
import type { SettingScope } from '../../src/settings/record.ts';
import { SETTING_KEYS } from '../../src/settings/setting-table.ts';
import {
  applyFile,
  composeFile,
  type FileTarget,
  MOST_FILE,
  readSettingsFile,
  type SettingsFile,
} from '../../src/settings/settings-file.ts';
import type { Services } from '../services.ts';
import { showFace } from './settings-face.ts';
import { checkManager } from './settings-scope.ts';

type Use = Invocation<ChatInputCommandInteraction>;

/** The most bytes of UTF-8 in a file of so many characters. */
const MOST_BYTES = 4 * MOST_FILE;

/** What a file is of: everything that is set in a server, or in a direct message. */
const toWhole = ({ server }: Place): SettingScope => (server === undefined ? { is: 'dm' } : { is: 'server' });

/** `/settings export`: everything that is set in the server, as a file that only the person gets. */
export const sendSettingsFile = async ({ inbound, interaction, say }: Use, { settings }: Services) => {
  checkManager(inbound, toWhole(inbound.place));
  const file = composeFile(await settings.record(findHome(inbound.place)));
  const attachment = Buffer.from(`${JSON.stringify(file, null, 2)}\n`);
  await interaction.editReply({
    content: say({ code: 'settings.exported' }),
    files: [{ attachment, name: 'parley-settings.json' }],
  });
  return undefined;
};

/** The file, or all that is wrong in it. @throws UserError if it's no file of settings */
const readOrRefuse = (text: string, target: FileTarget): SettingsFile | FileRefusal => {
  try {
    return readSettingsFile(text, target);
  } catch (error) {
    if (error instanceof FileRefusal) return error;
    throw error;
  }
};

/** `/settings import`: everything is as a file says, or nothing is changed. */
export const readInSettings = async ({ inbound, interaction, say }: Use, services: Services): Promise<CommandReply> => {
  const { settings, readText } = services;
  const { place, person } = inbound;
  checkManager(inbound, toWhole(place));
  const attachment = interaction.options.getAttachment('file', true);
  if (attachment.size > MOST_BYTES) throw new UserError({ code: 'settings.file-too-big', most: MOST_FILE / 1_024 });
  const text = await readText(attachment);
  const channels = interaction.guild?.channels;
  const file = readOrRefuse(text, {
    layer: place.server === undefined ? 'dm' : 'server',
    known: settings.operator.known,
    // A thread that isn't active isn't known, and one that is asked in is.
    hasChannel: (id) => channels?.cache.has(id) === true || id === place.channel,
  });
  if (file instanceof FileRefusal) return { content: explainFileRefusal(file, say) };
  const origin = { by: person.id, at: interaction.createdTimestamp };
  await settings.replace(findHome(place), (before) => applyFile(before, file, origin));
  const counts = { settings: Object.keys(file.server).length, channels: Object.keys(file.channels).length };
  const notes = await showFace({ place, scope: toWhole(place), keys: SETTING_KEYS, say }, services);
  return { content: [say({ code: 'settings.imported', ...counts }), ...notes].join('\n') };
};
