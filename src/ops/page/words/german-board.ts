import type { OperatorFault } from '../../../base/events.ts';
import type { englishBoard } from './english-board.ts';
import { germanFormats, germanTurns } from './german-turns.ts';

const { amounts, plural } = germanFormats;
const { count } = amounts;

/** What only the operator can fix at Google, after a colon. */
const FAULTS: Record<OperatorFault, string> = {
  credits: 'das Prepaid-Guthaben ist aufgebraucht',
  cap: 'die Ausgabengrenze ist erreicht',
  billing: 'das Rechnungskonto ist deaktiviert oder geschlossen',
  region: 'wo Parley läuft, wird es nicht angeboten',
  key: 'der Schlüssel ist falsch oder abgelaufen',
  leaked: 'der Schlüssel wurde öffentlich gefunden',
  blocked: 'der Schlüssel oder sein Projekt ist gesperrt',
  restricted: 'der Schlüssel darf von dort aus oder für Gemini nicht verwendet werden',
  denied: 'ohne Angabe von Gründen',
  model: 'dieses Modell gibt es nicht',
  closed: 'dieses Modell wird dir nicht mehr angeboten',
  address: 'der Server unter GEMINI_BASE_URL ist nicht die Live API',
  setup: 'Parleys Einrichtung passt nicht zu diesem Modell',
};

const PERIODS = { day: 'pro Tag', month: 'pro Monat' };

