import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, type TestContext, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { pino } from 'pino';
import { ConfigError } from '../src/base/errors.ts';
import { EXIT_CONFIG, readConfig } from '../src/config.ts';
import { serve } from '../src/ops/http-server.ts';
import { openMonitor } from '../src/ops/monitor.ts';
import { startParley } from '../src/parley.ts';
import { spawnBot } from '../world/bot-process.ts';
import { World } from '../world/world.ts';
import { UNATTENDED } from './end-to-end/bot.ts';
import { postgresError } from './store/refusing.ts';
import { folderFor } from './store/servers.ts';
import { nobody, page, type Stranger, saying, silent } from './terminal/servers.ts';
import { VirtualClock } from './virtual-clock.ts';

type Settings = Record<string, string>;

/** Where a start goes wrong: in a world with one server, by a clock of its own if it is not a process. */
type Scene = {
  t: TestContext;
  world: World;
  clock: VirtualClock;
  /** Has a server closed at the end. */
  use(server: Promise<Stranger>): Promise<string>;
};

type Row = {
  wrong: string;
  /** Makes it wrong, and returns the settings that lead there. */
  make(scene: Scene): Promise<Settings> | Settings | undefined;
  /** The exit code, or that it runs all the same. */
  ends: 1 | typeof EXIT_CONFIG | 'runs';
  /** What the owner reads; nothing if there is nothing to read. */
  says: RegExp | undefined;
  /** How often it may log in; never, unless it runs. */
  logins?: number;
  /** Whether the whole process is started, so that its words and its exit code are those of the program; or how. */
  process?: true | readonly string[];
};

/** Runs the program where there is no room for files. */
const WITHOUT_ROOM = [fileURLToPath(new URL('cramped.ts', import.meta.url))];

/** Runs it where no file system answers. */
const ON_DEAD_MOUNTS = [fileURLToPath(new URL('mute.ts', import.meta.url))];

/** What its owner waits for a sentence at most, in milliseconds. */
const PATIENCE = 10_000;

/** A process is given this long, in milliseconds: it has to start, on a machine that is busy. */
const PROCESS_PATIENCE = 30_000;

