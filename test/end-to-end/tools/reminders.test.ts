import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Event } from '../../../src/base/events.ts';
import type { Message } from '../../../world/discord/message.ts';
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

test('a time with an offset needs no zone, and goes before one', async (t) => {
  const { call, set, clock } = await open(t);
  const at = new Date(clock.wall() + 3 * 24 * 60 * MINUTE).toISOString().slice(0, 10);
  for (const [when, more] of [
    [`${at}T09:00+09:00`, {}],
    [`${at}T09:00:00.000Z`, { zone: 'Tokyo' }],
    [`${at} 09:00 UTC-02:30`, { zone: 'Atlantis' }],
  ] as const)
    assert.ok((await call('remind', { text: when, for: 'me', at: when, ...more })).done, when);
  assert.ok((await call('remind', { text: 'next', for: 'me', at: '09:00+02:00' })).done);
  for (const wrong of [`${at}T09:00+24:00`, `${at}T09:00+`, `${at}+09:00`])
    assert.ok((await call('remind', { text: 'x', for: 'me', at: wrong, zone: 'UTC' })).error, wrong);
  await set('time-zone', 'UTC');
  const { reminders } = await call('list_reminders');
  const times = (reminders as { text: string; time: string }[]).map(({ text, time }) => [text, time.slice(-5)]);
  assert.deepEqual(Object.fromEntries(times), {
    [`${at}T09:00+09:00`]: '00:00',
    [`${at}T09:00:00.000Z`]: '09:00',
    [`${at} 09:00 UTC-02:30`]: '11:30',
    next: '07:00',
  });
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
