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
    : `${cost} por ${plural(turns, { one: `${number(turns)} pergunta`, other: `${number(turns)} perguntas` })}`;
};

const SCOPES = { server: 'este servidor', channel: 'este canal', member: 'você' };

/** What `/usage` says. */
export const usageSentences: typeof english = {
  'button.usage-picture': 'Gráfico',
  'button.usage-csv': 'Planilha (CSV)',

  'usage.own': 'Quanto suas perguntas custaram aqui:',
  'usage.server': 'Quanto o Parley custou neste servidor:',
  'part.usage-today': (today) => `- Hoje: ${tellCost(today)}`,
  'part.usage-month': (month) => `- Este mês: ${tellCost(month)}`,
  'part.usage-decisions': ({ count, dollars }) =>
    `- desse total, decidir se era comigo: ${money(dollars)} por ${plural(count, { one: `${number(count)} frase`, other: `${number(count)} frases` })} em chamadas`,
  'part.usage-searches': ({ count }) =>
    `- incluindo ${plural(count, { one: 'uma pesquisa na web', other: `${number(count)} pesquisas na web` })}`,
  'part.usage-recaps': ({ count }) =>
    `- incluindo ${plural(count, { one: 'um resumo', other: `${number(count)} resumos` })}`,
  'usage.members': 'Por membro, este mês:',
  'usage.channels': 'Por canal, este mês:',
  'part.usage-member': ({ id, ...all }) => `- ${formatPerson(id)}: ${tellCost(all)}`,
  'part.usage-channel': ({ id, ...all }) => `- ${formatChannel(id)}: ${tellCost(all)}`,
  'part.usage-parley': ({ dollars, estimated }) =>
    `- minhas próprias anotações e saudações: ${estimated ? '≈ ' : ''}${money(dollars)}`,
  'part.usage-proxies': (all) => `- mensagens de bots que falam por pessoas: ${tellCost(all)}`,
  'part.usage-gone': (all) => `- pessoas cujos dados foram excluídos: ${tellCost(all)}`,
  'part.usage-more': ({ count, dollars }) =>
    `- ${plural(count, { one: 'mais um', other: `mais ${number(count)}` })}: ${money(dollars)}`,
  'usage.left': 'O que ainda resta dos limites:',
  'part.usage-left-dollars': ({ scope, left, limit, until }) =>
    `- para ${SCOPES[scope]}: ${money(left)} de ${money(limit)}; renova neste horário: ${formatMoment(until)}`,
  'part.usage-left-tokens': ({ scope, left, limit, until }) =>
    `- para ${SCOPES[scope]}: ${number(left)} de ${number(limit)} tokens; renova neste horário: ${formatMoment(until)}`,
  'part.usage-days': '-# Os dias e os meses começam à meia-noite UTC.',
  'part.usage-days-estimated':
    '-# Os dias e os meses começam à meia-noite UTC. ≈ marca uma estimativa: o Google não diz de que é cada token. Uma resposta que não terminou, ou que um reinício cortou, conta como o máximo que pode custar.',
  'usage.file-me': ({ days }) =>
    `Quanto suas perguntas custaram aqui nos últimos ${number(days)} dias, por canal e tipo de token.`,
  'usage.file-server': ({ days }) =>
    `Quanto as perguntas de todo mundo custaram aqui nos últimos ${number(days)} dias, por canal, membro e tipo de token.`,
  'usage.not-allowed':
    'Você precisa da permissão “Gerenciar servidor” para ver o que todo mundo gastou. Escolha “me” para ver seu próprio uso.',
  'usage.picture':
    'Os últimos 30 dias, em dólares por dia. 1: o que ouvi, 2: o que li, 3: imagens, 4: o que falei, 5: o que escrevi, 6: raciocínio, 7: pesquisas.',
  'usage.picture-description': ({ days, total, most, on }) =>
    most > 0
      ? `Uma barra para cada um dos ${number(days)} dias: ${money(total)} no total. O máximo foi ${money(most)}, em ${date(on)}.`
      : `Uma barra para cada um dos ${number(days)} dias. Nada foi gasto.`,
};
