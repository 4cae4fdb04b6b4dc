import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { holdProcess, systemClock } from '../base/clock.ts';
import { EXIT_USAGE, endWrongly, readCommandLine } from '../base/command-line.ts';
import { UserError } from '../base/errors.ts';
import { exitProcess } from '../base/exit.ts';
import { listSecrets, loadEnvironment, loadOrEnd } from '../config.ts';
import { openLog } from '../ops/log.ts';
import { toOperatorLayer } from '../parts/operator-layer.ts';
import { goThrough } from '../proxy/dispatcher.ts';
import { explainFileRefusal, FileRefusal } from '../settings/file-refusal.ts';
import { Settings } from '../settings/settings.ts';
import { isId } from '../settings/text-kinds.ts';
import type { Store } from '../store/store.ts';
import { en } from '../text/en/index.ts';
import { makeLanguages, toLanguage } from '../text/languages.ts';
import { askStore, readStoreSettings, toExitCode } from './present-store.ts';
import { removeControls } from './printable.ts';
import { surveySettings } from './setting-survey.ts';
import { DeskError, type DeskOrder, runOrder } from './settings-desk.ts';

const USAGE = `npm run settings -- list SERVER               every setting of a server, and where its value comes from
npm run settings -- get SERVER NAME           the value of one setting
npm run settings -- set SERVER NAME VALUE     set it; separate lists by commas; "none" is an empty one
npm run settings -- reset SERVER NAME         go back to what is set elsewhere, or to the default
npm run settings -- export SERVER             everything that is set, as a file for "import" or /settings import
npm run settings -- import SERVER FILE        replace everything that is set; "-" reads the standard input

  --channel ID   what is set in a channel or thread of the server
  --direct       SERVER is the id of a direct message's channel
  --json         list and get: print JSON
  --help         show this

SERVER is the id of a server. The bot may run meanwhile, and goes by what was changed within 15 seconds. It needs STORE_URL, and
STORE_KEY if Parley has one, in the environment or in .env. Discord is only told of face.nick and face.bio, with DISCORD_TOKEN.`;

const { values: options, positionals } = readCommandLine(
  {
    channel: { type: 'string' },
    direct: { type: 'boolean' },
    json: { type: 'boolean' },
    help: { type: 'boolean' },
  },
  USAGE,
);

/** The words that each command takes after it. */
const COMMANDS = {
  list: ['SERVER'],
  get: ['SERVER', 'NAME'],
  set: ['SERVER', 'NAME', 'VALUE'],
  reset: ['SERVER', 'NAME'],
  export: ['SERVER'],
  import: ['SERVER', 'FILE'],
} as const;
const isCommand = (word: string): word is keyof typeof COMMANDS => Object.hasOwn(COMMANDS, word);

/** What a file of the operator has in it. @throws DeskError that says why it can't be read */
const readOwnFile = async (path: string): Promise<string> => {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const why =
      code === 'ENOENT' ? 'There is no such file' : code === 'EISDIR' ? 'That is a folder' : `It says ${code}`;
    throw new DeskError(`I can’t read ${removeControls(path)}. ${why}.`);
  }
};

/** Ends the program unless the command has all of its words, and no more. */
const checkWords = (is: keyof typeof COMMANDS, given: readonly string[]): void => {
  const taken = COMMANDS[is];
  const missing = taken.slice(given.length);
  if (missing.length > 0) endWrongly(`"${is}" needs ${missing.join(' and ')}: ${[is, ...taken].join(' ')}.`, USAGE);
  if (given.length === taken.length) return;
  const extra = removeControls(given.slice(taken.length).join(' '));
  endWrongly(
    `"${is}" takes ${taken.join(', ')} and nothing else, so what is "${extra}"? Put quotes around a value of several words.`,
    USAGE,
  );
};

const readOrder = (): DeskOrder => {
  const [is = '', home = '', first = '', second = ''] = positionals;
  if (!isCommand(is)) return endWrongly(is === '' ? 'Say what to do.' : `There is no command ${is}.`, USAGE);
  checkWords(is, positionals.slice(1));
  const { channel, direct: isDirect = false, json = false } = options;
  for (const id of [home, channel ?? home])
    if (!isId(id)) return endWrongly(`${id} is no id: ids are numbers of 17 to 20 digits.`, USAGE);
  if (channel !== undefined && isDirect) return endWrongly('--channel and --direct exclude each other.', USAGE);
  const where = { home, channel, isDirect };
  switch (is) {
    case 'get':
      return { ...where, is, key: first, json };
    case 'set':
      return { ...where, is, key: first, text: second };
    case 'reset':
      return { ...where, is, key: first };
    case 'import':
      return { ...where, is, read: () => (first === '-' ? text(process.stdin) : readOwnFile(first)) };
    default:
      return { ...where, is, json };
  }
};

const order = readOrder();

const config = loadOrEnd(readStoreSettings);
const hasToken = surveySettings(loadEnvironment()).problems.every(({ setting }) => setting !== 'DISCORD_TOKEN');
goThrough(config.proxies);
using _held = holdProcess();
const log = openLog('error', listSecrets(config), process.stderr);
const say = makeLanguages({ en: toLanguage(en) }, 'en').to('en');

/** Whether what was changed is something that Discord shows of the bot in a server. */
const isAboutFace = ({ home, channel, isDirect, ...what }: DeskOrder): boolean =>
  channel === undefined &&
  !isDirect &&
  (what.is === 'import' || ((what.is === 'set' || what.is === 'reset') && what.key.startsWith('face.')));

/** Carries out the order, and prints what came of it. */
const run = async (store: Store): Promise<void> => {
  const leases = store.leases();
  const settings = new Settings({ store, leases, operator: toOperatorLayer(config), clock: systemClock, log });
  console.log(await runOrder(order, { settings, clock: systemClock }));
  if (!isAboutFace(order)) return;
  // Discord's library takes half of the program's start, and nothing else here needs it.
  const { sendFace } = await import('./face-sender.ts');
  for (const line of await sendFace(order.home, { config, hasToken, store, leases, log })) console.log(line);
};

const NO_SETTINGS_FILE =
  'That isn’t a file of settings, so nothing was changed. Import one that "export" wrote, or an edited copy of it.';

const explain = (error: unknown): string => {
  if (error instanceof FileRefusal) return explainFileRefusal(error, say);
  // On Discord, a person would be asked to send another one.
  if (error instanceof UserError && error.text.code === 'settings.file-broken') return NO_SETTINGS_FILE;
  if (error instanceof UserError) return say(error.text);
  return error instanceof Error ? error.message : String(error);
};

const code = await askStore(config, log, run).then(
  () => 0,
  (error) => {
    console.error(explain(error));
    return error instanceof DeskError ? EXIT_USAGE : toExitCode(error);
  },
);
exitProcess(code);
