import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { sentence } from '../../sentences.ts';
import { Parley, paragraphs } from '../stage.ts';

const WEBHOOK_EDIT = /^PATCH \/webhooks/;
const FOLLOW_UP = /^POST \/webhooks/;
const MINUTE = 60_000;

describe('an answer that outlasts its interaction', () => {
  test('goes on in the message that is there, and then in messages of the channel', async () => {
    await using parley = await Parley.open();
    const { reply, turn } = await parley.asked();
    turn.addText(paragraphs(0, 50));
    await parley.during(reply.until(({ messages }) => messages.length === 2));
    const page = reply.messages[1]?.text ?? '';
    await parley.clock.advance(15 * MINUTE);
    turn.addText(' And on.');
    await parley.during(parley.general.shows(`${page} And on.`));
    turn.addText(` ${paragraphs(50, 100)} The end.`);
    turn.finish({ is: 'complete' });
    const message = await parley.during(parley.general.shows(/The end\.$/));
    assert.deepEqual([...message.pinged], []);
    const said = parley.general.messages.map(({ text }) => text).join(' ');
    assert.equal(said, `${paragraphs(0, 50)} And on. ${paragraphs(50, 100)} The end.`);
    assert.equal(parley.discord.requests.filter(({ status }) => (status ?? 0) >= 400).length, 0);
  });

  test('leaves the message that is there to another process that has written in it meanwhile', async () => {
    await using parley = await Parley.open();
    await parley.ada.slash('ask', { question: 'Why?' });
    const turn = await parley.conversations.next();
    turn.addText('Because');
    const message = await parley.during(parley.general.shows(/^Because/));
    const url = `${parley.discord.api}/v10/channels/${parley.general.id}/messages/${message.id}`;
    const headers = { authorization: `Bot ${parley.discord.token}`, 'content-type': 'application/json' };
    await fetch(url, { method: 'PATCH', headers, body: JSON.stringify({ content: 'It was interrupted.' }) });
    await parley.clock.advance(14.6 * MINUTE);
    turn.addText(' of that.');
    await parley.during(turn.ended);
    assert.deepEqual(turn.end, { is: 'yielded' });
    assert.deepEqual(
      parley.general.messages.map(({ text }) => text),
      ['It was interrupted.'],
    );
  });

  test('opens with who asked what if nothing had been shown', async () => {
    await using parley = await Parley.open();
    const reply = await parley.guild
      .member('@everyone **Eve**')
      .slash('ask', { question: `Why\n*${'so '.repeat(60)}` });
    const turn = await parley.conversations.next();
    await reply.until(({ deferred }) => deferred !== undefined);
    await parley.clock.advance(14.6 * MINUTE);
    turn.addText('Because.');
    const message = await parley.during(parley.general.shows(/^-# everyone Eve asked: Why \\\*so so .*…\nBecause\.$/s));
    assert.deepEqual(parley.general.messages, [message], 'nothing goes on being thought about');
    turn.addText(` ${paragraphs(0, 50)}`);
    turn.finish({ is: 'complete' });
    await parley.during(parley.general.shows(/number 49/));
    assert.match(message.text, /^-# everyone Eve asked: /);
    assert.deepEqual([...message.pinged], []);
  });

  test('repeats a question as the characters it was made of', async () => {
    await using parley = await Parley.open();
    const question = '[reset here](https://evil.example) <@123456789012345678> <t:0> ||x|| @everyone';
    const reply = await parley.ada.slash('ask', { question });
    const turn = await parley.conversations.next();
    await reply.until(({ deferred }) => deferred !== undefined);
    await parley.clock.advance(14.6 * MINUTE);
    turn.addText('No.');
    turn.finish({ is: 'complete' });
    const { text } = await parley.during(parley.general.shows(/^-# /));
    const [line = ''] = text.split('\n');
    assert.equal(
      line.replace(/\\(?=[^0-9A-Za-z\s])/g, ''),
      `-# ${sentence({ code: 'answer.to', name: 'Ada', question })}`,
    );
    assert.doesNotMatch(line.replace(/\\[^0-9A-Za-z\s]/g, ''), /[[\]()<>|@]|:\/\//);
  });

  test('moves too when Discord says earlier that the token is no good', async () => {
    await using parley = await Parley.open();
    const { reply, turn } = await parley.asked();
    turn.addText('one');
    await reply.shows('one');
    parley.discord.fail({ route: WEBHOOK_EDIT, status: 401, code: 50027 });
    turn.addText(' two');
    await parley.during(parley.general.shows('one two'));
    turn.addText(' three');
    turn.finish({ is: 'complete' });
    await parley.during(parley.general.shows('one two three'));
  });

  test('moves with a further page when it is the follow-up that is refused', async () => {
    await using parley = await Parley.open();
    const { reply, turn } = await parley.asked();
    turn.addText('one');
    await reply.shows('one');
    parley.discord.fail({ route: FOLLOW_UP, status: 404, code: 10015 });
    turn.addText(` ${paragraphs(0, 50)}`);
    turn.finish({ is: 'complete' });
    await parley.during(parley.general.shows(/number 49 .*answer\.$/));
    assert.equal(reply.messages.length, 1);
  });

  test('stays with the interaction as long as it can where the bot may not write', async () => {
    await using parley = await Parley.open();
    parley.general.deny('SendMessages');
    const { reply, turn } = await parley.asked();
    turn.addText('one');
    await reply.shows('one');
    await parley.clock.advance(14.6 * MINUTE);
    turn.addText(' two');
    await parley.during(reply.shows('one two'));
    await parley.clock.advance(MINUTE);
    turn.addText(' three');
    await parley.during(reply.shows('one two three'));
    turn.addText(` ${paragraphs(0, 50)}`);
    await parley.during(
      parley.ada.dm.shows(
        `${sentence({ code: 'delivery.about', channel: parley.general.id })}\n⚠️ ${sentence({ code: 'delivery.no-permission' })}`,
      ),
    );
    await parley.during(parley.logged('an answer could not be shown'));
    assert.match(reply.text, /^one two three .*answer\.$/);
    assert.deepEqual(reply.messages.at(-1)?.components, []);
  });
});
