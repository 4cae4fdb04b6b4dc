import { cpus, loadavg } from 'node:os';
import { holdProcess } from '../src/base/clock.ts';
import { endWrongly, readCommandLine } from '../src/base/command-line.ts';
import { FIGURE_NAMES } from './figure-names.ts';

/**
 * One bench: it prints what it measured. `quick` only shows that everything runs, so its figures mean nothing. `only` is
 * the one figure to measure, if the bench has several.
 */
type Bench = (options: { quick: boolean; only?: string | undefined }) => Promise<void>;

/** Each is loaded when it's run: one of them needs little of what the others do. */
const BENCHES: Record<string, Bench> = {
  text: async (options) => (await import('./text/text.ts')).text(options),
  voice: async (options) => (await import('./voice/voice.ts')).voice(options),
  media: async (options) => (await import('./media/media.ts')).media(options),
  cost: async (options) => (await import('./cost/cost.ts')).cost(options),
  addressed: async (options) => (await import('./addressed/addressed.ts')).addressed(options),
  endings: async (options) => (await import('./endings/endings.ts')).endings(options),
  servers: async (options) => (await import('./servers/servers.ts')).servers(options),
  tools: async (options) => (await import('./tools/tools.ts')).tools(options),
  scale: async (options) => (await import('./scale/scale.ts')).scale(options),
};

const FIGURES: Record<string, readonly string[]> = FIGURE_NAMES;
const ALONE = Object.values(FIGURES).flat();

const USAGE = `npm run bench [${Object.keys(BENCHES).join('|')}] [-- --quick] [--only ${ALONE.join('|')}]   (without a name: all of them; --only is for voice, media, addressed, servers and tools)`;

const { values, positionals: names } = readCommandLine(
  { quick: { type: 'boolean' }, only: { type: 'string' }, help: { type: 'boolean' } },
  USAGE,
);
const { quick = false, only } = values;
const unknown = names.find((name) => !Object.hasOwn(BENCHES, name));
if (unknown !== undefined) endWrongly(`There is no bench "${unknown}".`, USAGE);
if (only !== undefined && !ALONE.includes(only)) endWrongly(`There is no figure "${only}".`, USAGE);
using _held = holdProcess();
const load = loadavg().map((one) => one.toFixed(2));
console.log(`Node ${process.version}, ${cpus().length} x ${cpus()[0]?.model.trim()}, load ${load.join(' ')}`);
if (quick) console.log('A quick run: too few samples to conclude anything from.');
for (const [name, run] of Object.entries(BENCHES))
  if ((names.length === 0 || names.includes(name)) && (only === undefined || FIGURES[name]?.includes(only)))
    await run({ quick, only });
