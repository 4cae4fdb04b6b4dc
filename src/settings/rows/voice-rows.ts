import { UserError } from '../../base/errors.ts';
import { THINKING_LEVELS } from '../../live/protocol/models.ts';
import { VOICES } from '../../live/protocol/voices.ts';
import { makeChoice, type SettingKind, type SettingsKnowledge, suggestWords } from '../kind.ts';
import { ALL_PLACES, makeRow, SERVER_AND_CHANNEL, SERVER_ONLY } from '../row.ts';
import { findLanguage, makeLanguage, makeLines, makeText, makeTimeZone } from '../text-kinds.ts';

/** The languages that are offered first; any other can be typed. */
const LANGUAGES = 'en es pt-BR fr de it nl pl ru uk tr ar hi bn id vi th ja ko zh-Hans zh-Hant sv cs el'.split(' ');

const modelName = makeText(100);

/** The languages that Parley's own sentences are in; a test compares them with the catalogues. */
export const INTERFACE_LANGUAGES = ['en', 'de', 'fr', 'es', 'pt-BR', 'ja', 'hi', 'ru', 'ar'] as const;

/** The name of a model. Which of them exist, only Google knows: until it has listed them for the key, any name is taken. */
const modelKind: SettingKind<string> = {
  ...modelName,
  parse(typed, { models, listed = [] } = NOTHING_KNOWN) {
    const name = modelName.parse(typed);
    const all = [...new Set([...models, ...listed])];
    if (listed.length > 0 && !all.includes(name.replace(/^models\//, '')))
      throw new UserError({ code: 'settings.not-a-model', name, models: all });
    return name;
  },
  suggest: (typed, { models }) => suggestWords(typed, models),
};

const NOTHING_KNOWN: SettingsKnowledge = { models: [], messageContent: false, textModel: false };

/** Who Parley is here, and how it talks. */
export const voiceRows = {
  character: makeRow({
    group: 'voice',
    kind: makeText(4_000, { long: true }),
    at: ALL_PLACES,
    initial: '',
    env: 'CHARACTER',
    takes: 'setup',
  }),
  // Discord's limits of a nickname and of a profile's words (Discord docs, resources/guild, "Modify current member").
  'face.nick': makeRow({ group: 'voice', kind: makeText(32), at: SERVER_ONLY, initial: '', takes: 'read' }),
  'face.bio': makeRow({
    group: 'voice',
    kind: makeText(190, { long: true }),
    at: SERVER_ONLY,
    initial: '',
    takes: 'read',
  }),
  voice: makeRow({
    group: 'voice',
    kind: makeChoice(['auto', ...VOICES.map(({ name }) => name)]),
    at: ALL_PLACES,
    initial: 'auto',
    env: 'GEMINI_VOICE',
    takes: 'setup',
  }),
  language: makeRow({ group: 'voice', kind: makeLanguage(LANGUAGES), at: ALL_PLACES, initial: 'auto', takes: 'setup' }),
  'interface-language': makeRow({
    group: 'voice',
    kind: makeChoice(['auto', ...INTERFACE_LANGUAGES]),
    at: ALL_PLACES,
    initial: 'auto',
    takes: 'read',
  }),
  'languages-heard': makeRow({
    group: 'voice',
    kind: makeLines(5, 35, findLanguage),
    at: SERVER_AND_CHANNEL,
    initial: [],
    takes: 'setup',
  }),
  vocabulary: makeRow({
    group: 'voice',
    kind: makeLines(100, 50),
    at: SERVER_AND_CHANNEL,
    initial: [],
    takes: 'setup',
  }),
  names: makeRow({ group: 'voice', kind: makeLines(10, 32), at: SERVER_AND_CHANNEL, initial: [], takes: 'setup' }),
  model: makeRow({
    group: 'voice',
    kind: modelKind,
    at: SERVER_AND_CHANNEL,
    initial: 'gemini-3.8-live',
    env: 'GEMINI_MODEL',
    takes: 'setup',
  }),
  thinking: makeRow({
    group: 'voice',
    kind: makeChoice(THINKING_LEVELS),
    at: SERVER_AND_CHANNEL,
    initial: 'low',
    env: 'GEMINI_THINKING_LEVEL',
    takes: 'setup',
  }),
  'time-zone': makeRow({
    group: 'voice',
    kind: makeTimeZone(),
    at: ALL_PLACES,
    initial: 'UTC',
    env: 'TIME_ZONE',
    takes: 'setup',
  }),
};
