import assert from 'node:assert/strict';
import { sentence } from '../sentences.ts';
import {
  field,
  isUntouched,
  MANAGE,
  OLD,
  ONLY_CHANNEL,
  openBoss,
  openManager,
  openPanel,
  press,
  readStored,
  submit,
  told,
} from './settings-room.ts';
import type { Case } from './stage.ts';

const SNOWFLAKE = '123456789012345678';
const many = (count: number) => Array.from({ length: count }, (_, index) => `${BigInt(SNOWFLAKE) + BigInt(index)}`);

/** Forms that come back with what nobody could enter. None of it is stored. */
const ENTRIES: [what: string, id: string, components: unknown][] = [
  ['100,000 letters', 'voice:0:c', [field('character', { value: 'x'.repeat(100_000) })]],
  ['letters that nobody sees', 'voice:0:c', [field('character', { value: 'You are kind.\u202E\u2066' })]],
  ['a voice that there is not', 'voice:0:c', [field('voice', { value: 'Nobody' })]],
  ['several languages at once', 'voice:0:c', [field('language', { values: ['en', 'de'] }, 3)]],
  ['a list of two hundred words', 'voice:0:c', [field('vocabulary', { value: many(200).join('\n') })]],
  ['a pause of less than nothing', 'calls:0:c', [field('pause', { value: '-5' })]],
  ['a pause without end', 'calls:0:c', [field('pause', { value: '1e999' })]],
  ['a choice that is none', 'calls:0:c', [field('listen', { value: '__proto__' }, 21)]],
  ['26 roles', 'access:0:c', [field('access.roles', { values: many(26) }, 6)]],
  ['roles that are no ids', 'access:0:c', [field('access.roles', { values: ['everyone', '1'] }, 6)]],
  ['a member instead of roles', 'access:0:c', [field('access.roles', { values: ['<@everyone>'] }, 5)]],
  ['an object instead of a word', 'voice:0:c', [field('character', { value: { toString: 'x' } })]],
  ['a number instead of a word', 'calls:0:c', [field('pause', { value: 300 })]],
  ['what only the operator sets', 'access:0:c', [field('access.dm', { value: 'off' })]],
  ['what is for whole servers only', 'calls:1:c', [field('leave-alone', { value: '9' })]],
  [
    'fields that no setting has',
    'voice:0:c',
    [field('__proto__', { value: 'x' }), field('constructor', { value: 'x' })],
  ],
  ['a setting of another page', 'voice:0:c', [field('captions', { value: 'all' }, 21)]],
  ['no fields at all', 'voice:0:c', []],
];

const entered: Case[] = ENTRIES.map(([what, id, components]) => ({
  what: `a form of settings that brings ${what} stores none of it`,
  async holds(room) {
    const boss = openBoss(room);
    const { message } = await openPanel(room, boss);
    const reply = submit(boss, message, `settings:save:${id}:0`, components);
    await reply.until(() => /⚠️|Nothing was changed/.test(message.text) || reply.interaction.followUps.length > 0);
    await isUntouched(room);
  },
}));

/** Ids of forms that nobody was shown. */
const IDS = [
  'voice:0:c',
  'voice:0:c:x',
  'voice:9:c:0',
  'nothing:0:c:0',
  'voice:0:d:0',
  '__proto__:0:c:0',
  `voice:0:c:${'9'.repeat(40)}`,
];

const forged: Case[] = IDS.map((id) => ({
  what: `a form of settings that says ${JSON.stringify(id)} is refused`,
  async holds(room) {
    const boss = openBoss(room);
    const { message } = await openPanel(room, boss);
    assert.equal(
      await told(submit(boss, message, `settings:save:${id}`, [field('character', { value: 'Kind.' })])),
      OLD,
    );
    await isUntouched(room);
  },
}));

const KIND = [field('character', { value: 'Kind.' })];

