import assert from 'node:assert/strict';
import { refused, refusedBy, set } from './owner.ts';
import type { Case } from './stage.ts';

/** Rights that somebody had a moment ago. Discord tells of a lost role by the next event of its member, and by nothing else. */
export const lostRights: Case[] = [
  {
    what: 'who gets a denied role between two messages is answered once',
    async holds(room) {
      const role = room.guild.role('Quiet');
      await set(room, 'access.roles-denied', role.id);
      const bob = room.member('Bob');
      await room.mention('one', bob);
      bob.gets(role);
      await refused(room, await room.posts('two', bob), 'access.role-denied');
      assert.equal(room.read.length, 1);
    },
  },
  {
    what: 'who loses the allowed role between two messages is answered once',
    async holds(room) {
      const role = room.guild.role('Friends');
      await set(room, 'access.roles', role.id);
      const bob = room.member('Bob');
      bob.gets(role);
      await room.mention('one', bob);
      bob.loses(role);
      await refused(room, await room.posts('two', bob), 'access.role');
      assert.equal(room.read.length, 1);
    },
  },
  {
    what: 'who loses the allowed role between two commands is answered once',
    async holds(room) {
      const role = room.guild.role('Friends');
      await set(room, 'access.roles', role.id);
      const bob = room.member('Bob');
      bob.gets(role);
      await room.ask('one', bob);
      bob.loses(role);
      await refusedBy(await room.asks('two', bob), 'access.role');
      assert.equal(room.read.length, 1);
    },
  },
  {
    what: 'an allowed role that is deleted lets nobody in any more',
    async holds(room) {
      const role = room.guild.role('Friends');
      await set(room, 'access.roles', role.id);
      const bob = room.member('Bob');
      bob.gets(role);
      await room.mention('one', bob);
      room.guild.removeRole(role);
      await refused(room, await room.posts('two', bob), 'access.role');
    },
  },
  {
    what: 'a message that becomes a question by an edit counts with the rights at the edit',
    async holds(room) {
      const role = room.guild.role('Quiet');
      await set(room, 'access.roles-denied', role.id);
      const bob = room.member('Bob');
      const message = await bob.says('nothing yet', { in: room.channel });
      bob.gets(role);
      await bob.edits(message, `@Parley ${room.question('let me in')}`);
      await refused(room, message, 'access.role-denied');
      assert.deepEqual(room.read, []);
    },
  },
  {
    what: 'an answer’s button does nothing for somebody who got a denied role since',
    async holds(room) {
      const role = room.guild.role('Quiet');
      await set(room, 'access.roles-denied', role.id);
      const bob = room.member('Bob');
      const answer = await room.mention('one', bob);
      bob.gets(role);
      await room.channel.until(() => /"custom_id":"ask:[^"]+"/.test(JSON.stringify(answer.components)));
      const [, button = ''] = /"custom_id":"(ask:[^"]+)"/.exec(JSON.stringify(answer.components)) ?? [];
      await refusedBy(await bob.press(answer, button), 'access.role-denied');
      assert.equal(room.read.length, 1);
    },
  },
  {
    what: 'who is put on the list of denied members is refused from then on, and let in again once taken off',
    async holds(room) {
      const bob = room.member('Bob');
      await room.ask('one', bob);
      await set(room, 'access.members-denied', bob.id);
      await refusedBy(await room.asks('two', bob), 'access.member-denied');
      await set(room, 'access.members-denied', 'none');
      await room.ask('three', bob);
      assert.equal(room.read.length, 2);
    },
  },
  {
    what: 'a thread of a channel whose rules changed follows them',
    async holds(room) {
      const bob = room.member('Bob');
      const thread = room.channel.thread('side talk', { by: bob });
      await set(room, 'access.members-denied', bob.id);
      const reply = await bob.slash('ask', { question: room.question('psst') }, { in: thread });
      await refusedBy(reply, 'access.member-denied');
      assert.deepEqual(room.read, []);
    },
  },
  {
    what: 'an administrator who is denied asks in vain, and can still change that',
    async holds(room) {
      const boss = room.guild.member('Boss', { permissions: 'admin' });
      await set(room, 'access.members-denied', boss.id);
      await refusedBy(await room.asks('one', boss), 'access.member-denied');
      const options = { setting: 'access.members-denied', value: 'none', where: 'channel' };
      const reply = await boss.slash('settings set', options, { in: room.channel });
      await reply.until(({ messages }) => messages.some(({ text }) => text !== ''));
      await room.ask('two', boss);
      assert.equal(room.read.length, 1);
    },
  },
  {
    what: 'a manager whose role permits nothing any more can’t change settings',
    async holds(room) {
      const role = room.guild.role('Managers', { permissions: 'ManageGuild' });
      const bob = room.member('Bob');
      bob.gets(role);
      const options = { setting: 'access.members-denied', value: 'none', where: 'channel' };
      const first = await bob.slash('settings set', options, { in: room.channel });
      await first.until(({ messages }) => messages.some(({ text }) => text !== ''));
      room.guild.permits(role, 0n);
      await refusedBy(await bob.slash('settings set', options, { in: room.channel }), 'access.manage');
    },
  },
];
