import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { sentence } from '../../sentences.ts';
import { answered, openPanel, openServer, told } from './stage.ts';

const MANAGE = sentence({ code: 'access.manage' });

const NOTHING = sentence({ code: 'settings.file-refused' });

const toFile = (json: unknown, name = 'settings.json') => ({
  name,
  content: Buffer.from(typeof json === 'string' ? json : JSON.stringify(json)),
});

describe('a file of settings', () => {
  test('has everything that is set, and brings it to another server’s state', async () => {
    const { parley, boss } = await openServer();
    await using _ = parley;
    const set = async (setting: string, value: string, where: string) =>
      answered(await boss.slash('settings set', { setting, value, where }));
    await set('voice', 'Puck', 'server');
    await set('captions', 'all', 'channel');
    const exported = await boss.slash('settings export');
    await exported.until(({ messages }) => messages.some(({ files }) => files.length > 0));
    assert.equal(exported.ephemeral, true);
    const [file] = exported.messages.flatMap(({ files }) => files);
    assert.deepEqual(JSON.parse(String(file?.content)), {
      format: 'parley-settings',
      version: 1,
      server: { voice: 'Puck' },
      channels: { [parley.general.id]: { captions: 'all' } },
    });
    await set('voice', 'Kore', 'server');
    await set('listen', 'off', 'server');
    parley.reader.texts.set('settings.json', Buffer.from(file?.content ?? ''));
    const back = await answered(await boss.slash('settings import', { file: toFile(String(file?.content)) }));
    assert.equal(back.text, sentence({ code: 'settings.imported', settings: 1, channels: 1 }));
    const { server, channels } = await parley.settings.record(parley.guild.id);
    assert.deepEqual([server.voice?.value, server.voice?.by, server.listen?.value], ['Puck', boss.id, undefined]);
    assert.equal(channels[parley.general.id]?.captions?.value, 'all');
  });

  test('that is wrong anywhere changes nothing', async () => {
    const { parley, boss } = await openServer();
    await using _ = parley;
    const right = { format: 'parley-settings', version: 1, server: { voice: 'Puck' } };
    const wrong: [unknown, Parameters<typeof sentence>[0]][] = [
      ['{', { code: 'settings.file-broken' }],
      [{ ...right, version: 2 }, { code: 'settings.file-version' }],
      [
        { ...right, server: { voice: 'Puck', pause: 1 } },
        [
          { code: 'settings.file-value', name: 'pause' },
          { code: 'settings.not-a-number', least: 60, most: 5_000 },
        ],
      ],
      [
        { ...right, channels: { '123456789012345678': {} } },
        [{ code: 'settings.file-channel', name: '123456789012345678' }],
      ],
    ];
    for (const [json, why] of wrong) {
      const file = toFile(json);
      parley.reader.texts.set(file.name, file.content);
      assert.equal(
        (await answered(await boss.slash('settings import', { file }))).text,
        Array.isArray(why) ? `${NOTHING}\n- ${sentence(why)}` : sentence(why),
      );
    }
    parley.reader.texts.set('settings.json', Buffer.from([0xff, 0xfe, 0x00]));
    const bytes = await answered(await boss.slash('settings import', { file: toFile('xxx') }));
    assert.equal(bytes.text, sentence({ code: 'settings.file-broken' }));
    const big = await answered(await boss.slash('settings import', { file: toFile('x'.repeat(300_000)) }));
    assert.equal(big.text, sentence({ code: 'settings.file-too-big', most: 64 }));
    assert.deepEqual((await parley.settings.record(parley.guild.id)).server, {});
  });

  test('is for managers of the whole server, or for one’s own direct messages', async () => {
    const { parley, carl } = await openServer();
    await using _ = parley;
    const only = sentence({ code: 'settings.only-channel' });
    const file = toFile({ format: 'parley-settings', version: 1, server: { reply: 'text' } });
    parley.reader.texts.set(file.name, file.content);
    assert.equal((await answered(await carl.slash('settings export'))).text, only);
    assert.equal((await answered(await carl.slash('settings import', { file }))).text, only);
    assert.equal((await answered(await parley.ada.slash('settings import', { file }))).text, MANAGE);
    const { dm } = parley.ada;
    await answered(await parley.ada.slash('settings import', { file }, { in: dm }));
    assert.equal((await parley.settings.record(dm.id)).server.reply?.value, 'text');
  });
});

describe('voices', () => {
  test('are heard by the person alone, each said once, and chosen for the place', async () => {
    const { parley, boss } = await openServer();
    await using _ = parley;
    const panel = await openPanel(boss, 'voice');
    await panel.press('Hear the voices');
    await panel.shows(sentence({ code: 'part.settings-voices' }));
    await panel.select('settings:voice:s:0', ['Puck']);
    await panel.shows(sentence({ code: 'part.settings-voice', voice: 'Puck (upbeat)' }));
    for (const _again of [1, 2]) {
      const press = await panel.press('Hear it');
      await press.until(({ interaction }) => interaction.followUps.some(({ voice }) => voice));
      const voice = press.interaction.followUps[0];
      assert.equal(voice?.ephemeral, true);
      assert.ok(Math.abs((voice?.voice?.seconds ?? 0) - 1) < 0.1);
    }
    assert.deepEqual(parley.sampled, ['Puck']);
    assert.equal(parley.general.messages.length, 0);
    await panel.press('Use it in the whole server');
    await panel.until(({ text }) => text.startsWith(sentence({ code: 'settings.voice-set', voice: 'Puck (upbeat)' })));
    assert.equal((await parley.settings.record(parley.guild.id)).server.voice?.value, 'Puck');
  });

  test('can’t be heard while there is no room, and then they can', async () => {
    const { parley, boss } = await openServer();
    await using _ = parley;
    const panel = await openPanel(boss, 'voice');
    await panel.press('Hear the voices');
    await panel.shows(sentence({ code: 'part.settings-voices' }));
    await panel.select('settings:voice:s:1', ['Sulafat']);
    await panel.until(({ text }) => text.includes('Sulafat'));
    parley.isBusy = true;
    assert.equal(await told(await panel.press('Hear it')), sentence({ code: 'settings.sample-later' }));
    parley.isBusy = false;
    const press = await panel.press('Hear it');
    await press.until(({ interaction }) => interaction.followUps.some(({ voice }) => voice));
    await panel.press('Back');
    await panel.until(({ text }) => text.includes('1. **'));
  });
});
