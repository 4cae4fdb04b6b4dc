import type { Clock } from '../base/clock.ts';
import { findMisspelledSettings, listSecrets } from '../config.ts';
import { makeRedactor } from '../ops/redact.ts';
import { examineLive } from './assumptions/assumption-report.ts';
import { assumptions } from './assumptions/index.ts';
import { type Check, type CheckRow, findCause } from './check.ts';
import { session } from './checks/gemini-check.ts';
import { checks as all } from './checks/index.ts';
import { listServerChecks } from './checks/mcp-check.ts';
import { countRows, examineAll, type Patient } from './examination.ts';
import { removeControls } from './printable.ts';
import { surveySettings } from './setting-survey.ts';

/** Options of an examination: whether to test the real service, the clock, where the rows go, and what to check. */
export type DiagnoseOptions = { live: boolean; clock: Clock; print(text: string): void; checks?: readonly Check[] };

/**
 * Checks everything that a Parley with these settings needs, and prints it without secrets. Resolves to the doctor's
 * exit code: 1 if something failed, else 0.
 */
export const diagnose = async (
  environment: Record<string, string | undefined>,
  { live, clock, print, checks }: DiagnoseOptions,
): Promise<number> => {
  const { config, problems } = surveySettings(environment);
  const redact = makeRedactor(listSecrets(config));
  const show = (text: string) => print(removeControls(redact(text)));
  const patient = { config, problems, misspelled: findMisspelledSettings(environment), clock };
  const rows = await examineAll(checks ?? [...all, ...listServerChecks(config)], patient, show);
  const failed = live ? await tryLive(rows, patient, show) : 0;
  return countRows(rows, false) + failed > 0 ? 1 : 0;
};

/** Without a session nothing can be tested, and its row says why. */
const tryLive = async (
  rows: readonly CheckRow[],
  patient: Patient,
  show: DiagnoseOptions['print'],
): Promise<number> => {
  const cause = findCause(rows.filter(({ name }) => name === session.name));
  if (cause === undefined) return examineLive(assumptions, patient, show);
  show(`\nWhat is assumed about the Live API was skipped: it needs ${cause}, see above.`);
  return 0;
};
