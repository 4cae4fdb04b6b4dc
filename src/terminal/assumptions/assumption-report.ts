import { pickGoogle } from '../../config.ts';
import { makeGoogleClient } from '../../live/connection/dial.ts';
import { findModel } from '../../live/protocol/models.ts';
import type { Patient } from '../examination.ts';
import { type Assumption, tryOut } from './assumption.ts';

/**
 * Tests the assumptions one after another, because a key may allow few sessions at once. Prints what was assumed, what
 * was seen, and the setting that depends on it. Resolves to how many don't hold.
 */
export const examineLive = async (
  assumptions: readonly Assumption[],
  { config, clock }: Pick<Patient, 'config' | 'clock'>,
  print: (text: string) => void,
): Promise<number> => {
  const { geminiModel, geminiApiVersion, geminiKeyIn } = config;
  print(`\nTrying out what is assumed about ${geminiModel}: this takes about five minutes and costs some ten cents.\n`);
  const google = (apiVersion = geminiApiVersion, keyIn = geminiKeyIn) =>
    makeGoogleClient({ ...pickGoogle(config), apiVersion, keyIn });
  const tools = {
    name: geminiModel,
    model: findModel(geminiModel),
    apiVersion: geminiApiVersion,
    keyIn: geminiKeyIn,
    thinking: config.thinkingLevel,
    contextTokens: config.contextTokens,
    typed: config.typed === 'off' || config.typed.when === 'off' ? ('off' as const) : config.typed,
    decision: config.decisionModel,
    google,
    clock,
  };
  const width = Math.max(...assumptions.map(({ name }) => name.length));
  let failed = 0;
  for (const assumption of assumptions) {
    const { name, why, setting } = assumption;
    const { holds, seen } = await tryOut(assumption, tools);
    if (!holds) failed += 1;
    print(`${holds ? 'ok  ' : 'FAIL'}  ${name.padEnd(width)}  ${seen}`);
    print(`${' '.repeat(width + 8)}${holds ? 'set by' : 'change'} ${setting}${holds ? '' : `: ${why}`}`);
  }
  print(failed === 0 ? '\nEverything holds.' : `\n${failed} of ${assumptions.length} do not hold.`);
  return failed;
};
