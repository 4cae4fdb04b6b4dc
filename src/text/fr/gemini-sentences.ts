import type { geminiSentences as english } from '../en/gemini-sentences.ts';
import { formatMoment } from '../intl.ts';
import { listRefused } from './grammar.ts';

/** What to do about trouble that passes: ask again once it's over, if we know when, or else what `otherwise` says. */
const again = (at: number | undefined, otherwise: string): string =>
  at === undefined ? otherwise : `Redemande après ${formatMoment(at)}.`;

const SOON = 'Redemande dans une minute.';
const LATER = 'Redemande plus tard.';
const NOW = 'Pose ta question encore une fois.';

export const geminiSentences: typeof english = {
  'gemini.lost': ({ at }) => `J’ai perdu ma connexion à Gemini. ${again(at, NOW)}`,
  'gemini.broken': ({ at }) => {
    const lost = 'J’ai perdu ma connexion à Gemini avant la fin de cette réponse.';
    return at === undefined ? lost : `${lost} ${again(at, '')}`;
  },
  'gemini.late': ({ at }) => `Gemini n’a pas répondu à temps. ${again(at, NOW)}`,
  'gemini.often': ({ at }) => `Ma connexion à Gemini n’arrête pas de couper. ${again(at, LATER)}`,
  'gemini.busy': ({ at }) => `Gemini n’est pas disponible pour le moment. ${again(at, SOON)}`,
  'gemini.quota': ({ at }) => `J’ai épuisé mon quota Gemini pour l’instant. ${again(at, LATER)}`,
  'gemini.refused': () => 'Gemini n’accepte pas cette question. Pose-la autrement.',
  'gemini.left-out': ({ extras }) =>
    `Gemini n’accepte pas ce qui est défini ici pour ${listRefused(extras)}, donc j’ai répondu sans. Une personne qui gère le serveur ou le salon peut le changer avec /settings.`,
  'gemini.no-search': 'Google ne me laisse pas chercher sur le web pour le moment, j’ai donc répondu sans recherche.',
  'gemini.no-voice': 'Gemini ne propose pas cette voix pour le moment. Choisis-en une autre.',
  'gemini.full': ({ at }) => `Je parle déjà dans autant de salons que je peux. ${again(at, SOON)}`,
  'gemini.proxy': () =>
    'Je n’arrive pas à joindre Gemini, parce que mon proxy ne me laisse pas passer. Préviens la personne qui héberge ce bot.',
  'gemini.unreachable': ({ at }) => `Je n’arrive pas à joindre Gemini. ${again(at, SOON)}`,

  'gemini.tools':
    'Gemini n’arrêtait pas d’utiliser ses outils sans répondre, donc je l’ai arrêté. Pose ta question autrement.',
  'gemini.noise': 'Gemini faisait des bruits sans rien dire, donc je l’ai arrêté. Pose ta question encore une fois.',
  'gemini.question-blocked': 'Les filtres de sécurité de Gemini ont bloqué cette question. Pose-la autrement.',
  'gemini.answer-blocked': 'Les filtres de sécurité de Gemini ont arrêté cette réponse. Pose ta question autrement.',
  'gemini.unfinished': 'Gemini n’a pas pu finir cette réponse. Pose ta question encore une fois.',

  'owner.credits':
    'Mes crédits pour Gemini sont épuisés. Préviens la personne qui héberge ce bot : elle peut en acheter dans Google AI Studio, sous « Billing ».',
  'owner.cap':
    'J’ai atteint ma limite de dépenses mensuelle pour Gemini. Préviens la personne qui héberge ce bot : elle peut l’augmenter dans Google AI Studio.',
  'owner.billing':
    'Google ne me laisse pas utiliser Gemini à cause d’un problème de facturation. Dis à la personne qui héberge ce bot de regarder sous « Billing » dans Google AI Studio.',
  'owner.region': 'Google ne propose pas Gemini là où je tourne. Préviens la personne qui héberge ce bot.',
  'owner.key':
    'Google n’accepte pas ma clé d’API Gemini. Dis à la personne qui héberge ce bot de vérifier `GEMINI_API_KEY`.',
  'owner.leaked':
    'Google a bloqué ma clé d’API Gemini parce qu’elle a été trouvée en public. Dis à la personne qui héberge ce bot d’en créer une nouvelle.',
  'owner.blocked':
    'Google a bloqué ma clé d’API Gemini ou son projet. Dis à la personne qui héberge ce bot d’aller voir dans Google AI Studio.',
  'owner.restricted':
    'Ma clé d’API Gemini ne peut pas être utilisée d’ici. Dis à la personne qui héberge ce bot de vérifier les restrictions de la clé.',
  'owner.denied':
    'Google ne me laisse pas utiliser Gemini. Dis à la personne qui héberge ce bot de lancer `npm run doctor`.',
  'owner.model':
    'Google ne connaît pas le modèle Gemini pour lequel je suis réglé. Dis à la personne qui héberge ce bot de vérifier `GEMINI_MODEL` et `GEMINI_API_VERSION`.',
  'owner.closed':
    'Google ne propose plus le modèle Gemini pour lequel je suis réglé. Dis à la personne qui héberge ce bot de choisir un autre `GEMINI_MODEL`.',
  'owner.typed-model':
    'Google ne connaît pas le modèle Gemini pour lequel je suis réglé pour les questions écrites. Dis à la personne qui héberge ce bot de vérifier `TYPED_MODEL`.',
  'owner.typed-closed':
    'Google ne propose plus le modèle Gemini pour lequel je suis réglé pour les questions écrites. Dis à la personne qui héberge ce bot de choisir un autre `TYPED_MODEL`.',
  'owner.address':
    'Je ne trouve pas Gemini à l’adresse pour laquelle je suis réglé. Dis à la personne qui héberge ce bot de vérifier `GEMINI_BASE_URL` et `GEMINI_API_VERSION`.',
  'owner.setup': 'Gemini rejette ma configuration. Dis à la personne qui héberge ce bot de lancer `npm run doctor`.',
};
