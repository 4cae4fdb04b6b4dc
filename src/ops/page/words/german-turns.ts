import { makePageFormats } from '../../../text/page-formats.ts';
import type { englishTurns } from './english-turns.ts';

export const germanFormats = makePageFormats('de', ['one', 'other'], { ms: 'ms', s: 's', min: 'min' });

const { amounts, plural } = germanFormats;
const { count } = amounts;

/** The words about turns in German. */
export const germanTurns: typeof englishTurns = {
  'turns.label': 'Tabelle der Fragen',
  'turns.none': 'Seit dem Start wurde nichts gefragt.',
  'turns.asked': 'Gefragt um',
  'turns.where': 'Wo',
  'turns.way': 'Art',
  'turns.by': 'Modell',
  'turns.outcome': 'Ergebnis',
  'turns.first': 'Erster Teil',
  'turns.whole': 'Ganze Antwort',
  ways: { typed: 'getippt', spoken: 'gesprochen' },
  models: { live: 'Live', text: 'Text' },
  'turn.running': 'läuft',
  outcomes: {
    complete: 'vollständig',
    interrupted: 'unterbrochen',
    silent: 'ohne Antwort',
    broken: 'abgebrochen',
    failed: 'gescheitert',
    yielded: 'abgegeben',
  },

  'line.choose': 'Wähl oben eine Frage aus oder öffne eine gespeicherte.',
  'line.open': 'Gespeicherte Frage öffnen',
  'line.save': 'Als Datei speichern',
  'line.turn': ({ way, at, outcome }) => `${way}, gefragt um ${at}, ${outcome}`,
  'line.place': ({ place, turn }) => `${place}, ${turn}`,
  'line.file': ({ turn }) => `Aus einer Datei: ${turn}`,
  'line.drawn': 'Zeitleiste, gezeichnet',
  'line.summary': ({ moments, took, outcome }) =>
    `Zeitleiste: ${plural(moments, { one: 'ein Ereignis', other: `${count(moments)} Ereignisse` })} in ${took}, ${outcome}`,
  'line.lost': ({ lost }) =>
    plural(lost, {
      one: 'Für ein weiteres Ereignis war kein Platz.',
      other: `Für ${count(lost)} weitere Ereignisse war kein Platz.`,
    }),
  'line.words': 'In Worten',
  'line.detail': ({ name, detail }) => `${name} (${detail})`,
  'line.moment': ({ took, name }) => `${took}: ${name}`,
  moments: {
    asked: 'Gefragt',
    claimed: 'Von diesem Prozess übernommen',
    admitted: 'Zugelassen',
    begun: 'Ist an der Reihe',
    dialling: 'Verbindung wird aufgebaut',
    dialled: 'Verbunden',
    undialled: 'Nicht verbunden',
    connected: 'War schon verbunden',
    sent: 'An das Modell gesendet',
    endpointed: 'Ende des Gesagten',
    understood: 'Erste Worte verstanden',
    unclaimed: 'Worte, vielleicht von jemand anderem',
    worded: 'Erstes Wort',
    sounded: 'Erster Ton',
    written: 'Erster geschriebener Teil',
    withdrawn: 'Zurückgenommen',
    slow: 'Gesagt, dass es dauert',
    noticed: 'Hinweis gezeigt',
    shown: 'Gezeigt',
    edited: 'Zuletzt bearbeitet',
    cued: 'Signalton einer langsamen Funktion',
    heard: 'Gehört',
    silent: 'Wiedergabe zu Ende',
    calling: 'Funktion aufgerufen',
    called: 'Funktion fertig',
    'go-away': 'Google trennt bald die Verbindung',
    closed: 'Verbindung beendet',
    mute: 'Keine Antwort auf der Verbindung',
    forgetful: 'Gedächtnis war weg',
    told: 'Grund mitgeteilt',
    ended: 'Beendet',
    recorded: 'Im Verlauf gespeichert',
    unrecorded: 'Nicht im Verlauf gespeichert',
  },

  'file.too-big': 'Diese Datei ist zu groß für eine gespeicherte Frage.',
  'file.foreign': 'Diese Datei ist keine Frage, die Parley gespeichert hat.',
  'file.version': ({ needed }) =>
    `Diese Frage wurde von einer anderen Version von Parley gespeichert (gebraucht wird ${count(needed)}).`,
  'file.damaged': 'Diese Datei ist kein JSON oder beschädigt.',
  'file.field': ({ name }) =>
    `Diese Datei lässt sich nicht öffnen, weil in „${name}“ etwas anderes steht, als dort stehen sollte.`,
};
