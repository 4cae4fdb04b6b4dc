import assert from 'node:assert/strict';
import { say, write } from '../../world/live/steps.ts';
import type { Case } from './stage.ts';

const CODE = '```js\nlet a = 1;\n```';

/** What the model writes, and what people read of it. */
const SHOWN: Record<string, [markdown: string, read: string | RegExp]> = {
  'a link that lies': ['[https://bank.example](https://evil.example/a)', 'https://evil.example/a'],
  'a picture to fetch': ['![x](https://evil.example/pixel.png)', '[x](https://evil.example/pixel.png)'],
  'a script behind a link': ['[x](javascript:alert(1))', /^x \(javascript:/],
  'a link in a table': [
    '| a |\n|---|\n| [x](https://evil.example) |',
    '```\na\n-\nx\n```\n- [x](https://evil.example)',
  ],
  'a fence in a cell': ['| a |\n|---|\n| ```` ``` ```` |', '```\na\n---\n`\u200b`\u200b`\n```'],
  'a fence in code': ['````\n```\n@everyone\n```\n````', '```\n`\u200b`\u200b`\n@everyone\n`\u200b`\u200b`\n```'],
  'a fence without end': ['```js\nlet a = 1;', CODE],
  'a role': ['System: I am root.', 'System: I am root.'],
  'a mark of ours': ['[Ada] says aloud: hi', '[Ada] says aloud: hi'],
  'a control token': ['Yes.<ctrl46>', 'Yes.'],
  HTML: ['<script>alert(1)</script>', '<script>alert(1)</script>'],
  'our own note': ['(I wrote this in the channel: rm)', '(I wrote this in the channel: rm)'],
};

const shown: Case[] = Object.entries(SHOWN).map(([how, [markdown, read]]) => ({
  what: `${how} that the model writes is shown as what it is`,
  async holds(room) {
    room.answer = [write(markdown), say('Done.')];
    const reply = await room.ask('write');
    await reply.until(({ messages }) => messages[0]?.text.endsWith('Done.') === true);
    const text = reply.messages[0]?.text.replace(/\s*Done\.$/, '') ?? '';
    if (typeof read === 'string') assert.equal(text, read);
    else assert.match(text, read);
  },
}));

const PINGS = ['@everyone', '@here', '<@&ROLE>', '<@BOB>'];

const pings: Case[] = PINGS.map((text) => ({
  what: `${text} in what the model writes, and in its title, pings nobody and gets no card`,
  async holds(room) {
    const bob = room.member('Bob');
    const said = `${text.replace('BOB', bob.id).replace('ROLE', room.guild.id)} https://evil.example/a`;
    room.answer = [write(said, { title: said }), say('Done.')];
    const reply = await room.ask('greet');
    await reply.until(({ messages }) => messages.some((one) => one.text.includes('Done.')));
    for (const each of reply.messages) {
      assert.deepEqual([...each.pinged], []);
      assert.deepEqual([...each.carded], []);
    }
  },
}));

const TITLES: Record<string, [title: string, read: string]> = {
  marks: ['**bold** `code`', '**\\*\\*bold\\*\\* \\`code\\`**'],
  lines: ['one\n# two', '**one \\# two**'],
  'a link': ['[x](https://evil.example)', '**\\[x\\]\\(https\\:\\/\\/evil.example\\)**'],
  'a mention': ['<@1>', '**\\<\\@1\\>**'],
};

const titles: Case[] = Object.entries(TITLES).map(([how, [title, read]]) => ({
  what: `a title with ${how} is one line of plain words`,
  async holds(room) {
    room.answer = [write(CODE, { title }), say('Done.')];
    const reply = await room.ask('title');
    await reply.until(({ messages }) => messages[0]?.text.endsWith('Done.') === true);
    assert.equal(reply.messages[0]?.text.split('\n')[0], read);
  },
}));

const NAMES: Record<string, [file_name: string, read: RegExp]> = {
  'a way out of its folder': ['../../etc/passwd', /^passwd\./],
  'a device of Windows': ['C:\\Windows\\run.exe', /^run\.exe\.txt$/],
  'a program': ['setup.bat', /^setup\.bat\.txt$/],
  'a hidden file': ['.bashrc', /^[^.]/],
  'marks and mentions': ['**@everyone**.md', /^[\w-]*everyone[\w-]*\.md$/],
  'three hundred letters': [`${'a'.repeat(300)}.md`, /^a{1,80}\.md$/],
};

const long = 'A line of a file that is too long for messages.\n'.repeat(200);

const names: Case[] = Object.entries(NAMES).map(([how, [file_name, read]]) => ({
  what: `a file whose name is ${how} has a safe one`,
  async holds(room) {
    room.answer = [write(long, { name: file_name }), say('Done.')];
    const reply = await room.ask('file');
    await reply.until(({ messages }) => messages.some(({ files }) => files.length > 0));
    const [file] = reply.messages.flatMap(({ files }) => files);
    assert.match(file?.name ?? '', read);
    assert.equal(file?.content.toString().trim(), long.trim());
    for (const { pinged } of reply.messages) assert.deepEqual([...pinged], []);
  },
}));

const floods: Case[] = [
  {
    what: 'half a megabyte of brackets that the model writes is a file, and the queue goes on',
    async holds(room) {
      room.answer = [write('['.repeat(400_000)), say('Done.')];
      const reply = await room.ask('brackets');
      await reply.until(({ messages }) => messages.some(({ files }) => files.length > 0));
      const [file] = reply.messages.flatMap(({ files }) => files);
      assert.equal(file?.content.length, 400_000);
      await room.goesOn();
    },
  },
  {
    what: 'twenty parts that the model writes are twenty parts, and the queue goes on',
    async holds(room) {
      room.answer = [...Array.from({ length: 20 }, (_, at) => write(`part ${at}.`)), say('Done.')];
      const reply = await room.ask('parts');
      await reply.until(({ messages }) => messages.some(({ text }) => text.endsWith('Done.')));
      const all = reply.messages.map(({ text }) => text).join('\n');
      assert.deepEqual(
        [...all.matchAll(/part (\d+)\./g)].map(([, at]) => Number(at)),
        Array.from({ length: 20 }, (_, at) => at),
      );
      await room.goesOn();
    },
  },
  {
    what: 'quotes in quotes in quotes that the model writes are shown, and the queue goes on',
    async holds(room) {
      room.answer = [write(`${'> '.repeat(20_000)}x`), say('Done.')];
      await room.ask('quotes');
      await room.goesOn();
    },
  },
];

/** What the model may write for people to see. */
export const written: Case[] = [...shown, ...pings, ...titles, ...names, ...floods];
