import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { UserError } from '../../../src/base/errors.ts';
import type { CaptionMode } from '../../../src/calls/contract.ts';
import { Turn } from '../../../src/conversation/turns/turn.ts';
import type { Text } from '../../../src/text/text.ts';
import { sentence } from '../../sentences.ts';
import { writing } from '../call-stage.ts';
import { Parley, paragraphs } from '../stage.ts';

const PACE = 1_200;
const MESSAGES = /\/messages/;

const texts = ({ general }: Parley) => general.messages.map(({ text }) => text);

/** A spoken turn of Ada's, and the captions of it. */
const spoken = (parley: Parley, captions: CaptionMode) => {
  const turn = new Turn({ person: { id: parley.ada.id, name: 'Ada' }, text: '', at: 0, aloud: true });
  const shown = parley.venue.caption(parley.general.id, turn, writing(parley.general, captions));
  return { turn, shown: () => parley.during(shown) };
};

const written = ({ discord }: Parley) =>
  discord.requests.filter(({ method, path }) => MESSAGES.test(path) && method !== 'GET');

describe('captions of everything', () => {
  test('show what was heard and the answer under it, in one message that is edited', async () => {
    await using parley = await Parley.open();
    const { turn, shown } = spoken(parley, 'all');
    turn.addHeard('What is');
    await parley.general.shows('**Ada**: What is');
    turn.addHeard(' a cat?');
    turn.addText('A small');
    await parley.during(parley.general.shows('**Ada**: What is a cat?\nA small'));
    turn.addText(' tiger.');
    turn.finish({ is: 'complete' });
    await shown();
    assert.deepEqual(texts(parley), ['**Ada**: What is a cat?\nA small tiger.']);
  });

  test('say that a function takes its time, until there is something of the answer', async () => {
    await using parley = await Parley.open();
    const { turn, shown } = spoken(parley, 'all');
    turn.addHeard('What is a cat?');
    await parley.general.shows('**Ada**: What is a cat?');
    const finish = turn.work.begin();
    turn.work.noteSlow();
    turn.slow();
    await parley.during(parley.general.shows(`**Ada**: What is a cat?\n${sentence({ code: 'answer.calling' })}`));
    finish();
    turn.addText('A small tiger.');
    turn.finish({ is: 'complete' });
    await shown();
    assert.deepEqual(texts(parley), ['**Ada**: What is a cat?\nA small tiger.']);
  });

  test('show at most one edit each 1.2 s, and always the last words', async () => {
    await using parley = await Parley.open();
    const { turn, shown } = spoken(parley, 'all');
    for (let index = 0; index < 30; index += 1) {
      turn.addHeard(`${index} `);
      await parley.during(parley.clock.sleep(300));
    }
    turn.addText('end.');
    turn.finish({ is: 'complete' });
    await shown();
    assert.match(texts(parley)[0] ?? '', / 29\nend\.$/);
    // The end waits for no pace.
    const times = written(parley)
      .slice(0, -1)
      .map(({ at }) => at);
    assert.ok(times.length >= 5, `${times.length} requests are no stream`);
    for (const [index, at] of times.entries()) assert.ok(index === 0 || at - (times[index - 1] ?? 0) >= PACE);
  });

  test('show the whole as soon as it is there', async () => {
    await using parley = await Parley.open();
    const { turn } = spoken(parley, 'all');
    turn.addHeard('What is a cat?');
    await parley.general.shows('**Ada**: What is a cat?');
    const before = parley.clock.now();
    turn.addText('A small tiger.');
    turn.finish({ is: 'complete' });
    turn.number.settle(undefined);
    await parley.general.shows('**Ada**: What is a cat?\nA small tiger.');
    assert.equal(parley.clock.now(), before);
    assert.equal(written(parley).length, 2);
  });

  test('show what is understood only after the answer, whenever it comes, with one edit for words that come at once', async () => {
    await using parley = await Parley.open();
    const { turn, shown } = spoken(parley, 'all');
    turn.addText('A small tiger.');
    turn.finish({ is: 'complete' });
    turn.number.settle(undefined);
    await shown();
    const before = written(parley).length;
    await parley.during(parley.clock.sleep(2_500));
    for (const word of ['What', ' is', ' a']) turn.addHeard(word);
    await parley.during(parley.general.shows('**Ada**: What is a\nA small tiger.'));
    turn.addHeard(' cat?');
    await parley.during(parley.general.shows('**Ada**: What is a cat?\nA small tiger.'));
    assert.deepEqual([texts(parley).length, written(parley).length], [1, before + 2]);
  });

  test('keep what was heard when there is no answer', async () => {
    await using parley = await Parley.open();
    const { turn, shown } = spoken(parley, 'all');
    turn.addHeard('Pass the salt.');
    turn.addText('Sure');
    await parley.during(parley.general.shows('**Ada**: Pass the salt.\nSure'));
    turn.withdraw();
    turn.finish({ is: 'silent' });
    await shown();
    assert.deepEqual(texts(parley), ['**Ada**: Pass the salt.']);
  });

  test('ping nobody and are not formatted by what somebody says', async () => {
    await using parley = await Parley.open();
    const { turn, shown } = spoken(parley, 'all');
    turn.addHeard(`*@everyone* <@${parley.ada.id}>`);
    turn.addText(`@everyone <@${parley.ada.id}>`);
    turn.finish({ is: 'complete' });
    await shown();
    const [message] = parley.general.messages;
    assert.match(message?.text ?? '', /^\*\*Ada\*\*: \\\*\\@everyone\\\*/);
    assert.deepEqual([...(message?.pinged ?? [])], []);
    assert.deepEqual(message?.allowedMentions?.parse, []);
  });

  test('show a link, a heading and small print that somebody says as the characters they are', async () => {
    await using parley = await Parley.open();
    const { turn, shown } = spoken(parley, 'all');
    turn.addHeard('[my bank](https://evil.example)\n# Big\n-# small');
    turn.addText('No.');
    turn.finish({ is: 'complete' });
    await shown();
    assert.deepEqual(texts(parley), [
      '**Ada**: \\[my bank\\]\\(https\\:\\/\\/evil.example\\) \\# Big \\-\\# small\nNo.',
    ]);
  });

  test('show nothing of what would look empty', async () => {
    await using parley = await Parley.open();
    const { turn, shown } = spoken(parley, 'all');
    turn.addHeard('\u3164\u00AD');
    turn.addText('\u200B\u2800');
    await parley.during(parley.clock.sleep(5_000));
    turn.finish({ is: 'complete' });
    await shown();
    assert.deepEqual(written(parley), []);
  });
});

