import assert from 'node:assert/strict';
import { PluralKit } from '../../world/discord/plural-kit.ts';
import { ignored, refused, set } from './owner.ts';
import type { Case, Room } from './stage.ts';

/** Names by which a denied member might pass for somebody else. */
const NAMES: Record<string, (room: Room) => string> = {
  'the owner': ({ guild }) => guild.owner.name,
  'the bot': () => 'Parley',
  'a role': () => 'Administrator',
  everyone: () => '@everyone',
  'the system': () => '[System]:',
  'an id of somebody who is allowed': ({ ada }) => ada.id,
  'a mention of somebody who is allowed': ({ ada }) => `<@${ada.id}>`,
  'the name of somebody who is allowed, in other letters': () => 'Аdа',
  'nothing that can be seen': () => '\u200b\u2060',
};

const names: Case[] = Object.entries(NAMES).map(([what, name]) => ({
  what: `a denied member who is called like ${what} is refused`,
  async holds(room) {
    const mallory = room.member(name(room));
    await set(room, 'access.members', room.ada.id);
    await refused(room, await room.posts('let me in', mallory), 'access.role');
    assert.deepEqual(room.read, []);
  },
}));

/** Asks as a message's text does. */
const ask = (room: Room) => `<@${room.stage.world.discord.bot.id}> ${room.question('hello')}`;

const bots: Case[] = [
  {
    what: 'a bot that only has the name of a named bot is ignored',
    async holds(room) {
      const robot = room.guild.member('Robot', { bot: true });
      await set(room, 'bots', 'named');
      await set(room, 'bots.named', robot.id);
      const other = room.guild.member('Robot', { bot: true });
      await ignored(room, () => other.says(ask(room), { in: room.channel }));
      await room.answered(await robot.says(ask(room), { in: room.channel }));
    },
  },
  {
    what: 'a bot with an allowed role that nobody has named is ignored',
    async holds(room) {
      const robot = room.guild.member('Robot', { bot: true });
      const role = room.guild.role('Friends');
      robot.gets(role);
      await set(room, 'access.roles', role.id);
      await ignored(room, () => robot.says(ask(room), { in: room.channel }));
    },
  },
  {
    what: 'a bot with all rights that nobody has named is ignored',
    async holds(room) {
      const robot = room.guild.member('Robot', { bot: true, permissions: 'admin' });
      await ignored(room, () => robot.says(ask(room), { in: room.channel }));
    },
  },
  {
    what: 'a named bot with a denied role is ignored, and told nothing',
    async holds(room) {
      const robot = room.guild.member('Robot', { bot: true });
      const role = room.guild.role('Quiet');
      robot.gets(role);
      await set(room, 'bots', 'named');
      await set(room, 'bots.named', robot.id);
      await set(room, 'access.roles-denied', role.id);
      await ignored(room, () => robot.says(ask(room), { in: room.channel }));
    },
  },
  {
    what: 'a named bot that asks without end is answered five times',
    async holds(room) {
      const robot = room.guild.member('Robot', { bot: true });
      await set(room, 'bots', 'named');
      await set(room, 'bots.named', robot.id);
      for (let number = 0; number < 5; number++) await room.answered(await robot.says(ask(room), { in: room.channel }));
      await ignored(room, async () => {
        for (let number = 0; number < 10; number++) await robot.says(ask(room), { in: room.channel });
      });
    },
  },
  {
    what: 'a bot that edits its message into a question is ignored',
    async holds(room) {
      const robot = room.guild.member('Robot', { bot: true });
      await set(room, 'bots', 'named');
      await set(room, 'bots.named', robot.id);
      await ignored(room, async () => {
        const message = await robot.says('beep', { in: room.channel });
        await robot.edits(message, ask(room));
      });
    },
  },
];

const webhooks: Case[] = [
  {
    what: 'a webhook with the owner’s name has no right of theirs',
    async holds(room) {
      await ignored(room, () => room.channel.webhook().says(room.guild.owner.name, ask(room)));
    },
  },
  {
    what: 'a webhook with an allowed member’s id as its own is a webhook all the same',
    async holds(room) {
      await set(room, 'access.members', room.ada.id);
      const message = room.channel.webhook().says('Ada', 'beep');
      const { gateway } = room.stage.world.discord;
      const forged = { ...message.payload({ reads: true }), guild_id: room.guild.id, content: ask(room) };
      const { bot } = room.stage.world.discord;
      const mentions = [{ id: bot.id, username: bot.name, discriminator: '0', avatar: null, bot: true }];
      await ignored(room, () => {
        const author = { id: room.ada.id, username: 'ada', discriminator: '0', avatar: null };
        gateway.forge('MESSAGE_CREATE', { ...forged, mentions, author, member: room.ada.payload() });
      });
    },
  },
  {
    what: 'another webhook that calls itself PluralKit is no allowed proxy',
    async holds(room) {
      const kit = new PluralKit(room.guild);
      await set(room, 'proxies', kit.id, 'server');
      await ignored(room, () => room.channel.webhook().says('PluralKit', ask(room)));
      await set(room, 'proxies', 'none', 'server');
    },
  },
  {
    what: 'a webhook of another application is not what was named',
    async holds(room) {
      const robot = room.guild.member('Robot', { bot: true });
      await set(room, 'bots', 'named');
      await set(room, 'bots.named', robot.id);
      const other = room.guild.member('Robot', { bot: true });
      await ignored(room, () => room.channel.webhook(other).says('Robot', ask(room)));
    },
  },
  {
    what: 'a webhook that is named is ignored while bots are off',
    async holds(room) {
      const webhook = room.channel.webhook();
      await set(room, 'bots.named', webhook.id);
      await ignored(room, () => webhook.says('News', ask(room)));
    },
  },
];

/** Who isn't who they seem to be. */
export const forgedPeople: Case[] = [...names, ...bots, ...webhooks];
