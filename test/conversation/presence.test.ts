import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { CallView, Listen } from '../../src/conversation/calling.ts';
import { announced, panelOf, statusOf } from '../../src/conversation/presence.ts';

const VIEW: CallView = {
  guildId: 'guild',
  channelId: 'lounge',
  conversationId: 'general',
  place: 'general',
  listen: 'everyone',
  hears: { is: 'people' },
  speaks: 'aloud',
  captions: 'answers',
  state: 'on',
};

const LISTENS: Listen[] = ['everyone', 'addressed', 'button', 'off'];
const HEARS: CallView['hears'][] = [
  { is: 'people' },
  { is: 'nobody' },
  { is: 'deafened' },
  { is: 'unannounced', why: 'nobody can read of it.' },
];
const STATES: CallView['state'][] = ['joining', 'on', 'mending'];
const SPEAKS: CallView['speaks'][] = ['aloud', 'muted', 'suppressed', 'asked'];

const all: CallView[] = LISTENS.flatMap((listen) =>
  HEARS.flatMap((hears) =>
    STATES.flatMap((state) => SPEAKS.map((speaks) => ({ ...VIEW, listen, hears, state, speaks }))),
  ),
);

/** Words by which a call claims to listen to people now. */
const CLAIM = /I am listening|is listening|listen to whoever|hears whoever/;

const isListening = ({ listen, hears, state }: CallView) => listen !== 'off' && hears.is === 'people' && state === 'on';

const nameOf = ({ listen, hears, state, speaks }: CallView) => `${listen}, ${hears.is}, ${state}, ${speaks}`;

describe('the line under a voice channel', () => {
  test('claims to listen just where the call does, whatever its state', () => {
    for (const view of all) assert.equal(CLAIM.test(statusOf(view) ?? ''), isListening(view), nameOf(view));
  });

  const LINES: [changes: Partial<CallView>, line: string | undefined][] = [
    [{}, 'Parley is listening'],
    [{ listen: 'addressed' }, 'Parley is listening'],
    [{ listen: 'button' }, 'Parley hears whoever presses Talk'],
    [{ listen: 'off' }, 'Parley reads its answers aloud'],
    [{ state: 'joining' }, undefined],
    [{ state: 'mending' }, 'Parley hears nobody: its connection broke'],
    [{ hears: { is: 'deafened' } }, 'Parley is deafened and hears nobody'],
    [{ hears: { is: 'nobody' } }, 'Parley hears nobody who is here now'],
    [{ hears: { is: 'unannounced', why: '' } }, 'Parley hears nobody yet'],
    [{ speaks: 'muted' }, 'Parley is listening'],
  ];
  for (const [changes, line] of LINES)
    test(`is "${line}" with ${JSON.stringify(changes)}`, () => assert.equal(statusOf({ ...VIEW, ...changes }), line));
});

describe('the panel', () => {
  test('claims to listen just where the call does once people can read it, and always says why nobody can hear it', () => {
    for (const view of all) {
      const text = panelOf(view);
      const hears = view.hears.is === 'unannounced' ? { is: 'people' as const } : view.hears;
      assert.equal(CLAIM.test(text), isListening({ ...view, hears }), nameOf(view));
      assert.equal(/so I cannot be heard|has to allow it/.test(text), view.speaks !== 'aloud', nameOf(view));
      assert.ok(text.length < 1_900 && text.includes('<#lounge>'), nameOf(view));
    }
  });

  test('says what becomes of the words wherever somebody is, or will be, heard', () => {
    for (const view of all)
      if (view.listen !== 'off' && view.hears.is !== 'deafened') assert.match(panelOf(view), /Gemini/, nameOf(view));
    assert.match(panelOf({ ...VIEW, place: 'lounge' }), /not everybody here can read/);
  });

  test('announces what it says, and no more', () => {
    const told = (listen: Listen, changes: Partial<CallView> = {}) => ({ ...VIEW, listen, ...changes });
    assert.equal(announced(told('everyone'), told('addressed')), true);
    assert.equal(announced(told('button'), told('everyone')), false);
    assert.equal(announced(told('off'), told('button')), false);
    assert.equal(announced(told('everyone', { hears: { is: 'deafened' } }), told('everyone')), false);
    assert.equal(announced(told('everyone'), told('everyone', { channelId: 'attic' })), false);
  });
});
