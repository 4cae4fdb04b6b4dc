import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Agreements } from '../../src/privacy/agreements.ts';
import { Choices } from '../../src/privacy/choices.ts';
import { FirstNotices } from '../../src/privacy/first-notices.ts';
import { RECORD_KINDS } from '../../src/store/record-kinds.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import type { Channel } from '../../world/discord/channel.ts';
import type { Reply } from '../../world/discord/reply.ts';
import { Parley } from '../discord/stage.ts';
import { whole } from '../end-to-end/bot.ts';
import { FixedSettings } from '../fixed-settings.ts';
import { at } from '../place.ts';
import { sentence } from '../sentences.ts';
import { silent } from '../store/record.ts';
import { VirtualClock } from '../virtual-clock.ts';

const DAYS = 7;
const NOTICE = sentence({ code: 'agreement.notice', days: DAYS });

/** What tells people, as another process with the same store has it. */
const makeNotices = (store: Store) => {
  const shelf = store.shelf(RECORD_KINDS.choice);
  const agreements = new Agreements(store.shelf(RECORD_KINDS.choice));
  const choices = new Choices(store.shelf(RECORD_KINDS.choice));
  const settings = new FixedSettings({ retention: DAYS });
  const notices = new FirstNotices({ settings, agreements, choices, clock: new VirtualClock(), log: silent });
  return { shelf, agreements, choices, notices };
};

/** A bot that tells people for the first time, and can be replaced by another process. */
const open = async () => {
  const store = await openStore('memory:', silent);
  let process = makeNotices(store);
  const parley = await Parley.open({ introduce: (place, person) => process.notices.begin(place, person) });
  const { conversations, general } = parley;
  const answer = async (word: string) => {
    const turn = await conversations.next();
    turn.addText(word);
    turn.finish({ is: 'complete' });
  };
  /** Ada asks, and reads the answer. What comes after it is there once she has asked again or been told. */
  const ask = async (word: string, by = parley.ada): Promise<Reply> => {
    const reply = await by.slash('ask', { question: word }, { in: general });
    await answer(word);
    await parley.during(reply.shows(word));
    return reply;
  };
  const mention = async (word: string, channel: Channel = general) => {
    await parley.ada.says(`@Parley ${word}`, { in: channel });
    await answer(word);
    return parley.during(channel.shows(new RegExp(`^${word}`)));
  };
  return {
    parley,
    store,
    ask,
    mention,
    restart: () => {
      process = makeNotices(store);
    },
    process: () => process,
  };
};

/** How often a reply tells its person alone. */
const countNotices = (reply: Reply) => reply.messages.filter(({ text }) => text === NOTICE).length;

