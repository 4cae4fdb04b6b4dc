import { cpus, loadavg } from 'node:os';
import { holdProcess } from '../src/base/clock.ts';
import { endWrongly, readCommandLine } from '../src/base/command-line.ts';
import { ADDRESSED_FIGURES, addressed } from './addressed/addressed.ts';
import { cost } from './cost/cost.ts';
import { endings } from './endings/endings.ts';
import { MEDIA_FIGURES, media } from './media/media.ts';
import { SERVER_FIGURES, servers } from './servers/servers.ts';
import { text } from './text/text.ts';
import { TOOL_FIGURES, tools } from './tools/tools.ts';
import { VOICE_FIGURES, voice } from './voice/voice.ts';

/**
 * One bench: it prints what it measured. `quick` only shows that everything runs, so its figures mean nothing. `only` is
 * the one figure to measure, if the bench has several.
 */
type Bench = (options: { quick: boolean; only?: string | undefined }) => Promise<void>;

const BENCHES: Record<string, Bench> = {
  text,
  voice,
  media,
  cost,
  addressed,
  endings,
  servers,
  tools,
  // It looks at once which servers of stores are installed, which nobody asked who only wants to know how this is used.
  scale: async (options) => (await import('./scale/scale.ts')).scale(options),
};

/** The figures that can be measured on their own, by the bench that measures them. */
const FIGURES: Record<string, readonly string[]> = {
  voice: VOICE_FIGURES,
  media: MEDIA_FIGURES,
  addressed: ADDRESSED_FIGURES,
  servers: SERVER_FIGURES,
  tools: TOOL_FIGURES,
};
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
