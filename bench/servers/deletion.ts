import { pino } from 'pino';
import { openStore } from '../../src/store/store.ts';
import { type Crowd, fill, type Guest } from '../../test/privacy/crowd.ts';
import { sentence } from '../../test/sentences.ts';
import { SHARED_DATABASES } from '../../test/store/stores.ts';
import { spawnBot } from '../../world/bot-process.ts';
import type { Channel } from '../../world/discord/channel.ts';
import type { Member } from '../../world/discord/member.ts';
import { World } from '../../world/world.ts';
import { ms, verdict } from '../figures.ts';
import { fineClock } from '../stage.ts';
import { print } from '../table.ts';

/** The goal, in milliseconds, from the button to the sentence that says that it's done. */
const GOAL = 10_000;

/** How long to wait for it, in milliseconds. */
const DEADLINE = { deadline: 120_000 };

/** How many servers the conversations are in. */
const SERVERS = 20;

/** A key as for `STORE_KEY`. */
const KEY = Buffer.alloc(32, 7);

/** Prints how long it takes to delete somebody from a big store, in every database that is installed. */
export const deletion = async (crowd: Crowd): Promise<void> => {
  for (const [name, start] of Object.entries(SHARED_DATABASES))
    for (const keys of name === 'sqlite' ? [[], [KEY]] : [[]]) {
      const ends: (() => unknown)[] = [];
      try {
        const { url } = await start({ after: (end) => void ends.unshift(end as () => unknown) });
        print(
          `One person deleted out of ${crowd.turns} turns in ${crowd.channels} channels (${name}${keys.length > 0 ? ', STORE_KEY' : ''})`,
          ['', 'turns', 'seen', 'deleted', 'goal', '', 'records left'],
          await measure(url, { crowd, keys }),
        );
      } finally {
        for (const end of ends) await end();
      }
    }
  console.log('\nSeen: from /privacy to what is kept. Deleted: from the button to the last sentence.');
};

const measure = async (
  url: string,
  { crowd, keys }: { crowd: Crowd; keys: readonly Buffer[] },
): Promise<string[][]> => {
  const world = await World.open({ clock: fineClock, visitor: 'any' });
  try {
    const { discord, live } = world;
    const guilds = Array.from({ length: SERVERS }, (_, index) => discord.guild(`Server ${index}`));
    const [guild] = guilds;
    if (!guild) throw new Error('there is no server');
    const general = guild.text('general');
    const [ada, bob] = [guild.member('Ada'), guild.member('Bob')];
    const few: Guest = { id: ada.id, name: 'Ada', isIn: (channel) => channel % 20 === 3, share: 0.1 };
    const many: Guest = { id: bob.id, name: 'Bob', isIn: () => true, share: 0.02 };
    const store = await openStore(url, pino({ level: 'silent' }), { storeKeys: keys });
    const counts = await fill(
      store,
      crowd,
      [few, many],
      guilds.map(({ id }) => id),
    );
    await store.close();
    await using bot = spawnBot({
      discord,
      live,
      store: url,
      env: keys.length > 0 ? { STORE_KEY: keys.map((key) => key.toString('base64')).join() } : {},
    });
    await bot.ready;
    const rows: string[][] = [];
    for (const [member, where] of [
      [ada, 'in one channel of twenty'],
      [bob, 'in every channel'],
    ] as const) {
      const { seen, deleted } = await deleteOf(member, general);
      rows.push([
        `somebody ${where}`,
        `${counts.get(member.id)}`,
        ms(seen),
        ms(deleted),
        ms(GOAL),
        verdict(deleted, GOAL),
        `${await countRecords(url, keys, member.id)}`,
      ]);
    }
    await bot.stop();
    return rows;
  } finally {
    await world.close();
  }
};

/** How many records name a person, without the order to delete them, which stays for half a minute. */
const countRecords = async (url: string, storeKeys: readonly Buffer[], person: string): Promise<number> => {
  const store = await openStore(url, pino({ level: 'silent' }), { storeKeys });
  let found = 0;
  for await (const { key, text } of store.list(''))
    if (!key.startsWith('erasure:') && `${key} ${text}`.includes(person)) found += 1;
  await store.close();
  return found;
};

/** Presses through `/privacy`; resolves to how long it took to see what is kept, and to delete it, in milliseconds. */
const deleteOf = async (member: Member, general: Channel) => {
  const { now } = fineClock;
  let since = now();
  const reply = await member.slash('privacy', {}, { in: general });
  await reply.until(({ text }) => text.includes(sentence({ code: 'privacy.title' })), DEADLINE);
  const seen = now() - since;
  const confirm = await reply.press(sentence({ code: 'button.privacy-delete' }));
  await confirm.shows(sentence({ code: 'privacy.confirm-delete' }), DEADLINE);
  since = now();
  await confirm.press(sentence({ code: 'button.privacy-confirm' }));
  await confirm.until(
    ({ text }) => text === sentence({ code: 'privacy.deleted' }) || text === sentence({ code: 'privacy.under-way' }),
    DEADLINE,
  );
  return {
    seen,
    deleted: confirm.text === sentence({ code: 'privacy.deleted' }) ? now() - since : Number.POSITIVE_INFINITY,
  };
};
