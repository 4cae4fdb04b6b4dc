import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { UserError } from '../../../src/base/errors.ts';
import type { Inbound, InboundStages } from '../../../src/base/inbound.ts';
import { truncate } from '../../../src/base/truncate.ts';
import type { Text } from '../../../src/text/text.ts';
import type { Reply } from '../../../world/discord/reply.ts';
import { sentence } from '../../sentences.ts';
import { MADE_UP, madeUpSentence, TWO_LANGUAGES } from '../../text/made-up-language.ts';
import { Parley } from '../stage.ts';
import { makeTrial, type Use } from './trial-command.ts';

const REFUSALS = {
  access: { code: 'reset.not-allowed' },
  consent: { code: 'agreement.unknown' },
  budget: { code: 'asking.store-away' },
} satisfies Record<string, Text>;
type Stage = keyof typeof REFUSALS;

/**
 * A world with a command for every way, its message, and stages that let everything pass until one is told to refuse. Ada
 * reads the made-up language, in an English server.
 */
const open = async () => {
  const uses: Use[] = [];
  const asked: string[] = [];
  const seen: Inbound[] = [];
  const promised = new Set<string>();
  const refused: { at?: Stage; is?: Inbound['is'] } = {};
  const stage = (name: Stage) => async (inbound: Inbound) => {
    asked.push(name);
    if (name === 'access') seen.push(inbound);
    if (refused.at === name && (refused.is ?? inbound.is) === inbound.is) throw new UserError(REFUSALS[name]);
  };
  const stages: InboundStages = { access: stage('access'), consent: stage('consent'), budget: stage('budget') };
  const parley = await Parley.open({
    stages,
    languages: TWO_LANGUAGES,
    more: [makeTrial(uses)],
    promises: {
      promise: async (_, { id }) => void promised.add(id),
      withdraw: (_, id) => void promised.delete(id),
      settle: (_, id) => void promised.delete(id),
    },
  });
  parley.ada.locale = MADE_UP;
  const first = await parley.ada.slash('trial');
  await first.shows('used by slash');
  promised.clear();
  return { parley, first, uses, asked, seen, promised, refused };
};

type World = Awaited<ReturnType<typeof open>>;

/** The seven ways in which somebody uses a command. */
const WAYS: Record<Exclude<Inbound['is'], 'message' | 'speech'>, (world: World) => Promise<Reply>> = {
  slash: ({ parley }) => parley.ada.slash('trial'),
  button: ({ first }) => first.press('Press'),
  select: ({ first }) => first.select('trial:choose', ['a']),
  modal: async ({ first, parley }) => parley.ada.submit(await first.press('Form'), { word: 'x' }),
  autocomplete: ({ parley }) => parley.ada.autocomplete('trial', 'word', 'a'),
  'user menu': ({ parley }) => parley.ada.menu('Try member', parley.guild.member('Bob')),
  'message menu': ({ parley, first }) => parley.ada.menu('Try message', first.messages[0] ?? assert.fail()),
};

