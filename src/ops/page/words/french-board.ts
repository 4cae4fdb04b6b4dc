import type { OperatorFault } from '../../../base/events.ts';
import type { englishBoard } from './english-board.ts';
import { frenchFormats, frenchTurns } from './french-turns.ts';

const { amounts, plural } = frenchFormats;
const { count } = amounts;

/** A million in digits has the form of other numbers. */
const inflect = (value: number, one: string, other: string): string => plural(value, { one, many: other, other });

/** What only the operator can fix at Google, after a colon. */
const FAULTS: Record<OperatorFault, string> = {
  credits: 'les crédits prépayés sont épuisés',
  cap: 'le plafond de dépenses est atteint',
  billing: 'la facturation est désactivée ou fermée',
  region: 'il n’est pas proposé là où Parley tourne',
  key: 'la clé est incorrecte ou a expiré',
  leaked: 'la clé a été trouvée en public',
  blocked: 'la clé ou son projet est bloqué',
  restricted: 'la clé n’est pas permise depuis cet endroit ou pour Gemini',
  denied: 'aucune raison n’est donnée',
  model: 'ce modèle n’existe pas',
  closed: 'ce modèle ne t’est plus proposé',
  address: 'le serveur de GEMINI_BASE_URL n’est pas l’API Live',
  setup: 'la configuration de Parley ne convient pas à ce modèle',
};

const PERIODS = { day: 'par jour', month: 'par mois' };

