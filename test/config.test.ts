import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { promisify } from 'node:util';
import { ConfigError } from '../src/base/errors.ts';
import { findMisspelledSettings, findProblems, listSecrets, readConfig } from '../src/config.ts';
import { findLineProblems } from '../src/environment/dotenv-lines.ts';

const KEYS = { DISCORD_TOKEN: 'a-discord-token', GEMINI_API_KEY: 'a-gemini-key' };

test('two keys are all the settings that Parley needs', () => {
  assert.deepEqual(readConfig(KEYS), {
    discordToken: 'a-discord-token',
    geminiKey: 'a-gemini-key',
    geminiModel: 'gemini-3.8-live',
    geminiBaseUrl: undefined,
    geminiApiVersion: 'v1beta',
    geminiKeyIn: 'url',
    thinkingLevel: 'low',
    typed: 'off',
    decisionModel: 'gemini-decision-1',
    decisionThreshold: 0.65,
    decisionPatience: 700,
    discordApiUrl: undefined,
    discordCdnUrl: undefined,
    proxies: { except: '' },
    storeUrl: 'sqlite://data/parley.sqlite',
    storeKeys: [],
    commandsGuildId: undefined,
    http: { host: '127.0.0.1', port: 8787 },
    operator: { password: undefined, token: undefined },
    logLevel: 'info',
    shards: { ids: 'auto', count: 'auto' },
    drainTime: 5_000,
    voiceProcesses: 1,
    turns: { turnEnd: 'speculative', pause: 200 },
    maxOpenSessions: 40,
    sessionIdle: 120_000,
    answerSilence: 20_000,
    contextTokens: 32_000,
    seedTokens: 6_000,
    writtenAnswers: true,
    character: '',
    voice: 'auto',
    search: false,
    tools: ['time', 'dice', 'poll', 'reminders', 'people'],
    mcp: { servers: [], headers: {}, secrets: [], isOpenToServers: false },
    timeZone: 'UTC',
    retentionDays: 30,
    consent: 'notice',
    directMessages: 'on',
    caps: { day: { unit: 'usd', limit: 5 }, month: 'off' },
    messageContent: false,
  });
});

