import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TOOL_NAMES, USUAL_TOOLS } from '../../../src/settings/tool-names.ts';
import { holding } from '../../sentences.ts';
import { openToolStage } from './stage.ts';

test('the usual tools are there, and the others aren’t', async (t) => {
  const { call, declared, live } = await openToolStage(t);
  const { rolls } = await call('roll_dice', { count: 3 });
  assert.ok(Array.isArray(rolls) && rolls.length === 3 && rolls.every((one) => one >= 1 && one <= 6));
  assert.ok(declared().includes('get_time'));
  assert.ok(!declared().includes('fetch_page'));
  assert.deepEqual(live.unexpected, []);
});

test('a channel’s tools are switched off and on there, in a session of its own', async (t) => {
  const { call, set, declared, guild, general } = await openToolStage(t);
  const other = guild.text('other');
  await call('roll_dice');
  await set('tools', 'time', { where: 'channel' });
  assert.match(JSON.stringify(await call('roll_dice')), /switched off here/);
  assert.deepEqual(declared(), ['write', 'get_time']);
  assert.ok((await call('roll_dice', {}, { in: other })).rolls);
  await set('tools', 'dice, time', { where: 'channel' });
  assert.ok((await call('roll_dice', {}, { in: general })).rolls);
  await set('tools', 'none', { where: 'channel' });
  assert.match(JSON.stringify(await call('get_time')), /switched off here/);
  assert.deepEqual(declared(), ['write']);
});

test('the operator’s choice holds where nobody else has chosen', async (t) => {
  const { call, set, declared } = await openToolStage(t, { TOOLS: 'dice, fetch' });
  await call('roll_dice');
  assert.deepEqual(declared(), ['write', 'roll_dice', 'choose_at_random', 'fetch_page']);
  assert.match(JSON.stringify(await call('get_time')), /switched off here|unknown|no such/i);
  await set('tools', 'time');
  assert.match(JSON.stringify(await call('roll_dice')), /switched off here/);
  assert.deepEqual(declared(), ['write', 'get_time']);
});

test('/tools says what is on, and whether changes ask first', async (t) => {
  const { clock, ada, general, set } = await openToolStage(t);
  const read = async () => {
    const reply = await clock.until(ada.slash('tools', {}, { in: general }));
    await clock.until(reply.until(({ text }) => text !== ''));
    return reply;
  };
  const before = await read();
  assert.ok(before.ephemeral);
  assert.deepEqual(
    TOOL_NAMES.filter((name) => before.text.includes(`- ${name}:`)),
    USUAL_TOOLS,
  );
  assert.match(before.text, /ask them with a button/);
  // Without MESSAGE_CONTENT nobody's messages can be read, whatever is set.
  await set('tools', 'dice, messages');
  const without = await read();
  assert.match(without.text, /- dice:/);
  assert.doesNotMatch(without.text, /- messages:/);
  assert.match(without.text, holding({ code: 'tools.missing', names: ['messages'] }));
  await set('tools', 'none');
  await set('tools-confirm', 'allow');
  const after = await read();
  assert.match(after.text, /no tools here/);
  assert.doesNotMatch(after.text, /with a button/);
});

test('what isn’t a tool can’t be set, and the refusal names it and those that there are', async (t) => {
  const { set } = await openToolStage(t);
  const refusal = (names: readonly string[]) => holding({ code: 'settings.not-tools', names, known: TOOL_NAMES });
  assert.match(await set('tools', 'time, Hammer, hammer'), refusal(['hammer']));
  assert.match(await set('tools', 'mcp:wiki/read'), refusal(['mcp:wiki/read']));
  const many = Array.from('abcdefgh', (letter) => letter.repeat(90));
  assert.match(await set('tools', many.join(' ')), refusal(many.slice(0, 5)));
});
