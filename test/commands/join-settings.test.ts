import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { UserError } from '../../src/base/errors.ts';
import { at } from '../place.ts';
import { holding } from '../sentences.ts';
import { openCall } from './stage.ts';

const NOT_SET = holding({ code: 'join.not-set' });

/** What is set for calls in a channel, and where that comes from. */
const look = async ({ parley }: Awaited<ReturnType<typeof openCall>>, channel = parley.general.id) => {
  const { values, from } = await parley.settings.of(at(channel, parley.guild.id));
  return [values.listen, from.listen, values.captions, from.captions];
};

describe('the options of /join', () => {
  test('are settings of the channel, if whoever picks them may change those', async () => {
    const stage = await openCall();
    const { parley, lounge } = stage;
    await using _ = parley;
    const boss = parley.guild.member('Boss', { permissions: 'admin' });
    const reply = await boss.slash('join', { channel: lounge, listen: 'button' });
    assert.doesNotMatch((await reply.shows(/./)).text, NOT_SET);
    await parley.clock.advance(0);
    assert.deepEqual(await look(stage), ['button', 'channel', 'answers', 'default']);
    const elsewhere = parley.guild.text('elsewhere');
    assert.deepEqual(await look(stage, elsewhere.id), ['auto', 'default', 'answers', 'default']);
    assert.deepEqual(parley.calls.wishes[0]?.settings, { listen: 'button' });
  });

  test('are a wish, and no more, of anybody else', async () => {
    const stage = await openCall();
    const { parley, lounge } = stage;
    await using _ = parley;
    await (await parley.ada.slash('join', { channel: lounge, listen: 'off', captions: 'all' })).shows(/./);
    assert.deepEqual(parley.calls.wishes[0]?.settings, { listen: 'off', captions: 'all' });
    assert.deepEqual(await look(stage), ['auto', 'default', 'answers', 'default']);
  });

  test('that are in force already are not set again', async () => {
    const stage = await openCall();
    const { parley, lounge } = stage;
    await using _ = parley;
    const boss = parley.guild.member('Boss', { permissions: 'admin' });
    await (await boss.slash('join', { channel: lounge, captions: 'answers' })).shows(/./);
    assert.deepEqual(await look(stage), ['auto', 'default', 'answers', 'default']);
  });

  test('hold for the call though they could not be stored, and the manager reads so', async () => {
    const stage = await openCall();
    const { parley, lounge } = stage;
    await using _ = parley;
    const boss = parley.guild.member('Boss', { permissions: 'admin' });
    parley.settings.change = async () => {
      throw new UserError({ code: 'settings.not-stored' });
    };
    await (await boss.slash('join', { channel: lounge, listen: 'off' })).shows(NOT_SET);
    assert.equal(parley.calls.wishes.length, 1);
  });
});
