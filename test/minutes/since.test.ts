import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { countWeekdays, findDayStart, formatZonedTime, fromZonedTime, toZonedTime } from '../../src/base/zoned-time.ts';
import { parseSince, SINCE_WORDS } from '../../src/minutes/since.ts';
import { languages } from '../../src/text/catalogues.ts';

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

  test('is a duration as people write it in each language, with their digits', () => {
    const ALL: Record<string, readonly string[]> = {
      de: ['2 Std', '2 Std.', '2 Stunden', 'vor 2 Stunden', 'seit 2 Stunden', '1 Stunde 60 Minuten'],
      fr: ['2 h', '2 heures', 'il y a 2 heures', 'depuis 2 heures'],
      es: ['2 horas', 'hace 2 horas', 'desde hace 2 horas'],
      'pt-BR': ['2 horas', 'há 2 horas', '120 minutos'],
      ja: ['2時間', '２時間', '2 時間前', '2時間前から', '1時間60分'],
      hi: ['२ घंटे', '2 घण्टे', '२ घंटे पहले', '2 घंटे से'],
      ru: ['2 часа', '2 ч', '2 ч. назад', 'за 2 часа'],
      ar: ['ساعتين', '٢ ساعة', 'قبل ساعتين', 'منذ ساعتين', '١٢٠ دقيقة'],
      fa: ['۲ ساعة'],
      en: ['2 hrs', '2 hours ago', 'since 2 hours'],
    };
    for (const [language, all] of Object.entries(ALL))
      for (const typed of all) assert.equal(at(typed), NOW - 2 * HOUR, `${language}: ${typed}`);
    const days = [
      '3 Tage',
      'vor 3 Tagen',
      '3 jours',
      '3 j',
      '3 días',
      '3 dias',
      '3日',
      '3日間',
      '३ दिन',
      '3 дня',
      '٣ أيام',
      '٣ ايام',
    ];
    for (const typed of days) assert.equal(at(typed), NOW - 72 * HOUR, typed);
    const weeks = [
      '2 Wochen',
      '2 semaines',
      '2 sem.',
      '2週間',
      '२ सप्ताह',
      '2 हफ़्ते',
      '2 недели',
      'أسبوعين',
      'قبل أسبوعين',
    ];
    for (const typed of weeks) assert.equal(at(typed), NOW - 14 * 24 * HOUR, typed);
    for (const typed of ['1,5 Std', '١٫٥ ساعة']) assert.equal(at(typed), NOW - 1.5 * HOUR, typed);
  });

  test('is what `Intl` writes in each language, whatever the number', () => {
    const units = { minute: HOUR / 60, hour: HOUR, day: 24 * HOUR, week: 7 * 24 * HOUR };
    for (const locale of Object.keys(languages))
      for (const [unit, ms] of Object.entries(units) as [keyof typeof units, number][])
        for (const style of ['long', 'short', 'narrow'] as const)
          for (const count of [2, 4, 7, 12, 22, 48, 101]) {
            const number = new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: style }).format(count);
            const ago = new Intl.RelativeTimeFormat(locale, { style }).format(-count, unit);
            for (const typed of [number, ago].filter((one) => !one.startsWith('-')))
              assert.equal(at(typed), NOW - count * ms, `${locale}: ${typed}`);
          }
  });

  test('is a word of each language, in the calendar of the place', () => {
    for (const typed of ['heute', 'aujourd’hui', "aujourd'hui", 'hoy', 'hoje', '今日', 'आज', 'сегодня', 'اليوم'])
      assert.equal(at(typed), at('today'), typed);
    for (const typed of [
      'gestern',
      'hier',
      'depuis hier',
      'ayer',
      'ontem',
      '昨日',
      '昨日から',
      'कल',
      'вчера',
      'أمس',
      'امس',
    ])
      assert.equal(at(typed), at('yesterday'), typed);
    for (const typed of ['diese Woche', 'cette semaine', 'semana', '今週', 'इस सप्ताह', 'на этой неделе', 'هذا الأسبوع'])
      assert.equal(at(typed), at('week'), typed);
    assert.equal(at('letzte Woche'), Date.UTC(2026, 10, 22, 23));
    assert.equal(at('позавчера'), Date.UTC(2026, 10, 27, 23));
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
    assert.equal(at('२०२६-११-३० १४:००'), Date.UTC(2026, 10, 30, 13));
    assert.equal(at('１４：００'), Date.UTC(2026, 10, 30, 13));
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
      'vor',
      'seit 2',
      '2 Stunden morgen',
      '３',
      'hays',
      '時',
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
