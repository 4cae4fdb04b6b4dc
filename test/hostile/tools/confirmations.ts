import assert from 'node:assert/strict';
import { OPEN_FOR } from '../../../src/tools/tool-changes.ts';
import type { Message } from '../../../world/discord/message.ts';
import type { MadeCall, ToolCase } from './tool-case.ts';
import type { ToolRoom } from './tool-room.ts';

const POLL: MadeCall = ['start_poll', { question: 'Pizza?', answers: ['yes', 'no'] }];

const NOT_YOURS = /Only the person who asked me/;
const LATE = /doesn’t work any more/;
const NOT_ALLOWED = /doesn’t let you do this here any more/;
const STARTED = /started the poll/;

const ASKED = 'asks here';
const DONE = 'starts a poll here';

/** Ada has asked for a poll, and sees the button; then something happens. */
const after = (what: string, then: (room: ToolRoom) => Promise<unknown>, ...does: string[]): ToolCase => ({
  what,
  calls: [POLL],
  told: /"done":false/,
  after: then,
  does: [ASKED, ...does],
});

/** What stands where a question was says this, also once everybody has pressed all they want and Ada has asked something else. */
const staysSo = async (room: ToolRoom, question: Message, says: RegExp): Promise<void> => {
  await room.ask([]);
  assert.match(question.text, says);
};

/** Who presses Ada's button, and isn't she. */
const OTHERS: Readonly<Record<string, (room: ToolRoom) => ToolRoom['ada']>> = {
  'another member': (room) => room.member('Bob'),
  'a member who is called Ada': (room) => room.member('Ada'),
  'somebody who may do everything': ({ boss }) => boss,
  'the server’s owner': ({ guild }) => guild.find(guild.owner.id) ?? assert.fail('it has no owner'),
};

const byOthers: ToolCase[] = Object.entries(OTHERS).flatMap(([who, find]) =>
  (['do', 'leave'] as const).map((which) =>
    after(`${who} presses “${which}” below Ada’s question, and it stands as before`, async (room) => {
      const other = find(room);
      await room.presses(which, NOT_YOURS, other);
      assert.equal(room.questions.length, 1);
    }),
  ),
);

/** Custom ids that nobody was shown. */
const IDS = [
  'tools:do',
  'tools:do:',
  'tools:do:__proto__',
  'tools:do:constructor',
  `tools:do:${'A'.repeat(16)}`,
  'tools:do:1:2',
];

const madeUp: ToolCase[] = IDS.map((id) =>
  after(`Ada presses a button that says ${JSON.stringify(id)}, and nothing is done`, async (room) => {
    await room.press(room.ada, room.question, id);
  }),
);

/** Rights that are gone when Ada presses. */
const LOST: Readonly<Record<string, (room: ToolRoom) => unknown>> = {
  'the right to send polls': ({ channel, ada }) => channel.denyTo(ada, 'SendPolls'),
  'the right to write': ({ channel, ada }) => channel.denyTo(ada, 'SendMessages'),
  'the right to see the channel': ({ channel, ada }) => channel.denyTo(ada, 'ViewChannel'),
  'all roles': ({ ada }) => {
    ada.roles = [];
  },
  'her voice, in a time-out': ({ guild, ada, stage }) => guild.timesOut(ada, stage.clock.wall() + 3_600_000),
};

const lost: ToolCase[] = Object.entries(LOST).map(([what, lose]) =>
  after(`Ada has lost ${what} when she presses, and nothing is done`, async (room) => {
    lose(room);
    await room.presses('do', NOT_ALLOWED);
  }),
);

