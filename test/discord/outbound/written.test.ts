import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { UserError } from '../../../src/base/errors.ts';
import type { CaptionMode } from '../../../src/calls/contract.ts';
import type { PlacedPart } from '../../../src/conversation/turns/answer-part.ts';
import { Turn } from '../../../src/conversation/turns/turn.ts';
import { flatten } from '../../../world/discord/component-limits.ts';
import type { Message } from '../../../world/discord/message.ts';
import { sentence } from '../../sentences.ts';
import { writing } from '../call-stage.ts';
import { Parley } from '../stage.ts';

const CODE = '```js\nconst answer = 42;\n```';
const LONG = `\`\`\`python\n${Array.from({ length: 200 }, (_, at) => `print(${at}, 'a line of a program')`).join('\n')}\n\`\`\``;
const BELOW = sentence({ code: 'delivery.written-files' });
const lineFor = (name: string) => sentence({ code: 'delivery.written-file', name });
const ALWAYS = Number.POSITIVE_INFINITY;

const namesIn = (messages: readonly Message[]) => messages.flatMap(({ files }) => files.map(({ name }) => name));
const texts = ({ general }: Parley) => general.messages.map(({ text }) => text);
const labels = (message: Message | undefined) => flatten(message?.components ?? []).flatMap(({ label }) => label ?? []);

