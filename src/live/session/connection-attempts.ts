import type { Clock } from '../../base/clock.ts';
import { UserError } from '../../base/errors.ts';
import type { Observe } from '../../base/events.ts';
import type { Text } from '../../text/text.ts';
import { GeminiUnreachable, makeMissedError } from '../connection/connect-patience.ts';
import { DialError } from '../connection/dial.ts';
import type { LiveConnection } from '../connection/live-connection.ts';
import type { ConnectionPool, PoolMember } from '../limits/connection-pool.ts';
import type { ReconnectAdmission } from '../limits/reconnect-admission.ts';
import type { ConnectionFailures } from './connection-failures.ts';
import type { ConnectionRequest, Resumption } from './resumption.ts';
import type { SetupTolerance } from './setup-tolerance.ts';
import { SetupTrial } from './setup-trial.ts';

/** What an attempt to connect needs. */
export type AttemptOptions = {
  resumption: Resumption;
  admission: ReconnectAdmission;
  failures: ConnectionFailures;
  tolerance: SetupTolerance;
  pool: ConnectionPool;
  clock: Clock;
  observe: Observe;
};

/** How many connections are tried for one thing that is said. */
const MOST_DIALS = 4;

/**
 * Dials for a session until a connection is open. The session, as `member`, then holds a place in the pool. Someone waits
 * until `due`, in milliseconds of the clock. If Google refuses something of the plan that can be left out, the connection
 * has another plan.
 *
 * @throws GeminiUnreachable if Gemini can't be reached; UserError if it refuses; the signal's reason if it aborts.
 */
export const openConnection = async (
  member: PoolMember,
  { resumption, admission, failures, tolerance, pool, clock, observe }: AttemptOptions,
  { plan, due, ...wanted }: ConnectionRequest & { due: number },
  signal: AbortSignal,
): Promise<LiveConnection> => {
  let missed: Text = { code: 'gemini.busy' };
  const trial = new SetupTrial(plan, tolerance);
  for (let dials = 1; ; dials++) {
    // The place in the pool is taken last: a session that only waits mustn't hold one while another could talk.
    await admission.enter(due, signal).catch(makeMissedError(missed));
    await pool.take(member, signal).catch(makeMissedError({ code: 'gemini.full' }));
    const began = clock.now();
    let [resumed, found] = [false, false];
    try {
      const start = await resumption.choose({ ...wanted, plan: trial.plan });
      resumed = start.kept !== undefined;
      found = start.isFound;
      const connection = await resumption.open(start, signal);
      trial.noteOpened();
      observe({ is: 'connection', session: resumed ? 'resumed' : 'fresh', took: clock.now() - began });
      return connection;
    } catch (error) {
      pool.leave(member);
      if (!(error instanceof DialError)) throw error;
      const isLast = dials >= MOST_DIALS || signal.aborted;
      // What one place has wished for must not be held against the account, which would stop everybody.
      if (trial.suspect(error.ending, resumed)) {
        if (isLast) throw new GeminiUnreachable(missed, { cause: error });
        continue;
      }
      const met = { phase: 'dialling' as const, resumed, found, age: 0, marked: false, left: 1 };
      const { turn, text } = await failures.respond(error.ending, met);
      if (turn === 'told') throw new UserError(text, { cause: error });
      missed = text;
      if (isLast) throw new GeminiUnreachable(missed, { cause: error });
    }
  }
};
