import type { PermissionsString } from 'discord.js';
import type { MadeCall, ToolCase } from './tool-case.ts';
import type { ToolRoom } from './tool-room.ts';

const POLL: MadeCall = ['start_poll', { question: 'Pizza?', answers: ['yes', 'no'] }];
const THREAD: MadeCall = ['start_thread', { name: 'Plans' }];
const PIN: MadeCall = ['pin_message', { which: 'words', words: 'so it is' }];
const REMIND: MadeCall = ['remind', { text: 'Pay', for: 'channel', in_minutes: 500 }];

const REFUSED = /does not let the person who asked do that here|no such message that the person who asked can read/;

/** What Ada lacks, and what the model is made to call for her all the same; the bot itself may do all of it. */
const LACKS: readonly [call: MadeCall, lacks: string, permissions: PermissionsString[]][] = [
  [POLL, 'the right to send polls', ['SendPolls']],
  [POLL, 'the right to write', ['SendMessages']],
  [THREAD, 'the right to open threads', ['CreatePublicThreads']],
  [REMIND, 'the right to write', ['SendMessages']],
  [PIN, 'the right to pin', ['PinMessages']],
  [PIN, 'the right to read what was said', ['ReadMessageHistory']],
  [
    ['start_thread', { name: 'Plans', which: 'words', words: 'so it is' }],
    'the right to read what was said',
    ['ReadMessageHistory'],
  ],
];

const lacking: ToolCase[] = LACKS.flatMap(([call, lacks, permissions]) =>
  [false, true].map((isAllowed) => ({
    what: `Ada lacks ${lacks}, and the model calls ${call[0]} for her (${isAllowed ? 'without' : 'with'} a button)`,
    isAllowed,
    before: async (room: ToolRoom) => {
      await room.boss.says('so it is', { in: room.channel });
      if (call === PIN) room.channel.allowTo(room.ada, 'PinMessages');
      room.channel.denyTo(room.ada, ...permissions);
    },
    calls: [call],
    told: REFUSED,
  })),
);

/** Rights that are like the one that's needed, and aren't it. */
const NEAR: readonly [call: MadeCall, has: PermissionsString, lacks: PermissionsString][] = [
  [PIN, 'ManageMessages', 'PinMessages'],
  [PIN, 'ManageChannels', 'PinMessages'],
  [POLL, 'MentionEveryone', 'SendPolls'],
  [THREAD, 'CreatePrivateThreads', 'CreatePublicThreads'],
  [THREAD, 'ManageThreads', 'CreatePublicThreads'],
  [REMIND, 'SendMessagesInThreads', 'SendMessages'],
];

const near: ToolCase[] = NEAR.map(([call, has, lacks]) => ({
  what: `Ada has ${has} and lacks ${lacks}, and the model calls ${call[0]} for her`,
  isAllowed: true,
  before: async ({ boss, channel, ada }) => {
    await boss.says('so it is', { in: channel });
    channel.denyTo(ada, lacks);
    channel.allowTo(ada, has);
  },
  calls: [call],
  told: REFUSED,
}));

/** Places that the model makes up for a change; there's no such argument, so it happens where it was asked for. */
const PLACES: Readonly<Record<string, (room: ToolRoom) => Record<string, unknown>>> = {
  'another channel’s id': ({ guild }) => ({ channel: guild.channels[0]?.id, channel_id: guild.channels[0]?.id }),
  'another channel’s name': () => ({ channel: '#general', where: '#general', in: 'general' }),
  'another server’s id': ({ stage, guild }) => {
    const other = stage.findOther(guild);
    return { server: other.id, guild_id: other.id, channel: other.channels[0]?.id };
  },
  'somebody else’s id': ({ boss }) => ({ user: boss.id, as: boss.id, asker: { id: boss.id }, person: boss.id }),
};

const elsewhere: ToolCase[] = Object.entries(PLACES).map(([what, make]) => {
  const args: Record<string, unknown> = {};
  return {
    what: `the model starts a poll with ${what}, and it’s here, for Ada`,
    isAllowed: true,
    before: (room) => Object.assign(args, POLL[1], make(room)),
    calls: [['start_poll', args]],
    told: /"done":true/,
    does: ['starts a poll here'],
  };
});