describe('captions of answers', () => {
  test('show the answer only', async () => {
    await using parley = await Parley.open();
    const { turn, shown } = spoken(parley, 'answers');
    turn.addHeard('What is a cat?');
    turn.addText('A small tiger.');
    turn.finish({ is: 'complete' });
    await shown();
    assert.deepEqual(texts(parley), ['A small tiger.']);
  });

  test('leave no message of an answer that was taken back for good', async () => {
    await using parley = await Parley.open();
    const { turn, shown } = spoken(parley, 'answers');
    turn.addText('Sure, here');
    await parley.general.shows('Sure, here');
    turn.withdraw();
    await parley.during(parley.general.shows('…'));
    turn.finish({ is: 'silent' });
    await shown();
    assert.deepEqual(texts(parley), []);
  });

  test('write another answer where the one taken back stood', async () => {
    await using parley = await Parley.open();
    const { turn, shown } = spoken(parley, 'answers');
    turn.addText(paragraphs(0, 50));
    await parley.general.until(({ messages }) => messages.length === 2);
    turn.withdraw();
    turn.addText('Yes.');
    turn.finish({ is: 'complete' });
    await shown();
    assert.deepEqual(texts(parley), ['Yes.']);
  });

  test('write nothing at all when nothing is said', async () => {
    await using parley = await Parley.open();
    const { turn, shown } = spoken(parley, 'answers');
    turn.addHeard('Pass the salt.');
    turn.finish({ is: 'silent' });
    await shown();
    assert.deepEqual(written(parley), []);
  });

  test('mark an answer that was cut short, and keep it', async () => {
    await using parley = await Parley.open();
    const { turn, shown } = spoken(parley, 'answers');
    turn.addText('A small ');
    turn.finish({ is: 'interrupted' });
    await shown();
    assert.deepEqual(texts(parley), ['A small —']);
  });

  test('tell what went wrong', async () => {
    await using parley = await Parley.open();
    const { turn, shown } = spoken(parley, 'answers');
    turn.addText('A small');
    turn.finish({ is: 'failed', error: new UserError({ code: 'gemini.busy' }) });
    await shown();
    assert.deepEqual(texts(parley), [`A small\n\n⚠️ ${sentence({ code: 'gemini.busy' })}`]);
  });

  test('go on in further messages past 2,000 characters', async () => {
    await using parley = await Parley.open();
    const { turn, shown } = spoken(parley, 'answers');
    turn.addText(paragraphs(0, 20));
    await parley.general.shows(/number 19/);
    turn.addText(` ${paragraphs(20, 60)}`);
    turn.finish({ is: 'complete' });
    await shown();
    assert.equal(texts(parley).length, 2);
    assert.equal(texts(parley).join(' '), paragraphs(0, 60));
  });

  test('end with a sentence when there is no end of it', async () => {
    await using parley = await Parley.open();
    const { turn, shown } = spoken(parley, 'answers');
    turn.addText(paragraphs(0, 600));
    turn.finish({ is: 'complete' });
    await shown();
    assert.equal(texts(parley).length, 11);
    assert.equal(texts(parley).at(-1), `-# ${sentence({ code: 'answer.caption-too-long' })}`);
  });
});

test('no captions write nothing', async () => {
  await using parley = await Parley.open();
  const { turn, shown } = spoken(parley, 'off');
  turn.addText('A small tiger.');
  turn.finish({ is: 'complete' });
  await shown();
  assert.deepEqual(written(parley), []);
});

