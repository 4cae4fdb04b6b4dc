import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { pino } from 'pino';
import { RECORD_KINDS } from '../../src/store/record-kinds.ts';
import { openStore } from '../../src/store/store.ts';
import type { Reminder } from '../../src/tools/reminders/reminder.ts';
import { type BotProcess, spawnBot } from '../../world/bot-process.ts';
import type { Channel } from '../../world/discord/channel.ts';
import { random } from '../../world/discord/voice/path.ts';
import { World } from '../../world/world.ts';

/**
 * What is drilled: so many reminders within so many seconds, and a kill each so many seconds on average. The first one is due `ahead`
 * seconds after the beginning, so that two processes have started; if they haven't, it's late.
 */
export type DrillPlan = { seed: number; reminders: number; seconds: number; between: number; ahead: number };

/** What became of it. `lateness` is in milliseconds, of each reminder that came; `kills` how many processes were killed. */
export type DrillReport = { lateness: number[]; kills: number; violations: string[] };

/** How many reminders a channel has at most: Discord takes five messages in five seconds in each. */
const EACH = 50;

/** How long the last ones have to come, in milliseconds. */
const PATIENCE = 30_000;

/** Which reminder a message is of. */
const MARK = /-# Reminder `(\w+)`/;

/** Two processes of one store send reminders while one of them is killed again and again. */
export const drill = async ({ seed, reminders, seconds, between, ahead }: DrillPlan): Promise<DrillReport> => {
  const roll = random(seed);
  const world = await World.open({});
  const folder = await mkdtemp(join(tmpdir(), 'parley-reminders-'));
  const file = join(folder, 'parley.sqlite');
  const { discord, live } = world;
  const guild = discord.guild('Workshop');
  const people = Array.from({ length: 20 }, (_, index) => guild.member(`Person ${index}`));
  const channels = Array.from({ length: Math.ceil(reminders / EACH) }, (_, index) => guild.text(`room-${index}`));
  const env = { SHARDS: '0', SHARD_COUNT: '1', HTTP_PORT: 'off' };
  const start = () => spawnBot({ discord, live, store: `sqlite://${file}`, env });
  const bots: BotProcess[] = [];
  let kills = 0;
  try {
    const begins = Date.now() + ahead * 1_000;
    const due = new Map<string, { at: number; channel: Channel }>();
    const store = await openStore(`sqlite://${file}`, pino({ level: 'silent' }));
    const shelf = store.shelf<Reminder>(RECORD_KINDS.reminder);
    for (let count = 0; count < reminders; count += 1) {
      const id = `n${count.toString(36).padStart(5, '0')}`;
      const channel = channels[count % channels.length] as Channel;
      const at = Math.round(begins + (seconds * 1_000 * count) / reminders);
      const place = { server: guild.id, channel: channel.id, parent: undefined };
      const person = people[Math.floor(roll() * people.length)]?.id ?? '';
      const to = roll() < 0.5 ? 'asker' : 'channel';
      await shelf.set(`${guild.id}:${id}`, { id, place, person, to, text: `Thing ${count}`, due: at, made: begins });
      due.set(id, { at, channel });
    }
    await store.close();
    bots.push(start(), start());
    await Promise.all(bots.map(({ ready }) => ready));
    const ends = Math.max(begins, Date.now()) + seconds * 1_000;
    while (Date.now() < ends) {
      await pause(Math.min(ends - Date.now(), between * 1_000 * (0.5 + roll())));
      if (Date.now() >= ends) break;
      const which = roll() < 0.5 ? 0 : 1;
      await bots[which]?.kill();
      kills += 1;
      const next = start();
      bots[which] = next;
      await next.ready;
    }
    return { ...(await judge(channels, due)), kills };
  } finally {
    for (const bot of bots) await bot.kill();
    await world.close();
    await rm(folder, { recursive: true, force: true });
  }
};

/** Every reminder has to come once, in its channel. */
const judge = async (channels: readonly Channel[], due: ReadonlyMap<string, { at: number; channel: Channel }>) => {
  const read = () =>
    channels.flatMap((channel) =>
      channel.history.flatMap((message) => {
        const [, id] = MARK.exec(message.text) ?? [];
        return id === undefined ? [] : [{ id, channel, at: message.createdAt }];
      }),
    );
  for (const until = Date.now() + PATIENCE; Date.now() < until && new Set(read().map(({ id }) => id)).size < due.size; )
    await pause(250);
  const seen = Map.groupBy(read(), ({ id }) => id);
  const violations: string[] = [];
  const lateness: number[] = [];
  for (const [id, { at, channel }] of due) {
    const all = seen.get(id) ?? [];
    if (all.length !== 1) violations.push(`reminder ${id} came ${all.length} times`);
    if (all.some((one) => one.channel !== channel)) violations.push(`reminder ${id} came elsewhere`);
    if (all.some((one) => one.at < at)) violations.push(`reminder ${id} came too early`);
    if (all[0]) lateness.push(all[0].at - at);
  }
  for (const id of seen.keys()) if (!due.has(id)) violations.push(`nobody asked for reminder ${id}`);
  return { violations, lateness };
};
