import { holdProcess } from '../base/clock.ts';
import { endWrongly, readCommandLine } from '../base/command-line.ts';
import { exitProcess } from '../base/exit.ts';
import { loadEnvironment, loadOrEnd } from '../config.ts';
import { runCopy } from './copy-order.ts';
import { removeControls } from './printable.ts';
import { backUpStore } from './store-backup.ts';

const USAGE = `npm run store -- copy FROM TO   Copies everything that is stored from one database into another: between SQLite, Redis or
                                Valkey, and PostgreSQL, in any direction.
npm run store -- backup FILE    Writes everything that is in the SQLite database of STORE_URL into a new file. Parley may run.

  --replace   copy: what TO holds goes
  --help      show this

FROM and TO are addresses as in STORE_URL (sqlite://FILE, redis://..., postgres://...), or the names of variables that have one,
in the environment or in .env: STORE_URL is the store that Parley uses. An address in a variable isn't seen in the list of processes.

Stop Parley before a copy, every process of it, and set STORE_URL to TO afterwards. What is encrypted stays so, and needs the same
STORE_KEY there. A copy may be interrupted: the same copy goes on where it was. Until it's complete, Parley doesn't start on TO.`;

const { values, positionals } = readCommandLine({ replace: { type: 'boolean' }, help: { type: 'boolean' } }, USAGE);
const [what = '', ...words] = positionals;

using _held = holdProcess();
const stopping = new AbortController();
const stop = () => stopping.abort(new Error('stopped as asked'));
process.once('SIGTERM', stop).once('SIGINT', stop).once('SIGHUP', stop);

/** Runs what was asked for. Resolves to the exit code. */
const run = async (): Promise<number> => {
  const [first, second, ...more] = words;
  const { replace = false } = values;
  switch (what) {
    case 'copy': {
      if (first === undefined || second === undefined || more.length > 0)
        return endWrongly('"copy" needs FROM and TO, and nothing else.', USAGE);
      const environment = loadOrEnd(loadEnvironment);
      return runCopy({ from: first, to: second, replace, environment, signal: stopping.signal });
    }
    case 'backup':
      if (first === undefined || second !== undefined || replace)
        return endWrongly('"backup" needs FILE, and nothing else.', USAGE);
      return backUpStore(first);
    default:
      return endWrongly(what === '' ? 'Say what to do.' : `There is no command ${removeControls(what)}.`, USAGE);
  }
};

exitProcess(await run());
