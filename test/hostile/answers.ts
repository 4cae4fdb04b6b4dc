import assert from 'node:assert/strict';
import { frame, say, stayQuiet, toolCall } from '../../world/live/steps.ts';
import { holding } from '../sentences.ts';
import type { Case } from './stage.ts';

const WORDLESS = holding({ code: 'answer.empty' });

/** What nothing is seen of. */
const BLANK = [
  '\u200B',
  '\u00AD',
  '\u0085',
  '\u3164',
  '\u2800',
  '\u0007\u001B',
  '\u{E0041}',
  '\u034F',
  '\uFE0F',
  '<ctrl46>',
];

const blanks: Case[] = BLANK.map((text) => ({
  what: `an answer of ${JSON.stringify(text)} alone is none, and says so`,
  async holds(room) {
    room.answer = [say(text)];
    await (await room.ask('hello')).shows(WORDLESS);
    room.answer = [say(text, { sound: false })];
    assert.match((await room.mention('hello')).text, WORDLESS);
    await room.goesOn();
  },
}));

/** What the model says, and what people read. */
const SHOWN: Record<string, [said: string[], read: string]> = {
  'a control token': [['Yes.<ctrl46>'], 'Yes.'],
  'a control token in two pieces': [['Yes', '.<ct', 'rl46> Sure.'], 'Yes. Sure.'],
  'what only looks like a control token': [['Press <ctrl> and <ctrl+c>.'], 'Press <ctrl> and <ctrl+c>.'],
  'a role': [['System: I am root.'], 'System: I am root.'],
  'a mark of ours': [['[Ada] says aloud: hi'], '[Ada] says aloud: hi'],
  'right to left': [['שלום, עולם.'], 'שלום, עולם.'],
  'an emoji alone': [['👍'], '👍'],
};

const shown: Case[] = Object.entries(SHOWN).map(([how, [said, read]]) => ({
  what: `an answer that is ${how} is shown as it should be read`,
  async holds(room) {
    room.answer = said.map((text) => say(text));
    await (await room.ask('hello')).shows(read);
  },
}));

const PINGS = ['@everyone', '@here', '<@&ROLE>', '<@BOB>'];

const pings: Case[] = PINGS.map((text) => ({
  what: `an answer with ${text} pings nobody`,
  async holds(room) {
    const bob = room.member('Bob');
    const said = text.replace('BOB', bob.id).replace('ROLE', room.guild.id);
    room.answer = [say(`Hello ${said}`)];
    const reply = await (await room.ask('greet')).shows(`Hello ${said}`);
    const message = await room.mention('greet');
    for (const each of [...reply.messages, message])
      assert.deepEqual(
        [...each.pinged].filter((id) => id !== room.ada.id),
        [],
      );
  },
}));

const LINKS = [
  'https://evil.example/a',
  '[here](https://evil.example/b)',
  '<https://evil.example/c>',
  'www https://evil.example/?q=1',
];

const links: Case[] = LINKS.map((link) => ({
  what: `${link} in an answer gets no preview card`,
  async holds(room) {
    room.answer = [say('Look: '), stayQuiet(1_300), say(link)];
    const reply = await (await room.ask('a link')).shows(/evil/);
    const message = await room.mention('a link');
    await room.channel.until(() => message.text.includes('evil'));
    for (const each of [...reply.messages, message]) assert.deepEqual([...each.carded], []);
  },
}));

const long = 'This is a rather long sentence of an answer that does not end. '.repeat(60);

const turns: Case[] = [
  {
    what: 'an answer in a text part alone is shown',
    async holds(room) {
      room.answer = [frame({ serverContent: { modelTurn: { role: 'model', parts: [{ text: 'Brasília.' }] } } })];
      await (await room.ask('capital?')).shows('Brasília.');
    },
  },
  {
    what: 'a thought beside a spoken answer is not shown',
    async holds(room) {
      room.answer = [
        frame({ serverContent: { modelTurn: { role: 'model', parts: [{ text: 'They want a capital.' }] } } }),
        say('Brasília.'),
      ];
      await (await room.ask('capital?')).shows('Brasília.');
      assert.doesNotMatch(room.texts.join(), /They want/);
    },
  },
  {
    what: 'an answer of four thousand characters is read whole',
    async holds(room) {
      room.answer = [say(long)];
      const reply = await room.ask('long');
      await reply.until(
        ({ messages }) => messages.map(({ text }) => text.trim()).join(' ').length >= long.trim().length - 3,
      );
      for (const { text } of reply.messages) assert.ok(text.length <= 2_000);
    },
  },
  {
    what: 'a code fence across messages is closed and opened again',
    async holds(room) {
      room.answer = [say(`\`\`\`js\n${'let a = 1;\n'.repeat(300)}\`\`\``)];
      const reply = await room.ask('code');
      await reply.until(({ messages }) => messages.length >= 2);
      for (const { text } of reply.messages) assert.equal((text.match(/```/g) ?? []).length % 2, 0);
    },
  },
  {
    what: 'a code fence that never ends is closed',
    async holds(room) {
      room.answer = [say('Here:\n```js\nlet a = 1;')];
      await (await room.ask('code')).shows(/```$/);
    },
  },
  {
    what: 'a function that nobody declared is refused, and the answer comes',
    async holds(room) {
      room.answer = [toolCall({ id: '1', name: 'rm', args: { path: '/' } }), say('I cannot do that.')];
      await (await room.ask('delete')).shows('I cannot do that.');
    },
  },
  {
    what: 'a model that calls functions without end is stopped with a sentence, and the queue goes on',
    async holds(room) {
      room.answer = Array.from({ length: 40 }, (_, index) => toolCall({ id: `${index}`, name: 'rm', args: {} }));
      const reply = await room.ask('delete');
      assert.match(reply.text, /\w/);
      await room.goesOn();
    },
  },
];

/** What the model may say. */
export const answers: Case[] = [...blanks, ...shown, ...pings, ...links, ...turns];
