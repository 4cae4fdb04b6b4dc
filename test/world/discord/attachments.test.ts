import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  type ChatInputCommandInteraction,
  Events,
  MessageFlags,
  SlashCommandBuilder,
  StickerFormatType,
} from 'discord.js';
import { scene } from '../../../world/discord/discord-scene.ts';
import { next } from './next-message.ts';

const TEXT = { name: 'log.txt', content: Buffer.from('ERROR 17'), contentType: 'text/plain; charset=utf-8' };
const COMMAND = new SlashCommandBuilder()
  .setName('ask')
  .setDescription('Asks')
  .addAttachmentOption((option) =>
    option.setName('file').setDescription('A file').setFileTypes('image', 'audio', '.txt', '.csv'),
  );

test('files of a message that is open to the bot arrive, with what there is to know of each', async (t) => {
  const { ada, client } = await scene(t);
  const picture = { name: 'cat 1.png', content: Buffer.from('png'), width: 800, height: 600, alt: 'a cat' };
  const message = await next(client, () => ada.says('@Parley look', { files: [TEXT, picture] }));
  const [text, cat] = [...message.attachments.values()];
  assert.deepEqual(
    [text?.name, text?.size, text?.contentType, text?.ephemeral],
    ['log.txt', 8, 'text/plain; charset=utf-8', false],
  );
  assert.deepEqual(
    [cat?.name, cat?.title, cat?.contentType, cat?.width, cat?.height, cat?.description],
    ['cat_1.png', null, null, 800, 600, 'a cat'],
  );
  assert.equal(await (await fetch(text?.url ?? '')).text(), 'ERROR 17');
});

test('without the intent, files, polls and words of a message that is not for the bot stay hidden', async (t) => {
  const { ada, client } = await scene(t);
  const files = await next(client, () => ada.says('look', { files: [TEXT], stickers: ['Wave'] }));
  assert.deepEqual([files.content, files.attachments.size], ['', 0]);
  assert.deepEqual(
    files.stickers.map(({ name, format }) => [name, format]),
    [['Wave', StickerFormatType.PNG]],
  );
  const poll = await next(client, () => ada.asksPoll('Lunch?', ['Soup', 'Rice']));
  assert.equal(poll.poll, null);
});

test('a poll in a direct message has its question and answers', async (t) => {
  const { ada, client } = await scene(t);
  const { poll } = await next(client, () => ada.asksPoll('Lunch?', ['Soup', 'Rice'], { in: ada.dm, hours: 2 }));
  assert.equal(poll?.question.text, 'Lunch?');
  assert.deepEqual(
    poll?.answers.map(({ text }) => text),
    ['Soup', 'Rice'],
  );
});

test('a voice message has its flag, length and waveform, and perhaps no kind and no name', async (t) => {
  const { ada, client } = await scene(t);
  const note = Buffer.from('OggS');
  const known = await next(client, () => ada.sendsVoice(note, { in: ada.dm, durationSeconds: 1.5, waveform: 'AAAA' }));
  assert.ok(known.flags.has(MessageFlags.IsVoiceMessage));
  const { duration, waveform, contentType, name } = known.attachments.first() ?? {};
  assert.deepEqual([duration, waveform, contentType, name], [1.5, 'AAAA', 'audio/ogg', 'voice-message.ogg']);
  const bare = { name: '', contentType: undefined, durationSeconds: 1 };
  const unknown = await next(client, () => ada.sendsVoice(note, { in: ada.dm, ...bare }));
  const attachment = unknown.attachments.first();
  assert.deepEqual([attachment?.contentType, attachment?.name, attachment?.title], [null, 'unknown', null]);
});

test('nobody sends more than their app lets them', async (t) => {
  const { ada } = await scene(t);
  const big = { name: 'big.bin', content: Buffer.alloc(10 * 1024 * 1024 + 1) };
  await assert.rejects(ada.says('x', { files: [big] }), /big\.bin is too big: Ada may upload files of up to \d+ MB\./);
  await assert.rejects(ada.says('x', { files: Array(11).fill(TEXT) }), /at most 10 files/);
  await assert.rejects(ada.says('x', { stickers: ['1', '2', '3', '4'] }), /at most 3 stickers/);
  await assert.rejects(ada.asksPoll('', ['a']), /question has 1 to 300/);
  await assert.rejects(ada.asksPoll('?', Array(11).fill('a')), /1 to 10 answers/);
  ada.uploadLimit = 500 * 1024 * 1024;
  await ada.says('x', { files: [big] });
});

test('a file option takes the files that it names, and only attachments name files', async (t) => {
  const { ada, client, discord } = await scene(t);
  await client.application.commands.set([COMMAND]);
  const [option] = discord.commands.all[0]?.options ?? [];
  assert.deepEqual(option?.file_types, ['image', 'audio', '.txt', '.csv']);
  client.on(Events.InteractionCreate, (use) => {
    const asked = use as ChatInputCommandInteraction;
    const { name, ephemeral, url } = asked.options.getAttachment('file', true);
    void asked.reply(`${name} ${ephemeral} ${new URL(url).pathname.split('/')[1]}`);
  });
  await (await ada.slash('ask', { file: TEXT })).shows('log.txt true ephemeral-attachments');
  await (await ada.slash('ask', { file: { ...TEXT, name: 'A.PNG' } })).shows('A.PNG true ephemeral-attachments');
  const program = { name: 'a.exe', content: Buffer.from('MZ') };
  await assert.rejects(ada.slash('ask', { file: program }), /does not take a\.exe as attachment "file"/);
  const wrong = (options: unknown[]) =>
    client.rest.put(`/applications/${client.application.id}/commands`, {
      body: [{ name: 'ask', description: 'Asks', options }],
    });
  const file = { type: 11, name: 'file', description: 'A file' };
  await assert.rejects(wrong([{ ...file, type: 3, file_types: ['image'] }]), { code: 50035 });
  await assert.rejects(wrong([{ ...file, file_types: ['picture'] }]), { code: 50035 });
  await assert.rejects(wrong([{ ...file, file_types: Array.from({ length: 11 }, (_, index) => `.t${index}`) }]), {
    code: 50035,
  });
  // The world objects to these bodies by Discord's own description, too.
  discord.excuse(/commands/);
});