describe('what an answer writes', () => {
  test('stands where it came, between what was said', async () => {
    await using parley = await Parley.open();
    const { reply, turn } = await parley.asked();
    turn.addText('Here’s the code.');
    turn.addWritten({ markdown: CODE });
    turn.addText(' It’s short.');
    turn.addWritten({ markdown: '| a | b |\n|---|---|\n| 1 | 2 |', title: 'A *table*' });
    turn.finish({ is: 'complete' });
    const table = '**A \\*table\\***\n```\na | b\n--+--\n1 | 2\n```';
    await reply.shows(`Here’s the code.\n\n${CODE}\n\nIt’s short.\n\n${table}`);
  });

  test('is there as soon as it came, also if nothing was said', async () => {
    await using parley = await Parley.open();
    const { reply, turn } = await parley.asked();
    turn.addWritten({ markdown: CODE });
    await reply.shows(CODE);
    turn.addText('That');
    await parley.during(reply.shows(`${CODE}\n\nThat`));
    turn.finish({ is: 'complete' });
    await reply.until(({ messages }) => !labels(messages[0]).includes(sentence({ code: 'button.stop' })));
    assert.equal(reply.text, `${CODE}\n\nThat`);
  });

  test('is an answer: nobody is told that there’s none', async () => {
    await using parley = await Parley.open();
    const { reply, turn } = await parley.asked();
    turn.addWritten({ markdown: '# Done' });
    turn.finish({ is: 'complete' });
    await reply.shows('# Done');
  });

  test('keeps its place when the answer breaks off, with the sentence below', async () => {
    await using parley = await Parley.open();
    const { reply, turn } = await parley.asked();
    turn.addWritten({ markdown: '```js\nconst half =' });
    turn.finish({ is: 'broken', error: new UserError({ code: 'gemini.broken' }) });
    turn.number.settle(3);
    await reply.shows(`\`\`\`js\nconst half =\n\`\`\`\n\n⚠️ ${sentence({ code: 'gemini.broken' })}`);
  });

  test('is withdrawn with the answer, if the answer begins again', async () => {
    await using parley = await Parley.open();
    const { reply, turn } = await parley.asked();
    turn.addWritten({ markdown: CODE });
    await reply.shows(CODE);
    turn.withdraw('all');
    turn.addText('Something else.');
    turn.finish({ is: 'complete' });
    await parley.during(reply.shows('Something else.'));
  });

  test('shows no half of a table and no open fence while people talk to it', async () => {
    await using parley = await Parley.open();
    const { reply, turn } = await parley.asked();
    const whole = 'A table:\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n```js\nlet x;\n```\nDone.';
    for (const letter of whole) {
      turn.addText(letter);
      await parley.during(parley.clock.sleep(700));
    }
    turn.finish({ is: 'complete' });
    const shown = 'A table:\n\n```\na | b\n--+--\n1 | 2\n```\n\n```js\nlet x;\n```\nDone.';
    await parley.during(reply.shows(shown));
    const seen = reply.edits.map(({ text }) => text ?? '');
    assert.ok(seen.length > 5);
    for (const text of seen) {
      assert.equal((text.match(/```/g)?.length ?? 0) % 2, 0, text);
      assert.doesNotMatch(text, /^\|/m);
    }
  });
});

describe('a written part that’s too long for messages', () => {
  test('is a file with its name under the answer, and a line in its place', async () => {
    await using parley = await Parley.open();
    const { reply, turn } = await parley.asked();
    turn.addText('Here.');
    turn.addWritten({ markdown: LONG, name: 'count.py' });
    turn.addText(' That’s it.');
    turn.finish({ is: 'broken', error: new UserError({ code: 'gemini.broken' }) });
    turn.number.settle(3);
    await parley.during(reply.until(({ messages }) => messages.length === 2));
    const [first, second] = reply.messages;
    const note = `⚠️ ${sentence({ code: 'gemini.broken' })}`;
    assert.equal(first?.text, `Here.\n\n${lineFor('count.py')}\n\nThat’s it.\n\n${note}`);
    assert.deepEqual(labels(first), []);
    assert.equal(second?.text, BELOW);
    assert.ok(labels(second).includes(sentence({ code: 'button.continue' })));
    const [file, ...others] = second?.files ?? [];
    assert.equal(file?.name, 'count.py');
    assert.equal(file?.content.toString(), `${LONG.split('\n').slice(1, -1).join('\n')}\n`);
    assert.deepEqual(others, []);
  });

  for (const [what, part, name] of [
    ['its title', { markdown: LONG, title: 'Count to 200' }, 'Count-to-200.py'],
    ['its language', { markdown: LONG }, 'code.py'],
    ['nothing', { markdown: 'All of it. '.repeat(5_000) }, 'answer.md'],
  ] as const)
    test(`is named after ${what} if it has no name`, async () => {
      await using parley = await Parley.open();
      const { reply, turn } = await parley.asked();
      turn.addWritten(part);
      turn.finish({ is: 'complete' });
      await parley.during(reply.until(({ messages }) => messages.length === 2));
      assert.deepEqual(
        reply.messages[1]?.files.map((file) => file.name),
        [name],
      );
    });

  test('is messages where no file is taken', async () => {
    await using parley = await Parley.open();
    const { reply, turn } = await parley.asked();
    parley.discord.fail({ route: /webhooks/, files: true, status: 403, code: 50013, times: ALWAYS });
    turn.addText('Here.');
    turn.addWritten({ markdown: LONG, name: 'count.py' });
    turn.finish({ is: 'complete' });
    await parley.during(reply.until(({ messages }) => messages.some(({ text }) => text.includes('print(199'))));
    const code = reply.messages.flatMap(({ text }) =>
      [...text.matchAll(/^print\((\d+),/gm)].map(([, at]) => Number(at)),
    );
    assert.deepEqual(
      code,
      Array.from({ length: 200 }, (_, at) => at),
    );
    assert.equal(reply.messages[0]?.text.startsWith(`Here.\n\n${lineFor('count.py')}`), true);
  });

  test('comes in as many messages of ten files as it takes, with the buttons under the last', async () => {
    await using parley = await Parley.open();
    const { reply, turn } = await parley.asked();
    const names = Array.from({ length: 12 }, (_, at) => `part-${at}.py`);
    for (const name of names) turn.addWritten({ markdown: LONG, name });
    turn.finish({ is: 'broken', error: new UserError({ code: 'gemini.broken' }) });
    turn.number.settle(3);
    await parley.during(reply.until(({ messages }) => namesIn(messages).length === 12 || messages.length > 3));
    await parley.during(parley.bot.stop(60_000));
    const [text, ...others] = reply.messages;
    assert.deepEqual(
      others.map((message) => message.files.map(({ name }) => name)),
      [names.slice(0, 10), names.slice(10)],
    );
    for (const name of names) assert.ok(text?.text.includes(lineFor(name)));
    assert.deepEqual(
      reply.messages.map((message) => labels(message).includes(sentence({ code: 'button.continue' }))),
      [false, false, true],
    );
  });

  test('is messages from the file on that isn’t taken', async () => {
    await using parley = await Parley.open();
    const { reply, turn } = await parley.asked();
    for (let at = 0; at < 12; at += 1) turn.addWritten({ markdown: LONG.replaceAll('print', `p${at}q`) });
    parley.discord.fail({ route: /webhooks/, files: 2, status: 403, code: 50013, times: ALWAYS });
    turn.finish({ is: 'complete' });
    await parley.during(reply.until(({ messages }) => messages.some(({ text }) => text.includes('p11q(199'))));
    assert.equal(namesIn(reply.messages).length, 10);
    const code = reply.messages.flatMap(({ text }) =>
      [...text.matchAll(/^p(\d+)q\((\d+),/gm)].map(([, part, at]) => `${part} ${at}`),
    );
    assert.deepEqual(
      code,
      [10, 11].flatMap((part) => Array.from({ length: 200 }, (_, at) => `${part} ${at}`)),
    );
  });
});

test('a written part that AutoMod blocks is a sentence, and isn’t tried in disguise', async () => {
  await using parley = await Parley.open();
  const { reply, turn } = await parley.asked();
  parley.discord.fail({ route: /messages/, says: /answer = 42/, status: 400, code: 200000, times: ALWAYS });
  turn.addWritten({ markdown: CODE });
  turn.finish({ is: 'complete' });
  await parley.during(reply.shows(`⚠️ ${sentence({ code: 'delivery.automod' })}`));
});

test('what a written part names pings nobody', async () => {
  await using parley = await Parley.open();
  const { reply, turn } = await parley.asked();
  const who = `@everyone <@${parley.ada.id}> <@&${parley.guild.id}>`;
  turn.addWritten({ markdown: who, title: who });
  turn.finish({ is: 'complete' });
  await reply.until(({ messages }) => messages[0]?.text.includes('@everyone') === true);
  for (const { pinged, allowedMentions } of reply.messages) {
    assert.deepEqual([...pinged], []);
    assert.deepEqual(allowedMentions?.parse, []);
  }
});

/** A spoken turn of Ada's, and the captions of it. */
const spoken = (parley: Parley, captions: CaptionMode) => {
  const turn = new Turn({ person: { id: parley.ada.id, name: 'Ada' }, text: '', at: 0, aloud: true });
  const shown = parley.venue.caption(parley.general.id, turn, writing(parley.general, captions));
  return { turn, shown: () => parley.during(shown) };
};

describe('what an answer writes in a call', () => {
  test('is all that’s posted without captions, as soon as it came', async () => {
    await using parley = await Parley.open();
    const { turn, shown } = spoken(parley, 'off');
    turn.addHeard('Show me the code.');
    turn.addText('Here it is.');
    await parley.during(parley.clock.sleep(5_000));
    assert.deepEqual(texts(parley), []);
    turn.addWritten({ markdown: CODE });
    await parley.during(parley.general.shows(CODE));
    turn.addText(' Copy it.');
    turn.finish({ is: 'interrupted' });
    await shown();
    assert.deepEqual(texts(parley), [CODE]);
  });

  test('stands in its place in captions of answers', async () => {
    await using parley = await Parley.open();
    const { turn, shown } = spoken(parley, 'answers');
    turn.addText('Here it is.');
    turn.addWritten({ markdown: CODE });
    turn.finish({ is: 'interrupted' });
    await shown();
    assert.deepEqual(texts(parley), [`Here it is.\n\n${CODE}\n—`]);
  });

  test('stands below what was heard in captions of everything', async () => {
    await using parley = await Parley.open();
    const { turn, shown } = spoken(parley, 'all');
    turn.addHeard('Show me.');
    turn.addWritten({ markdown: CODE });
    turn.finish({ is: 'complete' });
    await shown();
    assert.deepEqual(texts(parley), [`**Ada**: Show me.\n${CODE}`]);
  });

  for (const captions of ['off', 'answers'] as const)
    test(`disappears with an answer that is taken back, with captions ${captions}`, async () => {
      await using parley = await Parley.open();
      const { turn, shown } = spoken(parley, captions);
      turn.addWritten({ markdown: CODE });
      await parley.during(parley.general.shows(CODE));
      turn.unhear();
      await shown();
      assert.deepEqual(texts(parley), []);
    });

  test('stays in one row where words come without sound', async () => {
    await using parley = await Parley.open();
    const turn = new Turn({ person: { id: parley.ada.id, name: 'Ada' }, text: '', at: 0, aloud: true });
    const style = { ...writing(parley.general, 'off'), unsaid: turn.ended.then(() => true) };
    const shown = parley.venue.caption(parley.general.id, turn, style);
    turn.addText('Here it is.');
    turn.addWritten({ markdown: CODE });
    turn.finish({ is: 'complete' });
    turn.number.settle(undefined);
    await parley.during(shown);
    assert.deepEqual(texts(parley), [`Here it is.\n\n${CODE}`]);
  });

  test('is a file if it’s too long', async () => {
    await using parley = await Parley.open();
    const { turn, shown } = spoken(parley, 'off');
    turn.addWritten({ markdown: LONG, name: 'count.py' });
    turn.finish({ is: 'complete' });
    await shown();
    assert.deepEqual(texts(parley), [lineFor('count.py'), BELOW]);
    assert.equal(parley.general.messages[1]?.files[0]?.name, 'count.py');
  });

  test('is all files of a dozen that are too long', async () => {
    await using parley = await Parley.open();
    const { turn, shown } = spoken(parley, 'off');
    for (let at = 0; at < 12; at += 1) turn.addWritten({ markdown: LONG, name: `part-${at}.py` });
    turn.finish({ is: 'complete' });
    await shown();
    assert.equal(new Set(namesIn(parley.general.messages)).size, 12);
  });

  test('says so if it’s more than messages can hold where no file is taken', async () => {
    await using parley = await Parley.open();
    parley.discord.fail({ route: /messages/, files: true, status: 403, code: 50013, times: ALWAYS });
    const { turn, shown } = spoken(parley, 'off');
    for (let at = 0; at < 12; at += 1) turn.addWritten({ markdown: LONG, name: `part-${at}.py` });
    turn.finish({ is: 'complete' });
    await shown();
    assert.equal(texts(parley).at(-1), sentence({ code: 'delivery.no-file' }));
  });
});

describe('the end of an answer whose process died', () => {
  /** An answer of which people have seen the beginning, and what the transcript has of it. */
  const died = async (parley: Parley, answered: string, written: PlacedPart[]) => {
    const { reply, turn } = await parley.asked();
    turn.addText('Here.');
    await parley.during(reply.shows('Here.'));
    await parley.during(parley.clock.sleep(5_000));
    const { person, text: asked, at } = turn.question;
    const shown = turn.view.at;
    assert.ok(shown);
    const record = { number: 1, person, at, asked, answered, written, ended: 'complete' as const, shown };
    return () => parley.during(parley.bot.finish(parley.general.id, record));
  };

  test('has what was written in its place, once', async () => {
    await using parley = await Parley.open();
    const finish = await died(parley, 'Here. Done.', [{ markdown: CODE, at: 5 }]);
    await finish();
    assert.deepEqual(texts(parley), [`Here.\n\n${CODE}\n\nDone.`]);
    await finish();
    assert.deepEqual(texts(parley), [`Here.\n\n${CODE}\n\nDone.`]);
  });

  test('has the file of a long part, once', async () => {
    await using parley = await Parley.open();
    const finish = await died(parley, 'Here.', [{ markdown: LONG, name: 'count.py', at: 5 }]);
    await finish();
    assert.deepEqual(texts(parley), [`Here.\n\n${lineFor('count.py')}`, BELOW]);
    await finish();
    assert.equal(parley.general.messages.length, 2);
  });

  /** A dozen parts of which none fits into messages. */
  const dozen = Array.from({ length: 12 }, (_, at) => ({ markdown: LONG, name: `part-${at}.py`, at: 5 }));

  test('has all files of a dozen long parts, once', async () => {
    await using parley = await Parley.open();
    const finish = await died(parley, 'Here.', dozen);
    await finish();
    assert.equal(new Set(namesIn(parley.general.messages)).size, 12);
    await finish();
    assert.equal(namesIn(parley.general.messages).length, 12);
  });

  test('has the files that are still missing', async () => {
    await using parley = await Parley.open();
    const finish = await died(parley, 'Here.', dozen);
    await finish();
    const last = parley.general.messages.at(-1);
    assert.ok(last);
    await parley.guild.member('Mod', { permissions: 'admin' }).deletes(last);
    await parley.clock.advance(600_000);
    assert.equal(namesIn(parley.general.messages).length, 10);
    await finish();
    assert.deepEqual(
      namesIn(parley.general.messages),
      dozen.map(({ name }) => name),
    );
  });

  test('is whole in messages where no file is taken', async () => {
    await using parley = await Parley.open();
    const markdown = Array.from({ length: 200 }, (_, at) => `${at}: a line of a long story, as it goes.`).join('\n\n');
    const finish = await died(parley, 'Here.', [{ markdown, name: 'story.md', at: 5 }]);
    parley.discord.fail({ route: /messages/, files: true, status: 403, code: 50013, times: ALWAYS });
    await finish();
    const lines = texts(parley).flatMap((text) => [...text.matchAll(/^(\d+): a line/gm)].map(([, at]) => Number(at)));
    assert.deepEqual(
      lines,
      Array.from({ length: 200 }, (_, at) => at),
    );
  });
});
