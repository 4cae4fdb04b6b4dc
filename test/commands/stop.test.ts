import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { openCall } from './call.ts';

describe('silence', () => {
  test('comes by /stop for somebody in the call', async () => {
    const { parley, enters, begin } = await openCall();
    await using _ = parley;
    begin();
    await enters(parley.ada);
    const reply = await parley.ada.slash('stop');
    await reply.shows('I am silent.');
    assert.equal(reply.ephemeral, true);
    assert.deepEqual(parley.calls.stopped, [parley.guild.id]);
  });

  test('comes by the button Stop', async () => {
    const { parley, lounge, enters, panel } = await openCall();
    await using _ = parley;
    const message = await panel();
    await enters(parley.ada);
    await (await parley.ada.press(message, `stop:${lounge.id}`)).shows('I am silent.');
    assert.deepEqual(parley.calls.stopped, [parley.guild.id]);
  });

  test('is refused to who is not in the call', async () => {
    const { parley, begin } = await openCall();
    await using _ = parley;
    begin();
    await (await parley.ada.slash('stop')).shows(/^Only people in/);
    assert.deepEqual(parley.calls.stopped, []);
  });

  test('needs a call', async () => {
    const { parley } = await openCall();
    await using _ = parley;
    await (await parley.ada.slash('stop')).shows(/I am in no voice channel/);
  });
});
