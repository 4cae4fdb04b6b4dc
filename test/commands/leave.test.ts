import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ORDINARY } from '../../world/discord/permissions.ts';
import { sentence } from '../sentences.ts';
import { openCall } from './stage.ts';

const MOVE_MEMBERS = 1n << 24n;

describe('/leave', () => {
  test('ends the call for somebody in it', async () => {
    const { parley, lounge, enters, begin } = await openCall();
    await using _ = parley;
    begin();
    await enters(parley.ada);
    const reply = await parley.ada.slash('leave');
    await reply.shows(sentence({ code: 'call.left', voice: lounge.id }));
    assert.equal(reply.ephemeral, true);
    assert.equal(parley.calls.view(parley.guild.id), undefined);
  });

  test('ends the call for whoever may move members', async () => {
    const { parley, lounge, begin } = await openCall();
    await using _ = parley;
    begin();
    const mod = parley.guild.member('Mod', { permissions: ORDINARY | MOVE_MEMBERS });
    await (await mod.slash('leave')).shows(sentence({ code: 'call.left', voice: lounge.id }));
  });

  test('is refused to everybody else', async () => {
    const { parley, lounge, begin } = await openCall();
    await using _ = parley;
    const call = begin();
    await (await parley.ada.slash('leave')).shows(sentence({ code: 'call.not-yours', voice: lounge.id }));
    assert.equal(parley.calls.view(parley.guild.id), call);
  });

  test('says so when there is no call', async () => {
    const { parley } = await openCall();
    await using _ = parley;
    await (await parley.ada.slash('leave')).shows(sentence({ code: 'call.none' }));
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
    await reply.shows(sentence({ code: 'call.left', voice: lounge.id }));
    assert.equal(reply.ephemeral, true);
  });

  test('of a call that is over ends no other one', async () => {
    const { parley, lounge, enters, panel, begin } = await openCall();
    await using _ = parley;
    const message = await panel();
    const den = parley.guild.voice('Den');
    const call = begin({ channelId: den.id });
    await enters(parley.ada, den);
    await (await parley.ada.press(message, `leave:${lounge.id}`)).shows(sentence({ code: 'call.over' }));
    assert.equal(parley.calls.view(parley.guild.id), call);
  });
});
