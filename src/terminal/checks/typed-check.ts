import { ApiError } from '@google/genai/web';
import { pickGoogle } from '../../config.ts';
import { makeGoogleClient } from '../../live/connection/dial.ts';
import { isTextModel } from '../../live/typed/text-preflight.ts';
import type { Check } from '../check.ts';
import { explainApiError, GEMINI_NEEDS, key, LATER, locateGoogle } from './gemini-check.ts';

/** What the operator can do if Google has no such text model. */
const REMEDY = 'Set TYPED_MODEL to a text model such as gemini-3.8-flash, or to nothing.';

/** Whether the text model for typed questions exists, if there's to be one. */
export const typed: Check = {
  name: 'typed model',
  needs: [...GEMINI_NEEDS, 'TYPED_MODEL', 'TYPED_MODEL_WHEN'],
  after: [key],
  target: locateGoogle,
  remedy: LATER,
  run: async (tools) => {
    const { config, signal } = tools;
    if (config.typed === 'off' || config.typed.when === 'off')
      return { ok: true, seen: 'none; the Live model answers typed questions' };
    const { model, when } = config.typed;
    try {
      const isText = await isTextModel(makeGoogleClient(pickGoogle(config)), model, signal);
      if (isText) return { ok: true, seen: `${model} is listed in ${config.geminiApiVersion} (${when})` };
      return { ok: false, seen: `${model} isn’t a text model in ${config.geminiApiVersion}`, remedy: REMEDY };
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (error.status !== 404) return explainApiError(error, tools);
      return { ok: false, seen: `${model} isn’t listed in ${config.geminiApiVersion}`, remedy: REMEDY };
    }
  },
};
