import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { UserError } from '../../../src/base/errors.ts';
import { sentence } from '../../sentences.ts';
import { Parley, paragraphs } from '../stage.ts';

const WEBHOOK_EDIT = /^PATCH \/webhooks/;

describe('an answer that does not end well', () => {
  test('keeps what came and says in one sentence what happened', async () => {
    await using parley = await Parley.open();
    const { reply, turn } = await parley.asked();
    turn.addText('Half of');
    turn.finish({ is: 'failed', error: new UserError({ code: 'gemini.busy' }) });
    await parley.during(reply.shows(`Half of\n\n⚠️ ${sentence({ code: 'gemini.busy' })}`));
  });

  test('says so outside of a code block that was left open', async () => {
    await using parley = await Parley.open();
    const { reply, turn } = await parley.asked();
    turn.addText('```ts\nlet a');
    turn.finish({ is: 'failed', error: new Error('secret detail') });
    await parley.during(reply.shows(`\`\`\`ts\nlet a\n\`\`\`\n\n⚠️ ${sentence({ code: 'asking.failed' })}`));
  });

  test('is only the sentence if nothing came', async () => {
    await using parley = await Parley.open();
    const { reply, turn } = await parley.asked();
    turn.finish({ is: 'failed', error: new UserError({ code: 'gemini.busy' }) });
    await reply.shows(`⚠️ ${sentence({ code: 'gemini.busy' })}`);
  });

  test('tells of silence and what to do about it', async () => {
    await using parley = await Parley.open();
    const { reply, turn } = await parley.asked();
    turn.finish({ is: 'silent' });
    await reply.shows(sentence({ code: 'answer.empty' }));
  });

  test('tells the reason for silence if there is one', async () => {
    await using parley = await Parley.open();
    const { reply, turn } = await parley.asked();
    turn.finish({ is: 'silent', reason: { code: 'gemini.question-blocked' } });
    await reply.shows(`⚠️ ${sentence({ code: 'gemini.question-blocked' })}`);
  });

  test('is never sent empty, even if all that came is white space', async () => {
    await using parley = await Parley.open();
    const { reply, turn } = await parley.asked();
    turn.addText('\n \n');
    turn.finish({ is: 'complete' });
    await reply.shows(sentence({ code: 'answer.empty' }));
  });

  for (const [name, text] of [
    ['zero-width spaces', '\u200B\u200B'],
    ['soft hyphens', '\u00AD'],
    ['the control that ends a line', '\u0085'],
    ['Hangul fillers', '\u3164'],
    ['blank Braille', '\u2800\u2800'],
    ['control characters', '\u0000\u0007\u001B'],
    ['tags and joiners', '\u{E0041}\u200D\uFE0F\u034F'],
  ] as const) {
    test(`is no answer if it is ${name} alone`, async () => {
      await using parley = await Parley.open();
      const { reply, turn } = await parley.asked();
      turn.addText(text);
      await parley.during(parley.clock.sleep(5_000));
      turn.finish({ is: 'complete' });
      await parley.during(reply.shows(sentence({ code: 'answer.empty' })));
      assert.equal(reply.edits.length, 1, 'nothing was shown before');
    });
  }

  test('has no message that looks empty, however long that part of it is', async () => {
    await using parley = await Parley.open();
    const { reply, turn } = await parley.asked();
    turn.addText(`One.${'\u200B '.repeat(4_000)}Two.`);
    turn.finish({ is: 'complete' });
    await parley.during(reply.shows(/Two\.$/));
    for (const { text } of reply.messages) assert.match(text, /One|Two/);
  });

  test('is marked when it was interrupted', async () => {
    await using parley = await Parley.open();
    const { reply, turn } = await parley.asked();
    turn.addText('I was about to');
    turn.finish({ is: 'interrupted' });
    await parley.during(reply.shows(`I was about to\n\n${sentence({ code: 'answer.interrupted' })}`));
  });

  test('says at the file what happened if it was too long', async () => {
    await using parley = await Parley.open();
    const { reply, turn } = await parley.asked();
    turn.addText(paragraphs(0, 300));
    turn.finish({ is: 'failed', error: new UserError({ code: 'gemini.broken' }) });
    await parley.during(reply.until(({ messages }) => messages.length === 6));
    assert.equal(
      reply.messages[5]?.text,
      `${sentence({ code: 'delivery.file-too-long' })}\n\n⚠️ ${sentence({ code: 'gemini.broken' })}`,
    );
  });
});

describe('an answer that Discord does not take', () => {
  test('ends with a log line when the channel is deleted, and the bot goes on', async () => {
    await using parley = await Parley.open();
    const other = parley.guild.text('other');
    const { reply, turn } = await parley.asked();
    turn.addText('one');
    await reply.shows('one');
    parley.general.delete();
    turn.addText(' two');
    await parley.during(parley.logged('an answer could not be shown'));
    turn.addText(' three');
    assert.equal(turn.text, 'one two three');
    const next = await parley.ada.slash('ask', { question: 'Still there?' }, { in: other });
    (await parley.conversations.next()).addText('Yes.');
    await next.shows('Yes.');
  });

  test('ends with a log line when its message is deleted, and is not forced upon the channel', async () => {
    await using parley = await Parley.open();
    const { turn } = await parley.askedAndDeleted();
    turn.addText(' two');
    turn.finish({ is: 'complete' });
    await parley.during(parley.logged('an answer could not be shown'));
    assert.deepEqual(parley.general.messages, []);
  });

  test('leaves no words, tokens or addresses in the log', async () => {
    await using parley = await Parley.open();
    const { reply, turn } = await parley.asked();
    parley.discord.fail({ route: WEBHOOK_EDIT, status: 403, code: 50013 });
    turn.addText('Nobody may read this.');
    await parley.during(reply.shows(`⚠️ ${sentence({ code: 'delivery.no-permission' })}`));
    await parley.during(parley.logged('an answer could not be shown'));
    assert.doesNotMatch(JSON.stringify(parley.logs), /Nobody may|webhooks\/|Why\?/);
  });
});
