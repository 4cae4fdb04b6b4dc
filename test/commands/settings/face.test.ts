import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { sentence } from '../../sentences.ts';
import { answered, openForm, openPanel, openServer, told } from './stage.ts';

const ROUTE = /^\/guilds\/\d+\/members\/@me$/;

const open = async () => {
  const server = await openServer();
  const { parley, boss } = server;
  const me = parley.guild.find(parley.discord.bot.id);
  assert.ok(me);
  return {
    ...server,
    me,
    /** What Discord was asked to change about the bot, in order. */
    sent: () => parley.discord.requests.filter(({ path }) => ROUTE.test(path)).map(({ body }) => body),
    set: async (setting: string, value: string, who = boss) =>
      (await answered(await who.slash('settings set', { setting, value }))).text,
    reset: async (setting: string) => (await answered(await boss.slash('settings reset', { setting }))).text,
  };
};

const PICTURE = { name: 'me.png', content: Buffer.from('a picture') };
const JPEG = Buffer.from('ffd8ffe000104a464946', 'hex');

describe('a face', () => {
  test('is a nickname and a profile that Discord shows until they are reset', async () => {
    const { parley, me, set, reset, sent } = await open();
    await using _ = parley;
    assert.match(await set('face.nick', 'Captain  Hook'), /^✅ .*Captain Hook[^\n]*$/);
    assert.match(await set('face.bio', 'I sail.'), /^✅ [^\n]*$/);
    assert.deepEqual(me.face, { nick: 'Captain Hook', bio: 'I sail.', avatar: null });
    assert.match(await set('face.nick', 'Captain Hook'), /was like that already/);
    assert.deepEqual(sent(), [{ nick: 'Captain Hook' }, { bio: 'I sail.' }]);
    await reset('face.nick');
    await set('face.bio', 'none');
    assert.deepEqual(me.face, { nick: null, bio: null, avatar: null });
    assert.deepEqual(sent().slice(2), [{ nick: null }, { bio: null }]);
  });

  test('goes with the panel’s form, a reset of everything, and a file', async () => {
    const { parley, boss, me, sent } = await open();
    await using _ = parley;
    const panel = await openPanel(boss, 'voice');
    await boss.submit(await openForm(panel, 'Edit 1–5'), { 'face.nick': 'Hook', 'face.bio': 'I sail.' });
    await panel.until(({ text }) => text.includes('Saved'));
    assert.deepEqual([me.face.nick, me.face.bio], ['Hook', 'I sail.']);
    const reset = await answered(await boss.slash('settings reset', { where: 'server' }));
    await reset.press('Reset all of them');
    await reset.until(({ text }) => text.startsWith('✅'));
    assert.deepEqual([me.face.nick, me.face.bio], [null, null]);
    const file = { format: 'parley-settings', version: 1, server: { 'face.nick': 'Smee' } };
    const content = Buffer.from(JSON.stringify(file));
    parley.reader.texts.set('s.json', content);
    await answered(await boss.slash('settings import', { file: { name: 's.json', content } }));
    assert.equal(me.face.nick, 'Smee');
    assert.deepEqual(sent(), [{ nick: 'Hook', bio: 'I sail.' }, { nick: null, bio: null }, { nick: 'Smee' }]);
  });

  test('is nobody’s but the managers’ of the whole server', async () => {
    const { parley, carl, boss, manager, sent, set } = await open();
    await using _ = parley;
    for (const who of [parley.ada, carl]) assert.doesNotMatch(await set('face.nick', 'Mine', who), /✅/);
    const channel = await answered(
      await boss.slash('settings set', { setting: 'face.nick', value: 'x', where: 'channel' }),
    );
    assert.equal(channel.text, sentence({ code: 'settings.only-whole-server' }));
    const form = await openForm(await openPanel(boss, 'voice'), 'My picture');
    boss.loses(manager);
    parley.reader.pictures.set(PICTURE.name, JPEG);
    const late = await boss.submit(form, {}, { picture: [PICTURE] });
    assert.equal(await told(late), sentence({ code: 'access.manage' }));
    assert.deepEqual(sent(), []);
  });

  test('that is hostile pings nobody, and what Discord would refuse isn’t sent', async () => {
    const { parley, boss, me, set, sent } = await open();
    await using _ = parley;
    const { ada } = parley;
    const value = `<@${ada.id}> @everyone`;
    const reply = await answered(await boss.slash('settings set', { setting: 'face.nick', value }));
    assert.match(reply.text, /^✅/);
    assert.deepEqual([...(reply.messages[0]?.pinged ?? ['none'])], []);
    assert.equal(me.face.nick, value);
    assert.match(await set('face.bio', 'שלום עולם'), /^✅/);
    assert.equal(sent().length, 2);
    assert.match(await set('face.nick', 'x'.repeat(33)), /too long/);
    assert.match(await set('face.bio', 'x'.repeat(6_000)), /too long/);
    assert.match(await set('face.bio', 'drow\u202Eword'), /nobody can see/);
    assert.equal(sent().length, 2);
  });

  test('that Discord refuses is stored and told, and what it doesn’t refuse is shown', async () => {
    const { parley, boss, me, set } = await open();
    await using _ = parley;
    parley.guild.botPermissions = parley.guild.botPermissions & ~(1n << 26n);
    const everyone = parley.guild.find(parley.discord.bot.id)?.roles ?? [];
    assert.equal(everyone.length, 1);
    const panel = await openPanel(boss, 'voice');
    await boss.submit(await openForm(panel, 'Edit 1–5'), { 'face.nick': 'Hook', 'face.bio': 'I sail.' });
    await panel.until(({ text }) => text.includes('Saved'));
    assert.ok(panel.text.includes(sentence({ code: 'face.forbidden', parts: ['nick'] })), panel.text);
    assert.deepEqual(me.face, { nick: null, bio: 'I sail.', avatar: null });
    assert.equal((await parley.settings.record(parley.guild.id)).server['face.nick']?.value, 'Hook');
    parley.guild.botPermissions = parley.guild.botPermissions | (1n << 26n);
    assert.match(await set('face.nick', 'Hook'), /was like that already[^\n]*$/);
    assert.equal(me.face.nick, 'Hook');
    parley.discord.fail({ route: 'PATCH /guilds/', status: 400, code: 50035 });
    assert.ok((await set('face.bio', 'Bad words')).includes(sentence({ code: 'face.refused', parts: ['bio'] })));
    parley.discord.limit({ route: 'PATCH /guilds/', retryAfterSeconds: 600 });
    assert.ok((await set('face.bio', 'Too soon')).includes(sentence({ code: 'face.too-fast', parts: ['bio'] })));
  });

  test('has a picture that is sent once, kept nowhere, and can be taken away', async () => {
    const { parley, boss, me, sent } = await open();
    await using _ = parley;
    parley.reader.pictures.set(PICTURE.name, JPEG);
    const panel = await openPanel(boss, 'voice');
    const send = async (files: (typeof PICTURE)[], says: string) => {
      await boss.submit(await openForm(panel, 'My picture'), {}, { picture: files });
      await panel.until(({ text }) => text.includes(says));
    };
    await send([PICTURE], sentence({ code: 'face.picture-set' }));
    assert.deepEqual(me.face.avatar, JPEG);
    assert.deepEqual(sent(), [{ avatar: `data:image/jpeg;base64,${JPEG.toString('base64')}` }]);
    assert.deepEqual((await parley.settings.record(parley.guild.id)).server, {});
    await send([], sentence({ code: 'face.picture-removed' }));
    assert.equal(me.face.avatar, null);
    await send([PICTURE], sentence({ code: 'face.picture-set' }));
    await send([PICTURE], sentence({ code: 'face.too-fast', parts: ['avatar'] }));
    const pdf = { name: 'me.png', content: Buffer.from('%PDF') };
    parley.reader.pictures.clear();
    const refused = await boss.submit(await openForm(panel, 'My picture'), {}, { picture: [pdf] });
    assert.equal(await told(refused), sentence({ code: 'face.not-a-picture', name: pdf.name }));
    const exported = await answered(await boss.slash('settings export'));
    assert.match(exported.text, /not my picture/);
  });

  test('is caught up with after a start, once, and only where somebody asked for one', async () => {
    const { parley, me, sent } = await open();
    await using _ = parley;
    const other = parley.discord.guild('Elsewhere');
    const set = [{ key: 'face.nick' as const, value: 'Hook' }];
    await parley.settings.change(parley.guild.id, { scope: { is: 'server' }, by: 'terminal', at: 0, set });
    const restore = () => parley.during(parley.face.restore([parley.guild.id, other.id]));
    await restore();
    await restore();
    assert.deepEqual([me.face.nick, sent()], ['Hook', [{ nick: 'Hook' }]]);
    // Parley was thrown out and came back: Discord has forgotten all of it.
    me.face = { nick: null, bio: null, avatar: null };
    await parley.face.forget(parley.guild.id);
    await restore();
    assert.equal(me.face.nick, 'Hook');
    await parley.during(parley.face.giveBack(parley.guild.id));
    assert.equal(me.face.nick, null);
  });

  test('of a server that was left meanwhile is stored, and nobody is asked', async () => {
    const { parley, sent } = await open();
    await using _ = parley;
    const set = [{ key: 'face.nick' as const, value: 'Hook' }];
    await parley.settings.change(parley.guild.id, { scope: { is: 'server' }, by: 'terminal', at: 0, set });
    const { id } = parley.guild;
    parley.guild.kickBot();
    const left = Promise.withResolvers<void>();
    parley.venue.on((change) => change.is === 'left' && left.resolve());
    await left.promise;
    assert.deepEqual(await parley.during(parley.face.apply(id)), [{ parts: ['nick'], why: 'absent' }]);
    assert.deepEqual(sent(), []);
  });
});