test('every setting can be changed', () => {
  const config = readConfig({
    ...KEYS,
    GEMINI_MODEL: 'gemini-3.1-flash-live-preview',
    GEMINI_BASE_URL: 'http://127.0.0.1:9',
    GEMINI_API_VERSION: 'v1',
    GEMINI_KEY_IN: 'header',
    GEMINI_THINKING_LEVEL: 'high',
    TYPED_MODEL: 'gemini-3.8-flash',
    TYPED_MODEL_WHEN: 'when-live-fails',
    TYPED_THINKING_LEVEL: 'medium',
    DECISION_MODEL: 'off',
    DECISION_THRESHOLD: '0.8',
    DECISION_PATIENCE_MS: '900',
    DISCORD_API_URL: 'http://127.0.0.1:9001/api/',
    DISCORD_CDN_URL: 'http://127.0.0.1:9002/',
    STORE_URL: 'memory:',
    COMMANDS_GUILD_ID: '123456789012345678',
    HTTP_HOST: '0.0.0.0',
    HTTP_PORT: 'off',
    OPERATOR_PASSWORD: 'correct horse battery',
    OPERATOR_TOKEN: 'a-token-of-20-letters',
    LOG_LEVEL: 'debug',
    SHARDS: '0-2,5',
    SHARD_COUNT: '16',
    DRAIN_SECONDS: '30',
    VOICE_PROCESSES: '2',
    TURN_END: 'pause',
    MAX_OPEN_SESSIONS: '3',
    SESSION_IDLE_SECONDS: '10',
    CONTEXT_TOKENS: '50000',
    SEED_TOKENS: '25000',
    WRITTEN_ANSWERS: 'off',
    CHARACTER: 'You are a pirate.',
    GEMINI_VOICE: 'kore',
    SEARCH: 'on',
    TOOLS: 'time, Dice',
    TIME_ZONE: 'Europe/Berlin',
    RETENTION_DAYS: '7',
    CONSENT: 'opt-in',
    CAP_PROCESS_DAY: '0.50 $',
    CAP_PROCESS_MONTH: '200k',
    DIRECT_MESSAGES: '123456789012345678, 123456789012345679',
    MESSAGE_CONTENT: 'on',
  });
  assert.equal(config.character, 'You are a pirate.');
  assert.equal(config.voice, 'Kore');
  assert.equal(config.search, true);
  assert.deepEqual(config.tools, ['time', 'dice']);
  assert.equal(config.timeZone, 'Europe/Berlin');
  assert.equal(config.retentionDays, 7);
  assert.equal(config.consent, 'opt-in');
  assert.deepEqual(config.directMessages, ['123456789012345678', '123456789012345679']);
  assert.deepEqual(config.caps, { day: { unit: 'usd', limit: 0.5 }, month: { unit: 'tokens', limit: 200_000 } });
  assert.equal(config.messageContent, true);
  assert.equal(config.geminiModel, 'gemini-3.1-flash-live-preview');
  assert.equal(config.geminiBaseUrl, 'http://127.0.0.1:9');
  assert.equal(config.geminiApiVersion, 'v1');
  assert.equal(config.geminiKeyIn, 'header');
  assert.equal(config.thinkingLevel, 'high');
  assert.deepEqual(config.typed, { model: 'gemini-3.8-flash', when: 'when-live-fails', thinking: 'medium' });
  assert.equal(config.decisionModel, 'off');
  assert.equal(config.decisionThreshold, 0.8);
  assert.equal(config.decisionPatience, 900);
  assert.equal(config.discordApiUrl, 'http://127.0.0.1:9001/api');
  assert.equal(config.discordCdnUrl, 'http://127.0.0.1:9002');
  assert.equal(config.storeUrl, 'memory:');
  assert.equal(config.commandsGuildId, '123456789012345678');
  assert.equal(config.http, 'off');
  assert.deepEqual(config.operator, { password: 'correct horse battery', token: 'a-token-of-20-letters' });
  // No log shows either.
  for (const secret of Object.values(config.operator)) assert.ok(listSecrets(config).includes(secret ?? ''), secret);
  assert.equal(config.logLevel, 'debug');
  assert.deepEqual(config.shards, { ids: [0, 1, 2, 5], count: 16 });
  assert.equal(config.drainTime, 30_000);
  assert.equal(config.voiceProcesses, 2);
  assert.deepEqual(config.turns, { turnEnd: 'pause', pause: 700 });
  assert.equal(config.maxOpenSessions, 3);
  assert.equal(config.sessionIdle, 10_000);
  assert.equal(config.contextTokens, 50_000);
  assert.equal(config.seedTokens, 25_000);
  assert.equal(config.writtenAnswers, false);
});

test('tools are those that there are, with those of MCP servers that may be there', () => {
  const tools = (TOOLS: string, more = {}) => readConfig({ ...KEYS, TOOLS, ...more }).tools;
  assert.deepEqual(readConfig(KEYS).tools, ['time', 'dice', 'poll', 'reminders', 'people']);
  assert.deepEqual(tools('none'), []);
  assert.deepEqual(tools('mcp:wiki', { MCP_IN_SETTINGS: 'on' }), ['mcp:wiki']);
  const told = { hammer: '; there is no "hammer"', 'time, mcp:wiki': '; there is no "mcp:wiki"', AIzaSy4x8: '' };
  for (const [wrong, said] of Object.entries(told))
    assert.match(
      findProblems({ ...KEYS, TOOLS: wrong }).join(),
      new RegExp(`^TOOLS must be "none", or some of these, apart by commas: time, dice, [^;]*, messages${said}$`),
    );
});

test('one message names every problem and says where the keys come from', () => {
  const wrong = {
    HTTP_PORT: '99999',
    STORE_URL: 'mongodb://x',
    SHARDS: '0-3',
    LOG_LEVEL: 'loud',
    MAX_OPEN_SESSIONS: '0',
  };
  assert.throws(
    () => readConfig(wrong),
    (error) => {
      assert.ok(error instanceof ConfigError);
      for (const name of ['DISCORD_TOKEN', 'GEMINI_API_KEY', ...Object.keys(wrong)])
        assert.match(error.message, new RegExp(name));
      assert.match(error.message, /discord\.com\/developers/);
      assert.match(error.message, /aistudio\.google\.com\/apikey/);
      return true;
    },
  );
});

