import type { usageSentences as english } from '../en/usage-sentences.ts';
import { formatChannel, formatMoment, formatPerson } from '../intl.ts';
import { date, dollars, number, plural } from './grammar.ts';

/** Money in dollars, as people read it. What is less than a cent isn't nothing. */
const money = (amount: number): string => (amount > 0 && amount < 0.01 ? `moins de ${dollars(0.01)}` : dollars(amount));

const tellCost = ({ dollars, turns, estimated }: { dollars: number; turns: number; estimated: boolean }): string => {
  const cost = `${estimated ? '≈ ' : ''}${money(dollars)}`;
  // Not everything that costs something is a question.
  return turns === 0 && dollars > 0
    ? cost
    : `${cost} pour ${plural(turns, { one: `${number(turns)} question`, other: `${number(turns)} questions` })}`;
};

const SCOPES = { server: 'ce serveur', channel: 'ce salon', member: 'toi' };

export const usageSentences: typeof english = {
  'button.usage-picture': 'Graphique',
  'button.usage-csv': 'Tableur (CSV)',

  'usage.own': 'Ce que tes questions ont coûté ici :',
  'usage.server': 'Ce que Parley a coûté sur ce serveur :',
  'part.usage-today': (today) => `- Aujourd’hui : ${tellCost(today)}`,
  'part.usage-month': (month) => `- Ce mois-ci : ${tellCost(month)}`,
  'part.usage-decisions': ({ count, dollars }) =>
    `- dont, pour décider si on me parlait : ${money(dollars)} pour ${plural(count, { one: `${number(count)} phrase`, other: `${number(count)} phrases` })} en vocal`,
  'part.usage-searches': ({ count }) =>
    `- dont ${plural(count, { one: `${number(count)} recherche web`, other: `${number(count)} recherches web` })}`,
  'part.usage-recaps': ({ count }) =>
    `- dont ${plural(count, { one: `${number(count)} récapitulatif`, other: `${number(count)} récapitulatifs` })}`,
  'usage.members': 'Par membre, ce mois-ci :',
  'usage.channels': 'Par salon, ce mois-ci :',
  'part.usage-member': ({ id, ...all }) => `- ${formatPerson(id)} : ${tellCost(all)}`,
  'part.usage-channel': ({ id, ...all }) => `- ${formatChannel(id)} : ${tellCost(all)}`,
  'part.usage-parley': ({ dollars, estimated }) =>
    `- mes propres notes et salutations : ${estimated ? '≈ ' : ''}${money(dollars)}`,
  'part.usage-proxies': (all) => `- messages de bots qui parlent pour des gens : ${tellCost(all)}`,
  'part.usage-gone': (all) => `- personnes dont les données ont été supprimées : ${tellCost(all)}`,
  'part.usage-more': ({ count, dollars }) =>
    `- ${plural(count, { one: `${number(count)} de plus`, other: `${number(count)} de plus` })} : ${money(dollars)}`,
  'usage.left': 'Ce que laissent les limites :',
  'part.usage-left-dollars': ({ scope, left, limit, until }) =>
    `- pour ${SCOPES[scope]} : ${money(left)} sur ${money(limit)} ; remise à zéro à ${formatMoment(until)}`,
  'part.usage-left-tokens': ({ scope, left, limit, until }) =>
    `- pour ${SCOPES[scope]} : ${number(left)} sur ${number(limit)} tokens ; remise à zéro à ${formatMoment(until)}`,
  'part.usage-days': '-# Les jours et les mois commencent à minuit UTC.',
  'part.usage-days-estimated':
    '-# Les jours et les mois commencent à minuit UTC. ≈ signale une estimation : Google ne dit pas de chaque token ce qu’il est. Une réponse qui n’est pas finie, ou qu’un redémarrage a coupée, compte pour le maximum qu’elle peut coûter.',
  'usage.file-me': ({ days }) =>
    `Ce que tes questions ont coûté ici ces ${number(days)} derniers jours, par salon et par type de token.`,
  'usage.file-server': ({ days }) =>
    `Ce que les questions de tout le monde ont coûté ici ces ${number(days)} derniers jours, par salon, par membre et par type de token.`,
  'usage.not-allowed':
    'Il te faut la permission « Gérer le serveur » pour voir ce que tout le monde a dépensé. Choisis « me » pour voir ta propre consommation.',
  'usage.picture':
    'Les 30 derniers jours, en dollars par jour. 1 : ce que j’ai entendu, 2 : ce que j’ai lu, 3 : images, 4 : ce que j’ai dit, 5 : ce que j’ai écrit, 6 : réflexion, 7 : recherches.',
  'usage.picture-description': ({ days, total, most, on }) =>
    most > 0
      ? `Une barre pour chacun des ${number(days)} jours : ${money(total)} en tout. Le maximum était de ${money(most)}, le ${date(on)}.`
      : `Une barre pour chacun des ${number(days)} jours. Rien n’a été dépensé.`,
};
