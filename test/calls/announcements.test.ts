import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  type Announcement,
  chooseStatus,
  composePanel,
  composeWelcome,
  isAnnounced,
  renderAnnouncement,
} from '../../src/calls/announcements.ts';
import type { CallView, ListenMode } from '../../src/calls/contract.ts';
import type { Code } from '../../src/text/text.ts';
import { sentence } from '../sentences.ts';

const VIEW: CallView = {
  guildId: 'guild',
  channelId: 'lounge',
  conversationId: 'general',
  noticeIn: 'general',
  listen: 'everyone',
  hears: { is: 'people' },
  speaks: 'aloud',
  captions: 'answers',
  chat: 'mentions',
  consent: 'notice',
  days: 30,
  state: 'on',
};

const LISTENS: ListenMode[] = ['everyone', 'addressed', 'button', 'off'];
const HEARS: CallView['hears'][] = [
  { is: 'people' },
  { is: 'nobody' },
  { is: 'deafened' },
  { is: 'unannounced', why: { code: 'notice.pending' } },
];
const STATES: CallView['state'][] = ['joining', 'on', 'mending'];
const SPEAKS: CallView['speaks'][] = ['aloud', 'muted', 'suppressed', 'asked'];

const all: CallView[] = LISTENS.flatMap((listen) =>
  HEARS.flatMap((hears) =>
    STATES.flatMap((state) => SPEAKS.map((speaks) => ({ ...VIEW, listen, hears, state, speaks }))),
  ),
);

const CAPTIONS: CallView['captions'][] = ['off', 'answers', 'all'];
const NOTICES = ['general', 'lounge'];

const codesOf = ({ says, small }: Announcement): Code[] => [...says, ...small].map(({ code }) => code);

/** Sentences that say that nobody is heard, now or until something changes. */
const DEAF =
  /^(?:panel\.(?:reads-aloud|silent|deaf|deafened|reconnecting-quietly)|join\.(?:reads-aloud|silent)|notice\..*)$/;
const NOT_NOW = /^(?:panel\.(?:nobody|joining.*|reconnecting)|join\.(?:nobody|reconnecting))$/;

/** Pairs of sentences that contradict each other. */
const CONTRADICTIONS: [denied: RegExp, claimed: RegExp][] = [
  [
    DEAF,
    /^(?:privacy\..*|panel\.(?:listening|talk|answers-.*)|join\.(?:everyone|addressed|button|writes-all(?:-addressed)?)(?:-later)?)$/,
  ],
  [
    NOT_NOW,
    /^(?:privacy\.sent(?:-talk)?|panel\.(?:listening|talk|answers-.*)|join\.(?:everyone|addressed|button|writes-all(?:-addressed)?))$/,
  ],
  [/^panel\.(?:muted|audience|asked-to-speak)$/, /-aloud$/],
  [/^join\.writes-nothing$/, /^join\.writing-elsewhere$/],
];

/** Reasons for not listening right now. They don't contradict what a call says that it'll write later. */
const LATER = 'join.writes-all-later';

/** Sentences that say that a call is listening now. */
const CLAIM = /^(?:panel|line)\.(?:listening|talk)$/;

const isListening = ({ listen, hears, state }: CallView) => listen !== 'off' && hears.is === 'people' && state === 'on';

const nameOf = ({ listen, hears, state, speaks }: CallView) => `${listen}, ${hears.is}, ${state}, ${speaks}`;

describe('the line under a voice channel', () => {
  test('claims to listen just where the call does, whatever its state', () => {
    for (const view of all) assert.equal(CLAIM.test(chooseStatus(view) ?? ''), isListening(view), nameOf(view));
  });

  const LINES: [changes: Partial<CallView>, line: ReturnType<typeof chooseStatus>][] = [
    [{}, 'line.listening'],
    [{ listen: 'addressed' }, 'line.listening'],
    [{ listen: 'button' }, 'line.talk'],
    [{ listen: 'off' }, 'line.reads-aloud'],
    [{ state: 'joining' }, undefined],
    [{ state: 'mending' }, 'line.reconnecting'],
    [{ hears: { is: 'deafened' } }, 'line.deaf'],
    [{ hears: { is: 'nobody' } }, 'line.nobody'],
    [{ hears: { is: 'unannounced', why: { code: 'notice.pending' } } }, 'line.unannounced'],
    [{ speaks: 'muted' }, 'line.listening'],
  ];
  for (const [changes, line] of LINES)
    test(`is "${line}" with ${JSON.stringify(changes)}`, () =>
      assert.equal(chooseStatus({ ...VIEW, ...changes }), line));
});

const denies = (codes: Code[], [denied, claimed]: [RegExp, RegExp], name: string): void => {
  if (!codes.some((code) => denied.test(code))) return;
  for (const code of codes) if (code !== LATER) assert.doesNotMatch(code, claimed, `${name}: ${codes.join(' ')}`);
};