test('a text model answers every typed question unless it is said when, and when needs a model', () => {
  const model = 'gemini-3.8-flash';
  assert.deepEqual(readConfig({ ...KEYS, TYPED_MODEL: model }).typed, { model, when: 'always', thinking: 'low' });
  assert.deepEqual(findProblems({ ...KEYS, TYPED_MODEL_WHEN: 'off' }), []);
  assert.deepEqual(findProblems({ ...KEYS, TYPED_MODEL_WHEN: 'always' }), [
    'TYPED_MODEL_WHEN needs TYPED_MODEL, the name of a text model',
  ]);
});

test('an empty value counts as not set', () => {
  assert.equal(readConfig({ ...KEYS, GEMINI_MODEL: ' ', SHARDS: '' }).geminiModel, 'gemini-3.8-live');
  assert.equal(findProblems({ ...KEYS, DISCORD_TOKEN: '' }).length, 1);
});

test('a problem never repeats a secret', () => {
  const found = findProblems({
    DISCORD_TOKEN: 'my secret token',
    GEMINI_API_KEY: 'my secret key',
    STORE_URL: 'redis:my-secret',
  });
  assert.equal(found.length, 3);
  assert.doesNotMatch(found.join(), /my/);
});

test('a token or key with characters that none has is told by these, and never by its own', () => {
  const strange = (name: string, value: string) => findProblems({ ...KEYS, [name]: value }).join();
  for (const [value, shown] of [
    ['“MTU3.abc”', '“ ”'],
    ['„MTU3.abc“', '„ “'],
    ['"MTU3.abc"', '"'],
    ["'MTU3.abc", "'"],
    ['`MTU3.abc`', '`'],
    ['<MTU3.abc>', '< >'],
    ['MTU3.abc…', '…'],
    ['••••••••', '•'],
    ['МТУ3.аbс', 'letters or digits of another alphabet'],
    ['MTU3.é٣e\u0301', 'letters or digits of another alphabet'],
    ['MTU3\u200b.abc', 'U+200B'],
    ['MTU3\u0007.abc', 'U+0007'],
    ['MTU3.abc😀', '😀'],
    ['MTU3.abc\ufffd', '\ufffd'],
    ['“MTU3”…•–', '“ ” …'],
  ] as const) {
    assert.match(
      strange('DISCORD_TOKEN', value),
      /^DISCORD_TOKEN holds characters that no token has \(.*\): copy it again\. Get it at https:\/\/discord\.com/,
    );
    assert.ok(strange('DISCORD_TOKEN', value).includes(`(${shown})`), value);
    assert.ok(
      strange('GEMINI_API_KEY', value).startsWith(`GEMINI_API_KEY holds characters that no key has (${shown})`),
    );
    assert.doesNotMatch(strange('DISCORD_TOKEN', value), /MTU3|abc|М|é/);
  }
  assert.match(strange('DISCORD_TOKEN', '“my token”'), /^DISCORD_TOKEN must not hold spaces[^“]*$/);
  for (const right of ['MTU3.G-_x.abc', 'AIzaSy-_0', 'AQ.Ab8', 'sk-of:a/gateway+with=all~!#$%&()*,;?@[]^{|}'])
    assert.equal(strange('GEMINI_API_KEY', right), '', right);
});

test('an address of a store that no library could read is a wrong setting, and its password is not told', () => {
  for (const url of [
    'redis://parley:my-word@cache:notaport',
    'postgres://parley:my-word@[::bad/x',
    'rediss://u:p@h:99999',
  ])
    assert.match(
      findProblems({ ...KEYS, STORE_URL: url }).join(),
      /^STORE_URL is not a valid address\. (?!.*my-word)/,
      url,
    );
  for (const url of [
    'sqlite://data/a b.sqlite',
    'postgres:///parley?host=/var/run',
    'redis://:p%23w@[::1]:6379',
    'memory:',
  ])
    assert.deepEqual(findProblems({ ...KEYS, STORE_URL: url }), [], url);
});

test('an address of a store without its host is told as that', () => {
  for (const url of [
    'redis://',
    'rediss://',
    'postgres://',
    'redis://:6379',
    'redis://parley:my-word@',
    'redis://u@:1/0',
  ])
    assert.match(findProblems({ ...KEYS, STORE_URL: url }).join(), /^STORE_URL has no host\. (?!.*my-word)/, url);
});

