import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { languages } from '../../../src/text/catalogues.ts';
import { makeLanguages } from '../../../src/text/languages.ts';
import { sentence } from '../../sentences.ts';
import { answered, idsOf, openForm, openPanel, openServer, told } from './stage.ts';

const MANAGE = sentence({ code: 'access.manage' });
const ONLY_CHANNEL = sentence({ code: 'settings.only-channel' });
const OLD = sentence({ code: 'asking.old-button' });

describe('the panel', () => {
  test('tells a manager what is set in each group, for the whole server first', async () => {
    const { parley, boss } = await openServer();
    await using _ = parley;
    await answered(await boss.slash('settings set', { setting: 'voice', value: 'puck' }));
    const panel = await openPanel(boss);
    assert.equal(panel.ephemeral, true);
    assert.match(panel.text, /whole server/);
    assert.match(panel.text, /\*\*Voice and character\*\*: Voice set here/);
    assert.match(panel.text, /\*\*In calls\*\*: nothing set here/);
    // Each group can be picked, and what isn't there yet can't.
    assert.deepEqual(idsOf(panel), ['settings:group:s', 'settings:scope:s:all', 'settings:scope:c:all']);
    await panel.press('This channel');
    await panel.until(({ text }) => text.includes('this channel'));
    assert.match(panel.text, /\*\*Voice and character\*\*: nothing set here/);
  });

  test('shows somebody who manages only channels the channel’s settings, and no way to the server’s', async () => {
    const { parley, carl } = await openServer();
    await using _ = parley;
    const panel = await openPanel(carl, 'access');
    assert.match(panel.text, /this channel\*\* › Who may use it/);
    assert.doesNotMatch(panel.text, /Allowed channels/);
    await assert.rejects(panel.press('Whole server'), /is disabled/);
  });

  test('is closed to everybody else', async () => {
    const { parley } = await openServer();
    await using _ = parley;
    for (const what of ['panel', 'show', 'reset'])
      assert.equal((await answered(await parley.ada.slash(`settings ${what}`))).text, MANAGE);
    const set = await answered(await parley.ada.slash('settings set', { setting: 'voice', value: 'Puck' }));
    assert.deepEqual([set.text, set.ephemeral], [MANAGE, true]);
    assert.deepEqual((await parley.settings.record(parley.guild.id)).server, {});
  });

  test('is a person’s own in direct messages', async () => {
    const { parley } = await openServer();
    await using _ = parley;
    const { ada } = parley;
    const panel = await openPanel(ada, 'answers', ada.dm);
    assert.match(panel.text, /our direct messages\*\* › Answers/);
    const form = await openForm(panel, 'Edit 1–4');
    await ada.submit(form, { reply: 'text' });
    await panel.until(({ text }) => text.includes('Saved'));
    assert.match(panel.text, /\*\*How I answer\*\*: text \*\(you\)\*/);
    assert.equal(
      (await parley.settings.of({ server: undefined, channel: ada.dm.id, parent: undefined })).values.reply,
      'text',
    );
  });

  test('says of each value where it comes from', async () => {
    const operator = {
      values: { voice: 'Kore', pause: 300 },
      known: { models: [], messageContent: false, textModel: false },
    };
    const { parley, boss } = await openServer({ operator });
    await using _ = parley;
    const thread = parley.general.thread('Plans');
    const set = async (setting: string, value: string, where: string, channel = parley.general) =>
      answered(await boss.slash('settings set', { setting, value, where }, { in: channel }));
    await set('captions', 'all', 'server');
    await set('listen', 'off', 'channel');
    await set('greeting', 'Hello', 'channel', thread);
    const panel = await openPanel(boss, 'calls', thread);
    await panel.press('This channel');
    await panel.until(({ text }) => text.includes('this channel'));
    const lines = panel.text.split('\n');
    const line = (name: string) => lines.find((one) => one.includes(`**${name}**`))?.replace(/^\d+\. /, '');
    assert.equal(line('Listening'), '**Listening**: off *(the channel of this thread)*');
    assert.equal(line('Captions'), '**Captions**: all *(this server)*');
    assert.equal(line('Pause'), '**Pause**: 300 *(set by my operator)*');
    assert.equal(line('Greeting'), '**Greeting**: Hello *(this channel)*');
    assert.equal(line('People to join for'), undefined, 'that is for whole servers');
    const show = await answered(await boss.slash('settings show', {}, { in: thread }));
    assert.match(show.text, /\*\*Voice\*\*: Kore \*\(set by my operator\)\*/);
    assert.match(show.text, /\*\*Language\*\*: auto \*\(default\)\*/);
    assert.match(show.text, /\*\*People to join for\*\*: 2 \*\(default\)\*/);
    const one = await answered(await boss.slash('settings show', { setting: 'listen' }, { in: thread }));
    assert.match(one.text, new RegExp(`the channel of this thread: off, by <@${boss.id}>`));
  });
});

