import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { UserError } from '../../../src/base/errors.ts';
import { flatten } from '../../../world/discord/component-limits.ts';
import { sentence } from '../../sentences.ts';
import { Parley, paragraphs } from '../stage.ts';

const SLOW = sentence({ code: 'answer.slow' });
const WEBHOOK_EDIT = /^PATCH \/webhooks/;
const PACE = 1_200;
const MINUTE = 60_000;

/** What Discord said to each edit. */
const editsOf = ({ discord }: Parley) =>
  discord.requests.filter(({ method }) => method === 'PATCH').map(({ status }) => status);

describe('an answer to /ask', () => {
  test('is acknowledged at once, before there is a word of it', async () => {
    await using parley = await Parley.open();
    const { reply } = await parley.asked();
    assert.equal(reply.deferred, parley.clock.now());
    assert.equal(reply.ephemeral, false);
    assert.deepEqual(parley.conversations.heads, [[parley.general.id, parley.ada.id, 'Ada', 'Why?']]);
  });

  test('has what couldn’t be read under it in small print, once each, with names that format nothing', async () => {
    await using parley = await Parley.open();
    const { reply, turn } = await parley.asked();
    turn.addText('Here.');
    turn.remarks.add({ code: 'media.broken', name: 'a*b*_@everyone.pdf' });
    turn.remarks.add({ code: 'media.broken', name: 'a*b*_@everyone.pdf' });
    turn.remarks.add({ code: 'media.cut', name: 'log.txt' });
    turn.source.leftOut.add('pictures');
    turn.finish({ is: 'complete' });
    const lines = [
      'Here.\n',
      '-# “a\\*b\\*\\_\\@everyone.pdf” is damaged or incomplete, so I couldn’t read it.',
      `-# ${sentence({ code: 'media.cut', name: 'log.txt' })}`,
      `-# ${sentence({ code: 'media.not-taken' })}`,
    ];
    await reply.shows(lines.join('\n'));
  });

  test('shows its first words without waiting', async () => {
    await using parley = await Parley.open();
    const { reply, turn } = await parley.asked();
    const before = parley.clock.now();
    turn.addText('Because');
    await reply.shows('Because');
    assert.equal(reply.edits[0]?.at, before);
  });

  test('grows by at most one edit each 1.2 s and ends complete', async () => {
    await using parley = await Parley.open();
    const { reply, turn } = await parley.asked();
    for (let index = 0; index < 30; index += 1) {
      turn.addText(`${index} `);
      await parley.during(parley.clock.sleep(300));
    }
    turn.addText('end.');
    turn.finish({ is: 'complete' });
    await parley.during(reply.shows(/ 29 end\.$/));
    // The end waits for no pace.
    const times = reply.edits.slice(0, -1).map(({ at }) => at);
    assert.ok(times.length >= 5, `${times.length} edits are no stream`);
    for (const [index, at] of times.entries()) {
      const before = times[index - 1];
      if (before !== undefined) assert.ok(at - before >= PACE, `${at - before} ms`);
    }
    assert.equal(reply.messages.length, 1);
  });

  test('is whole as soon as it ends, where Discord’s headers leave room', async () => {
    await using parley = await Parley.open();
    const { reply, turn } = await parley.asked();
    parley.discord.allow({ route: WEBHOOK_EDIT, requests: 2, seconds: 60 });
    turn.addText('one');
    await reply.shows('one');
    const before = parley.clock.now();
    turn.addText(' two');
    turn.finish({ is: 'complete' });
    await reply.shows('one two');
    assert.equal(parley.clock.now(), before);
    assert.deepEqual(editsOf(parley), [200, 200]);
  });

  test('is whole as soon as Discord’s headers leave room for its end', async () => {
    await using parley = await Parley.open();
    // discord.js knows of which limit the headers tell once it has sent both kinds of edit.
    const earlier = await parley.asked();
    earlier.turn.addText('Ear');
    await earlier.reply.shows('Ear');
    earlier.turn.addText('lier');
    earlier.turn.finish({ is: 'complete' });
    await earlier.reply.shows('Earlier');
    const { reply, turn } = await parley.asked();
    parley.discord.allow({ route: WEBHOOK_EDIT, requests: 1, seconds: 0.3 });
    turn.addText('one');
    await reply.shows('one');
    const before = parley.clock.now();
    turn.addText(' two');
    turn.finish({ is: 'complete' });
    // discord.js waits for it by the real clock; what it sends too early is refused.
    await reply.shows('one two');
    assert.equal(parley.clock.now(), before);
    assert.deepEqual(editsOf(parley), [200, 200, 200, 200]);
  });

  test('says that Gemini is slow until there are words', async () => {
    await using parley = await Parley.open();
    const { reply, turn } = await parley.asked();
    turn.slow();
    await parley.during(reply.shows(SLOW));
    assert.equal(turn.view.at, undefined);
    turn.addText('Because');
    await parley.during(reply.shows('Because'));
    turn.finish({ is: 'complete' });
    assert.equal(reply.messages.length, 1);
  });

  test('says that Gemini is slow until there is a reason why there are no words', async () => {
    await using parley = await Parley.open();
    const { reply, turn } = await parley.asked();
    turn.slow();
    await parley.during(reply.shows(SLOW));
    turn.finish({ is: 'failed', error: new UserError({ code: 'gemini.unreachable' }) });
    await parley.during(reply.shows(`⚠️ ${sentence({ code: 'gemini.unreachable' })}`));
  });

  test('says that files are being read, with a button that stops the question', async () => {
    await using parley = await Parley.open();
    await parley.ada.says('@Parley Why?');
    await parley.conversations.heard('Why?');
    // Its files are being read, so it hasn't begun.
    const [turn] = parley.conversations.turns;
    turn?.slow();
    const notice = await parley.during(parley.general.shows(sentence({ code: 'answer.reading' })));
    await parley.ada.press(notice, `stop:answer:${parley.ada.id}:${turn?.question.at}:slow`);
    assert.deepEqual(await turn?.ended, { is: 'interrupted' });
  });

  test('does not say so where there are words', async () => {
    await using parley = await Parley.open();
    const { reply, turn } = await parley.asked();
    turn.addText('Because');
    turn.slow();
    await parley.during(reply.shows('Because'));
    turn.finish({ is: 'complete' });
    await parley.during(parley.clock.sleep(3_000));
    assert.deepEqual(
      reply.edits.filter(({ text }) => text === SLOW),
      [],
    );
  });

  test('is shown although Discord refused to say that Gemini is slow', async () => {
    await using parley = await Parley.open();
    const { reply, turn } = await parley.asked();
    parley.discord.fail({ route: WEBHOOK_EDIT, status: 400, code: 50_035 });
    turn.slow();
    await parley.during(parley.logged('cannot say that it takes long'));
    turn.addText('Because');
    await parley.during(reply.shows('Because'));
    turn.finish({ is: 'complete' });
  });

  test('is shown whole once it is recorded', async () => {
    await using parley = await Parley.open();
    parley.conversations.records = false;
    const { reply, turn } = await parley.asked();
    turn.addText('Because.');
    turn.finish({ is: 'complete' });
    const from = parley.clock.now();
    await parley.during(parley.clock.sleep(200));
    assert.equal(reply.text, '');
    turn.number.settle(1);
    await reply.shows('Because.');
    assert.equal(parley.clock.now(), from + 200);
  });

  test('takes one request where its end comes together with its words', async () => {
    await using parley = await Parley.open();
    const { reply, turn } = await parley.asked();
    turn.addText('All there is.');
    // What is read from one piece of the network's data takes a while to be understood, but nothing comes in between.
    for (let steps = 0; steps < 50; steps += 1) await Promise.resolve();
    turn.finish({ is: 'complete' });
    await reply.shows('All there is.');
    await parley.during(parley.bot.stop(MINUTE));
    assert.equal(parley.discord.requests.filter(({ method }) => method === 'PATCH').length, 1);
  });

  test('is not held up for long where the store is away', async () => {
    await using parley = await Parley.open();
    parley.conversations.records = false;
    const { reply, turn } = await parley.asked();
    turn.addText('Because');
    turn.finish({ is: 'complete' });
    const from = parley.clock.now();
    await parley.during(reply.shows('Because'));
    // Virtual time goes on while requests are on their way.
    assert.ok(parley.clock.now() - from <= 900, `${parley.clock.now() - from} ms`);
  });

  test('tells before each edit what is about to be seen, and after the first one where', async () => {
    await using parley = await Parley.open();
    const { reply, turn } = await parley.asked();
    const seen: string[] = [];
    turn.changes.on(async () => {
      seen.push(`${turn.text} ${turn.view.at ? 'there' : 'nowhere'}`);
    });
    turn.addText('one');
    await reply.shows('one');
    turn.addText(' two');
    await parley.during(reply.shows('one two'));
    assert.deepEqual([seen[0], seen.at(-1), seen.length], ['one nowhere', 'one two there', 3]);
    assert.deepEqual(turn.view.at, { message: parley.general.messages.at(-1)?.id, page: 0 });
  });

  test('shows nothing before it is stored, so that a kill takes nothing back that people have read', async () => {
    await using parley = await Parley.open();
    const { reply, turn } = await parley.asked();
    const asked = Promise.withResolvers<void>();
    const stored = Promise.withResolvers<void>();
    turn.changes.on(() => {
      asked.resolve();
      return stored.promise;
    });
    turn.addText('one');
    await asked.promise;
    await parley.during(parley.clock.sleep(200));
    assert.deepEqual(editsOf(parley), []);
    stored.resolve();
    await reply.shows('one');
  });

  test('waits for a store that hangs only 300 ms', async () => {
    await using parley = await Parley.open();
    const { reply, turn } = await parley.asked();
    turn.changes.on(() => new Promise(() => {}));
    const from = parley.clock.now();
    turn.addText('one');
    await parley.during(reply.shows('one'));
    const held = (reply.edits[0]?.at ?? 0) - from;
    // Virtual time goes on while the request is on its way.
    assert.ok(held >= 300 && held < 1_000, `${held} ms`);
  });

  test('sends nothing but the change of its buttons when nothing else has changed', async () => {
    await using parley = await Parley.open();
    const { reply, turn } = await parley.asked();
    turn.addText('All there is.');
    await reply.shows('All there is.');
    turn.finish({ is: 'complete' });
    await parley.during(parley.bot.stop(MINUTE));
    assert.equal(parley.discord.requests.filter(({ method }) => method === 'PATCH').length, 2);
    assert.equal(reply.edits.length, 1);
    const buttons = flatten(reply.messages[0]?.components ?? []).flatMap(({ label }) => label ?? []);
    assert.deepEqual(buttons, [sentence({ code: 'button.again' })]);
  });

  for (const headers of [true, false]) {
    test(`skips edits but never the last while Discord limits it ${headers ? 'with' : 'without'} headers`, async () => {
      await using parley = await Parley.open();
      const { reply, turn } = await parley.asked();
      turn.addText('one');
      await reply.shows('one');
      parley.discord.limit({ route: WEBHOOK_EDIT, times: 2, retryAfterSeconds: 0.3, headers });
      turn.addText(' two');
      const isLimited = () => parley.discord.requests.some(({ status }) => status === 429);
      await parley.during(parley.discord.until(isLimited));
      for (const word of [' three', ' four', ' five']) turn.addText(word);
      turn.finish({ is: 'complete' });
      // discord.js waits out a limit that names its time by the real clock.
      await (headers ? reply.shows('one two') : parley.during(reply.shows('one two')));
      await parley.during(reply.shows('one two three four five'));
      assert.deepEqual(
        reply.edits.map(({ text }) => text),
        ['one', 'one two', 'one two three four five'],
      );
    });
  }

  test('is not asked for again at once after a rate limit that names no time', async () => {
    await using parley = await Parley.open();
    const { reply, turn } = await parley.asked();
    parley.discord.limit({ route: WEBHOOK_EDIT, times: 3, headers: false });
    turn.addText('late');
    await parley.during(reply.shows('late'));
    const at = parley.discord.requests.filter(({ method }) => method === 'PATCH').map((request) => request.at);
    for (const [index, time] of at.entries()) if (index > 0) assert.ok(time - (at[index - 1] ?? time) >= 1_000);
  });

  test('makes up for an edit that was lost on the way', async () => {
    await using parley = await Parley.open();
    const { reply, turn } = await parley.asked();
    parley.discord.fail({ route: WEBHOOK_EDIT, status: 500, times: 4 });
    turn.addText('one');
    await parley.during(parley.logged('an edit was lost, the next one makes up for it'));
    turn.addText(' two');
    turn.finish({ is: 'complete' });
    await parley.during(reply.shows('one two'));
  });

  test('goes on in follow-ups past 2,000 characters, and full messages are left alone', async () => {
    await using parley = await Parley.open();
    const { reply, turn } = await parley.asked();
    turn.addText(paragraphs(0, 20));
    await reply.shows(/number 19/);
    turn.addText(` ${paragraphs(20, 60)}`);
    await parley.during(reply.until(({ messages }) => messages.length === 2));
    const [first] = reply.messages;
    turn.addText(` ${paragraphs(60, 90)}`);
    turn.finish({ is: 'complete' });
    await parley.during(reply.shows(/number 89 .*answer\.$/s));
    assert.equal(first?.text, reply.messages[0]?.text);
    assert.equal(reply.messages.map(({ text }) => text).join(' '), paragraphs(0, 90));
  });

  test('keeps a code block that crosses messages a code block in each', async () => {
    await using parley = await Parley.open();
    const { reply, turn } = await parley.asked();
    turn.addText(`\`\`\`ts\n${'const answer = 42;\n'.repeat(150)}\`\`\``);
    turn.finish({ is: 'complete' });
    await parley.during(reply.until(({ messages }) => messages.length === 2));
    for (const { text } of reply.messages) assert.match(text, /^```ts\nconst answer = 42;\n[^`]*```$/);
  });

  test('becomes a text file past five messages', async () => {
    await using parley = await Parley.open();
    const { reply, turn } = await parley.asked();
    const whole = paragraphs(0, 300);
    turn.addText(whole.slice(0, 12_000));
    await parley.during(reply.until(({ messages }) => messages.length === 5));
    const requests = parley.discord.requests.length;
    turn.addText(whole.slice(12_000));
    await parley.during(parley.clock.sleep(10_000));
    assert.equal(parley.discord.requests.length, requests, 'nothing more is streamed past the fifth message');
    turn.finish({ is: 'complete' });
    await parley.during(reply.until(({ messages }) => messages.length === 6));
    const [file] = reply.messages[5]?.files ?? [];
    assert.equal(file?.name, 'answer.txt');
    assert.equal(file?.content.toString(), whole);
    assert.equal(reply.messages[5]?.text, sentence({ code: 'delivery.file-too-long' }));
  });

  test('never pings anybody', async () => {
    await using parley = await Parley.open();
    const { reply, turn } = await parley.asked();
    turn.addText(`@everyone <@${parley.ada.id}> <@&${parley.guild.id}> ${paragraphs(0, 60)} @here <@${parley.ada.id}>`);
    turn.finish({ is: 'complete' });
    await parley.during(reply.until(({ messages }) => messages.length === 2));
    for (const { pinged, allowedMentions } of reply.messages) {
      assert.deepEqual([...pinged], []);
      assert.deepEqual(allowedMentions?.parse, []);
    }
  });
});
