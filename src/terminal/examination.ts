import type { Clock } from '../clock.ts';
import type { Config } from '../config.ts';
import { type Check, examine, type Row } from './check.ts';
import type { Problem } from './settings.ts';
import { aligned } from './table.ts';

/** What is examined: the settings, and what is wrong with them. */
export type Patient = { config: Config; problems: readonly Problem[]; clock: Clock };

const SETTINGS = 'settings';

/**
 * Runs all checks at once, but prints their rows in order, after one for each setting that is wrong. A check that fails
 * stops no other. Resolves to how much is broken.
 */
export const examineAll = async (
  checks: readonly Check[],
  { config, problems, clock }: Patient,
  print: (text: string) => void,
): Promise<number> => {
  const settings =
    problems.length > 0 ? problems.map(wrong) : [{ name: SETTINGS, ok: true as const, seen: 'complete' }];
  const row = aligned([...settings, ...checks].map(({ name }) => name));
  const names = problems.map(({ setting }) => setting);
  const running = checks.map((check) => examine(check, { config, clock }, names));
  for (const setting of settings) print(row(setting));
  for (const result of running) print(row(await result));
  const rows = [...settings, ...(await Promise.all(running))];
  const broken = rows.filter(({ ok }) => ok === false).length;
  print(
    broken === 0
      ? '\nEverything is as it should be.'
      : `\n${broken} of ${rows.length} are broken; what to do stands below each.`,
  );
  return broken;
};

/** The message's first sentence says what is wrong, the rest what to do. */
const wrong = ({ setting, message }: Problem): Row => {
  const [seen = '', ...rest] = message.split('. ');
  const remedy = rest.join('. ') || `Correct ${setting}, in the environment or in .env; .env.example describes it.`;
  return { name: setting, ok: false, seen, remedy };
};
