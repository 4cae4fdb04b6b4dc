import {
  type APIModalInteractionResponseCallbackData,
  type ButtonInteraction,
  ComponentType,
  type FileUploadType,
  type ModalSubmitInteraction,
} from 'discord.js';
import { UserError } from '../../src/base/errors.ts';
import type { Place } from '../../src/base/place.ts';
import type { Action, ModalAction } from '../../src/discord/inbound/command.ts';
import type { FaceTrouble } from '../../src/face/face-keeper.ts';
import type { SettingScope } from '../../src/settings/record.ts';
import type { SettingKey } from '../../src/settings/setting-table.ts';
import type { Say } from '../../src/text/languages.ts';
import type { Services } from '../services.ts';
import { showGroup } from './settings-panel.ts';
import { checkManager, readScope } from './settings-scope.ts';

/** Pixels of a picture's side: as large as Discord's apps show one. */
const SIDE = 1_024;

/** What the apps let people pick. */
const FILE_TYPES: FileUploadType[] = ['.png', '.jpg', '.jpeg', '.webp', '.gif', '.avif'];

/** What people are told of what Discord doesn't show. */
const explainTroubles = (troubles: readonly FaceTrouble[], say: Say): string[] =>
  troubles.map(({ why, parts }) =>
    why === 'unreached' || why === 'absent' || why === 'busy'
      ? say({ code: `face.${why}` })
      : say({ code: `face.${why}`, parts }),
  );

/**
 * Has Discord show Parley as a server's settings say now, if they are about that. Resolves to what people are told if Discord
 * doesn't. What was stored stays stored.
 */
export const showFace = async (
  { place, scope, keys, say }: { place: Place; scope: SettingScope; keys: readonly SettingKey[]; say: Say },
  { face }: Pick<Services, 'face'>,
): Promise<string[]> => {
  const isAsked = scope.is === 'server' && keys.some((key) => key.startsWith('face.'));
  return isAsked && place.server !== undefined ? explainTroubles(await face.apply(place.server), say) : [];
};

/** **My picture**: a form for a picture that the server sees instead of the usual one. */
export const pictureButton: ModalAction<ButtonInteraction, Services> = {
  acknowledge: 'modal',
  async run({ inbound, values: [letter], say }) {
    checkManager(inbound, readServer(letter, inbound.place));
    return {
      custom_id: 'settings:picture:s',
      title: say({ code: 'form.picture-title' }),
      components: [
        {
          type: ComponentType.Label,
          label: say({ code: 'form.picture-file' }),
          description: say({ code: 'option.own-picture' }),
          component: {
            type: ComponentType.FileUpload,
            custom_id: 'picture',
            required: false,
            min_values: 0,
            max_values: 1,
            file_types: FILE_TYPES,
          },
        },
      ],
    } satisfies APIModalInteractionResponseCallbackData;
  },
};

/** The form: the picture goes to Discord and isn't kept. The rights are those that came with it. */
export const pictureForm: Exclude<
  Action<ModalSubmitInteraction, Services>,
  ModalAction<ModalSubmitInteraction, Services>
> = {
  acknowledge: 'update',
  async run({ inbound, interaction, values: [letter], say }, services) {
    const { place } = inbound;
    const scope = readServer(letter, place);
    checkManager(inbound, scope);
    const [file] = interaction.fields.getUploadedFiles('picture')?.values() ?? [];
    const jpeg = file ? await services.readSquare(file, SIDE) : null;
    if (file && !jpeg) throw new UserError({ code: 'face.not-a-picture', name: file.name });
    const troubles = await services.face.wear(place.server ?? '', jpeg ?? null);
    const done = say({ code: jpeg ? 'face.picture-set' : 'face.picture-removed' });
    const notes = troubles.length > 0 ? explainTroubles(troubles, say) : [done];
    return showGroup({ inbound, scope, group: 'voice', say, notes }, services);
  },
};

/** A face belongs to a whole server. @throws UserError if a component says something else */
const readServer = (letter: string | undefined, place: Place): SettingScope => {
  const scope = readScope(letter, place);
  if (scope.is === 'server') return scope;
  throw new UserError({ code: 'asking.old-button' });
};
