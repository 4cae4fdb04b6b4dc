import { TRANSLATE_MODEL } from '../../live/protocol/translation.ts';
import type { Check } from '../check.ts';
import { GEMINI_NEEDS, key, LATER, listModels, locateGoogle } from './gemini-check.ts';

/** Whether the key may use the model that calls are interpreted with. Everything else works without it. */
export const interpreter: Check = {
  name: 'interpreter',
  needs: GEMINI_NEEDS,
  after: [key],
  target: locateGoogle,
  remedy: LATER,
  run: async (tools) => {
    const { live } = await listModels(tools);
    const { geminiApiVersion } = tools.config;
    if (live.includes(TRANSLATE_MODEL))
      return { ok: true, seen: `${TRANSLATE_MODEL} is listed in ${geminiApiVersion}` };
    return {
      ok: 'note',
      seen: `${TRANSLATE_MODEL} isn’t listed in ${geminiApiVersion}`,
      remedy:
        'Calls can’t be interpreted with this key; Google may offer that preview to a key of another project. All else works.',
    };
  },
};
