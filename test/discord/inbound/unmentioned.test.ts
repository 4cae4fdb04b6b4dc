import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { openAccess } from '../../../src/access/access.ts';
import { BotLoops } from '../../../src/access/bot-loops.ts';
import { openRules } from '../../../src/parts/settings-part.ts';
import type { SettingValues } from '../../../src/settings/setting-table.ts';
import { openStore } from '../../../src/store/store.ts';
import { FixedSettings } from '../../fixed-settings.ts';
import { at } from '../../place.ts';
import { silent } from '../../store/record.ts';
import { OPEN, Parley } from '../stage.ts';

const open = async (values: Partial<SettingValues> = {}, { readsContent = true } = {}) => {
  const settings = new FixedSettings(values);
  const stages = { ...OPEN, access: openAccess({ settings, loops: new BotLoops() }) };
  const { findDenied: spare } = openRules({
    settings,
    store: await openStore('memory:', silent),
    findRoles: async () => [],
  });
  const parley = await Parley.open({ settings, stages, readsContent, spare });
  return { parley, set: (more: Partial<SettingValues>) => Object.assign(settings.values, more) };
};

const texts = ({ conversations }: Parley) => conversations.asked.map(({ text }) => text);

/** Messages are looked at in order, so once this one was asked everything before it has been looked at. */
const afterAll = async (parley: Parley) => {
  await parley.ada.says('@Parley last');
  await parley.during(parley.conversations.heard('last'));
};

const EVERYTHING = { unmentioned: true, threads: 'per-question', called: true, context: 20, names: ['Polly'] } as const;

describe('without the words of all messages', () => {
  test('nothing of it happens, whatever is set', async () => {
    const { parley } = await open(EVERYTHING, { readsContent: false });
    await using _ = parley;
    await parley.ada.says('what time is it?');
    await parley.ada.says('Parley, what time is it?');
    await parley.ada.says('hello', { in: parley.general.thread('of its own', { by: parley.discord.bot }) });
    await afterAll(parley);
    assert.deepEqual(texts(parley), ['last']);
    assert.equal(parley.conversations.asked[0]?.quotes, undefined);
  });
});

describe('where nobody has to mention it', () => {
  test('every message of people is a question, unless it is for somebody else', async () => {
    const { parley } = await open({ unmentioned: true });
    await using _ = parley;
    const bob = parley.guild.member('Bob');
    const first = await parley.ada.says('what time is it?');
    await bob.says('half past ten', { replyTo: first });
    await bob.says('@Ada it is ten');
    await bob.says('@Parley @Ada is it ten?');
    await parley.guild.member('Robot', { bot: true }).says('beep');
    parley.general.webhook().says('Hook', 'ding');
    parley.discord.guild('Elsewhere');
    await afterAll(parley);
    assert.deepEqual(texts(parley), ['what time is it?', '@Ada is it ten?', 'last']);
  });

  test('what Discord or Parley writes there is no question', async () => {
    const { parley } = await open({ unmentioned: true });
    await using _ = parley;
    await parley.ada.says('one');
    const turn = await parley.conversations.next();
    turn.addText('Yes?');
    turn.finish({ is: 'complete' });
    await parley.during(parley.general.shows('Yes?'));
    await afterAll(parley);
    assert.deepEqual(texts(parley), ['one', 'last']);
  });

  test('who may not ask is told so at most once a minute', async () => {
    const { parley, set } = await open({ unmentioned: true });
    await using _ = parley;
    set({ 'access.members-denied': [parley.ada.id] });
    for (const text of ['one', 'two', 'three']) await parley.ada.says(text);
    await parley.during(parley.general.until(({ messages }) => messages.length === 4));
    await parley.during(parley.clock.sleep(10_000));
    assert.equal(parley.general.messages.length, 4);
    assert.deepEqual(texts(parley), []);
  });
});

describe('a name at the beginning of a message', () => {
  test('calls it where that is on: its own, its nick, and those that the owner gave it', async () => {
    const { parley, set } = await open({ called: true, names: ['Polly', 'Old Friend'] });
    await using _ = parley;
    const called = ['Parley, one?', 'parley two', 'PÁRLEY: three', 'Polly? four', 'old friend, five', 'Parley'];
    const not = ['parleys are nice', 'Is Parley here?', 'Pollyanna', 'old friends', 'parli, six', '"Parley"'];
    for (const text of [...not, ...called]) await parley.ada.says(text);
    await afterAll(parley);
    assert.deepEqual(texts(parley), [...called, 'last']);
    set({ called: false });
    await parley.ada.says('Parley, seven?');
    await parley.ada.says('@Parley eight');
    await parley.during(parley.conversations.heard('eight'));
    assert.ok(!texts(parley).includes('Parley, seven?'));
  });
});

