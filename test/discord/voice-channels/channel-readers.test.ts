import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { PermissionFlagsBits } from 'discord.js';
import { type ChannelAccess, isReadableByAll } from '../../../src/discord/voice-channels/channel-readers.ts';
import { Heard } from '../call-stage.ts';
import { Parley } from '../stage.ts';

const { ViewChannel, ReadMessageHistory, Connect, SendMessages } = PermissionFlagsBits;
const USUAL = ViewChannel | ReadMessageHistory | Connect | SendMessages;

type Excepted = [id: string, allow: bigint, deny: bigint];

/** A channel in which everyone, or these roles, have the usual permissions, with exceptions. Members are in lower case. */
const channel = (roles: Record<string, bigint>, ...exceptions: Excepted[]): ChannelAccess => ({
  everyone: 'EVERYONE',
  roles: new Map(Object.entries(roles)),
  exceptions: exceptions.map(([id, allow, deny]) => ({
    is: id === id.toUpperCase() ? 'role' : 'member',
    id,
    allow,
    deny,
  })),
});

const OPEN = { EVERYONE: USUAL };
const ROLES = { EVERYONE: 0n, STAFF: USUAL, GUEST: USUAL };
const closed: Excepted = ['EVERYONE', 0n, ViewChannel];
const staff: Excepted = ['STAFF', ViewChannel, 0n];

/** Whether everyone who may enter the first channel can read the second one. */
const CASES: [what: string, guests: ChannelAccess, readers: ChannelAccess, expected: boolean][] = [
  ['both are open', channel(OPEN), channel(OPEN), true],
  ['the conversation is hidden', channel(OPEN), channel(OPEN, closed), false],
  ['the conversation is for a role', channel(OPEN), channel(OPEN, closed, staff), false],
  ['both are for the same role', channel(OPEN, closed, staff), channel(OPEN, closed, staff), true],
  [
    'the voice channel is for one more role',
    channel(OPEN, closed, staff, ['GUEST', ViewChannel, 0n]),
    channel(OPEN, closed, staff),
    false,
  ],
  [
    'the voice channel is for one more member',
    channel(OPEN, closed, staff, ['eve', ViewChannel, 0n]),
    channel(OPEN, closed, staff),
    false,
  ],
  [
    'that member is let in there, too',
    channel(OPEN, closed, staff, ['eve', ViewChannel, 0n]),
    channel(OPEN, closed, staff, ['eve', ViewChannel, 0n]),
    true,
  ],
  ['a role is kept out of the conversation', channel(OPEN), channel(OPEN, ['GUEST', 0n, ViewChannel]), false],
  ['a member is kept out of the conversation', channel(OPEN), channel(OPEN, ['eve', 0n, ViewChannel]), false],
  ['its past cannot be read', channel(OPEN), channel(OPEN, ['EVERYONE', 0n, ReadMessageHistory]), false],
  ['a role may not write', channel(OPEN), channel(OPEN, ['GUEST', 0n, SendMessages]), true],
  ['what is excepted allows all the same', channel(OPEN), channel(OPEN, ['EVERYONE', ViewChannel, 0n]), true],
  ['roles give all rights', channel(ROLES), channel(ROLES), true],
  ['one of the roles is kept out', channel(ROLES), channel(ROLES, ['GUEST', 0n, ViewChannel]), false],
  [
    'that role cannot enter, but other roles of its members may',
    channel(ROLES, ['GUEST', 0n, Connect]),
    channel(ROLES, ['GUEST', 0n, ViewChannel]),
    false,
  ],
  [
    'who enters has a role that reads whatever else is denied',
    channel(ROLES, ['EVERYONE', 0n, Connect], ['STAFF', Connect, 0n]),
    channel(ROLES, ['GUEST', 0n, ViewChannel], staff),
    true,
  ],
  [
    'a role brings in who cannot read',
    channel({ EVERYONE: 0n, STAFF: USUAL, LOUD: ViewChannel | Connect }),
    channel({ EVERYONE: 0n, STAFF: USUAL, LOUD: ViewChannel | Connect }),
    false,
  ],
  ['nobody at all may enter', channel(OPEN, ['EVERYONE', 0n, Connect]), channel(OPEN, closed), true],
];

describe('everyone who may enter a voice channel can read a conversation', () => {
  for (const [what, guests, readers, expected] of CASES)
    test(`${expected ? 'for certain' : 'or not'}, where ${what}`, () =>
      assert.equal(isReadableByAll(guests, readers), expected));

  test('or not, in a real server, from one change to the next', async () => {
    await using parley = await Parley.open();
    const { guild, general, ada, venue } = parley;
    const lounge = guild.voice('Lounge');
    const heard = new Heard(venue);
    const changed = () => heard.told({ is: 'rights', guildId: guild.id });
    const where = () => venue.noticeChannel(lounge.id, general.id).id;
    ada.joins(lounge);
    await heard.told({ is: 'people', channelId: lounge.id });
    assert.equal(where(), general.id);
    assert.equal(venue.reads(general.id, ada.id), true);
    general.denyTo(ada, 'ReadMessageHistory');
    await changed();
    assert.equal(where(), lounge.id);
    assert.equal(venue.reads(general.id, ada.id), false);
    assert.equal(venue.reads(lounge.id, ada.id), true);
    lounge.deny('SendMessages');
    await changed();
    assert.deepEqual(venue.noticeChannel(lounge.id, general.id).missing, ['SendMessages']);
    assert.equal(venue.noticeChannel(lounge.id, lounge.id).id, lounge.id);
    const other = guild.text('other');
    const thread = other.thread('a thread');
    other.allow('EmbedLinks');
    await changed();
    assert.equal(venue.noticeChannel(lounge.id, thread.id).id, thread.id);
    other.denyTo('everyone', 'ViewChannel');
    await changed();
    assert.equal(venue.noticeChannel(lounge.id, thread.id).id, lounge.id);
  });
});
