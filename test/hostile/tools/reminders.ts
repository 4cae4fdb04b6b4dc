import assert from 'node:assert/strict';
import type { Message } from '../../../world/discord/message.ts';
import { choose } from '../settings-room.ts';
import type { ToolCase } from './tool-case.ts';
import type { ToolRoom } from './tool-room.ts';

const MINUTE = 60_000;

type Noted = { id: string; text: string; time: string; offset: string };

const isReminder = ({ text }: Message) => text.startsWith('⏰');
const listSent = ({ channel }: ToolRoom) => channel.messages.filter(isReminder);

/** Notes a reminder; it resolves to what the model was told. */
const note = async (room: ToolRoom, args: Record<string, unknown>, by = room.ada, where = room.channel) => {
  await room.ask([['remind', { text: 'Bread', for: 'me', in_minutes: 2, ...args }]], { by, in: where });
  return room.told.at(-1) ?? {};
};

/** Somebody's reminders, as the model is told of them. */
const list = async (room: ToolRoom, by = room.ada): Promise<Noted[]> => {
  await room.ask([['list_reminders']], { by });
  return (room.told.at(-1)?.reminders ?? []) as Noted[];
};

const countEnds = ({ messages }: ToolRoom['channel']) =>
  messages.filter(({ text }) => text.startsWith('⏰ The end')).length;

/** Lets some minutes pass, and then waits until the boss has been reminded: so all that was due before is done with. */
const pass = async (room: ToolRoom, minutes: number, where = room.channel) => {
  const before = countEnds(where);
  await note(room, { text: 'The end', for: 'channel', in_minutes: minutes }, room.boss, where);
  await room.stage.clock.advance(minutes * MINUTE);
  await room.until(where.until(() => countEnds(where) > before));
};

const END = 'reminds here';

const play = (what: string, plays: (room: ToolRoom) => Promise<unknown>, ...does: string[]): ToolCase => ({
  what,
  isAllowed: true,
  plays,
  does,
});

/** What has become of Ada when her reminder is due, which then comes to nobody. */
const LOST: Readonly<Record<string, (room: ToolRoom) => unknown>> = {
  'may not write any more': ({ channel, ada }) => channel.denyTo(ada, 'SendMessages'),
  'can’t see the channel any more': ({ channel, ada }) => channel.denyTo(ada, 'ViewChannel'),
  'is in time-out': ({ guild, ada, stage }) => guild.timesOut(ada, stage.clock.wall() + 60 * MINUTE),
  'has left the server': ({ guild, ada }) => guild.kicks(ada),
  'has lost all roles': ({ ada }) => {
    ada.roles = [];
  },
};

const lost: ToolCase[] = Object.entries(LOST).flatMap(([what, lose]) =>
  (['me', 'channel'] as const).map((whom) =>
    play(
      `Ada ${what} when her reminder for ${whom === 'me' ? 'herself' : 'everyone here'} is due: it’s dropped`,
      async (room) => {
        await note(room, { for: whom });
        lose(room);
        await pass(room, 3);
        assert.equal(listSent(room).length, 1);
      },
      END,
    ),
  ),
);

/** Texts that would ping, link or pretend. */
const TEXTS: Readonly<Record<string, string>> = {
  'a ping of everyone': '@everyone @here bread',
  'a ping of somebody else': '<@100000000000000001> bread',
  'a ping of a role': '<@&100000000000000001> bread',
  'a link with another name': '[bread](https://evil.example/x)',
  'a link': 'https://evil.example/x',
  'a line of its own': 'bread\n⏰ From Boss: pay at once',
  'as many signs as there may be': '*'.repeat(500),
};

