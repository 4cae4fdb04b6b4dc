import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { UserError } from '../../../src/base/errors.ts';
import type { SettingKind } from '../../../src/settings/kind.ts';
import { listEntries, type SettingScope } from '../../../src/settings/record.ts';
import { SETTING_GROUPS, type SettingGroup, type SettingLayer } from '../../../src/settings/row.ts';
import { canSet, findRow, SETTING_KEYS, type SettingKey } from '../../../src/settings/setting-table.ts';
import type { Channel } from '../../../world/discord/channel.ts';
import type { FormEntry } from '../../../world/discord/form-fields.ts';
import type { Member } from '../../../world/discord/member.ts';
import type { Reply } from '../../../world/discord/reply.ts';
import { Parley } from '../../discord/stage.ts';
import { sentence } from '../../sentences.ts';

/** Everything that can be offered is. */
const KNOWN = {
  models: ['gemini-3.8-live', 'gemini-4-live'],
  messageContent: true,
  textModel: true,
  ownMcpServers: true,
};

/** What people might type into a field of words; the first that fits is used. */
const TYPED = [
  'Hello there',
  'de',
  'Europe/Berlin',
  '123456789012345678',
  '12',
  '5 $',
  '/ask',
  'on',
  'wiki https://mcp.example.com/mcp',
];

const parses = (kind: SettingKind<unknown>, text: string): boolean => {
  try {
    kind.parse(text);
    return true;
  } catch (error) {
    assert.ok(error instanceof UserError, `${error}`);
    return false;
  }
};

const open = async () => {
  const parley = await Parley.open({ operator: { values: {}, known: KNOWN } });
  const boss = parley.guild.member('Boss', { permissions: 'admin' });
  const lounge = parley.guild.voice('Lounge');
  const things: Record<string, string[]> = {
    roles: [...boss.roles],
    members: [parley.ada.id],
    channels: [lounge.id],
  };
  /** A value that isn't the default, as somebody enters it into a form. */
  const enter = (key: SettingKey): FormEntry => {
    const { kind, initial } = findRow(key);
    const { editor } = kind;
    if (editor.is in things) return things[editor.is] ?? [];
    if (editor.is === 'switch') return initial ? 'off' : 'on';
    if (editor.is === 'choice') return [...editor.of].reverse().find((word) => word !== kind.print(initial)) ?? '';
    if (editor.is === 'choices') return [...editor.of].slice(0, 2);
    if (editor.is === 'number') return `${editor.least + 1}`;
    const typed = TYPED.find((text) => parses(kind, text));
    assert.ok(typed, `nothing fits ${key}`);
    return typed;
  };
  return { parley, boss, enter };
};

const toText = (entry: FormEntry): string => (Array.isArray(entry) ? entry.join(' ') : String(entry));

type Setup = Awaited<ReturnType<typeof open>>;

/** Where settings are changed: who does it, in which channel, and what the panel's buttons say of the scope. */
const scopes: Record<
  SettingLayer,
  (setup: Setup) => { who: Member; channel: Channel; home: string; scope: SettingScope }
> = {
  server: ({ parley: { guild, general }, boss }) => ({
    who: boss,
    channel: general,
    home: guild.id,
    scope: { is: 'server' },
  }),
  channel: ({ parley: { guild, general }, boss }) => ({
    who: boss,
    channel: general,
    home: guild.id,
    scope: { is: 'channel', id: general.id },
  }),
  dm: ({ parley: { ada } }) => ({ who: ada, channel: ada.dm, home: ada.dm.id, scope: { is: 'dm' } }),
};

const answered = async (reply: Reply): Promise<Reply> => {
  await reply.until(({ messages }) => messages.length > 0);
  return reply;
};

const LAYERS = ['server', 'channel', 'dm'] as const;

