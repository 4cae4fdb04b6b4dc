import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { pino } from 'pino';
import { readConfig } from '../../src/config.ts';
import { startParley } from '../../src/parley.ts';
import { shardOf } from '../../world/discord/snowflake.ts';
import { say } from '../../world/live/steps.ts';
import { World } from '../../world/world.ts';
import { sqliteUrl } from '../store/stores.ts';
import { VirtualClock } from '../virtual-clock.ts';
import { UNATTENDED } from './bot.ts';

const COUNT = 4;

/** A server on each shard, in which people ask, and processes that share the shards by one store. */
const open = async (t: TestContext) => {
  const clock = new VirtualClock();
  const world = await World.open({ clock });
  const { discord, live } = world;
  live.script = () => [say('Here I am.')];
  Object.assign(discord.gateway.identifyLimit, { span: 5_000, concurrency: 2 });
  const guilds = Array.from({ length: COUNT }, (_, index) => discord.guild(`Server ${index}`));
  assert.equal(new Set(guilds.map(({ id }) => shardOf(id, COUNT))).size, COUNT);
  const places = guilds.map((guild) => ({ guild, channel: guild.text('general'), ada: guild.member('Ada') }));
  const url = await sqliteUrl(t);
  const lines: { name: string; event?: string; msg: string; shard?: number }[] = [];
  const stops: (() => Promise<void>)[] = [];
  /** Starts one more process; with other settings if they're given. */
  const start = async (settings: Record<string, string> = {}) => {
    const config = readConfig({
      ...world.settings,
      STORE_URL: url,
      HTTP_PORT: 'off',
      SHARDS: 'auto',
      SHARD_COUNT: `${COUNT}`,
      ...settings,
    });
    const name = `p${stops.length + 1}`;
    const log = pino({}, { write: (line: string) => lines.push({ name, ...JSON.parse(line) }) });
    const parley = await clock.until(startParley(config, { ...UNATTENDED, clock, uptime: clock.now, log }));
    let stopping: Promise<void> | undefined;
    const stop = () => {
      stopping ??= clock.until(parley.stop());
      return stopping;
    };
    stops.push(stop);
    return stop;
  };
  t.after(async () => {
    for (const stop of stops) await stop();
    await world.close();
  });
  /** The shards that are connected, in order; one that two processes hear comes twice. */
  const connected = (count = COUNT) =>
    discord.gateway.sessions
      .filter(({ socket, shard }) => socket && shard[1] === count)
      .map(({ shard: [id] }) => id)
      .sort();
  /** Lets time pass, and what is under way on sockets run in between. */
  const pass = async (ms: number) => {
    for (let passed = 0; passed < ms; passed += 100) {
      await clock.advance(100);
      for (let turn = 0; turn < 5; turn++) await new Promise(setImmediate);
    }
  };
  /** Lets time pass until that's so. */
  const until = async (isSo: () => boolean, most = 90_000) => {
    const end = clock.now() + most;
    while (!isSo()) {
      assert.ok(clock.now() < end, `${connected()} after ${most} ms`);
      await pass(100);
    }
  };
  let rounds = 0;
  const countAnswers = ({ channel }: (typeof places)[number]) =>
    channel.messages.filter(({ author, content }) => author.id === discord.bot.id && /Here I am/.test(content)).length;
  /** Somebody in each server asks, whoever hears it, and each question is answered once. */
  const askEverywhere = async () => {
    rounds += 1;
    for (const { ada, channel } of places) await ada.says(`<@${discord.bot.id}> Are you there?`, { in: channel });
    await until(() => places.every((place) => countAnswers(place) >= rounds));
    // Another process that has heard the question, too, would answer within this time.
    await pass(12_000);
    assert.deepEqual(
      places.map(countAnswers),
      places.map(() => rounds),
    );
  };
  const listEvents = (event: string) => lines.filter((line) => line.event === event);
  return { ...world, discord, live, clock, start, connected, until, askEverywhere, listEvents };
};

test('processes share the shards: a new one gets some, a stopped one’s are taken over, and every server is always heard', async (t) => {
  const { discord, start, connected, until, askEverywhere, listEvents } = await open(t);
  const stopFirst = await start();
  await until(() => connected().join() === '0,1,2,3');
  await askEverywhere();
  await start();
  const heard = () => assert.equal(new Set(connected()).size, COUNT, `${connected()}`);
  await until(() => {
    heard();
    return listEvents('shard.closed').length === 2;
  });
  assert.equal(connected().join(), '0,1,2,3');
  await askEverywhere();
  const stopped = stopFirst();
  await stopped;
  await until(() => connected().join() === '0,1,2,3');
  await askEverywhere();
  assert.equal(discord.gateway.identifyLimit.refused, 0);
});

test('two fleets that count their shards differently run side by side in a deploy, and each question is answered once', async (t) => {
  const { discord, start, connected, until, askEverywhere } = await open(t);
  const stopOld = await start();
  await until(() => connected().join() === '0,1,2,3');
  await askEverywhere();
  await start({ SHARD_COUNT: '2' });
  await until(() => connected(2).join() === '0,1');
  assert.equal(connected().join(), '0,1,2,3');
  await askEverywhere();
  await stopOld();
  assert.deepEqual([connected(), connected(2).join()], [[], '0,1']);
  await askEverywhere();
  assert.equal(discord.gateway.identifyLimit.refused, 0);
});
