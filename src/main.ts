import { flushCompileCache } from 'node:module';
import { makeChildEnvironment } from './base/child-environment.ts';
import { holdProcess, systemClock } from './base/clock.ts';
import { ConfigError } from './base/errors.ts';
import { exitProcess } from './base/exit.ts';
import { EXIT_CONFIG, findMisspelledSettings, listSecrets, loadConfig, loadEnvironment, loadOrEnd } from './config.ts';
import { explainMisspelling } from './environment/spelling.ts';
import { openLog } from './ops/log.ts';
import { makeRedactor } from './ops/redact.ts';
import { WarningCounts } from './ops/warning-counts.ts';
import { startParley } from './parley.ts';
import { goThrough } from './proxy/dispatcher.ts';
import { findStopTime } from './shutdown.ts';

/** Whatever hangs, the process has ended so long after a stop must be over, in milliseconds. */
const LAST_RESORT = 500;

const config = loadOrEnd(loadConfig);
const secrets = listSecrets(config);
const warnings = new WarningCounts(systemClock);
const log = openLog(config.logLevel, secrets, undefined, warnings);
const fatal = (event: string, message: string) => (error: unknown) => {
  log.fatal({ event, err: error }, message);
  return exitProcess(error instanceof ConfigError ? EXIT_CONFIG : 1);
};
process.on('uncaughtException', fatal('bot.crashed', 'an error that nobody caught'));
process.on('unhandledRejection', fatal('bot.crashed', 'a rejection that nobody handled'));

goThrough(config.proxies);

using _held = holdProcess();
const stopping = new AbortController();
const stop = () => stopping.abort(new Error('stopped as asked'));
process.once('SIGTERM', stop).once('SIGINT', stop);

/** For a person who starts Parley for the first time, a sentence is easier to read than a log. */
const say = (sentence: string) => console.error(makeRedactor(secrets)(sentence));

for (const one of findMisspelledSettings(loadEnvironment())) {
  log.warn({ event: 'setting.unknown', ...one }, 'a variable looks like a setting');
  say(explainMisspelling(one));
}

const stopped = new Promise<void>((resolve) => stopping.signal.addEventListener('abort', () => resolve()));
const parley = await startParley(config, {
  clock: systemClock,
  log,
  warnings,
  drain: stop,
  say,
  signal: stopping.signal,
  childEnvironment: makeChildEnvironment(loadEnvironment()),
}).catch((error) => {
  if (stopping.signal.aborted) return exitProcess(0);
  say(`Parley can’t start: ${error instanceof Error ? error.message : error}`);
  say('`npm run doctor` checks everything that Parley needs, and says what to do.');
  return fatal('bot.not_started', 'Parley cannot start')(error);
});
// Saved now, because a kill or a crash wouldn't reach the usual moment, the end.
flushCompileCache();
const lost = await Promise.race([parley.lost, stopped]);
const code = lost instanceof ConfigError ? EXIT_CONFIG : lost ? 1 : 0;
log.info({ event: 'bot.stopping' }, 'stopping');
setTimeout(() => {
  log.warn({ event: 'bot.stop_late' }, 'stopping took too long');
  exitProcess(code);
}, findStopTime(config.drainTime) + LAST_RESORT).unref();
await parley.stop();
log.info({ event: 'bot.stopped' }, 'stopped');
exitProcess(code);
