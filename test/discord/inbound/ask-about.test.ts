import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { UserError } from '../../../src/base/errors.ts';
import type { Message } from '../../../world/discord/message.ts';
import { sentence } from '../../sentences.ts';
import { LAST, Parley } from '../stage.ts';

const LOG = { name: 'message.txt', content: Buffer.from('ERROR 17'), contentType: 'text/plain' };
const CAT = { name: 'cat.png', content: Buffer.from('a cat'), contentType: 'image/png' };
const QUARTER = 15 * 60_000;

/** Bob has said something that Parley can't read by itself. */
const said = (parley: Parley): Promise<Message> =>
  parley.guild.member('Bob').says('we ship on Friday', { files: [LOG] });

const menu = (parley: Parley, message: Message) => parley.ada.menu('Ask about this', message);

describe('Ask about this', () => {
  test('asks about a message that Parley can’t read otherwise, under its author’s name and with all files', async () => {
    await using parley = await Parley.open();
    const form = await menu(parley, await said(parley));
    const reply = await parley.ada.submit(form, { question: 'what does he mean?' }, { files: [CAT] });
    const turn = await parley.conversations.next();
    const [{ person, text, quotes } = assert.fail('nothing was asked')] = parley.conversations.asked;
    assert.deepEqual([person.name, text], ['Ada', 'what does he mean?']);
    const [bob] = quotes ?? [];
    assert.ok(bob?.from && bob.from !== 'parley' && bob.from.name === 'Bob');
    assert.deepEqual([bob.is, bob.text, bob.isHidden], ['target', 'we ship on Friday', undefined]);
    assert.deepEqual(
      parley.reader.given.map(({ name, of }) => [name, of]),
      [
        ['cat.png', 'question'],
        ['message.txt', 'quote'],
      ],
    );
    turn.addText('That it ships.');
    turn.finish({ is: 'complete' });
    const asked = sentence({ code: 'answer.to', name: 'Ada', question: 'what does he mean?' });
    await reply.shows(`-# ${asked}\nThat it ships.`);
    assert.equal(reply.ephemeral, false);
    const again = sentence({ code: 'button.again' });
    await parley.during(reply.until(({ messages }) => JSON.stringify(messages[0]?.components).includes(again)));
    await reply.press(again);
    (await parley.conversations.next()).addText('It still ships.');
    await parley.during(parley.general.shows(`-# ${asked}\nIt still ships.`));
  });

  test('has a form whose question is needed, and whose files aren’t', async () => {
    await using parley = await Parley.open();
    const form = await menu(parley, await said(parley));
    await form.until(({ modal }) => modal);
    assert.deepEqual(
      form.modal?.inputs.map(({ customId, required }) => [customId, required]),
      [['question', true]],
    );
    assert.deepEqual(
      form.modal?.uploads.map(({ customId, required, max, types }) => [customId, required, max, types]),
      [['files', false, 10, []]],
    );
  });

  test('asks about the message as it reads by now, if it was edited meanwhile', async () => {
    await using parley = await Parley.open({ readsContent: true });
    const bob = parley.guild.member('Bob');
    const message = await bob.says('we ship on Friday', { files: [LOG] });
    const form = await menu(parley, message);
    await form.until(({ modal }) => modal);
    await bob.edits(message, 'we ship');
    await parley.ada.submit(form, { question: 'what does he mean?' });
    await parley.conversations.next();
    assert.equal(parley.conversations.asked[0]?.quotes?.[0]?.text, 'we ship');
  });

  for (const [what, change] of [
    [
      'deleted',
      (parley: Parley, message: Message) => parley.guild.member('Mod', { permissions: 'admin' }).deletes(message),
    ],
    [
      'edited, and Discord doesn’t show it',
      async (_: Parley, message: Message) => message.edit({ content: 'we ship' }),
    ],
  ] as const) {
    test(`says that it has to be chosen again if it was ${what}`, async () => {
      await using parley = await Parley.open();
      const message = await said(parley);
      const form = await menu(parley, message);
      await form.until(({ modal }) => modal);
      await change(parley, message);
      const reply = await parley.ada.submit(form, { question: 'what does he mean?' });
      await reply.shows(sentence({ code: 'asking.target-gone' }));
      assert.deepEqual(parley.conversations.asked, []);
    });
  }

  test('says that it has forgotten the message after a quarter of an hour, to the asker alone', async () => {
    await using parley = await Parley.open();
    const form = await menu(parley, await said(parley));
    await form.until(({ modal }) => modal);
    await parley.clock.advance(QUARTER);
    const reply = await parley.ada.submit(form, { question: 'what does he mean?' });
    await reply.shows(sentence({ code: 'asking.target-gone' }));
    assert.equal(reply.ephemeral, true);
    assert.deepEqual(parley.conversations.asked, []);
  });

  test('also after a restart', async () => {
    await using parley = await Parley.open();
    const form = await menu(parley, await said(parley));
    await form.until(({ modal }) => modal);
    await parley.bot.stop(0);
    await parley.start({ promises: LAST });
    const reply = await parley.ada.submit(form, { question: 'what does he mean?' });
    await reply.shows(sentence({ code: 'asking.target-gone' }));
  });

  test('reaches nobody else’s message, and none of another channel', async () => {
    await using parley = await Parley.open();
    const form = await menu(parley, await said(parley));
    await form.until(({ modal }) => modal);
    const eve = parley.guild.member('Eve');
    const other = await eve.menu('Ask about this', await parley.ada.says('something else'));
    await other.until(({ modal }) => modal);
    assert.ok(form.modal && other.modal);
    // She sends her own form under the id of Ada's.
    Object.assign(other.modal, { customId: form.modal.customId });
    const reply = await eve.submit(other, { question: 'what does he mean?' });
    await reply.shows(sentence({ code: 'asking.target-gone' }));
    const elsewhere = await parley.ada.menu(
      'Ask about this',
      await parley.ada.says('x', { in: parley.guild.text('b') }),
    );
    await elsewhere.until(({ modal }) => modal);
    assert.ok(elsewhere.modal);
    Object.assign(elsewhere.modal, { customId: form.modal.customId });
    await (await parley.ada.submit(elsewhere, { question: 'and?' })).shows(sentence({ code: 'asking.target-gone' }));
    assert.deepEqual(parley.conversations.asked, []);
  });

  test('can be sent again when the question was refused', async () => {
    await using parley = await Parley.open();
    const form = await menu(parley, await said(parley));
    parley.conversations.refusal = new UserError({ code: 'asking.full', most: 5 });
    const refused = await parley.ada.submit(form, { question: 'what does he mean?' });
    await refused.shows(sentence({ code: 'asking.full', most: 5 }));
    parley.conversations.refusal = undefined;
    await parley.ada.submit(form, { question: 'what does he mean?' });
    await parley.conversations.heard('what does he mean?');
    const again = await parley.ada.submit(form, { question: 'and now?' });
    await again.shows(sentence({ code: 'asking.target-gone' }));
  });

  test('asks nothing by a blank question', async () => {
    await using parley = await Parley.open();
    const form = await menu(parley, await said(parley));
    const reply = await parley.ada.submit(form, { question: '\u3164' });
    await reply.shows(sentence({ code: 'asking.blank' }));
  });

  test('is offered in direct messages, too', async () => {
    await using parley = await Parley.open();
    const first = await parley.ada.says('one', { in: parley.ada.dm });
    (await parley.conversations.next()).finish({ is: 'complete' });
    await parley.ada.submit(await menu(parley, first), { question: 'two' });
    await parley.conversations.heard('two');
  });
});
