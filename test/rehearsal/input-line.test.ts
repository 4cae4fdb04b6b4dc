import assert from 'node:assert/strict';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { parseLine } from '../../rehearsal/input-line.ts';

const text = (name: string) => ({ type: 3, name, description: '' });

const OFFERS = [
  { name: 'ask', options: [{ ...text('question'), required: true }] },
  { name: 'status' },
  {
    name: 'settings',
    options: [
      {
        type: 1,
        name: 'voice',
        description: '',
        options: [
          text('name'),
          { type: 4, name: 'speed', description: '', min_value: 1, max_value: 4 },
          { type: 5, name: 'aloud', description: '' },
        ],
      },
    ],
  },
  {
    name: 'join',
    options: [
      { type: 7, name: 'channel', description: '', channel_types: [2] },
      { ...text('listen'), choices: [{ value: 'off', name: 'off: listen to nobody' }] },
    ],
  },
];

const WITH_FILE = [
  {
    name: 'ask',
    options: [
      { ...text('question'), required: true },
      { type: 11, name: 'file', description: '' },
    ],
  },
];

const CHANNELS = [
  { id: '100', name: 'general', type: 0 },
  { id: '200', name: 'Lounge', type: 2 },
  { id: '300', name: 'Den', type: 2 },
];

const meant = (line: string) => parseLine(line, { commands: OFFERS, channels: CHANNELS });
const slash = (command: string, options: object) => ({ is: 'slash', command, options });

test('a line is understood by the commands that are registered', () => {
  assert.deepEqual(meant('/ask question: is this: right?'), slash('ask', { question: 'is this: right?' }));
  assert.deepEqual(meant('/ask is it?'), slash('ask', { question: 'is it?' }));
  assert.deepEqual(meant('/ask tell me the question: why?'), slash('ask', { question: 'tell me the question: why?' }));
  const settings = { name: 'Kore', speed: 2, aloud: true };
  assert.deepEqual(meant('/settings voice name: Kore speed: 2 aloud: yes'), slash('settings voice', settings));
  assert.deepEqual(meant('/join'), slash('join', {}));
  assert.deepEqual(meant('/join listen: off channel: den'), slash('join', { listen: 'off', channel: CHANNELS[2] }));
  assert.deepEqual(meant('/join listen: OFF: listen to nobody'), slash('join', { listen: 'off' }));
});

