import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { composePanel, composeWelcome, renderAnnouncement } from '../../src/calls/announcements.ts';
import type { CallView } from '../../src/calls/contract.ts';
import { SETTING_GROUPS } from '../../src/settings/row.ts';
import { findRow, SETTING_KEYS, toNameCode } from '../../src/settings/setting-table.ts';
import { makeLanguages, type Say, toLanguage } from '../../src/text/languages.ts';
import type { PlainCode, Text } from '../../src/text/text.ts';
import { EVERY_LANGUAGE } from './every-language.ts';

/** The longest message that Discord takes, in characters. */
const MOST = 2_000;

/** Ids as long as Discord's. */
const ID = '1234567890123456789';
const OTHER = '9876543210987654321';

const UNANNOUNCED = [
  { code: 'notice.pending' },
  { code: 'notice.deleted' },
  { code: 'notice.forbidden', channel: OTHER },
  { code: 'notice.refused', channel: OTHER },
] as const;

/** Every state that a call can be in, as far as what it says depends on it. */
const VIEWS: CallView[] = (['everyone', 'addressed', 'button', 'off'] as const).flatMap((listen) =>
  (['off', 'answers', 'all'] as const).flatMap((captions) =>
    (['aloud', 'muted', 'suppressed', 'asked'] as const).flatMap((speaks) =>
      (['joining', 'on', 'mending'] as const).flatMap((state) =>
        (['notice', 'opt-in'] as const).flatMap((consent) =>
          [
            { is: 'people' as const },
            { is: 'nobody' as const },
            { is: 'deafened' as const },
            ...UNANNOUNCED.map((why) => ({ is: 'unannounced' as const, why })),
          ].map((hears) => ({
            ...{ guildId: ID, channelId: ID, conversationId: ID, noticeIn: OTHER, chat: 'addressed', days: 3_650 },
            ...{ listen, captions, speaks, state, consent, hears },
          })),
        ),
      ),
    ),
  ),
) as CallView[];

const NOTES: readonly Text[][] = [
  [{ code: 'panel.refused', person: OTHER }],
  [{ code: 'panel.unknown-speaker' }],
  [{ code: 'panel.greeting', greeting: '*'.repeat(200) }],
  [{ code: 'call.words-missing' }],
];

const LONG = 1_234_567;
const KEPT: readonly Text[] = [
  { code: 'privacy.title' },
  { code: 'kept.turns', turns: LONG, channels: LONG },
  { code: 'kept.files', files: LONG },
  { code: 'kept.quotes', quotes: LONG },
  { code: 'kept.recaps', recaps: LONG },
  { code: 'kept.spent', days: LONG },
  { code: 'kept.unheard', servers: LONG },
  { code: 'kept.reminders', reminders: LONG },
  { code: 'kept.agreed', at: 1_767_225_600_000 },
  { code: 'privacy.not-agreed' },
  { code: 'privacy.unstored' },
  { code: 'privacy.google' },
];

const nameSetting = (key: (typeof SETTING_KEYS)[number], say: Say) =>
  say({ code: toNameCode(key) as PlainCode } as Text);

for (const { name, catalogue } of EVERY_LANGUAGE) {
  const say = makeLanguages({ [name]: toLanguage(catalogue) }, name).to(name);
  const fits = (content: string) => assert.ok(content.length <= MOST, `${content.length} characters: ${content}`);

  describe(`what stands in one message fits into it in ${name}`, () => {
    test('the panel of a call with its note, and the answer to /join', () => {
      assert.ok(VIEWS.length > 1_000);
      const notes = NOTES.map((note) => `\n-# ${say(note)}`);
      const longest = notes.reduce((one, other) => (other.length > one.length ? other : one));
      for (const view of VIEWS) {
        fits(renderAnnouncement(composePanel(view), say) + longest);
        fits(renderAnnouncement(composeWelcome(view), say));
      }
    });

    test('/privacy', () => fits(KEPT.map((text) => `- ${say(text)}`).join('\n')));

    test('the overview of settings that are all set, and taking all of them back', () => {
      const groups = SETTING_GROUPS.map((group) => {
        const names = SETTING_KEYS.filter((key) => findRow(key).group === group).map((key) => nameSetting(key, say));
        return say({ code: 'part.settings-overview', group: say({ code: `form.group-${group}` }), names });
      });
      const title = say({ code: 'part.settings-title-channel' });
      fits([title, ...groups, say({ code: 'part.settings-hint-server' })].join('\n'));
      const names = SETTING_KEYS.map((key) => nameSetting(key, say));
      fits(say({ code: 'settings.confirm-reset', title, names }));
      fits(say({ code: 'settings.reset', names }));
    });
  });
}
