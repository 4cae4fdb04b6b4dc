import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Sender } from '../../src/base/inbound.ts';
import { Agreements } from '../../src/privacy/agreements.ts';
import { openSilence } from '../../src/privacy/consent.ts';
import { RECORD_KINDS } from '../../src/store/record-kinds.ts';
import { openStore } from '../../src/store/store.ts';
import type { Text } from '../../src/text/text.ts';
import type { Message } from '../../world/discord/message.ts';
import { FixedSettings } from '../fixed-settings.ts';
import { at } from '../place.ts';
import { codeIn, holding, sentence } from '../sentences.ts';
import { silent } from '../store/record.ts';
import { ASK, openConsentStage, readOutcome, WAYS } from './consent-stage.ts';

const AGREE = 'privacy:agree';
const GIVEN = sentence({ code: 'agreement.given', hearing: 'heard' });
const ASKED = sentence({ code: 'agreement.given-asked', hearing: 'heard', questions: 1 });

const hasButton = (message: Message, id: string) => JSON.stringify(message.components).includes(`"${id}"`);

describe('where people have to agree first', () => {
  for (const [way, use] of Object.entries(WAYS))
    test(`${way} asks nothing before they did, and is answered afterwards`, async () => {
      const stage = await openConsentStage();
      const { parley } = stage;
      await using _ = parley;
      const { conversations } = parley;
      // Whoever may ask others' questions again has to agree as well.
      const ada = parley.guild.member('Moderator', { permissions: 'admin' });
      const told = await readOutcome(stage, await use(stage, ada));
      assert.equal(told.text, ASK);
      assert.ok(hasButton(told, AGREE), 'there is something to press');
      const isAsked = () => conversations.asked.some(({ person }) => person.id === ada.id);
      assert.equal(isAsked(), false, 'nothing of it went to the model');
      const isButton = way === 'Ask again' || way === 'Continue';
      await (await ada.press(told, AGREE)).shows(isButton ? GIVEN : ASKED);
      // A button is still there to be pressed again.
      if (isButton) await use(stage, ada);
      await parley.during(parley.conversations.heardFrom(ada.id));
      assert.equal(conversations.asked.filter(({ person }) => person.id === ada.id).length, 1);
    });

  test('somebody who has agreed is asked nothing again, and no one else agrees by that', async () => {
    const stage = await openConsentStage();
    await using parley = stage.parley;
    const { ada, guild, general } = parley;
    const cy = guild.member('Cy');
    const told = await readOutcome(stage, { is: 'message', message: await ada.says('@Parley hello', { in: general }) });
    // Everybody sees the reply to a message, so anybody can press its button: then they agree, and Ada doesn't.
    await (await cy.press(told, AGREE)).shows(GIVEN);
    const again = await readOutcome(stage, {
      is: 'interaction',
      reply: await ada.slash('ask', { question: 'and me?' }),
    });
    assert.equal(again.text, ASK);
    await cy.slash('ask', { question: 'me' }, { in: general });
    await parley.during(parley.conversations.heardFrom(cy.id));
    assert.deepEqual(
      parley.conversations.asked.map(({ person }) => person.id),
      [cy.id],
    );
  });

  test('who does not want to be heard reads that their yes changes nothing about it', async () => {
    const stage = await openConsentStage();
    await using parley = stage.parley;
    const { ada, general, guild, calls } = parley;
    const agrees = async (told: Message, reads: Text) =>
      parley.during((await ada.press(told, AGREE)).shows(sentence(reads)));
    const reply = await ada.slash('ask', { question: 'Why?' }, { in: general });
    const told = await readOutcome(stage, { is: 'interaction', reply });
    calls.heed(guild.id, ada.id, false);
    await agrees(told, { code: 'agreement.given-asked', hearing: 'unheard', questions: 1 });
    await agrees(told, { code: 'agreement.given', hearing: 'unheard' });
    calls.heed(guild.id, ada.id, true);
    await agrees(told, { code: 'agreement.given', hearing: 'heard' });
    calls.hearing = 'unknown';
    await agrees(told, { code: 'agreement.given', hearing: 'unknown' });
  });

  test('what asks the model nothing needs no yes', async () => {
    const { parley } = await openConsentStage();
    await using _ = parley;
    const { ada, general } = parley;
    for (const command of ['help', 'privacy', 'status', 'usage']) {
      const reply = await ada.slash(command, {}, { in: general });
      await parley.during(reply.until(({ text }) => text !== ''));
      assert.notEqual(reply.text, ASK, command);
    }
    const set = [{ key: 'consent', value: 'opt-in' }] as const;
    await parley.settings.change(parley.guild.id, { scope: { is: 'server' }, by: '1', at: 1, set });
    const reply = await ada.slash('privacy', {}, { in: general });
    await parley.during(reply.shows(holding({ code: 'privacy.not-agreed' })));
    assert.doesNotMatch(reply.text, holding({ code: 'privacy.google' }));
    assert.doesNotMatch(reply.text, holding({ code: 'privacy.stored' }));
  });

  test('who takes it back is not answered any more, from the moment of the press', async () => {
    const stage = await openConsentStage();
    await using parley = stage.parley;
    const { bob, agreements } = stage;
    await bob.slash('ask', { question: 'first' }, { in: parley.general });
    await parley.during(parley.conversations.heard('first'));
    agreements.heed(bob.id, parley.guild.id, false);
    const refused = await readOutcome(stage, {
      is: 'interaction',
      reply: await bob.slash('ask', { question: 'second' }),
    });
    assert.equal(refused.text, ASK);
    await agreements.withdraw(bob.id, parley.guild.id, 2);
    assert.equal((await agreements.find(bob.id, parley.guild.id))?.agreed, undefined);
  });

  test('a store that cannot tell says no: nobody is asked, and they read why', async () => {
    const store = await openStore('memory:', silent);
    // A store that is closed can be asked nothing.
    await store.close();
    const stage = await openConsentStage(store);
    await using parley = stage.parley;
    for (const way of ['/ask', 'a mention'] as const) {
      const told = await readOutcome(stage, (await WAYS[way]?.(stage, parley.ada)) ?? assert.fail());
      assert.equal(told.text, sentence({ code: 'agreement.unknown' }));
    }
    assert.deepEqual(parley.conversations.asked, []);
    // A yes that can't be stored is none.
    const agreed = stage.agreements.agree(parley.ada.id, parley.guild.id, 1);
    await assert.rejects(agreed, (error) => codeIn(error) === 'agreement.not-stored');
  });

  test('a message that is refused again and again gets one sentence', async () => {
    const stage = await openConsentStage();
    await using parley = stage.parley;
    const { ada, general } = parley;
    await readOutcome(stage, { is: 'message', message: await ada.says('@Parley one', { in: general }) });
    for (const word of ['two', 'three']) {
      const message = await ada.says(`@Parley ${word}`, { in: general });
      await parley.during(parley.discord.until(() => message.reactions.has('⏳')));
    }
    assert.equal(general.messages.filter(({ text }) => text === ASK).length, 1);
  });
});

test('earlier words of people who never agreed are passed on to nobody where they have to', async () => {
  const store = await openStore('memory:', silent);
  const agreements = new Agreements(store.shelf(RECORD_KINDS.choice));
  await agreements.agree('1', '5', 0);
  const member: Sender = { id: '1', name: 'Ada', kind: 'member', roles: [], powers: [], locale: undefined };
  const people: Sender[] = [
    member,
    { ...member, id: '2' },
    { ...member, id: '3', kind: 'bot' },
    { ...member, id: '4', kind: 'webhook', behind: '1' },
    { ...member, id: '6', kind: 'webhook', behind: '2' },
  ];
  const find = (consent: 'opt-in' | 'notice') =>
    openSilence({ settings: new FixedSettings({ consent }), agreements })(people, at('7', '5'));
  assert.deepEqual(await find('opt-in'), new Set(['2', '6']));
  assert.deepEqual(await find('notice'), new Set());
  const away = openSilence({ settings: { of: () => Promise.reject(new Error('the store is away')) }, agreements });
  assert.deepEqual(await away(people.slice(0, 2), at('7', '5')), new Set(['1', '2']));
  await store.close();
});
