import type { Assumption } from './assumption.ts';
import { decisionAssumptions } from './decision-assumptions.ts';
import { mediaAssumptions } from './media-assumptions.ts';
import { settingAssumptions } from './setting-assumptions.ts';
import { textAssumptions } from './text-assumptions.ts';
import { toolAssumptions } from './tool-assumptions.ts';
import { translationAssumptions } from './translation-assumptions.ts';
import { typedAssumptions } from './typed-assumptions.ts';
import { voiceAssumptions } from './voice-assumptions.ts';

/** All assumptions that can be tested in some minutes, in the order of their tests. */
export const assumptions: readonly Assumption[] = [
  ...textAssumptions,
  ...toolAssumptions,
  ...voiceAssumptions,
  ...mediaAssumptions,
  ...typedAssumptions,
  ...decisionAssumptions,
  ...translationAssumptions,
  ...settingAssumptions,
];