const DISCORD: Row[] = [
  {
    wrong: 'Discord does not know the token',
    make: () => ({ DISCORD_TOKEN: 'a-token-of-nobody' }),
    ends: EXIT_CONFIG,
    says: /^Discord does not accept DISCORD_TOKEN\. Copy the token again from https:\/\/discord\.com\/developers/,
    process: true,
  },
  {
    wrong: 'the server in COMMANDS_GUILD_ID is not one of the bot',
    make: () => ({ COMMANDS_GUILD_ID: '123456789012345678' }),
    ends: EXIT_CONFIG,
    says: /^The bot isn’t allowed to have commands in the server 123456789012345678 \(COMMANDS_GUILD_ID\), or isn’t in it\. Set COMMANDS_GUILD_ID .*: https:\/\/discord\.com\/oauth2\/authorize\?client_id=\d+&/,
  },
  {
    wrong: 'Discord refuses the commands',
    make: ({ world }) => {
      world.discord.fail({ route: 'PUT /applications/', status: 400, code: 50035, message: 'Invalid Form Body' });
      return {};
    },
    ends: EXIT_CONFIG,
    says: /^Discord refuses Parley’s commands: Invalid Form Body \(50035\)\. Update Parley\./,
  },
  {
    wrong: 'too many commands were created today',
    make: ({ world }) => {
      const message = 'Max number of daily application command creates has been reached (200)';
      world.discord.fail({ route: 'PUT /applications/', status: 400, code: 30034, message, times: 100 });
      return {};
    },
    ends: 1,
    says: /daily application command creates .*\(30034\)\. Try again tomorrow/,
  },
  {
    wrong: 'Discord answers 502 for good',
    make: ({ world }) => {
      world.discord.fail({ route: /./, status: 502, times: 10_000 });
      return {};
    },
    ends: 1,
    says: /^Discord answers 502 \(Bad Gateway\)\. Check DISCORD_API_URL and the server there\./,
  },
  {
    wrong: 'Discord answers 502 at first',
    make: ({ world }) => {
      world.discord.fail({ route: 'GET /applications/@me', status: 502, times: 6 });
      return {};
    },
    ends: 'runs',
    says: undefined,
  },
  {
    wrong: 'nothing listens where Discord should be',
    make: async () => ({ DISCORD_API_URL: `http://${await nobody()}/api` }),
    ends: 1,
    says: /^Discord cannot be reached: nothing listens at 127\.0\.0\.1:\d+\. Check host and port in DISCORD_API_URL/,
  },
  {
    wrong: 'nothing listens there at first',
    make: async ({ t, world, clock }) => {
      const host = await nobody();
      const port = Number(host.split(':')[1]);
      const { port: behind } = new URL(world.discord.origin);
      const forwarder = createServer((socket) => {
        const other = connect(Number(behind), '127.0.0.1');
        socket.on('error', () => other.destroy());
        other.on('error', () => socket.destroy());
        socket.pipe(other).pipe(socket);
      });
      t.after(() => forwarder.close());
      void clock.sleep(1_000).then(() => forwarder.listen(port, '127.0.0.1'));
      return { DISCORD_API_URL: `http://${host}/api` };
    },
    ends: 'runs',
    says: undefined,
  },
  {
    wrong: 'Discord takes connections and says nothing',
    make: async ({ use }) => ({ DISCORD_API_URL: `http://${await use(silent())}/api` }),
    ends: 1,
    says: /^Discord cannot be reached: no answer from 127\.0\.0\.1:\d+ in time\. Check DISCORD_API_URL/,
  },
  {
    wrong: 'what answers there is a web page',
    make: async ({ use }) => ({ DISCORD_API_URL: `http://${await use(page(200, '<html>Welcome</html>'))}/api` }),
    ends: 1,
    says: /^Discord cannot be reached: what answers at 127\.0\.0\.1:\d+ is not Discord\. Check DISCORD_API_URL/,
  },
  {
    wrong: 'a refusal there is not one of Discord',
    make: async ({ use }) => ({ DISCORD_API_URL: `http://${await use(page(403, '{}', 'application/json'))}/api` }),
    ends: 1,
    says: /^Discord cannot be reached: what answers at 127\.0\.0\.1:\d+ is not Discord\. Check DISCORD_API_URL/,
  },
  {
    wrong: 'Discord wants to be asked again in an hour only',
    make: ({ world }) => {
      world.discord.limit({ route: 'GET /applications/@me', retryAfterSeconds: 3_600, times: 100 });
      return {};
    },
    ends: 1,
    says: /^Discord makes Parley wait for 3\d\d\d s before its next request\. Wait that long, and find out what keeps restarting the bot/,
  },
  {
    wrong: 'the logins of the day are used up',
    make: ({ world }) => {
      Object.assign(world.discord.sessionStarts, { remaining: 0, reset_after: 3_600_000 });
      return {};
    },
    ends: 1,
    says: /^Discord allows this bot no more logins before \d{4}-\d\d-\d\dT\S+Z\. Wait until then, and find out what keeps restarting/,
  },
  {
    wrong: 'the gateway does not greet',
    make: ({ world }) => {
      world.discord.gateway.greets = false;
      return {};
    },
    ends: 1,
    says: /^Discord’s gateway cannot be reached: no answer from 127\.0\.0\.1:\d+ in time\. .*WebSockets/,
  },
  {
    wrong: 'the gateway refuses the intents',
    make: ({ world }) => {
      world.discord.gateway.refusal = 4014;
      return {};
    },
    ends: EXIT_CONFIG,
    says: /^Discord refused the intents, although Parley needs none of the privileged ones\. Check the application/,
    logins: 1,
  },
  {
    wrong: 'what people write is asked for, and not granted',
    make: () => ({ MESSAGE_CONTENT: 'on' }),
    ends: EXIT_CONFIG,
    says: /^Discord doesn’t let this application read what people write, which MESSAGE_CONTENT asks for\. Switch on "Message Content Intent" at https:/,
    logins: 0,
  },
  {
    wrong: 'the gateway wants more shards',
    make: ({ world }) => {
      world.discord.gateway.refusal = 4011;
      return { SHARDS: '0', SHARD_COUNT: '1' };
    },
    ends: EXIT_CONFIG,
    says: /^Discord does not accept SHARDS and SHARD_COUNT\. Leave both empty, or raise SHARD_COUNT/,
    logins: 1,
  },
  {
    wrong: 'the bot is in no server',
    make: ({ world }) => {
      world.discord.guilds.clear();
      return {};
    },
    ends: 'runs',
    says: /^Parley isn’t in any server yet\. Add it to one with this link: https:\/\/discord\.com\/oauth2\/authorize\?client_id=\d+&scope=bot\+applications\.commands&permissions=\d+$/,
  },
];

