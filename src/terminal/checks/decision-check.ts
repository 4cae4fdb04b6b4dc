import { USUAL_DECISION_MODEL } from '../../environment/settings-schema.ts';
import type { Check } from '../check.ts';
import { GEMINI_NEEDS, key, LATER, listModels } from './gemini-check.ts';

/**
 * Whether Google lists the model for decisions. Not every key has the usual one, and it isn't known whether Google lists it
 * for those that have it, so only a request tells for sure.
 */
export const decision: Check = {
  name: 'decision model',
  needs: [...GEMINI_NEEDS, 'DECISION_MODEL'],
  after: [key],
  remedy: LATER,
  run: async (tools) => {
    const { decisionModel, geminiApiVersion } = tools.config;
    if (decisionModel === 'off') return { ok: true, seen: 'none; calls of several people go by Parley’s name alone' };
    const { all } = await listModels(tools);
    const name = decisionModel.replace(/^models\//, '');
    if (all.includes(name)) return { ok: true, seen: `${decisionModel} is listed in ${geminiApiVersion}` };
    const seen = `${decisionModel} isn’t listed in ${geminiApiVersion}`;
    if (name !== USUAL_DECISION_MODEL)
      return { ok: false, seen, remedy: `Set DECISION_MODEL to ${USUAL_DECISION_MODEL}, or to off.` };
    const remedy =
      'Your key may have it all the same: "npm run doctor -- --live" asks it. Without it, calls of several people go by ' +
      'Parley’s name alone, as with DECISION_MODEL=off.';
    return { ok: 'note', seen, remedy };
  },
};
