import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TurnLines } from '../../src/ops/turn-lines.ts';
import { hold, say } from '../../world/live/steps.ts';
import { VirtualClock } from '../virtual-clock.ts';
import { whole } from './bot.ts';

test('one turn from Discord to the model and back is one line, without a word of it', async (t) => {
  const lines = new TurnLines();
  const gate = Promise.withResolvers<void>();
  const clock = new VirtualClock();
  const { general, guild, ada } = await whole(
    t,
    {},
    () => [say('One'), hold(gate.promise), say(' and two')],
    clock,
    (event) => lines.observe(event),
  );
  const reply = await ada.slash('ask', { question: 'my secret' }, { in: general });
  await clock.until(reply.shows('One'));
  gate.resolve();
  await clock.until(reply.shows('One and two'));
  // The last edit has reached Discord; that it's known here takes until its answer is back.
  await clock.until(
    new Promise<void>((resolve) => {
      const check = () => {
        const { moments = [] } = lines.list()[0] ?? {};
        if (['edited', 'recorded'].every((one) => moments.some(({ what }) => what === one))) resolve();
      };
      lines.on(check);
      check();
    }),
  );
  const [line] = lines.list();
  assert.deepEqual([line?.server, line?.channel, line?.outcome], [guild.id, general.id, 'complete']);
  const kinds = line?.moments.map(({ what }) => what) ?? [];
  const order = ['asked', 'claimed', 'begun', 'dialling', 'dialled', 'sent', 'worded', 'shown', 'ended', 'edited'];
  assert.deepEqual(
    kinds.filter((what) => order.includes(what)),
    order,
  );
  assert.ok(kinds.includes('admitted') && kinds.includes('sounded'));
  assert.ok(line?.moments.every(({ at }, index, all) => index === 0 || at >= (all[index - 1]?.at ?? 0)));
  assert.doesNotMatch(JSON.stringify(lines.list()), /secret|Ada|two/);
});
