import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { SilenceListener } from '../../../src/calls/names/silence-listener.ts';

const hears = (text: string, names = ['Parley'], others: string[] = []) =>
  new SilenceListener({ names, others }).hear(text);

describe('silence is wanted of Parley', () => {
  for (const text of [
    'Parley, be quiet.',
    'Parley be quiet please',
    'Be quiet, Parley!',
    'Hey Parley, shut up for a moment.',
    'Okay, Barley. Stop talking now.',
    'Parley, sei still!',
    'Sei doch mal ruhig, Parley.',
    'Parley, halt bitte die Klappe.',
    'Parley, tais-toi, s’il te plaît.',
    'Parley, cállate por favor.',
    'Silencio, Parley.',
    'Parley, cala a boca!',
    'Parley, stai zitto.',
    'Parley, wees stil alsjeblieft.',
    'Parley, bądź cicho.',
    'Parley, sus lütfen.',
    'Парли, замолчи, пожалуйста!',
    'Тише, Парли.',
    'パーリー、静かにしてください。',
    'パーリーさん、黙って。',
    '帕利,安静一点。',
    '帕利,請安靜。',
    '파를리야, 조용히 해줘.',
    'बार्ले, चुप रहो।',
    'بارلي، اسكت من فضلك',
  ])
    test(text, () => assert.equal(hears(text), true));
});

describe('silence isn’t wanted of Parley', () => {
  for (const text of [
    'Be quiet.',
    'Bob, be quiet.',
    'Tell Parley to be quiet.',
    'Parley told me to be quiet.',
    'Parley, who said be quiet?',
    'Parley, be quiet about my birthday.',
    'Parley, stop the timer.',
    'Parley, stop.',
    'Be quiet, Parley is thinking.',
    'Parley',
    'Parley, Bob soll still sein.',
    'Parley, how do you say be quiet in French?',
  ])
    test(text, () => assert.equal(hears(text), false));

  test('if it’s another’s name', () => {
    assert.equal(hears('Marley, be quiet.', ['Parley'], ['Marley']), false);
    assert.equal(hears('Max, be quiet.', ['Max']), true);
  });
});
