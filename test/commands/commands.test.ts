import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { describe, test } from 'node:test';
import { commands } from '../../commands/index.ts';
import { Parley } from '../discord/stage.ts';

const NOT_COMMANDS = ['call-controls', 'command-contexts', 'index', 'services'];

test('every command has a file of its name, and every file is listed', async () => {
  const files = (await readdir(new URL('../../commands/', import.meta.url))).map((file) => file.replace(/\.ts$/, ''));
  assert.deepEqual(
    commands.map(({ data }) => data.name).sort(),
    files.filter((file) => !NOT_COMMANDS.includes(file)).sort(),
  );
});

describe('/ask', () => {
  test('works in a direct message', async () => {
    await using parley = await Parley.open();
    const reply = await parley.ada.slash('ask', { question: 'Why?' }, { in: parley.ada.dm });
    const turn = await parley.conversations.next();
    turn.addText('Because.');
    await reply.shows('Because.');
    assert.deepEqual(parley.conversations.asked, [
      { channel: parley.ada.dm.id, person: { id: parley.ada.id, name: 'Ada' }, text: 'Why?' },
    ]);
  });

  test('works in a thread, which is a conversation of its own', async () => {
    await using parley = await Parley.open();
    const thread = parley.general.thread('side talk');
    const reply = await parley.ada.slash('ask', { question: 'Why?' }, { in: thread });
    (await parley.conversations.next()).addText('Because.');
    await reply.shows('Because.');
    assert.equal(parley.conversations.asked[0]?.channel, thread.id);
  });

  test('asks for a question', async () => {
    await using parley = await Parley.open();
    await assert.rejects(parley.ada.slash('ask'));
  });
});

describe('/reset', () => {
  const open = async () => {
    const parley = await Parley.open();
    return { parley, mod: parley.guild.member('Mod', { permissions: ['ViewChannel', 'ManageMessages'] }) };
  };

  test('forgets the conversation of the channel once it is confirmed', async () => {
    const { parley, mod } = await open();
    await using _ = parley;
    const reply = await mod.slash('reset');
    await reply.shows(/Forget everything/);
    assert.equal(reply.ephemeral, true);
    assert.deepEqual(parley.conversations.forgotten, []);
    await reply.press('Forget it all');
    await reply.shows(/^Forgotten/);
    assert.deepEqual(parley.conversations.forgotten, [parley.general.id]);
    assert.deepEqual(reply.messages[0]?.components, []);
  });

  test('forgets nothing if the person thinks better of it', async () => {
    const { parley, mod } = await open();
    await using _ = parley;
    const reply = await mod.slash('reset');
    await reply.shows(/Forget everything/);
    await reply.press('Keep it');
    await reply.shows('Nothing was forgotten.');
    assert.deepEqual(parley.conversations.forgotten, []);
  });

  test('is refused to whom may not manage messages', async () => {
    const { parley } = await open();
    await using _ = parley;
    const reply = await parley.ada.slash('reset');
    await reply.shows(/You need the Manage Messages permission/);
    assert.equal(reply.ephemeral, true);
  });

  test('is refused at the button too, to whom pressed it', async () => {
    const { parley, mod } = await open();
    await using _ = parley;
    const reply = await mod.slash('reset');
    await reply.shows(/Forget everything/);
    const pressed = await reply.press('Forget it all', parley.ada);
    await pressed.shows(/You need the Manage Messages permission/);
    assert.deepEqual(parley.conversations.forgotten, []);
  });

  test('is anybody’s own affair in a direct message', async () => {
    const { parley } = await open();
    await using _ = parley;
    const reply = await parley.ada.slash('reset', {}, { in: parley.ada.dm });
    await reply.shows(/Forget everything/);
    await reply.press('Forget it all');
    await reply.shows(/^Forgotten/);
    assert.deepEqual(parley.conversations.forgotten, [parley.ada.dm.id]);
  });

  test('keeps its buttons over a restart', async () => {
    const { parley, mod } = await open();
    await using _ = parley;
    const reply = await mod.slash('reset');
    await reply.shows(/Forget everything/);
    await parley.bot.stop(0);
    await parley.start();
    await reply.press('Forget it all');
    await reply.shows(/^Forgotten/);
  });
});

describe('/status', () => {
  test('tells the asker alone how a conversation is doing', async () => {
    await using parley = await Parley.open();
    parley.conversations.current = {
      connection: 'connected',
      model: 'gemini-test',
      startedAt: 1_767_225_600_000,
      turns: 12,
      waiting: 2,
      lastLatency: 840,
    };
    const reply = await parley.ada.slash('status');
    await reply.until(({ text }) => text);
    assert.equal(reply.ephemeral, true);
    assert.deepEqual(reply.text.split('\n'), [
      '**Connection**: connected',
      '**Model**: gemini-test',
      '**Conversation**: began <t:1767225600:R>',
      '**Turns**: 12',
      '**In the queue**: 2',
      '**Time to first word**: 0.8 s',
    ]);
  });

  test('promises nothing where only the owner can mend it', async () => {
    await using parley = await Parley.open();
    const refusal = 'My credits for Gemini are used up.';
    parley.conversations.current = { connection: 'resting', refusal, model: 'gemini-test', turns: 3, waiting: 0 };
    const reply = await parley.ada.slash('status');
    await reply.shows(/Connection\*\*: none\. My credits for Gemini are used up\./);
    assert.doesNotMatch(reply.text, /wakes it up/);
  });

  test('says so when nothing was said yet', async () => {
    await using parley = await Parley.open();
    const reply = await parley.ada.slash('status');
    await reply.shows(/idle.*not begun yet.*no answer yet/s);
    assert.doesNotMatch(reply.text, /remembers/);
  });
});

test('/help names every command so that it can be clicked on, to the asker alone', async () => {
  await using parley = await Parley.open();
  const reply = await parley.ada.slash('help');
  await reply.until(({ text }) => text);
  assert.equal(reply.ephemeral, true);
  for (const { name, id } of parley.discord.commands.all) assert.ok(reply.text.includes(`</${name}:${id}>`), name);
});
