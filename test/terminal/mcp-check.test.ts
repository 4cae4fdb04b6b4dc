import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { type Clock, systemClock } from '../../src/base/clock.ts';
import { readConfig } from '../../src/config.ts';
import { listServerChecks, mcp } from '../../src/terminal/checks/mcp-check.ts';
import { diagnose } from '../../src/terminal/diagnose.ts';
import { McpHost } from '../../world/mcp/mcp-host.ts';
import type { McpScript } from '../../world/mcp/mcp-script.ts';
import { programWay, toolOf } from '../tools/mcp/mcp-stage.ts';
import { row } from './table-row.ts';

const KEYS = { DISCORD_TOKEN: 'x', GEMINI_API_KEY: 'y' };

/** No time of an examination is ever over, however busy this machine is. */
const patient: Clock = { ...systemClock, sleep: () => new Promise<void>(() => {}) };

/** A reference to a variable of the environment. */
const refer = (name: string): string => `\${${name}}`;

/** What a file says of a server that is a program. */
const programOf = (script: McpScript) => {
  const { command, args } = programWay(script);
  return { command, args };
};

/** What the doctor says of a file that names these servers. */
const examine = async (
  t: TestContext,
  servers: object,
  { clock = patient, env = {} }: { clock?: Clock; env?: Record<string, string> } = {},
) => {
  const folder = await mkdtemp(join(tmpdir(), 'parley-mcp-'));
  t.after(() => rm(folder, { recursive: true }));
  const path = join(folder, 'mcp.json');
  await writeFile(path, JSON.stringify({ mcpServers: servers }));
  const environment = { ...KEYS, ...env, MCP_SERVERS: path };
  const lines: string[] = [];
  const checks = [mcp, ...listServerChecks(readConfig(environment))];
  const code = await diagnose(environment, { live: false, clock, print: (line) => lines.push(line), checks });
  return { code, out: lines.join('\n') };
};

test('each server is connected, and its tools are listed', { timeout: 60_000 }, async (t) => {
  const host = await new McpHost({ tools: [toolOf('search')], resources: [{ uri: 'a:b', name: 'b' }] }).start();
  t.after(() => host.stop());
  host.key = 'Bearer wiki-key-of-mine';
  const servers = {
    files: {
      ...programOf({ tools: [toolOf('read'), toolOf('list_all'), toolOf('write')] }),
      tools: ['read', 'list_*'],
    },
    wiki: { url: host.url, headers: { Authorization: `Bearer ${refer('WIKI_KEY')}` } },
  };
  const { code, out } = await examine(t, servers, { env: { WIKI_KEY: 'wiki-key-of-mine' } });
  assert.equal(code, 0, out);
  assert.match(row(out, 'MCP servers'), /^ok .*MCP_SERVERS names files, wiki$/);
  assert.match(row(out, 'MCP server files'), /^ok .*tools: 2 of 3 \(read, list_all\)$/);
  assert.match(row(out, 'MCP server wiki'), /^ok .*tools: 1 \(search\); resources: 1$/);
  assert.doesNotMatch(out, /of-mine/);
});

test('names of tools that a server doesn’t have are told', { timeout: 60_000 }, async (t) => {
  const files = { ...programOf({ tools: [toolOf('read')] }), tools: ['read', 'delete'], readOnly: ['list_*'] };
  const { code, out } = await examine(t, { files }, { env: { TOOLS: 'time, mcp:files/read, mcp:files/write' } });
  assert.equal(code, 0, out);
  const said = row(out, 'MCP server files');
  assert.match(
    said,
    /^note .*tools: 1 of 1 \(read\)\n.*no such tools: "tools" names delete; "readOnly" names list_\*; TOOLS names mcp:files\/write\./,
  );
});

test('a server that can’t be used is told with what to do, and without its secrets', { timeout: 60_000 }, async (t) => {
  const [host, other] = [await new McpHost().start(), await new McpHost().start()];
  t.after(() => Promise.all([host.stop(), other.stop()]));
  host.key = 'Bearer right-key';
  other.elsewhere = 'http://elsewhere.invalid/mcp';
  const print = 'console.error("no room for " + process.env.KEY); process.exit(1)';
  const servers = {
    absent: { command: 'no-such-program-anywhere' },
    dying: { command: process.execPath, args: ['-e', print], env: { KEY: 'program-key-of-mine' } },
    foreign: { url: other.url },
    locked: { url: host.url, headers: { Authorization: 'Bearer wrong-key-of-mine' } },
  };
  const { code, out } = await examine(t, servers);
  assert.equal(code, 1, out);
  assert.match(row(out, 'MCP server absent'), /^FAIL .*doesn’t start, or ends; it said: .*ENOENT\n.*"command"/);
  assert.match(row(out, 'MCP server dying'), /^FAIL .*it said: no room for \[hidden\]\n.*by hand/);
  assert.match(row(out, 'MCP server foreign'), /^FAIL .*redirects to another host\n.*"url"/);
  assert.match(row(out, 'MCP server locked'), /^FAIL .*refuses us\n.*"headers"/);
  assert.doesNotMatch(out, /of-mine/);
});

test('a server that says nothing is no reason to wait longer than an examination', { timeout: 60_000 }, async (t) => {
  // The time for servers is over at once, and that of the whole examination never.
  const sleep = (ms: number) => (ms < 8_000 ? Promise.resolve() : new Promise<void>(() => {}));
  const silent = programOf({ faults: { initialize: 'hang' } });
  const { code, out } = await examine(t, { silent }, { clock: { ...systemClock, sleep } });
  assert.equal(code, 0, out);
  assert.match(row(out, 'MCP server silent'), /^note .*not connected within 6\.5 s\n.*mcp\.down/);
});

test('without servers nothing is started, and a wrong file is told once, with the variable it lacks', async (t) => {
  const none = await examine(t, {});
  assert.match(row(none.out, 'MCP servers'), /^ok .*none$/);
  const lines: string[] = [];
  const folder = await mkdtemp(join(tmpdir(), 'parley-mcp-'));
  t.after(() => rm(folder, { recursive: true }));
  const path = join(folder, 'mcp.json');
  await writeFile(
    path,
    JSON.stringify({ mcpServers: { wiki: { url: 'https://a.example', headers: { K: refer('WIKI_KEY') } } } }),
  );
  const environment = { ...KEYS, MCP_SERVERS: path, WIKI_KEY: '' };
  const print = (line: string) => lines.push(line);
  const code = await diagnose(environment, { live: false, clock: patient, print, checks: [mcp] });
  const out = lines.join('\n');
  assert.equal(code, 1, out);
  assert.match(
    row(out, 'MCP_SERVERS'),
    /^FAIL .*the variable WIKI_KEY, which isn’t set\n *Set WIKI_KEY in the environment or in \.env/,
  );
  assert.match(row(out, 'MCP servers'), /^skip .*needs MCP_SERVERS, see above/);
});
