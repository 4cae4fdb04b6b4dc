import { holdProcess, systemClock } from '../clock.ts';
import { EXIT_CONFIG, loadEnvironment } from '../config.ts';
import { ConfigError } from '../errors.ts';
import { redactor } from '../ops/redact.ts';
import { readArguments } from './arguments.ts';
import { assumptions } from './assumptions/index.ts';
import { examineLive } from './assumptions/report.ts';
import { checks } from './checks/index.ts';
import { examineAll } from './examination.ts';
import { printable } from './printable.ts';
import { survey } from './settings.ts';

const USAGE = `npm run doctor -- [options]   Looks whether everything that Parley needs is there, and says what to do if not.

  --live   also try out what Parley assumes about the Live API; takes about two minutes and costs a few cents
  --help   show this

It ends with 1 if something is broken, else with 0.`;

using _held = holdProcess();
const { live } = readArguments({ live: { type: 'boolean' }, help: { type: 'boolean' } }, USAGE);

const environment = () => {
  try {
    return loadEnvironment();
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    console.error(error.message);
    process.exit(EXIT_CONFIG);
  }
};

const { config, problems } = survey(environment());
const redact = redactor([config.discordToken, config.geminiKey]);
const print = (text: string) => console.log(printable(redact(text)));
const patient = { config, problems, clock: systemClock };
const broken = await examineAll(checks, patient, print);
const failed = live ? await examineLive(assumptions, patient, print) : 0;
// Whatever a check that was given up still holds open must not keep the doctor here.
process.exit(broken + failed > 0 ? 1 : 0);