test('a number that is out of reach is told with the word that would do too', () => {
  for (const wrong of ['99999', '-1', 'x', '8.5'])
    assert.deepEqual(findProblems({ ...KEYS, HTTP_PORT: wrong, SHARD_COUNT: '0' }), [
      'HTTP_PORT must be a port from 0 to 65535, or "off"',
      'SHARD_COUNT must be "auto" or a number from 1 to 100000',
    ]);
});

test('a threshold that is no probability, or would let everything or nothing pass, is told', () => {
  for (const wrong of ['65', '0,65', '1', '0', '0.04', '.96', '65%', 'high'])
    assert.deepEqual(findProblems({ ...KEYS, DECISION_THRESHOLD: wrong }), [
      'DECISION_THRESHOLD must be a probability from 0.05 to 0.95',
    ]);
  assert.deepEqual(findProblems({ ...KEYS, DECISION_THRESHOLD: '.95' }), []);
});

test('a password or a token of an operator that could be guessed is wrong, and never told', () => {
  const found = findProblems({
    ...KEYS,
    OPERATOR_PASSWORD: 'my password',
    OPERATOR_TOKEN: 'my token, which has spaces',
  });
  assert.match(
    found.join('; '),
    /^OPERATOR_PASSWORD must have at least 12 characters; OPERATOR_TOKEN must have from 20 to 500 /,
  );
  assert.doesNotMatch(found.join(), /my/);
  assert.match(findProblems({ ...KEYS, OPERATOR_TOKEN: 'short' }).join(), /openssl rand -hex 32/);
});

test('shards must be among all shards', () => {
  assert.match(findProblems({ ...KEYS, SHARDS: '3', SHARD_COUNT: '3' }).join(), /below SHARD_COUNT/);
  assert.match(findProblems({ ...KEYS, SHARDS: '0-20000', SHARD_COUNT: '15000' }).join(), /below SHARD_COUNT/);
  assert.deepEqual(findProblems({ ...KEYS, SHARDS: '2', SHARD_COUNT: '3' }), []);
  assert.deepEqual(findProblems({ ...KEYS, SHARDS: '0-11999', SHARD_COUNT: '12000' }), []);
  assert.equal(readConfig({ ...KEYS, SHARDS: '0-11999', SHARD_COUNT: '12000' }).shards.ids.length, 12_000);
});

test('the shards of a process may come from its number, by itself or at the end of its host’s name', () => {
  const ordinal = { ...KEYS, SHARDS: 'ordinal', SHARD_COUNT: '7', SHARDS_PER_PROCESS: '3' };
  const idsOf = (PROCESS_ORDINAL: string) => readConfig({ ...ordinal, PROCESS_ORDINAL }).shards;
  assert.deepEqual(idsOf('parley-0'), { ids: [0, 1, 2], count: 7 });
  assert.deepEqual(idsOf('1'), { ids: [3, 4, 5], count: 7 });
  assert.deepEqual(idsOf('my-bot-eu1-2'), { ids: [6], count: 7 });
  for (const wrong of ['parley', '10.0.0.3', 'parley-x'])
    assert.deepEqual(findProblems({ ...ordinal, PROCESS_ORDINAL: wrong }), [
      'PROCESS_ORDINAL must be a number, or a name that ends in one, like parley-3',
    ]);
  assert.match(
    findProblems({ ...ordinal, PROCESS_ORDINAL: 'parley-3' }).join(),
    /no shard: 7 shards .* with 3 .* make 3 processes, counted from 0, and this is number 3/,
  );
  assert.match(findProblems({ ...ordinal, SHARD_COUNT: 'auto' }).join(), /SHARDS needs SHARD_COUNT/);
  const host = /\D(\d{1,6})$/.exec(hostname())?.[1];
  const found = findProblems({ ...ordinal, SHARD_COUNT: '100000', SHARDS_PER_PROCESS: '1' });
  if (host === undefined) assert.match(found.join(), /^PROCESS_ORDINAL is needed/);
  else assert.deepEqual(found, Number(host) < 100_000 ? [] : found);
});

