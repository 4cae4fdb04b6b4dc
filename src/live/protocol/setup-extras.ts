import { findModel } from './models.ts';
import { SETUP_EXTRAS, type Setup, type SetupExtra } from './setup.ts';

/** What each is, as far as the model is sent it; nothing if the setup has it as the operator's bare setup does. */
const VALUES: Record<SetupExtra, (setup: Setup, bare: Setup) => unknown> = {
  vocabulary: ({ model, hearing }) => findModel(model).extras.vocabulary && listAny(hearing?.vocabulary),
  'languages-heard': ({ model, hearing }) => findModel(model).extras.languages && listAny(hearing?.languages),
  voice: ({ model, voice }) => findModel(model).extras.voice && voice,
  search: ({ model, search }) => findModel(model).extras.search && search,
  thinking: ({ model, thinking }, bare) => findModel(model).thinks && thinking !== bare.thinking && thinking,
  model: ({ model }, bare) => model !== bare.model && model,
  character: ({ instruction }, bare) => instruction !== bare.instruction && instruction,
};

const listAny = (list: readonly string[] = []): readonly string[] | undefined => (list.length > 0 ? list : undefined);

/** The value of one of a setup's extras; nothing if the setup doesn't have it. */
export const readExtra = (setup: Setup, extra: SetupExtra, bare: Setup): unknown =>
  VALUES[extra](setup, bare) || undefined;

/** What a setup has that Google may refuse, beside the operator's `bare` setup, which has none of it. */
export const listExtras = (setup: Setup, bare: Setup): SetupExtra[] =>
  SETUP_EXTRAS.filter((extra) => readExtra(setup, extra, bare) !== undefined);

/** Setups without some of their extras, because what follows from a setup is worked out once for each object. */
const reduced = new WeakMap<Setup, Map<string, Setup>>();

/** The same setup without these extras: always the same object for the same ones. */
export const removeExtras = (setup: Setup, extras: readonly SetupExtra[], bare: Setup): Setup => {
  if (extras.length === 0) return setup;
  const made = reduced.get(setup) ?? new Map<string, Setup>();
  reduced.set(setup, made);
  const without = SETUP_EXTRAS.filter((extra) => extras.includes(extra));
  const key = without.join();
  const found = made.get(key) ?? reduce(setup, new Set(without), bare);
  made.set(key, found);
  return found;
};

const reduce = (setup: Setup, without: ReadonlySet<SetupExtra>, bare: Setup): Setup => {
  const { voice, search, hearing, ...rest } = setup;
  const { languages = [], vocabulary = [] } = hearing ?? {};
  return {
    ...rest,
    model: without.has('model') ? bare.model : setup.model,
    instruction: without.has('character') ? bare.instruction : setup.instruction,
    thinking: without.has('thinking') ? bare.thinking : setup.thinking,
    hearing: {
      languages: without.has('languages-heard') ? [] : languages,
      vocabulary: without.has('vocabulary') ? [] : vocabulary,
    },
    ...(voice !== undefined && !without.has('voice') && { voice }),
    ...(search && !without.has('search') && { search }),
  };
};
