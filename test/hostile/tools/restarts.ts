import assert from 'node:assert/strict';
import type { Reminder } from '../../../src/tools/reminders/reminder.ts';
import { Message } from '../../../world/discord/message.ts';
import type { MadeCall } from './tool-case.ts';
import type { ToolRoom } from './tool-room.ts';

/** What happens before the bot's process is killed and another one takes its place, meanwhile, and afterwards. */
export type RestartCase = {
  what: string;
  before?(room: ToolRoom): Promise<unknown>;
  /** What Parley had noted when it was killed. */
  notes?(room: ToolRoom, now: number): Partial<Reminder>;
  /** What happens while no bot runs. */
  meanwhile?(room: ToolRoom): unknown;
  after?(room: ToolRoom): Promise<unknown>;
  /** Whether a reminder is given up. */
  isDropped?: boolean;
  /** What has been done in the room's channel in the end, before and after; see {@link Deeds}. */
  does?: readonly string[];
};

const POLL: MadeCall = ['start_poll', { question: 'Pizza?', answers: ['yes', 'no'] }];

const LATE = /doesn’t work any more/;

/** Ada asks for a poll; the question with its buttons is kept as her app shows it. */
const ask = async (room: ToolRoom) => {
  await room.ask([POLL]);
  return { question: room.question, id: room.id('do') };
};

const dead = (what: string, press: (room: ToolRoom, question: Message) => Promise<unknown>): RestartCase => ({
  what,
  before: ask,
  async after(room) {
    const { question } = room;
    await press(room, question);
    await room.channel.until(() => LATE.test(question.text));
  },
  does: ['asks here'],
});

const HOUR = 60 * 60_000;

/** A reminder of Ada's that was due while no bot ran, and what has become of her or the channel until another one runs. */
const missed = (what: string, meanwhile: RestartCase['meanwhile']): RestartCase => ({
  what: `Ada’s reminder was due while no bot ran, and she ${what}: it’s dropped`,
  notes: (_, now) => ({ due: now - HOUR }),
  meanwhile,
  isDropped: true,
});

/** What a restart must neither forget nor repeat. */
export const restarts: RestartCase[] = [
  dead('Ada presses a button of a bot that has died, and nothing is done', (room, question) =>
    room.press(room.ada, question, room.id('do')),
  ),
  dead('Ada lets be what a bot asked that has died', (room, question) =>
    room.press(room.ada, question, room.id('leave')),
  ),
  dead('Bob presses Ada’s button of a bot that has died, and nothing is done', (room, question) =>
    room.press(room.member('Bob'), question, room.id('do')),
  ),
  {
    what: 'Ada presses a button of a bot that has died while a new question waits, and nothing is done for either',
    before: ask,
    async after(room) {
      const { question } = room;
      const id = room.id('do');
      await ask(room);
      await room.press(room.ada, question, id);
      await room.channel.until(() => LATE.test(question.text));
      assert.equal(room.questions.length, 1);
    },
    does: ['asks here', 'asks here'],
  },
  {
    what: 'Ada presses again what she pressed before the bot died, and there is one poll',
    async before(room) {
      const { question } = await ask(room);
      const { components } = question;
      await room.presses('do', /started the poll/);
      question.components = components;
    },
    async after(room) {
      const { question } = room;
      await room.press(room.ada, question, room.id('do'));
      await room.channel.until(() => LATE.test(question.text));
    },
    does: ['asks here', 'starts a poll here'],
  },
  {
    what: 'a reminder was due while no bot ran: it comes once, and says so',
    notes: (_, now) => ({ due: now - HOUR }),
    async after({ channel }) {
      assert.match((await channel.shows(/^⏰/)).text, /It was due/);
    },
    does: ['reminds here'],
  },
  {
    what: 'the bot died while it sent a reminder, before Discord had it: it comes once',
    notes: (_, now) => ({ due: now - 1_000, sending: now - 1_000 }),
    after: ({ channel }) => channel.shows(/^⏰/),
    does: ['reminds here'],
  },
  {
    what: 'the bot died while it sent a reminder, after Discord had it: it doesn’t come again',
    async before(room) {
      await room.stage.set('tools-confirm', 'allow', { in: room.channel });
      await room.ask([['remind', { text: 'Bread', for: 'me', in_minutes: 500 }]]);
    },
    notes: ({ told }, now) => ({ id: `${told[0]?.id}`, due: now - 1_000, sending: now - 10_000 }),
    meanwhile: ({ channel, told, ada, stage }) => {
      const content = `⏰ <@${ada.id}> Bread\n-# Reminder \`${told[0]?.id}\``;
      const body = { content, allowed_mentions: { parse: [] } };
      channel.post(new Message({ channel, author: stage.world.discord.bot, body }));
    },
    // Whoever looks for it sees that it's done with.
    async after(room) {
      const look = async () => {
        const list = await room.ada.slash('reminders', {}, { in: room.channel });
        await list.until(({ text }) => text !== '');
        return list.text;
      };
      while (!/no reminders here/.test(await look()));
    },
  },
  {
    what: 'Bob writes what looks like the reminder that the bot died with: Ada’s comes all the same',
    notes: (_, now) => ({ id: 'bread2', due: now - 1_000, sending: now - 10_000 }),
    meanwhile: (room) => room.member('Bob').says('⏰ Bread\n-# Reminder `bread2`', { in: room.channel }),
    after: ({ channel }) => channel.shows(/^⏰ <@/),
    does: ['reminds here'],
  },
  {
    what: 'the bot died while it sent a reminder, and may not look into the channel any more: it’s dropped',
    notes: (_, now) => ({ due: now - 1_000, sending: now - 10_000 }),
    meanwhile: ({ channel }) => channel.deny('ViewChannel'),
    isDropped: true,
  },
  {
    what: 'the bot died while it sent a reminder, and the channel is deleted: it’s dropped',
    notes: (_, now) => ({ due: now - 1_000, sending: now - 10_000 }),
    meanwhile: ({ channel }) => channel.delete(),
    isDropped: true,
  },
  {
    what: 'the clock was a day ahead when a reminder was noted, and is right again: it comes when it’s due, not now',
    notes: (_, now) => ({ due: now + 24 * HOUR, made: now + 23 * HOUR }),
  },
  {
    what: 'the clock was a year behind when a reminder was noted, and is right again: it comes once, late',
    notes: (_, now) => ({ due: now - 8_760 * HOUR, made: now - 8_761 * HOUR }),
    async after({ channel }) {
      assert.match((await channel.shows(/^⏰/)).text, /It was due/);
    },
    does: ['reminds here'],
  },
  missed('may not write there any more', ({ channel, ada }) => channel.denyTo(ada, 'SendMessages')),
  missed('can’t see the channel any more', ({ channel, ada }) => channel.denyTo(ada, 'ViewChannel')),
  missed('has left the server', ({ guild, ada }) => guild.kicks(ada)),
  missed('is in time-out', ({ guild, ada, stage }) => guild.timesOut(ada, stage.clock.wall() + HOUR)),
  missed('finds the channel deleted', ({ channel }) => channel.delete()),
];
