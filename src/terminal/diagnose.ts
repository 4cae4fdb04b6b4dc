import type { Clock } from '../base/clock.ts';
import { misspelledIn, secretsOf } from '../config.ts';
import { redactor } from '../ops/redact.ts';
import { examineLive } from './assumptions/assumption-report.ts';
import { assumptions } from './assumptions/index.ts';
import { type Check, causeIn, type Row } from './check.ts';
import { session } from './checks/gemini-check.ts';
import { checks as all } from './checks/index.ts';
import { count, examineAll, type Patient } from './examination.ts';
import { printable } from './printable.ts';
import { survey } from './setting-survey.ts';

/** How an examination goes: whether the real service is tried out, by whose time, where its rows go, and what is looked at. */
export type Visit = { live: boolean; clock: Clock; print(text: string): void; checks?: readonly Check[] };

/**
 * Looks at everything that a Parley with these settings needs, and prints it without secrets. Resolves to the exit code of the
 * doctor: 1 if something is broken, else 0.
 */
export const diagnose = async (
  environment: Record<string, string | undefined>,
  { live, clock, print, checks = all }: Visit,
): Promise<number> => {
  const { config, problems } = survey(environment);
  const redact = redactor(secretsOf(config));
  const show = (text: string) => print(printable(redact(text)));
  const patient = { config, problems, misspelled: misspelledIn(environment), clock };
  const rows = await examineAll(checks, patient, show);
  const failed = live ? await tryLive(rows, patient, show) : 0;
  return count(rows, false) + failed > 0 ? 1 : 0;
};

/** Without a session nothing can be tried out, and its row says why. */
const tryLive = async (rows: readonly Row[], patient: Patient, show: Visit['print']): Promise<number> => {
  const cause = causeIn(rows.filter(({ name }) => name === session.name));
  if (cause === undefined) return examineLive(assumptions, patient, show);
  show(`\nWhat is assumed about the Live API was skipped: it needs ${cause}, see above.`);
  return 0;
};
