import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pino } from 'pino';
import { UNNOTED } from '../../../src/base/moments.ts';
import type { Place } from '../../../src/base/place.ts';
import type { SettingValues } from '../../../src/settings/setting-table.ts';
import type { McpCatalogue, McpOutcome, McpTool } from '../../../src/tools/mcp/mcp-protocol.ts';
import type { McpServer, McpState } from '../../../src/tools/mcp/mcp-servers.ts';
import { type McpOffer, McpTools } from '../../../src/tools/mcp/mcp-tools.ts';
import type { PlaceTool, ToolUse } from '../../../src/tools/place-tool.ts';
import { Page } from '../desk.ts';

const HERE: Place = { server: '100000000000000001', channel: '200000000000000001', parent: undefined };

const toolAs = (tool: string, given: Partial<McpTool> = {}): McpTool => ({
  name: `files__${tool}`,
  tool,
  description: 'Does it.',
  parameters: undefined,
  print: tool,
  ...given,
});

/** A server that people have set in a place. */
const ownServer = (name: string): McpServer => ({
  key: `own ${name}`,
  name,
  way: { is: 'http', url: 'https://mcp.example.com', headers: {}, isOpen: false },
  callMs: 1_000,
  isKept: false,
});

/** Places with these tools on, and a server whose catalogue and answer the test sets. */
const open = (offer: Partial<McpOffer> = {}, own: readonly McpServer[] = []) => {
  const server: McpServer = {
    key: 'files',
    name: 'files',
    way: { is: 'stdio', command: 'x', args: [], env: {} },
    callMs: 1_000,
    isKept: true,
  };
  const at = {
    catalogue: { tools: [toolAs('read'), toolAs('write')], resources: [], prompts: [], leftOut: 0 } as McpCatalogue,
    outcome: { is: 'answer', text: 'Fine.', isCut: false, isError: false } as McpOutcome,
    state: { is: 'up' } as McpState,
  };
  const logged: string[] = [];
  const tools = new McpTools({
    servers: {
      want: () => {},
      find: () => at,
      settle: async () => {},
      ask: async () => at.outcome,
    },
    offers: [{ server, readOnly: [], ...offer }],
    findOwn: () => own,
    log: pino({ level: 'info' }, { write: (line) => logged.push(JSON.parse(line).event) }),
  });
  const list = (on: readonly string[], place = HERE) => tools.list({ tools: on } as SettingValues, place);
  const isDown = (on: readonly string[]) => tools.isDown({ tools: on } as SettingValues, HERE);
  return { at, list, isDown, logged };
};

const namesOf = (tools: readonly PlaceTool[]) => tools.map(({ declaration }) => declaration.name);

/** Calls a tool; whether it asked first, and what came of it. */
const run = async (tool: PlaceTool | undefined) => {
  assert.ok(tool);
  let asked = 0;
  const use = {
    asker: { id: '1', name: 'Ada', isAloud: false },
    answer: new Page(),
    place: HERE,
    values: {} as SettingValues,
    isZoneKnown: true,
    signal: new AbortController().signal,
    may: async () => true,
    change: async () => {
      asked += 1;
      return { is: 'done', says: {} } as const;
    },
  } satisfies ToolUse;
  assert.equal(UNNOTED, use.answer.moments);
  return { result: await tool.run({}, use), asked };
};

test('tools are on by server or one by one, and as far as the operator offers them', () => {
  const { list } = open({ tools: ['re*', 'delete'] });
  assert.deepEqual(namesOf(list([])), []);
  assert.deepEqual(namesOf(list(['files', 'mcp:other', 'mcp:file'])), []);
  assert.deepEqual(namesOf(list(['mcp:files'])), ['files__read']);
  assert.deepEqual(namesOf(list(['mcp:files/read'])), ['files__read']);
  assert.deepEqual(namesOf(list(['mcp:files/write'])), []);
});

test('a server is offered only in the servers and channels that the operator names', () => {
  for (const [id, is] of [
    [HERE.server, true],
    [HERE.channel, true],
    ['1', false],
  ] as const) {
    const { list } = open({ onlyIn: [id ?? ''] });
    assert.equal(list(['mcp:files']).length > 0, is, id);
    assert.ok(
      list(['mcp:files']).every((tool) => tool.isOn({ tools: ['mcp:files'] } as unknown as SettingValues, HERE)),
    );
  }
  const { list } = open({ onlyIn: ['9'] });
  assert.equal(list(['mcp:files'], { ...HERE, parent: '9' }).length, 2);
});

