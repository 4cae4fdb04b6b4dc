import { setTimeout as pause } from 'node:timers/promises';
import type { Conversations } from '../../src/conversation/conversations.ts';
import type { StoredTurn } from '../../src/conversation/turns/stored-turn.ts';
import type { KindName } from '../../src/privacy/personal-records.ts';
import type { Settings } from '../../src/settings/settings.ts';
import { RECORD_KINDS } from '../../src/store/record-kinds.ts';
import type { Store } from '../../src/store/store.ts';
import { at } from '../place.ts';
import type { TestDatabase } from '../store/stores.ts';

/** One person, and the word that stands in everything of theirs. */
export type Marked = { id: string; name: string; word: string };

/** Where things are planted. */
export type Soil = {
  store: Store;
  conversations: Conversations;
  settings: Pick<Settings, 'change'>;
  /** Writes a row of any text, by a way of its own. */
  put: TestDatabase['put'];
};

/** Plants something of a person, in channels and servers of their own and in one that they share with others. */
type Planter = (soil: Soil, person: Marked) => Promise<unknown>;

const TALLY = {
  kinds: { textIn: 1, soundIn: 0, imageIn: 0, textOut: 1, soundOut: 0, thoughts: 0, searches: 0 },
  nano: 5,
  turns: 1,
  estimated: false,
};

/** A turn as the transcript has it. */
export const turnOf = ({ id, name, word }: Marked, more: Partial<StoredTurn> = {}): StoredTurn => ({
  person: { id, name },
  at: 1_000,
  asked: word,
  answered: `${word} answered`,
  files: [{ name: `${word}.txt`, is: 'text', size: '1 kB', of: 'question', excerpt: word }],
  ended: 'complete',
  ...more,
});

/** Does something where nobody may be at it at the same time, because others share the record. */
const change = async (store: Store, kind: KindName, id: string, make: (before: object | undefined) => object) => {
  const shelf = store.shelf<object>(RECORD_KINDS[kind]);
  await shelf.setSurely(id, make(await shelf.get(id)));
};

/**
 * What each kind of record gets of a person, or why nothing of a person can be in it. A kind that isn't here doesn't
 * compile.
 */
export const PLANTERS: Record<KindName, Planter | string> = {
  turn: async ({ store, conversations }, person) => {
    const { id, name, word } = person;
    // By the front door, in a server and in a channel of their own.
    for (const place of [at('shared', 'server'), at(`dm-${name}`)])
      await conversations.ask(place, { person: { id, name }, text: `${word} asks` }).number.settled;
    const turns = store.shelf<StoredTurn>(RECORD_KINDS.turn);
    // A draft that a dead process left, and turns that nothing counts: of a copy that a crash ended, of a conversation
    // whose summary has expired, and of a forgotten chapter.
    await turns.setSurely(`draft-${name}:1`, turnOf(person, { ended: 'broken' }));
    await turns.setSurely(`orphan-${name}:77:9`, turnOf(person));
    await turns.setSurely(`expired-${name}:41`, turnOf(person));
    await turns.setSurely(`old-${name}:1`, turnOf(person));
    const summaries = store.shelf(RECORD_KINDS.conversation);
    await summaries.setSurely(`old-${name}`, { server: 'server', turns: 0, epoch: 50, forgotten: [{ turns: 1 }] });
  },
  conversation: ({ store }, { id, name, word }) =>
    store.shelf(RECORD_KINDS.conversation).setSurely(`left-${name}`, {
      server: 'server',
      turns: 0,
      speakers: [{ id, name: word }],
      done: [`again:${id}:5`],
    }),
  handle: ({ store }, { name, word }) =>
    store.shelf(RECORD_KINDS.handle).setSurely(`dm-${name}`, { handle: word, at: 1, model: 'm', fingerprint: 'f' }),
  recap: ({ store }, { id, name, word }) =>
    store
      .shelf(RECORD_KINDS.recap)
      .setSurely(`recap-${name}`, { text: word, upTo: 1, startedAt: 1, at: 2, model: 'm', people: [id] }),
  settings: ({ settings }, { id, name }) =>
    settings.change(`server-${name}`, {
      scope: { is: 'server' },
      by: id,
      at: 1,
      set: [{ key: 'retention', value: 7 }],
    }),
  account: ({ store }, { id }) =>
    change(store, 'account', 'server:2026-01-01', (before) => {
      const { channels = {} } = (before ?? {}) as { channels?: Record<string, object> };
      return { channels: { ...channels, shared: { ...channels.shared, [id]: TALLY } } };
    }),
  choice: async ({ store }, { id }) => {
    await store.shelf(RECORD_KINDS.choice).setSurely(id, { stored: 'no', noticed: 1 });
    await store.shelf(RECORD_KINDS.choice).setSurely(`${id}:server`, { agreed: 1, noticed: 1 });
  },
  reminder: ({ store }, { id, name, word }) =>
    store.shelf(RECORD_KINDS.reminder).setSurely(`server:${name}`, {
      ...{ id: name, place: at('shared', 'server'), person: id, to: 'asker' },
      ...{ text: word, due: 2_000, made: 1_000 },
    }),
  refusal: ({ store }, { id }) => store.shelf(RECORD_KINDS.refusal).setSurely(`server:${id}`, { at: 1 }),
  unfinished: 'ids of channels',
  promised: 'ids of messages, and tokens that are worth nothing after a quarter of an hour',
  call: 'ids of a server and its channels',
  callSettings: 'how a call listens',
  callMinutes: 'ids of a server and its channels, and times',
  dismissal: 'ids of a server and a channel',
  present: 'ids of servers',
  departed: 'ids of servers',
  face: 'what Parley is called in a server, and its own profile there',
  fleetMember: 'numbers of shards and sessions of a process',
  fleetPlan: 'numbers of shards and sessions of processes',
  registered: 'names and ids of commands',
  erasure: 'the order itself, which goes last',
};

