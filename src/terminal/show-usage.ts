import { holdProcess, systemClock } from '../base/clock.ts';
import { endWrongly, readArguments } from '../base/command-line.ts';
import { exitProcess } from '../base/exit.ts';
import type { DayAccount } from '../budget/account.ts';
import { listDays, selectDays } from '../budget/usage.ts';
import { formatCsv, listUsage, type UsageRow } from '../budget/usage-csv.ts';
import { listSecrets, loadOrEnd } from '../config.ts';
import { openLog } from '../ops/log.ts';
import { isId } from '../settings/text-kinds.ts';
import { RECORD_KINDS } from '../store/record-kinds.ts';
import type { Store } from '../store/store.ts';
import { askStore, readStoreSettings, toExitCode } from './present-store.ts';
import { removeControls } from './printable.ts';
import { formatJson, formatTable } from './usage-report.ts';

const USAGE = `npm run usage -- [options]   Shows what was spent, from the store. It doesn't log in, and Parley may go on running.

  --days N      the last N days, today included (30; at most 400)
  --server ID   only this server, or the channel of a direct message
  --csv         a line for each day, channel and member, as CSV
  --json        the same as JSON
  --help        show this

Days are in UTC. It needs STORE_URL, and STORE_KEY if Parley has one, in the environment or in .env.`;

const MOST_DAYS = 400;

const {
  days = '30',
  server,
  csv,
  json,
} = readArguments(
  {
    days: { type: 'string' },
    server: { type: 'string' },
    csv: { type: 'boolean' },
    json: { type: 'boolean' },
    help: { type: 'boolean' },
  },
  USAGE,
);
const count = Number(days);
if (!Number.isInteger(count) || count < 1 || count > MOST_DAYS)
  endWrongly(`--days needs a number from 1 to ${MOST_DAYS}.`, USAGE);
if (csv && json) endWrongly('Choose --csv or --json, not both.', USAGE);
if (server !== undefined && !isId(server))
  endWrongly(`${removeControls(server)} is no id: ids are numbers of 17 to 20 digits.`, USAGE);

const config = loadOrEnd(readStoreSettings);
using _held = holdProcess();

const read = async (store: Store): Promise<UsageRow[]> => {
  const shelf = store.shelf<DayAccount>(RECORD_KINDS.account);
  const rows = await listUsage(selectDays({ all: () => shelf.each() }, new Set(listDays(systemClock.wall(), count))));
  return server === undefined ? rows : rows.filter(({ home }) => home === server);
};

/** Shows it. Resolves to the exit code. */
const show = async (): Promise<number> => {
  try {
    const log = openLog('error', listSecrets(config), process.stderr);
    const rows = await askStore(config, log, read);
    process.stdout.write((csv ? formatCsv : json ? formatJson : formatTable)(rows));
    return 0;
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    return toExitCode(error);
  }
};

exitProcess(await show());