test('a range of shards that goes down, or has no end, is a wrong setting and said once', () => {
  for (const SHARDS of ['x', '0-', '1,,2', '-1'])
    assert.match(
      findProblems({ ...KEYS, SHARDS, SHARD_COUNT: '2' }).join('|'),
      /^SHARDS must be "auto", "ordinal", a number[^|]*$/,
    );
  for (const SHARDS of ['5-3', '0,5-3', '1-0'])
    assert.deepEqual(findProblems({ ...KEYS, SHARDS, SHARD_COUNT: '2' }), [
      'SHARDS must go from low to high, like "0-3"',
    ]);
  assert.deepEqual(findProblems({ ...KEYS, SHARDS: '5-3' }), ['SHARDS must go from low to high, like "0-3"']);
  assert.deepEqual(findProblems({ ...KEYS, SHARDS: '0-99999999999', SHARD_COUNT: '2' }), [
    'SHARDS must be below 100000',
  ]);
});

test('a shard that is named twice runs once', () => {
  assert.deepEqual(readConfig({ ...KEYS, SHARDS: '0-2,1', SHARD_COUNT: '3' }).shards.ids, [0, 1, 2]);
});

test('what a session is told must fit into half of its context', () => {
  assert.match(
    findProblems({ ...KEYS, SEED_TOKENS: '16001' }).join(),
    /at most half of CONTEXT_TOKENS, which is 32000/,
  );
  assert.match(
    findProblems({ ...KEYS, CONTEXT_TOKENS: '8000' }).join(),
    /SEED_TOKENS must be at most half of CONTEXT_TOKENS, which is 8000; it’s 6000 by default/,
  );
  assert.deepEqual(findProblems({ ...KEYS, CONTEXT_TOKENS: '8000', SEED_TOKENS: '4000' }), []);
  assert.match(
    findProblems({ ...KEYS, CONTEXT_TOKENS: '7999' }).join(),
    /CONTEXT_TOKENS must be a whole number from 8000/,
  );
});

test('.env.example and the README name every setting that there is', () => {
  const [example = '', readme = '', source = ''] = [
    '../.env.example',
    '../README.md',
    '../src/environment/settings-schema.ts',
  ].map((file) => readFileSync(new URL(file, import.meta.url), 'utf8'));
  const names = [...source.matchAll(/^ {2,4}([A-Z_]+):/gm)].map(([, name]) => name);
  assert.ok(names.length > 10);
  for (const name of names) {
    assert.match(example, new RegExp(`^#?${name}=`, 'm'));
    assert.match(readme, new RegExp(`^\\|.*\`${name}\``, 'm'));
  }
});

/** What a process in a folder of its own reads, with this environment and nothing else, after `first`. */
const read = async (folder: string, env: Record<string, string>, first = '') => {
  const config = JSON.stringify(new URL('../src/config.ts', import.meta.url).href);
  const program = `import { loadConfig } from ${config}; ${first} console.log(JSON.stringify(loadConfig()));`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', program], {
    cwd: folder,
    // Where what was compiled is kept (`test/compile-cache.ts`) is no setting.
    env: { NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE, ...env },
  });
  return JSON.parse(stdout);
};

const folderWith = async (t: TestContext) => {
  const folder = await mkdtemp(join(tmpdir(), 'parley-'));
  t.after(() => rm(folder, { recursive: true }));
  return folder;
};

test('the file .env is read where it is, and the real environment wins over it', async (t) => {
  const folder = await folderWith(t);
  await writeFile(join(folder, '.env'), 'DISCORD_TOKEN=from-file\nGEMINI_API_KEY=from-file\nLOG_LEVEL=debug\n');
  const config = await read(folder, { GEMINI_API_KEY: 'from-environment' });
  assert.equal(config.discordToken, 'from-file');
  assert.equal(config.geminiKey, 'from-environment');
  assert.equal(config.logLevel, 'debug');
});

/** What a process says in a folder where `.env` was made by this, after `first`; nothing if it reads it. */
const saidWith = async (t: TestContext, make: (file: string) => Promise<unknown>, first = '') => {
  const folder = await folderWith(t);
  await make(join(folder, '.env'));
  return read(folder, KEYS, first).then(
    () => 'nothing',
    (error) => String(error.stderr),
  );
};