/** Plants a person in every kind of record, and what nobody can read: of a newer version, spoiled, and set aside. */
export const plantEverywhere = async (soil: Soil, person: Marked): Promise<void> => {
  for (const plant of Object.values(PLANTERS)) if (typeof plant !== 'string') await plant(soil, person);
  const { store, put } = soil;
  const { id, name, word } = person;
  await put(`turn:newer-${name}:1`, JSON.stringify({ value: { version: 99, value: { by: id, word } } }));
  await put(`recap:spoiled-${name}`, `{"${id}":"${word}`);
  const set = await store.shelf(RECORD_KINDS.turn).getReadable([`newer-${name}:1`]);
  if (set[0] !== undefined) throw new Error('what is of a newer version was read');
  // It is set aside in the background.
  for (let looks = 0; looks < 100; looks += 1) {
    for await (const { text } of store.list('aside:')) if (text.includes(id)) return;
    await pause(10);
  }
  throw new Error('nothing was set aside');
};

/** Plants what others have of a person: a quote of theirs, their question again, and the rest of its answer. */
export const plantAmongOthers = async (
  { store }: Pick<Soil, 'store'>,
  person: Marked,
  other: Marked,
): Promise<void> => {
  const turns = store.shelf<StoredTurn>(RECORD_KINDS.turn);
  const { id, name, word } = person;
  const quote = { is: 'reply', from: { id, name }, text: `${word} quoted` } as const;
  await turns.setSurely('mixed:1', turnOf(person, { at: 10 }));
  await turns.setSurely('mixed:2', turnOf(other, { at: 20, quotes: [quote], id: '7' }));
  await turns.setSurely(
    'mixed:3',
    turnOf(other, { at: 30, asked: word, files: [], answered: word, id: `again:${id}:10` }),
  );
  await turns.setSurely(
    'mixed:4',
    turnOf(other, { at: 40, asked: word, files: [], answered: word, id: 'continue:1:10' }),
  );
  await store.shelf(RECORD_KINDS.conversation).setSurely('mixed', {
    server: 'server',
    turns: 4,
    startedAt: 10,
    lastAt: 40,
    speakers: [
      { id, name },
      { id: other.id, name: other.name },
    ],
    done: ['7', `again:${id}:10`],
  });
};
