import { type DestinationStream, destination, type Logger, pino } from 'pino';
import { ConfigError, StartError } from '../base/errors.ts';
import { makeRedactor } from './redact.ts';
import type { WarningCounts } from './warning-counts.ts';

/**
 * What the log keeps of an error and of each of its causes. Libraries add more to theirs, such as requests with their
 * bodies, which contain what people said.
 */
const KEPT = ['type', 'message', 'stack', 'code', 'status', 'method', 'syscall'];

/** Whether the message says what to do, so that the place where the error was made helps nobody. */
const isExplained = (error: Error): boolean => error instanceof ConfigError || error instanceof StartError;

const brief = (error: unknown): unknown => {
  if (!(error instanceof Error)) return error;
  const kept = isExplained(error) ? KEPT.filter((key) => key !== 'stack') : KEPT;
  return shorten(error, pino.stdSerializers.errWithCause(error), kept);
};

/** `described` is the error as pino describes it: each cause on its own, and none twice. */
const shorten = ({ cause }: Error, described: object, kept: readonly string[]): object => {
  const fields = Object.entries(described).filter(([key]) => kept.includes(key));
  const inner = 'cause' in described && cause instanceof Error && Object(described.cause);
  return Object.fromEntries(inner ? [...fields, ['cause', shorten(cause, inner, kept)]] : fields);
};

/**
 * The log: one JSON object per line, on standard output. Every line from `info` up has an `event`, a name that stays
 * when the words change. Every line passes the redactor as a whole, so that no field, message or stack can contain a
 * token or a key, whichever library wrote it. What it's warned of is counted, if `warnings` is given.
 */
export const openLog = (
  level: string,
  secrets: readonly string[],
  to: DestinationStream = destination({ sync: true }),
  warnings?: WarningCounts,
): Logger => {
  const redact = makeRedactor(secrets);
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      serializers: { err: brief },
      hooks: {
        logMethod(args, method, rank) {
          warnings?.note(args[0], rank);
          method.apply(this, args);
        },
      },
    },
    { write: (line) => to.write(redact(line)) },
  );
};
