import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { countWeekdays, findDayStart, formatZonedTime, fromZonedTime, toZonedTime } from '../../src/base/zoned-time.ts';
import { parseSince, SINCE_WORDS } from '../../src/minutes/since.ts';

const HOUR = 3_600_000;
/** A Monday afternoon in Berlin, an hour ahead of UTC. */
const NOW = Date.UTC(2026, 10, 30, 13, 30);
const here = { now: NOW, zone: 'Europe/Berlin' };
const at = (typed: string) => {
  const since = parseSince(typed, here);
  return since?.is === 'moment' ? since.at : since?.is;
};

describe('since when somebody wants to know', () => {
  test('is a duration', () => {
    assert.equal(at('1h'), NOW - HOUR);
    assert.equal(at(' 90 min '), NOW - 1.5 * HOUR);
    assert.equal(at('1h 30m'), NOW - 1.5 * HOUR);
    assert.equal(at('1,5 hours'), NOW - 1.5 * HOUR);
    assert.equal(at('2 days'), NOW - 48 * HOUR);
    assert.equal(at('1w'), NOW - 7 * 24 * HOUR);
  });

  test('is a word, in the calendar of the place', () => {
    assert.equal(at('today'), Date.UTC(2026, 10, 29, 23));
    assert.equal(at('yesterday'), Date.UTC(2026, 10, 28, 23));
    assert.equal(at('week'), Date.UTC(2026, 10, 29, 23));
    assert.equal(at('last'), 'last');
    assert.equal(at('all'), 'all');
    for (const word of SINCE_WORDS) assert.ok(parseSince(word.toUpperCase(), here), word);
  });

  test('is a moment, as clocks of the place show it unless it says otherwise', () => {
    assert.equal(at('2026-11-30 14:00'), Date.UTC(2026, 10, 30, 13));
    assert.equal(at('2026-11-30'), Date.UTC(2026, 10, 29, 23));
    assert.equal(at('2026-11-30T12:00:00Z'), Date.UTC(2026, 10, 30, 12));
    assert.equal(at('2026-11-30 12:00+05:30'), Date.UTC(2026, 10, 30, 6, 30));
    assert.equal(at('<t:1767225600:R>'), 1_767_225_600_000);
    assert.equal(at('14:00'), Date.UTC(2026, 10, 30, 13));
    // That time of today hasn't come yet.
    assert.equal(at('15:00'), Date.UTC(2026, 10, 29, 14));
  });

  test('is nothing else', () => {
    for (const typed of [
      '',
      'soon',
      '5',
      '2026-13-01',
      '2026-02-30',
      '25:00',
      '1h tomorrow',
      '-1h',
      'h',
      '1y',
      '@everyone',
    ])
      assert.equal(parseSince(typed, here), undefined, typed);
  });

  test('whatever is typed, it’s a time or nothing', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 60 }), (typed) => {
        const since = parseSince(typed, here);
        assert.ok(since?.is !== 'moment' || Number.isFinite(since.at));
      }),
    );
  });
});

describe('the calendar of a time zone', () => {
  test('goes to a moment and back, also when clocks change', () => {
    for (const zone of ['UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe'])
      fc.assert(
        fc.property(fc.integer({ min: 1_600_000_000, max: 1_900_000_000 }), (seconds) => {
          const shown = toZonedTime(seconds * 1_000, zone);
          // An hour that is shown twice may be either of them.
          assert.deepEqual(toZonedTime(fromZonedTime(shown, zone), zone), shown);
        }),
        { numRuns: 50 },
      );
  });

  test('has days of 23 and 25 hours', () => {
    const spring = Date.UTC(2026, 2, 29, 12);
    assert.equal(findDayStart(spring + 24 * HOUR, 'Europe/Berlin') - findDayStart(spring, 'Europe/Berlin'), 23 * HOUR);
    assert.equal(formatZonedTime(findDayStart(spring, 'Europe/Berlin'), 'Europe/Berlin'), '2026-03-29 00:00');
    assert.equal(countWeekdays(spring, 'Europe/Berlin'), 6);
  });
});
