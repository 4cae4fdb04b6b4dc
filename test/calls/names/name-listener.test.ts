import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { EverydayWords, loadEverydayWords, makeLoader } from '../../../src/calls/names/everyday-words.ts';
import { type Addressee, NameListener } from '../../../src/calls/names/name-listener.ts';
import { makeNameSearch } from '../../../src/calls/names/name-search.ts';
import { listSpokenNames } from '../../../src/calls/names/spoken-name.ts';
import { readUtterance } from '../../../src/calls/names/words.ts';

let everyday: EverydayWords;
before(async () => {
  everyday = await loadEverydayWords();
});

const listener = (name: string, more: Partial<Addressee> = {}) =>
  new NameListener({ names: [name], others: [], languages: [], ...more }, everyday);

const calls = (name: string, text: string, more?: Partial<Addressee>) => listener(name, more).hear(text, true);

describe('a name is called', () => {
  for (const [name, text] of [
    ['Parley', 'Парли, который час?'],
    ['Parley', 'パーリー、今何時?'],
    ['Parley', 'बार्ले, समय क्या है?'],
    ['Gem', 'Gem, what time is it?'],
    // Languages of which fewer words are known.
    ['Parley', 'Parley, che ore sono?'],
    ['Parley', 'Parley, hoe laat is het?'],
    ['Parley', 'Cześć Parlej, opowiedz dowcip.'],
    ['Parley', 'Parley, saat kaç?'],
    ['Parley', '팔리야, 지금 몇 시야?'],
    ['Parley', '파를리, 농담 하나 해줘.'],
    ['Parley', '帕利,现在几点了?'],
    ['Parley', 'بارلي، كم الساعة؟'],
    ['Parley', 'Парлі, котра година?'],
    // Names of several words, as they're written at Discord.
    ['Old Captain Hook', 'Old Captain Hook, are you there?'],
    ['parley_bot', 'Parley, are you there?'],
    ['ParleyAI', 'Parley, are you there?'],
    ['🎲 Max 3000 [BOT]', 'Max, roll the dice.'],
    ['Parley', 'Par-ley, are you there?'],
  ] as const)
    test(`${name} in "${text}"`, () => assert.equal(calls(name, text), true));
});

describe('a name isn’t called', () => {
  for (const [name, text] of [
    ['Parley', 'Je vais te parler de ça.'],
    ['Parley', 'Bob Marley is great.'],
    ['Parley', 'Add parsley to the soup.'],
    ['Gem', 'That movie is a real gem.'],
    ['Gem', 'Parley, what time is it?'],
    ['Parley', 'Voglio parlare con te.'],
    ['Parley', 'Het parlement stemt dinsdag.'],
    ['Parley', '파리에 가고 싶어.'],
    ['Parley', '巴黎很漂亮。'],
    ['Parley', 'البرلمان يصوت يوم الثلاثاء.'],
    ['Parley', 'Parlez-vous anglais ?'],
    ['Parley', 'Parley no contesta.'],
    ['Will', 'Will, Jade and Bob are coming too.'],
    ['Max', 'Mac, can you pass me the salt?'],
    ['Alexa Bot', 'Alex, what time is it?'],
    ['Max', 'Mach’s gut, ja?'],
    ['', 'hello?'],
    ['42', 'forty-two?'],
    ['Parley', ''],
  ] as const)
    test(`${name} in "${text}"`, () => assert.equal(calls(name, text), false));
});

describe('a transcript that grows', () => {
  test('is called as soon as that’s sure', () => {
    const listens = listener('Parley');
    assert.deepEqual(
      ['Par', 'Parley', 'Parley,'].map((text) => listens.hear(text, false)),
      [false, false, true],
    );
  });

  test('isn’t taken for its end before it’s whole', () => {
    const listens = listener('Gem');
    const heard = ['What a', 'What a day, Gem', 'What a day, Gemma was there'];
    assert.deepEqual(
      heard.map((text) => listens.hear(text, false)),
      [false, false, false],
    );
    assert.equal(listens.hear('What a day, Gemma was there.', true), false);
    const other = listener('Gem');
    assert.equal(other.hear('What a day, Gem', false), false);
    assert.equal(other.hear('What a day, Gem', true), true);
  });

  test('isn’t taken for a call where somebody is only named between two pauses', () => {
    const named = listener('Parley');
    const heard = [
      'Our bot, Parley,',
      'Our bot, Parley, i',
      'Our bot, Parley, is new',
      'Our bot, Parley, is new here.',
    ];
    assert.deepEqual(
      heard.map((text) => named.hear(text, false)),
      [false, false, false, false],
    );
    assert.equal(listener('Parley').hear('So tell us, Parley, how are', false), true);
  });

  test('may go on for minutes, with or without sentences: nobody is called, and it costs little', () => {
    for (const end of ['.', '']) {
      const listens = listener('Parley');
      const sentence = `and then I said that we think Parley broke it at the party${end} `;
      const started = process.cpuUsage();
      let text = '';
      for (let at = 0; at < 30; at++)
        for (const word of sentence.split(/(?<= )/)) {
          text += word;
          assert.equal(listens.hear(text, false), false, text);
        }
      const { user } = process.cpuUsage(started);
      assert.ok(user < 10_000_000, `${user} µs`);
      assert.equal(listens.hear(`${text}. Parley, what time is it?`, false), true);
    }
  });
});

test('the names of others who are there aren’t taken for Parley’s', () => {
  assert.equal(calls('Parley', 'Barley, what time is it?'), true);
  assert.equal(calls('Parley', 'Barley, what time is it?', { others: ['Barley'] }), false);
  assert.equal(calls('Parley', 'Barly, what time is it?', { others: ['Barley'] }), false);
  assert.equal(calls('Parley', 'Parley, what time is it?', { others: ['Barley', 'Parley'] }), true);
});

test('the names of others are worked out only once something like Parley’s is said', () => {
  let asked = 0;
  const others = () => {
    asked += 1;
    return listSpokenNames(['Barley']);
  };
  const search = makeNameSearch({ names: listSpokenNames(['Parley']), others });
  search(readUtterance('Good morning, everybody is here').words);
  assert.equal(asked, 0);
  assert.deepEqual(search(readUtterance('Barley').words), []);
  assert.equal(asked, 1);
});

test('a name is heard at the end of long talk without blanks or sentences', () => {
  const talk = '今日は天気がいいですね'.repeat(110);
  assert.equal(calls('Parley', `${talk}、パーリー、今何時?`), true);
});

test('of two languages that a sentence may be in, the one counts that is expected', () => {
  // Both have "was", after a name as a question or as a verb.
  assert.equal(calls('Parley', 'Parley was', { languages: ['de-DE'] }), true);
  assert.equal(calls('Parley', 'Parley was', { languages: ['en-US'] }), false);
});

test('without any list of words, a name that is called is still heard', () => {
  const listens = new NameListener({ names: ['Gem'], others: [], languages: [] }, new EverydayWords(new Map()));
  assert.equal(listens.hear('Gem, what time is it?', true), true);
});

test('lists that couldn’t be read are read when they’re next needed, and then no more', async () => {
  let times = 0;
  const load = makeLoader(async () => {
    times += 1;
    if (times === 1) throw new Error('too many open files');
    return times;
  });
  await assert.rejects(load(), /too many open files/);
  assert.deepEqual([await load(), await load()], [2, 2]);
});
