import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readLocalTime, splitOffset } from '../../../src/tools/reminders/local-time.ts';

const BERLIN = 'Europe/Berlin';
const NOW = Date.parse('2026-11-30T12:00:00Z');

const read = (typed: string, zone: string, now = NOW) => {
  const at = readLocalTime(typed, zone, now);
  return at === undefined ? undefined : new Date(at).toISOString();
};

test('a local time is the moment at which the clocks there show it', () => {
  assert.equal(read('2026-12-01T09:00', BERLIN), '2026-12-01T08:00:00.000Z');
  assert.equal(read('2026-07-01T09:00', BERLIN), '2026-07-01T07:00:00.000Z');
  assert.equal(read('2026-12-01 9:00', 'Asia/Kolkata'), '2026-12-01T03:30:00.000Z');
  assert.equal(read('2026-12-01T09:00:00', 'America/St_Johns'), '2026-12-01T12:30:00.000Z');
  assert.equal(read('2026-12-01T09:00', '+05:45'), '2026-12-01T03:15:00.000Z');
});

test('seconds count, and parts of them don’t', () => {
  assert.equal(read('2026-12-01T09:00:30', BERLIN), '2026-12-01T08:00:30.000Z');
  assert.equal(read('2026-12-01T09:00:00.000', BERLIN), '2026-12-01T08:00:00.000Z');
  assert.equal(read('2026-12-01T09:00:59.999999', 'UTC'), '2026-12-01T09:00:59.000Z');
  assert.equal(read('13:00:01', BERLIN), '2026-11-30T12:00:01.000Z');
});

test('an offset stands behind a time, and a date has none', () => {
  for (const [typed, time, offset] of [
    ['2026-12-05T09:00+09:00', '2026-12-05T09:00', '+09:00'],
    ['2026-12-05T09:00:00.000Z', '2026-12-05T09:00:00.000', 'Z'],
    ['2026-12-05 09:00:30 -0330', '2026-12-05 09:00:30', '-0330'],
    ['09:00 UTC+5:30', '09:00', 'UTC+5:30'],
    ['9:00-03', '9:00', '-03'],
    ['09:00 gmt', '09:00', 'gmt'],
  ] as const)
    assert.deepEqual(splitOffset(typed), { time, offset }, typed);
  for (const typed of ['2026-12-05T09:00', '2026-12-05', '09:00', '2026-12-05T09:00+', 'soon', '09:00 Tokyo', '+09:00'])
    assert.deepEqual(splitOffset(typed), { time: typed }, typed);
});

test('where the clocks skip it, it’s as much later; where they show it twice, it’s the first time', () => {
  // On 29 March 2026 the clocks in Berlin go from 02:00 to 03:00, and on 25 October from 03:00 to 02:00.
  assert.equal(read('2026-03-29T02:30', BERLIN), '2026-03-29T01:30:00.000Z');
  assert.equal(read('2026-03-29T01:59', BERLIN), '2026-03-29T00:59:00.000Z');
  assert.equal(read('2026-03-29T03:00', BERLIN), '2026-03-29T01:00:00.000Z');
  assert.equal(read('2026-10-25T02:30', BERLIN), '2026-10-25T00:30:00.000Z');
  assert.equal(read('2026-10-25T03:00', BERLIN), '2026-10-25T02:00:00.000Z');
  // Lord Howe Island moves by half an hour.
  assert.equal(read('2026-10-04T02:15', 'Australia/Lord_Howe'), '2026-10-03T15:45:00.000Z');
});

test('a time without a date is the next one, across a change of the clocks, too', () => {
  assert.equal(read('13:30', BERLIN), '2026-11-30T12:30:00.000Z');
  assert.equal(read('13:00', BERLIN), '2026-12-01T12:00:00.000Z');
  assert.equal(read('09:00', BERLIN, Date.parse('2026-03-28T20:00:00Z')), '2026-03-29T07:00:00.000Z');
  assert.equal(read('00:10', 'Pacific/Kiritimati', Date.parse('2026-11-30T09:00:00Z')), '2026-11-30T10:10:00.000Z');
});

test('what is no date or time is none', () => {
  for (const typed of ['', 'tomorrow', '25:00', '9', '2026-02-30T09:00', '2026-13-01T09:00', '2026-12-01', '12:60'])
    assert.equal(read(typed, BERLIN), undefined, typed);
  for (const typed of ['09:00:60', '09:00:5', '09:00.5', '09:00:00.', '09:00Z'])
    assert.equal(read(typed, BERLIN), undefined, typed);
});

test('every moment that clocks show once is read back', () => {
  const zones = [BERLIN, 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'UTC', 'America/Sao_Paulo'];
  const minutes = fc.integer({ min: NOW / 60_000, max: NOW / 60_000 + 700 * 24 * 60 });
  fc.assert(
    fc.property(fc.constantFrom(...zones), minutes, (zone, minute) => {
      const at = minute * 60_000;
      const shown = new Date(at).toLocaleString('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' });
      const found = readLocalTime(shown.replace(' ', 'T'), zone, NOW) ?? 0;
      const again = new Date(found).toLocaleString('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' });
      assert.equal(again, shown);
      assert.ok(found <= at);
    }),
  );
});
