import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { isAnnounced, renderPanel, renderStatus, renderWelcome } from '../../src/calls/announcements.ts';
import type { CallView, ListenMode } from '../../src/calls/contract.ts';

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

const LISTENS: ListenMode[] = ['everyone', 'addressed', 'button', 'off'];
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

const CAPTIONS: CallView['captions'][] = ['off', 'answers', 'all'];
const PLACES = ['general', 'lounge'];

/** Two things that must not both be said: of each pair, the first denies the second. */
const CONTRADICTIONS: [denied: RegExp, claimed: RegExp][] = [
  [
    /not listening|[Nn]obody is there|to nobody|hear nobody|cannot hear anybody|reconnecting|on my way/,
    /(?<!Then )what you say|What you say there goes|I answer (?:aloud )?(?:every|what|when)|what I hear(?! once)|(?<!Then )[Pp]ress/,
  ],
  [/not listening|cannot hear anybody/, /I will listen|Then|what I hear(?! once)|Gemini/],
  [/so I cannot be heard|has to allow it/, /aloud|only speak/],
  [/write nothing/, /what I write/],
];

/** Words by which a call claims to listen to people now. */
const CLAIM = /I am listening|is listening|listen to whoever|hears whoever/;

const isListening = ({ listen, hears, state }: CallView) => listen !== 'off' && hears.is === 'people' && state === 'on';

const nameOf = ({ listen, hears, state, speaks }: CallView) => `${listen}, ${hears.is}, ${state}, ${speaks}`;

describe('the line under a voice channel', () => {
  test('claims to listen just where the call does, whatever its state', () => {
    for (const view of all) assert.equal(CLAIM.test(renderStatus(view) ?? ''), isListening(view), nameOf(view));
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
    test(`is "${line}" with ${JSON.stringify(changes)}`, () =>
      assert.equal(renderStatus({ ...VIEW, ...changes }), line));
});

const denies = (text: string, [denied, claimed]: [RegExp, RegExp], name: string): void => {
  if (denied.test(text)) assert.doesNotMatch(text, claimed, `${name}: ${text}`);
};

describe('the answer to whoever asked for a call', () => {
  test('says no two things that contradict each other, whatever the state of the call', () => {
    for (const view of all)
      for (const captions of CAPTIONS)
        for (const place of PLACES) {
          const text = renderWelcome({ ...view, captions, place });
          for (const pair of CONTRADICTIONS) denies(text, pair, `${nameOf(view)}, ${captions}`);
          assert.ok(text.includes('<#lounge>') && /I write/.test(text), text);
        }
  });

  const ANSWERS: [changes: Partial<CallView>, answer: string][] = [
    [{}, 'I am in <#lounge>. I answer everything that is said there. I write my answers down.'],
    [
      { listen: 'off', captions: 'all' },
      'I am in <#lounge>. I’m not listening, I only speak. I write my answers down.',
    ],
    [
      { captions: 'all' },
      'I am in <#lounge>. I answer everything that is said there. I write my answers down and what I hear.',
    ],
    [
      { listen: 'button', state: 'joining', captions: 'off' },
      'I am on my way into <#lounge>. Then press **Talk**, and I’ll listen until you stop speaking. I write nothing down.',
    ],
    [
      { hears: { is: 'deafened' }, captions: 'all' },
      'I am in <#lounge>. I was deafened there, so I cannot hear anybody. I write my answers down, and what I hear once I hear somebody.',
    ],
    [
      { listen: 'off', speaks: 'muted' },
      'I am in <#lounge>. I’m not listening. I write my answers down.\n-# I was muted in the call, so I cannot be heard.',
    ],
  ];
  for (const [changes, answer] of ANSWERS)
    test(`is whole sentences with ${JSON.stringify(changes)}`, () =>
      assert.equal(renderWelcome({ ...VIEW, ...changes }), answer));
});

describe('the panel', () => {
  test('claims to listen just where the call does once people can read it, and always says why nobody can hear it', () => {
    for (const view of all) {
      const text = renderPanel(view);
      const hears = view.hears.is === 'unannounced' ? { is: 'people' as const } : view.hears;
      assert.equal(CLAIM.test(text), isListening({ ...view, hears }), nameOf(view));
      assert.equal(/so I cannot be heard|has to allow it/.test(text), view.speaks !== 'aloud', nameOf(view));
      assert.ok(text.length < 1_900 && text.includes('<#lounge>'), nameOf(view));
    }
  });

  test('says what becomes of the words wherever somebody is, or will be, heard', () => {
    for (const view of all)
      if (view.listen !== 'off' && view.hears.is !== 'deafened')
        assert.match(renderPanel(view), /Gemini/, nameOf(view));
    assert.match(renderPanel({ ...VIEW, place: 'lounge' }), /not everybody here can read/);
  });

  test('says no two things that contradict each other', () => {
    // On the way there the notice has to say before anybody is heard what will become of their words.
    for (const view of all)
      if (view.state !== 'joining') for (const pair of CONTRADICTIONS) denies(renderPanel(view), pair, nameOf(view));
  });

  test('announces what it says, and no more', () => {
    const told = (listen: ListenMode, changes: Partial<CallView> = {}) => ({ ...VIEW, listen, ...changes });
    assert.equal(isAnnounced(told('everyone'), told('addressed')), true);
    assert.equal(isAnnounced(told('button'), told('everyone')), false);
    assert.equal(isAnnounced(told('off'), told('button')), false);
    assert.equal(isAnnounced(told('everyone', { hears: { is: 'deafened' } }), told('everyone')), false);
    assert.equal(isAnnounced(told('everyone'), told('everyone', { channelId: 'attic' })), false);
  });
});
