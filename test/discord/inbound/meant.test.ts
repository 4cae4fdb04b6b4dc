import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openAccess } from '../../../src/access/access.ts';
import { BotLoops } from '../../../src/access/bot-loops.ts';
import type { MeantCheck } from '../../../src/discord/inbound/meant-messages.ts';
import type { SettingValues } from '../../../src/settings/setting-table.ts';
import { FixedSettings } from '../../fixed-settings.ts';
import { at } from '../../place.ts';
import { OPEN, Parley } from '../stage.ts';

/** A server in which somebody knows that messages with "you" in them are meant. */
const open = async (values: Partial<SettingValues> = {}, { readsContent = true } = {}) => {
  const asked: Parameters<MeantCheck>[] = [];
  const isMeant: MeantCheck = async (...about) => {
    asked.push(about);
    return about[2].includes('you');
  };
  const settings = new FixedSettings(values);
  const stages = { ...OPEN, access: openAccess({ settings, loops: new BotLoops() }) };
  const parley = await Parley.open({ settings, stages, readsContent, isMeant });
  const afterAll = async () => {
    await parley.ada.says('@Parley last');
    await parley.during(parley.conversations.heard('last'));
  };
  const words = () => asked.map(([, , text]) => text);
  return { parley, asked, words, afterAll };
};

const texts = ({ conversations }: Parley) => conversations.asked.map(({ text }) => text);

test('what calls nobody is a question if it’s meant, and the rest is none', async () => {
  const { parley, asked, words, afterAll } = await open();
  await using _ = parley;
  const { ada, guild, general } = parley;
  const bob = guild.member('Bob');
  const first = await ada.says('how are you?');
  await parley.during(parley.conversations.heard('how are you?'));
  await ada.says('it rained');
  await bob.says('you too', { replyTo: first });
  await bob.says('@Ada you too');
  await bob.says('!play you and me');
  await bob.says('... and you?');
  await guild.member('Robot', { bot: true }).says('you beep');
  general.webhook().says('Hook', 'you ding');
  await afterAll();
  assert.deepEqual(words(), ['how are you?', 'it rained', '... and you?']);
  assert.deepEqual(texts(parley), ['how are you?', '... and you?', 'last']);
  assert.deepEqual(asked[0], [at(general.id, guild.id), ada.id, 'how are you?']);
});

test('nobody is asked about what calls Parley, or where everything is for it, or where words can’t be read', async () => {
  for (const [values, more] of [
    [{ unmentioned: true }, {}],
    [{ called: true }, {}],
    [{}, { readsContent: false }],
  ] as const) {
    const { parley, words, afterAll } = await open(values, more);
    await using _ = parley;
    await parley.ada.says('Parley, how are you?');
    await afterAll();
    assert.deepEqual(words(), []);
  }
});

test('the same words are asked about once, new ones again, and after two minutes none', async () => {
  const { parley, words, afterAll } = await open();
  await using _ = parley;
  const message = await parley.ada.says('see https://example.com');
  await afterAll();
  await parley.ada.edits(message, 'see https://example.com');
  await parley.ada.edits(message, 'can you see it?');
  await parley.during(parley.conversations.heard('can you see it?'));
  assert.deepEqual(words(), ['see https://example.com', 'can you see it?']);
  const other = await parley.ada.says('nothing');
  await parley.during(parley.clock.sleep(130_000));
  await parley.ada.edits(other, 'could you?');
  await afterAll();
  assert.deepEqual(words().slice(2), ['nothing']);
});

test('what was meant isn’t told again with a later question, as one of the earlier messages', async () => {
  const { parley, afterAll } = await open({ context: 5 });
  await using _ = parley;
  await parley.ada.says('it rained');
  await parley.ada.says('did you see?');
  const turn = await parley.during(parley.conversations.next());
  turn.finish({ is: 'complete' });
  await parley.ada.says('it stopped');
  await afterAll();
  const quoted = parley.conversations.asked.map(({ quotes = [] }) => quotes.map(({ text }) => text));
  assert.deepEqual(quoted, [['it rained'], ['it stopped']]);
});
