import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Claims } from '../../../src/claims/claims.ts';
import type { Message } from '../../../world/discord/message.ts';
import { ALONE } from '../../claims/alone.ts';
import { sentence } from '../../sentences.ts';
import { Parley } from '../stage.ts';

const MISSED = sentence({ code: 'answer.lost-restart' });

/** Longer than a lease lasts, and longer than anything waits for one. */
const STILL = 5_000;
const LONG = 14_000;

/**
 * A bot that leaves everything to another one, each time after `wait` milliseconds. Something may happen to it meanwhile. The store has been
 * back for `storeBackFor` milliseconds then, or is away.
 */
const open = async (
  wait = 0,
  meanwhile = async (_: Parley) => {},
  { storeBackFor }: Pick<Claims, 'storeBackFor'> = ALONE,
): Promise<Parley> => {
  const parley: Parley = await Parley.open({
    claims: {
      ...ALONE,
      storeBackFor,
      enter: async () => {
        await meanwhile(parley);
        await parley.clock.sleep(wait);
        return false;
      },
    },
  });
  return parley;
};

/** Ada asks, and the bot hears of it only after a time. */
const askLate = async ({ ada, general, clock }: Parley): Promise<Message> => {
  const asking = ada.says('@Parley why?', { in: general });
  clock.set(STILL);
  return asking;
};

/** What the bot says below a message, once it has done all that it does about it. */
const settle = async (parley: Parley, question: Message): Promise<string[]> => {
  await parley.during(parley.logged('another process answers this'));
  await parley.during(parley.bot.running.wait());
  return parley.general.messages.filter(({ replyTo }) => replyTo === question).map(({ text }) => text);
};

/** Another process says something below a message. */
const answer = async ({ discord, general }: Parley, { id }: Message): Promise<void> => {
  const body = { content: 'Because.', message_reference: { message_id: id }, nonce: `${id}:0`, enforce_nonce: true };
  const headers = { authorization: `Bot ${discord.token}`, 'content-type': 'application/json' };
  const url = `${discord.api}/v10/channels/${general.id}/messages`;
  await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
};

test('who is heard so late that another process may never have heard it is asked to ask again', async () => {
  await using parley = await open();
  assert.deepEqual(await settle(parley, await askLate(parley)), [MISSED]);
});

test('the same if this process stood still before it knew who talks there', async () => {
  await using parley = await open(LONG);
  const question = await parley.ada.says('@Parley why?', { in: parley.general });
  assert.deepEqual(await settle(parley, question), [MISSED]);
});

test('the same if the store was away while it waited, so that another process may have come only then', async () => {
  await using parley = await open(10_000, async () => {}, { storeBackFor: 4_000 });
  const question = await parley.ada.says('@Parley why?', { in: parley.general });
  assert.deepEqual(await settle(parley, question), [MISSED]);
});

test('the same if the store is still away then, so that the other process may be dead', async () => {
  await using parley = await open(10_000, async () => {}, { storeBackFor: undefined });
  const question = await parley.ada.says('@Parley why?', { in: parley.general });
  assert.deepEqual(await settle(parley, question), [MISSED]);
});

test('who has waited in vain for a process that was there all the time says nothing', async () => {
  await using parley = await open(10_000, async () => {}, { storeBackFor: 11_000 });
  const question = await parley.ada.says('@Parley why?', { in: parley.general });
  assert.deepEqual(await settle(parley, question), []);
});

test('the same if its shard was closed meanwhile, as another process has it now', async () => {
  await using parley = await open(LONG, ({ bot }) => bot.shards.remove(0));
  const question = await parley.ada.says('@Parley why?', { in: parley.general });
  assert.deepEqual(await settle(parley, question), [MISSED]);
});

test('who missed several answers reads that once, and sees it at each of the others', async () => {
  await using parley = await open(LONG, async (parley) => {
    if (parley.general.messages.length > 1) await parley.bot.shards.remove(0);
  });
  const first = await parley.ada.says('@Parley why?', { in: parley.general });
  const second = await parley.ada.says('@Parley why not?', { in: parley.general });
  await settle(parley, second);
  const told = [first, second].map((question) => [
    ...parley.general.messages.filter(({ replyTo }) => replyTo === question).map(({ text }) => text),
    ...question.reactions,
  ]);
  // Which of the two is told first doesn't matter.
  assert.deepEqual(told.sort(), [[MISSED], ['⏳']]);
});

test('what is heard in time is left to the other process without a word', async () => {
  await using parley = await open();
  assert.deepEqual(await settle(parley, await parley.ada.says('@Parley why?', { in: parley.general })), []);
});

test('what is heard late waits that much shorter for the process that has the home', async () => {
  const ages: (number | undefined)[] = [];
  await using parley = await Parley.open({
    claims: { ...ALONE, enter: async (_place, _canWait, age) => ages.push(age) < 0 },
  });
  await settle(parley, await askLate(parley));
  await settle(parley, await parley.ada.says('@Parley why not?', { in: parley.general }));
  const [late = 0, soon = STILL] = ages;
  assert.ok(late >= STILL && soon < 1_000, `${late} and ${soon} ms`);
});

/** What another process, or she herself, does about Ada's question. */
const SEEN_TO: Record<string, (question: Message, parley: Parley) => unknown> = {
  'has an answer': (question, parley) => answer(parley, question),
  'has a thread': (question, { general }) => general.thread('Why', { on: question }),
  'has a reaction that says why not': (question) => question.reactions.add('⏳'),
  'was deleted': (question, { ada }) => ada.deletes(question),
};

for (const [what, see] of Object.entries(SEEN_TO))
  test(`a question that ${what} needs no word, however late it was heard`, async () => {
    await using parley = await open(LONG);
    const question = await parley.ada.says('@Parley why?', { in: parley.general });
    await see(question, parley);
    const said = await settle(parley, question);
    assert.equal(said.includes(MISSED), false);
  });
