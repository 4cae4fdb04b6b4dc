import { makeChildEnvironment } from '../../src/base/child-environment.ts';
import { holdProcess, systemClock } from '../../src/base/clock.ts';
import { loadConfig, loadEnvironment } from '../../src/config.ts';
import { openLog } from '../../src/ops/log.ts';
import { startParley } from '../../src/parley.ts';
import type { PlaceTool } from '../../src/tools/place-tool.ts';
import { NAME, TOOL_MS } from './work.ts';

/** Takes its time, and nothing else. */
const work: PlaceTool = {
  declaration: { name: NAME, description: 'Works a little.', parameters: { type: 'OBJECT', properties: {} } },
  deadline: 5_000,
  isOn: () => true,
  async run(_, { signal }) {
    await systemClock.sleep(TOOL_MS, signal);
    return { is: 'done', says: { done: true } };
  },
};

// The bot as `npm start` runs it, with one more tool.
const config = loadConfig();
const parley = await startParley(config, {
  clock: systemClock,
  log: openLog(config.logLevel, []),
  say() {},
  signal: new AbortController().signal,
  childEnvironment: makeChildEnvironment(loadEnvironment()),
  tools: [work],
});
const held = holdProcess();
process.once('SIGTERM', async () => {
  await parley.stop();
  held[Symbol.dispose]();
  process.exit(0);
});