describe('threads', () => {
  test('a question gets one of its own, which needs no mention from then on', async () => {
    const { parley } = await open({ threads: 'per-question' });
    await using _ = parley;
    const { ada, general, discord, conversations } = parley;
    const question = await ada.says(
      '@Parley why is the sky blue, and why is it red in the evening, when the sun goes down?',
    );
    const turn = await parley.during(conversations.next());
    const thread = question.thread;
    assert.ok(thread);
    assert.match(thread.name, /^why is the sky blue.*…$/);
    assert.ok([...thread.name].length <= 60);
    assert.equal(thread.opener?.id, discord.bot.id);
    assert.deepEqual(conversations.asked[0]?.place, at(thread.id, parley.guild.id, general.id));
    turn.addText('Because.');
    turn.finish({ is: 'complete' });
    await parley.during(thread.shows('Because.'));
    await ada.says('and green?', { in: thread });
    await parley.during(conversations.heard('and green?'));
    assert.deepEqual(conversations.asked[1]?.place, at(thread.id, parley.guild.id, general.id));
    assert.deepEqual(general.messages, [question]);
    // What people say in the channel, or in threads of their own, isn't for it.
    await ada.says('in the channel');
    await ada.says('in a thread', { in: general.thread('of people', { by: ada }) });
    await ada.says('@Parley again', { in: thread });
    await parley.during(conversations.heard('again'));
    assert.equal(conversations.asked.length, 3);
  });

  test('where it may not open one, it answers in the channel', async () => {
    const { parley } = await open({ threads: 'per-question' });
    await using _ = parley;
    parley.general.deny('CreatePublicThreads');
    const question = await parley.ada.says('@Parley why?');
    const turn = await parley.during(parley.conversations.next());
    turn.addText('Because.');
    turn.finish({ is: 'complete' });
    assert.equal((await parley.during(parley.general.shows('Because.'))).replyTo, question);
  });

  test('a question in a thread or in the chat of a voice channel is answered there', async () => {
    const { parley } = await open({ threads: 'per-question' });
    await using _ = parley;
    const thread = parley.general.thread('of people', { by: parley.ada });
    const lounge = parley.guild.voice('Lounge');
    await parley.ada.says('@Parley one', { in: thread });
    await parley.ada.says('@Parley two', { in: lounge });
    await parley.during(parley.conversations.heard('two'));
    assert.deepEqual(
      parley.conversations.asked.map(({ place }) => place.channel),
      [thread.id, lounge.id],
    );
  });

  test('who may not ask gets none', async () => {
    const { parley, set } = await open({ threads: 'per-question' });
    await using _ = parley;
    set({ 'access.members-denied': [parley.ada.id] });
    const question = await parley.ada.says('@Parley why?');
    await parley.during(parley.general.until(({ messages }) => messages.length === 2));
    assert.equal(question.thread, undefined);
    assert.deepEqual(texts(parley), []);
  });
});

describe('what people said before a question', () => {
  const told = ({ conversations }: Parley, index: number) =>
    (conversations.turns[index]?.question.quotes ?? []).map(({ is, from, text }) => [
      is,
      typeof from === 'object' ? from.name : from,
      text,
    ]);

  test('comes with it, the newest so many, each once', async () => {
    const { parley } = await open({ context: 2 });
    await using _ = parley;
    const bob = parley.guild.member('Bob');
    await bob.says('too old to be told');
    await bob.says('the meeting is at ten');
    await parley.guild.member('Robot', { bot: true }).says('beep');
    parley.general.webhook().says('Hook', 'ding');
    await parley.ada.says('no, at eleven');
    await parley.ada.says('@Parley when is it?');
    await parley.during(parley.conversations.heard('when is it?'));
    assert.deepEqual(told(parley, 0), [
      ['earlier', 'Bob', 'the meeting is at ten'],
      ['earlier', 'Ada', 'no, at eleven'],
    ]);
    await bob.says('at ten!');
    await parley.ada.says('@Parley really?');
    await parley.during(parley.conversations.heard('really?'));
    assert.deepEqual(told(parley, 1), [['earlier', 'Bob', 'at ten!']]);
  });

  test('leaves out people whom the rules of the place deny, and those who may have a denied role', async () => {
    const { parley, set } = await open({ context: 20 });
    await using _ = parley;
    const [bob, cy] = [parley.guild.member('Bob'), parley.guild.member('Cy')];
    const role = parley.guild.role('Denied');
    await bob.says('from Bob');
    await cy.says('from Cy');
    set({ 'access.members-denied': [bob.id] });
    await parley.ada.says('@Parley one');
    await parley.during(parley.conversations.heard('one'));
    assert.deepEqual(told(parley, 0), [['earlier', 'Cy', 'from Cy']]);
    cy.gets(role);
    set({ 'access.members-denied': [], 'access.roles-denied': [role.id] });
    await bob.says('Bob again');
    await cy.says('Cy again');
    await parley.ada.says('@Parley two');
    await parley.during(parley.conversations.heard('two'));
    assert.deepEqual(told(parley, 1), [['earlier', 'Bob', 'Bob again']]);
  });

  test('is nothing that is older than an hour, or said to Parley', async () => {
    const { parley } = await open({ context: 20 });
    await using _ = parley;
    await parley.ada.says('hours ago');
    await parley.during(parley.clock.sleep(61 * 60_000));
    await parley.ada.says('@Parley one');
    await parley.during(parley.conversations.heard('one'));
    await parley.ada.says('@Parley two');
    await parley.during(parley.conversations.heard('two'));
    assert.deepEqual([told(parley, 0), told(parley, 1)], [[], []]);
  });

  test('is not told to somebody who may not read it', async () => {
    const { parley } = await open({ context: 20 });
    await using _ = parley;
    const newcomer = parley.guild.member('Newcomer');
    parley.general.denyTo(newcomer, 'ReadMessageHistory');
    await parley.ada.says('a secret of ours');
    await newcomer.says('@Parley what did they say?');
    await parley.during(parley.conversations.heard('what did they say?'));
    assert.deepEqual(told(parley, 0), []);
  });

  test('is left out if Discord does not give it', async () => {
    const { parley } = await open({ context: 20 });
    await using _ = parley;
    await parley.ada.says('before');
    parley.discord.fail({ route: /^GET .channels.\d+.messages$/, status: 500, times: 10 });
    await parley.ada.says('@Parley why?');
    await parley.during(parley.conversations.heard('why?'));
    assert.deepEqual(told(parley, 0), []);
  });
});