const GEMINI: Row[] = [
  {
    wrong: 'Google does not know the key',
    make: () => ({ GEMINI_API_KEY: 'a-key-of-nobody' }),
    ends: EXIT_CONFIG,
    says: /^Google does not accept GEMINI_API_KEY\. Get a key at https:\/\/aistudio\.google\.com\/apikey/,
  },
  {
    wrong: 'Google has no such model',
    make: () => ({ GEMINI_MODEL: 'gemini-1-live' }),
    ends: EXIT_CONFIG,
    says: /^Google has no Live model gemini-1-live \(GEMINI_MODEL\) in its API v1beta \(GEMINI_API_VERSION\)\. Check GEMINI_MODEL/,
  },
  {
    wrong: 'the version of the API has no Live models',
    make: () => ({ GEMINI_API_VERSION: 'v1' }),
    ends: EXIT_CONFIG,
    says: /^Google has no Live model gemini-3\.8-live .* in its API v1 \(GEMINI_API_VERSION\)\. Check .*GEMINI_API_VERSION/,
  },
  {
    wrong: 'nothing listens where Gemini should be',
    make: async () => ({ GEMINI_BASE_URL: `http://${await nobody()}` }),
    ends: 'runs',
    says: /^Gemini cannot be reached: nothing listens at 127\.0\.0\.1:\d+\. Check host and port in GEMINI_BASE_URL.* Until that’s fixed, Parley can’t answer anyone\.$/,
  },
  {
    wrong: 'what answers there is a web page',
    make: async ({ use }) => ({ GEMINI_BASE_URL: `http://${await use(page(404, '<html>Not here</html>'))}` }),
    ends: 'runs',
    says: /^What answers at 127\.0\.0\.1:\d+, which GEMINI_BASE_URL names, is not the Live API\. (?!.*GEMINI_MODEL)(?!.*isn’t the Live API)Check GEMINI_BASE_URL/,
  },
  {
    wrong: 'Gemini takes connections and says nothing',
    make: async ({ use }) => ({ GEMINI_BASE_URL: `http://${await use(silent())}` }),
    ends: 'runs',
    says: /^Gemini cannot be reached: no answer from 127\.0\.0\.1:\d+ in time\. Check GEMINI_BASE_URL/,
  },
  {
    wrong: 'Gemini is down',
    make: async ({ use }) => ({ GEMINI_BASE_URL: `http://${await use(page(503, 'down'))}` }),
    ends: 'runs',
    says: /^Gemini does not answer as it should \(1006 Unexpected server response: 503\)\. Wait a few minutes/,
  },
  {
    wrong: 'the quota is used up',
    make: async ({ use }) => ({ GEMINI_BASE_URL: `http://${await use(page(429, 'too many'))}` }),
    ends: 'runs',
    says: /^The quota of GEMINI_API_KEY is used up\. Look at the key’s quota at .* Until that’s fixed, Parley can’t answer/,
  },
  {
    wrong: 'Google does not serve the region',
    make: ({ world }) => {
      const message = 'User location is not supported for the API use.';
      world.live.instead = { status: 400, body: { error: { code: 400, message, status: 'FAILED_PRECONDITION' } } };
      world.live.next({ setup: { close: [1007, message] } });
      return {};
    },
    ends: 'runs',
    says: /^Google does not offer Gemini where Parley runs\. .*available-regions/,
  },
  {
    wrong: 'the text model for typed questions is unknown',
    make: () => ({ TYPED_MODEL: 'gemini-9-flash' }),
    ends: 'runs',
    says: /^Google has no text model of the name in TYPED_MODEL, so the Live model answers/,
  },
  {
    wrong: 'the model for decisions is unknown',
    make: () => ({ DECISION_MODEL: 'banana' }),
    ends: 'runs',
    says: /^Google has no model of the name in DECISION_MODEL, so in calls .* Check DECISION_MODEL\.$/,
  },
  {
    wrong: 'what is at GEMINI_BASE_URL carries nothing but the Live API',
    make: ({ world }) => {
      world.live.instead = { status: 404, body: {} };
      return {};
    },
    ends: 'runs',
    says: undefined,
  },
];

