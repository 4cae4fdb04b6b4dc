import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { opens, sentence } from '../../sentences.ts';
import { Parley } from '../stage.ts';

const LOG = { name: 'message.txt', content: Buffer.from('ERROR 17'), contentType: 'text/plain' };
const CAT = { name: 'Katze übt.png', content: Buffer.from('a cat'), contentType: 'image/png', alt: 'a cat' };

/** What came with the next question: what it quotes, and which files are read. */
const brought = async (parley: Parley) => {
  const turn = await parley.conversations.next();
  const { text, quotes } = parley.conversations.asked.at(-1) ?? {};
  const files = parley.reader.given.map(({ url, ...file }) => {
    assert.ok(parley.discord.cdn.origin && url.startsWith(parley.discord.cdn.origin), url);
    return file;
  });
  return { turn, text, quotes, files };
};

const LOG_SENT = { name: 'message.txt', size: 8, isVoice: false, of: 'question' };
const CAT_SENT = { name: 'Katze übt.png', size: 5, isVoice: false, alt: 'a cat', of: 'question' };

/** Parley has answered a mention of Ada's. */
const answered = async (parley: Parley) => {
  await parley.ada.says('@Parley hello');
  const turn = await parley.conversations.next();
  turn.addText('Hello, Ada.');
  turn.finish({ is: 'complete' });
  return parley.general.shows('Hello, Ada.');
};

describe('files come with a question', () => {
  test('of /ask', async () => {
    await using parley = await Parley.open();
    await parley.ada.slash('ask', { question: 'Why?', file: LOG });
    const { text, files } = await brought(parley);
    assert.deepEqual([text, files], ['Why?', [LOG_SENT]]);
  });

  test('of a mention, several and with what their sender says is to be seen', async () => {
    await using parley = await Parley.open();
    await parley.ada.says('@Parley why?', { files: [LOG, CAT] });
    const { text, files } = await brought(parley);
    assert.deepEqual([text, files], ['why?', [LOG_SENT, CAT_SENT]]);
  });

  test('and a message that holds only a file asks about the file', async () => {
    await using parley = await Parley.open();
    await parley.ada.says('@Parley', { files: [LOG] });
    const { text, files } = await brought(parley);
    assert.deepEqual([text, files], ['', [LOG_SENT]]);
    await parley.ada.says('', { in: parley.ada.dm, files: [CAT] });
    assert.deepEqual((await brought(parley)).files.slice(1), [CAT_SENT]);
  });

  test('and a voice message is known by its flag, even without a name and a type', async () => {
    await using parley = await Parley.open();
    const sound = Buffer.from('sound');
    const note = { in: parley.ada.dm, durationSeconds: 2, name: '', contentType: undefined };
    await parley.ada.sendsVoice(sound, note);
    const { text, files } = await brought(parley);
    assert.deepEqual([text, files], ['', [{ name: 'unknown', size: 5, isVoice: true, of: 'question' }]]);
  });

  test('and what couldn’t be read stands under the answer', async () => {
    await using parley = await Parley.open();
    parley.reader.refused.add('message.txt');
    await parley.ada.says('@Parley why?', { files: [LOG, CAT] });
    const { turn } = await brought(parley);
    turn.remarks.add({ code: 'media.broken', name: 'message.txt' });
    turn.addText('Because.');
    turn.finish({ is: 'complete' });
    await parley.general.shows(`Because.\n\n-# ${sentence({ code: 'media.broken', name: 'message.txt' })}`);
  });

  test('but nothing is read for people who talk to each other', async () => {
    await using parley = await Parley.open();
    await parley.ada.says('look', { files: [LOG] });
    await parley.ada.says('@Parley hello');
    assert.deepEqual((await brought(parley)).files, []);
  });

  test('and they stay with a question that is edited before it’s asked', async () => {
    await using parley = await Parley.open();
    const message = await parley.ada.says('@Parley', { files: [LOG] });
    const { turn } = await brought(parley);
    turn.finish({ is: 'complete' });
    await parley.ada.edits(message, '@Parley why?');
    await parley.ada.says('@Parley last');
    await parley.conversations.heard('last');
    assert.deepEqual(
      parley.conversations.asked.map(({ text }) => text),
      ['', 'last'],
    );
  });
});

