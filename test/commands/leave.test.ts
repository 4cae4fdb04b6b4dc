import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ORDINARY } from '../../world/discord/permissions.ts';
import { openCall } from './stage.ts';

const MOVE_MEMBERS = 1n << 24n;

describe('/leave', () => {
  test('ends the call for somebody in it', async () => {
    const { parley, enters, begin } = await openCall();
    await using _ = parley;
    begin();
    await enters(parley.ada);
    const reply = await parley.ada.slash('leave');
    await reply.shows(/^I have left <#\d+>\.$/);
    assert.equal(reply.ephemeral, true);
    assert.equal(parley.calls.view(parley.guild.id), undefined);
  });

  test('ends the call for whoever may move members', async () => {
    const { parley, begin } = await openCall();
    await using _ = parley;
    begin();
    const mod = parley.guild.member('Mod', { permissions: ORDINARY | MOVE_MEMBERS });
    await (await mod.slash('leave')).shows(/^I have left/);
  });

  test('is refused to everybody else', async () => {
    const { parley, begin } = await openCall();
    await using _ = parley;
    const call = begin();
    await (await parley.ada.slash('leave')).shows(/^To do that, you need to be in <#\d+>/);
    assert.equal(parley.calls.view(parley.guild.id), call);
  });

  test('says so when there is no call', async () => {
    const { parley } = await openCall();
    await using _ = parley;
    await (await parley.ada.slash('leave')).shows(/I’m not in a voice channel/);
  });
});

describe('the button Leave', () => {
  test('ends the call, also after a restart', async () => {
    const { parley, lounge, enters, panel } = await openCall();
    await using _ = parley;
    const message = await panel();
    await enters(parley.ada);
    await parley.bot.stop(0);
    await parley.start();
    const reply = await parley.ada.press(message, `leave:${lounge.id}`);
    await reply.shows(/^I have left/);
    assert.equal(reply.ephemeral, true);
  });

  test('of a call that is over ends no other one', async () => {
    const { parley, lounge, enters, panel, begin } = await openCall();
    await using _ = parley;
    const message = await panel();
    const den = parley.guild.voice('Den');
    const call = begin({ channelId: den.id });
    await enters(parley.ada, den);
    await (await parley.ada.press(message, `leave:${lounge.id}`)).shows('That call is over.');
    assert.equal(parley.calls.view(parley.guild.id), call);
  });
});