/** What stands or happens where Ada can't look, and what the model is made to call to find it out for her. */
const hidden: ToolCase[] = [
  {
    what: 'Ada can’t see a voice channel, and isn’t told who is in it',
    before: ({ guild, ada }) => {
      const secret = guild.voice('Secret');
      secret.denyTo(ada, 'ViewChannel');
      guild.member('Eve').joins(secret);
    },
    calls: [['list_people', { channel: 'Secret' }]],
    told: /^(?!.*Secret)\{"rooms"/,
  },
  {
    what: 'Ada may not enter a voice channel, and isn’t told who is in it',
    before: ({ guild, ada }) => {
      const secret = guild.voice('Board');
      secret.denyTo(ada, 'Connect');
      guild.member('Eve').joins(secret);
    },
    calls: [['list_people']],
    told: /^(?!.*Board)\{"rooms"/,
  },
  {
    what: 'Ada asks directly who is in the voice channels of a server, and isn’t told',
    way: 'direct message',
    before: ({ guild }) => guild.member('Eve').joins(guild.voice('Lounge')),
    calls: [['list_people', { server: 'Market' }]],
    told: /direct message: only the person who asks and you/,
  },
  {
    what: 'Ada may not read what was said here, and the model doesn’t read it for her',
    before: async ({ channel, ada, boss }) => {
      await boss.says('the secret', { in: channel });
      channel.denyTo(ada, 'ReadMessageHistory');
    },
    calls: [['read_messages']],
    told: /does not let the person who asked read/,
  },
  {
    what: 'the model reads another channel’s messages for Ada, and gets those from here',
    before: async ({ guild, boss }) => {
      const other = guild.text('staff');
      await boss.says('the secret', { in: other });
    },
    calls: [['read_messages', { channel: 'staff', channel_id: 'staff', count: 50 }]],
    told: /^(?!.*secret).*last 0 messages of this channel/,
  },
  {
    what: 'the model pins words that stand in another channel, and finds none',
    isAllowed: true,
    before: async ({ guild, channel, ada, boss }) => {
      channel.allowTo(ada, 'PinMessages');
      await boss.says('a plan for tonight', { in: guild.text('staff') });
    },
    calls: [['pin_message', { which: 'words', words: 'a plan for tonight' }]],
    told: /no such message/,
  },
];

/** Places where things are otherwise than in a channel. */
const odd: ToolCase[] = [
  {
    what: 'Ada may not write in threads, and the model starts a poll for her in one',
    isAllowed: true,
    before: ({ channel, ada }) => channel.denyTo(ada, 'SendMessagesInThreads'),
    where: ({ channel }) => channel.thread('Plans'),
    calls: [POLL],
    told: REFUSED,
  },
  {
    what: 'the model opens a thread in a thread, which there can’t be',
    isAllowed: true,
    where: ({ channel }) => channel.thread('Plans'),
    calls: [THREAD],
    told: /can be no thread here/,
  },
  {
    what: 'a moderator has locked a thread in which Parley still may write, and the model starts a poll for Ada in it',
    isAllowed: true,
    where({ channel }) {
      channel.allow('ManageThreads');
      const thread = channel.thread('Over');
      thread.archive(false, true);
      return thread;
    },
    calls: [POLL],
    told: REFUSED,
  },
  {
    what: 'Ada may not enter a voice channel, and the model starts a poll for her in its chat',
    isAllowed: true,
    where: ({ guild, ada }) => {
      const voice = guild.voice('Board');
      voice.denyTo(ada, 'Connect');
      return voice;
    },
    calls: [POLL],
    told: REFUSED,
  },
];

/** Tools that are off in the channel; a model may remember them from another one. */
const off: ToolCase[] = [
  POLL,
  THREAD,
  PIN,
  REMIND,
  ['fetch_page', { url: 'http://93.184.216.34/page' }],
  ['read_messages'],
].map((call) => ({
  what: `the model calls ${call[0]} where that is switched off, and nothing is done`,
  isAllowed: true,
  before: ({ stage, channel }: ToolRoom) => stage.set('tools', 'dice', { in: channel }),
  calls: [call as MadeCall],
  told: /switched off here|There is no function/,
}));

/** What Discord or the owner lets the bot do, and not who asks. */
export const lackedRights: ToolCase[] = [...lacking, ...near, ...elsewhere, ...hidden, ...odd, ...off];
