import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Event } from '../../../src/base/events.ts';
import { RECORD_KINDS } from '../../../src/store/record-kinds.ts';
import { makeStore } from '../../../src/store/store.ts';
import type { Deed } from '../../../src/tools/hands.ts';
import type { Reminder } from '../../../src/tools/reminders/reminder.ts';
import { ReminderBook } from '../../../src/tools/reminders/reminder-book.ts';
import { ReminderClock } from '../../../src/tools/reminders/reminder-clock.ts';
import { at } from '../../place.ts';
import { moody } from '../../store/moody.ts';
import { silent } from '../../store/record.ts';
import { VirtualClock } from '../../virtual-clock.ts';

const HOUR = 60 * 60_000;

/** Processes of one database, which send reminders to a channel that a test has in its hands. */
const open = () => {
  const clock = new VirtualClock();
  const { database, mood } = moody(clock);
  const sent: string[] = [];
  const outcomes: string[] = [];
  const discord = {
    /** What happens when one is to be sent, and when one is looked for. */
    send: async (): Promise<Deed> => ({ is: 'done' }),
    look: async (): Promise<void> => {},
  };
  const observe = (event: Event) => void (event.is === 'reminder' && outcomes.push(event.outcome));
  /** One process, which has a store of its own on the database. */
  const start = async () => {
    const store = await makeStore(database, silent, { clock });
    const leases = store.leases({ uptime: clock.now });
    const hands = {
      rights: { judge: async () => 'may' as const, may: async () => true },
      serves: () => true,
      findReminder: async ({ id }: Reminder) => {
        await discord.look();
        return sent.includes(id);
      },
      sendReminder: async ({ id }: Reminder) => {
        const deed = await discord.send();
        if (deed.is === 'done') sent.push(id);
        return deed;
      },
    };
    const sender = new ReminderClock({ store, leases, hands, clock, log: silent, observe });
    const onAdd = (key: string, reminder: Reminder) => sender.note(key, reminder);
    let count = 0;
    const makeId = () => `id${++count}`;
    return { store, sender, book: new ReminderBook({ store, leases, makeId, onAdd }) };
  };
  const place = at('10', '1');
  const draft = (due: number): Omit<Reminder, 'id'> => ({
    place,
    person: '5',
    to: 'channel',
    text: 'Bread',
    due,
    made: clock.wall(),
  });
  /** Stores one of which somebody has begun to send it. */
  const leave = async ({ store }: Awaited<ReturnType<typeof start>>, given: Partial<Reminder>) => {
    const reminder = { ...draft(clock.wall()), id: 'left', ...given };
    await store.shelf<Reminder>(RECORD_KINDS.reminder).setSurely(`1:${reminder.id}`, reminder);
  };
  const pass = (ms: number) => clock.until(clock.sleep(ms));
  return { clock, mood, sent, outcomes, discord, start, draft, place, leave, pass };
};

test('a reminder isn’t sent while nobody could know that it was, and once when the store is back', async () => {
  const { clock, mood, sent, start, draft, pass } = open();
  const { sender, book } = await start();
  await book.add(draft(clock.wall() + 1_000));
  sender.start();
  mood.writes = 0;
  await pass(60_000);
  assert.deepEqual(sent, []);
  mood.writes = Number.POSITIVE_INFINITY;
  await pass(60_000);
  assert.deepEqual(sent, ['id1']);
  await sender.close();
});

test('a process that dies before the store has it that a reminder was sent leaves it to one that looks', async () => {
  const { clock, mood, sent, outcomes, discord, start, draft, place, pass } = open();
  const first = await start();
  await first.book.add(draft(clock.wall() + 1_000));
  discord.send = async () => {
    mood.writes = 0;
    return { is: 'done' };
  };
  first.sender.start();
  await pass(2_000);
  assert.deepEqual(sent, ['id1']);
  await clock.until(Promise.all([first.sender.close(), first.store.close()]));
  mood.writes = Number.POSITIVE_INFINITY;
  const second = await start();
  second.sender.start();
  await pass(60_000);
  assert.deepEqual([sent, await second.book.list(place)], [['id1'], []]);
  assert.deepEqual(outcomes, ['noted', 'sent']);
  await second.sender.close();
});

test('of two processes one sends a reminder, also if the other one has been slow to', async () => {
  const { clock, sent, start, draft, discord, pass } = open();
  const [first, second] = [await start(), await start()];
  await first.book.add(draft(clock.wall() + 20_000));
  first.sender.start();
  second.sender.start();
  discord.send = async () => {
    await clock.sleep(8_000);
    return { is: 'done' };
  };
  await pass(120_000);
  assert.deepEqual(sent, ['id1']);
  await Promise.all([first.sender.close(), second.sender.close()]);
});

test('what has failed for a day is given up, and what fails for the first time isn’t', async () => {
  const { clock, outcomes, discord, start, draft, place, leave, pass } = open();
  const process = await start();
  discord.send = () => Promise.reject(new Error('Discord is away'));
  discord.look = () => Promise.reject(new Error('Discord is away'));
  await leave(process, { sending: clock.wall() - 25 * HOUR });
  await process.book.add(draft(clock.wall() + 1_000));
  process.sender.start();
  await pass(60_000);
  assert.deepEqual(outcomes, ['noted', 'lost']);
  assert.deepEqual(
    (await process.book.list(place)).map(({ id }) => id),
    ['id1'],
  );
  await process.sender.close();
});

test('what couldn’t be stored isn’t noted later either, and its person is told', async () => {
  const { clock, mood, sent, start, draft, place, pass } = open();
  const { sender, book } = await start();
  sender.start();
  mood.writes = 0;
  assert.equal(await clock.until(book.add(draft(clock.wall() + 60_000))), 'not-stored');
  assert.equal(await book.add(draft(clock.wall() + 60_000)), 'not-stored');
  mood.writes = Number.POSITIVE_INFINITY;
  await pass(120_000);
  assert.deepEqual([sent, await book.list(place)], [[], []]);
  await sender.close();
});

test('what isn’t cancelled for sure is told so', async () => {
  const { clock, mood, start, draft, place, pass } = open();
  const { book } = await start();
  const added = await book.add(draft(clock.wall() + HOUR));
  assert.ok(typeof added !== 'string');
  mood.writes = 0;
  assert.equal(await clock.until(book.cancel(place, added.id, '5')), 'not-stored');
  assert.equal(await book.cancel(place, added.id, '5'), 'not-stored');
  mood.writes = Number.POSITIVE_INFINITY;
  await pass(60_000);
  assert.notEqual(await book.cancel(place, added.id, '5'), 'not-stored');
  assert.deepEqual(await book.list(place), []);
});
