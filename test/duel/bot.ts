import { enableCompileCache } from 'node:module';
import { uptime } from 'node:os';
import { fileURLToPath } from 'node:url';

// The same as for src/index.ts, and in the same place: a process must not be slower to start than the real one.
enableCompileCache(fileURLToPath(new URL('../../node_modules/.cache/parley', import.meta.url)));
const [{ holdProcess }, { loadConfig }, { openLog }, { startParley }, { clockOf }] = await Promise.all([
  import('../../src/base/clock.ts'),
  import('../../src/config.ts'),
  import('../../src/ops/log.ts'),
  import('../../src/parley.ts'),
  import('./clock.ts'),
]);

using _held = holdProcess();
// Parley as src/main.ts runs it, but with a clock of the tempo that its two arguments name.
const [scale = 1, origin = 0] = process.argv.slice(2).map(Number);
const config = loadConfig();
const log = openLog(config.logLevel, [config.discordToken, config.geminiKey]);
const stopping = new AbortController();
const stopped = new Promise<void>((resolve) => stopping.signal.addEventListener('abort', () => resolve()));
process.once('SIGTERM', () => stopping.abort(new Error('stopped as asked')));
const means = {
  clock: clockOf({ scale, origin }),
  uptime: () => uptime() * 1_000 * scale,
  log,
  say() {},
  signal: stopping.signal,
  childEnvironment: {},
};
const parley = await startParley(config, means);
const lost = await Promise.race([parley.lost, stopped]);
await parley.stop();
process.exit(lost ? 1 : 0);
