import { systemClock } from '../base/clock.ts';
import { ConfigError } from '../base/errors.ts';
import { EXIT_CONFIG } from '../config.ts';
import { SETTINGS } from '../environment/settings-schema.ts';
import type { Database } from '../store/database.ts';
import { openDatabase } from '../store/open-database.ts';
import { type CopyEnd, type CopyOutcome, type CopyStep, copyStore } from '../store/store-copy.ts';
import { explainStore } from '../store/store-faults.ts';
import { StoreHoldLostError } from '../store/store-hold.ts';
import { checkPresence, toExitCode } from './present-store.ts';

/** What is to be copied, as it was typed. */
export type CopyOrder = {
  from: string;
  to: string;
  replace: boolean;
  environment: Record<string, string | undefined>;
  signal: AbortSignal;
};

/** How an end of a copy is called in sentences. */
const NAMES: Record<CopyEnd, string> = { from: 'FROM', to: 'TO' };

/** An error of one of the two stores, explained. */
class EndError extends Error {
  override name = 'EndError';
  /** Whether only other settings can help. */
  readonly lasting: boolean;
  constructor(message: string, lasting: boolean) {
    super(message);
    this.lasting = lasting;
  }
}

/** The address that a word on the command line is or names. @throws ConfigError that says what is wrong with it */
const readAddress = (word: string, end: CopyEnd, environment: CopyOrder['environment']): string => {
  const isName = /^[A-Za-z_]\w*$/.test(word);
  const value = isName ? environment[word]?.trim() : word;
  if (isName && !value && word !== 'STORE_URL')
    throw new ConfigError(`${NAMES[end]} names the variable ${word}, which isn’t set.`);
  const { data, error } = SETTINGS.shape.STORE_URL.safeParse(value || undefined);
  if (data === undefined) throw new ConfigError(`${NAMES[end]} ${error?.issues[0]?.message}.`);
  if (data.startsWith('memory:')) throw new ConfigError(`${NAMES[end]} is "memory:", which ends with each process.`);
  return data;
};

/** An error of a store, in a sentence about this end. */
const explainEnd = (error: unknown, url: string, end: CopyEnd): EndError => {
  const { wrong, remedy, lasting } = explainStore(error, url);
  return new EndError(`${wrong}. ${remedy}`.replaceAll('STORE_URL', NAMES[end]), lasting);
};

/** The database of one end, closed whatever happens. Its errors are explained. @throws EndError */
const openEnd = async (url: string, end: CopyEnd): Promise<Database & AsyncDisposable> => {
  const explained =
    <Args extends unknown[], Result>(ask: (...args: Args) => Promise<Result>) =>
    (...args: Args): Promise<Result> =>
      ask(...args).catch((error) => {
        throw explainEnd(error, url, end);
      });
  const explainTable = <Table extends object>(table: Table): Table =>
    Object.fromEntries(
      Object.entries(table).map(([name, ask]) => [name, typeof ask === 'function' ? explained(ask) : ask]),
    ) as Table;
  const database = await explained(() => openDatabase(url, systemClock))();
  const { reset, close, dump, ...asked } = database;
  return {
    ...explainTable(asked),
    dump: { rows: explainTable(dump.rows), meters: explainTable(dump.meters) },
    reset,
    close,
    [Symbol.asyncDispose]: () => close().catch(() => {}),
  };
};

const STEPS: Record<CopyStep, string> = { copy: 'copied', check: 'checked' };

/** How many items come between two lines that say how far it is. */
const LINE = 10_000;

/** Says how far it is, every so many items. */
const makeNote = (): ((step: CopyStep, items: number) => void) => {
  const said: Record<CopyStep, number> = { copy: 0, check: 0 };
  return (step, items) => {
    if (items < said[step] + LINE) return;
    said[step] = items;
    console.error(`${items.toLocaleString('en')} ${STEPS[step]}`);
  };
};

/** What the operator reads about an outcome. */
const describe = (outcome: CopyOutcome): string => {
  switch (outcome.is) {
    case 'copied': {
      const [records, counters, moved] = [outcome.records, outcome.counters, outcome.moved].map((count) =>
        count.toLocaleString('en'),
      );
      return `TO has everything that FROM has: ${records} records and ${counters} counters, each compared with FROM. ${moved} were different before.`;
    }
    case 'different':
      return `${outcome.items.toLocaleString('en')} records or counters are not the same in FROM and TO. Something else writes to one of them. Stop it, and run the same copy again.`;
    case 'running':
      return `Parley is running on ${NAMES[outcome.end]}, or was killed there less than a minute and a half ago. Stop every process of it, and try again.`;
    case 'taken':
      return 'FROM or TO is in another copy just now, or was until that was killed less than half a minute ago. If it isn’t, FROM and TO are the same store.';
    case 'empty':
      return 'Nothing is stored in FROM, so nothing was copied. Check its address.';
    case 'half':
      return 'FROM is only half a copy of another store, so nothing was copied. Finish that copy first, or copy from the other store.';
    case 'foreign':
      return 'TO is half a copy of another store, so nothing was copied. Finish that copy first, or add --replace if all of it may go.';
    case 'occupied':
      return 'TO holds something already, so nothing was copied. Name an empty database, or add --replace if all of it may go.';
  }
};

const AGAIN =
  'Run the same copy again: it goes on where it was. If it had begun, Parley doesn’t start on TO until it’s complete.';

/** Runs a copy and says what came of it. Resolves to the exit code. */
export const runCopy = async ({ from, to, replace, environment, signal }: CopyOrder): Promise<number> => {
  try {
    const urls = { from: readAddress(from, 'from', environment), to: readAddress(to, 'to', environment) };
    checkPresence(urls.from, NAMES.from);
    await using source = await openEnd(urls.from, 'from');
    await using target = await openEnd(urls.to, 'to');
    const options = { replace, clock: systemClock, signal, note: makeNote() };
    const outcome = await copyStore({ from: source, to: target }, options);
    (outcome.is === 'copied' ? console.log : console.error)(describe(outcome));
    return outcome.is === 'copied' ? 0 : 1;
  } catch (error) {
    console.error(explain(error, signal));
    if (error instanceof EndError) return error.lasting ? EXIT_CONFIG : 1;
    return toExitCode(error);
  }
};

const explain = (error: unknown, signal: AbortSignal): string => {
  if (signal.aborted) return `Interrupted. ${AGAIN}`;
  if (error instanceof StoreHoldLostError) return `This took too long, and ${error.message}. ${AGAIN}`;
  if (error instanceof EndError && !error.lasting) return `${error.message} ${AGAIN}`;
  return error instanceof Error ? error.message : String(error);
};