const texts: ToolCase[] = Object.entries(TEXTS).flatMap(([what, text]) =>
  (['me', 'channel'] as const).map((whom) =>
    play(
      `Ada’s reminder for ${whom === 'me' ? 'herself' : 'everyone here'} has ${what}: it pings ${whom === 'me' ? 'her' : 'nobody'}, and is one line`,
      async (room) => {
        await note(room, { text, for: whom, in_minutes: 1 });
        await room.until(room.channel.until(() => listSent(room).length === 1));
        const [first, second, ...more] = listSent(room)[0]?.text.split('\n') ?? [];
        assert.match(first ?? '', /^⏰ /);
        assert.match(second ?? '', /^-# /);
        assert.deepEqual(more, []);
      },
      ...['reminds here', ...(whom === 'me' ? ['pings Ada'] : [])],
    ),
  ),
);

const others: ToolCase[] = [
  play('Ada notes 26 reminders, and the last one isn’t noted; Bob’s is', async (room) => {
    for (let count = 0; count < 26; count += 1) await note(room, { in_minutes: 5_000 + count });
    assert.match(JSON.stringify(room.told.at(-1)), /too many reminders/);
    assert.equal((await list(room)).length, 25);
    assert.equal((await note(room, { in_minutes: 5_000 }, room.member('Bob'))).done, true);
  }),
  play('Bob and the boss cancel Ada’s reminder by its id: it stays', async (room) => {
    const { id } = await note(room, { in_minutes: 5_000 });
    for (const by of [room.member('Bob'), room.boss]) {
      await room.ask([['cancel_reminder', { id, person: room.ada.id }]], { by });
      assert.match(JSON.stringify(room.told.at(-1)), /no reminder of that id/);
    }
    assert.equal((await list(room)).length, 1);
  }),
  play('Ada cancels in one server the reminder that she has in the other: it stays', async (room) => {
    const { id } = await note(room, { in_minutes: 5_000 });
    const other = room.stage.findOther(room.guild);
    const channel = other.text('other');
    other.member(room.ada);
    await room.ask([['cancel_reminder', { id }]], { in: channel });
    assert.match(JSON.stringify(room.told.at(-1)), /no reminder of that id/);
    assert.equal((await list(room)).length, 1);
  }),
  play('Bob chooses Ada’s reminder from a menu that he made up: it stays', async (room) => {
    const { id } = await note(room, { in_minutes: 5_000 });
    const bob = room.member('Bob');
    await note(room, { in_minutes: 5_000, text: 'Tea' }, bob);
    const shown = await room.until(bob.slash('reminders', {}, { in: room.channel }));
    await room.until(shown.until(({ messages }) => messages.length > 0));
    const [source] = shown.messages;
    assert.ok(source);
    choose(bob, source, 'reminders:cancel', [id]);
    await room.until(room.stage.world.discord.until(() => /isn’t there any more/.test(source.text)));
    assert.deepEqual([(await list(room)).length, (await list(room, bob)).length], [1, 1]);
  }),
  play(
    'Ada presses “Do it” when the time is over: nothing is noted',
    async (room) => {
      await room.stage.set('tools-confirm', 'ask', { in: room.channel });
      await note(room, { in_minutes: 1 });
      room.stage.clock.set(2 * MINUTE);
      await room.presses('do', /time is over already/);
      assert.deepEqual(await list(room), []);
    },
    'asks here',
  ),
  play(
    'Ada cancels with a button a reminder that has come meanwhile, and is told so',
    async (room) => {
      const { id } = await note(room, { in_minutes: 2 });
      await room.stage.set('tools-confirm', 'ask', { in: room.channel });
      await room.ask([['cancel_reminder', { id }]]);
      await room.until(room.channel.until(() => listSent(room).length === 1));
      await room.presses('do', /isn’t there any more/);
    },
    'asks here',
    'reminds here',
    'pings Ada',
  ),
  play(
    'the model wants Ada reminded in another channel: it’s here',
    async (room) => {
      await note(room, { in_minutes: 1, channel: room.guild.channels[0]?.id, where: '#general' });
      await room.until(room.channel.until(() => listSent(room).length === 1));
    },
    'reminds here',
    'pings Ada',
  ),
  play(
    'the channel is gone when a reminder is due: it’s dropped, and others come',
    async (room) => {
      await note(room, {});
      room.channel.delete();
      const other = room.guild.text('other');
      await pass(room, 3, other);
    },
    'reminds in #other',
  ),
  play(
    'Parley may not write when a reminder is due: it’s dropped, and isn’t tried for ever',
    async (room) => {
      await note(room, {});
      room.channel.deny('SendMessages');
      await pass(room, 3, room.guild.text('other'));
      room.channel.allow('SendMessages');
      await pass(room, 2);
      assert.equal(listSent(room).length, 1);
    },
    'reminds in #other',
    END,
  ),
];

/** Hours that the clocks of a place skip or show twice. The machine's clock goes to that hour, and stays there. */
const hours: ToolCase[] = [
  play(
    'Ada wants to be reminded in an hour that the clocks skip: it’s an hour later, once',
    async (room) => {
      await note(room, { in_minutes: undefined, at: '2026-03-29T02:30', zone: 'Europe/Berlin' });
      await room.stage.set('time-zone', 'Europe/Berlin', { in: room.channel });
      const [{ time } = { time: '' }] = await list(room);
      assert.match(time, /March 29, 2026 at 03:30/);
      const { clock } = room.stage;
      clock.set(Date.parse('2026-03-29T01:29:00Z') - clock.wall());
      await pass(room, 3);
      assert.equal(listSent(room).length, 2);
    },
    END,
    'reminds here',
    'pings Ada',
  ),
  play(
    'Ada wants to be reminded in an hour that the clocks show twice: it’s the first one, and not again',
    async (room) => {
      await note(room, { in_minutes: undefined, at: '2026-10-25T02:30', zone: 'Europe/Berlin' });
      await room.stage.set('time-zone', 'Europe/Berlin', { in: room.channel });
      const [{ time, offset } = { time: '', offset: '' }] = await list(room);
      assert.match(`${time} ${offset}`, /October 25, 2026 at 02:30 GMT\+02:00/);
      const { clock } = room.stage;
      clock.set(Date.parse('2026-10-25T00:29:00Z') - clock.wall());
      await pass(room, 3);
      clock.set(60 * MINUTE);
      await pass(room, 3);
      assert.equal(listSent(room).length, 3);
    },
    END,
    END,
    'reminds here',
    'pings Ada',
  ),
];

/** What the clock of the machine does meanwhile. */
const clocks: ToolCase[] = [
  play(
    'the clock is set back: the reminder is late by that, and comes once',
    async (room) => {
      await note(room, {});
      room.stage.clock.set(-60 * MINUTE);
      await pass(room, 4);
      assert.equal(listSent(room).length, 1);
      room.stage.clock.set(60 * MINUTE);
      await room.until(room.channel.until(() => listSent(room).length === 2));
    },
    END,
    'reminds here',
    'pings Ada',
  ),
  play(
    'the clock is set forward and back again: the reminder comes once',
    async (room) => {
      await note(room, {});
      room.stage.clock.set(60 * MINUTE);
      await room.until(room.channel.until(() => listSent(room).length === 1));
      assert.match(listSent(room)[0]?.text ?? '', /It was due/);
      room.stage.clock.set(-60 * MINUTE);
      await pass(room, 4);
      assert.equal(listSent(room).length, 2);
    },
    END,
    'reminds here',
    'pings Ada',
  ),
];

/** What people are reminded of. Months pass in the first ones, so nothing may be noted before. */
export const reminders: ToolCase[] = [...hours, ...lost, ...texts, ...others, ...clocks];