/** Every word of the operator's page in German. */
export const germanBoard: typeof englishBoard = {
  amounts,
  ...germanTurns,

  'page.title': 'Parley: Betreiberseite',
  'page.loading': 'Wird geladen …',
  'page.script': 'Diese Seite braucht JavaScript.',
  'page.closed':
    'Die Betreiberseite gibt es hier nicht, weil sie ohne Passwort auch von anderen Rechnern aus erreichbar wäre. Setz OPERATOR_PASSWORD oder OPERATOR_TOKEN, oder setz HTTP_HOST auf 127.0.0.1, und starte Parley neu.',

  'login.title': 'Bei Parley anmelden',
  'login.password': 'Passwort des Betreibers',
  'login.enter': 'Anmelden',
  'login.wrong': 'Dieses Passwort ist falsch.',
  'login.late': ({ minutes }) =>
    `Es gab zu viele falsche Passwörter. Versuch es in ${plural(minutes, { one: 'einer Minute', other: `${count(minutes)} Minuten` })} noch einmal.`,

  'status.ended': 'Dieser Prozess ist beendet.',
  'status.lost': 'Dieser Prozess ist nicht erreichbar. Neuer Versuch …',
  'status.ready': 'Bereit.',
  'status.ready-but': ({ troubles }) => `Bereit, aber: ${troubles.join('; ')}.`,
  'status.not-ready': ({ troubles }) => `Nicht bereit: ${troubles.join('; ')}.`,
  'status.fault': ({ fault }) => `Gemini lehnt Verbindungen ab: ${FAULTS[fault]} (${fault})`,
  troubles: {
    discord: 'nicht mit Discord verbunden',
    spare: 'andere Prozesse haben alle Shards, dieser übernimmt, sobald einer frei wird',
    commands: 'die Befehle sind noch nicht registriert',
    store: 'der Speicher funktioniert nicht',
    gemini: 'Gemini lehnt Verbindungen ab',
    stopping: 'der Prozess läuft aus',
  },

  'control.refuse': 'Neue Sprachchats ablehnen',
  'control.take': 'Wieder Sprachchats annehmen',
  'control.drain': 'Diesen Prozess auslaufen lassen …',
  'control.logout': 'Abmelden',
  'drain.title': 'Diesen Prozess auslaufen lassen?',
  'drain.text':
    'Er nimmt keine Fragen und Sprachchats mehr an, beendet, was läuft, übergibt seine Gespräche den anderen Prozessen und endet dann. Wenn ihn nichts neu startet und es keinen anderen gibt, bekommt niemand mehr eine Antwort.',
  'drain.cancel': 'Abbrechen',
  'drain.drain': 'Auslaufen lassen',

  'said.open': 'Die Frage ist geöffnet.',
  'said.unreadable': 'Diese Datei lässt sich nicht lesen.',
  'said.taking': 'Neue Sprachchats werden wieder angenommen.',
  'said.refusing': 'Neue Sprachchats werden ab jetzt abgelehnt.',
  'said.draining': 'Dieser Prozess läuft aus.',
  'said.left': 'Du bist abgemeldet.',
  'said.unreachable': 'Der Prozess ist nicht erreichbar.',
  'said.refused': ({ status }) => `Der Prozess hat abgelehnt (${status}).`,
  refusals: {
    'old-page': 'Diese Seite ist veraltet. Lade sie neu und versuch es noch einmal.',
    starting: 'Der Prozess startet noch. Versuch es gleich noch einmal.',
    broke: 'Der Prozess konnte das nicht tun. In seinem Log steht, warum.',
  },

  'section.now': 'Jetzt',
  'section.minutes': 'Letzte Minuten',
  'section.awake': 'Aktive Gespräche',
  'section.caps': 'Ausgabengrenzen',
  'section.gateway': 'Gateway',
  'section.warnings': 'Warnungen',
  'section.turns': 'Fragen',
  'section.line': 'Zeitleiste einer Frage',

  'number.sessions': 'Offene Sessions',
  'number.sessions-of': ({ open, most }) => `${count(open)} von ${count(most)}`,
  'number.awake': 'Aktive Gespräche',
  'number.waiting': 'Wartende Fragen',
  'number.calls': 'Sprachchats',
  'number.calls-refused': ({ calls }) => `${count(calls)} (keine neuen)`,
  'number.turns': 'Fragen in der letzten Minute',
  'number.all-turns': 'Fragen seit dem Start',
  'number.turns-failed': ({ turns, failed }) => `${count(turns)}, davon ${count(failed)} gescheitert`,
  'number.first': 'Erster Teil, p50 / p95',
  'number.whole': 'Ganze Antwort, p50 / p95',
  'number.tokens': 'Token seit dem Start',
  'number.searches': 'Websuchen seit dem Start',
  'number.dollars': 'Dollar seit dem Start',
  'number.store': 'Speicher',
  'number.store-is': ({ is, queued, lost }) => `${is}, ${count(queued)} wartend, ${count(lost)} verloren`,
  stores: { starting: 'startet', here: 'erreichbar', away: 'nicht erreichbar', closed: 'geschlossen' },
  'number.memory': 'Arbeitsspeicher',
  'number.voices': 'Sprachprozesse',
  'number.since': 'Läuft seit',

  'chart.label': ({ title }) => `${title}, höchstens die letzte Viertelstunde`,
  'chart.key': ({ name, value }) => `${name}: ${value}`,
  charts: {
    work: 'Was offen ist',
    turns: 'Fragen pro Minute',
    latency: 'Latenz',
    tokens: 'Token pro Minute',
    dollars: 'Dollar pro Minute',
  },
  series: {
    sessions: 'Sessions',
    calls: 'Sprachchats',
    waiting: 'wartende Fragen',
    turns: 'Fragen',
    first50: 'erster Teil, p50',
    first95: 'erster Teil, p95',
    whole50: 'ganz, p50',
    whole95: 'ganz, p95',
    tokens: 'Token',
    dollars: 'Dollar',
  },

  'place.direct': 'eine Direktnachricht',
  'place.unknown': 'ein unbekannter Server',
  'place.channel': ({ server, channel }) => `${server}, #${channel}`,
  'place.thread': ({ server, channel }) => `${server}, ein Thread von #${channel}`,

  'awake.label': 'Tabelle der aktiven Gespräche',
  'awake.none': 'Kein Gespräch ist aktiv.',
  'awake.more': ({ more }) => `Und ${count(more)} weitere.`,
  'awake.where': 'Wo',
  'awake.state': 'Zustand',
  'awake.waiting': 'Wartende Fragen',
  states: { busy: 'antwortet', connected: 'verbunden', resting: 'nicht verbunden' },

  'caps.label': 'Tabelle der Ausgabengrenzen',
  'caps.unknown': 'Was ausgegeben wurde, ist nicht bekannt, weil der Speicher nicht antwortet.',
  'caps.none': 'Nichts begrenzt diesen Prozess, und kein Server oder Kanal ist nah an seiner Grenze.',
  'caps.what': 'Wofür',
  'caps.spent': 'Ausgegeben',
  'caps.share': 'Anteil',
  'caps.again': 'Beginnt neu',
  'caps.process': ({ period }) => `Alles, ${PERIODS[period]}`,
  'caps.server': ({ place, period }) => `${place}, alle Kanäle, ${PERIODS[period]}`,
  'caps.channel': ({ place, period }) => `${place}, ${PERIODS[period]}`,
  'caps.spent-of': ({ spent, limit }) => `${spent} von ${limit}`,
  'caps.tokens': ({ tokens }) => `${count(tokens)} Token`,
  'caps.meter': ({ name }) => `Ausgegeben: ${name}`,

  'shards.none': 'Noch keine.',
  'shards.line': ({ id, state }) => `Shard ${id}: ${state}`,
  'shards.ping': ({ id, state, ping }) => `Shard ${id}: ${state}, ${ping}`,
  shards: {
    ready: 'bereit',
    connecting: 'verbindet sich',
    reconnecting: 'verbindet sich neu',
    idle: 'untätig',
    nearly: 'fast bereit',
    disconnected: 'getrennt',
    waitingforguilds: 'wartet auf Server',
    identifying: 'meldet sich an',
    resuming: 'setzt fort',
  },

  'warnings.label': 'Tabelle der Warnungen',
  'warnings.none': 'Seit dem Start gab es keine Warnung.',
  'warnings.event': 'Ereignis',
  'warnings.level': 'Stufe',
  'warnings.count': 'Wie oft',
  'warnings.last': 'Zuletzt',
};
