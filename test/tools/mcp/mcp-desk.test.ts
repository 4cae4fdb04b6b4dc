import assert from 'node:assert/strict';
import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import type { McpWay } from '../../../src/tools/mcp/mcp-protocol.ts';
import { McpHost } from '../../../world/mcp/mcp-host.ts';
import type { McpScript } from '../../../world/mcp/mcp-script.ts';
import { callOf, DeskStage, hostWay, programWay, toolOf } from './mcp-stage.ts';

/** Both ways to one server. `script` may be changed only where the server is a host. */
const WAYS: Record<string, (script: McpScript) => Promise<{ way: McpWay; stop(): Promise<void> }>> = {
  stdio: async (script) => ({ way: programWay(script), stop: async () => {} }),
  http: async (script) => {
    const host = await new McpHost(script).start();
    return { way: hostWay(host.url), stop: () => host.stop() };
  },
};

for (const [name, start] of Object.entries(WAYS)) {
  const tell = (
    sentence: string,
    script: McpScript,
    run: (stage: DeskStage) => Promise<void>,
    { callMs = 10_000 } = {},
  ) =>
    test(`${sentence} (${name})`, { timeout: 60_000 }, async () => {
      const { way, stop } = await start(script);
      const stage = new DeskStage();
      try {
        stage.open(way, { callMs });
        await run(stage);
      } finally {
        await stage.close();
        await stop();
      }
    });

  tell(
    'a server is listed, and its tools, resources and prompts are asked',
    {
      tools: [toolOf('read_file', { path: { type: 'string' } }), toolOf('write file')],
      resources: [{ uri: 'mem:a', name: 'A' }],
      prompts: [
        { name: 'sum', arguments: [{ name: 'what', required: true }] },
        {
          name: 'two',
          arguments: [
            { name: 'a', required: true },
            { name: 'b', required: true },
          ],
        },
      ],
      results: { 'mem:a': { contents: [{ uri: 'mem:a', text: 'all of it' }] } },
    },
    async (stage) => {
      const { catalogue } = await stage.next('up');
      assert.deepEqual(
        catalogue.tools.map(({ name: as, tool, description }) => ({ as, tool, description })),
        [
          { as: 'world__read_file', tool: 'read_file', description: 'Does read_file.' },
          { as: 'world__write_file_ce932f87', tool: 'write file', description: 'Does write file.' },
        ],
      );
      assert.deepEqual(catalogue.resources, [{ uri: 'mem:a', label: 'A' }]);
      assert.deepEqual(catalogue.prompts, [{ prompt: 'sum', label: 'sum', argument: 'what' }]);
      const answer = { is: 'answer', isCut: false, isError: false };
      assert.deepEqual(await stage.ask(callOf('read_file', { path: '/a', made: 'up' })), {
        ...answer,
        text: '{"path":"/a"}',
      });
      assert.deepEqual(await stage.ask({ is: 'read', uri: 'mem:a' }), { ...answer, text: 'all of it' });
      const prompt = { is: 'prompt', prompt: 'sum', argument: { name: 'what', value: 'it' } } as const;
      assert.deepEqual(await stage.ask(prompt), { ...answer, text: '{"what":"it"}' });
      assert.deepEqual(await stage.ask(callOf('delete_all')), { is: 'fault', why: 'unknown' });
    },
  );

  tell(
    'lies about a schema cost that tool alone',
    {
      tools: [
        { name: 'a', inputSchema: 'what?' },
        { name: 7, inputSchema: { type: 'object' } },
        { inputSchema: { type: 'object' } },
        {
          name: 'b',
          inputSchema: { type: 'object', properties: 'none', required: 7 },
          outputSchema: { type: 'object', required: ['never'] },
        },
        { name: 'b', inputSchema: { type: 'object' } },
        toolOf('c'),
      ],
      results: { b: { content: [{ type: 'text', text: 'another shape' }], structuredContent: { a: 1 } } },
    },
    async (stage) => {
      const { catalogue } = await stage.next('up');
      assert.deepEqual(
        catalogue.tools.map(({ tool }) => tool),
        ['b', 'c'],
      );
      assert.equal(catalogue.leftOut, 4);
      assert.deepEqual(await stage.ask(callOf('b')), {
        is: 'answer',
        text: 'another shape',
        isCut: false,
        isError: false,
      });
    },
  );

  tell(
    'a list without an end ends',
    {
      tools: [toolOf('a')],
      resources: [{ uri: 'x:y' }],
      faults: { 'tools/list': 'endless', 'resources/list': 'endless' },
    },
    async (stage) => {
      const { catalogue } = await stage.next('up');
      assert.equal(catalogue.tools.length, 1);
      assert.ok(catalogue.resources.length <= 200);
    },
  );

  tell(
    'an error is an answer, and a server that says it failed is believed',
    {
      tools: [toolOf('a'), toolOf('b')],
      results: { b: { isError: true, content: [{ type: 'text', text: 'No such file.' }] } },
    },
    async (stage) => {
      await stage.next('up');
      assert.deepEqual(await stage.ask(callOf('b')), {
        is: 'answer',
        text: 'No such file.',
        isCut: false,
        isError: true,
      });
    },
  );

  tell(
    'a call that is never answered costs its deadline, and the second one the connection',
    {
      tools: [toolOf('a')],
      faults: { 'tools/call': 'hang' },
    },
    async (stage) => {
      await stage.next('up');
      assert.deepEqual(await stage.ask(callOf('a')), { is: 'fault', why: 'silent' });
      const down = stage.next('down');
      assert.deepEqual(await stage.ask(callOf('a')), { is: 'fault', why: 'silent' });
      assert.equal((await down).why, 'silent');
    },
    { callMs: 300 },
  );

  tell(
    'a server that dies of a call is tried again',
    { tools: [toolOf('a')], faults: { 'tools/call': 'die' } },
    async (stage) => {
      await stage.next('up');
      const down = stage.next('down');
      assert.deepEqual(await stage.ask(callOf('a')), { is: 'fault', why: 'gone' });
      const { words } = await down;
      if (name === 'stdio') assert.equal(words, 'I am dying.\n');
      assert.equal((await stage.next('up')).catalogue.tools.length, 1);
    },
  );

  tell(
    'a server that floods instead of answering is cut off',
    { tools: [toolOf('a')], faults: { 'tools/call': 'flood' } },
    async (stage) => {
      await stage.next('up');
      const down = stage.next('down');
      assert.deepEqual(await stage.ask(callOf('a')), { is: 'fault', why: 'flood' });
      assert.equal((await down).why, 'flood');
    },
  );

  tell(
    'one message that is too long is a flood',
    { tools: [toolOf('a')], faults: { 'tools/call': 'huge' }, hugeBytes: 6_000_000 },
    async (stage) => {
      await stage.next('up');
      assert.deepEqual(await stage.ask(callOf('a')), { is: 'fault', why: 'flood' });
    },
  );

  tell(
    'a long result is cut',
    { tools: [toolOf('a')], faults: { 'tools/call': 'huge' }, hugeBytes: 1_000_000 },
    async (stage) => {
      await stage.next('up');
      const outcome = await stage.ask(callOf('a'));
      assert.ok(outcome.is === 'answer' && outcome.isCut);
      assert.equal(outcome.text.length, 12_000);
    },
  );

  tell(
    'what isn’t MCP is nonsense',
    { faults: { initialize: 'nonsense', 'server/discover': 'nonsense' } },
    async (stage) => {
      assert.equal((await stage.next('down')).why, 'nonsense');
      assert.deepEqual(await stage.ask(callOf('a')), { is: 'fault', why: 'nonsense' });
    },
  );

  tell(
    'a list that is none is nonsense, and so is a result',
    { tools: [toolOf('a')], faults: { 'tools/call': 'nonsense' } },
    async (stage) => {
      await stage.next('up');
      assert.deepEqual(await stage.ask(callOf('a')), { is: 'fault', why: 'nonsense' });
    },
  );

  tell(
    'no more calls run at a time than a server can be asked',
    { tools: [toolOf('a')], faults: { 'tools/call': 'hang' } },
    async (stage) => {
      await stage.next('up');
      const outcomes = await Promise.all(Array.from({ length: 7 }, () => stage.ask(callOf('a'))));
      const whys = outcomes.map((outcome) => (outcome.is === 'fault' ? outcome.why : outcome.is));
      assert.equal(whys.filter((why) => why === 'busy').length, 3);
    },
    { callMs: 500 },
  );
}

