import type { usageSentences as english } from '../en/usage-sentences.ts';
import { formatChannel, formatMoment, formatPerson } from '../intl.ts';
import { date, dollars, number, plural } from './grammar.ts';

/** Money in dollars, as people read it. What is less than a cent isn't nothing. */
const money = (amount: number): string =>
  amount > 0 && amount < 0.01 ? `weniger als ${dollars(0.01)}` : dollars(amount);

const tellCost = ({ dollars, turns, estimated }: { dollars: number; turns: number; estimated: boolean }): string => {
  const cost = `${estimated ? '≈ ' : ''}${money(dollars)}`;
  // Not everything that costs something is a question.
  return turns === 0 && dollars > 0
    ? cost
    : `${cost} für ${plural(turns, { one: `${number(turns)} Frage`, other: `${number(turns)} Fragen` })}`;
};

const SCOPES = { server: 'diesen Server', channel: 'diesen Kanal', member: 'dich' };

export const usageSentences: typeof english = {
  'button.usage-picture': 'Diagramm',
  'button.usage-csv': 'Tabelle (CSV)',

  'usage.own': 'Was deine Fragen hier gekostet haben:',
  'usage.server': 'Was Parley auf diesem Server gekostet hat:',
  'part.usage-today': (today) => `- Heute: ${tellCost(today)}`,
  'part.usage-month': (month) => `- Diesen Monat: ${tellCost(month)}`,
  'part.usage-decisions': ({ count, dollars }) =>
    `- davon, um zu entscheiden, ob ich gemeint war: ${money(dollars)} für ${plural(count, { one: `${number(count)} Satz`, other: `${number(count)} Sätze` })} in Sprachchats`,
  'part.usage-searches': ({ count }) =>
    `- darunter ${plural(count, { one: 'eine Websuche', other: `${number(count)} Websuchen` })}`,
  'part.usage-recaps': ({ count }) =>
    `- darunter ${plural(count, { one: 'eine Zusammenfassung', other: `${number(count)} Zusammenfassungen` })}`,
  'usage.members': 'Nach Mitgliedern, diesen Monat:',
  'usage.channels': 'Nach Kanälen, diesen Monat:',
  'part.usage-member': ({ id, ...all }) => `- ${formatPerson(id)}: ${tellCost(all)}`,
  'part.usage-channel': ({ id, ...all }) => `- ${formatChannel(id)}: ${tellCost(all)}`,
  'part.usage-parley': ({ dollars, estimated }) =>
    `- meine eigenen Notizen und Begrüßungen: ${estimated ? '≈ ' : ''}${money(dollars)}`,
  'part.usage-proxies': (all) => `- Nachrichten von Bots, die für Leute sprechen: ${tellCost(all)}`,
  'part.usage-gone': (all) => `- Leute, deren Daten gelöscht wurden: ${tellCost(all)}`,
  'part.usage-more': ({ count, dollars }) =>
    `- ${plural(count, { one: 'ein weiteres', other: `${number(count)} weitere` })}: ${money(dollars)}`,
  'usage.left': 'Was die Limits übrig lassen:',
  'part.usage-left-dollars': ({ scope, left, limit, until }) =>
    `- für ${SCOPES[scope]}: ${money(left)} von ${money(limit)}; wieder voll um ${formatMoment(until)}`,
  'part.usage-left-tokens': ({ scope, left, limit, until }) =>
    `- für ${SCOPES[scope]}: ${number(left)} von ${number(limit)} Tokens; wieder voll um ${formatMoment(until)}`,
  'part.usage-days': '-# Tage und Monate beginnen um Mitternacht UTC.',
  'part.usage-days-estimated':
    '-# Tage und Monate beginnen um Mitternacht UTC. ≈ steht vor einer Schätzung: Google sagt nicht von jedem Token, was es ist. Eine Antwort, die noch läuft oder die ein Neustart abgeschnitten hat, zählt so viel, wie sie höchstens kosten kann.',
  'usage.file-me': ({ days }) =>
    `Was deine Fragen hier in den letzten ${number(days)} Tagen gekostet haben, nach Kanal und Art der Tokens.`,
  'usage.file-server': ({ days }) =>
    `Was die Fragen von allen hier in den letzten ${number(days)} Tagen gekostet haben, nach Kanal, Mitglied und Art der Tokens.`,
  'usage.not-allowed':
    'Um zu sehen, was alle ausgegeben haben, brauchst du die Berechtigung „Server verwalten“. Wähl „me“, um deinen eigenen Verbrauch zu sehen.',
  'usage.picture':
    'Die letzten 30 Tage, in Dollar pro Tag. 1: was ich gehört habe, 2: was ich gelesen habe, 3: Bilder, 4: was ich gesagt habe, 5: was ich geschrieben habe, 6: Nachdenken, 7: Suchanfragen.',
  'usage.picture-description': ({ days, total, most, on }) =>
    most > 0
      ? `Ein Balken für jeden von ${number(days)} Tagen: insgesamt ${money(total)}. Am meisten war es am ${date(on)} mit ${money(most)}.`
      : `Ein Balken für jeden von ${number(days)} Tagen. Es wurde nichts ausgegeben.`,
};
