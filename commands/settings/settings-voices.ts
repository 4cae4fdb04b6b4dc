import { type AnySelectMenuInteraction, type ButtonInteraction, ButtonStyle, ComponentType } from 'discord.js';
import { UserError } from '../../src/base/errors.ts';
import { findHome } from '../../src/base/place.ts';
import type { Action, CommandReply, Invocation } from '../../src/discord/inbound/command.ts';
import { findVoice, VOICES } from '../../src/live/protocol/voices.ts';
import type { Services } from '../services.ts';
import { makeSettingsButton, type SettingsButtonRow } from './settings-button.ts';
import { type PanelLook, showGroup } from './settings-panel.ts';
import { checkManager, readScope, toLetter } from './settings-scope.ts';
import { nameVoice } from './settings-words.ts';

/** Half of the voices, because a menu of Discord's holds 25. */
const HALF = Math.ceil(VOICES.length / 2);

const makeMenus = ({ scope, say }: PanelLook, picked?: string): SettingsButtonRow[] =>
  [VOICES.slice(0, HALF), VOICES.slice(HALF)].map((voices, index) => ({
    type: ComponentType.ActionRow,
    components: [
      {
        type: ComponentType.StringSelect,
        custom_id: `settings:voice:${toLetter(scope)}:${index}`,
        placeholder: say({ code: 'option.pick-voice', first: voices[0]?.name ?? '', last: voices.at(-1)?.name ?? '' }),
        options: voices.map(({ name, like }) => ({
          value: name,
          label: name,
          description: like,
          default: name === picked,
        })),
      },
    ],
  }));

const makeVoiceButtons = ({ scope, say }: PanelLook, picked?: string): SettingsButtonRow => {
  const letter = toLetter(scope);
  const buttons = picked
    ? [
        makeSettingsButton(`sample:${letter}:${picked}`, say({ code: 'button.sample' }), ButtonStyle.Secondary),
        makeSettingsButton(`use:${letter}:${picked}`, say({ code: `button.use-${scope.is}` }), ButtonStyle.Primary),
      ]
    : [];
  const back = makeSettingsButton(`back:${letter}`, say({ code: 'button.back' }), ButtonStyle.Secondary);
  return { type: ComponentType.ActionRow, components: [...buttons, back] };
};

/** The page on which voices are heard and chosen. `voice` is the one that was picked. */
const showVoices = (look: PanelLook, voice?: string): CommandReply => ({
  content: look.say(
    voice ? { code: 'part.settings-voice', voice: nameVoice(voice) } : { code: 'part.settings-voices' },
  ),
  rows: [...makeMenus(look, voice), makeVoiceButtons(look, voice)],
});

/** What a component on this page names: the scope, and a voice that there is. */
const readLook = ({
  inbound,
  values: [letter],
  say,
}: Pick<Invocation<unknown>, 'inbound' | 'values' | 'say'>): PanelLook => {
  const scope = readScope(letter, inbound.place);
  checkManager(inbound, scope);
  return { inbound, scope, say };
};

const readVoice = (typed: string | undefined): string => {
  const voice = findVoice(typed ?? '')?.name;
  if (voice) return voice;
  throw new UserError({ code: 'asking.old-button' });
};

/** **Hear the voices** on the first group's page. */
export const voicesButton: Action<ButtonInteraction, Services> = {
  acknowledge: 'update',
  run: async (press) => showVoices(readLook(press)),
};

/** The menus of voices. */
export const voiceSelect: Action<AnySelectMenuInteraction, Services> = {
  acknowledge: 'update',
  run: async (choice) => showVoices(readLook(choice), readVoice(choice.interaction.values[0])),
};

/** **Hear it**: a voice message that only the person hears. */
export const sampleButton: Action<ButtonInteraction, Services> = {
  acknowledge: 'update',
  async run(press, { samples, sendVoice }) {
    readLook(press);
    const { interaction, say, values } = press;
    await sendVoice(interaction, await samples.sample(readVoice(values[1])), { isPrivate: true, say });
    return undefined;
  },
};

/** **Use it here**. */
export const useButton: Action<ButtonInteraction, Services> = {
  acknowledge: 'update',
  async run(press, services) {
    const look = readLook(press);
    const { inbound, interaction, say, values } = press;
    const { person, place } = inbound;
    const voice = readVoice(values[1]);
    await services.settings.change(findHome(place), {
      scope: look.scope,
      by: person.id,
      at: interaction.createdTimestamp,
      set: [{ key: 'voice', value: voice }],
    });
    const notes = [say({ code: 'settings.voice-set', voice: nameVoice(voice) })];
    return showGroup({ ...look, group: 'voice', notes }, services);
  },
};

/** **Back**. */
export const backButton: Action<ButtonInteraction, Services> = {
  acknowledge: 'update',
  run: (press, services) => showGroup({ ...readLook(press), group: 'voice' }, services),
};
