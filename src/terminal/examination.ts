import type { Clock } from '../base/clock.ts';
import type { Config } from '../config.ts';
import type { Misspelling } from '../environment/spelling.ts';
import { type Check, type CheckRow, examine, makeTools } from './check.ts';
import type { Problem } from './setting-survey.ts';
import { makeRowWriter } from './table.ts';

/** The settings to examine, and what is wrong with them. */
export type Patient = {
  config: Config;
  problems: readonly Problem[];
  /** Variables that look like settings. */
  misspelled: readonly Misspelling[];
  clock: Clock;
};

const SETTINGS = 'settings';

/**
 * Runs all checks at once, except those that depend on others, and prints their rows in order, after one row for each
 * wrong setting. If a check fails, those that would only fail for the same reason are skipped. Resolves to all rows,
 * within the time of an examination.
 */
export const examineAll = async (
  checks: readonly Check[],
  { config, problems, misspelled, clock }: Patient,
  print: (text: string) => void,
): Promise<CheckRow[]> => {
  const found: CheckRow[] = [...problems.map(describe), ...misspelled.map(unknown)];
  const settings: CheckRow[] = problems.length > 0 ? found : [{ name: SETTINGS, ok: true, seen: 'complete' }, ...found];
  const row = makeRowWriter([...settings, ...checks].map(({ name }) => name));
  const wrong = problems.map(({ setting }) => setting);
  using tools = makeTools({ config, clock });
  const running = new Map<Check, Promise<CheckRow>>();
  for (const check of checks) {
    const before = (check.after ?? []).flatMap((one) => running.get(one) ?? []);
    running.set(check, examine(check, tools, { wrong, before }));
  }
  for (const setting of settings) print(row(setting));
  for (const result of running.values()) print(row(await result));
  const rows = [...settings, ...(await Promise.all(running.values()))];
  print(`\n${summary(rows)}`);
  return rows;
};

/** How many rows have this verdict. */
export const countRows = (rows: readonly CheckRow[], verdict: CheckRow['ok']): number =>
  rows.filter(({ ok }) => ok === verdict).length;

const summary = (rows: readonly CheckRow[]): string => {
  const [failed, skipped, notes] = [countRows(rows, false), countRows(rows, 'skipped'), countRows(rows, 'note')];
  if (failed === 0) return `Everything works.${notes > 0 ? ' The notes say what could be better.' : ''}`;
  const because = skipped > 0 ? `, and ${skipped} were skipped because of that` : '';
  return `${failed} of ${rows.length} checks failed${because}. What to do is below each.`;
};

const unknown = ({ name, meant }: Misspelling): CheckRow => ({
  name,
  ok: 'note',
  seen: 'isn’t a setting of Parley',
  remedy: `Did you mean ${meant}?`,
});

/** The message's first sentence says what is wrong, the rest what to do. */
const describe = ({ setting, message }: Problem): CheckRow => {
  const [seen = '', ...rest] = message.split('. ');
  const told = rest.length > 0 && `${rest.join('. ')}.`;
  const remedy = told || `Correct ${setting}, in the environment or in .env; .env.example describes it.`;
  return { name: setting, ok: false, seen, remedy };
};
