import assert from 'node:assert/strict';
import { test } from 'node:test';
import { en } from '../../src/text/en/index.ts';
import { makeFormats } from '../../src/text/intl.ts';
import { makeLanguages, toLanguage } from '../../src/text/languages.ts';
import type { Catalogue } from '../../src/text/text.ts';

const { plural } = makeFormats('pl', ['one', 'few', 'many', 'other']);

/** A made-up language with its own order of values, its own plurals, and its own way to put sentences together. */
const made: Catalogue = {
  ...en,
  'text.sequence': ({ sentences }) => sentences.join(' / '),
  'call.over': 'OVA.',
  'name.ask': 'aska',
  'command.ask': 'ASKA',
  'choice.listen-off': 'OFFA',
  'call.busy': ({ voice, leave }) => `${leave} <#${voice}>.`,
  'asking.full': ({ most }) =>
    plural(most, { one: `${most} ONA.`, few: `${most} FEWA.`, many: `${most} MANA.`, other: `${most} OTHA.` }),
};

const languages = makeLanguages(
  {
    en: toLanguage(en),
    made: toLanguage(made),
    'pt-BR': toLanguage({ ...made, 'call.over': 'OVO.' }),
    wordless: { load: () => ({ ...made, 'call.over': 'OVU.' }) },
  },
  'en',
);

test('a reader gets their own language, a related one, or else the fallback', () => {
  const over = (locale: string | undefined) => languages.to(locale)({ code: 'call.over' });
  assert.equal(over('made'), 'OVA.');
  assert.equal(over('made-XX'), 'OVA.');
  assert.equal(over('pt-BR'), 'OVO.');
  assert.deepEqual(['en-US', 'en-GB', 'ja', 'pt-PT', undefined].map(over), Array(5).fill(en['call.over']));
});

test('what is no language at all gets the fallback', () => {
  for (const locale of ['', 'constructor', '__proto__', 7, null, ['en'], {}])
    assert.equal(languages.to(locale as string)({ code: 'call.over' }), en['call.over'], JSON.stringify(locale));
});

test('values stand where the language wants them, in its own plural', () => {
  const say = languages.to('made');
  assert.equal(say({ code: 'call.busy', voice: '1', leave: '/leave' }), '/leave <#1>.');
  assert.deepEqual(
    [1, 3, 5].map((most) => say({ code: 'asking.full', most })),
    ['1 ONA.', '3 FEWA.', '5 MANA.'],
  );
});

test('sentences stand one after another as the language has it', () => {
  const over = { code: 'call.over' } as const;
  assert.equal(languages.to('made')([over, over]), 'OVA. / OVA.');
  assert.equal(languages.to('en')([over, over]), `${en['call.over']} ${en['call.over']}`);
  assert.equal(languages.to('en')([over]), en['call.over']);
});

test('Discord gets descriptions and names in every language', () => {
  assert.deepEqual(languages.describe('command.ask'), {
    description: en['command.ask'],
    name_localizations: { made: 'aska', 'pt-BR': 'aska' },
    description_localizations: { made: 'ASKA', 'pt-BR': 'ASKA' },
  });
  assert.deepEqual(languages.name('choice.listen-off'), {
    name: en['choice.listen-off'],
    name_localizations: { made: 'OFFA', 'pt-BR': 'OFFA' },
  });
  assert.deepEqual(makeLanguages({ en: toLanguage(en) }, 'en').describe('command.ask'), {
    description: en['command.ask'],
  });
});

test('a language that is chosen for a place comes before the reader’s, as soon as it is chosen', () => {
  const chosen = new Map([['1', 'made']]);
  const all = { en: toLanguage(en), made: toLanguage(made) };
  const { in: speakIn } = makeLanguages(all, 'en', ({ channel }) => chosen.get(channel));
  const over = { code: 'call.over' } as const;
  const at = (channel: string) => ({ server: undefined, channel, parent: undefined });
  const say = speakIn(at('2'), 'made');
  assert.deepEqual(
    [speakIn(at('1'), 'en')(over), say(over), speakIn(undefined, 'en')(over)],
    ['OVA.', 'OVA.', en['call.over']],
  );
  chosen.set('2', 'en');
  assert.equal(say(over), en['call.over']);
});

test('a fallback that is not there is a mistake', () => {
  assert.throws(() => makeLanguages({ en: toLanguage(en) }, 'de'), /no language de/);
});