test('only what the operator calls read-only asks nobody', async () => {
  const { list } = open({ readOnly: ['read'] });
  const [read, write] = list(['mcp:files']);
  const first = await run(read);
  assert.deepEqual(first, { asked: 0, result: { is: 'found', from: 'the server “files”', text: 'Fine.' } });
  assert.equal((await run(write)).asked, 1);
});

test('a tool that says something else of itself asks from then on, even if it takes that back', async () => {
  const { at, list, logged } = open({ readOnly: ['*'] });
  assert.equal((await run(list(['mcp:files'])[0])).asked, 0);
  const before = at.catalogue;
  at.catalogue = { ...before, tools: [toolAs('read', { print: 'other' })] };
  assert.equal((await run(list(['mcp:files'])[0])).asked, 1);
  at.catalogue = before;
  const [read, write] = list(['mcp:files']);
  assert.equal((await run(read)).asked, 1);
  assert.equal((await run(write)).asked, 0);
  assert.deepEqual(logged, ['mcp.tool_changed']);
});

test('a server that’s down keeps its tools, so that no session begins anew, and is said to be down where it’s on', () => {
  const { at, list, isDown } = open();
  assert.equal(isDown(['mcp:files']), false);
  at.state = { is: 'down', why: 'gone' };
  assert.equal(list(['mcp:files']).length, 2);
  for (const name of ['mcp:files', 'mcp:files/read']) assert.equal(isDown([name]), true, name);
  assert.equal(isDown(['dice', 'mcp:other']), false);
});

test('a place has so many tools and no more, however many there are and however long they are', () => {
  const { at, list } = open();
  at.catalogue = { ...at.catalogue, tools: Array.from({ length: 500 }, (_, index) => toolAs(`t${index}`)) };
  assert.equal(list(['mcp:files']).length, 64);
  const parameters = { type: 'OBJECT', properties: { a: { type: 'STRING', description: 'x'.repeat(7_000) } } };
  at.catalogue = { ...at.catalogue, tools: at.catalogue.tools.map((tool) => ({ ...tool, parameters })) };
  const long = list(['mcp:files']);
  assert.ok(long.length > 0 && JSON.stringify(long.map(({ declaration }) => declaration)).length < 50_000);
});

test('each fault is one sentence', async () => {
  const { at, list } = open({ readOnly: ['*'] });
  const faults = [
    'gone',
    'silent',
    'flood',
    'refused',
    'private',
    'elsewhere',
    'nonsense',
    'full',
    'failing',
    'unknown',
    'busy',
  ] as const;
  const whys = new Set<string>();
  for (const why of faults) {
    at.outcome = { is: 'fault', why };
    const { result } = await run(list(['mcp:files'])[0]);
    assert.ok(result.is === 'refused');
    whys.add(result.why);
  }
  assert.equal(whys.size, faults.length);
});

test('servers that people have set are there, too, but none takes the name of the operator’s', async () => {
  const { list } = open({ tools: ['read'] }, [ownServer('files'), ownServer('wiki')]);
  assert.deepEqual(namesOf(list(['mcp:files'])), ['files__read']);
  const [tool, ...others] = list(['mcp:wiki']);
  assert.equal(others.length, 1);
  // Nothing of theirs is called read-only by the operator.
  assert.equal((await run(tool)).asked, 1);
});

test('a tool is off once people have set another address for its server, or none', () => {
  const own = [ownServer('wiki')];
  const { list } = open({}, own);
  const [tool] = list(['mcp:wiki']);
  assert.ok(tool);
  const values = { tools: ['mcp:wiki'] } as unknown as SettingValues;
  assert.equal(tool.isOn(values, HERE), true);
  own[0] = { ...ownServer('wiki'), key: 'own wiki elsewhere' };
  assert.equal(tool.isOn(values, HERE), false);
  own.pop();
  assert.equal(tool.isOn(values, HERE), false);
});
