import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Event } from '../../../src/base/events.ts';
import { RECORD_KINDS } from '../../../src/store/record-kinds.ts';
import { openStore } from '../../../src/store/store.ts';
import type { Reminder } from '../../../src/tools/reminders/reminder.ts';
import type { Message } from '../../../world/discord/message.ts';
import { silent } from '../../store/record.ts';
import { lend, ownGround } from '../ground.ts';
import { openToolStage } from './stage.ts';

const MINUTE = 60_000;
const isReminder = ({ text }: Message) => text.startsWith('⏰');

/** The stage, in a server that lets changes happen without a button, and the reminders that people see. */
const open = async (...args: Parameters<typeof openToolStage>) => {
  const all = await openToolStage(...args);
  await all.set('tools-confirm', 'allow');
  const sent = (channel = all.general) => channel.messages.filter(isReminder);
  return { ...all, sent };
};

test('a reminder asks with a button, comes once, when it’s due, and pings only who wanted it', async (t) => {
  const { clock, call, set, sent, general, ada, live } = await open(t);
  await set('tools-confirm', 'ask');
  const told = await call('remind', { text: 'Take @everyone the *bread* out', for: 'me', in_minutes: 10 });
  assert.equal(told.done, false);
  const question = general.messages.find(({ components }) => JSON.stringify(components).includes('tools:do:'));
  assert.ok(question);
  const asked = clock.wall();
  await clock.until(ada.press(question, /tools:do:[\w-]+/.exec(JSON.stringify(question.components))?.[0] ?? ''));
  await clock.until(general.until(() => /^Noted: /.test(question.text)));
  await clock.advance(9 * MINUTE);
  assert.equal(sent().length, 0);
  await clock.until(general.until(() => sent().length === 1));
  const [reminder] = sent();
  assert.ok(reminder);
  const late = reminder.createdAt - (asked + 10 * MINUTE);
  assert.ok(Math.abs(late) < MINUTE, `${late} ms late`);
  assert.ok(reminder.text.includes(`<@${ada.id}>`));
  assert.deepEqual([...reminder.pinged], [ada.id]);
  await clock.advance(60 * MINUTE);
  assert.equal(sent().length, 1);
  assert.deepEqual(live.unexpected, []);
});

test('one for the channel pings nobody, and says whose it is', async (t) => {
  const { clock, call, sent, general, ada } = await open(t);
  assert.equal((await call('remind', { text: 'Tea', for: 'channel', in_minutes: 1 })).done, true);
  await clock.until(general.until(() => sent().length === 1));
  assert.deepEqual([...(sent()[0]?.pinged ?? [])], []);
  assert.match(sent()[0]?.text ?? '', new RegExp(`^⏰ Tea\\n-# Reminder .*From <@${ada.id}>\\.`));
});

test('a time of day needs a zone that somebody has said', async (t) => {
  const { call, set, clock } = await open(t);
  const at = new Date(clock.wall() + 3 * 24 * 60 * MINUTE).toISOString().slice(0, 10);
  assert.match(`${(await call('remind', { text: 'x', for: 'me', at: `${at}T09:00` })).error}`, /which time zone/);
  assert.ok((await call('remind', { text: 'x', for: 'me', at: `${at}T09:00`, zone: 'Tokyo' })).done);
  await set('time-zone', 'Europe/Berlin');
  assert.ok((await call('remind', { text: 'y', for: 'me', at: `${at}T09:00` })).done);
  const { reminders } = await call('list_reminders');
  assert.deepEqual(
    (reminders as { text: string; time: string; zone: string }[]).map(({ text, time, zone }) => [
      text,
      time.slice(-5),
      zone,
    ]),
    [
      ['x', '01:00', 'Europe/Berlin'],
      ['y', '09:00', 'Europe/Berlin'],
    ],
  );
  for (const args of [
    { text: 'x', for: 'me', at: '2020-01-01T09:00' },
    { text: 'x', for: 'me', at: '2099-01-01T09:00' },
    { text: 'x', for: 'me', at: 'soon' },
    { text: 'x', for: 'me', in_minutes: 0 },
    { text: 'x', for: 'me' },
    { text: 'x', for: 'you', in_minutes: 5 },
    { text: '', for: 'me', in_minutes: 5 },
    { text: 'x', for: 'me', at: `${at}T09:00`, zone: 'Atlantis' },
  ])
    assert.ok((await call('remind', args)).error, JSON.stringify(args));
});

test('people see and cancel their own, and nobody else’s', async (t) => {
  const { clock, call, sent, guild, general, ada } = await open(t);
  const bob = guild.member('Bob');
  await call('remind', { text: 'Bread', for: 'me', in_minutes: 5 });
  await call('remind', { text: 'Tea', for: 'me', in_minutes: 6 });
  await call('remind', { text: 'Bob’s', for: 'me', in_minutes: 7 }, { by: bob });
  const [{ id }] = (await call('list_reminders')).reminders as [{ id: string }];
  assert.match(`${(await call('cancel_reminder', { id }, { by: bob })).error}`, /no reminder of that id/);
  assert.equal((await call('cancel_reminder', { id })).done, true);
  const list = await clock.until(ada.slash('reminders', {}, { in: general }));
  await clock.until(list.shows(/Tea/));
  assert.ok(list.ephemeral);
  assert.doesNotMatch(list.text, /Bread|Bob’s/);
  const [tea] = (await call('list_reminders')).reminders as [{ id: string }];
  await clock.until(list.select('reminders:cancel', [tea.id]));
  await clock.until(list.shows(/cancelled the reminder.*no reminders here/s));
  await clock.advance(10 * MINUTE);
  await clock.until(general.until(() => sent().length === 1));
  assert.match(sent()[0]?.text ?? '', /Bob’s/);
});

