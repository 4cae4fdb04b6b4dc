import { holdProcess, systemClock } from '../base/clock.ts';
import { readArguments } from '../base/command-line.ts';
import { exitProcess } from '../base/exit.ts';
import { loadEnvironment, loadOrEnd } from '../config.ts';

const USAGE = `npm run doctor -- [options]   Checks that everything Parley needs is in place, and says what to do if not.

  --live   also try out what Parley assumes about the Live API; takes about five minutes and costs some ten cents
  --help   show this

It ends with 1 if something is broken, else with 0; with 2 if it doesn't know an option, and with 78 if it can't read .env.`;

using _held = holdProcess();
const { live } = readArguments({ live: { type: 'boolean' }, help: { type: 'boolean' } }, USAGE);

// What is examined takes a second to load, for which nobody waits who only asks how this is used.
const [{ goThrough }, { diagnose }, { surveySettings }] = await Promise.all([
  import('../proxy/dispatcher.ts'),
  import('./diagnose.ts'),
  import('./setting-survey.ts'),
]);
const settings = loadOrEnd(() => loadEnvironment());
goThrough(surveySettings(settings).config.proxies);
const code = await diagnose(settings, {
  live: live === true,
  clock: systemClock,
  print: (text) => console.log(text),
});
// What an abandoned check still holds open must not keep the doctor running.
exitProcess(code);