describe('the answer to the person who asked for a call', () => {
  test('says no two things that contradict each other, whatever the state of the call', () => {
    for (const view of all)
      for (const captions of CAPTIONS)
        for (const noticeIn of NOTICES) {
          const codes = codesOf(composeWelcome({ ...view, captions, noticeIn }));
          for (const pair of CONTRADICTIONS) denies(codes, pair, `${nameOf(view)}, ${captions}`);
          assert.ok(
            codes.some((code) => code.startsWith('join.writes-')),
            codes.join(),
          );
          const elsewhere = codes.some((code) => code.endsWith('-elsewhere'));
          assert.equal(elsewhere, noticeIn !== 'general', codes.join());
        }
  });

  const ANSWERS: [changes: Partial<CallView>, codes: Code[]][] = [
    [{}, ['join.arrived', 'join.everyone', 'join.writes-answers']],
    [{ listen: 'off', captions: 'all' }, ['join.arrived', 'join.reads-aloud', 'join.writes-answers']],
    [{ captions: 'all' }, ['join.arrived', 'join.everyone', 'join.writes-all']],
    [{ captions: 'all', listen: 'addressed' }, ['join.arrived', 'join.addressed', 'join.writes-all-addressed']],
    [
      { listen: 'button', state: 'joining', captions: 'off' },
      ['panel.joining', 'join.button-later', 'join.writes-nothing'],
    ],
    [{ hears: { is: 'deafened' }, captions: 'all' }, ['join.arrived', 'panel.deafened', 'join.writes-all-later']],
    [{ listen: 'off', speaks: 'muted' }, ['join.arrived', 'join.silent', 'join.writes-answers', 'panel.muted']],
  ];
  for (const [changes, codes] of ANSWERS)
    test(`is whole sentences with ${JSON.stringify(changes)}`, () =>
      assert.deepEqual(codesOf(composeWelcome({ ...VIEW, ...changes })), codes));

  test('is one paragraph, and small print under it', () => {
    assert.equal(
      renderAnnouncement(composeWelcome({ ...VIEW, listen: 'off', speaks: 'muted' }), sentence),
      [
        'I’m in <#lounge>. I’m not listening to anyone. I’ll write down my answers.',
        '-# A moderator has muted me in the call, so nobody can hear me.',
      ].join('\n'),
    );
  });
});

describe('the panel', () => {
  test('claims to listen just where the call does once people can read it, and always says why nobody can hear it', () => {
    for (const view of all) {
      const panel = composePanel(view);
      const hears = view.hears.is === 'unannounced' ? { is: 'people' as const } : view.hears;
      const claims = codesOf(panel).some((code) => CLAIM.test(code));
      assert.equal(claims, isListening({ ...view, hears }), nameOf(view));
      const isUnheard = codesOf(panel).some((code) => /^panel\.(?:muted|audience|asked-to-speak)$/.test(code));
      assert.equal(isUnheard, view.speaks !== 'aloud', nameOf(view));
      const text = renderAnnouncement(panel, sentence);
      assert.ok(text.length < 1_900 && text.includes('<#lounge>'), nameOf(view));
    }
  });

  test('says what goes where and what is kept if people are or will be heard, and only then', () => {
    for (const view of all)
      for (const noticeIn of NOTICES) {
        const codes = codesOf(composePanel({ ...view, noticeIn })).filter((code) => code.startsWith('privacy.'));
        const isHeard = view.listen !== 'off' && view.hears.is !== 'deafened';
        const kept = noticeIn === view.conversationId ? 'privacy.kept-here' : 'privacy.kept-elsewhere';
        assert.equal(codes.length, isHeard ? 2 : 0, nameOf(view));
        if (isHeard) assert.equal(codes[1], kept, nameOf(view));
      }
  });

  test('says where people have to agree that only those who did are sent to Google', () => {
    for (const view of all.filter(({ listen }) => listen !== 'off')) {
      const codes = codesOf(composePanel({ ...view, consent: 'opt-in' }));
      const sent = codes.filter((code) => code.startsWith('privacy.sent'));
      assert.equal(sent.length, codes.includes('panel.opt-in') ? 1 : 0, nameOf(view));
      assert.ok(
        sent.every((code) => code.endsWith('-agreed')),
        nameOf(view),
      );
      assert.equal(codes.includes('panel.opt-in'), view.hears.is !== 'deafened', nameOf(view));
    }
  });

  test('says no two things that contradict each other', () => {
    // While joining, the notice already says what will happen to people's words, because nobody is heard before that.
    for (const view of all)
      if (view.state !== 'joining')
        for (const pair of CONTRADICTIONS) denies(codesOf(composePanel(view)), pair, nameOf(view));
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