const again: ToolCase[] = [
  after(
    'Ada presses three times at once, and there is one poll',
    async (room) => {
      const [question, id] = [room.question, room.id('do')];
      await Promise.all([1, 2, 3].map(() => room.press(room.ada, question, id)));
      await room.until(room.channel.until(() => STARTED.test(question.text)));
      await room.until(room.channel.until(() => room.channel.messages.some(({ poll }) => poll)));
      await staysSo(room, question, STARTED);
    },
    DONE,
  ),
  after(
    'Ada presses again what is done, and there is one poll',
    async (room) => {
      const id = room.id('do');
      const question = await room.presses('do', STARTED);
      await room.press(room.ada, question, id);
      await staysSo(room, question, STARTED);
    },
    DONE,
  ),
  after('Ada lets it be and then presses the other button, and nothing is done', async (room) => {
    const id = room.id('do');
    const question = await room.presses('leave', /left it/);
    await room.press(room.ada, question, id);
    await staysSo(room, question, /left it/);
  }),
  after(
    'Bob presses what Ada has done, and what it says stays',
    async (room) => {
      const id = room.id('do');
      const question = await room.presses('do', STARTED);
      const reply = await room.press(room.member('Bob'), question, id);
      await room.until(reply.until(() => reply.interaction.followUps.some(({ text }) => NOT_YOURS.test(text))));
      await staysSo(room, question, STARTED);
    },
    DONE,
  ),
  after('Ada presses after five minutes, and nothing is done', async (room) => {
    const [question, id] = [room.question, room.id('do')];
    await room.stage.clock.advance(OPEN_FOR + 1_000);
    await room.until(room.channel.until(() => LATE.test(question.text)));
    assert.equal(room.questions.length, 0);
    await room.press(room.ada, question, id);
  }),
  after('Ada presses a copy of her button in another channel, and nothing is done in either', async (room) => {
    const id = room.id('do');
    const elsewhere = room.guild.text('elsewhere');
    const source = await room.ada.says('hello', { in: elsewhere });
    await room.press(room.ada, source, id);
    await room.presses('leave', /left it/);
  }),
  after(
    'Bob puts Ada’s button under his own question, and nothing is done for either',
    async (room) => {
      const id = room.id('do');
      const bob = room.member('Bob');
      await room.ask([POLL], { by: bob });
      const reply = await room.press(bob, room.question, id);
      await room.until(reply.until(() => reply.interaction.followUps.some(({ text }) => NOT_YOURS.test(text))));
    },
    ASKED,
  ),
];

const gone: ToolCase[] = [
  after('a moderator deletes Ada’s question, and Bob presses it', async (room) => {
    const [question, id] = [room.question, room.id('do')];
    room.channel.removed(question);
    const reply = await room.press(room.member('Bob'), question, id);
    await room.until(reply.until(() => reply.interaction.followUps.some(({ text }) => NOT_YOURS.test(text))));
  }),
  after('Ada is thrown out of the server before she presses', async (room) => {
    const [question, id] = [room.question, room.id('do')];
    room.guild.kicks(room.ada);
    await room.press(room.ada, question, id);
    await room.until(room.channel.until(() => NOT_ALLOWED.test(question.text)));
  }),
  after('the tool is switched off before Ada presses', async (room) => {
    await room.stage.set('tools', 'time', { in: room.channel });
    await room.presses('do', /switched off here/);
  }),
  after('the owner denies Ada everything before she presses', async (room) => {
    const role = room.guild.role('Quiet');
    await room.stage.set('access.roles-denied', role.id, { in: room.channel });
    room.ada.gets(role);
    await room.presses('do', /role/);
  }),
  after('Parley has lost the right when Ada presses, and says so', async (room) => {
    room.channel.deny('SendPolls');
    await room.presses('do', /not allowed to do that in this channel/);
  }),
  after('the channel is deleted before Ada presses, and the bot goes on', async (room) => {
    const [question, id] = [room.question, room.id('do')];
    room.channel.delete();
    await room.press(room.ada, question, id);
  }),
];

const many: ToolCase[] = [
  {
    what: 'the model starts five polls for one question, and the owner’s leave ends after three',
    isAllowed: true,
    calls: [POLL, POLL, POLL, POLL, POLL],
    told: /too much for one question/,
    does: [DONE, DONE, DONE],
  },
  {
    what: 'the model asks five times for one question, and Ada sees three questions',
    calls: [POLL, POLL, POLL, POLL, POLL],
    told: /too much for one question/,
    does: [ASKED, ASKED, ASKED],
  },
  {
    what: 'Parley may not write where Ada asks, and nothing is promised',
    before: ({ channel }) => channel.deny('SendMessages'),
    calls: [POLL],
    told: /could not show the button/,
  },
  {
    what: 'a poll is as long as one may be, of letters that need a sign before them; the question is still shown',
    calls: [
      [
        'start_poll',
        { question: '*'.repeat(300), answers: Array.from({ length: 10 }, (_, at) => `${at}`.padEnd(55, '_')) },
      ],
    ],
    told: /"done":false/,
    does: [ASKED],
  },
  {
    what: 'a poll’s question is full of pings, links and marks; the question is drawn as it is and pings nobody',
    calls: [
      [
        'start_poll',
        {
          question: '@everyone <@&1> [free](https://evil.example/x) https://evil.example/y',
          answers: ['**a**', '||b||'],
        },
      ],
    ],
    told: /"done":false/,
    async after({ question }) {
      assert.doesNotMatch(question.text, /(?<!\\)\]\(https:\/\/evil|(?<!\\)\|\|/);
    },
    does: [ASKED],
  },
];

/** Buttons that ask before something is done. */
export const confirmations: ToolCase[] = [...byOthers, ...madeUp, ...lost, ...again, ...gone, ...many];