describe('who asks for the first time', () => {
  test('reads what becomes of it, alone and once, also after a restart', async () => {
    const { parley, ask, restart } = await open();
    await using _ = parley;
    const first = await ask('one');
    await parley.during(first.shows(NOTICE));
    assert.equal(first.messages.find(({ text }) => text === NOTICE)?.ephemeral, true);
    assert.equal(first.text, 'one', 'the answer is the reply, and not the notice');
    const second = await ask('two');
    restart();
    const third = await ask('three');
    const bobs = await ask('four', parley.guild.member('Bob'));
    await parley.during(bobs.shows(NOTICE));
    assert.deepEqual([first, second, third, bobs].map(countNotices), [1, 0, 0, 1]);
  });

  test('reads it once if they ask twice at the same time', async () => {
    const { parley } = await open();
    await using _ = parley;
    const replies = await Promise.all(['a', 'b'].map((question) => parley.ada.slash('ask', { question })));
    for (const word of ['a', 'b']) {
      const turn = await parley.conversations.next();
      turn.addText(word);
      turn.finish({ is: 'complete' });
    }
    for (const reply of replies) await parley.during(reply.until(({ text }) => text !== ''));
    await parley.during(parley.discord.until(() => replies.some((reply) => countNotices(reply) > 0)));
    assert.deepEqual(replies.map(countNotices).sort(), [0, 1]);
  });

  test('reads it in small print below the first answer to a message, where nobody can be told alone', async () => {
    const { parley, ask, mention } = await open();
    await using _ = parley;
    assert.equal((await mention('one')).text, `one\n\n-# ${NOTICE}`);
    assert.equal((await mention('two')).text, 'two');
    assert.equal(countNotices(await ask('three')), 0);
    // In a direct message, other things may be kept for another time.
    assert.equal((await mention('four', parley.ada.dm)).text, `four\n\n-# ${NOTICE}`);
  });

  test('is answered also while the store is away, and told rather too often than never', async () => {
    const { parley, store, mention, restart } = await open();
    await using _ = parley;
    await store.close();
    assert.equal((await mention('one')).text, `one\n\n-# ${NOTICE}`);
    assert.equal((await mention('two')).text, 'two', 'this process knows');
    restart();
    assert.equal((await mention('three')).text, `three\n\n-# ${NOTICE}`);
  });

  test('knows already if they agreed here, or want nothing stored', async () => {
    const { parley, ask, process } = await open();
    await using _ = parley;
    const { agreements, choices } = process();
    const [bob, cy] = [parley.guild.member('Bob'), parley.guild.member('Cy')];
    await agreements.agree(bob.id, parley.guild.id, 1);
    await choices.chooseStoring(cy.id, false);
    const replies = [await ask('one', bob), await ask('two', cy), await ask('three')];
    await parley.during((replies[2] ?? assert.fail()).shows(NOTICE));
    assert.deepEqual(replies.map(countNotices), [0, 0, 1]);
  });
});

test('a notice that nobody saw is due again, and one that was seen is noted for every process', async () => {
  const store = await openStore('memory:', silent);
  const [one, other] = [makeNotices(store), makeNotices(store)];
  const person = { id: '1', name: 'Ada', roles: [], powers: [], locale: undefined, kind: 'member' } as const;
  const place = at('5', '9');
  const lost = await one.notices.begin(place, person);
  assert.equal(await one.notices.begin(place, person), undefined, 'it is under way');
  lost?.settle(false);
  const seen = await one.notices.begin(place, person);
  assert.ok(seen);
  seen.settle(true);
  await one.agreements.noteTold('2', '9', 1);
  assert.equal(await other.notices.begin(place, person), undefined);
  // What is noted late takes no yes away that came meanwhile, and brings none back.
  await one.agreements.agree('1', '9', 5);
  await other.agreements.noteTold('1', '9', 6);
  assert.deepEqual(await one.shelf.get('1:9'), { agreed: 5 });
  await other.agreements.withdraw('1', '9', 7);
  await one.agreements.noteTold('1', '9', 8);
  assert.deepEqual(await one.agreements.find('1', '9'), { noticed: 7 });
  const bot = { ...person, id: '3', kind: 'bot' } as const;
  assert.equal(await one.notices.begin(place, bot), undefined);
  await store.close();
});

test('the whole bot tells it with the retention that holds, and not to who must agree first', async (t) => {
  const { clock, ada, general, guild } = await whole(t, { RETENTION_DAYS: `${DAYS}`, CONSENT: 'notice' });
  const reply = await clock.until(ada.slash('ask', { question: 'hello' }, { in: general }));
  await clock.until(reply.shows(NOTICE));
  const owner = guild.member('Owner', { permissions: 'admin' });
  const set = await clock.until(
    owner.slash('settings set', { setting: 'consent', value: 'opt-in', where: 'server' }, { in: general }),
  );
  await clock.until(set.until(({ text }) => text !== ''));
  const refused = await clock.until(ada.slash('ask', { question: 'and now?' }, { in: general }));
  await clock.until(refused.shows(sentence({ code: 'agreement.ask', days: DAYS })));
  const agreed = await clock.until(refused.press('privacy:agree'));
  await clock.until(agreed.shows(sentence({ code: 'agreement.given-asked', hearing: 'heard', questions: 1 })));
  const again = await clock.until(ada.slash('ask', { question: 'and now?' }, { in: general }));
  await clock.until(again.shows('All right.'));
  assert.equal(countNotices(again), 0);
});
