import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { openMcpStage } from './tools/mcp-stage.ts';
import { openRestartStage } from './tools/restart-stage.ts';
import { restarts } from './tools/restarts.ts';
import { MCP } from './tools/table.ts';
import { tryKinds } from './tools/try-kinds.ts';

// The part of the table in tools.test.ts in which other processes take part, whose time can't be moved.
tryKinds('what servers of tools do to harm it', openMcpStage, { others: MCP });

describe('what a bot leaves behind that dies', () => {
  let stage: Awaited<ReturnType<typeof openRestartStage>>;
  before(async () => {
    stage = await openRestartStage();
  });
  after(() => stage?.close());

  for (const one of restarts)
    test(one.what, async () => {
      const room = stage.rooms.get(one);
      assert.ok(room);
      room.stage.choose(room);
      await one.after?.(room);
      const here = room.listDeeds().filter((deed) => deed.endsWith(' here'));
      assert.deepEqual(here.toSorted(), [...(one.does ?? [])].toSorted());
    });
});
