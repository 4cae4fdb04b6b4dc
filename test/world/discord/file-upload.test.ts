import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  Events,
  FileUploadBuilder,
  LabelBuilder,
  ModalBuilder,
  SlashCommandBuilder,
  TextInputBuilder,
  TextInputStyle,
} from 'discord.js';
import { scene } from '../../../world/discord/discord-scene.ts';

const TEXT = { name: 'log.txt', content: Buffer.from('ERROR 17'), contentType: 'text/plain' };
const PICTURE = { name: 'cat.png', content: Buffer.from('png') };

const form = (upload: FileUploadBuilder) =>
  new ModalBuilder()
    .setCustomId('about')
    .setTitle('About')
    .addLabelComponents(
      new LabelBuilder()
        .setLabel('Question')
        .setTextInputComponent(new TextInputBuilder().setCustomId('question').setStyle(TextInputStyle.Paragraph)),
      new LabelBuilder().setLabel('Files').setFileUploadComponent(upload),
    );

const stage = async (t: Parameters<typeof scene>[0], upload: FileUploadBuilder) => {
  const { client, ...rest } = await scene(t);
  await client.application.commands.set([new SlashCommandBuilder().setName('form').setDescription('A form')]);
  client.on(Events.InteractionCreate, (use) => {
    if (use.isChatInputCommand()) void use.showModal(form(upload));
    if (!use.isModalSubmit()) return;
    const files = use.fields.getUploadedFiles('files');
    void use.reply(`${use.fields.getTextInputValue('question')}: ${files?.map(({ name }) => name).join() || 'none'}`);
  });
  return rest;
};

const upload = () => new FileUploadBuilder().setCustomId('files');

test('a form takes files, and brings them along', async (t) => {
  const { ada } = await stage(t, upload().setMinValues(0).setMaxValues(10).setRequired(false));
  const both = await ada.submit(await ada.slash('form'), { question: 'What?' }, { files: [TEXT, PICTURE] });
  await both.shows('What?: log.txt,cat.png');
  await (await ada.submit(await ada.slash('form'), { question: 'What?' })).shows('What?: none');
});

test('a form lets nobody send too few files, too many, or others', async (t) => {
  const { ada } = await stage(t, upload().setMinValues(2).setMaxValues(3).setFileTypes('.txt'));
  const reply = await ada.slash('form');
  const sends = (...files: (typeof TEXT | typeof PICTURE)[]) => ada.submit(reply, { question: 'What?' }, { files });
  await assert.rejects(ada.submit(reply, { question: 'What?' }), /needs the field "files"/);
  await assert.rejects(sends(TEXT), /takes 2 to 3 files/);
  await assert.rejects(sends(TEXT, TEXT, TEXT, TEXT), /takes 2 to 3 files/);
  await assert.rejects(sends(TEXT, PICTURE), /does not take cat\.png, only: \.txt/);
  await assert.rejects(ada.submit(reply, { question: 'What?' }, { other: [TEXT] }), /no field "other"/);
  await (await sends(TEXT, TEXT)).shows('What?: log.txt,log.txt');
});

test('a form that asks for more files than it takes is refused', async (t) => {
  const { ada, client, discord } = await scene(t);
  await client.application.commands.set([new SlashCommandBuilder().setName('form').setDescription('A form')]);
  const refusals: unknown[] = [];
  client.on(Events.InteractionCreate, async (use) => {
    if (!use.isChatInputCommand()) return;
    const wrong = form(upload()).toJSON();
    const [, label] = wrong.components;
    for (const numbers of [{ max_values: 11 }, { min_values: 3, max_values: 2 }, { file_types: ['nonsense'] }]) {
      Object.assign(Object(label).component, { min_values: 1, max_values: 1, file_types: [] }, numbers);
      await use.showModal(wrong).catch((error) => refusals.push(error.code));
    }
    await use.reply('refused');
  });
  await (await ada.slash('form')).shows('refused');
  assert.deepEqual(refusals, [50035, 50035, 50035]);
  discord.excuse(/callback/);
});
