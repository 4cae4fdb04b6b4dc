import { cpus, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { holdProcess } from '../src/base/clock.ts';
import { text } from './text/text.ts';
import { VOICE_FIGURES, voice } from './voice/voice.ts';

/**
 * One bench: it prints what it measured. `quick` only shows that everything runs, so its figures mean nothing. `only` is
 * the one figure to measure, if the bench has several.
 */
type Bench = (options: { quick: boolean; only?: string | undefined }) => Promise<void>;

const BENCHES: Record<string, Bench> = { text, voice };

const USAGE = `npm run bench [${Object.keys(BENCHES).join('|')}] [-- --quick] [--only ${VOICE_FIGURES.join('|')}]   (without a name: all of them; --only is for voice)`;

/** The exit code for wrong arguments. */
const EXIT_USAGE = 2;

const read = () => {
  try {
    const { values, positionals } = parseArgs({
      options: { quick: { type: 'boolean' }, only: { type: 'string' }, help: { type: 'boolean' } },
      allowPositionals: true,
    });
    if (values.help) {
      console.log(USAGE);
      process.exit(0);
    }
    const unknown = positionals.find((name) => !Object.hasOwn(BENCHES, name));
    if (unknown !== undefined) return `There is no bench "${unknown}".`;
    const { quick = false, only } = values;
    if (only !== undefined && !VOICE_FIGURES.includes(only)) return `There is no figure "${only}".`;
    return { quick, only, names: positionals };
  } catch (error) {
    if (error instanceof TypeError) return error.message;
    throw error;
  }
};

const asked = read();
if (typeof asked === 'string') {
  console.error(`${asked}\n\n${USAGE}`);
  process.exit(EXIT_USAGE);
}
using _held = holdProcess();
const load = loadavg().map((one) => one.toFixed(2));
console.log(`Node ${process.version}, ${cpus().length} x ${cpus()[0]?.model.trim()}, load ${load.join(' ')}`);
if (asked.quick) console.log('A quick run: too few samples to conclude anything from.');
for (const [name, run] of Object.entries(BENCHES))
  if (asked.names.length === 0 || asked.names.includes(name)) await run(asked);