const STORE: Row[] = [
  {
    wrong: 'the folder of the store is not for files',
    make: () => ({ STORE_URL: 'sqlite:///sys/parley/parley.sqlite' }),
    ends: EXIT_CONFIG,
    says: /^The store \/sys\/parley\/parley\.sqlite, which STORE_URL names, cannot be opened or made: its folder is not for files\. Set STORE_URL to a file elsewhere/,
  },
  {
    wrong: 'the folder of the store says that a folder in it is not there while it is made',
    make: () => ({ STORE_URL: 'sqlite:///proc/parley/parley.sqlite' }),
    ends: EXIT_CONFIG,
    says: /^The store \/proc\/parley\/parley\.sqlite, which STORE_URL names, cannot be opened or made: its folder is not for files\. Set STORE_URL/,
  },
  {
    wrong: 'the store is on a disk that does not answer',
    make: async ({ t }) => ({ STORE_URL: `sqlite://${join(await folderFor(t, 'start'), 'parley.sqlite')}` }),
    ends: 1,
    says: /^The store \/.*\/parley\.sqlite, which STORE_URL names, cannot be opened: its disk does not answer\. Check that disk .* or set STORE_URL/,
    process: ON_DEAD_MOUNTS,
  },
  {
    wrong: 'the store is no database',
    make: async ({ t }) => {
      const file = join(await folderFor(t, 'start'), 'letter.txt');
      await writeFile(file, 'Dear Ada, '.repeat(100));
      return { STORE_URL: `sqlite://${file}` };
    },
    ends: EXIT_CONFIG,
    says: /^The store \/.*\/letter\.txt, which STORE_URL names, is not a SQLite database\. .*STORE_URL/,
  },
  {
    wrong: 'there is no room for the store',
    make: async ({ t }) => ({ STORE_URL: `sqlite://${join(await folderFor(t, 'start'), 'parley.sqlite')}` }),
    ends: 1,
    says: /^The store \/.*\/parley\.sqlite, which STORE_URL names, cannot be written: its disk is full or broken\. Make room on the disk of/,
    process: WITHOUT_ROOM,
  },
  {
    wrong: 'another program has locked the store',
    make: async ({ t }) => {
      const file = join(await folderFor(t, 'start'), 'parley.sqlite');
      const other = new DatabaseSync(file);
      other.exec('PRAGMA journal_mode = WAL; CREATE TABLE other (a); PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE');
      t.after(() => other.close());
      return { STORE_URL: `sqlite://${file}` };
    },
    ends: 1,
    says: /^The store \/.*\/parley\.sqlite, which STORE_URL names, is locked by another program\. Stop that program/,
    process: true,
  },
  {
    wrong: 'Redis is not there',
    make: async () => ({ STORE_URL: `redis://parley:my-word@${await nobody()}` }),
    ends: 'runs',
    says: /^The store that STORE_URL names cannot be used: nothing listens at 127\.0\.0\.1:\d+\. .* Until it works, Parley doesn’t remember anything/,
  },
  {
    wrong: 'Redis says nothing',
    make: async ({ use }) => ({ STORE_URL: `redis://${await use(silent())}` }),
    ends: 'runs',
    says: /^The store that STORE_URL names cannot be used: no answer from 127\.0\.0\.1:\d+ in time\./,
  },
  {
    wrong: 'Redis does not know the password',
    make: async ({ use }) => ({
      STORE_URL: `redis://parley:my-word@${await use(saying('-WRONGPASS invalid username-password pair or user is disabled.\r\n'))}`,
    }),
    ends: EXIT_CONFIG,
    says: /^The store at 127\.0\.0\.1:\d+, which STORE_URL names, does not accept the name and password in STORE_URL\./,
  },
  {
    wrong: 'PostgreSQL is not there',
    make: async () => ({ STORE_URL: `postgres://parley:my-word@${await nobody()}/parley` }),
    ends: 'runs',
    says: /^The store that STORE_URL names cannot be used: nothing listens at 127\.0\.0\.1:\d+\./,
  },
  {
    wrong: 'PostgreSQL does not know the password',
    make: async ({ use }) => ({
      STORE_URL: `postgres://parley:my-word@${await use(saying(postgresError('28P01', 'password authentication failed for user "parley"')))}/parley`,
    }),
    ends: EXIT_CONFIG,
    says: /^The store at 127\.0\.0\.1:\d+, which STORE_URL names, does not accept the name and password in STORE_URL\./,
  },
  {
    wrong: 'PostgreSQL has no such database',
    make: async ({ use }) => ({
      STORE_URL: `postgres://${await use(saying(postgresError('3D000', 'database "parley" does not exist')))}/parley`,
    }),
    ends: EXIT_CONFIG,
    says: /^The store at 127\.0\.0\.1:\d+, .* has no such database\. Create the database, or name another one/,
  },
];

