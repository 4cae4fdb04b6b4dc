import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { UserError } from '../../../src/base/errors.ts';
import { Turn } from '../../../src/conversation/turns/turn.ts';
import { flatten } from '../../../world/discord/component-limits.ts';
import { holding } from '../../sentences.ts';
import { writing } from '../call-stage.ts';
import { Parley, paragraphs } from '../stage.ts';

const LINK = 'https://example.org/page';
const MINUTE = 60_000;

/** The links that any message has ever shown a preview card of, in the channel or to one person. */
const carded = ({ general }: Parley) => general.history.flatMap((message) => [...message.carded]);

describe('a link in an answer shows no preview card', () => {
  test('in a reply, from its first words on and through its edits', async () => {
    await using parley = await Parley.open();
    const { reply, turn } = await parley.asked();
    turn.addText(`See ${LINK}`);
    await reply.shows(`See ${LINK}`);
    turn.addText(` and [here](${LINK}/2)`);
    await parley.during(reply.shows(/here/));
    turn.addText('.');
    turn.finish({ is: 'complete' });
    await parley.during(reply.shows(/\)\.$/));
    assert.deepEqual(carded(parley), []);
  });

  test('in follow-ups and beside a file', async () => {
    await using parley = await Parley.open();
    const { reply, turn } = await parley.asked();
    turn.addText(
      Array.from({ length: 20 }, (_, at) => `${LINK}/${at} ${paragraphs(at * 12, at * 12 + 12)}`).join('\n'),
    );
    turn.finish({ is: 'complete' });
    await parley.during(reply.until(({ messages }) => messages.length === 6));
    assert.deepEqual(carded(parley), []);
  });

  test('in the answer to a mention', async () => {
    await using parley = await Parley.open();
    await parley.ada.says('@Parley Where?');
    const turn = await parley.conversations.next();
    turn.addText(LINK);
    await parley.general.shows(LINK);
    turn.addText(' there');
    turn.finish({ is: 'complete' });
    await parley.during(parley.general.shows(`${LINK} there`));
    assert.deepEqual(carded(parley), []);
  });

  test('in what a pressed button answers', async () => {
    await using parley = await Parley.open();
    const { reply, turn } = await parley.asked();
    turn.addText('Half of');
    turn.finish({ is: 'broken', error: new UserError({ code: 'gemini.broken' }) });
    turn.number.settle(3);
    await parley.during(reply.shows(holding({ code: 'gemini.broken' })));
    const [button] = flatten(reply.messages[0]?.components ?? []).flatMap(({ label }) => label ?? []);
    await reply.press(button ?? '');
    (await parley.conversations.next()).addText(LINK);
    await parley.general.shows(LINK);
    assert.deepEqual(carded(parley), []);
  });

  test('in a message of the channel, after the interaction has run out', async () => {
    await using parley = await Parley.open();
    const { turn } = await parley.asked();
    await parley.clock.advance(15 * MINUTE);
    turn.addText(LINK);
    turn.finish({ is: 'complete' });
    await parley.during(parley.general.shows(new RegExp(LINK)));
    assert.deepEqual(carded(parley), []);
  });

  test('in captions', async () => {
    await using parley = await Parley.open();
    const turn = new Turn({ person: { id: parley.ada.id, name: 'Ada' }, text: '', at: 7, aloud: true });
    const shown = parley.venue.caption(parley.general.id, turn, writing(parley.general, 'all'));
    turn.addHeard(`What is ${LINK}/heard?`);
    turn.addText(LINK);
    await parley.general.shows(new RegExp(`^.*\\n${LINK}`));
    turn.addText(' is a page.');
    turn.finish({ is: 'complete' });
    turn.number.settle(undefined);
    await parley.during(shown);
    assert.deepEqual(carded(parley), []);
  });

  test('in the end of an answer whose process died', async () => {
    await using parley = await Parley.open();
    const { reply, turn } = await parley.asked();
    turn.addText('See');
    await reply.shows('See');
    await parley.during(parley.clock.sleep(5_000));
    const { at: shown } = turn.view;
    assert.ok(shown);
    const { person, text: asked, at } = turn.question;
    const answered = `See ${LINK}\n${paragraphs(0, 50)} ${LINK}`;
    const remnant = { number: 1, person, at, asked, answered, ended: 'complete', shown } as const;
    await parley.during(parley.bot.finish(parley.general.id, remnant));
    await parley.general.shows(new RegExp(`^See ${LINK}`));
    assert.deepEqual(carded(parley), []);
  });
});