test('a .env that cannot be read is said so, with the reason and what to do', async (t) => {
  assert.match(
    await saidWith(t, (file) => mkdir(file)),
    /can’t read the file \.env: it’s a folder\. Remove the folder, and copy \.env\.example to \.env\.\n/,
  );
  assert.match(
    await saidWith(t, (file) => symlink('.env', file)),
    /can’t read the file \.env: ELOOP\. Remove it, and copy \.env\.example/,
  );
  // Root may read everything, so it becomes another user, once its program is loaded.
  const drop = 'if (process.getuid() === 0) process.seteuid(65534);';
  assert.match(
    await saidWith(t, (file) => writeFile(file, 'DISCORD_TOKEN=my-token', { mode: 0 }), drop),
    /can’t read the file \.env: its permissions don’t allow it\. Let the user that runs Parley read it/,
  );
});

test('a byte-order mark in .env is no part of its first setting, and no other encoding than UTF-8 is guessed', async (t) => {
  const text = 'DISCORD_TOKEN=my-token\r\n# Größe\r\nLOG_LEVEL=debug\r\n';
  const folder = await folderWith(t);
  await writeFile(join(folder, '.env'), `\ufeff${text}`);
  const config = await read(folder, { GEMINI_API_KEY: 'a-gemini-key' });
  assert.deepEqual([config.discordToken, config.logLevel], ['my-token', 'debug']);
  const utf16 = Buffer.from(`\ufeff${text}`, 'utf16le');
  for (const bytes of [utf16, utf16.subarray(2), Buffer.from(utf16).swap16()]) {
    const said = await saidWith(t, (file) => writeFile(file, bytes));
    assert.match(
      said,
      /can’t read the file \.env: it isn’t saved as UTF-8\. Save it as UTF-8; in PowerShell, "[^"]+ \.env" does that\.$/m,
    );
    assert.doesNotMatch(said, /my-token/);
  }
  assert.match(
    await saidWith(t, (file) => writeFile(file, Buffer.from('DISCORD_TOKEN=my-\0token'))),
    /isn’t saved as UTF-8\. Save it as UTF-8\.$/m,
  );
  assert.match(
    await saidWith(t, (file) => writeFile(file, Buffer.from('# Größe\nSTORE_URL=sqlite://größe', 'latin1'))),
    /\.env:\n {2}Line 2 of \.env holds characters that are not UTF-8\. Save \.env as UTF-8\.\n(?! {2}Line)(?![\s\S]*sqlite:)/,
  );
  assert.equal(await saidWith(t, (file) => writeFile(file, Buffer.from('# Größe', 'latin1'))), 'nothing');
  assert.equal(await saidWith(t, (file) => writeFile(file, 'STORE_URL=sqlite://größe')), 'nothing');
});

test('a line in .env that sets nothing is told with its number and how to write it, and without its value', () => {
  const settings = ['DISCORD_TOKEN', 'STORE_URL'];
  for (const line of [
    'DISCORD_TOKEN: my-secret',
    'DISCORD_TOKEN:my-secret==',
    'DISCORD_TOKEN my-secret',
    'DISCORD_TOKEN\tmy-secret',
    'DISCORD_TOKEN',
    'DISCORD_TOKEN my=secret',
    '"DISCORD_TOKEN": "my-secret",',
    'export DISCORD_TOKEN my-secret',
    'set DISCORD_TOKEN=my-secret',
    '$env:DISCORD_TOKEN = "my-secret"',
    '- DISCORD_TOKEN=my-secret',
    '\u00a0DISCORD_TOKEN=my-secret',
    '“DISCORD_TOKEN=my-secret”',
  ])
    for (const end of ['', '\r'])
      assert.deepEqual(
        findLineProblems(`# first${end}\n${line}${end}\n`, settings),
        ['Line 2 of .env sets nothing. Write it as DISCORD_TOKEN=value'],
        line,
      );
  for (const line of ['my-secret', '= my-secret', 'MTU3.my-secret', '// my remark', '{'])
    assert.deepEqual(
      findLineProblems(line, settings),
      ['Line 1 of .env sets nothing. Write a setting as NAME=value, and put # before a remark'],
      line,
    );
  for (const line of [
    '',
    '  ',
    '\t',
    '# a: b',
    ' # a b',
    'A=',
    'export A=b',
    ' A = b c: d',
    'A-1.b="c d" # e: f',
    'A=b#c',
  ])
    for (const end of ['', '\r']) assert.deepEqual(findLineProblems(`${line}${end}\n`, settings), [], line);
  assert.deepEqual(
    findLineProblems('A: b\nSTORE_URL="x\nthe rest\n"\nB="y\n', settings).map((problem) => problem.slice(0, 30)),
    ['Line 1 of .env sets nothing. W', 'Line 2 of .env: the value of S', 'Line 5 of .env: the value of B'],
  );
});

