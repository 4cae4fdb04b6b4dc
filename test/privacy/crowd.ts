import type { StoredTurn } from '../../src/conversation/turns/stored-turn.ts';
import { RECORD_KINDS } from '../../src/store/record-kinds.ts';
import type { Store, StoreRecord } from '../../src/store/store.ts';

/** How much is stored: turns, in so many channels, each the same number. */
export type Crowd = { turns: number; channels: number };

/** A server, and how many of its channels come before the next one's. */
const CHANNELS_OF_SERVER = 20;

/** How many other people there are, who take turns. */
const PEOPLE = 2_000;

/** How many records are written at once. */
const PIECE = 500;

/** Somebody among the others: in which channels, and in how many of its turns they ask. */
export type Guest = { id: string; name: string; isIn(channel: number): boolean; share: number };

/** Ids as Discord's, of which the world knows nothing. */
const idOf = (kind: number, number: number): string =>
  `${1_100_000_000_000_000_000n + BigInt(kind * 10_000_000 + number)}`;

/** Fills a store with the turns of a crowd, in which there are some guests. Resolves to how many turns are each guest's. */
export const fill = async (
  store: Store,
  { turns, channels }: Crowd,
  guests: readonly Guest[],
  servers: readonly string[],
) => {
  const counts = new Map(guests.map(({ id }) => [id, 0]));
  const perChannel = Math.floor(turns / channels);
  let records: StoreRecord[] = [];
  const flush = async () => {
    await store.writeSurely(records);
    records = [];
  };
  const [turnShelf, summaries] = [store.shelf<StoredTurn>(RECORD_KINDS.turn), store.shelf(RECORD_KINDS.conversation)];
  const now = Date.now() - 60_000;
  for (let channel = 0; channel < channels; channel += 1) {
    const id = idOf(1, channel);
    const here = guests.filter((guest) => guest.isIn(channel));
    const server = servers[Math.floor(channel / CHANNELS_OF_SERVER) % servers.length];
    for (let number = 1; number <= perChannel; number += 1) {
      const guest = here.find((one, index) => number % Math.round(1 / one.share) === index);
      const person = guest ? { id: guest.id, name: guest.name } : makePerson(channel * 7 + number);
      if (guest) counts.set(guest.id, (counts.get(guest.id) ?? 0) + 1);
      records.push(turnShelf.record(`${id}:${number}`, makeTurn(person, now, number)));
      if (records.length >= PIECE) await flush();
    }
    const times = { startedAt: now, lastAt: now + perChannel };
    records.push(
      summaries.record(id, {
        server,
        turns: perChannel,
        ...times,
        speakers: here.map(({ id: one, name }) => ({ id: one, name })),
      }),
    );
  }
  await flush();
  return counts;
};

const makePerson = (number: number) => ({ id: idOf(2, number % PEOPLE), name: `Member ${number % PEOPLE}` });

const makeTurn = (person: StoredTurn['person'], now: number, number: number): StoredTurn => ({
  id: idOf(3, number),
  person,
  at: now + number,
  asked: 'How do I get a thread to archive itself after a week, and can I do that for all of them?',
  answered: `${'In the settings of the channel there is a time after which threads without messages are archived. '.repeat(5)}${number}`,
  ended: 'complete',
});
