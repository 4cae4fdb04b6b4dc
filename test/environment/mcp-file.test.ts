import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { findProblems, listSecrets, readConfig } from '../../src/config.ts';

const KEYS = { DISCORD_TOKEN: 'a-discord-token', GEMINI_API_KEY: 'a-gemini-key' };

/** A reference to a variable. */
const refer = (name: string): string => `\${${name}}`;

/** A file with this text, or this as JSON. */
const write = async (t: TestContext, content: unknown): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'parley-mcp-'));
  t.after(() => rm(folder, { recursive: true }));
  const path = join(folder, 'mcp.json');
  await writeFile(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
};

/** What is wrong with a file. */
const complain = async (t: TestContext, content: unknown, env: Record<string, string> = {}): Promise<string> =>
  findProblems({ ...KEYS, ...env, MCP_SERVERS: await write(t, content) }).join('\n');

test('a file as other clients have it is read, with values of the environment in it', async (t) => {
  const path = await write(t, {
    mcpServers: {
      files: {
        command: 'npx',
        args: ['-y', 'server', refer('FOLDER:-/srv')],
        env: { KEY: refer('FILES_KEY') },
        readOnly: ['read_*'],
      },
      wiki: {
        type: 'http',
        url: 'https://mcp.example.com/mcp',
        headers: { Authorization: `Bearer ${refer('WIKI_TOKEN')}` },
        seconds: 20,
      },
      off: { command: 'x', disabled: true },
    },
  });
  const env = {
    ...KEYS,
    MCP_SERVERS: path,
    FILES_KEY: 'files-secret',
    WIKI_TOKEN: 'wiki-secret',
    PATH: '/bin',
    OTHER: 'x',
  };
  assert.deepEqual(findProblems(env), []);
  const config = readConfig(env);
  assert.deepEqual(config.mcp.servers, [
    {
      name: 'files',
      way: { is: 'stdio', command: 'npx', args: ['-y', 'server', '/srv'], env: { PATH: '/bin', KEY: 'files-secret' } },
      readOnly: ['read_*'],
      seconds: 30,
    },
    {
      name: 'wiki',
      way: { is: 'http', url: 'https://mcp.example.com/mcp', headers: { Authorization: 'Bearer wiki-secret' } },
      readOnly: [],
      seconds: 20,
    },
  ]);
  for (const secret of ['files-secret', 'wiki-secret', 'Bearer wiki-secret'])
    assert.ok(listSecrets(config).includes(secret), secret);
});

test('what is wrong with a file is named, and no value of it', async (t) => {
  const cases: [content: unknown, found: RegExp][] = [
    ['{', /isn’t JSON/],
    [{ servers: {} }, /servers/],
    [{ headers: { 'mcp.example.com': {} } }, /https:\/\/mcp\.example\.com/],
    [{ headers: { 'https://mcp.example.com/mcp': {} } }, /each key/],
    [{ mcpServers: { 'My Server': { command: 'x' } } }, /small letters/],
    [{ mcpServers: { a: { command: 'x', readonly: ['y'] } } }, /mcpServers\.a.*readonly/],
    [{ mcpServers: { a: {} } }, /mcpServers\.a\.url/],
    [{ mcpServers: { a: { url: 'ftp://hidden-value' } } }, /http:\/\/ or https:\/\//],
    [{ mcpServers: { a: { command: 'x', seconds: 500 } } }, /mcpServers\.a\.seconds/],
    [{ mcpServers: { a: { command: 'x', onlyIn: ['general'] } } }, /id of a server or channel/],
    [{ mcpServers: { a: { command: refer('NOT_SET') } } }, /the variable NOT_SET.*\. Set NOT_SET in the environment/],
    [{ mcpServers: { a: { command: refer('EMPTY') } } }, /the variable EMPTY, which isn’t set/],
    [
      { mcpServers: Object.fromEntries(Array.from({ length: 17 }, (_, at) => [`s${at}`, { command: 'x' }])) },
      /more than 16/,
    ],
  ];
  for (const [content, found] of cases) {
    const problems = await complain(t, content, { SECRET: 'hidden-value', EMPTY: '' });
    assert.match(problems, found);
    assert.doesNotMatch(problems, /hidden-value/);
  }
  assert.match(
    findProblems({ ...KEYS, MCP_SERVERS: '/nowhere/mcp.json' }).join(),
    /MCP_SERVERS names a file that isn’t there/,
  );
  assert.match(findProblems({ ...KEYS, MCP_SERVERS: tmpdir() }).join(), /can’t be read/);
});
