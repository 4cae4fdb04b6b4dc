import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import type { PersonExport } from '../../src/privacy/person-export.ts';
import type { PlainCode, Text } from '../../src/text/text.ts';
import type { Reply } from '../../world/discord/reply.ts';
import { words } from '../../world/live/wire.ts';
import { whole } from '../end-to-end/bot.ts';
import { holding, sentence } from '../sentences.ts';

/** The whole Parley with Ada, Bob and a moderator; the model repeats the question, and what it knows if it's asked that. */
const open = async (t: TestContext) => {
  const all = await whole(t, {}, ({ text, memory }) =>
    text.includes('know') ? [...memory.map((one) => words([one])), text].join(' / ') : text,
  );
  const { clock, guild, general } = all;
  const bob = guild.member('Bob');
  const owner = guild.member('Owner', { permissions: 'admin' });
  const ask = async (member: typeof bob, question: string): Promise<Reply> => {
    const reply = await clock.until(member.slash('ask', { question }, { in: general }));
    await clock.until(reply.until(({ text }) => text.includes(`[${member.name}] ${question}`)));
    return reply;
  };
  const open = async (member: typeof bob) => {
    const reply = await clock.until(member.slash('privacy', {}, { in: general }));
    await clock.until(reply.shows(holding({ code: 'privacy.title' })));
    return reply;
  };
  const press = async (reply: Reply, code: PlainCode, by?: typeof bob) =>
    clock.until(reply.press(sentence({ code } as Text), by));
  return { ...all, bob, owner, ask, open, press };
};

test('everybody sees what is kept of them, and only they do', async (t) => {
  const { ask, open: show, press, clock, ada, bob } = await open(t);
  const before = await show(ada);
  assert.match(before.text, new RegExp(sentence({ code: 'privacy.nothing' })));
  assert.ok(!before.text.includes(sentence({ code: 'privacy.but-kept' })), before.text);
  await clock.until((await press(before, 'button.privacy-unheard')).until(({ text }) => text !== ''));
  const unheard = [{ code: 'privacy.nothing' }, { code: 'privacy.but-kept' }] as const;
  const refused = sentence({ code: 'kept.unheard', servers: 1 });
  assert.ok((await show(ada)).text.includes(`${sentence(unheard)}\n- ${refused}`));
  await ask(ada, 'one');
  await ask(ada, 'two');
  await ask(bob, 'three');
  const reply = await show(ada);
  assert.equal(reply.ephemeral, true);
  assert.ok(reply.text.includes(sentence({ code: 'kept.turns', turns: 2, channels: 1 })), reply.text);
});

test('the export has every word of theirs and none of others, as JSON and as a page without script', async (t) => {
  const { ask, open: show, press, clock, ada, bob } = await open(t);
  await ask(ada, '<script>alert("mine")</script>');
  await ask(bob, 'not hers');
  const reply = await press(await show(ada), 'button.privacy-export');
  await clock.until(reply.shows(sentence({ code: 'privacy.exported' })));
  assert.equal(reply.ephemeral, true);
  const files = reply.messages.flatMap((message) => message.files);
  assert.deepEqual(
    files.map(({ name }) => name),
    ['parley.html', 'parley.json'],
  );
  const [page = '', json = ''] = files.map(({ content }) => content.toString());
  const data: PersonExport = JSON.parse(json);
  assert.deepEqual(
    data.channels.map(({ turns }) => turns.map(({ asked }) => asked)),
    [['<script>alert("mine")</script>']],
  );
  assert.equal(json.includes('not hers') || page.includes('not hers'), false);
  assert.match(page, /<html lang="en">/);
  assert.equal(page.includes('<script'), false);
  assert.match(page, /&lt;script&gt;alert\(&quot;mine&quot;\)/);
});

test('after a deletion nothing of them is known any more, by anybody, and the others go on', async (t) => {
  const { ask, open: show, press, clock, ada, bob } = await open(t);
  await ask(ada, 'my secret');
  await ask(bob, 'hello');
  const confirm = await press(await show(ada), 'button.privacy-delete');
  await clock.until(confirm.shows(sentence({ code: 'privacy.confirm-delete' })));
  const since = clock.now();
  await press(confirm, 'button.privacy-confirm');
  await clock.until(confirm.shows(sentence({ code: 'privacy.deleted' })));
  assert.equal(clock.now() - since < 10_000, true);
  const answer = await ask(bob, 'what do you know?');
  assert.match(answer.text, /\[Bob\] hello/);
  assert.doesNotMatch(answer.text, /my secret/);
  assert.ok((await show(ada)).text.includes(sentence({ code: 'privacy.nothing' })));
});

test('who does not want to be stored is answered, and nothing of it is known afterwards', async (t) => {
  const { ask, open: show, press, clock, ada, bob } = await open(t);
  const chosen = await press(await show(ada), 'button.privacy-unstored');
  await clock.until(chosen.shows(sentence({ code: 'privacy.now-unstored' })));
  await ask(ada, 'off the record');
  const answer = await ask(bob, 'what do you know?');
  assert.doesNotMatch(answer.text, /off the record/);
  const now = await show(ada);
  assert.ok(now.text.includes(sentence({ code: 'privacy.nothing' })));
  assert.ok(now.text.includes(sentence({ code: 'privacy.unstored' })));
  const again = await press(now, 'button.privacy-stored');
  await clock.until(again.shows(sentence({ code: 'privacy.now-stored' })));
  await ask(ada, 'on the record');
  assert.match((await ask(bob, 'what do you know now?')).text, /on the record/);
});