test('what was changed and from when on it holds are sentences in a row, as the reader’s language joins them', async () => {
  const { parley, boss } = await openServer({ languages: makeLanguages(languages, 'en') });
  await using _ = parley;
  Object.assign(boss, { locale: 'ja' });
  const set = await answered(await boss.slash('settings set', { setting: 'captions', value: 'all' }));
  assert.match(set.text, /。今から有効になりますが/);
  const panel = await openPanel(boss, 'answers');
  const form = await openForm(panel, '1～4を編集');
  await boss.submit(form, { reply: 'text' });
  await panel.until(({ text }) => text.includes('保存しました'));
  assert.match(panel.text, /保存しました: [^。]+。\S/);
});

test('what Gemini refuses of what is set is told', async () => {
  const { parley, boss } = await openServer();
  await using _ = parley;
  await answered(await boss.slash('settings set', { setting: 'voice', value: 'puck' }));
  parley.gemini.refused = ['voice'];
  const told = sentence({ code: 'settings.refused', names: ['Voice'] });
  const all = await answered(await boss.slash('settings show'));
  await all.until(({ messages }) => messages.some(({ text }) => text.endsWith(told)));
  const one = await answered(await boss.slash('settings show', { setting: 'voice' }));
  assert.ok(one.text.endsWith(told), one.text);
});