test('what does not fit a command is told with what does', () => {
  const wrong: [line: string, told: RegExp][] = [
    ['/nope', /^\/nope isn’t a command\. Parley has \/ask, \/status, \/settings, \/join\. The rehearsal has \/press/],
    ['/as', /needs a name/],
    [`/as ${'x'.repeat(33)}`, /^A name takes at most 32 characters; these are 33\.$/],
    ['/say', /needs a WAV file/],
    ['/ask', /\/ask needs its option: \/ask question: …/],
    ['/status now', /\/status takes nothing after its name/],
    ['/quit now', /\/quit takes nothing after its name/],
    ['/kill it', /\/kill takes nothing after its name/],
    ['/settings', /needs one of its subcommands: voice/],
    ['/settings voice speed: fast', /speed takes a whole number from 1 up to 4, not “fast”/],
    ['/settings voice speed: 9', /speed takes a whole number from 1 up to 4, not “9”/],
    ['/settings voice aloud: perhaps', /aloud is yes or no, not “perhaps”/],
    ['/join Lounge', /“Lounge” stands before the first option\. Write it as: \/join \[channel: …\] \[listen: …\]/],
    ['/join speed: 3', /\/join has no option “speed”\. Write it as/],
    ['/join channel: Lounge speed: 3', /\/join has no option “speed”/],
    ['/join listen: off listen: off', /“listen:” stands there twice/],
    ['/join channel:', /channel: needs a value/],
    ['/join channel: general', /there is no “general” to choose, only #Lounge, #Den/],
    ['/join channel: <#100>', /there is no “<#100>” to choose/],
    ['/join listen: all', /“all” is not a choice of listen\. Choose one of\n {2}off: listen to nobody/],
    ['/save out.mp3', /has to end in \.wav/],
    ['/say hello.wav & /kill', /Parley doesn’t answer \/say hello\.wav/],
    ['/ask salt & /pepper', /^Only \/kill, \/restart, \/stop and \/press NAME can follow &\.$/],
    ['/ask salt & /killer', /^Only \/kill/],
    ['& /kill', /^A line has to come before &/],
    ['/ask salt & /kill & /kill', /^Only one thing/],
    [`/ask ${'x'.repeat(6_001)}`, /^question takes at most 6000 characters; these are 6001/],
  ];
  for (const [line, told] of wrong) assert.throws(() => meant(line), { message: told }, line.slice(0, 80));
});

test('a channel is named as people see it, or mentioned', () => {
  for (const named of ['Lounge', '#Lounge', 'lounge', '<#200>', '<#1>'])
    assert.deepEqual(meant(`/join channel: ${named}`), slash('join', { channel: CHANNELS[1] }), named);
});

test('files are named as in a shell', () => {
  const files: [typed: string, file: string][] = [
    ['hello you.wav', 'hello you.wav'],
    ['"hello you.wav"', 'hello you.wav'],
    ["'it.wav'  ", 'it.wav'],
    ['~/hello.wav', join(homedir(), 'hello.wav')],
    ['"~/hello you.wav"', join(homedir(), 'hello you.wav')],
    ...(process.platform === 'win32' ? [] : ([['hello\\ you.wav', 'hello you.wav']] as [string, string][])),
  ];
  for (const [typed, file] of files) {
    assert.deepEqual(meant(`/say ${typed}`), { is: 'speaks', file });
    assert.deepEqual(meant(`/save ${typed}`), { is: 'save', file });
  }
  assert.deepEqual(meant('/save'), { is: 'save', file: 'answer-heard.wav' });
  assert.throws(() => meant('/say "hello.wav'), /closing " is missing/);
  assert.throws(() => meant('/say "a.wav" "b.wav"'), /One file at a time/);
});

test('free text that comes first needs no name, and a file is named as in a shell', () => {
  const means = (line: string) => parseLine(line, { commands: WITH_FILE });
  assert.deepEqual(means('/ask is it: right?'), slash('ask', { question: 'is it: right?' }));
  const asked = { ...slash('ask', { question: 'what is this?' }), files: { file: 'my log.txt' } };
  assert.deepEqual(means('/ask what is this? file: "my log.txt"'), asked);
  assert.deepEqual(means('/ask file: my\\ log.txt question: what is this?'), asked);
  assert.deepEqual(means('/ask what is this? file:"my log.txt"'), asked);
  assert.deepEqual(means('/ask question:what is this? file:my log.txt'), asked);
  for (const question of ['is file://x an address?', 'is it:right at 12:30?'])
    assert.deepEqual(means(`/ask ${question}`), slash('ask', { question }));
  assert.throws(() => means('/ask what? file:'), /file: needs a value/);
});

test('messages are sent with files, recorded, replied to, forwarded and asked about', () => {
  const deeds: [line: string, deed: object][] = [
    ['/send log.txt @Parley what?', { is: 'says', files: ['log.txt'], text: '@Parley what?' }],
    ['/send "my log.txt" what?', { is: 'says', files: ['my log.txt'], text: 'what?' }],
    ["/send 'my log.txt'", { is: 'says', files: ['my log.txt'], text: '' }],
    ['/send my\\ log.txt', { is: 'says', files: ['my log.txt'], text: '' }],
    ['/send ~/log.txt', { is: 'says', files: [join(homedir(), 'log.txt')], text: '' }],
    [
      '/send a.txt, "b, c.png", d,e.txt one, two',
      { is: 'says', files: ['a.txt', 'b, c.png', 'd,e.txt'], text: 'one, two' },
    ],
    ['/send a.txt, b.txt', { is: 'says', files: ['a.txt', 'b.txt'], text: '' }],
    ['/voice hello you.wav', { is: 'records', file: 'hello you.wav' }],
    ['/reply 2 @Parley why?', { is: 'says', text: '@Parley why?', replyTo: 2 }],
    ['/forward 1', { is: 'forwards', number: 1 }],
    ['/about 12 why?', { is: 'asks about', number: 12, question: 'why?' }],
  ];
  for (const [line, deed] of deeds) assert.deepEqual(meant(line), deed, line);
  const amid = { is: 'amid', asking: { is: 'says', files: ['log.txt'], text: 'x' }, blow: { is: 'kill' } };
  assert.deepEqual(meant('/send log.txt x & /kill'), amid);
  const wrong: [line: string, told: RegExp][] = [
    ['/send', /^\/send needs a file/],
    ['/send "log.txt', /closing " is missing/],
    ['/voice', /^\/voice needs a WAV file/],
    ['/reply', /^Write the number of the message, where 1 is the newest: \/reply 1/],
    ['/reply 0 why?', /^Write the number/],
    ['/reply why?', /^Write the number/],
    ['/reply 1', /^\/reply needs words/],
    ['/forward 1 why?', /^\/forward takes nothing after the number/],
    ['/about 1', /^\/about needs a question/],
  ];
  for (const [line, told] of wrong) assert.throws(() => meant(line), { message: told }, line);
});

test('something is done in the middle of an answer only where that is meant', () => {
  for (const question of ['what is R & D?', 'salt & pepper', 'and &/or'])
    assert.deepEqual(meant(`/ask ${question}`), slash('ask', { question }));
  assert.deepEqual(meant('@Parley hello & /press [Stop]'), {
    is: 'amid',
    asking: { is: 'says', text: '@Parley hello' },
    blow: { is: 'presses', button: 'Stop' },
  });
});
