import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { UserError } from '../../../src/base/errors.ts';
import { toContinuationId } from '../../../src/conversation/turns/continuation.ts';
import { Turn } from '../../../src/conversation/turns/turn.ts';
import { makeCrashButtons, makeEndButtons } from '../../../src/discord/outbound/answer-buttons.ts';
import type { Text } from '../../../src/text/text.ts';
import { flatten } from '../../../world/discord/component-limits.ts';
import type { Message } from '../../../world/discord/message.ts';
import { ENGLISH, sentence } from '../../sentences.ts';
import { Parley, paragraphs } from '../stage.ts';

const ALWAYS = Number.POSITIVE_INFINITY;
const EDIT = /^PATCH \/webhooks/;
const SLOW = sentence({ code: 'answer.slow' });
const FILE = sentence({ code: 'delivery.file-refused' });
const CHANGE = /^PATCH \/channels\/\d+\/messages/;

/** The custom ids of all buttons that a channel's messages have. */
const buttonsIn = (messages: readonly Message[]): string[] =>
  messages.flatMap(({ components }) => flatten(components).flatMap(({ custom_id }) => custom_id ?? []));

describe('no button Stop stays under an answer', () => {
  test('whose end is only taken as a file', async () => {
    await using parley = await Parley.open();
    const { reply, turn } = await parley.asked();
    turn.addText('All was well.');
    await reply.shows('All was well.');
    parley.discord.fail({ route: EDIT, says: /odd/, status: 400, code: 50035, times: ALWAYS });
    turn.addText(' Then something odd.');
    turn.finish({ is: 'complete' });
    await parley.during(reply.shows(FILE));
    assert.deepEqual(buttonsIn(parley.general.messages), []);
  });

  test('whose full message has no room for the reason why it ends there', async () => {
    await using parley = await Parley.open();
    await parley.ada.says('@Parley Why?');
    const turn = await parley.conversations.next();
    turn.addText(`${paragraphs(0, 33)} `.padEnd(1_960, 'so '));
    await parley.general.shows(/so so so/);
    parley.discord.fail({ route: CHANGE, says: /odd/, status: 400, code: 200000, times: ALWAYS });
    turn.addText(' Odd, odd.');
    turn.finish({ is: 'complete' });
    await parley.during(parley.general.shows(`⚠️ ${sentence({ code: 'delivery.automod' })}`));
    assert.deepEqual(buttonsIn(parley.general.messages), []);
  });

  test('that goes on after its interaction is over', async () => {
    await using parley = await Parley.open();
    const { reply, turn } = await parley.asked();
    turn.addText('one');
    await reply.shows('one');
    await parley.clock.advance(15 * 60_000);
    turn.addText(' two');
    turn.finish({ is: 'complete' });
    await parley.during(parley.general.shows('one two'));
    assert.deepEqual(
      parley.general.messages.map(({ text }) => text),
      ['one two'],
    );
    assert.deepEqual(buttonsIn(parley.general.messages), [`ask:again:${parley.ada.id}:${turn.question.at}:0`]);
  });

  test('that is a file, though Gemini was slow before', async () => {
    await using parley = await Parley.open();
    const { reply, turn } = await parley.asked();
    turn.slow();
    await parley.during(reply.shows(SLOW));
    parley.discord.fail({ route: EDIT, says: /odd/, status: 400, code: 50035, times: ALWAYS });
    turn.addText('Something odd.');
    turn.finish({ is: 'complete' });
    await parley.during(reply.shows(FILE));
    assert.equal(parley.general.messages.length, 1);
    assert.deepEqual(buttonsIn(parley.general.messages), []);
  });

  test('of which nothing could be shown, though Gemini was slow before', async () => {
    await using parley = await Parley.open();
    const { reply, turn } = await parley.asked();
    turn.slow();
    await parley.during(reply.shows(SLOW));
    parley.discord.fail({ route: EDIT, says: /bad/, status: 400, code: 200000, times: ALWAYS });
    const before = parley.discord.requests.length;
    turn.addText('A bad word.');
    await parley.during(reply.shows(`⚠️ ${sentence({ code: 'delivery.automod' })}`));
    assert.deepEqual(
      parley.discord.requests.slice(before).map(({ status }) => status),
      [400, 200],
      'the notice has its button, by which a next process knows it, until the sentence replaces both',
    );
    assert.equal(parley.general.messages.length, 1);
    assert.deepEqual(buttonsIn(parley.general.messages), []);
  });

  test('which was never begun by a process that died', async () => {
    await using parley = await Parley.open();
    const { reply, turn } = await parley.asked();
    turn.slow();
    await parley.during(reply.shows(SLOW));
    const [, application = '', token = ''] =
      parley.discord.requests.map(({ path }) => /^\/webhooks\/(\d+)\/([^/]+)\//.exec(path)).find(Boolean) ?? [];
    await parley.bot.excuse({ id: reply.id, channel: parley.general.id, application, token, until: ALWAYS });
    assert.equal(reply.text, `⚠️ ${sentence({ code: 'answer.lost-restart' })}`);
    assert.deepEqual(buttonsIn(parley.general.messages), []);
    turn.finish({ is: 'yielded' });
  });
});

const ADA = { id: '7', name: 'Ada' };
const SAY = ENGLISH.to('en-US');
const REST = toContinuationId({ number: 3, at: 1 });
const AGAIN = sentence({ code: 'button.again' });

const labelsUnder = (turn: Turn, isKept = false) =>
  makeEndButtons(turn, { isKept, say: SAY })?.components.map((one) => ('label' in one ? one.label : ''));

describe('no button Ask again stands', () => {
  test('under the rest of an answer, whose question nobody wrote', () => {
    const turn = new Turn({ id: REST, person: ADA, text: '(Please go on.)', at: 2 });
    turn.addText('and so on.');
    turn.number.settle(4);
    turn.finish({ is: 'broken', error: new UserError({ code: 'gemini.broken' }) });
    assert.deepEqual(labelsUnder(turn, true), ['Listen', 'Continue']);
    const whole = new Turn({ id: REST, person: ADA, text: '(Please go on.)', at: 2 });
    whole.finish({ is: 'complete' });
    assert.equal(labelsUnder(whole), undefined);
    const stored = { id: REST, number: 4, person: ADA, at: 2, asked: '(Please go on.)', answered: 'and so on.' };
    assert.equal(makeCrashButtons({ ...stored, ended: 'complete' }, SAY), undefined);
    assert.equal(makeCrashButtons({ ...stored, ended: 'broken' }, SAY)?.components.length, 1);
  });

  test('under the failure of a question that was only files which never open', () => {
    const failed = (first: Text, ...others: Text[]) => {
      const turn = new Turn({ person: ADA, text: '', at: 2 });
      for (const remark of others) turn.remarks.add(remark);
      turn.refuse(new UserError(first));
      return labelsUnder(turn);
    };
    const unknown = { code: 'media.unknown', name: 'a.zip' } as const;
    const unreachable = { code: 'media.unreachable', name: 'b.png' } as const;
    assert.equal(failed(unknown), undefined);
    assert.equal(failed(unknown, { code: 'media.locked', name: 'c.pdf' }), undefined);
    assert.deepEqual(failed(unreachable), [AGAIN]);
    assert.deepEqual(failed(unknown, unreachable), [AGAIN]);
    assert.deepEqual(failed({ code: 'gemini.broken' }), [AGAIN]);
  });
});
