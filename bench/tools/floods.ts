import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../../src/base/clock.ts';
import { sounds } from '../../world/live/sounds.ts';
import { sayHeard } from '../../world/live/steps.ts';
import { McpHost } from '../../world/mcp/mcp-host.ts';
import { ms, percentile, verdict } from '../figures.ts';
import { print } from '../table.ts';
import { DEADLINE, Scene } from '../voice/scene.ts';
import { answered, gaps, spoken } from '../voice/sounds.ts';

/**
 * How many calls talk, for how long in milliseconds once all of them have done so for a while, and how many MCP servers flood meanwhile,
 * one after another.
 */
type FloodScale = { calls: number; beginning: number; look: number; servers: number };

/** The goal for the longest gap between two packets, in milliseconds. */
const GOAL = 40;

/** Over how long the beginnings of talks are spread, and how much longer they are than the look, in milliseconds. */
const SPREAD = 500;
const SPARE = 1_000;

/** What was seen of the calls: the time between packets, and how many came of those that were due. */
type Seen = { between: number[]; share: number };

/** Makes all calls talk for a while, and has servers flood meanwhile. */
const listen = async (scene: Scene, { beginning, look }: FloodScale, hosts: readonly McpHost[] = []): Promise<Seen> => {
  const speech = sounds(answered(SPREAD + beginning + look + SPARE), { rate: 3 });
  scene.world.live.script = () => [sayHeard('tell me'), speech];
  await Promise.all(
    scene.calls.map(async ({ ears, member }) => {
      ears.forget();
      await systemClock.sleep(Math.random() * SPREAD);
      await member.speaks(spoken(300));
      await ears.sounded(DEADLINE);
    }),
  );
  await systemClock.sleep(beginning);
  const from = performance.now();
  for (const host of hosts) {
    host.flood();
    await systemClock.sleep(look / hosts.length);
  }
  if (hosts.length === 0) await systemClock.sleep(look);
  const to = performance.now();
  const heard = scene.calls.map(({ ears }) => ears.sounding.filter(({ at }) => at >= from && at <= to));
  const due = (scene.calls.length * (to - from)) / 20;
  await Promise.all(scene.calls.map(({ ears }) => ears.falls(undefined, DEADLINE)));
  return { between: heard.flatMap(gaps), share: heard.reduce((sum, each) => sum + each.length, 0) / due };
};

/** Prints how evenly calls talk while MCP servers flood, and while none does. */
export const floods = async (scale: FloodScale): Promise<void> => {
  const { calls, look, servers } = scale;
  const folder = await mkdtemp(join(tmpdir(), 'parley-bench-'));
  const hosts = await Promise.all(Array.from({ length: servers }, () => new McpHost({}).start()));
  const mcpServers = Object.fromEntries(hosts.map(({ url }, at) => [`server-${at}`, { url }]));
  const file = join(folder, 'mcp.json');
  await writeFile(file, JSON.stringify({ mcpServers }));
  const seen = await (async () => {
    await using scene = await Scene.open('Parley', { env: { MCP_SERVERS: file } });
    await scene.fill(calls);
    return { quiet: await listen(scene, scale), busy: await listen(scene, scale, hosts) };
  })();
  const sent = hosts.reduce((sum, host) => sum + host.flooded, 0);
  await Promise.all(hosts.map((host) => host.stop()));
  await rm(folder, { recursive: true });
  const row = (what: string, { between, share }: Seen): string[] => {
    const longest = percentile(between, 1);
    const [tail, most] = [ms(percentile(between, 0.999)), ms(longest)];
    return [what, `${Math.round(share * 100)} %`, tail, most, ms(GOAL), verdict(longest, GOAL)];
  };
  print(
    `${calls} calls that talk, for ${look / 1_000} s each`,
    ['', 'packets', 'p99.9 between two', 'longest', 'goal', ''],
    [
      row('no MCP server floods', seen.quiet),
      row(`${servers} flood, one after another, ${Math.round(sent / 1e6)} MB`, seen.busy),
    ],
  );
};
