import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { UserError } from '../../src/base/errors.ts';
import { findInterfaceLanguage } from '../../src/settings/interface-language.ts';
import type { SettingScope } from '../../src/settings/record.ts';
import { INTERFACE_LANGUAGES } from '../../src/settings/rows/voice-rows.ts';
import { languages as all } from '../../src/text/catalogues.ts';
import { makeLanguages } from '../../src/text/languages.ts';
import type { Text } from '../../src/text/text.ts';
import { EVERY_LANGUAGE } from '../text/every-language.ts';
import { Parley } from './stage.ts';

/** A bot whose places may have a language of their own, in an English server. */
const open = async () => {
  let parley: Parley | undefined;
  const languages = makeLanguages(all, 'en', (place) => parley && findInterfaceLanguage(parley.settings, place));
  parley = await Parley.open({ languages });
  return parley;
};

/** Sets the language of a server, of one of its channels, or of a direct message. */
const set = ({ settings }: Parley, home: string, scope: SettingScope, value: string) =>
  settings.change(home, { scope, by: '1', at: 0, set: [{ key: 'interface-language', value }] });

const speak = makeLanguages(all, 'en');
const NONE: Text = { code: 'call.none' };
const LATE: Text = { code: 'gemini.late' };

test('each language that can be chosen has its sentences, and can be chosen if it has', () => {
  assert.deepEqual([...INTERFACE_LANGUAGES].sort(), EVERY_LANGUAGE.map(({ name }) => name).sort());
  const catalogues = INTERFACE_LANGUAGES.map((one) => all[one]?.load());
  assert.equal(new Set(catalogues).size, INTERFACE_LANGUAGES.length);
});

test('a language that is set holds for what one person reads and for what everyone reads, until it is auto again', async () => {
  await using parley = await open();
  const { guild, ada } = parley;
  const failing = async (say: (text: Text) => string) => {
    const reply = await ada.slash('ask', { question: 'Why?' });
    const turn = await parley.conversations.next();
    turn.finish({ is: 'failed', error: new UserError({ code: 'gemini.late' }) });
    await parley.during(reply.shows(`⚠️ ${say(LATE)}`));
  };
  await (await ada.slash('leave')).shows(speak.to('en')(NONE));
  await set(parley, guild.id, { is: 'server' }, 'ar');
  await (await ada.slash('leave')).shows(speak.to('ar')(NONE));
  await failing(speak.to('ar'));
  await set(parley, guild.id, { is: 'server' }, 'auto');
  await (await ada.slash('leave')).shows(speak.to('en')(NONE));
  await failing(speak.to('en'));
});

test('a channel and a direct message may have another language than the server', async () => {
  await using parley = await open();
  const { guild, ada, general } = parley;
  await set(parley, guild.id, { is: 'server' }, 'de');
  const other = guild.text('other');
  await (await ada.slash('leave', {}, { in: other })).shows(speak.to('de')(NONE));
  await set(parley, guild.id, { is: 'channel', id: general.id }, 'es');
  await (await ada.slash('leave')).shows(speak.to('es')(NONE));
  await set(parley, ada.dm.id, { is: 'dm' }, 'fr');
  const reply = await ada.slash('stop', {}, { in: ada.dm });
  await reply.shows(speak.to('fr')({ code: 'stop.nothing' }));
});

test('nothing of Discord speaks without asking which language is set', () => {
  for (const file of globSync('{src/discord,commands}/**/*.ts'))
    assert.doesNotMatch(readFileSync(file, 'utf8').replace('languages.to(undefined)', ''), /anguages\.to\(/, file);
});
