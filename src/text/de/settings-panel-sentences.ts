import type { settingsPanelSentences as english } from '../en/settings-panel-sentences.ts';
import { formatAgo, formatPerson } from '../intl.ts';
import { formatFileName } from '../markdown-escape.ts';
import { list, number, plural } from './grammar.ts';

/** Names of settings. Some have commas in them, so commas can't keep them apart. */
const joinNames = (names: readonly string[]): string => names.join(' · ');

const PART_NAMES = { nick: 'meinen Nicknamen', bio: 'mein Profil', avatar: 'meinen Avatar' };
const nameParts = (parts: readonly (keyof typeof PART_NAMES)[]): string =>
  parts.length > 0 ? list(parts.map((part) => PART_NAMES[part])) : 'mein Aussehen';

export const settingsPanelSentences: typeof english = {
  'choice.reply-both': 'both: geschrieben, und laut, wenn ich in einem Sprachchat bin',
  'choice.reply-voice': 'voice: auch als Sprachnachricht',
  'choice.call-recap-off': 'off: keine Zusammenfassung',
  'choice.call-recap-post': 'post: als Nachricht im Kanal',
  'choice.call-recap-thread': 'thread: als Nachricht, nach langen Sprachchats in einem Thread',
  'choice.consent-notice': 'notice: Leute werden einmal informiert, wenn sie mich zum ersten Mal fragen',
  'choice.consent-off': 'off: ich sage nichts, weil Leute es anderswo erfahren',
  'choice.consent-opt-in': 'opt-in: ich antworte nur Leuten und höre nur Leute, die zugestimmt haben',
  'choice.typed-off': 'off: das Live-Modell beantwortet auch sie',
  'choice.typed-always': 'always: ein Textmodell beantwortet sie',
  'choice.typed-when-live-fails': 'when-live-fails: ein Textmodell, wenn ich das Live-Modell nicht erreiche',

  'form.group-voice': 'Stimme und Charakter',
  'form.group-calls': 'Im Sprachchat',
  'form.group-answers': 'Antworten',
  'form.group-access': 'Wer mich nutzen darf',
  'form.group-limits': 'Limits',
  'form.group-privacy': 'Datenschutz',
  'option.group-voice': 'Wie ich auftrete und klinge, und welche Sprachen ich erwarte',
  'option.group-calls': 'Wann ich zuhöre, was ich mitschreibe, wann ich komme und gehe',
  'option.group-answers': 'Wie ich Fragen beantworte, und welche Nachrichten ich als Fragen verstehe',
  'option.group-access': 'Rollen, Mitglieder, Kanäle und Bots, die mit mir sprechen dürfen',
  'option.group-limits': 'Wie viel verbraucht und ausgegeben werden darf',
  'option.group-privacy': 'Was ich speichere, und wie lange',

  'part.settings-title-server': '**Einstellungen des ganzen Servers**',
  'part.settings-title-channel': '**Einstellungen dieses Kanals**',
  'part.settings-title-dm': '**Einstellungen unserer Direktnachrichten**',
  'part.settings-hint-server':
    '-# Sie gelten in jedem Kanal, der keine eigenen hat. Wähl unten eine Gruppe, um sie zu sehen und zu ändern.',
  'part.settings-hint-channel':
    '-# Was hier nicht gesetzt ist, kommt vom Server. Wähl unten eine Gruppe, um sie zu sehen und zu ändern.',
  'part.settings-hint-dm': '-# Sie gelten nur für dich. Wähl unten eine Gruppe, um sie zu sehen und zu ändern.',
  'part.settings-overview': ({ group, names }) =>
    `- **${group}**: ${names.length > 0 ? `hier gesetzt: ${joinNames(names)}` : 'hier nichts gesetzt'}`,
  'part.settings-entry': ({ number, name, value, source }) => `${number}. **${name}**: ${value} *(${source})*`,
  'option.pick-group': 'Wähl eine Gruppe',

  'button.edit': ({ first, last }) => (first === last ? `${first} bearbeiten` : `${first}–${last} bearbeiten`),
  'button.sample': 'Probe hören',
  'button.use-server': 'Auf dem ganzen Server verwenden',
  'button.use-channel': 'In diesem Kanal verwenden',
  'button.use-dm': 'Hier verwenden',
  'button.back': 'Zurück',
  'button.voices': 'Stimmen anhören',
  'button.scope-server': 'Ganzer Server',
  'button.scope-channel': 'Dieser Kanal',
  'button.wipe': 'Alle zurücksetzen',
  'button.keep-settings': 'So lassen',

  'form.settings-title': ({ group, first, last }) => `${group} (${first === last ? first : `${first}–${last}`})`,
  'option.inherited': ({ value, source }) => `übernommen: ${value} (${source})`,
  'settings.too-long-for-form': ({ name }) =>
    `**${name}** ist zu lang für ein Formular und bleibt deshalb, wie es ist. Du kannst es mit /settings set ändern, oder die Einstellungen exportieren und wieder importieren.`,

  'part.settings-voices': '**Stimmen**\nWähl eine, um sie zu hören. Die Wörter nach den Namen sind von Google selbst.',
  'part.settings-voice': ({ voice }) => `**Stimmen** › ${voice}`,
  'option.pick-voice': ({ first, last }) => `${first} bis ${last}`,
  'settings.voice-set': ({ voice }) =>
    `✅ **Stimme** ist jetzt ${voice}. Ab meiner nächsten Antwort spreche ich damit.`,
  'settings.sample-later':
    'Ich habe gerade zu viel zu tun, um mit dieser Stimme etwas zu sagen. Bitte versuch es in einer Minute noch einmal.',

  'button.picture': 'Mein Avatar',
  'form.picture-title': 'Mein Avatar auf diesem Server',
  'form.picture-file': 'Ein Bild',
  'option.own-picture': 'Ich nehme die Mitte davon. Schickst du keines, habe ich wieder meinen üblichen Avatar.',
  'face.picture-set':
    '✅ Dieser Server sieht jetzt meinen neuen Avatar. Ich selbst speichere ihn nicht, das macht Discord.',
  'face.picture-removed': '✅ Dieser Server sieht wieder meinen üblichen Avatar.',
  'face.not-a-picture': ({ name }) =>
    `Ich sehe aus wie vorher, weil ${formatFileName(name)} kein Bild ist. Bitte schick mir ein PNG, JPEG, WebP, GIF oder AVIF.`,
  'face.forbidden': ({ parts }) =>
    `⚠️ Ich darf hier ${nameParts(parts)} nicht ändern, deshalb sieht es noch niemand. Bitte gib mir die Berechtigung „Nickname ändern“ und versuch es noch einmal.`,
  'face.too-fast': ({ parts }) =>
    `⚠️ Discord sagt, ich hätte ${nameParts(parts)} zu oft geändert, deshalb sieht es noch niemand. Bitte versuch es in etwa zehn Minuten noch einmal.`,
  'face.refused': ({ parts }) =>
    `⚠️ Discord nimmt ${nameParts(parts)} so nicht an, deshalb sieht es noch niemand. Bitte versuch etwas anderes.`,
  'face.unreached':
    '⚠️ Ich konnte Discord nicht sagen, wie ich hier ab jetzt aussehe, deshalb sieht es noch niemand. Bitte versuch es in einer Minute noch einmal.',
  'face.absent': '⚠️ Ich bin nicht mehr auf diesem Server, deshalb sieht niemand, wie ich hier aussehe.',
  'face.busy': '⚠️ Jemand anderes ändert in diesem Moment, wie ich hier aussehe. Bitte versuch es noch einmal.',

  'part.settings-nothing': 'leer',
  'part.settings-count': ({ count }) =>
    plural(count, { one: `${number(count)} Eintrag`, other: `${number(count)} Einträge` }),
  'part.from-default': 'Standard',
  'part.from-operator': 'von meinem Betreiber gesetzt',
  'part.from-server': 'dieser Server',
  'part.from-parent': 'der Kanal dieses Threads',
  'part.from-channel': 'dieser Kanal',
  'part.from-dm': 'du',

  'settings.saved': ({ names }) => `✅ Gespeichert: ${joinNames(names)}.`,
  'settings.holds-next': 'Das gilt ab der nächsten Frage.',
  'settings.holds-soon': 'Das gilt ab jetzt, außer für das, was ich schon begonnen habe, etwa eine Antwort.',
  'settings.holds-now': 'Das gilt jetzt.',
  'settings.new-cap': 'Ein neues Limit zählt, was ab jetzt ausgegeben wird, und nicht, was vorher ausgegeben wurde.',
  'settings.unchanged': 'Es wurde nichts geändert.',
  'settings.wrong': ({ name, why }) => `⚠️ **${name}** bleibt, wie es war. ${why}`,
  'settings.conflict': ({ name, by, value }) =>
    `⚠️ **${name}** wurde inzwischen von ${formatPerson(by)} auf ${value} geändert. Ich habe es so gelassen. Wenn du etwas anderes möchtest, ändere es noch einmal.`,
  'settings.conflict-reset': ({ name, by }) =>
    `⚠️ **${name}** wurde inzwischen von ${formatPerson(by)} zurückgesetzt. Ich habe es so gelassen. Wenn du etwas anderes möchtest, ändere es noch einmal.`,

  'part.where-server': 'den ganzen Server',
  'part.where-channel': 'diesen Kanal',
  'part.where-dm': 'unsere Direktnachrichten',
  'settings.set': ({ where, name, value, source }) => `✅ **${name}** ist jetzt für ${where}: ${value} *(${source})*.`,
  'settings.as-before': ({ where, name, value, source }) =>
    `**${name}** war für ${where} schon so: ${value} *(${source})*.`,
  'settings.nothing-set': 'Dort ist nichts gesetzt, also gibt es nichts zurückzusetzen.',
  'settings.confirm-reset': ({ title, names }) =>
    `${title}\nMöchtest du das zurücksetzen: ${joinNames(names)}? Es lässt sich nicht rückgängig machen.`,
  'settings.reset': ({ names }) => `✅ Zurückgesetzt: ${joinNames(names)}.`,
  'settings.kept': 'Okay, ich lasse die Einstellungen, wie sie sind.',

  'part.settings-title': '**Was in diesem Kanal gilt, und woher es kommt**',
  'part.settings-group': ({ group }) => `__${group}__`,
  'part.settings-line': ({ name, value, source }) => `- **${name}**: ${value} *(${source})*`,
  'part.settings-layer': ({ source, value, by, at }) =>
    `- ${source}: ${value}, von ${formatPerson(by)} ${formatAgo(at)}`,
  'part.settings-suggestion': ({ name, key }) => `${name} (${key})`,

  'settings.exported':
    'Hier ist alles, was hier gesetzt ist, außer meinem Avatar. Du kannst die Datei bearbeiten und mit /settings import zurückbringen.',
  'settings.imported': ({ settings, channels }) =>
    `✅ Alles ist so, wie die Datei sagt: ${plural(settings, { one: 'Eine Einstellung gilt', other: `${number(settings)} Einstellungen gelten` })} überall, und ${plural(channels, { one: 'ein Kanal hat', other: `${number(channels)} Kanäle haben` })} eigene. Das gilt ab jetzt, außer für das, was ich schon begonnen habe, etwa eine Antwort.`,

  'settings.refused': ({ names }) =>
    `⚠️ Gemini nimmt nicht an, was hier als ${list(names)} gesetzt ist. Deshalb lasse ich das weg und antworte ohne.`,

  'settings.only-channel':
    'Nur Leute mit der Berechtigung „Server verwalten“ können die Einstellungen des ganzen Servers ändern. Die dieses Kanals kannst du ändern.',
  'settings.no-such-setting': 'Diese Einstellung gibt es nicht. Bitte wähl eine, die ich beim Tippen vorschlage.',
  'settings.only-operator': 'Das kann nur die Person ändern, die mich betreibt.',
  'settings.only-in-servers': 'Das lässt sich nur auf Servern setzen.',
  'settings.only-whole-server': 'Das lässt sich nur für den ganzen Server setzen.',
};