const replayed: Case[] = [
  {
    what: 'a form of settings that is sent twice is stored once',
    async holds(room) {
      const boss = openBoss(room);
      const { message } = await openPanel(room, boss);
      submit(boss, message, 'settings:save:voice:0:c:0', KIND);
      await room.channel.until(() => message.text.includes('Saved'));
      submit(boss, message, 'settings:save:voice:0:c:0', KIND);
      await room.channel.until(() => message.text.includes('Nothing was changed'));
      assert.deepEqual((await readStored(room)).channel, { character: 'Kind.' });
    },
  },
  {
    what: 'an old form of settings doesn’t undo what somebody else has set since',
    async holds(room) {
      const [boss, eve] = [openBoss(room), openBoss(room)];
      const { message } = await openPanel(room, boss);
      const set = await eve.slash(
        'settings set',
        { setting: 'character', value: 'Strict.', where: 'channel' },
        { in: room.channel },
      );
      await set.shows(/^✅/);
      submit(boss, message, 'settings:save:voice:0:c:0', KIND);
      await room.channel.until(() => message.text.includes('in the meantime'));
      assert.deepEqual((await readStored(room)).channel, { character: 'Strict.' });
    },
  },
  {
    what: 'a form of settings that is sent in another channel is about that one only',
    async holds(room) {
      const boss = openBoss(room);
      const { message } = await openPanel(room, boss);
      const other = room.stage.room();
      const reply = submit(boss, message, 'settings:save:voice:0:c:0', KIND, other.channel);
      await reply.until(() => message.text.includes('Saved'));
      assert.equal((await readStored(room)).channel, undefined);
      assert.deepEqual((await readStored(other)).channel, { character: 'Kind.' });
    },
  },
  {
    what: 'a form of a channel that says it is the server’s is refused to who manages only channels',
    async holds(room) {
      const { member } = openManager(room, 'ManageChannels');
      const { message } = await openPanel(room, member);
      assert.equal(await told(submit(member, message, 'settings:save:voice:0:s:0', KIND)), ONLY_CHANNEL);
      await isUntouched(room);
    },
  },
  {
    what: 'somebody else’s form of settings, sent by somebody who manages nothing, is refused',
    async holds(room) {
      const { message } = await openPanel(room, openBoss(room));
      assert.equal(await told(submit(room.ada, message, 'settings:save:voice:0:c:0', KIND)), MANAGE);
      await isUntouched(room);
    },
  },
];

/** What somebody does who had the right a moment ago. */
const DEEDS = ['form', 'reset', 'voice', 'typing', 'file'] as const;

const FILE = {
  name: 'settings.json',
  content: Buffer.from('{"format":"parley-settings","version":1,"server":{"voice":"Puck"}}'),
};

const lost: Case[] = (['ManageGuild', 'ManageChannels', 'Administrator'] as const).flatMap((right) =>
  DEEDS.map((deed) => ({
    what: `${right} that was lost in between changes no settings by a ${deed}`,
    async holds(room) {
      const { member, role } = openManager(room, right);
      const { message } = await openPanel(room, member);
      // A role is taken away, or what it permits.
      if (right === 'Administrator') room.guild.permits(role, 0n);
      else member.loses(role);
      const place = { in: room.channel };
      const said = async (reply: ReturnType<typeof member.slash>) => {
        await (await reply).until(({ text }) => text);
        return (await reply).text;
      };
      const act = {
        form: () => told(submit(member, message, 'settings:save:voice:0:c:0', KIND)),
        reset: () => told(press(member, message, 'settings:wipe:c:0')),
        voice: () => told(press(member, message, 'settings:use:c:Puck')),
        typing: () => said(member.slash('settings set', { setting: 'character', value: 'Kind.' }, place)),
        file: () => said(member.slash('settings import', { file: FILE }, place)),
      };
      assert.equal(await act[deed](), MANAGE);
      await isUntouched(room);
    },
  })),
);

const refusal: Case = {
  what: 'a setting that no one knows is refused in words',
  async holds(room) {
    const set = await openBoss(room).slash('settings set', { setting: '__proto__', value: 'x' }, { in: room.channel });
    await set.shows(sentence({ code: 'settings.no-such-setting' }));
    await isUntouched(room);
  },
};

/** What may come back as a form, and from whom. */
export const settingsForms: Case[] = [...entered, ...forged, ...replayed, ...lost, refusal];
