import { toStartError } from '../base/diagnosis.ts';
import { type Config, pickGoogle } from '../config.ts';
import { makeGoogleClient } from '../live/connection/dial.ts';
import { runPreflight } from '../live/connection/preflight.ts';
import { makeBareSetup } from './setup-part.ts';
import type { StartOptions } from './start-options.ts';

/**
 * Checks whether Google takes the key and the setup. What may pass by itself is only told; people are answered as soon as
 * it has passed.
 *
 * @throws an error that says what to do if only the operator can fix it.
 */
export const checkGemini = async (config: Config, { clock, log, say, signal }: StartOptions): Promise<void> => {
  const fault = await runPreflight({
    google: makeGoogleClient(pickGoogle(config)),
    setup: makeBareSetup(config),
    apiVersion: config.geminiApiVersion,
    baseUrl: config.geminiBaseUrl,
    clock,
    signal,
  });
  if (!fault) return;
  const { wrong, remedy, lasting } = fault;
  if (lasting) throw toStartError(fault, undefined);
  if (signal.aborted) return;
  log.warn({ event: 'gemini.not_ready', wrong }, 'nobody can be answered yet');
  say(`${wrong}. ${remedy} Until that’s fixed, Parley can’t answer anyone.`);
};