const REST: Row[] = [
  {
    wrong: 'the port is taken',
    make: async ({ t }) => {
      const other = await serve({ host: '127.0.0.1', port: 0 }, {});
      t.after(() => other.close());
      return { HTTP_PORT: `${other.port}` };
    },
    ends: 1,
    says: /^Port \d+ of 127\.0\.0\.1 is taken by another program\. Set HTTP_PORT to a free port/,
  },
  {
    wrong: 'the address to listen on is not one of this machine',
    make: () => ({ HTTP_HOST: '192.0.2.1', HTTP_PORT: '0' }),
    ends: EXIT_CONFIG,
    says: /^192\.0\.2\.1, which HTTP_HOST names, is not an address of this machine\. Set HTTP_HOST to 127\.0\.0\.1/,
  },
  {
    wrong: 'the host to listen on is none',
    // No label of a name may have so many letters, so no name server is asked.
    make: () => ({ HTTP_HOST: `${'x'.repeat(64)}.invalid`, HTTP_PORT: '0' }),
    ends: EXIT_CONFIG,
    says: /^This machine can’t find the host “x+\.invalid”, which HTTP_HOST names\. Set HTTP_HOST to 127\.0\.0\.1/,
  },
  {
    wrong: 'another Parley runs already',
    make: async ({ t }) => {
      const ports: number[] = [];
      const log = pino({}, { write: (line: string) => void ports.push(JSON.parse(line).port) });
      const other = await openMonitor({ host: '127.0.0.1', port: 0 }, log);
      t.after(() => other.close());
      return { HTTP_PORT: `${ports[0]}` };
    },
    ends: 1,
    says: /^Another Parley is running already: it has port \d+ of 127\.0\.0\.1\. Stop it first\./,
    process: true,
  },
  {
    wrong: 'the port is taken by a program that says nothing',
    make: async ({ use }) => ({ HTTP_PORT: `${new URL(`http://${await use(silent())}`).port}` }),
    ends: 1,
    says: /^Port \d+ of 127\.0\.0\.1 is taken by another program\. Set HTTP_PORT to a free port/,
    process: true,
  },
  {
    wrong: 'settings are missing and wrong',
    make: () => ({ DISCORD_TOKEN: '', HTTP_PORT: 'x', SHARDS: '5-3', SHARD_COUNT: '2' }),
    ends: EXIT_CONFIG,
    says: /^Fix these settings(?=[\s\S]*\n {2}SHARDS must go from low to high, like "0-3"\.\n)[\s\S]*DISCORD_TOKEN is missing[\s\S]*HTTP_PORT must be a port/,
    process: true,
  },
  {
    wrong: 'the token and the key were copied with quotes around them',
    make: () => ({ DISCORD_TOKEN: '“MTU3.of-mine”', GEMINI_API_KEY: 'AIza-ключ' }),
    ends: EXIT_CONFIG,
    says: /^Fix these settings.*\n {2}DISCORD_TOKEN holds characters that no token has \(“ ”\): copy it again\..*\n {2}GEMINI_API_KEY holds characters that no key has \(letters or digits of another alphabet\): copy it again\.(?![\s\S]*(?:of-mine|AIza|ключ))/,
    process: true,
  },
  {
    wrong: 'a setting is misspelled',
    make: () => ({ GEMINI_MODLE: 'gemini-3.8-live' }),
    ends: 'runs',
    says: /^GEMINI_MODLE isn’t a setting of Parley\. Did you mean GEMINI_MODEL\?$/,
    process: true,
  },
];

/** How a start ended, what its owner read, and how long they waited, in milliseconds. */
type Ended = { ends: Row['ends']; said: string; waited: number };

const MOST = { virtual: PATIENCE, process: PROCESS_PATIENCE };

/** Puts all of Parley together in this process, in virtual time, and takes it apart again. */
const startHere = async ({ clock }: Scene, settings: Settings): Promise<Ended> => {
  const said: string[] = [];
  const began = clock.now();
  const waited = () => clock.now() - began;
  try {
    const config = readConfig(settings);
    const log = pino({ level: 'silent' });
    const parley = await clock.until(
      startParley(config, { ...UNATTENDED, clock, log, say: (sentence) => said.push(sentence) }),
    );
    const ended: Ended = { ends: 'runs', said: said.join('\n'), waited: waited() };
    await clock.until(parley.stop());
    return ended;
  } catch (error) {
    assert.ok(error instanceof Error);
    return { ends: error instanceof ConfigError ? EXIT_CONFIG : 1, said: error.message, waited: waited() };
  }
};

/** Starts the program, and ends it if it runs. What the owner reads is what is no line of the log. */
const startProcess = async (
  { world }: Scene,
  settings: Settings,
  program: readonly string[] | undefined,
): Promise<Ended> => {
  const { DISCORD_TOKEN: token = '', GEMINI_API_KEY: key = '', STORE_URL: store = '', ...env } = settings;
  const { discord, live } = world;
  const began = performance.now();
  await using bot = spawnBot({
    discord: { api: discord.api, token },
    live: { url: live.url, key },
    store,
    env,
    ...(program && { program }),
  });
  const runs = await bot.ready.then(
    () => true,
    () => false,
  );
  const waited = performance.now() - began;
  if (runs) await bot.stop();
  const { code } = await bot.exited;
  const words = bot.logs.filter((line) => !line.startsWith('{'));
  assert.doesNotMatch(bot.logs.join('\n'), /reconnecting/, 'a start that fails, or a stop, connects again');
  if (runs) return { ends: 'runs', said: words.join('\n'), waited };
  if (code !== 1 && code !== EXIT_CONFIG) throw new Error(`it ended with ${code}: ${bot.quote()}`);
  return { ends: code, said: words.join('\n').replace(/^Parley can’t start[:.,] /, ''), waited };
};

/** Starts it as the row says, and compares what came of that. */
const tryStart = async (t: TestContext, row: Row): Promise<void> => {
  const { make, ends, says, logins = ends === 'runs' ? 1 : 0, process } = row;
  const clock = new VirtualClock();
  await using servers = new AsyncDisposableStack();
  const world = await World.open(process ? {} : { clock });
  t.after(async () => {
    // That a token or a key is wrong is what it is about.
    world.discord.complaints.length = 0;
    await world.close();
  });
  const { discord } = world;
  discord.guild('Workshop');
  const scene: Scene = { t, world, clock, use: async (server) => servers.use(await server).host };
  const settings = {
    ...world.settings,
    STORE_URL: 'memory:',
    HTTP_PORT: 'off',
    ...(await make(scene)),
  };
  const program = typeof process === 'object' ? process : undefined;
  const ended = await (process ? startProcess(scene, settings, program) : startHere(scene, settings));
  assert.deepEqual([ended.ends, discord.gateway.identifies], [ends, logins], ended.said);
  if (says) assert.match(ended.said, says);
  else assert.equal(ended.said, '');
  assert.doesNotMatch(ended.said, /my-word|of-nobody/);
  assert.ok(ended.waited <= MOST[process ? 'process' : 'virtual'], `${Math.round(ended.waited)} ms`);
};

const ROWS: Readonly<Record<string, Row[]>> = {
  Discord: DISCORD,
  Gemini: GEMINI,
  'the store': STORE,
  'all the rest': REST,
};

const title = ({ wrong, ends }: Row): string => `${wrong}: ${ends === 'runs' ? 'it runs' : `exit code ${ends}`}`;

for (const [what, rows] of Object.entries(ROWS))
  describe(`a start that fails because of ${what}`, () => {
    for (const row of rows) if (!row.process) test(title(row), (t) => tryStart(t, row));
  });

/** One after the other: to start is nearly all work, and beside three at once a bot of another test was too late for Discord. */
describe('a start of the program', () => {
  for (const row of Object.values(ROWS).flat()) if (row.process) test(title(row), (t) => tryStart(t, row));

  test('a signal ends a start at once, although the disk of the store does not answer', async (t) => {
    await using world = await World.open();
    const { discord, live } = world;
    await using bot = spawnBot({
      discord: { api: discord.api, token: discord.token },
      live: { url: live.url, key: live.key },
      store: `sqlite://${join(await folderFor(t, 'start'), 'parley.sqlite')}`,
      program: ON_DEAD_MOUNTS,
    });
    await new Promise<void>((resolve, reject) => {
      bot.listen((line) => line.includes('http.listening') && resolve());
      bot.exited.then(() => reject(new Error(bot.quote())));
    });
    assert.equal(await bot.stop(), 0);
    assert.doesNotMatch(bot.quote(), /can’t start/);
  });
});
