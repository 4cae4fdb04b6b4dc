import type { privacySentences as english } from '../en/privacy-sentences.ts';
import { formatDate, formatPerson } from '../intl.ts';
import type { HearingWish } from '../values.ts';
import { countDays, number, plural } from './grammar.ts';

/** What somebody's yes brings them, by whether they want to be heard. */
const FROM_NOW_ON: Record<HearingWish, string> = {
  heard: 'Désormais, je te réponds ici et je t’écoute en vocal.',
  unheard:
    'Désormais, je te réponds ici. En vocal, je ne t’écoute toujours pas, tant que tu n’appuies pas sur **M’écouter de nouveau** sous mon message sur l’appel, ou sur **M’écouter ici** après /privacy.',
  unknown:
    'Désormais, je te réponds ici, et je t’écoute en vocal, sauf si tu m’as dit de ne pas le faire. Dans ce cas, ça reste valable.',
};

export const privacySentences: typeof english = {
  'privacy.title': 'Voici ce que je garde sur toi :',
  'privacy.nothing': 'Je ne garde rien de ce que tu as dit.',
  'privacy.but-kept': 'Ce que je garde quand même :',
  'kept.turns': ({ turns, channels }) => {
    const where = plural(channels, {
      one: `dans ${number(channels)} salon`,
      other: `dans ${number(channels)} salons`,
    });
    return plural(turns, {
      one: `${number(turns)} question de toi avec ma réponse, ${where}`,
      other: `${number(turns)} questions de toi avec mes réponses, ${where}`,
    });
  },
  'kept.files': ({ files }) =>
    plural(files, {
      one: `Des notes sur ${number(files)} fichier venu avec une de tes questions, mais pas le fichier lui-même`,
      other: `Des notes sur ${number(files)} fichiers venus avec tes questions, mais pas les fichiers eux-mêmes`,
    }),
  'kept.quotes': ({ quotes }) =>
    plural(quotes, {
      one: `${number(quotes)} message de toi sur lequel quelqu’un d’autre m’a posé une question`,
      other: `${number(quotes)} messages de toi sur lesquels d’autres m’ont posé une question`,
    }),
  'kept.recaps': ({ recaps }) =>
    plural(recaps, {
      one: `${number(recaps)} résumé d’une conversation plus ancienne où tu figures`,
      other: `${number(recaps)} résumés de conversations plus anciennes où tu figures`,
    }),
  'kept.spent': ({ days }) => `Ce que tes questions ont coûté, sur ${countDays(days)}`,
  'kept.unheard': ({ servers }) =>
    `Que je ne dois pas t’écouter sur ${plural(servers, { one: `${number(servers)} serveur`, other: `${number(servers)} serveurs` })}`,
  'kept.agreed': ({ at }) => `Que tu as accepté, le ${formatDate(at)}, que je te réponde et que je t’écoute ici`,
  'privacy.stored': 'Je me souviens de ce que tu dis, pour qu’on puisse continuer plus tard.',
  'privacy.unstored': 'Je ne stocke pas ce que tu dis : j’y réponds, puis je l’oublie.',
  'privacy.not-agreed':
    'Ici, je ne réponds qu’aux personnes qui l’acceptent, et je n’écoute qu’elles. Tant que tu ne l’as pas fait, rien de ce que tu me dis ici n’est envoyé à Google Gemini ni stocké.',
  'privacy.google': 'Ce que tu me dis est envoyé à Google Gemini, qui y répond.',

  'privacy.confirm-delete':
    'Supprimer tout ce que je garde sur toi, dans tous les salons et serveurs ? Les réponses qui t’étaient adressées partent aussi, de même que les résumés où tu figures. C’est irréversible. Ce que d’autres ont dit de toi avec leurs propres mots et les messages dans Discord même restent.',
  'privacy.deleted':
    'C’est fait. J’ai supprimé tout ce que je gardais sur toi. Je me souviens seulement de ce que tu m’as demandé de ne pas faire.',
  'privacy.under-way':
    'Je suis en train de supprimer tout ce que je garde sur toi, mais je n’ai pas encore fini. Ça continue tout seul, même si on me redémarre. Utilise /privacy dans quelques minutes pour voir ce qu’il reste.',
  'privacy.sealed':
    'J’ai supprimé tout ce que je peux lire sur toi. **Une partie de ce qui est stocké m’est illisible**, parce que c’est chiffré avec une clé qu’on ne m’a pas donnée, donc il peut encore s’y trouver quelque chose de toi. Préviens la personne qui héberge ce bot. Je vérifierai de moi-même dès que j’aurai la clé.',
  'privacy.kept': 'D’accord, je n’ai rien supprimé.',
  'privacy.not-deleted':
    '**Rien n’est encore supprimé**, parce que je n’arrive pas à joindre mon stockage. Je supprimerai dès que je pourrai. On me redémarrera peut-être avant, donc réessaie dans quelques minutes.',
  'privacy.unreadable': 'Je ne peux pas vérifier ce que je garde sur toi pour le moment. Réessaie dans une minute.',
  'privacy.choice-not-stored':
    'Je n’ai pas pu le noter, parce que je n’arrive pas à joindre mon stockage, donc **rien n’a changé**. Réessaie dans quelques minutes.',
  'privacy.now-unstored':
    'D’accord. Désormais, je réponds à ce que tu dis, mais je ne le stocke pas. Ce que je gardais avant est toujours là tant que tu ne le supprimes pas.',
  'privacy.now-stored': 'D’accord. Désormais, je me souviens de ce que tu dis.',
  'privacy.not-kept':
    'Je ne peux pas vérifier pour le moment si j’ai le droit de m’en souvenir, donc je ne l’ai pas gardé.',
  'privacy.exported':
    'Voici tout ce que je garde sur toi, sous forme de page à lire et en JSON. Tu es la seule personne à voir ce message.',
  'privacy.need-manage':
    'Il te faut la permission « Gérer le serveur » pour supprimer ce que je garde sur d’autres personnes.',
  'privacy.only-in-servers': 'Il n’y a d’autres membres que sur les serveurs. Utilise cette commande là-bas.',
  'privacy.confirm-member': ({ member }) =>
    `Supprimer tout ce que je garde sur ${formatPerson(member)} sur ce serveur ? C’est irréversible. Ce que cette personne a refusé reste refusé.`,
  'privacy.member-deleted': ({ member }) =>
    `C’est fait. J’ai supprimé tout ce que je gardais sur ${formatPerson(member)} sur ce serveur.`,
  'privacy.member-under-way':
    'Je suis en train de le supprimer, mais je n’ai pas encore fini. Ça continue tout seul, même si on me redémarre.',
  'privacy.member-sealed':
    'J’en ai supprimé tout ce que je peux lire. **Une partie de ce qui est stocké m’est illisible**, parce que c’est chiffré avec une clé qu’on ne m’a pas donnée. Préviens la personne qui héberge ce bot. Je vérifierai de moi-même dès que j’aurai la clé.',
  'privacy.server-deleted':
    'C’est fait. J’ai supprimé tout ce que je gardais sur ce serveur : conversations, résumés, paramètres et coûts. Tous les paramètres sont comme au début, y compris qui peut m’utiliser, les limites et le consentement. Les personnes qui ne veulent pas être entendues restent notées.',
  'privacy.server-kept': 'Tu as saisi autre chose, donc je n’ai rien supprimé.',

  'form.privacy-server-title': 'Supprimer les données de ce serveur',
  'form.privacy-server-word': 'Écris « supprimer » pour tout supprimer',
  'option.privacy-server-word':
    'Conversations, coûts et tous les paramètres : accès, limites, consentement. C’est irréversible.',
  'form.privacy-server-answer': 'supprimer',

  'agreement.notice': ({ days }) =>
    `Bon à savoir : ce que tu me demandes est envoyé à Gemini, de Google, et je le garde avec ma réponse pendant ${countDays(days)}. Utilise /privacy pour voir ou supprimer ce que je garde, ou pour que je ne garde rien.`,
  'agreement.ask': ({ days }) =>
    `Ici, je ne réponds qu’aux personnes qui acceptent ceci, et je n’écoute qu’elles : ce que tu m’écris ou me dis est envoyé à Gemini, de Google, et je le garde avec ma réponse pendant ${countDays(days)}, sauf si tu m’as dit de ne rien stocker. Si ça te va, appuie sur **J’accepte**. Tu peux revenir dessus à tout moment avec /privacy.`,
  'agreement.unknown':
    'Ici, je ne réponds qu’aux personnes qui l’ont accepté, et je ne peux pas vérifier pour le moment si c’est ton cas. Réessaie dans une minute.',
  'agreement.given': ({ hearing }) =>
    `Merci. ${FROM_NOW_ON[hearing]} Si tu m’as demandé quelque chose avant, redemande-le.`,
  'agreement.given-asked': ({ hearing, questions }) =>
    `Merci. ${FROM_NOW_ON[hearing]} ${plural(questions, {
      one: 'Je prends ta question maintenant, tu n’as donc pas à la reposer.',
      other: `Je prends tes ${number(questions)} dernières questions maintenant, tu n’as donc pas à les reposer.`,
    })}`,
  'agreement.not-stored':
    'Je n’ai pas pu noter que tu acceptes, parce que je n’arrive pas à joindre mon stockage, donc **ça ne compte pas encore**. Appuie encore une fois sur le bouton dans quelques minutes.',
  'agreement.withdrawn':
    'D’accord. Je ne te réponds plus et je ne t’écoute plus ici, tant que tu n’acceptes pas de nouveau. Ce que je gardais avant est toujours là tant que tu ne le supprimes pas.',
  'agreement.withdrawn-unneeded':
    'D’accord, j’ai noté que tu n’acceptes plus. En ce moment, je réponds à tout le monde ici sans demander. Ne me demande simplement rien, et appuie sur **Ne pas m’écouter ici** si tu es en vocal avec moi.',
  'agreement.withdrawn-unstored':
    'Je ne te réponds plus et je ne t’écoute plus ici, mais je n’arrive pas à joindre mon stockage, donc je ne m’en souviendrai que jusqu’à mon prochain redémarrage. Appuie encore une fois sur le bouton dans quelques minutes.',

  'withheld.not-agreed': ({ name }) =>
    `J’ai laissé de côté le message de ${name} : ici, je ne transmets que ce qu’ont écrit des personnes qui l’ont accepté, et ${name} ne l’a pas encore fait. On peut accepter avec /privacy.`,
  'withheld.not-allowed': ({ name }) =>
    `J’ai laissé de côté le message de ${name}, parce que je ne peux pas transmettre ici ce que cette personne écrit.`,
  'withheld.not-known': ({ name }) =>
    `J’ai laissé de côté le message de ${name}, parce que je ne peux pas vérifier pour le moment si cette personne a accepté que je le transmette. Redemande dans une minute.`,
  'withheld.no-author':
    'J’ai laissé de côté le message venu avec ta question, parce que je ne peux pas savoir qui l’a écrit. Ici, je ne transmets que ce qu’ont écrit des personnes qui l’ont accepté.',
  'withheld.forward':
    'J’ai laissé de côté le message transféré : il vient d’un serveur où je ne transmets que ce qu’ont écrit des personnes qui l’ont accepté, et je ne peux pas savoir qui l’a écrit.',
  'withheld.question': ({ person }) =>
    `Je ne peux pas redemander ça : ici, je ne transmets que ce qu’ont écrit des personnes qui l’ont accepté, et je n’ai pas connaissance que ${formatPerson(person)} l’ait fait.`,

  'button.agree': 'J’accepte',
  'button.disagree': 'Je n’accepte plus',
  'button.privacy-export': 'Télécharger',
  'button.privacy-delete': 'Supprimer',
  'button.privacy-confirm': 'Tout supprimer',
  'button.privacy-unstored': 'Ne pas stocker ce que je dis',
  'button.privacy-stored': 'Stocker ce que je dis',
  'button.privacy-server': 'Supprimer les données de ce serveur',
  'button.privacy-unheard': 'Ne pas m’écouter ici',
  'button.privacy-heard': 'M’écouter ici',

  'export.title': 'Ce que Parley garde sur toi',
  'export.about': 'Les heures sont en UTC. Les liens ouvrent les salons dans Discord.',
  'export.said': 'Toi :',
  'export.answered': 'Parley :',
  'export.wrote': 'Parley a écrit :',
  'export.sites': 'Trouvé sur :',
  'export.files': 'Fichier :',
  'export.quoted': 'Cité :',
  'export.quotes': 'Ce que d’autres ont cité de toi',
  'export.recaps': 'Résumés où tu figures',
  'export.spent': 'Ce que tes questions ont coûté, en milliardièmes de dollar',
  'export.unheard': 'Serveurs où je ne dois pas t’écouter',
  'export.choices': 'Ce que tu as choisi',
  'export.left-out': 'Le fichier serait trop gros, donc les questions les plus anciennes manquent :',
};