test('a manager deletes what is kept of a member here; others may not, whatever they press', async (t) => {
  const { ask, open: show, clock, press, ada, bob, owner, general } = await open(t);
  await ask(ada, 'my secret');
  const refused = await clock.until(bob.slash('privacy', { member: ada }, { in: general }));
  await clock.until(refused.shows(sentence({ code: 'privacy.need-manage' })));
  const confirm = await clock.until(owner.slash('privacy', { member: ada }, { in: general }));
  await clock.until(confirm.shows(sentence({ code: 'privacy.confirm-member', member: ada.id })));
  const forged = await press(confirm, 'button.privacy-confirm', bob);
  await clock.until(forged.shows(sentence({ code: 'privacy.need-manage' })));
  assert.ok((await show(ada)).text.includes(sentence({ code: 'kept.turns', turns: 1, channels: 1 })));
  await press(confirm, 'button.privacy-confirm');
  await clock.until(confirm.shows(sentence({ code: 'privacy.member-deleted', member: ada.id })));
  assert.ok((await show(ada)).text.includes(sentence({ code: 'privacy.nothing' })));
});

test("a manager deletes the server's data by typing the word, and nobody else can", async (t) => {
  const { ask, open: show, clock, press, ada, bob, owner } = await open(t);
  await ask(ada, 'one');
  await ask(bob, 'two');
  const form = await press(await show(owner), 'button.privacy-server');
  await clock.until(form.until(({ modal }) => modal));
  const said = form.modal?.fields.map(({ label, description }) => `${label} ${description}`).join() ?? '';
  assert.match(said, /^Type “delete”.*all settings: who may use me, limits, consent/);
  const wrong = await clock.until(owner.submit(form, { word: 'no' }));
  await clock.until(wrong.shows(sentence({ code: 'privacy.server-kept' })));
  assert.ok((await show(bob)).text.includes(sentence({ code: 'kept.turns', turns: 1, channels: 1 })));
  const again = await press(await show(owner), 'button.privacy-server');
  const typed = await clock.until(owner.submit(again, { word: 'Delete ' }));
  await clock.until(typed.shows(sentence({ code: 'privacy.server-deleted' })));
  for (const member of [ada, bob]) assert.ok((await show(member)).text.includes(sentence({ code: 'privacy.nothing' })));
});

/** How long an order to delete is repeated at most, in milliseconds. */
const REPEATED = 60_000;

/** How long it takes people at least to read that something was deleted, in milliseconds. */
const READ = 100;

test('what is set, agreed and asked after a deletion of the server stays, and what was set before it ends at once', async (t) => {
  const { ask, open: show, clock, press, ada, bob, owner, general } = await open(t);
  const set = async (setting: string, value: string) => {
    const reply = await clock.until(owner.slash('settings set', { setting, value, where: 'server' }, { in: general }));
    await clock.until(reply.until(({ text }) => text.includes('✅')));
  };
  const shown = async (setting: string) => {
    const reply = await clock.until(owner.slash('settings show', { setting }, { in: general }));
    await clock.until(reply.until(({ text }) => text !== ''));
    return reply.text;
  };
  await ask(bob, 'from before');
  await set('access.members', '999999999999999999');
  const refused = await clock.until(ada.slash('ask', { question: 'may I?' }, { in: general }));
  await clock.until(refused.shows(sentence({ code: 'access.role' })));
  const form = await press(await show(owner), 'button.privacy-server');
  const typed = await clock.until(owner.submit(form, { word: 'delete' }));
  await clock.until(typed.shows(sentence({ code: 'privacy.server-deleted' })));
  await clock.advance(READ);
  await ask(ada, 'first after');
  await set('consent', 'opt-in');
  await set('limits.server-day', '2 $');
  const shows = [await shown('consent'), await shown('limits.server-day')];
  const asked = await clock.until(ada.slash('ask', { question: 'and now?' }, { in: general }));
  await clock.until(asked.shows(sentence({ code: 'agreement.ask', days: 30 })));
  const agreed = await clock.until(asked.press('privacy:agree'));
  await clock.until(agreed.shows(sentence({ code: 'agreement.given-asked', hearing: 'heard', questions: 1 })));
  await clock.advance(REPEATED);
  assert.deepEqual([await shown('consent'), await shown('limits.server-day')], shows);
  assert.match((await ask(ada, 'what do you know?')).text, /first after/);
  assert.ok((await show(ada)).text.includes(sentence({ code: 'kept.turns', turns: 3, channels: 1 })));
  assert.ok((await show(bob)).text.includes(sentence({ code: 'privacy.nothing' })));
});

test('what a person agrees to and asks after their deletion stays', async (t) => {
  const { ask, open: show, clock, press, ada, owner, general } = await open(t);
  await ask(ada, 'my secret');
  const confirm = await press(await show(ada), 'button.privacy-delete');
  await clock.until(confirm.shows(sentence({ code: 'privacy.confirm-delete' })));
  await press(confirm, 'button.privacy-confirm');
  await clock.until(confirm.shows(sentence({ code: 'privacy.deleted' })));
  await clock.advance(READ);
  const set = await clock.until(
    owner.slash('settings set', { setting: 'consent', value: 'opt-in', where: 'server' }, { in: general }),
  );
  await clock.until(set.until(({ text }) => text !== ''));
  const asked = await clock.until(ada.slash('ask', { question: 'and now?' }, { in: general }));
  await clock.until(asked.shows(sentence({ code: 'agreement.ask', days: 30 })));
  const agreed = await clock.until(asked.press('privacy:agree'));
  await clock.until(agreed.shows(sentence({ code: 'agreement.given-asked', hearing: 'heard', questions: 1 })));
  await ask(ada, 'after it');
  await clock.advance(REPEATED);
  const answer = await ask(ada, 'what do you know?');
  assert.match(answer.text, /after it/);
  assert.doesNotMatch(answer.text, /my secret/);
});
