import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { UserError } from '../../src/base/errors.ts';
import { flatten } from '../../world/discord/component-limits.ts';
import type { Message } from '../../world/discord/message.ts';
import { Parley } from '../discord/stage.ts';
import { at } from '../place.ts';
import { sentence } from '../sentences.ts';

const AGAIN = sentence({ code: 'button.again' });

const labelsOf = (message: Message | undefined): string[] =>
  flatten(message?.components ?? []).flatMap(({ label }) => label ?? []);

/** Ada's question has been answered, and recorded as turn 3 if `number` says so. */
const answered = async (
  parley: Parley,
  {
    number,
    end = { is: 'complete' } as const,
  }: { number?: number; end?: Parameters<Parley['conversations']['turns'][number]['finish']>[0] } = {},
) => {
  const { reply, turn } = await parley.asked();
  turn.addText('Because.');
  if (number !== undefined) turn.number.settle(number);
  turn.finish(end);
  await parley.during(reply.until(({ messages }) => labelsOf(messages[0]).includes(AGAIN)));
  const [message] = reply.messages;
  assert.ok(message);
  return { reply, turn, message };
};

describe('Ask again', () => {
  test('asks the same question once more, and only its own button goes', async () => {
    await using parley = await Parley.open();
    const { reply, turn, message } = await answered(parley, {
      number: 3,
      end: { is: 'broken', error: new UserError({ code: 'gemini.broken' }) },
    });
    assert.deepEqual(labelsOf(message), [sentence({ code: 'button.continue' }), AGAIN]);
    await reply.press(AGAIN);
    const next = await parley.conversations.next();
    assert.deepEqual(parley.conversations.repeated, [{ person: parley.ada.id, at: turn.question.at, number: 3 }]);
    assert.deepEqual(parley.conversations.asked[1]?.place, at(parley.general.id, parley.guild.id));
    assert.equal(parley.conversations.asked[1]?.person.id, parley.ada.id);
    await reply.until(({ messages }) => labelsOf(messages[0]).join() === sentence({ code: 'button.continue' }));
    next.addText('Still because.');
    next.finish({ is: 'complete' });
    await parley.during(parley.general.shows('Still because.'));
    assert.equal(message.text, 'Because.\n\n⚠️ I lost my connection to Gemini before this answer was finished.');
    assert.equal(parley.general.messages.at(-1)?.replyTo?.id, message.id);
  });

  test('is under a failed answer, too, and works for one that is in no transcript', async () => {
    await using parley = await Parley.open();
    const { reply, turn } = await parley.asked();
    turn.finish({ is: 'failed', error: new UserError({ code: 'gemini.late' }) });
    turn.number.settle(undefined);
    await parley.during(reply.until(({ messages }) => labelsOf(messages[0]).includes(AGAIN)));
    await reply.press(AGAIN);
    await parley.conversations.next();
    assert.deepEqual(parley.conversations.repeated, [{ person: parley.ada.id, at: turn.question.at, number: 0 }]);
  });

  test('is refused to other people, but not to those who may manage messages', async () => {
    await using parley = await Parley.open();
    const { reply, message } = await answered(parley);
    const press = await reply.press(AGAIN, parley.guild.member('Bob'));
    await press.shows(sentence({ code: 'again.not-yours', person: parley.ada.id }));
    assert.equal(press.messages.at(-1)?.ephemeral, true);
    assert.deepEqual(labelsOf(message), [AGAIN]);
    assert.deepEqual(parley.conversations.repeated, []);
    const mod = parley.guild.member('Mod', { permissions: ['ViewChannel', 'ManageMessages'] });
    await reply.press(AGAIN, mod);
    await parley.conversations.next();
    assert.equal(parley.conversations.asked[1]?.person.id, mod.id, 'who presses is who asks');
  });

  test('pings nobody in its refusal, and takes no other id for the asker’s', async () => {
    await using parley = await Parley.open();
    const { message } = await answered(parley);
    const bob = parley.guild.member('Bob');
    for (const id of ['ask:again', 'ask:again::1:0', `ask:again:${parley.ada.id}`, 'ask:again:x:NaN:-1']) {
      message.components = [{ type: 1, components: [{ type: 2, style: 2, label: 'x', custom_id: id }] }];
      const press = await bob.press(message, id);
      await parley.during(press.until(({ messages }) => messages.length > 1));
      assert.deepEqual([...(press.messages.at(-1)?.pinged ?? [])], []);
      assert.match(press.messages.at(-1)?.text ?? '', /^Only /);
    }
    assert.deepEqual(parley.conversations.repeated, []);
  });

  test('stays, and the person is told, when nothing can be asked now', async () => {
    await using parley = await Parley.open();
    const { reply, message } = await answered(parley);
    parley.conversations.trouble = new UserError({ code: 'again.gone' });
    await (await reply.press(AGAIN)).shows(sentence({ code: 'again.gone' }));
    assert.deepEqual(labelsOf(message), [AGAIN]);
  });

  test('works in a direct message, where nobody has rights', async () => {
    await using parley = await Parley.open();
    const reply = await parley.ada.slash('ask', { question: 'Why?' }, { in: parley.ada.dm });
    const turn = await parley.conversations.next();
    turn.addText('Because.');
    turn.finish({ is: 'complete' });
    await parley.during(reply.until(({ messages }) => labelsOf(messages[0]).includes(AGAIN)));
    await reply.press(AGAIN);
    (await parley.conversations.next()).addText('Still because.');
    await parley.ada.dm.shows('Still because.');
  });
});
