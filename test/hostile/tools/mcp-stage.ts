import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { McpHost } from '../../../world/mcp/mcp-host.ts';
import { MachineClock } from '../../end-to-end/machine-clock.ts';
import { GUESTS } from './guests.ts';
import type { ToolRoom } from './tool-room.ts';
import { openToolStage, type ToolStage } from './tool-stage.ts';

/** What servers were asked to do, as deeds. */
const listCalls = (name: string, host: McpHost): string[] =>
  host.find('tools/call').map(({ params = {} }) => `calls ${name} ${params.name} ${JSON.stringify(params.arguments)}`);

/** Waits until the bot knows what the servers have of which that can be known. */
const settle = async (stage: ToolStage) => {
  const room = stage.room();
  const able = Object.keys(GUESTS).filter((name) => name !== 'fat' && name !== 'hidden');
  for (const name of able) {
    await switchOn(name)(room);
    const isThere = () => stage.listDeclared().some((one) => one.name?.startsWith(`${name}__`));
    do await room.ask([['roll_dice']]);
    while (!isThere());
  }
};

/** A stage with all of the guests, in the machine's time, which they live in. */
export const openMcpStage = async () => {
  const folder = await mkdtemp(join(tmpdir(), 'parley-hostile-mcp-'));
  const hosts = new Map<string, McpHost>();
  for (const [name, { script }] of Object.entries(GUESTS)) hosts.set(name, await new McpHost(script).start());
  const entries = [...hosts].map(([name, { url }]) => [name, { url, ...GUESTS[name]?.entry }]);
  const file = join(folder, 'mcp.json');
  await writeFile(file, JSON.stringify({ mcpServers: Object.fromEntries(entries) }));
  const outside = [...hosts].map(
    ([name, host]) =>
      () =>
        listCalls(name, host),
  );
  const stage = await openToolStage({ settings: { MCP_SERVERS: file }, clock: new MachineClock(), outside });
  await settle(stage);
  const { close } = stage;
  return Object.assign(stage, {
    hosts,
    async close() {
      await close();
      for (const host of hosts.values()) await host.stop();
      await rm(folder, { recursive: true });
    },
  });
};

/** Switches on servers' tools, and some of Parley's own, in a room's channel. */
export const switchOn =
  (...servers: string[]) =>
  ({ stage, channel }: ToolRoom) =>
    stage.set('tools', ['poll', 'dice', ...servers.map((name) => `mcp:${name}`)].join(' '), { in: channel });
