import { makeChildEnvironment } from '../../../src/base/child-environment.ts';
import { systemClock } from '../../../src/base/clock.ts';
import { loadConfig, loadEnvironment } from '../../../src/config.ts';
import { openLog } from '../../../src/ops/log.ts';
import { startParley } from '../../../src/parley.ts';
import type { PlaceTool } from '../../../src/tools/place-tool.ts';

/** Looks something up at the address in `LOOK_UP_URL`, which takes as long as whoever answers there likes. */
const lookUp: PlaceTool = {
  declaration: { name: 'look_up', description: 'Looks something up.', parameters: { type: 'OBJECT', properties: {} } },
  deadline: 15_000,
  isSlow: true,
  isOn: () => true,
  async run(args, { signal }) {
    const { what = '' } = args;
    const response = await fetch(`${process.env.LOOK_UP_URL}/${what}`, { signal });
    return { is: 'done', says: { found: await response.text() } };
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
  tools: [lookUp],
});
const kept = setInterval(() => {}, 60_000);
process.once('SIGTERM', async () => {
  await parley.stop();
  clearInterval(kept);
  process.exit(0);
});
