import type { Channel } from '../../world/discord/channel.ts';
import type { Member } from '../../world/discord/member.ts';
import type { Reply } from '../../world/discord/reply.ts';
import { random } from '../../world/discord/voice/path.ts';
import { say } from '../../world/live/steps.ts';
import type { World } from '../../world/world.ts';
import { fineClock } from '../stage.ts';

/** How often events are sent, in milliseconds. */
const PULSE = 10;

/** How many people write in each server. */
const WRITERS = 40;

/** Of so many events, two aren't messages: a channel and a role are edited. */
const OTHERS = 20;

/** How long Discord waits for an acknowledgement, and a little more, in milliseconds. */
export const PATIENCE = 3_500;

/** How long an answer may take, in milliseconds; a bot that needs it is broken, or its machine has no time for it. */
const DEADLINE = { deadline: 60_000 };

/** Somebody, and where they ask. */
export type Asker = { channel: Channel; member: Member };

/** How much comes a second, and for how long. */
export type Stream = { events: number; questions: number; seconds: number };

/**
 * Lets events come from all servers, and people ask meanwhile. Resolves to how long each question waited for its
 * acknowledgement, in milliseconds; infinite for what Discord gave up, or nobody answered.
 */
export const streamEvents = async (
  world: World,
  askers: readonly Asker[],
  { events, questions, seconds }: Stream,
): Promise<number[]> => {
  const next = random(1);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)] as T;
  world.live.script = () => [say('Yes.')];
  const { now, sleep } = fineClock;
  const start = now();
  const asked: { at: number; reply: Promise<Reply> }[] = [];
  let sent = 0;
  for (let elapsed = 0; elapsed < seconds * 1e3; elapsed = now() - start) {
    for (const due = (elapsed / 1e3) * events; sent < due; sent += 1) {
      const { channel, member } = pick(askers);
      if (sent % (events / questions) === 0)
        asked.push({ at: now(), reply: member.slash('ask', { question: 'Is it?' }, { in: channel }) });
      else tell(world, pick(channel.guild?.channels ?? [channel]), sent, next);
    }
    await sleep(PULSE);
  }
  await sleep(PATIENCE);
  return Promise.all(
    asked.map(async ({ at, reply }) => {
      const answered = await reply;
      if (answered.acknowledged === undefined) return Number.POSITIVE_INFINITY;
      const wait = answered.acknowledged - at;
      return answered
        .until(({ text }) => text !== '', DEADLINE)
        .then(
          () => wait,
          () => Number.POSITIVE_INFINITY,
        );
    }),
  );
};

/** Tells the bot of something that isn't for it. */
const tell = (world: World, channel: Channel, number: number, next: () => number): void => {
  const { guild } = channel;
  if (!guild) return;
  const send = (event: string, data: Record<string, unknown>) =>
    world.discord.gateway.forge(event, { ...data, guild_id: guild.id }, guild.id);
  if (number % OTHERS === 1) return void send('CHANNEL_UPDATE', channel.payload());
  if (number % OTHERS === 2) return void send('GUILD_ROLE_UPDATE', { role: guild.findRole(guild.id) });
  const writer = Math.floor(next() * WRITERS);
  const author = `${BigInt(guild.id) + BigInt(2_000_000 + writer)}`;
  send('MESSAGE_CREATE', {
    id: `${BigInt(guild.id) + BigInt(3_000_000 + number)}`,
    channel_id: channel.id,
    channel_type: channel.type,
    author: {
      id: author,
      username: `writer_${writer}`,
      global_name: `Writer ${writer}`,
      discriminator: '0',
      avatar: null,
      bot: false,
    },
    member: {
      roles: [],
      nick: null,
      avatar: null,
      joined_at: '2026-11-20T10:00:00.000000+00:00',
      deaf: false,
      mute: false,
      flags: 0,
    },
    content: '',
    timestamp: '2026-11-20T10:00:00.000000+00:00',
    edited_timestamp: null,
    tts: false,
    mention_everyone: false,
    mentions: [],
    mention_roles: [],
    attachments: [],
    embeds: [],
    components: [],
    pinned: false,
    type: 0,
    flags: 0,
    nonce: `${number}`,
  });
};