describe('captions that cannot be shown', () => {
  const NOTE = 'a caption could not be shown';

  test('end with one line of the log where the bot may not write', async () => {
    await using parley = await Parley.open();
    parley.general.deny('SendMessages');
    const { turn, shown } = spoken(parley, 'answers');
    turn.addText('A small');
    await shown();
    turn.addText(' tiger.');
    turn.finish({ is: 'complete' });
    assert.equal(parley.logs.filter(({ msg }) => msg === NOTE).length, 1);
    assert.equal(written(parley).length, 1);
  });

  test('end quietly when the channel is deleted', async () => {
    await using parley = await Parley.open();
    const { turn, shown } = spoken(parley, 'answers');
    turn.addText('A small');
    await parley.general.shows('A small');
    parley.general.delete();
    turn.addText(' tiger.');
    await shown();
    assert.equal(parley.logs.filter(({ msg }) => msg === NOTE).length, 1);
    assert.deepEqual(
      parley.logs.filter(({ level }) => level >= 40),
      [],
    );
  });

  test('make up for an edit that was lost on the way', async () => {
    await using parley = await Parley.open();
    const { turn, shown } = spoken(parley, 'answers');
    turn.addText('one');
    await parley.general.shows('one');
    parley.discord.fail({ route: /^PATCH \/channels/, status: 500, times: 4 });
    turn.addText(' two');
    await parley.during(parley.logged('an edit was lost, the next one makes up for it'));
    turn.addText(' three');
    turn.finish({ is: 'complete' });
    await shown();
    assert.deepEqual(texts(parley), ['one two three']);
  });
});

describe('captions of an answer that nobody could hear', () => {
  const marked = (parley: Parley, captions: CaptionMode) => {
    const turn = new Turn({ person: { id: parley.ada.id, name: 'Ada' }, text: '', at: 0, aloud: true });
    const { promise: mark, resolve } = Promise.withResolvers<Text | undefined>();
    const shown = parley.venue.caption(parley.general.id, turn, { ...writing(parley.general, captions), mark });
    turn.addText('Noon.');
    turn.finish({ is: 'complete' });
    turn.number.settle(1);
    return { shown, resolve };
  };

  for (const captions of ['answers', 'off'] as const)
    test(`have a mark under it, with captions ${captions}`, async () => {
      await using parley = await Parley.open();
      const { shown, resolve } = marked(parley, captions);
      if (captions === 'answers') await parley.during(parley.general.shows('Noon.'));
      resolve({ code: 'answer.unheard-muted' });
      await parley.during(shown);
      assert.deepEqual(texts(parley), [`Noon.\n-# ${sentence({ code: 'answer.unheard-muted' })}`]);
    });

  test('are as ever when it was heard after all', async () => {
    await using parley = await Parley.open();
    const { shown, resolve } = marked(parley, 'off');
    resolve(undefined);
    await parley.during(shown);
    assert.deepEqual(texts(parley), []);
  });

  test('break their links where Discord calls one harmful, and go on', async () => {
    await using parley = await Parley.open();
    parley.discord.harmful.add('evil.example');
    const { turn, shown } = spoken(parley, 'answers');
    turn.addText('Not https://evil.example/a');
    await parley.general.shows('Not hxxps://evil․example/a');
    turn.addText(', but home.');
    turn.finish({ is: 'complete' });
    await shown();
    assert.deepEqual(texts(parley), ['Not hxxps://evil․example/a, but home.']);
  });

  test('go on in a new message where the old one takes no more edits', async () => {
    await using parley = await Parley.open();
    const { turn, shown } = spoken(parley, 'answers');
    turn.addText('one');
    await parley.general.shows('one');
    parley.discord.fail({ route: /^PATCH \/channels/, status: 400, code: 30046 });
    turn.addText(' two');
    turn.finish({ is: 'complete' });
    await shown();
    assert.deepEqual(texts(parley), ['one', 'one two']);
  });

  test('come when half a minute of errors is over', async () => {
    await using parley = await Parley.open();
    const { turn, shown } = spoken(parley, 'answers');
    parley.discord.fail({ route: /^POST \/channels/, status: 500, times: Number.POSITIVE_INFINITY });
    turn.addText('one two');
    turn.finish({ is: 'complete' });
    await parley.during(parley.clock.sleep(30_000));
    parley.discord.faults.mend();
    await shown();
    assert.deepEqual(texts(parley), ['one two']);
  });

  test('are one sentence where AutoMod forbids them', async () => {
    await using parley = await Parley.open();
    const { turn, shown } = spoken(parley, 'answers');
    parley.discord.fail({ route: /^POST \/channels/, says: /bad/, status: 400, code: 200000 });
    turn.addText('A bad word.');
    turn.finish({ is: 'complete' });
    await shown();
    assert.equal(texts(parley).join(), `⚠️ ${sentence({ code: 'delivery.automod' })}`);
  });
});
