import { RECORD_KINDS } from '../../../src/store/record-kinds.ts';
import { openStore } from '../../../src/store/store.ts';
import type { Reminder } from '../../../src/tools/reminders/reminder.ts';
import type { BotProcess } from '../../../world/bot-process.ts';
import { lend, ownGround } from '../../end-to-end/ground.ts';
import { MachineClock } from '../../end-to-end/machine-clock.ts';
import { silent } from '../../store/record.ts';
import { type RestartCase, restarts } from './restarts.ts';
import type { ToolRoom } from './tool-room.ts';
import { ToolStage } from './tool-stage.ts';

/** Resolves once a bot has said so often that it dropped a reminder. */
const waitForDrops = (bot: BotProcess, count: number): Promise<void> => {
  const { promise, resolve } = Promise.withResolvers<void>();
  const look = () => {
    if (bot.logs.filter((line) => line.includes('"reminder.dropped"')).length >= count) resolve();
  };
  bot.listen(look);
  look();
  return promise;
};

/** Notes a reminder of Ada's behind the bot's back. */
const note = async (file: string, { guild, channel, ada }: ToolRoom, given: Partial<Reminder>, id: string) => {
  const place = { server: guild.id, channel: channel.id, parent: undefined };
  const made = Date.now() - 2 * 60 * 60_000;
  const reminder: Reminder = { id, place, person: ada.id, to: 'asker', text: 'Bread', made, due: made, ...given };
  const store = await openStore(`sqlite://${file}`, silent);
  await store.shelf<Reminder>(RECORD_KINDS.reminder).setSurely(`${guild.id}:${reminder.id}`, reminder);
  await store.close();
};

/** All cases up to the death of the bot's process and the start of another one; then each is looked at in its room. */
export const openRestartStage = async () => {
  const ends: (() => Promise<void>)[] = [];
  try {
    return await restart(ends);
  } catch (error) {
    for (const end of ends) await end();
    throw error;
  }
};

const restart = async (ends: (() => Promise<void>)[]) => {
  const ground = await ownGround({ after: (end) => ends.push(end) }, { MESSAGE_CONTENT: 'on' });
  const stage = new ToolStage(ground.world, { clock: new MachineClock(), outside: [] });
  const { bot } = await lend(ground);
  await stage.furnish();
  const rooms = new Map<RestartCase, ToolRoom>();
  for (const one of restarts) {
    const room = stage.room();
    rooms.set(one, room);
    await one.before?.(room);
  }
  await bot.kill();
  const now = Date.now();
  for (const [{ notes }, room] of rooms)
    if (notes) await note(ground.file, room, notes(room, now), room.channel.name.replace('room-', 'rem'));
  for (const [{ meanwhile }, room] of rooms) await meanwhile?.(room);
  const second = await ground.start();
  await waitForDrops(second, restarts.filter(({ isDropped }) => isDropped).length);
  const close = async () => {
    for (const end of ends) await end();
  };
  return { rooms, close };
};
