import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Message } from '../../../world/discord/message.ts';
import { openToolStage } from './stage.ts';

const POLL = { question: 'Pizza?', answers: ['yes', 'no'], hours: 2 };

const isQuestion = ({ components, deletedAt }: Message) =>
  deletedAt === undefined && JSON.stringify(components).includes('tools:do:');

/** The stage, and finding the questions with buttons. */
const open = async (...args: Parameters<typeof openToolStage>) => {
  const all = await openToolStage(...args);
  const { clock, general } = all;
  const questions = (channel = general) => channel.messages.filter(isQuestion);
  const polls = (channel = general) => channel.messages.filter(({ poll }) => poll);
  /** The custom id of a button under a question. */
  const find = (message: Message, which: 'do' | 'leave') =>
    new RegExp(`tools:${which}:[\\w-]+`).exec(JSON.stringify(message.components))?.[0] ?? '';
  const press = async (message: Message, which: 'do' | 'leave', by = all.ada) => {
    const reply = await clock.until(by.press(message, find(message, which)));
    await clock.until(reply.until(({ acknowledged }) => acknowledged !== undefined));
    return reply;
  };
  return { ...all, questions, polls, press, find };
};

test('a poll is started by who asked for it, with a button, once', async (t) => {
  const { clock, call, questions, polls, press, ada, live, general } = await open(t);
  const told = await call('start_poll', POLL);
  assert.equal(told.done, false);
  assert.match(`${told.waits_for_button}`, /NOT done yet/);
  const [question] = questions();
  assert.ok(question);
  assert.match(question.text, new RegExp(`^<@${ada.id}>, shall I do this\\?.*Pizza`, 's'));
  assert.deepEqual([...question.pinged], []);
  assert.doesNotMatch(question.text, /one or more/);
  assert.equal(polls().length, 0);
  await press(question, 'do');
  await clock.until(general.until(() => polls().length === 1));
  assert.deepEqual(polls()[0]?.poll, POLL);
  await clock.until(general.until(() => /started the poll/.test(question.text)));
  assert.equal(questions().length, 0, 'its buttons are gone');
  assert.deepEqual(live.unexpected, []);
});

test('who is asked for a poll is told that people may choose several answers', async (t) => {
  const { call, questions } = await open(t);
  await call('start_poll', { ...POLL, several: true });
  assert.match(questions()[0]?.text ?? '', /yes and no\. People can select one or more answers\.$/);
});

test('a server can let changes happen at once, and only those that Discord lets the asker do', async (t) => {
  const { call, set, questions, polls, ada, general } = await open(t);
  await set('tools-confirm', 'allow');
  assert.deepEqual(await call('start_poll', POLL), { done: true });
  assert.equal(polls().length, 1);
  general.denyTo(ada, 'SendPolls');
  assert.match(`${(await call('start_poll', POLL)).error}`, /does not let the person who asked/);
  assert.deepEqual([polls().length, questions().length], [1, 0]);
});

test('a pin needs Pin Messages, which Manage Messages isn’t', async (t) => {
  const { clock, call, set, questions, press, guild, general } = await open(t);
  await set('tools', 'pin');
  const moderator = guild.member('Mo', {
    permissions: ['ViewChannel', 'SendMessages', 'ReadMessageHistory', 'ManageMessages', 'UseApplicationCommands'],
  });
  const pinner = guild.member('Pia', {
    permissions: ['ViewChannel', 'SendMessages', 'ReadMessageHistory', 'PinMessages', 'UseApplicationCommands'],
  });
  assert.match(`${(await call('pin_message', { which: 'answer' })).error}`, /no such message/);
  assert.match(
    `${(await call('pin_message', { which: 'answer' }, { by: moderator })).error}`,
    /does not let the person/,
  );
  const told = await call('pin_message', { which: 'answer' }, { by: pinner });
  assert.equal(told.done, false, JSON.stringify(told));
  const [question] = questions();
  assert.ok(question);
  const [, id] = /channels\/\d+\/\d+\/(\d+)/.exec(question.text) ?? [];
  const meant = general.messages.find((message) => message.id === id);
  assert.match(meant?.text ?? '', /called pin_message/);
  await press(question, 'do', pinner);
  await clock.until(general.until(() => meant?.pinned));
  assert.deepEqual(
    general.messages.filter(({ pinned }) => pinned).map((message) => message.id),
    [id],
  );
});

test('a pin can be of what the question replies to, or of some words; not of what isn’t there', async (t) => {
  const { clock, set, call, results, questions, press, guild, general, discord } = await open(t, {
    MESSAGE_CONTENT: 'on',
  });
  await set('tools', 'pin');
  const boss = guild.member('Pia', { permissions: 'admin' });
  const plan = await boss.says('The plan: meet at eight.', { in: general });
  await boss.says('Something else.', { in: general });
  const asked = boss.says(`<@${discord.bot.id}> call pin_message {"which":"replied"}`, { in: general, replyTo: plan });
  await clock.until(asked);
  await clock.until(general.until(() => questions().length === 1));
  assert.ok(questions()[0]?.text.includes(plan.id), JSON.stringify(results));
  await press(questions()[0] as Message, 'do', boss);
  await clock.until(general.until(() => plan.pinned));
  const told = await call('pin_message', { which: 'words', words: 'something ELSE' }, { by: boss });
  assert.equal(told.done, false);
  assert.match(
    `${(await call('pin_message', { which: 'words', words: 'never written' }, { by: boss })).error}`,
    /no such message/,
  );
  assert.match(`${(await call('pin_message', { which: 'latest' }, { by: boss })).error}`, /which must be/);
});

test('a thread is started on a message or on none, where channels have threads', async (t) => {
  const { clock, call, set, questions, press, ada, guild, general } = await open(t);
  await set('tools', 'thread');
  await call('start_thread', { name: 'Plans' });
  await press(questions()[0] as Message, 'do');
  const threads = () => guild.channels.filter(({ isThread }) => isThread);
  await clock.until(general.until(() => threads().length === 1));
  assert.equal(threads()[0]?.name, 'Plans');
  general.denyTo(ada, 'CreatePublicThreads');
  assert.match(`${(await call('start_thread', { name: 'More' })).error}`, /does not let the person/);
});

test('no button is shown for a thread where there can be none', async (t) => {
  const { call, set, questions, guild, general } = await open(t);
  await set('tools', 'thread');
  for (const channel of [general.thread('Plans'), guild.voice('Lounge')]) {
    const told = await call('start_thread', { name: 'More' }, { in: channel });
    assert.match(`${told.error}`, /can be no thread here/, `${channel}`);
    assert.deepEqual(questions(channel), []);
  }
});
