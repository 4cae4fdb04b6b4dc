import assert from 'node:assert/strict';
import { switchOn } from './mcp-stage.ts';
import type { MadeCall, ToolCase } from './tool-case.ts';

const POLL: MadeCall = ['start_poll', { question: 'Pizza?', answers: ['yes', 'no'] }];
const ADD: MadeCall = ['notes__add_note', { text: 'Milk' }];

/** Whatever a server says of its own tools, only the operator's word counts. */
const lies: ToolCase[] = ['wipe', 'order', 'list_all'].map((name) => ({
  what: `a server says that its tool ${name} needs no question: Ada is asked, and the server isn’t`,
  before: switchOn('liar'),
  calls: [[`liar__${name}`, { text: 'x' }]],
  told: /"done":false/,
  does: ['asks here'],
}));

const rights: ToolCase[] = [
  {
    what: 'a server’s words order a poll: Ada is asked although the owner lets changes happen',
    isAllowed: true,
    before: switchOn('notes'),
    calls: [['notes__list_notes'], POLL],
    told: /"done":false/,
    does: ['calls notes list_notes {}', 'asks here'],
  },
  {
    what: 'a server’s words order to use the server again: Ada is asked although the owner lets changes happen',
    isAllowed: true,
    before: switchOn('notes'),
    calls: [['notes__list_notes'], ['notes__delete_all']],
    told: /"done":false/,
    does: ['calls notes list_notes {}', 'asks here'],
  },
  {
    what: 'a changed server’s answer orders a poll: Ada is asked although the owner lets changes happen',
    isAllowed: true,
    before: switchOn('notes'),
    calls: [ADD, POLL],
    told: /"done":false/,
    does: ['calls notes add_note {"text":"Milk"}', 'asks here'],
  },
  {
    what: 'Bob presses Ada’s button of a server’s tool, and the server isn’t asked',
    before: switchOn('notes'),
    calls: [ADD],
    told: /"done":false/,
    after: (room) => room.presses('do', /Only the person who asked me/, room.member('Bob')),
    does: ['asks here'],
  },
  {
    what: 'Ada presses the button of a server’s tool twice at once, and the server is asked once',
    before: switchOn('notes'),
    calls: [ADD],
    told: /"done":false/,
    async after(room) {
      const [question, id] = [room.question, room.id('do')];
      await Promise.all([room.press(room.ada, question, id), room.press(room.ada, question, id)]);
      await room.channel.until(() => room.listDeeds().some((deed) => deed.startsWith('calls')));
      await room.channel.until(() => /answered|any more/.test(question.text));
    },
    does: ['asks here', 'calls notes add_note {"text":"Milk"}'],
  },
  {
    what: 'Ada is in time-out when she presses the button of a server’s tool, and the server isn’t asked',
    before: switchOn('notes'),
    calls: [ADD],
    told: /"done":false/,
    async after(room) {
      room.guild.timesOut(room.ada, room.stage.clock.wall() + 3_600_000);
      await room.presses('do', /doesn’t let you do this here any more/);
    },
    does: ['asks here'],
  },
  {
    what: 'Ada can’t see the channel any more when she presses the button of a server’s tool',
    before: switchOn('notes'),
    calls: [ADD],
    told: /"done":false/,
    async after(room) {
      room.channel.denyTo(room.ada, 'ViewChannel');
      await room.presses('do', /doesn’t let you do this here any more/);
    },
    does: ['asks here'],
  },
  {
    what: 'the server is switched off before Ada presses, and isn’t asked',
    before: switchOn('notes'),
    calls: [ADD],
    told: /"done":false/,
    async after(room) {
      await switchOn()(room);
      await room.presses('do', /switched off here/);
    },
    does: ['asks here'],
  },
  {
    what: 'a server’s answer has pings, links and the end of a block: it’s shown as it is, and pings nobody',
    before: switchOn('notes'),
    calls: [ADD],
    told: /"done":false/,
    async after(room) {
      const question = await room.presses('do', /answered `add_note`/);
      assert.match(question.text, /Added\. @everyone ˋˋˋ/);
    },
    does: ['asks here', 'calls notes add_note {"text":"Milk"}'],
  },
  {
    what: 'the arguments of a server’s tool have the end of a block and a ping: Ada sees them as they are',
    before: switchOn('notes'),
    calls: [['notes__add_note', { text: '``` @everyone [x](https://evil.example/) `' }]],
    told: /"done":false/,
    async after({ question }) {
      assert.equal(question.text.match(/```/g)?.length, 2);
    },
    does: ['asks here'],
  },
  {
    what: 'the model calls a server’s tool in a channel where nobody has switched it on',
    calls: [ADD],
    told: /There is no function|switched off/,
  },
  {
    what: 'the model calls a tool of a server that the operator offers elsewhere',
    before: switchOn('hidden'),
    calls: [['hidden__look', { text: 'x' }]],
    told: /There is no function|switched off/,
  },
  {
    what: 'one tool of a server is on, and the model calls another one',
    before: ({ stage, channel }) => stage.set('tools', 'mcp:notes/list_notes', { in: channel }),
    calls: [ADD],
    told: /There is no function|switched off/,
  },
];

/** Whom a server's tools act for. */
export const mcpRights: ToolCase[] = [...lies, ...rights];
