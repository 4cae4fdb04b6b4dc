import type { Clock } from '../clock.ts';
import { misspelledIn, secretsOf } from '../config.ts';
import { redactor } from '../ops/redact.ts';
import { assumptions } from './assumptions/index.ts';
import { examineLive } from './assumptions/report.ts';
import type { Check } from './check.ts';
import { checks as all } from './checks/index.ts';
import { examineAll } from './examination.ts';
import { printable } from './printable.ts';
import { survey } from './settings.ts';

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
  const broken = await examineAll(checks, patient, show);
  const failed = live ? await examineLive(assumptions, patient, show) : 0;
  return broken + failed > 0 ? 1 : 0;
};