describe('the message that is replied to comes with a question', () => {
  test('from somebody who mentioned Parley there, with its files and under their name', async () => {
    await using parley = await Parley.open();
    const bob = parley.guild.member('Bob');
    const first = await bob.says('@Parley we ship on Friday, @Ada', { files: [LOG] });
    (await parley.conversations.next()).finish({ is: 'complete' });
    await parley.ada.says('@Parley what does he mean?', { replyTo: first });
    const { text, quotes, files } = await brought(parley);
    const words = `@${parley.discord.bot.name} we ship on Friday, @Ada`;
    assert.equal(text, 'what does he mean?');
    assert.deepEqual(quotes, [{ is: 'reply', from: { id: bob.id, name: 'Bob' }, text: words }]);
    assert.deepEqual(files.slice(1), [{ ...LOG_SENT, of: 'quote' }]);
  });

  test('as Parley’s own answer, of which the beginning is enough', async () => {
    await using parley = await Parley.open();
    const answer = await answered(parley);
    await parley.ada.says('and why?', { replyTo: answer });
    const { quotes } = await brought(parley);
    assert.deepEqual(quotes, [{ is: 'reply', from: 'parley', text: 'Hello, Ada.' }]);
  });

  test('honestly without words where Discord shows none, and people are told what to do', async () => {
    await using parley = await Parley.open();
    const bob = parley.guild.member('Bob');
    const first = await bob.says('we ship on Friday', { files: [LOG] });
    await parley.ada.says('@Parley what does he mean?', { replyTo: first });
    const { turn, quotes, files } = await brought(parley);
    assert.deepEqual(quotes, [{ is: 'reply', from: { id: bob.id, name: 'Bob' }, text: '', isHidden: true }]);
    assert.deepEqual(files, []);
    turn.addText('I can’t tell.');
    turn.finish({ is: 'complete' });
    await parley.general.shows(`I can’t tell.\n\n-# ${sentence({ code: 'mention.hidden-reply' })}`);
  });

  test('also if it is deleted meanwhile', async () => {
    await using parley = await Parley.open();
    const bob = parley.guild.member('Bob');
    const first = await bob.says('@Parley we ship on Friday');
    await bob.deletes(first);
    await parley.ada.says('@Parley what did he say?', { replyTo: first });
    await parley.conversations.heard('what did he say?');
    const [quote] = parley.conversations.asked.at(-1)?.quotes ?? [];
    assert.deepEqual([quote?.is, quote?.text, quote?.isHidden], ['reply', '', true]);
  });

  test('in a direct message, whole', async () => {
    await using parley = await Parley.open();
    const first = await parley.ada.says('one', { in: parley.ada.dm });
    (await parley.conversations.next()).finish({ is: 'complete' });
    await parley.ada.says('and this?', { in: parley.ada.dm, replyTo: first });
    const { quotes } = await brought(parley);
    assert.deepEqual(quotes, [{ is: 'reply', from: { id: parley.ada.id, name: 'Ada' }, text: 'one' }]);
  });

  test('and is enough to ask about', async () => {
    await using parley = await Parley.open();
    const answer = await answered(parley);
    await parley.ada.says('@Parley', { replyTo: answer });
    const { text, quotes } = await brought(parley);
    assert.deepEqual([text, quotes?.length], ['', 1]);
  });

  test('with the names that the asker sees in it, and no other', async () => {
    await using parley = await Parley.open();
    const bob = parley.guild.member('Bob');
    const secret = parley.guild.text('secret-plans');
    secret.hideFrom(parley.ada);
    const first = await bob.says(`@Parley see <#${secret.id}> and <#${parley.general.id}>`);
    (await parley.conversations.next()).finish({ is: 'complete' });
    await parley.ada.says('@Parley where?', { replyTo: first });
    const { quotes } = await brought(parley);
    assert.equal(quotes?.[0]?.text, `@${parley.discord.bot.name} see #unknown-channel and #general`);
  });
});

describe('other messages come with a question', () => {
  test('a forward in a direct message, with its files, and nobody as its author', async () => {
    await using parley = await Parley.open();
    const bob = parley.guild.member('Bob');
    const said = await bob.says('we ship on Friday', { files: [LOG], stickers: ['Ship'] });
    await parley.ada.forwards(said, { in: parley.ada.dm });
    const { text, quotes, files } = await brought(parley);
    assert.equal(text, '');
    assert.deepEqual(quotes, [{ is: 'forward', text: 'we ship on Friday', unseen: ['a sticker Ship'] }]);
    assert.deepEqual(files, [{ ...LOG_SENT, of: 'quote' }]);
  });

  test('a reply to a forward shows what was forwarded', async () => {
    await using parley = await Parley.open();
    const said = await parley.guild.member('Bob').says('we ship on Friday');
    const forward = await parley.ada.forwards(said, { in: parley.ada.dm });
    (await parley.conversations.next()).finish({ is: 'complete' });
    await parley.ada.says('what does he mean?', { in: parley.ada.dm, replyTo: forward });
    const { quotes } = await brought(parley);
    assert.equal(quotes?.[0]?.text, '(a forwarded message)\nwe ship on Friday');
  });

  test('a poll of its own, and a sticker', async () => {
    await using parley = await Parley.open();
    await parley.ada.asksPoll('Lunch?', ['Pizza', 'Sushi'], { in: parley.ada.dm });
    const { quotes } = await brought(parley);
    assert.deepEqual(quotes, [{ is: 'own', text: '(a poll) Lunch?\n- Pizza\n- Sushi' }]);
    await parley.ada.says('@Parley look', { stickers: ['Wave'] });
    assert.deepEqual((await brought(parley)).quotes, [{ is: 'own', text: '', unseen: ['a sticker Wave'] }]);
  });

  test('the words of cards, such as a webhook’s', async () => {
    await using parley = await Parley.open();
    const { general, discord } = parley;
    const card = {
      author: { name: 'CI' },
      title: 'Build 17',
      description: 'failed',
      fields: [{ name: 'Step', value: 'test', inline: false }],
      footer: { text: 'main' },
    };
    const build = discord.webhookSays(general, 'CI', `<@${discord.bot.id}>`, { embeds: [card] });
    await parley.ada.says('@Parley why?', { replyTo: build });
    const { quotes } = await brought(parley);
    const words = ['(a card)', 'CI', 'Build 17', 'failed', 'Step: test', 'main'];
    assert.equal(quotes?.[0]?.text, [`@${discord.bot.name}`, ...words].join('\n'));
  });

  test('long ones are cut with a visible sign', async () => {
    await using parley = await Parley.open();
    parley.ada.textLimit = 4_000;
    const first = await parley.ada.says(`a${'b'.repeat(3_000)}`, { in: parley.ada.dm });
    (await parley.conversations.next()).finish({ is: 'complete' });
    await parley.ada.says('and?', { in: parley.ada.dm, replyTo: first });
    const { quotes } = await brought(parley);
    assert.match(quotes?.[0]?.text ?? '', /^ab{1999} \[…\]$/);
  });

  test('but a mention alone is still told that only that message can be read', async () => {
    await using parley = await Parley.open();
    await parley.ada.says('@Parley');
    await parley.general.shows(opens({ code: 'mention.empty', ask: '' }));
  });
});
