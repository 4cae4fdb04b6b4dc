import { type DestinationStream, destination, type Logger, pino } from 'pino';
import { makeRedactor } from './redact.ts';

/**
 * What the log keeps of an error. Libraries add more to theirs, such as requests with their bodies, which contain what
 * people said.
 */
const KEPT = ['type', 'message', 'stack', 'code', 'status', 'method', 'syscall'];

const brief = (error: unknown): unknown => {
  if (!(error instanceof Error)) return error;
  return Object.fromEntries(Object.entries(pino.stdSerializers.err(error)).filter(([key]) => KEPT.includes(key)));
};

/**
 * The log: one JSON object per line, on standard output. Every line from `info` up has an `event`, a name that stays
 * when the words change. Every line passes the redactor as a whole, so that no field, message or stack can contain a
 * token or a key, whichever library wrote it.
 */
export const openLog = (
  level: string,
  secrets: readonly string[],
  to: DestinationStream = destination({ sync: true }),
): Logger => {
  const redact = makeRedactor(secrets);
  return pino(
    { level, base: null, timestamp: pino.stdTimeFunctions.isoTime, serializers: { err: brief } },
    { write: (line) => to.write(redact(line)) },
  );
};
