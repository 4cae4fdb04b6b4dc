import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, test } from 'node:test';
import type { Check } from '../../src/terminal/check.ts';
import { discord as discordChecks } from '../../src/terminal/checks/discord-check.ts';
import { gateway, sessions } from '../../src/terminal/checks/gateway-check.ts';
import { gemini as geminiChecks } from '../../src/terminal/checks/gemini-check.ts';
import { checks } from '../../src/terminal/checks/index.ts';
import { media } from '../../src/terminal/checks/media-check.ts';
import { store as storeCheck } from '../../src/terminal/checks/store-check.ts';
import { token } from '../../src/terminal/checks/token-check.ts';
import { diagnose } from '../../src/terminal/diagnose.ts';
import { Live } from '../../world/live/live.ts';
import { currentModels } from '../../world/live/local-models.ts';
import { World } from '../../world/world.ts';
import { postgresError } from '../store/refusing.ts';
import { VirtualClock } from '../virtual-clock.ts';
import { cutting, googleRefuses, nobody, page, type Stranger, saying, silent, untrusted } from './servers.ts';
import { row } from './table-row.ts';

/** What a case is set up with. */
type Scene = {
  world: World;
  directory: string;
  /** Has something disposed of at the end. */
  use<T extends AsyncDisposable | Disposable>(it: T | Promise<T>): Promise<T>;
  /** From here on only time can end the examination. */
  hangs(from: Promise<unknown>): void;
};

type Settings = Record<string, string>;

type Case = {
  /** What is wrong. */
  wrong: string;
  /** Makes it wrong, and returns the settings that lead there. */
  make(scene: Scene): Promise<Settings> | Settings;
  /** The row that tells of it, what it says, and what it says to do. */
  row: string;
  says: RegExp;
  remedy: RegExp;
  /** The rows that are skipped because of it. */
  skips?: readonly string[];
  /** Whether everything works all the same. */
  note?: boolean;
  /** What is looked at, where the time that passes must not catch other checks at work. */
  only?: readonly Check[];
  /** How often the world's Discord is asked with a token that it does not know. */
  strangers?: number;
};

/** What can go wrong outside. Files take a process for every case, and are looked at where the doctor is started as a program. */
const OUTSIDE = checks.filter((check) => check !== media);

/** The time that somebody waits for the doctor at most, in milliseconds. */
const PATIENCE = 10_000;

const LINK = 'https://example.com/policies';

const DISCORD = ['intents', 'policies', 'servers', 'commands', 'sessions', 'gateway'].map((name) => `Discord ${name}`);
const GEMINI = ['Gemini model', 'Live session', 'typed model', 'interpreter', 'decision model'];

const DEVELOPERS = /https:\/\/discord\.com\/developers\/applications/;

const settings: Case[] = [
  {
    wrong: 'no token',
    make: () => ({ DISCORD_TOKEN: '' }),
    row: 'DISCORD_TOKEN',
    says: /is missing/,
    remedy: DEVELOPERS,
    skips: ['Discord token', ...DISCORD],
  },
  {
    wrong: 'no key',
    make: () => ({ GEMINI_API_KEY: '' }),
    row: 'GEMINI_API_KEY',
    says: /is missing/,
    remedy: /aistudio\.google\.com\/apikey.*\.$/,
    skips: ['Gemini key', ...GEMINI],
  },
  {
    wrong: 'a token with the quotes of a word processor',
    make: () => ({ DISCORD_TOKEN: '“MTU3.of-mine”' }),
    row: 'DISCORD_TOKEN',
    says: /holds characters that no token has \(“ ”\): copy it again/,
    remedy: DEVELOPERS,
    skips: ['Discord token', ...DISCORD],
  },
  {
    wrong: 'a key with letters that only look like its own',
    make: () => ({ GEMINI_API_KEY: 'АIza-of-mine' }),
    row: 'GEMINI_API_KEY',
    says: /holds characters that no key has \(letters or digits of another alphabet\): copy it again/,
    remedy: /aistudio\.google\.com\/apikey/,
    skips: ['Gemini key', ...GEMINI],
  },
  {
    wrong: 'a range of shards that goes down',
    make: () => ({ SHARDS: '5-3', SHARD_COUNT: '2' }),
    row: 'SHARDS',
    says: /must go from low to high/,
    remedy: /Correct SHARDS/,
  },
  {
    wrong: 'a store of no known kind',
    make: () => ({ STORE_URL: 'nowhere' }),
    row: 'STORE_URL',
    says: /must be sqlite/,
    remedy: /Correct STORE_URL/,
    skips: ['store', 'encryption'],
  },
  {
    wrong: 'a server that is no id',
    make: () => ({ COMMANDS_GUILD_ID: 'my server' }),
    row: 'COMMANDS_GUILD_ID',
    says: /must be the id of a server/,
    remedy: /Correct COMMANDS_GUILD_ID/,
    skips: ['Discord servers', 'Discord commands'],
  },
];

