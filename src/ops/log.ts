import { type DestinationStream, destination, type Logger, pino } from 'pino';
import { redactor } from './redact.ts';

/**
 * The log: one JSON object a line, on standard output. Every line passes the redactor as a whole, so that no field, no
 * message and no stack can hold a token or a key, whichever library wrote it.
 */
export const openLog = (
  level: string,
  secrets: readonly string[],
  to: DestinationStream = destination({ sync: true }),
): Logger => {
  const redact = redactor(secrets);
  return pino(
    { level, base: null, timestamp: pino.stdTimeFunctions.isoTime },
    { write: (line) => to.write(redact(line)) },
  );
};