describe('a form', () => {
  test('stores what is right, and says of the rest why it isn’t', async () => {
    const { parley, boss } = await openServer();
    await using _ = parley;
    const panel = await openPanel(boss, 'calls');
    const form = await openForm(panel, 'Edit 1–5');
    await boss.submit(form, { pause: '20', captions: 'all', greeting: 'Hi \u202Ethere' });
    await panel.until(({ text }) => text.includes('Saved'));
    assert.match(panel.text, /^✅ Saved: Captions\./);
    assert.match(panel.text, /⚠️ \*\*Pause\*\* stays as it was\. Please enter a whole number from 60 to 5,000\./);
    assert.match(panel.text, /⚠️ \*\*Greeting\*\* stays as it was\./);
    const { server } = await parley.settings.record(parley.guild.id);
    assert.deepEqual(Object.keys(server), ['captions']);
  });

  test('that two people send at once: both are stored, and a real conflict is told to the later one', async () => {
    const { parley, boss } = await openServer();
    await using _ = parley;
    const eve = parley.guild.member('Eve', { permissions: 'admin' });
    const [one, other] = [await openPanel(boss, 'calls'), await openPanel(eve, 'calls')];
    const [first, second] = [await openForm(one, 'Edit 1–5'), await openForm(other, 'Edit 1–5')];
    await boss.submit(first, { listen: 'off', captions: 'all' });
    await one.until(({ text }) => text.includes('Saved'));
    await eve.submit(second, { captions: 'off', greeting: 'Hello' });
    await other.until(({ text }) => text.includes('Saved'));
    assert.match(other.text, /^✅ Saved: Greeting\./);
    assert.match(other.text, new RegExp(`⚠️ \\*\\*Captions\\*\\* was changed by <@${boss.id}> in the meantime, to all`));
    assert.doesNotMatch(other.text, /⚠️ \*\*Listening/, 'she left that one alone');
    const { values } = await parley.settings.of({ server: parley.guild.id, channel: 'x', parent: undefined });
    assert.deepEqual([values.listen, values.captions, values.greeting], ['off', 'all', 'Hello']);
    // What she meant can still be done, once she has seen what's there.
    await eve.submit(await openForm(other, 'Edit 1–5'), { captions: 'off' });
    await other.until(({ text }) => /^✅ Saved: Captions/.test(text));
  });

  test('of somebody who lost the right since it was opened changes nothing', async () => {
    const { parley, boss, manager } = await openServer();
    await using _ = parley;
    const panel = await openPanel(boss, 'calls');
    const form = await openForm(panel, 'Edit 1–5');
    boss.loses(manager);
    assert.equal(await told(await boss.submit(form, { captions: 'all' })), MANAGE);
    assert.deepEqual((await parley.settings.record(parley.guild.id)).server, {});
  });

  test('for the server changes nothing for who now manages only channels', async () => {
    const { parley, boss, manager, keeper } = await openServer();
    await using _ = parley;
    const panel = await openPanel(boss, 'calls');
    const form = await openForm(panel, 'Edit 1–5');
    boss.loses(manager);
    boss.gets(keeper);
    assert.equal(await told(await boss.submit(form, { captions: 'all' })), ONLY_CHANNEL);
    await (await panel.press('Edit 1–5')).shows(ONLY_CHANNEL);
  });

  test('that was made up is refused', async () => {
    const { parley, boss } = await openServer();
    await using _ = parley;
    const panel = await openPanel(boss, 'calls');
    for (const id of ['calls:9:s:0', 'calls:0:d:0', 'nothing:0:s:0', 'calls:0:s:x', 'calls:0:s', '__proto__:0:s:0']) {
      const form = await openForm(panel, 'Edit 1–5');
      Object.assign(form.modal ?? {}, { customId: `settings:save:${id}` });
      assert.equal(await told(await boss.submit(form, { captions: 'all' })), OLD, id);
    }
    assert.deepEqual((await parley.settings.record(parley.guild.id)).server, {});
  });
});

