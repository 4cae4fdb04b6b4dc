import type { geminiSentences as english } from '../en/gemini-sentences.ts';
import { formatMoment } from '../intl.ts';
import { listRefused } from './grammar.ts';

/** What to do about trouble that passes: ask again once it's over, if we know when, or else what `otherwise` says. */
const again = (at: number | undefined, otherwise: string): string =>
  at === undefined ? otherwise : `Bitte frag nach ${formatMoment(at)} noch einmal.`;

const SOON = 'Bitte frag in einer Minute noch einmal.';
const LATER = 'Bitte frag später noch einmal.';
const NOW = 'Bitte frag noch einmal.';

export const geminiSentences: typeof english = {
  'gemini.lost': ({ at }) => `Meine Verbindung zu Gemini ist abgebrochen. ${again(at, NOW)}`,
  'gemini.broken': ({ at }) => {
    const lost = 'Meine Verbindung zu Gemini ist abgebrochen, bevor diese Antwort fertig war.';
    return at === undefined ? lost : `${lost} ${again(at, '')}`;
  },
  'gemini.late': ({ at }) => `Gemini hat nicht rechtzeitig geantwortet. ${again(at, NOW)}`,
  'gemini.often': ({ at }) => `Meine Verbindung zu Gemini bricht immer wieder ab. ${again(at, LATER)}`,
  'gemini.busy': ({ at }) => `Gemini ist gerade nicht verfügbar. ${again(at, SOON)}`,
  'gemini.quota': ({ at }) => `Mein Kontingent bei Gemini ist fürs Erste aufgebraucht. ${again(at, LATER)}`,
  'gemini.refused': () => 'Gemini nimmt diese Frage nicht an. Bitte formulier sie anders.',
  'gemini.left-out': ({ extras }) =>
    `Gemini nimmt nicht an, was hier bei ${listRefused(extras)} eingestellt ist, deshalb habe ich ohne geantwortet. Wer den Server oder Kanal verwaltet, kann es mit /settings ändern.`,
  'gemini.no-search': 'Google lässt mich gerade nicht im Web suchen, deshalb habe ich ohne Suche geantwortet.',
  'gemini.no-voice': 'Gemini bietet diese Stimme gerade nicht an. Bitte such eine andere aus.',
  'gemini.full': ({ at }) => `Ich spreche schon in so vielen Kanälen, wie ich kann. ${again(at, SOON)}`,
  'gemini.proxy': () =>
    'Ich erreiche Gemini nicht, weil mein Proxy mich nicht durchlässt. Bitte sag der Person Bescheid, die diesen Bot betreibt.',
  'gemini.unreachable': ({ at }) => `Ich erreiche Gemini nicht. ${again(at, SOON)}`,

  'gemini.tools':
    'Gemini hat immer wieder seine Werkzeuge benutzt, ohne zu antworten, deshalb habe ich es gestoppt. Bitte formulier deine Frage anders.',
  'gemini.noise':
    'Gemini hat Geräusche gemacht, ohne etwas zu sagen, deshalb habe ich es gestoppt. Bitte frag noch einmal.',
  'gemini.question-blocked':
    'Die Sicherheitsfilter von Gemini haben diese Frage blockiert. Bitte formulier sie anders.',
  'gemini.answer-blocked':
    'Die Sicherheitsfilter von Gemini haben diese Antwort gestoppt. Bitte formulier deine Frage anders.',
  'gemini.unfinished': 'Gemini konnte diese Antwort nicht beenden. Bitte frag noch einmal.',

  'owner.credits':
    'Mein Guthaben für Gemini ist aufgebraucht. Bitte sag der Person Bescheid, die diesen Bot betreibt: Sie kann in Google AI Studio unter „Billing“ mehr kaufen.',
  'owner.cap':
    'Mein monatliches Ausgabenlimit für Gemini ist erreicht. Bitte sag der Person Bescheid, die diesen Bot betreibt: Sie kann es in Google AI Studio erhöhen.',
  'owner.billing':
    'Google lässt mich Gemini wegen eines Problems mit der Abrechnung nicht nutzen. Bitte sag der Person, die diesen Bot betreibt, dass sie in Google AI Studio unter „Billing“ nachsehen soll.',
  'owner.region':
    'Google bietet Gemini dort nicht an, wo ich laufe. Bitte sag der Person Bescheid, die diesen Bot betreibt.',
  'owner.key':
    'Google akzeptiert meinen API-Schlüssel für Gemini nicht. Bitte sag der Person, die diesen Bot betreibt, dass sie `GEMINI_API_KEY` prüfen soll.',
  'owner.leaked':
    'Google hat meinen API-Schlüssel für Gemini gesperrt, weil er öffentlich gefunden wurde. Bitte sag der Person, die diesen Bot betreibt, dass sie einen neuen anlegen soll.',
  'owner.blocked':
    'Google hat meinen API-Schlüssel für Gemini oder dessen Projekt gesperrt. Bitte sag der Person, die diesen Bot betreibt, dass sie in Google AI Studio nachsehen soll.',
  'owner.restricted':
    'Mein API-Schlüssel für Gemini darf von hier aus nicht benutzt werden. Bitte sag der Person, die diesen Bot betreibt, dass sie die Einschränkungen des Schlüssels prüfen soll.',
  'owner.denied':
    'Google lässt mich Gemini nicht nutzen. Bitte sag der Person, die diesen Bot betreibt, dass sie `npm run doctor` ausführen soll.',
  'owner.model':
    'Google kennt das Gemini-Modell nicht, auf das ich eingestellt bin. Bitte sag der Person, die diesen Bot betreibt, dass sie `GEMINI_MODEL` und `GEMINI_API_VERSION` prüfen soll.',
  'owner.closed':
    'Google bietet das Gemini-Modell nicht mehr an, auf das ich eingestellt bin. Bitte sag der Person, die diesen Bot betreibt, dass sie ein anderes `GEMINI_MODEL` wählen soll.',
  'owner.typed-model':
    'Google kennt das Gemini-Modell nicht, auf das ich für getippte Fragen eingestellt bin. Bitte sag der Person, die diesen Bot betreibt, dass sie `TYPED_MODEL` prüfen soll.',
  'owner.typed-closed':
    'Google bietet das Gemini-Modell nicht mehr an, auf das ich für getippte Fragen eingestellt bin. Bitte sag der Person, die diesen Bot betreibt, dass sie ein anderes `TYPED_MODEL` wählen soll.',
  'owner.address':
    'Ich finde Gemini nicht unter der Adresse, auf die ich eingestellt bin. Bitte sag der Person, die diesen Bot betreibt, dass sie `GEMINI_BASE_URL` und `GEMINI_API_VERSION` prüfen soll.',
  'owner.setup':
    'Gemini lehnt meine Konfiguration ab. Bitte sag der Person, die diesen Bot betreibt, dass sie `npm run doctor` ausführen soll.',
};