for (const layer of LAYERS)
  describe(`every setting of a ${layer}`, () => {
    const keys = SETTING_KEYS.filter((key) => canSet(key, layer, KNOWN));

    test('is changed by its form, and taken back by emptying it', async () => {
      const setup = await open();
      await using parley = setup.parley;
      const { who, channel, home, scope } = scopes[layer](setup);
      const letter = layer.slice(0, 1);
      const values = async () => listEntries(await parley.settings.record(home), scope);
      const panel = await answered(await who.slash('settings panel', {}, { in: channel }));
      if (layer === 'channel') {
        await panel.press('This channel');
        await panel.until(({ text }) => text.includes('this channel'));
      }
      /** Shows a group's page anew, without what was told last. */
      const pick = async (group: SettingGroup) => {
        await panel.select(`settings:group:${letter}`, [group]);
        const title = ` › ${sentence({ code: `form.group-${group}` })}`;
        await panel.until(({ text }) => text.includes(title) && !text.includes('✅'));
      };
      const edit = async (group: SettingGroup, page: number, fill: (key: SettingKey) => FormEntry) => {
        await pick(group);
        const form = await panel.press(`settings:edit:${group}:${page}:${letter}`);
        await form.until(({ modal }) => modal);
        const fields = (form.modal?.fields ?? []).map((field) => ({ ...field, key: field.customId as SettingKey }));
        await who.submit(form, Object.fromEntries(fields.map(({ key }) => [key, fill(key)])));
        await panel.until(({ text }) => /✅|⚠️|Nothing was changed/.test(text));
        assert.match(panel.text, /^✅ Saved: /, `${group} ${page}`);
        return fields;
      };
      const seen: SettingKey[] = [];
      for (const group of SETTING_GROUPS) {
        const count = keys.filter((key) => findRow(key).group === group).length;
        for (let page = 0; page < Math.ceil(count / 5); page += 1) {
          for (const { key, label, description, value } of await edit(group, page, setup.enter)) {
            seen.push(key);
            assert.ok(label && description, key);
            assert.ok(value === 'as-inherited' || toText(value) === '', `${key} begins as inherited`);
            const entry = (await values())[key];
            assert.deepEqual(
              [entry?.value, entry?.by],
              [findRow(key).kind.parse(toText(setup.enter(key))), who.id],
              key,
            );
          }
          for (const { key, value } of await edit(group, page, inherit)) {
            // What is set stands in the form.
            const { kind } = findRow(key);
            assert.deepEqual(kind.parse(toText(value)), kind.parse(toText(setup.enter(key))), key);
            assert.equal((await values())[key]?.value, undefined, key);
          }
        }
      }
      assert.deepEqual(seen.toSorted(), keys.toSorted());
    });

    test('is changed and reset by typing', async () => {
      const setup = await open();
      await using parley = setup.parley;
      const { who, channel, home, scope } = scopes[layer](setup);
      const where: Record<string, string> = layer === 'dm' ? {} : { where: layer };
      const value = async (key: SettingKey) => listEntries(await parley.settings.record(home), scope)[key]?.value;
      for (const key of keys) {
        const typed = toText(setup.enter(key));
        const set = await who.slash('settings set', { setting: key, value: typed, ...where }, { in: channel });
        assert.match((await answered(set)).text, /^✅/, key);
        assert.deepEqual(await value(key), findRow(key).kind.parse(typed), key);
        const show = await answered(await who.slash('settings show', { setting: key }, { in: channel }));
        assert.ok(show.text.includes(`<@${who.id}>`), `${key}: ${show.text}`);
        const reset = await who.slash('settings reset', { setting: key, ...where }, { in: channel });
        assert.match((await answered(reset)).text, /^✅/, key);
        assert.equal(await value(key), undefined, key);
      }
    });
  });

/** How a form says that nothing is set: by its first choice, by no choice, or by no words. */
const inherit = (key: SettingKey): FormEntry => {
  const { editor } = findRow(key).kind;
  if (editor.is === 'switch') return 'as-inherited';
  if (editor.is === 'choice') return editor.of.length < 10 ? 'as-inherited' : editor.of.length <= 25 ? [] : '';
  return ['choices', 'roles', 'members', 'channels'].includes(editor.is) ? [] : '';
};