test('a server that ends on what it doesn’t know is greeted in the old way', { timeout: 60_000 }, async () => {
  const stage = new DeskStage().open(programWay({ isStrict: true, tools: [toolOf('a')] }));
  const { catalogue } = await stage.next('up');
  assert.deepEqual(
    catalogue.tools.map(({ tool }) => tool),
    ['a'],
  );
  assert.equal(stage.told.filter(({ is }) => is === 'down').length, 0);
  await stage.close();
});

test('lines that are no messages are passed over', { timeout: 60_000 }, async () => {
  const noise = [
    'Listening…',
    '{"a":',
    '{}',
    '[]',
    'null',
    '{"jsonrpc":"1.0"}',
    '{"jsonrpc":"2.0","id":99,"result":{}}',
  ];
  const stage = new DeskStage().open(programWay({ noise, tools: [toolOf('a')] }));
  assert.equal((await stage.next('up')).catalogue.tools.length, 1);
  await stage.close();
});

test('a program that isn’t there is gone', { timeout: 60_000 }, async () => {
  const stage = new DeskStage().open({ is: 'stdio', command: '/nowhere/at-all', args: [], env: {} });
  assert.equal((await stage.next('down')).why, 'gone');
  await stage.close();
});

test('a program gets the environment that it’s given, and nothing else', { timeout: 60_000 }, async () => {
  const file = join(await mkdtemp(join(tmpdir(), 'mcp-')), 'env');
  const code = `require('node:fs').writeFileSync(${JSON.stringify(file)}, JSON.stringify(Object.keys(process.env)))`;
  const stage = new DeskStage().open({ is: 'stdio', command: process.execPath, args: ['-e', code], env: { A: '1' } });
  await stage.next('down');
  assert.deepEqual(JSON.parse(await readFile(file, 'utf8')), ['A']);
  await stage.close();
});

/** Whether a process runs. One that is dead may still be listed, because nobody has asked how it ended. */
const isRunning = async (pid: number): Promise<boolean> => {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  return stat !== '' && !/\) [ZX] /.test(stat);
};

test('what a program has started ends with it', { timeout: 60_000 }, async () => {
  const companion = join(await mkdtemp(join(tmpdir(), 'mcp-')), 'pid');
  const stage = new DeskStage().open(programWay({ tools: [toolOf('a')], companion, faults: { 'tools/call': 'die' } }));
  await stage.next('up');
  const pid = Number(await readFile(companion, 'utf8'));
  assert.ok(await isRunning(pid));
  const ended = stage.next('group');
  await stage.ask(callOf('a'));
  assert.equal((await ended).state, 'ended');
  // It was killed, and is gone as soon as the system comes to it.
  while (await isRunning(pid)) await setImmediate();
  await stage.close();
});