describe('typing', () => {
  test('says what is wrong, and where a setting belongs', async () => {
    const { parley, boss, carl } = await openServer();
    await using _ = parley;
    const wrong: [string, string, string | undefined, Parameters<typeof sentence>[0]][] = [
      ['nonsense', 'x', undefined, { code: 'settings.no-such-setting' }],
      ['constructor', 'x', undefined, { code: 'settings.no-such-setting' }],
      ['captions', 'x', undefined, { code: 'settings.not-a-choice', choices: ['off', 'answers', 'all'] }],
      ['pause', '9', undefined, { code: 'settings.not-a-number', least: 60, most: 5_000 }],
      ['leave-alone', '9', 'channel', { code: 'settings.only-whole-server' }],
      ['access.dm', 'off', undefined, { code: 'settings.only-operator' }],
      ['called', 'on', undefined, { code: 'settings.only-operator' }],
    ];
    for (const [setting, value, where, text] of wrong) {
      const set = await boss.slash('settings set', { setting, value, ...(where && { where }) });
      assert.equal((await answered(set)).text, sentence(text), setting);
    }
    const whole = await carl.slash('settings set', { setting: 'captions', value: 'all', where: 'server' });
    assert.equal((await answered(whole)).text, ONLY_CHANNEL);
    const own = await answered(await carl.slash('settings set', { setting: 'captions', value: 'all' }));
    assert.match(own.text, /^✅ \*\*Captions\*\* for just this channel is now: all/);
    const direct = await parley.ada.slash('settings set', { setting: 'captions', value: 'all' }, { in: parley.ada.dm });
    assert.equal((await answered(direct)).text, sentence({ code: 'settings.only-in-servers' }));
  });

  test('is helped by suggestions: settings by name, values by setting', async () => {
    const { parley, boss, manager, keeper } = await openServer();
    await using _ = parley;
    const suggest = async (option: string, typed: string, options: Record<string, string> = {}) =>
      (await boss.autocomplete('settings set', option, typed, { options })).choices?.map(({ value }) => value) ?? [];
    assert.deepEqual(await suggest('setting', 'capt'), ['captions']);
    assert.equal((await suggest('setting', '')).length, 25);
    assert.deepEqual(await suggest('value', 'a', { setting: 'captions' }), ['answers', 'all']);
    assert.deepEqual(await suggest('value', '', { setting: 'no such thing' }), []);
    assert.deepEqual(await suggest('value', 'keep', { setting: 'access.roles' }), [keeper.id]);
    assert.deepEqual(await suggest('value', `${keeper.id} mana`, { setting: 'access.roles' }), [
      `${keeper.id} ${manager.id}`,
    ]);
    const channels = await boss.autocomplete('settings set', 'value', 'gen', {
      options: { setting: 'access.channels' },
    });
    assert.deepEqual(channels.choices, [{ name: '#general', value: parley.general.id }]);
    assert.deepEqual((await boss.autocomplete('settings show', 'setting', 'access.dm')).choices?.length, 1);
  });

  test('takes back everything that is set in a place, once that is confirmed', async () => {
    const { parley, boss } = await openServer();
    await using _ = parley;
    const eve = parley.guild.member('Eve', { permissions: 'admin' });
    const record = async () => (await parley.settings.record(parley.guild.id)).server;
    const set = async (setting: string, value: string, by = boss) =>
      answered(await by.slash('settings set', { setting, value }));
    assert.equal((await answered(await boss.slash('settings reset'))).text, sentence({ code: 'settings.nothing-set' }));
    await set('captions', 'all');
    await set('voice', 'Puck');
    const kept = await answered(await boss.slash('settings reset'));
    await kept.press('Keep them');
    await kept.shows(sentence({ code: 'settings.kept' }));
    assert.equal((await record()).voice?.value, 'Puck');
    const asked = await answered(await boss.slash('settings reset'));
    await set('voice', 'Kore', eve);
    await asked.press('Reset all of them');
    await asked.shows(/^✅ Reset: Captions\./);
    assert.match(asked.text, new RegExp(`\\*\\*Voice\\*\\* was changed by <@${eve.id}> in the meantime, to Kore`));
    assert.equal((await record()).captions?.value, undefined);
  });
});

test('only channels in which people talk can be picked to be joined', async () => {
  const { parley, boss } = await openServer();
  await using _ = parley;
  const lounge = parley.guild.voice('Lounge');
  const form = await openForm(await openPanel(boss, 'calls'), 'Edit 1–5');
  await assert.rejects(boss.submit(form, { 'auto-join': [parley.general.id] }));
  const options = { setting: 'auto-join' };
  const { choices = [] } = await boss.autocomplete('settings set', 'value', '', { options });
  assert.deepEqual(
    choices.map(({ value }) => value),
    ['none', lounge.id],
  );
});

test('a setting can be named as people read it, and says when it holds', async () => {
  const { parley, boss } = await openServer();
  await using _ = parley;
  const set = async (setting: string, value: string) =>
    (await answered(await boss.slash('settings set', { setting, value }))).text;
  assert.match(await set(' days KEPT', '7'), /7.*That holds now\.$/);
  assert.match(
    await set('Pause', '300'),
    /That holds from now on, but for what I’ve begun already, such as an answer\.$/,
  );
  assert.match(await set('Greeting', 'Welcome'), /That holds from now on, but/);
  assert.match(await set('Web search', 'on'), /That holds from the next question on\.$/);
  assert.match(await set('Server, a day', '5 $'), /A new limit counts what is spent from now on/);
  assert.doesNotMatch(await set('Server, a day', 'off'), /A new limit/);
  const { server } = await parley.settings.record(parley.guild.id);
  assert.deepEqual([server.retention?.value, server.pause?.value], [7, 300]);
});

test('commands in menus, whose names have blanks, can be kept for managers', async () => {
  const { parley, boss } = await openServer();
  await using _ = parley;
  const value = 'Ask about this, /reset';
  await answered(await boss.slash('settings set', { setting: 'access.commands', value }));
  const { server } = await parley.settings.record(parley.guild.id);
  assert.deepEqual(server['access.commands']?.value, ['ask about this', 'reset']);
});
