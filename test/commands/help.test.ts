import assert from 'node:assert/strict';
import { test } from 'node:test';
import { flatten } from '../../world/discord/component-limits.ts';
import type { Parley } from '../discord/stage.ts';
import { sentence } from '../sentences.ts';
import { openCall } from './stage.ts';

const JOIN = sentence({ code: 'button.try-join' });
const LEAVE = sentence({ code: 'button.leave' });

const help = async ({ ada }: Parley) => {
  const reply = await ada.slash('help');
  await reply.until(({ text }) => text);
  const labels = flatten(reply.messages[0]?.components ?? []).flatMap(({ label }) => label ?? []);
  return { reply, labels };
};

test('who is in a voice channel can bring Parley there, and then read that it’s there and send it away', async () => {
  const { parley, lounge, enters } = await openCall();
  await using _ = parley;
  assert.ok(!(await help(parley)).labels.includes(JOIN), 'nobody is brought into no channel');
  await enters(parley.ada);
  const before = await help(parley);
  assert.ok(before.labels.includes(JOIN) && !before.labels.includes(LEAVE));
  const joined = await before.reply.press(JOIN);
  await joined.until(({ text }) => text);
  assert.deepEqual(
    parley.calls.wishes.map(({ channelId, settings }) => [channelId, settings]),
    [[lounge.id, {}]],
  );
  const during = await help(parley);
  assert.ok(during.reply.text.includes(sentence({ code: 'part.help-call', voice: lounge.id })));
  assert.ok(during.labels.includes(LEAVE) && !during.labels.includes(JOIN));
  await (await during.reply.press(LEAVE)).shows(sentence({ code: 'call.left', voice: lounge.id }));
  assert.ok(!(await help(parley)).labels.includes(LEAVE));
});