describe('every way in', () => {
  for (const [is, use] of Object.entries(WAYS)) {
    test(`${is}: passes access, consent and the budget in this order, and is done`, async () => {
      const world = await open();
      await using _ = world.parley;
      world.asked.length = 0;
      const reply = await use(world);
      if (is === 'autocomplete') assert.deepEqual(reply.choices, [{ name: 'used by autocomplete', value: 'a' }]);
      else await reply.shows(`used by ${is}`);
      assert.equal(world.uses.at(-1)?.inbound.is, is);
      // The form was opened by a press, which passes the stages as well.
      const once = ['access', 'consent', 'budget'];
      const passed = is === 'modal' ? [...once, ...once] : once;
      assert.deepEqual(world.asked, passed);
    });

    for (const at of ['access', 'consent', 'budget'] as const)
      test(`${is}: is told to the person alone, in their language, if it is refused by ${at}`, async () => {
        const world = await open();
        const { parley, uses, asked, promised, refused } = world;
        await using _ = parley;
        Object.assign(refused, { at, is });
        const before = { uses: uses.length, shown: parley.general.messages.length };
        asked.length = 0;
        const reply = await use(world);
        if (is === 'autocomplete')
          assert.deepEqual(
            reply.choices?.map(({ name }) => name),
            [truncate(madeUpSentence(REFUSALS[at]), 100)],
          );
        else {
          await reply.shows(madeUpSentence(REFUSALS[at]));
          assert.deepEqual(
            reply.messages.map(({ ephemeral }) => ephemeral),
            [true],
          );
        }
        assert.equal(uses.length, before.uses, 'nothing was done');
        assert.equal(parley.general.messages.length, before.shown, 'nobody else sees anything');
        assert.deepEqual([...promised], [], 'no reply stays promised');
        assert.equal(asked.at(-1), at, 'no stage is asked after the one that refuses');
      });
  }

  test('a form is not even opened where the press that asks for it is refused', async () => {
    const { parley, first, refused } = await open();
    await using _ = parley;
    refused.at = 'access';
    const reply = await first.press('Form');
    await reply.shows(madeUpSentence(REFUSALS.access));
    assert.equal(reply.ephemeral, true);
    assert.equal(reply.modal, undefined);
  });

  for (const at of ['access', 'consent', 'budget'] as const)
    test(`a message that is refused by ${at} is never asked, and its writer reads why in the server’s language`, async () => {
      const { parley, refused } = await open();
      await using _ = parley;
      refused.at = at;
      const message = await parley.ada.says('@Parley why?');
      const answer = await parley.general.shows(sentence(REFUSALS[at]));
      assert.equal(answer.replyTo?.id, message.id);
      // Its place in the order of arrival is free for the next one.
      refused.at = undefined;
      await parley.ada.says('@Parley and now?');
      await parley.conversations.heard('and now?');
      assert.equal(parley.conversations.asked.length, 1);
    });
});

describe('a custom id', () => {
  test('names the action, and carries the rest to it', async () => {
    const { parley, first, uses } = await open();
    await using _ = parley;
    await (await first.press('Press')).shows('used by button');
    assert.deepEqual(uses.at(-1)?.values, ['1', '2']);
  });

  test('with a word that every object knows is like any other word', async () => {
    const { parley, first, uses } = await open();
    await using _ = parley;
    await (await first.press('Other')).shows('used by button');
    assert.deepEqual(uses.at(-1)?.values, ['constructor']);
  });
});

describe('what comes in says', () => {
  test('where it is: the server, the channel, and the channel that a thread is in', async () => {
    const { parley, seen } = await open();
    await using _ = parley;
    const thread = parley.general.thread('side talk');
    await (await parley.ada.slash('trial', {}, { in: thread })).shows('used by slash');
    const { guild, general, ada } = parley;
    assert.deepEqual(seen.at(-1)?.place, { server: guild.id, channel: thread.id, parent: general.id });
    await (await ada.slash('status', {}, { in: ada.dm })).until(({ text }) => text);
    assert.deepEqual(seen.at(-1)?.place, { server: undefined, channel: ada.dm.id, parent: undefined });
  });

  test('who it is, and the same of a command, a press and a message', async () => {
    const { parley, first, seen } = await open();
    await using _ = parley;
    const { id, roles } = parley.ada;
    assert.ok(roles.length > 0);
    const ada = { id, name: 'Ada', roles, powers: [], locale: MADE_UP, kind: 'member' };
    assert.deepEqual(seen.at(-1)?.person, ada);
    await (await first.press('Press')).shows('used by button');
    assert.deepEqual(seen.at(-1)?.person, ada);
    await parley.ada.says('@Parley why?');
    await parley.conversations.heard('why?');
    // Discord tells no language with a message, but it tells the server's.
    assert.deepEqual(seen.at(-1)?.person, { ...ada, locale: 'en-US' });
  });

  test('whether it costs something', async () => {
    const { parley, seen } = await open();
    await using _ = parley;
    assert.equal(seen.at(-1)?.asks, false);
    await parley.ada.slash('ask', { question: 'Why?' });
    await parley.conversations.heard('Why?');
    assert.equal(seen.at(-1)?.asks, true);
  });
});