test('who may not write there any more when it’s due, isn’t heard by a reminder either; both are counted', async (t) => {
  const counted: (Event & { is: 'reminder' })[] = [];
  const observe = (event: Event) => void (event.is === 'reminder' && counted.push(event));
  const { clock, call, sent, guild, general, ada } = await open(t, {}, undefined, observe);
  const bob = guild.member('Bob');
  await call('remind', { text: 'Bread', for: 'channel', in_minutes: 5 });
  await call('remind', { text: 'Tea', for: 'channel', in_minutes: 6 }, { by: bob });
  general.denyTo(ada, 'SendMessages');
  await clock.until(general.until(() => sent().length === 1));
  await clock.advance(10 * MINUTE);
  assert.deepEqual(
    sent().map(({ text }) => /Tea/.test(text)),
    [true],
  );
  assert.deepEqual(
    counted.map(({ outcome }) => outcome),
    ['noted', 'noted', 'lost', 'sent'],
  );
  const { late = Number.NaN } = counted[3] ?? {};
  assert.ok(late >= 0 && late < MINUTE, `${late} ms late`);
});

test('a clock that is set back delays a reminder, and one that is set forward brings it at once; each comes once', async (t) => {
  const { clock, call, sent, general } = await open(t);
  await call('remind', { text: 'Bread', for: 'me', in_minutes: 30 });
  clock.set(-60 * MINUTE);
  await clock.advance(35 * MINUTE);
  assert.equal(sent().length, 0);
  clock.set(3 * 60 * MINUTE);
  await clock.until(general.until(() => sent().length === 1));
  assert.match(sent()[0]?.text ?? '', /It was due/);
  clock.set(-20 * MINUTE);
  await clock.advance(40 * MINUTE);
  assert.equal(sent().length, 1);
});

test('there’s a limit to how many a person may have', async (t) => {
  const { call } = await open(t);
  let last: Record<string, unknown> = {};
  for (let count = 0; count <= 25; count += 1)
    last = await call('remind', { text: `${count}`, for: 'me', in_minutes: 500 + count });
  assert.match(`${last.error}`, /too many/);
});

test('after a restart each comes once: what was due meanwhile says so, and what was sent isn’t sent again', async (t) => {
  const ground = await ownGround(t);
  const { discord } = ground.world;
  const guild = discord.guild('Workshop');
  const general = guild.text('general');
  const ada = guild.member('Ada');
  const { bot } = await lend(ground);
  await bot.kill();
  const now = Date.now();
  const place = { server: guild.id, channel: general.id, parent: undefined };
  const draft = { place, person: ada.id, to: 'asker' as const, made: now - 3_600_000 };
  const all: Reminder[] = [
    { ...draft, id: 'missed', text: 'Missed', due: now - 300_000 },
    { ...draft, id: 'coming', text: 'Coming', due: now + 8_000 },
    { ...draft, id: 'unsent', text: 'Unsent', due: now - 1_000, sending: now - 1_000 },
  ];
  const store = await openStore(`sqlite://${ground.file}`, silent);
  for (const reminder of all)
    await store.shelf<Reminder>(RECORD_KINDS.reminder).setSurely(`${guild.id}:${reminder.id}`, reminder);
  await store.close();
  const second = await ground.start();
  const sent = () => general.messages.filter(isReminder);
  await general.until(() => sent().length === 3);
  for (const { id, text } of all) {
    const found = sent().filter((message) => message.text.includes(`\`${id}\``));
    assert.equal(found.length, 1, text);
    assert.equal(/It was due/.test(found[0]?.text ?? ''), id === 'missed', text);
  }
  // As if the process had died after Discord took the message and before that was stored, longer ago than nonces are known.
  await second.kill();
  const again = await openStore(`sqlite://${ground.file}`, silent);
  const known = all[0] as Reminder;
  await again
    .shelf<Reminder>(RECORD_KINDS.reminder)
    .setSurely(`${guild.id}:missed`, { ...known, made: known.made + 1, sending: now });
  await again.close();
  await ground.start();
  const probe: Reminder = { ...draft, id: 'probes', text: 'Probe', due: Date.now() + 1_000 };
  const third = await openStore(`sqlite://${ground.file}`, silent);
  await third.shelf<Reminder>(RECORD_KINDS.reminder).setSurely(`${guild.id}:probes`, probe);
  await third.close();
  await general.until(() => sent().length >= 4);
  assert.equal(sent().filter(({ text }) => text.includes('`missed`')).length, 1);
});
