import type { privacySentences as english } from '../en/privacy-sentences.ts';
import { formatDate, formatPerson } from '../intl.ts';
import type { HearingWish } from '../values.ts';
import { countDays, number, plural } from './grammar.ts';

/** What somebody's yes brings them, by whether they want to be heard. */
const FROM_NOW_ON: Record<HearingWish, string> = {
  heard: 'Ab jetzt antworte ich dir hier und höre dir in Sprachchats zu.',
  unheard:
    'Ab jetzt antworte ich dir hier. In Sprachchats höre ich dir weiterhin nicht zu, bis du unter meiner Nachricht zum Sprachchat auf **Mir wieder zuhören** drückst oder nach /privacy auf **Mir hier zuhören**.',
  unknown:
    'Ab jetzt antworte ich dir hier und höre dir in Sprachchats zu, außer du hast mir gesagt, dass ich das nicht soll. Wenn ja, gilt das weiterhin.',
};

export const privacySentences: typeof english = {
  'privacy.title': 'Das speichere ich über dich:',
  'privacy.nothing': 'Von dem, was du gesagt hast, speichere ich nichts.',
  'privacy.but-kept': 'Was ich aber speichere:',
  'kept.turns': ({ turns, channels }) => {
    const where = plural(channels, { one: 'in einem Kanal', other: `in ${number(channels)} Kanälen` });
    return plural(turns, {
      one: `Eine Frage von dir mit meiner Antwort, ${where}`,
      other: `${number(turns)} Fragen von dir mit meinen Antworten, ${where}`,
    });
  },
  'kept.files': ({ files }) =>
    plural(files, {
      one: 'Notizen zu einer Datei, die mit einer Frage von dir kam, aber nicht die Datei selbst',
      other: `Notizen zu ${number(files)} Dateien, die mit deinen Fragen kamen, aber nicht die Dateien selbst`,
    }),
  'kept.quotes': ({ quotes }) =>
    plural(quotes, {
      one: 'Eine Nachricht von dir, zu der mich jemand anderes etwas gefragt hat',
      other: `${number(quotes)} Nachrichten von dir, zu denen mich andere etwas gefragt haben`,
    }),
  'kept.recaps': ({ recaps }) =>
    plural(recaps, {
      one: 'Eine Zusammenfassung eines älteren Gesprächs, in der auch deine Worte vorkommen',
      other: `${number(recaps)} Zusammenfassungen älterer Gespräche, in denen auch deine Worte vorkommen`,
    }),
  'kept.spent': ({ days }) =>
    `Was deine Fragen gekostet haben, an ${plural(days, { one: 'einem Tag', other: `${number(days)} Tagen` })}`,
  'kept.unheard': ({ servers }) =>
    `Dass ich dir auf ${plural(servers, { one: 'einem Server', other: `${number(servers)} Servern` })} nicht zuhören darf`,
  'kept.agreed': ({ at }) =>
    `Dass du am ${formatDate(at)} zugestimmt hast, hier Antworten zu bekommen und gehört zu werden`,
  'privacy.stored': 'Ich merke mir, was du sagst, damit wir später weitermachen können.',
  'privacy.unstored': 'Ich speichere nicht, was du sagst: Ich beantworte es und vergesse es dann.',
  'privacy.not-agreed':
    'Ich antworte hier nur Leuten und höre nur Leuten zu, die dem zustimmen. Bis du das tust, geht nichts, was du hier zu mir sagst, an Google Gemini, und nichts davon wird gespeichert.',
  'privacy.google': 'Was du zu mir sagst, geht an Google Gemini, das darauf antwortet.',

  'privacy.confirm-delete':
    'Soll ich alles löschen, was ich über dich speichere, in allen Kanälen und auf allen Servern? Antworten an dich verschwinden auch, und ebenso Zusammenfassungen, in denen du vorkommst. Das lässt sich nicht rückgängig machen. Was andere in eigenen Worten über dich gesagt haben und die Nachrichten in Discord selbst bleiben.',
  'privacy.deleted':
    'Erledigt. Ich habe alles gelöscht, was ich über dich gespeichert hatte. Ich merke mir nur noch, was ich für dich nicht tun soll.',
  'privacy.under-way':
    'Ich lösche alles, was ich über dich speichere, bin aber noch nicht fertig. Es geht von allein weiter, auch wenn ich neu gestartet werde. Mit /privacy siehst du in ein paar Minuten, was noch da ist.',
  'privacy.sealed':
    'Ich habe alles über dich gelöscht, was ich lesen kann. **Einiges, was gespeichert ist, kann ich nicht lesen**, weil es mit einem Schlüssel verschlüsselt ist, den ich nicht bekommen habe. Es kann also noch etwas von dir darin sein. Bitte sag der Person Bescheid, die diesen Bot betreibt. Ich sehe es von allein durch, sobald ich den Schlüssel habe.',
  'privacy.kept': 'Okay, ich habe nichts gelöscht.',
  'privacy.not-deleted':
    '**Noch ist nichts gelöscht**, weil ich meinen Speicher nicht erreiche. Ich lösche es, sobald ich kann. Es kann sein, dass ich vorher neu gestartet werde. Versuch es deshalb bitte in ein paar Minuten noch einmal.',
  'privacy.unreadable':
    'Ich kann gerade nicht nachsehen, was ich über dich speichere. Bitte versuch es in einer Minute noch einmal.',
  'privacy.choice-not-stored':
    'Das konnte ich mir nicht merken, weil ich meinen Speicher nicht erreiche. **Es hat sich also nichts geändert**. Bitte versuch es in ein paar Minuten noch einmal.',
  'privacy.now-unstored':
    'Okay. Ab jetzt beantworte ich, was du sagst, speichere es aber nicht. Was ich vorher gespeichert habe, ist noch da, bis du es löschst.',
  'privacy.now-stored': 'Okay. Ab jetzt merke ich mir, was du sagst.',
  'privacy.not-kept':
    'Ich kann gerade nicht nachsehen, ob ich mir das merken darf, deshalb habe ich es nicht gespeichert.',
  'privacy.exported':
    'Hier ist alles, was ich über dich speichere, als Seite zum Lesen und als JSON. Nur du siehst diese Nachricht.',
  'privacy.need-manage':
    'Um zu löschen, was ich über andere speichere, brauchst du die Berechtigung „Server verwalten“.',
  'privacy.only-in-servers': 'Andere Mitglieder gibt es nur auf Servern. Verwende diesen Befehl dort.',
  'privacy.confirm-member': ({ member }) =>
    `Soll ich alles löschen, was ich auf diesem Server über ${formatPerson(member)} speichere? Das lässt sich nicht rückgängig machen. Was die Person abgelehnt hat, bleibt abgelehnt.`,
  'privacy.member-deleted': ({ member }) =>
    `Erledigt. Ich habe alles gelöscht, was ich auf diesem Server über ${formatPerson(member)} gespeichert hatte.`,
  'privacy.member-under-way':
    'Ich lösche es, bin aber noch nicht fertig. Es geht von allein weiter, auch wenn ich neu gestartet werde.',
  'privacy.member-sealed':
    'Ich habe alles davon gelöscht, was ich lesen kann. **Einiges, was gespeichert ist, kann ich nicht lesen**, weil es mit einem Schlüssel verschlüsselt ist, den ich nicht bekommen habe. Bitte sag der Person Bescheid, die diesen Bot betreibt. Ich sehe es von allein durch, sobald ich den Schlüssel habe.',
  'privacy.server-deleted':
    'Erledigt. Ich habe alles gelöscht, was ich über diesen Server gespeichert hatte: Gespräche, Zusammenfassungen, Einstellungen und Kosten. Alle Einstellungen sind wie am Anfang, auch wer mich nutzen darf, Limits und Zustimmung. Wer nicht gehört werden will, bleibt vermerkt.',
  'privacy.server-kept': 'Du hast etwas anderes eingegeben, deshalb habe ich nichts gelöscht.',

  'form.privacy-server-title': 'Alle Daten dieses Servers löschen',
  'form.privacy-server-word': 'Gib „löschen“ ein, um alles zu löschen',
  'option.privacy-server-word':
    'Gespräche, Kosten, alle Einstellungen (Zugang, Limits, Zustimmung). Nicht rückgängig zu machen.',
  'form.privacy-server-answer': 'löschen',

  'agreement.notice': ({ days }) =>
    `Gut zu wissen: Was du mich fragst, geht an Gemini von Google, und ich speichere es mit meiner Antwort ${countDays(days)}. Mit /privacy kannst du sehen oder löschen, was ich speichere, oder nichts mehr speichern lassen.`,
  'agreement.ask': ({ days }) =>
    `Ich antworte hier nur Leuten und höre nur Leuten zu, die dem zustimmen: Was du mir schreibst oder sagst, geht an Gemini von Google, und ich speichere es mit meiner Antwort ${countDays(days)}, außer du hast mir gesagt, dass ich nichts speichern soll. Wenn das für dich okay ist, drück auf **Ich stimme zu**. Mit /privacy kannst du das jederzeit zurücknehmen.`,
  'agreement.unknown':
    'Ich antworte hier nur Leuten, die dem zugestimmt haben, und kann gerade nicht nachsehen, ob du das hast. Bitte versuch es in einer Minute noch einmal.',
  'agreement.given': ({ hearing }) =>
    `Danke. ${FROM_NOW_ON[hearing]} Wenn du mich vorher etwas gefragt hast, frag bitte noch einmal.`,
  'agreement.given-asked': ({ hearing, questions }) =>
    `Danke. ${FROM_NOW_ON[hearing]} ${plural(questions, {
      one: 'Deine Frage nehme ich jetzt dran, du musst sie also nicht noch einmal stellen.',
      other: `Deine letzten ${number(questions)} Fragen nehme ich jetzt dran, du musst sie also nicht noch einmal stellen.`,
    })}`,
  'agreement.not-stored':
    'Ich konnte mir nicht merken, dass du zustimmst, weil ich meinen Speicher nicht erreiche. **Es gilt also noch nicht**. Bitte drück in ein paar Minuten noch einmal auf den Button.',
  'agreement.withdrawn':
    'Okay. Ich antworte dir hier nicht mehr und höre dir nicht mehr zu, bis du wieder zustimmst. Was ich vorher gespeichert habe, ist noch da, bis du es löschst.',
  'agreement.withdrawn-unneeded':
    'Okay, ich habe mir gemerkt, dass du nicht mehr zustimmst. Im Moment antworte ich hier allen, ohne zu fragen. Frag mich einfach nichts, und drück auf **Mir hier nicht zuhören**, wenn du mit mir in Sprachchats bist.',
  'agreement.withdrawn-unstored':
    'Ich antworte dir hier nicht mehr und höre dir nicht mehr zu, erreiche aber meinen Speicher nicht und weiß das deshalb nur, bis ich neu gestartet werde. Bitte drück in ein paar Minuten noch einmal auf den Button.',

  'withheld.not-agreed': ({ name }) =>
    `Die Nachricht von ${name} habe ich weggelassen: Ich gebe hier nur weiter, was Leute geschrieben haben, die dem zugestimmt haben, und ${name} hat das noch nicht. Zustimmen geht mit /privacy.`,
  'withheld.not-allowed': ({ name }) =>
    `Die Nachricht von ${name} habe ich weggelassen, weil ich hier nicht weitergeben kann, was diese Person schreibt.`,
  'withheld.not-known': ({ name }) =>
    `Die Nachricht von ${name} habe ich weggelassen, weil ich gerade nicht nachsehen kann, ob diese Person der Weitergabe zugestimmt hat. Bitte frag in einer Minute noch einmal.`,
  'withheld.no-author':
    'Die Nachricht, die mit deiner Frage kam, habe ich weggelassen, weil ich nicht erkennen kann, wer sie geschrieben hat. Ich gebe hier nur weiter, was Leute geschrieben haben, die dem zugestimmt haben.',
  'withheld.forward':
    'Die weitergeleitete Nachricht habe ich weggelassen: Sie ist von einem Server, auf dem ich nur weitergebe, was Leute geschrieben haben, die dem zugestimmt haben, und ich kann nicht erkennen, wer sie geschrieben hat.',
  'withheld.question': ({ person }) =>
    `Das kann ich nicht noch einmal fragen: Ich gebe hier nur weiter, was Leute geschrieben haben, die dem zugestimmt haben, und von ${formatPerson(person)} weiß ich das nicht.`,

  'button.agree': 'Ich stimme zu',
  'button.disagree': 'Ich stimme nicht mehr zu',
  'button.privacy-export': 'Herunterladen',
  'button.privacy-delete': 'Löschen',
  'button.privacy-confirm': 'Alles löschen',
  'button.privacy-unstored': 'Nicht speichern, was ich sage',
  'button.privacy-stored': 'Speichern, was ich sage',
  'button.privacy-server': 'Daten dieses Servers löschen',
  'button.privacy-unheard': 'Mir hier nicht zuhören',
  'button.privacy-heard': 'Mir hier zuhören',

  'export.title': 'Was Parley über dich speichert',
  'export.about': 'Zeiten sind in UTC. Die Links öffnen die Kanäle in Discord.',
  'export.said': 'Du:',
  'export.answered': 'Parley:',
  'export.wrote': 'Parley hat geschrieben:',
  'export.sites': 'Gefunden auf:',
  'export.files': 'Datei:',
  'export.quoted': 'Zitiert:',
  'export.quotes': 'Was andere von dir zitiert haben',
  'export.recaps': 'Zusammenfassungen, in denen du vorkommst',
  'export.spent': 'Was deine Fragen gekostet haben, in milliardstel Dollar',
  'export.unheard': 'Server, auf denen ich dir nicht zuhören darf',
  'export.choices': 'Was du gewählt hast',
  'export.left-out': 'Die Datei würde zu groß, deshalb fehlen die ältesten Fragen:',
};
