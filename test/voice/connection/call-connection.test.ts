import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CallConnection } from '../../../src/voice/connection/call-connection.ts';
import type { VoiceLink, VoiceLinkEvent } from '../../../src/voice/connection/voice-link.ts';
import { VirtualClock } from '../../virtual-clock.ts';
import { Reports } from '../reports.ts';

/** A connection whose link does nothing, and whose events a test gives. */
const stage = () => {
  const clock = new VirtualClock();
  const reports = new Reports();
  const happens: { on: (event: VoiceLinkEvent) => void } = { on: () => {} };
  const line: VoiceLink = {
    voiceState: () => {},
    voiceServer: () => happens.on({ is: 'dialling' }),
    drop: () => {},
    inspect: () => {},
    play: () => false,
    hear: () => {},
    obstacle: undefined,
    takeLoss: () => 0,
    end: () => {},
  };
  const connection = new CallConnection({
    call: '1',
    guildId: '1',
    channelId: '2',
    clock,
    random: () => 1,
    line: (on) => {
      happens.on = on;
      return line;
    },
    report: reports.take,
  });
  const wishes = () =>
    reports.of('payload').map(({ payload }) => (payload as { d: { channel_id: string | null } }).d.channel_id);
  return { clock, reports, connection, wishes, happens: (event: VoiceLinkEvent) => happens.on(event) };
};

test('a join that nobody answers is asked for once more, and given up after 15 s', async () => {
  const { clock, reports, wishes } = stage();
  assert.deepEqual(wishes(), ['2']);
  await clock.advance(3_000);
  // To Discord the bot may still be in the channel, and then joining would change nothing.
  assert.deepEqual(wishes(), ['2', null, '2']);
  await clock.advance(11_999);
  assert.deepEqual(reports.of('lost'), []);
  await clock.advance(1);
  assert.deepEqual(reports.of('lost'), [{ is: 'lost', call: '1', why: 'timeout', code: undefined }]);
  assert.deepEqual(wishes(), ['2', null, '2', null]);
});

test('a voice server that never answers is given up after 15 s', async () => {
  const { clock, reports, connection } = stage();
  connection.voiceServer({});
  await clock.advance(15_000);
  assert.equal(reports.of('lost')[0]?.why, 'timeout');
});

test('a connection that keeps breaking is mended after 1, 2, 4, 8 and 16 s, and then given up', async () => {
  const { clock, reports, connection, wishes, happens } = stage();
  happens({ is: 'ready' });
  for (const pause of [1, 2, 4, 8, 16]) {
    const before = wishes().length;
    happens({ is: 'closed', code: 4006, phase: 'ready' });
    await clock.advance(pause * 1_000 - 1);
    assert.equal(wishes().length, before);
    await clock.advance(1);
    assert.ok(wishes().length > before);
    connection.voiceServer({});
    happens({ is: 'ready' });
  }
  happens({ is: 'closed', code: 4006, phase: 'ready' });
  assert.equal(reports.of('lost')[0]?.why, 'timeout');
});

test('requests to join that are never answered are given up after two and a half minutes at most', async () => {
  const { clock, reports, happens, wishes } = stage();
  happens({ is: 'ready' });
  happens({ is: 'closed', code: 4006, phase: 'ready' });
  await clock.advance(150_000);
  assert.equal(reports.of('lost')[0]?.why, 'timeout');
  assert.equal(wishes().at(-1), null);
});

test('tries are forgotten after two minutes and a half', async () => {
  const { clock, reports, happens } = stage();
  happens({ is: 'ready' });
  for (let n = 0; n < 20; n++) {
    happens({ is: 'closed', code: 4006, phase: 'ready' });
    await clock.advance(9_000);
    happens({ is: 'dialling' });
    happens({ is: 'ready' });
    await clock.advance(21_000);
  }
  assert.deepEqual(reports.of('lost'), []);
});

test('a connection that isn’t ready again in time is tried again', async () => {
  const { clock, wishes, happens } = stage();
  happens({ is: 'ready' });
  happens({ is: 'closed', code: 1006, phase: 'ready' });
  await clock.advance(15_000);
  assert.deepEqual(wishes(), ['2']);
  await clock.advance(1_000);
  assert.deepEqual(wishes(), ['2', null, '2']);
});

test('while it waits, whatever breaks again changes nothing', async () => {
  const { clock, wishes, happens, reports } = stage();
  happens({ is: 'ready' });
  for (let n = 0; n < 10; n++) happens({ is: 'broken' });
  await clock.advance(1_000);
  assert.deepEqual(wishes(), ['2', null, '2']);
  assert.equal(reports.of('mending').length, 1);
});

for (const code of [4014, 4022]) {
  test(`${code} is a removal if no other voice server is named`, async () => {
    const { clock, reports, wishes, happens } = stage();
    happens({ is: 'ready' });
    happens({ is: 'closed', code, phase: 'ready' });
    await clock.advance(5_000);
    assert.deepEqual(reports.of('lost'), [{ is: 'lost', call: '1', why: 'removed', code }]);
    assert.deepEqual(wishes(), ['2', null]);
  });

  test(`${code} is a removal at once if the bot is in no channel any more`, async () => {
    const { reports, connection, happens } = stage();
    happens({ is: 'ready' });
    happens({ is: 'closed', code, phase: 'ready' });
    connection.voiceState({ channel_id: null });
    assert.equal(reports.of('lost')[0]?.why, 'removed');
  });
}

test('after it was left nothing happens any more', async () => {
  const { clock, reports, connection, happens, wishes } = stage();
  happens({ is: 'ready' });
  connection.leave();
  happens({ is: 'closed', code: 4006, phase: 'ready' });
  connection.voiceServer({});
  connection.leave();
  await clock.advance(60_000);
  assert.deepEqual(wishes(), ['2', null]);
  assert.deepEqual(
    reports.all.map(({ is }) => is),
    ['payload', 'ready', 'payload'],
  );
});