/** Every word of the operator's page in French. */
export const frenchBoard: typeof englishBoard = {
  amounts,
  ...frenchTurns,

  'page.title': 'Parley : page de l’opérateur',
  'page.loading': 'Chargement…',
  'page.script': 'Cette page a besoin de JavaScript.',
  'page.closed':
    'La page de l’opérateur n’est pas servie ici, car d’autres machines que celle-ci pourraient l’atteindre sans mot de passe. Définis OPERATOR_PASSWORD ou OPERATOR_TOKEN, ou mets HTTP_HOST à 127.0.0.1, puis redémarre Parley.',

  'login.title': 'Se connecter à Parley',
  'login.password': 'Mot de passe de l’opérateur',
  'login.enter': 'Se connecter',
  'login.wrong': 'Ce mot de passe est incorrect.',
  'login.late': ({ minutes }) =>
    `Trop de mots de passe incorrects. Réessaie dans ${inflect(minutes, 'une minute', `${count(minutes)} minutes`)}.`,

  'status.ended': 'Ce processus est terminé.',
  'status.lost': 'Ce processus est injoignable. Nouvelle tentative…',
  'status.ready': 'Prêt.',
  'status.ready-but': ({ troubles }) => `Prêt, mais ${troubles.join(' ; ')}.`,
  'status.not-ready': ({ troubles }) => `Pas prêt : ${troubles.join(' ; ')}.`,
  'status.fault': ({ fault }) => `Gemini refuse les connexions : ${FAULTS[fault]} (${fault})`,
  troubles: {
    discord: 'pas connecté à Discord',
    spare: 'd’autres processus ont tous les shards, celui-ci prendra le relais dès que l’un d’eux se libère',
    commands: 'les commandes ne sont pas encore enregistrées',
    store: 'le stockage ne fonctionne pas',
    gemini: 'Gemini refuse les connexions',
    stopping: 'drainage en cours',
  },

  'control.refuse': 'Refuser les nouveaux appels',
  'control.take': 'Accepter à nouveau les appels',
  'control.drain': 'Drainer ce processus…',
  'control.logout': 'Se déconnecter',
  'drain.title': 'Drainer ce processus ?',
  'drain.text':
    'Il n’accepte plus de questions ni d’appels, termine ce qui est en cours, confie ses conversations aux autres processus, puis s’arrête. Si rien ne le redémarre et qu’il n’y en a pas d’autre, personne n’aura de réponse.',
  'drain.cancel': 'Annuler',
  'drain.drain': 'Drainer',

  'said.open': 'La question est ouverte.',
  'said.unreadable': 'Impossible de lire ce fichier.',
  'said.taking': 'Les nouveaux appels sont à nouveau acceptés.',
  'said.refusing': 'Les nouveaux appels sont désormais refusés.',
  'said.draining': 'Ce processus est en train d’être drainé.',
  'said.left': 'La session est fermée.',
  'said.unreachable': 'Le processus est injoignable.',
  'said.refused': ({ status }) => `Le processus a refusé (${status}).`,
  refusals: {
    'old-page': 'Cette page est trop ancienne. Recharge-la et réessaie.',
    starting: 'Le processus est encore en train de démarrer. Réessaie dans un instant.',
    broke: 'Le processus n’a pas pu faire cela. Son journal dit pourquoi.',
  },

  'section.now': 'Maintenant',
  'section.minutes': 'Dernières minutes',
  'section.awake': 'Conversations actives',
  'section.caps': 'Plafonds de dépenses',
  'section.gateway': 'Gateway',
  'section.warnings': 'Avertissements',
  'section.turns': 'Questions',
  'section.line': 'Chronologie d’une question',

  'number.sessions': 'Sessions ouvertes',
  'number.sessions-of': ({ open, most }) => `${count(open)} sur ${count(most)}`,
  'number.awake': 'Conversations actives',
  'number.waiting': 'Questions en attente',
  'number.calls': 'Appels',
  'number.calls-refused': ({ calls }) => `${count(calls)} (pas de nouveaux)`,
  'number.turns': 'Questions de la dernière minute',
  'number.all-turns': 'Questions depuis le démarrage',
  'number.turns-failed': ({ turns, failed }) => `${count(turns)}, dont ${count(failed)} en échec`,
  'number.first': 'Première partie, p50 / p95',
  'number.whole': 'Réponse entière, p50 / p95',
  'number.tokens': 'Tokens depuis le démarrage',
  'number.searches': 'Recherches web depuis le démarrage',
  'number.dollars': 'Dollars depuis le démarrage',
  'number.store': 'Stockage',
  'number.store-is': ({ is, queued, lost }) =>
    `${is}, ${count(queued)} en attente, ${inflect(lost, `${count(lost)} perdue`, `${count(lost)} perdues`)}`,
  stores: { starting: 'démarre', here: 'joignable', away: 'injoignable', closed: 'fermé' },
  'number.memory': 'Mémoire',
  'number.voices': 'Processus vocaux',
  'number.since': 'En marche depuis',

  'chart.label': ({ title }) => `${title}, au plus sur le dernier quart d’heure`,
  'chart.key': ({ name, value }) => `${name} : ${value}`,
  charts: {
    work: 'Ce qui est ouvert',
    turns: 'Questions par minute',
    latency: 'Latence',
    tokens: 'Tokens par minute',
    dollars: 'Dollars par minute',
  },
  series: {
    sessions: 'sessions',
    calls: 'appels',
    waiting: 'questions en attente',
    turns: 'questions',
    first50: 'première partie, p50',
    first95: 'première partie, p95',
    whole50: 'entière, p50',
    whole95: 'entière, p95',
    tokens: 'tokens',
    dollars: 'dollars',
  },

  'place.direct': 'un message privé',
  'place.unknown': 'un serveur inconnu',
  'place.channel': ({ server, channel }) => `${server}, #${channel}`,
  'place.thread': ({ server, channel }) => `${server}, un fil de #${channel}`,

  'awake.label': 'Tableau des conversations actives',
  'awake.none': 'Aucune conversation n’est active.',
  'awake.more': ({ more }) => `Et ${inflect(more, `${count(more)} autre`, `${count(more)} autres`)}.`,
  'awake.where': 'Où',
  'awake.state': 'État',
  'awake.waiting': 'Questions en attente',
  states: { busy: 'répond', connected: 'connectée', resting: 'non connectée' },

  'caps.label': 'Tableau des plafonds',
  'caps.unknown': 'Les dépenses sont inconnues, car le stockage est injoignable.',
  'caps.none': 'Rien ne limite ce processus, et aucun serveur ni salon n’est près d’un plafond.',
  'caps.what': 'Portée',
  'caps.spent': 'Dépensé',
  'caps.share': 'Part',
  'caps.again': 'Remise à zéro',
  'caps.process': ({ period }) => `Tout, ${PERIODS[period]}`,
  'caps.server': ({ place, period }) => `${place}, tous les salons, ${PERIODS[period]}`,
  'caps.channel': ({ place, period }) => `${place}, ${PERIODS[period]}`,
  'caps.spent-of': ({ spent, limit }) => `${spent} sur ${limit}`,
  'caps.tokens': ({ tokens }) => inflect(tokens, `${count(tokens)} token`, `${count(tokens)} tokens`),
  'caps.meter': ({ name }) => `Dépensé : ${name}`,

  'shards.none': 'Pas encore.',
  'shards.line': ({ id, state }) => `Shard ${id} : ${state}`,
  'shards.ping': ({ id, state, ping }) => `Shard ${id} : ${state}, ${ping}`,
  shards: {
    ready: 'prêt',
    connecting: 'se connecte',
    reconnecting: 'se reconnecte',
    idle: 'inactif',
    nearly: 'presque prêt',
    disconnected: 'déconnecté',
    waitingforguilds: 'attend les serveurs',
    identifying: 's’identifie',
    resuming: 'reprend',
  },

  'warnings.label': 'Tableau des avertissements',
  'warnings.none': 'Aucun avertissement depuis le démarrage.',
  'warnings.event': 'Événement',
  'warnings.level': 'Niveau',
  'warnings.count': 'Nombre',
  'warnings.last': 'Dernier',
};
