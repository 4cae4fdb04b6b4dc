import type { usageSentences as english } from '../en/usage-sentences.ts';
import { formatChannel, formatMoment, formatPerson } from '../intl.ts';
import { date, dollars as formatDollars, number, plural } from './grammar.ts';

/** Money in dollars, as people read it. What is less than a cent isn't nothing. */
const money = (amount: number): string =>
  amount > 0 && amount < 0.01 ? `menos de ${formatDollars(0.01)}` : formatDollars(amount);

/** What was spent: `estimated` says that a part of it is a guess. */
type UsageCost = { dollars: number; turns: number; estimated: boolean };

const tellCost = ({ dollars, turns, estimated }: UsageCost): string => {
  const cost = `${estimated ? '≈ ' : ''}${money(dollars)}`;
  // Not everything that costs something is a question.
  return turns === 0 && dollars > 0
    ? cost
    : `${cost} por ${plural(turns, { one: `${number(turns)} pregunta`, other: `${number(turns)} preguntas` })}`;
};

const SCOPES = { server: 'este servidor', channel: 'este canal', member: 'ti' };

/** What `/usage` says. */
export const usageSentences: typeof english = {
  'button.usage-picture': 'Gráfico',
  'button.usage-csv': 'Hoja de cálculo (CSV)',

  'usage.own': 'Lo que han costado aquí tus preguntas:',
  'usage.server': 'Lo que ha costado Parley en este servidor:',
  'part.usage-today': (today) => `- Hoy: ${tellCost(today)}`,
  'part.usage-month': (month) => `- Este mes: ${tellCost(month)}`,
  'part.usage-decisions': ({ count, dollars }) =>
    `- de eso, decidir si se dirigían a mí: ${money(dollars)} por ${plural(count, { one: `${number(count)} frase`, other: `${number(count)} frases` })} en llamadas`,
  'part.usage-searches': ({ count }) =>
    `- incluye ${plural(count, { one: 'una búsqueda web', other: `${number(count)} búsquedas web` })}`,
  'part.usage-recaps': ({ count }) =>
    `- incluye ${plural(count, { one: 'un resumen', other: `${number(count)} resúmenes` })}`,
  'usage.members': 'Por miembro, este mes:',
  'usage.channels': 'Por canal, este mes:',
  'part.usage-member': ({ id, ...all }) => `- ${formatPerson(id)}: ${tellCost(all)}`,
  'part.usage-channel': ({ id, ...all }) => `- ${formatChannel(id)}: ${tellCost(all)}`,
  'part.usage-parley': ({ dollars, estimated }) =>
    `- mis propias notas y saludos: ${estimated ? '≈ ' : ''}${money(dollars)}`,
  'part.usage-proxies': (all) => `- mensajes de bots que hablan por personas: ${tellCost(all)}`,
  'part.usage-gone': (all) => `- personas cuyos datos se borraron: ${tellCost(all)}`,
  'part.usage-more': ({ count, dollars }) =>
    `- ${plural(count, { one: 'uno más', other: `${number(count)} más` })}: ${money(dollars)}`,
  'usage.left': 'Lo que queda según los límites:',
  'part.usage-left-dollars': ({ scope, left, limit, until }) =>
    `- para ${SCOPES[scope]}: ${money(left)} de ${money(limit)}; se renueva a esta hora: ${formatMoment(until)}`,
  'part.usage-left-tokens': ({ scope, left, limit, until }) =>
    `- para ${SCOPES[scope]}: ${number(left)} de ${number(limit)} tokens; se renueva a esta hora: ${formatMoment(until)}`,
  'part.usage-days': '-# Los días y los meses empiezan a medianoche UTC.',
  'part.usage-days-estimated':
    '-# Los días y los meses empiezan a medianoche UTC. ≈ marca una estimación: Google no dice de qué es cada token. Una respuesta que no ha terminado, o que cortó un reinicio, cuenta como lo máximo que puede costar.',
  'usage.file-me': ({ days }) =>
    `Lo que han costado aquí tus preguntas en los últimos ${number(days)} días, por canal y tipo de token.`,
  'usage.file-server': ({ days }) =>
    `Lo que han costado aquí las preguntas de todo el mundo en los últimos ${number(days)} días, por canal, miembro y tipo de token.`,
  'usage.not-allowed':
    'Necesitas el permiso “Gestionar servidor” para ver lo que ha gastado todo el mundo. Elige “me” para ver tu propio consumo.',
  'usage.picture':
    'Los últimos 30 días, en dólares por día. 1: lo que oí, 2: lo que leí, 3: imágenes, 4: lo que dije, 5: lo que escribí, 6: razonamiento, 7: búsquedas.',
  'usage.picture-description': ({ days, total, most, on }) =>
    most > 0
      ? `Una barra por cada uno de los ${number(days)} días: ${money(total)} en total. El máximo fue ${money(most)}, el ${date(on)}.`
      : `Una barra por cada uno de los ${number(days)} días. No se gastó nada.`,
};