test('every line in .env that is wrong is told at once, before anything is set', async (t) => {
  const said = await saidWith(t, (file) => writeFile(file, 'DISCORD_TOKEN: my-secret\nGEMINI_API_KEY="my-secret\n'));
  assert.match(
    said,
    /Fix the file \.env:\n {2}Line 1 of \.env sets nothing\. Write it as DISCORD_TOKEN=value\.\n {2}Line 2 of \.env: the value of GEMINI_API_KEY begins with "(?![\s\S]*my-secret)/,
  );
});

test('a variable that looks like a setting is told with the setting that was meant, and no other one is', () => {
  const meant = (name: string, others = {}) => findMisspelledSettings({ ...KEYS, [name]: 'x', ...others })[0]?.meant;
  for (const [name, setting] of [
    ['GEMINI_MODLE', 'GEMINI_MODEL'],
    ['GEMINI_MODELL', 'GEMINI_MODEL'],
    ['gemini_model', 'GEMINI_MODEL'],
    ['COMANDS_GUILD_ID', 'COMMANDS_GUILD_ID'],
    ['STORE_URI', 'STORE_URL'],
    ['LOGLEVEL', 'LOG_LEVEL'],
    ['SHARD', 'SHARDS'],
    ['TURN_PAUSE', undefined],
    ['GOOGLE_API_KEY', undefined],
    ['PATH', undefined],
    ['HOST', undefined],
    ['ALL_PROXY', undefined],
  ] as const)
    assert.equal(meant(name), setting, name);
  assert.equal(meant('GEMINI_MODLE', { GEMINI_MODEL: 'y' }), undefined);
  assert.equal(meant('GEMINI_MODLE', { GEMINI_MODLE: '' }), undefined);
  const { DISCORD_TOKEN: _token, ...rest } = KEYS;
  assert.throws(
    () => readConfig({ ...rest, DISCORD_TOKN: 'my-secret' }),
    /DISCORD_TOKEN is missing\.[\s\S]*DISCORD_TOKN isn’t a setting of Parley\. Did you mean DISCORD_TOKEN\?\n(?![\s\S]*my-secret)/,
  );
});

test('a quote in .env that is not closed is told with its line and its setting, and without its value', async (t) => {
  const folder = await folderWith(t);
  const said = async (text: string) => {
    await writeFile(join(folder, '.env'), text);
    return read(folder, KEYS).then(
      () => 'nothing',
      (error) => String(error.stderr),
    );
  };
  const start = '# It\'s "mine"\n';
  assert.match(
    await said(`${start}GEMINI_MODEL="my-model\nSTORE_URL="memory:"\n`),
    /Fix the file \.env:\n {2}Line 2 of \.env: the value of GEMINI_MODEL begins with " and does not end with it\.(?![\s\S]*my-model)/,
  );
  assert.match(await said(`${start}export GEMINI_MODEL = 'my-model"\n`), /Line 2 .* begins with ' and does not/);
  assert.match(await said(`GEMINI_MODEL=my-model"\n`), /Line 1 .* ends with " and does not begin with it/);
  const right = [
    'GEMINI_MODEL="my-model" # "mine"',
    "GEMINI_MODEL='my-model'",
    'GEMINI_MODEL=my-model',
    "NOTE=it's mine",
    'NOTE=say "yes"',
    'NOTE=',
    '',
  ];
  for (const line of right) assert.deepEqual(findLineProblems(`${start}${line}\r\n`, ['GEMINI_MODEL']), [], line);
  assert.equal(await said(`${start}${right.join('\r\n')}\r\n`), 'nothing');
});
