import type { answerSentences as english } from '../en/answer-sentences.ts';
import { formatChannel } from '../intl.ts';
import { formats } from './grammar.ts';

export const answerSentences: typeof english = {
  'text.sequence': ({ sentences }) => sentences.join(' '),
  'text.language': 'fr',

  'answer.reading': '⏳ Lire les fichiers prend un peu de temps. Je demanderai à Gemini dès que je les aurai lus.',
  'answer.calling': '⏳ Je m’en occupe. Ça prend un instant.',
  'answer.slow': '⏳ Gemini met plus de temps que d’habitude. J’attends encore sa réponse.',
  'answer.interrupted': '*(interrompu)*',
  'answer.stopped-early': '*(arrêté avant qu’il y ait une réponse)*',
  'answer.empty': 'Gemini n’a rien dit. Redemande, ou pose ta question autrement.',
  'answer.cut-off': 'Cette réponse est plus longue que ce que Gemini peut écrire en une fois.',
  'answer.abrupt': 'Gemini s’est arrêté au milieu d’une phrase.',
  'answer.too-long': 'Cette réponse prenait trop de temps, donc je l’ai arrêtée. Demandes-en une plus courte.',
  'answer.reset': 'Quelqu’un a réinitialisé la conversation avant que je finisse cette réponse.',
  'answer.erased': 'Je me suis arrêté ici, parce que tout ce qui est gardé sur toi est en cours de suppression.',
  'answer.cut-by-erasing':
    'J’ai dû m’arrêter ici, parce que quelque chose est en cours de suppression dans la mémoire de ce salon.',
  'answer.unfinished-restart': 'J’ai été interrompu avant de finir cette réponse.',
  'answer.lost-restart': 'J’ai été interrompu avant de pouvoir répondre. Pose ta question encore une fois.',
  'answer.to': ({ name, question }) => `${name} a demandé : ${question}`,
  'answer.heard': ({ name, words }) => `**${name}** : ${words}`,
  'answer.unheard-muted': 'Personne n’a entendu ça, parce que mon micro était coupé.',
  'answer.unheard-muted-rest': 'Personne n’a entendu la suite, parce que mon micro était coupé.',
  'answer.unheard-audience': 'Personne n’a entendu ça, parce que je n’avais pas le droit de parler.',
  'answer.unheard-audience-rest': 'Personne n’a entendu la suite, parce que je n’avais pas le droit de parler.',
  'part.searched': (found) => `🔎 Recherché sur Google : ${formats.joinLinks(found)}`,
  'part.sources': (found) => `Sources : ${formats.joinLinks(found)}`,
  'answer.caption-too-long': 'Le reste était trop long pour être mis par écrit.',

  'delivery.file-too-long':
    'Cette réponse est trop longue pour des messages Discord, donc la voici en entier dans un fichier.',
  'delivery.file-refused':
    'Discord n’a pas voulu publier cette réponse en message, donc la voici en entier dans un fichier.',
  'delivery.no-file':
    'Il y a une suite, mais je n’ai pas pu la publier ici dans un fichier. Demande une réponse plus courte.',
  'delivery.written-file': ({ name }) => `📄 **${name}** est en dessous, dans un fichier.`,
  'delivery.written-files': 'Ce qui était trop long pour des messages :',
  'delivery.discord-away':
    'Discord a des problèmes, donc je n’ai pas pu publier ma réponse. Redemande dans quelques minutes.',
  'delivery.deleted': 'Quelqu’un a supprimé ma réponse pendant que je l’écrivais, donc je me suis arrêté.',
  'delivery.link-blocked':
    'Discord bloque un lien dans cette réponse, donc je ne peux pas la montrer en entier. Redemande une réponse sans lien.',
  'delivery.automod':
    'L’AutoMod de ce serveur bloque cette réponse, donc je ne peux pas la montrer en entier. Pose ta question autrement.',
  'delivery.explicit':
    'Le filtre de contenu de Discord bloque cette réponse, donc je ne peux pas la montrer en entier. Pose ta question autrement.',
  'delivery.no-permission':
    'Je n’ai plus le droit de publier dans ce salon, donc ma réponse est incomplète. Préviens la modération.',
  'delivery.thread-closed':
    'Ce fil a été fermé, donc ma réponse est incomplète. Pose-moi ta question dans un autre salon.',
  'delivery.expired':
    'Discord ne me laisse que 15 minutes pour répondre ici, et elles sont passées, donc ma réponse est incomplète. Pose ta question encore une fois.',
  'delivery.refused': 'Discord n’a pas voulu publier toute cette réponse. Pose ta question autrement.',
  'delivery.about': ({ channel }) => `Au sujet de ta question dans ${formatChannel(channel)} :`,
};