const port: Case[] = [
  {
    wrong: 'a port that another program has',
    make: async ({ use }) => ({ HTTP_PORT: `${new URL(`http://${(await use(page(200, 'hello'))).host}`).port}` }),
    row: 'HTTP port',
    says: /Port \d+ of 127\.0\.0\.1 is taken by another program/,
    remedy: /Set HTTP_PORT to a free port, to 0 for any, or to "off"/,
  },
  {
    wrong: 'an address that this machine has not',
    make: () => ({ HTTP_HOST: '192.0.2.1' }),
    row: 'HTTP port',
    says: /192\.0\.2\.1, which HTTP_HOST names, is not an address of this machine/,
    remedy: /Set HTTP_HOST to 127\.0\.0\.1.* or set HTTP_PORT to "off"/,
  },
];

const SILENT = /no answer from 127\.0\.0\.1:\d+ in time|does not answer/;

const AT_STORE = /STORE_URL names/;

const store: Case[] = [
  {
    wrong: 'a folder where the file should be',
    make: async ({ directory }) => {
      await mkdir(join(directory, 'store.sqlite'));
      return { STORE_URL: `sqlite://${directory}/store.sqlite` };
    },
    row: 'store',
    says: /parley-doctor-\w+\/store\.sqlite, which STORE_URL names, is a folder and not a file/,
    remedy: /for example STORE_URL=sqlite:\/\/\/.*\/store\.sqlite\/parley\.sqlite/,
    skips: ['encryption'],
  },
  {
    wrong: 'a file where a folder should be',
    make: async ({ directory }) => {
      await writeFile(join(directory, 'file'), '');
      return { STORE_URL: `sqlite://${directory}/file/store.sqlite` };
    },
    row: 'store',
    says: /file\/store\.sqlite, which STORE_URL names, .*a part of its path is a file/,
    remedy: /^ *Set STORE_URL to a file elsewhere/,
    skips: ['encryption'],
  },
  {
    wrong: 'a file that is no database',
    make: async ({ directory }) => {
      await writeFile(join(directory, 'notes.txt'), 'Milk, eggs, bread. '.repeat(100));
      return { STORE_URL: `sqlite://${directory}/notes.txt` };
    },
    row: 'store',
    says: /notes\.txt, which STORE_URL names, is not a SQLite database/,
    remedy: /move it away so that a new one is made, or set STORE_URL to another file/,
    skips: ['encryption'],
  },
  {
    wrong: 'a database that another program has locked',
    make: async ({ directory, use }) => {
      const other = new DatabaseSync(join(directory, 'busy.sqlite'));
      other.exec('BEGIN EXCLUSIVE');
      await use({ [Symbol.dispose]: () => other.close() });
      return { STORE_URL: `sqlite://${directory}/busy.sqlite` };
    },
    row: 'store',
    says: /busy\.sqlite, which STORE_URL names, is locked by another program/,
    remedy: /Stop that program/,
    skips: ['encryption'],
  },
  {
    wrong: 'no Redis',
    make: async () => ({ STORE_URL: `redis://parley:secret-word@${await nobody()}` }),
    row: 'store',
    says: AT_STORE,
    remedy: /STORE_URL/,
    skips: ['encryption'],
  },
  {
    wrong: 'a wrong password for Redis',
    make: async ({ use }) => {
      const { host } = await use(saying('-WRONGPASS invalid username-password pair or user is disabled.\r\n'));
      return { STORE_URL: `redis://parley:secret-word@${host}` };
    },
    row: 'store',
    says: /does not accept the name and password in STORE_URL/,
    remedy: /NAME:PASSWORD@HOST.*special characters/,
    skips: ['encryption'],
  },
  {
    wrong: 'no PostgreSQL',
    make: async () => ({ STORE_URL: `postgres://parley:secret-word@${await nobody()}/parley` }),
    row: 'store',
    says: AT_STORE,
    remedy: /STORE_URL/,
    skips: ['encryption'],
  },
  {
    wrong: 'a wrong password for PostgreSQL',
    make: async ({ use }) => {
      const { host } = await use(saying(postgresError('28P01', 'password authentication failed for user "parley"')));
      return { STORE_URL: `postgres://parley:secret-word@${host}/parley` };
    },
    row: 'store',
    says: /does not accept the name and password in STORE_URL/,
    remedy: /NAME:PASSWORD@HOST.*special characters/,
    skips: ['encryption'],
  },
  {
    wrong: 'a database that PostgreSQL has not',
    make: async ({ use }) => {
      const { host } = await use(saying(postgresError('3D000', 'database "parley" does not exist')));
      return { STORE_URL: `postgres://parley:secret-word@${host}/parley` };
    },
    row: 'store',
    says: /has no such database/,
    remedy: /Create the database/,
    skips: ['encryption'],
  },
  ...['redis', 'postgres'].map((scheme) => ({
    wrong: `a ${scheme} server that never answers`,
    make: async ({ use, hangs }: Scene) => {
      const server = await use(silent());
      hangs(server.asked);
      return { STORE_URL: `${scheme}://parley:secret-word@${server.host}/0` };
    },
    only: [storeCheck],
    row: 'store',
    says: SILENT,
    remedy: /STORE_URL/,
  })),
];

/** Where a setting leads to a server of the test's own. */
const discordAt = async (server: Stranger | Promise<Stranger>, { use }: Scene, scheme = 'http') => ({
  DISCORD_API_URL: `${scheme}://${(await use(server)).host}/api`,
});
const googleAt = async (server: Stranger | Promise<Stranger>, { use }: Scene) => ({
  GEMINI_BASE_URL: `http://${(await use(server)).host}`,
});

const discord: Case[] = [
  {
    wrong: 'a token that Discord does not know',
    make: () => ({ DISCORD_TOKEN: 'wrong.token.of-mine' }),
    strangers: 1,
    row: 'Discord token',
    says: /Discord does not accept/,
    remedy: /"Reset Token"/,
    skips: DISCORD,
  },
  {
    wrong: 'nothing where Discord should be',
    make: async () => ({ DISCORD_API_URL: `http://${await nobody()}/api` }),
    row: 'Discord token',
    says: /nothing listens/,
    remedy: /Check.* DISCORD_API_URL/,
    skips: DISCORD,
  },
  {
    wrong: 'a host of Discord that does not exist',
    make: () => ({ DISCORD_API_URL: 'http://nowhere.invalid/api' }),
    row: 'Discord token',
    says: /nowhere\.invalid/,
    remedy: /DISCORD_API_URL/,
    skips: DISCORD,
  },
  {
    wrong: 'a Discord that cuts the connection',
    make: (scene) => discordAt(cutting(), scene),
    row: 'Discord token',
    says: /closes the connection|drops the connection/,
    remedy: /DISCORD_API_URL/,
    skips: DISCORD,
  },
  {
    wrong: 'an empty answer where Discord should be',
    make: (scene) => discordAt(page(200, '', 'application/json'), scene),
    row: 'Discord token',
    says: /what answers at 127\.0\.0\.1:\d+ is not Discord$/,
    remedy: /Check DISCORD_API_URL/,
    skips: DISCORD,
  },
  {
    wrong: 'a Discord that never answers',
    make: async ({ world, use, hangs }) => {
      const gate = world.discord.hold('GET /users/@me');
      await use({ [Symbol.dispose]: () => gate.release() });
      hangs(gate.arrived);
      return {};
    },
    only: discordChecks,
    row: 'Discord token',
    says: SILENT,
    remedy: /DISCORD_API_URL/,
    skips: DISCORD,
  },
  {
    wrong: 'a Discord in trouble',
    make: ({ world }) => {
      world.discord.fail({ route: 'GET /users/@me', status: 502 });
      return {};
    },
    row: 'Discord token',
    says: /answers 502/,
    remedy: /DISCORD_API_URL/,
    skips: DISCORD,
  },
  {
    wrong: 'a bot that asks too often',
    make: ({ world }) => {
      world.discord.limit({ route: 'GET /users/@me', retryAfterSeconds: 30 });
      return {};
    },
    row: 'Discord token',
    says: /too often|3[01] s/,
    remedy: /3[01] s|Wait that long/,
    skips: DISCORD,
  },
  {
    wrong: 'a page of a hotel in place of Discord',
    make: (scene) => discordAt(page(200, '<h1>Welcome</h1>'), scene),
    row: 'Discord token',
    says: /hat answers at 127\.0\.0\.1:\d+.* is not Discord/,
    remedy: /DISCORD_API_URL/,
    skips: DISCORD,
  },
  {
    wrong: 'a server that knows no such path',
    make: (scene) => discordAt(page(404, '<h1>Not found</h1>'), scene),
    row: 'Discord token',
    says: /hat answers at 127\.0\.0\.1:\d+.* is not Discord/,
    remedy: /DISCORD_API_URL/,
    skips: DISCORD,
  },
  {
    wrong: 'a server of another kind, which refuses in JSON',
    make: (scene) => discordAt(googleRefuses(404, 'There is no such thing.'), scene),
    row: 'Discord token',
    says: /hat answers at 127\.0\.0\.1:\d+.* is not Discord/,
    remedy: /DISCORD_API_URL/,
    skips: DISCORD,
  },
  {
    wrong: 'a certificate that nobody trusts',
    make: (scene) => discordAt(untrusted(), scene, 'https'),
    row: 'Discord token',
    says: /trust/,
    remedy: /NODE_EXTRA_CA_CERTS/,
    skips: DISCORD,
  },
  {
    wrong: 'https where there is no TLS',
    make: (scene) => discordAt(page(200, '{}'), scene, 'https'),
    row: 'Discord token',
    says: /TLS/,
    remedy: /DISCORD_API_URL/,
    skips: DISCORD,
  },
  {
    wrong: 'a server that the bot is not in',
    make: () => ({ COMMANDS_GUILD_ID: '123456789012345678' }),
    row: 'Discord servers',
    says: /isn’t in the server 123456789012345678, which COMMANDS_GUILD_ID names/,
    remedy: /Set COMMANDS_GUILD_ID to one of Home \(\d+\).*https:\/\/discord\.com\/oauth2\/authorize\?client_id=\d+&/,
    skips: ['Discord commands'],
  },
  {
    wrong: 'a server that lets the bot have no commands',
    make: ({ world }) => {
      world.discord.fail({ route: /^GET \/applications\/\d+\/guilds\/\d+\/commands/, status: 403, code: 50_001 });
      return { COMMANDS_GUILD_ID: [...world.discord.guilds.keys()][0] ?? '' };
    },
    row: 'Discord commands',
    says: /isn’t allowed to have commands in the server \d+ \(COMMANDS_GUILD_ID\)/,
    remedy: /scope=bot\+applications\.commands/,
  },
  {
    wrong: 'no server at all',
    make: ({ world }) => {
      world.discord.guilds.clear();
      return {};
    },
    row: 'Discord servers',
    says: /isn’t in any server yet/,
    remedy: /https:\/\/discord\.com\/oauth2\/authorize\?client_id=\d+&/,
    note: true,
  },
  {
    wrong: 'what people write is asked for, and not granted',
    make: () => ({ MESSAGE_CONTENT: 'on' }),
    row: 'Discord intents',
    says: /MESSAGE_CONTENT is on, but Discord doesn’t let this application read what people write/,
    remedy: /^.*Switch on "Message Content Intent" at https:.*Or set MESSAGE_CONTENT to off/m,
  },
  {
    wrong: 'no links to policies',
    make: ({ world }) => {
      world.discord.policies = { terms_of_service_url: 'https://example.com/terms' };
      return {};
    },
    row: 'Discord policies',
    says: /has no link to its privacy policy$/m,
    remedy: DEVELOPERS,
    note: true,
  },
  {
    wrong: 'no session left',
    make: ({ world }) => {
      Object.assign(world.discord.sessionStarts, { remaining: 0, reset_after: 5 * 3_600_000 });
      return {};
    },
    row: 'Discord sessions',
    says: /0 of 1000 logins left/,
    remedy: /back in 5 h 0 min\. Find out what keeps starting the bot/,
    skips: ['Discord gateway'],
  },
  {
    wrong: 'few sessions left',
    make: ({ world }) => {
      Object.assign(world.discord.sessionStarts, { remaining: 12, reset_after: 90_000 });
      return {};
    },
    row: 'Discord sessions',
    says: /12 of 1000 logins left/,
    remedy: /back in 2 min/,
    note: true,
  },
  {
    wrong: 'a gateway that is not there',
    make: async ({ world }) => {
      world.discord.elsewhere.gateway = `ws://${await nobody()}`;
      return {};
    },
    row: 'Discord gateway',
    says: /nothing listens/,
    remedy: /WebSockets/,
  },
  {
    wrong: 'a gateway that says nothing',
    make: async ({ world, use, hangs }) => {
      const server = await use(silent());
      world.discord.elsewhere.gateway = `ws://${server.host}`;
      hangs(server.asked);
      return {};
    },
    only: [token, sessions, gateway],
    row: 'Discord gateway',
    says: SILENT,
    remedy: /WebSockets/,
  },
  {
    wrong: 'a gateway that lets no WebSocket through',
    make: async ({ world, use }) => {
      world.discord.elsewhere.gateway = `ws://${(await use(page(403, 'No.'))).host}`;
      return {};
    },
    row: 'Discord gateway',
    says: /403/,
    remedy: /WebSockets/,
  },
];

const SERVERS = /hat answers at 127\.0\.0\.1:\d+.* is not the Gemini API/;

const gemini: Case[] = [
  {
    wrong: 'a key that Google does not know',
    make: () => ({ GEMINI_API_KEY: 'wrong-key-of-mine' }),
    row: 'Gemini key',
    says: /API key not valid/,
    remedy: /aistudio\.google\.com\/apikey.*GEMINI_API_KEY/,
    skips: GEMINI,
  },
  {
    wrong: 'a key that was found in public',
    make: (scene) =>
      googleAt(googleRefuses(403, 'Your API key was reported as leaked. Please use another API key.'), scene),
    row: 'Gemini key',
    says: /reported as leaked/,
    remedy: /GEMINI_API_KEY/,
    skips: GEMINI,
  },
  {
    wrong: 'a key that Google takes for none of its credentials',
    make: (scene) =>
      googleAt(
        googleRefuses(401, 'Request had invalid authentication credentials. Expected OAuth 2 access token'),
        scene,
      ),
    row: 'Gemini key',
    says: /Google refuses GEMINI_API_KEY \(401: Request had invalid authentication credentials/,
    remedy: /^ *Get a key at .*GEMINI_API_KEY/,
    skips: GEMINI,
  },
  ...['{"message":"Forbidden","code":50001}', '{"error":"Forbidden"}', '"no"', '<h1>Forbidden</h1>', ''].map(
    (body) => ({
      wrong: `a refusal of the key in words that are not Google's: ${body}`,
      make: (scene: Scene) => googleAt(page(403, body, /^<|^$/.test(body) ? 'text/html' : 'application/json'), scene),
      row: 'Gemini key',
      says: /Google refuses GEMINI_API_KEY \((?:the server there answers with status 403|403: Forbidden)\)$/,
      remedy: /^ *Look at the key, its restrictions and its project.*GEMINI_BASE_URL/,
      skips: GEMINI,
    }),
  ),
  {
    wrong: 'a region without Gemini',
    make: (scene) => googleAt(googleRefuses(400, 'User location is not supported for the API use.'), scene),
    row: 'Gemini key',
    says: /location is not supported/,
    remedy: /region/,
    skips: GEMINI,
  },
  {
    wrong: 'a key that may ask no more today',
    make: (scene) => googleAt(googleRefuses(429, 'You exceeded your current quota.'), scene),
    row: 'Gemini key',
    says: /exceeded your current quota/,
    remedy: /the key’s quota/,
    skips: GEMINI,
  },
  {
    wrong: 'nothing where Google should be',
    make: async () => ({ GEMINI_BASE_URL: `http://${await nobody()}` }),
    row: 'Gemini key',
    says: /nothing listens/,
    remedy: /GEMINI_BASE_URL/,
    skips: GEMINI,
  },
  {
    wrong: 'a port that no program asks',
    make: () => ({ GEMINI_BASE_URL: 'http://127.0.0.1:9' }),
    row: 'Gemini key',
    says: /127\.0\.0\.1:9/,
    remedy: /GEMINI_BASE_URL/,
    skips: GEMINI,
  },
  {
    wrong: 'a Google that cuts the connection',
    make: (scene) => googleAt(cutting(), scene),
    row: 'Gemini key',
    says: /closes the connection|drops the connection/,
    remedy: /GEMINI_BASE_URL/,
    skips: GEMINI,
  },
  {
    wrong: 'a Google in trouble',
    make: (scene) => googleAt(page(503, '<h1>Service Unavailable</h1>'), scene),
    row: 'Gemini key',
    says: /503: Service Unavailable/,
    remedy: /GEMINI_BASE_URL.*aistudio\.google\.com\/status/,
    skips: GEMINI,
  },
  {
    wrong: 'a page of a hotel in place of Google',
    make: (scene) => googleAt(page(200, '<h1>Welcome</h1>'), scene),
    row: 'Gemini key',
    says: SERVERS,
    remedy: /GEMINI_BASE_URL/,
    skips: GEMINI,
  },
  {
    wrong: 'a server that knows no models',
    make: (scene) => googleAt(page(404, '<h1>Not found</h1>'), scene),
    row: 'Gemini key',
    says: SERVERS,
    remedy: /GEMINI_BASE_URL/,
    skips: GEMINI,
  },
  {
    wrong: 'a server of another kind, which answers in JSON',
    make: (scene) => googleAt(page(200, '{"hello":"world"}', 'application/json'), scene),
    row: 'Gemini key',
    says: SERVERS,
    remedy: /GEMINI_BASE_URL/,
    skips: GEMINI,
  },
  {
    wrong: 'a version that does not exist',
    make: () => ({ GEMINI_API_VERSION: 'v9' }),
    row: 'Gemini key',
    says: /no version v9/,
    remedy: /Set GEMINI_API_VERSION to v1beta/,
    skips: GEMINI,
  },
  {
    wrong: 'a version without Live models',
    make: async ({ world, use }) => {
      const models = currentModels.filter(({ methods }) => methods.includes('generateContent'));
      const live = await Live.listen({ key: world.live.key, models, rules: { versions: ['v1'] } });
      return { GEMINI_BASE_URL: (await use(live)).url, GEMINI_API_VERSION: 'v1' };
    },
    row: 'Gemini model',
    says: /gemini-3\.8-live isn’t listed in v1/,
    remedy: /Set GEMINI_API_VERSION to v1beta/,
    skips: ['Live session'],
  },
  {
    wrong: 'a model that does not exist',
    make: () => ({ GEMINI_MODEL: 'gemini-1-live' }),
    row: 'Gemini model',
    says: /gemini-1-live isn’t listed in v1beta/,
    remedy: /Set GEMINI_MODEL to one of gemini-3\.8-live, /,
    skips: ['Live session'],
  },
  {
    wrong: 'a model that Google has shut down',
    make: () => ({ GEMINI_MODEL: 'gemini-3.1-flash-live-preview' }),
    row: 'Gemini model',
    says: /isn’t listed in v1beta: Google has shut its generation down/,
    remedy: /Set GEMINI_MODEL to one of gemini-3\.8-live, /,
    skips: ['Live session'],
  },
  {
    wrong: 'a model that does not talk live',
    make: () => ({ GEMINI_MODEL: 'gemini-2.5-flash' }),
    row: 'Gemini model',
    says: /gemini-2\.5-flash isn’t a Live model/,
    remedy: /Set GEMINI_MODEL to one of gemini-3\.8-live, /,
    skips: ['Live session'],
  },
  {
    wrong: 'a model for decisions that does not exist',
    make: () => ({ DECISION_MODEL: 'gemini-decision-0' }),
    row: 'decision model',
    says: /gemini-decision-0 isn’t listed in v1beta/,
    remedy: /Set DECISION_MODEL to gemini-decision-1, or to off/,
  },
  {
    wrong: 'the usual model for decisions, which is not listed',
    make: () => ({ DECISION_MODEL: 'gemini-decision-1' }),
    row: 'decision model',
    says: /gemini-decision-1 isn’t listed in v1beta/,
    remedy: /Your key may have it all the same/,
    note: true,
  },
  {
    wrong: 'an account without credits',
    make: ({ world }) => {
      world.live.next({ setup: { close: [1011, 'Your prepayment credits are depleted. Please go to AI Studio'] } });
      return {};
    },
    row: 'Live session',
    says: /credits are depleted/,
    remedy: /Add credits/,
  },
  {
    wrong: 'a quota that is used up',
    make: ({ world }) => {
      world.live.next({ setup: { close: [1011, 'You exceeded your current quota, please check your plan'] } });
      return {};
    },
    row: 'Live session',
    says: /exceeded your current quota/,
    remedy: /quota/,
  },
  {
    wrong: 'a Live API that takes no key in a header',
    make: ({ world }) => {
      Object.assign(world.live.rules, { keyHeader: false });
      return { GEMINI_KEY_IN: 'header' };
    },
    row: 'Live session',
    says: /\d/,
    remedy: /took this key for the list of models.* Set GEMINI_KEY_IN to url/,
  },
  {
    wrong: 'a way that lets no WebSocket through',
    make: ({ world }) => {
      world.live.next({ upgrade: 403 });
      return {};
    },
    row: 'Live session',
    says: /403/,
    remedy: /GEMINI_|WebSockets/,
  },
  {
    wrong: 'a Google that never answers',
    make: async ({ use, hangs }) => {
      const server = await use(silent());
      hangs(server.asked);
      return { GEMINI_BASE_URL: `http://${server.host}` };
    },
    only: geminiChecks,
    row: 'Gemini key',
    says: SILENT,
    remedy: /GEMINI_BASE_URL/,
    skips: ['Gemini model', 'Live session'],
  },
  {
    wrong: 'a WebSocket that never opens',
    make: ({ world, hangs }) => {
      world.live.next({ upgrade: 'silent' });
      hangs(world.live.dial(0));
      return {};
    },
    only: geminiChecks,
    row: 'Live session',
    says: SILENT,
    remedy: /WebSockets/,
  },
  {
    wrong: 'a setup that is never answered',
    make: ({ world, hangs }) => {
      world.live.next({ setup: 'silent' });
      hangs(world.live.connection(0));
      return {};
    },
    only: geminiChecks,
    row: 'Live session',
    says: /doesn’t answer the setup/,
    remedy: /GEMINI_MODEL/,
  },
  {
    wrong: 'a session that is cut before it stands',
    make: ({ world }) => {
      world.live.next({ upgrade: 'reset' });
      return {};
    },
    row: 'Live session',
    says: /closes the connection|drops the connection/,
    remedy: /WebSockets/,
  },
];

test('what is assumed about the Live API is skipped where no session opens, with the cause', async () => {
  await using world = await World.open();
  const lines: string[] = [];
  const environment = { DISCORD_TOKEN: 'x', GEMINI_API_KEY: 'wrong-key-of-mine', GEMINI_BASE_URL: world.live.url };
  const print = (text: string) => lines.push(text);
  const code = await diagnose(environment, { live: true, clock: new VirtualClock(), print, checks: geminiChecks });
  assert.equal(lines.at(-1), '\nWhat is assumed about the Live API was skipped: it needs "Gemini key", see above.');
  assert.deepEqual([code, world.live.dials], [1, 0]);
});

const groups = { settings, 'the HTTP port': port, 'the store': store, Discord: discord, Google: gemini };

/** What the doctor said, how it ended, and how long it took by its own clock, in milliseconds. */
type Visit = { code: number; out: string; took: number };

const consult = async ({ make, only, strangers = 0 }: Case): Promise<Visit> => {
  await using stack = new AsyncDisposableStack();
  const world = stack.use(await World.open({ model: () => 'ready' }));
  const directory = await mkdtemp(join(tmpdir(), 'parley-doctor-'));
  stack.defer(() => rm(directory, { recursive: true, force: true }));
  world.discord.guild('Home');
  world.discord.policies = { privacy_policy_url: LINK, terms_of_service_url: LINK };
  const waits: Promise<unknown>[] = [];
  const scene: Scene = { world, directory, use: async (it) => stack.use(await it), hangs: (from) => waits.push(from) };
  const environment = {
    ...world.settings,
    STORE_URL: `sqlite://${join(directory, 'parley.sqlite')}`,
    // Without one, the doctor has something to remark.
    STORE_KEY: randomBytes(32).toString('base64'),
    HTTP_PORT: '0',
    // Google may have it without listing it, which is a remark as well.
    DECISION_MODEL: 'off',
    ...(await make(scene)),
  };
  const clock = new VirtualClock();
  const began = clock.now();
  const lines: string[] = [];
  const visit = { live: false, clock, print: (text: string) => lines.push(text), checks: only ?? OUTSIDE };
  const ended = diagnose(environment, visit).then((code) => ({ code, took: clock.now() - began }));
  if (waits.length > 0) {
    await Promise.all(waits);
    await clock.advance(PATIENCE);
  }
  const { code, took } = await ended;
  assert.equal(world.discord.complaints.splice(0).length, strangers);
  return { code, out: lines.join('\n'), took };
};

/** The names of the rows with a verdict. */
const rows = (out: string, verdict: string): string[] =>
  [...out.matchAll(new RegExp(`^${verdict} +(\\S.*?) {2}`, 'gm'))].map(([, name = '']) => name);

for (const [group, cases] of Object.entries(groups))
  describe(`what the doctor says about ${group}`, () => {
    for (const one of cases)
      test(one.wrong, { timeout: 60_000 }, async (t) => {
        const { code, out, took } = await consult(one);
        const said = row(out, one.row);
        const [seen = '', remedy = ''] = said.split('\n');
        assert.match(seen, one.says, out);
        assert.match(remedy, one.remedy, out);
        // One cause is told once: nothing else fails, and what depends on it is skipped with its name.
        assert.deepEqual(rows(out, one.note ? 'note' : 'FAIL'), [one.row], out);
        assert.deepEqual(rows(out, 'skip'), one.skips ?? [], out);
        for (const name of one.skips ?? []) assert.match(row(out, name), new RegExp(`needs "?${one.row}`), out);
        assert.equal(code, one.note ? 0 : 1);
        assert.doesNotMatch(out, /of-mine|secret-word/);
        t.diagnostic(`${said.replace(/\s+/g, ' ')} | ${took / 1_000} s | exit ${code}`);
      });
  });
