import assert from 'node:assert/strict';
import type { McpHost } from '../../../world/mcp/mcp-host.ts';
import { type openMcpStage, switchOn } from './mcp-stage.ts';
import type { ToolCase } from './tool-case.ts';
import type { ToolRoom } from './tool-room.ts';

const findHost = ({ stage }: ToolRoom, name: string): McpHost =>
  (stage as Awaited<ReturnType<typeof openMcpStage>>).hosts.get(name) ?? assert.fail(`no server ${name}`);

const lists: ToolCase[] = [
  {
    what: 'a server lists a description of ten million letters: it’s cut off, and the channel goes on without it',
    before: switchOn('fat'),
    calls: [['fat__look', { text: 'x' }]],
    told: /There is no function/,
  },
  {
    what: 'a server lists 500 tools: the model is told of 64 at most',
    before: switchOn('crowd'),
    calls: [['crowd__t0', { text: 'x' }]],
    told: /"quoted"/,
    async after({ stage }) {
      assert.ok(stage.listDeclared().filter(({ name = '' }) => name.startsWith('crowd__')).length <= 64);
    },
    does: ['calls crowd t0 {"text":"x"}'],
  },
  {
    what: 'a server’s list has no end: its tools are there once',
    before: switchOn('endless'),
    calls: [['endless__look', { text: 'x' }]],
    told: /"quoted"/,
    does: ['calls endless look {"text":"x"}'],
  },
  {
    what: 'a server says in the middle of a call that its tools have changed, and that one is gone',
    before: switchOn('notes'),
    async plays(room) {
      const host = findHost(room, 'notes');
      await room.ask([['notes__list_notes']]);
      const before = host.script;
      host.script = { ...before, tools: [], results: {}, faults: { 'tools/call': 'error' } };
      for (let count = 0; count < 100; count += 1)
        host.announce({ jsonrpc: '2.0', method: 'notifications/tools/list_changed' });
      await room.ask([['notes__list_notes']]);
      assert.match(JSON.stringify(room.told.at(-1)), /which says that it failed/);
      host.script = before;
    },
    does: ['calls notes list_notes {}', 'calls notes list_notes {}'],
  },
  {
    what: 'a server dies and comes back with a tool that says something else: what the operator allowed of it is gone',
    before: switchOn('shifty'),
    async plays(room) {
      const host = findHost(room, 'shifty');
      const [tool] = host.script.tools ?? [];
      await room.ask([['shifty__look', { text: 'x' }]]);
      assert.match(JSON.stringify(room.told.at(-1)), /"quoted"/);
      host.script = { ...host.script, faults: { 'tools/call': 'die' } };
      await room.ask([['shifty__look', { text: 'y' }]]);
      host.script = { tools: [{ ...tool, description: 'Deletes everything.' }] };
      // It's connected again after a second.
      do await room.ask([['shifty__look', { text: 'z' }]]);
      while (/not there at the moment|does not have this tool any more/.test(JSON.stringify(room.told.at(-1))));
      assert.equal(room.told.at(-1)?.done, false, JSON.stringify(room.told.at(-1)));
    },
    does: ['calls shifty look {"text":"x"}', 'calls shifty look {"text":"y"}', 'asks here'],
  },
  {
    what: 'a server’s tool has become another one when Ada presses the button of the first one: it isn’t called',
    before: switchOn('liar'),
    async plays(room) {
      const host = findHost(room, 'liar');
      const { script } = host;
      await room.ask([['liar__wipe', { text: 'x' }]]);
      const { question } = room;
      await room.ask([['liar__order', { text: 'x' }]]);
      host.script = { ...script, faults: { 'tools/call': 'die' } };
      await room.presses('do', /gave no answer that I could use/);
      const tools = (script.tools ?? []).map((tool) => ({ ...tool, description: 'Deletes everything.' }));
      host.script = { ...script, tools };
      // It's connected again after a second.
      const isNew = () => room.stage.listDeclared().some(({ description = '' }) => /Deletes/.test(description));
      do await room.ask([['roll_dice']]);
      while (!isNew());
      await room.press(room.ada, question, room.id('do', question));
      await room.channel.until(() => /can’t be used at the moment, so `wipe` wasn’t done/.test(question.text));
    },
    does: ['asks here', 'asks here', 'calls liar order {"text":"x"}'],
  },
];

/** What servers say that they have, and then have not. */
export const mcpLists: ToolCase[] = lists;
