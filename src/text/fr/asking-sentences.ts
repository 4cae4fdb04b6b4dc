import type { askingSentences as english } from '../en/asking-sentences.ts';
import { formatChannel } from '../intl.ts';
import { number, plural } from './grammar.ts';

export const askingSentences: typeof english = {
  'asking.failed': 'Un problème est survenu de mon côté. Réessaie dans un instant.',
  'asking.unknown-command': 'Je ne sais plus faire ça. Avec /help, tu verras ce que je sais faire.',
  'asking.old-button': 'Ce bouton ne marche plus. Avec /help, tu verras ce que je sais faire.',
  'asking.too-many-presses': 'Tu appuies sur des boutons plus vite que je ne peux répondre. Réessaie dans un instant.',
  'asking.blank': 'Ta question est vide. Écris quelque chose.',
  'asking.restarting': 'Je redémarre. Redemande dans une minute.',
  'asking.moved': 'On me redémarre sur une autre machine. Réessaie dans une minute.',
  'asking.full': ({ most }) =>
    plural(most, {
      one: 'Il y a déjà une question en attente dans ce salon. Réessaie dans une minute ou deux.',
      other: `Il y a déjà ${number(most)} questions en attente dans ce salon. Réessaie dans une minute ou deux.`,
    }),
  'asking.share': ({ most }) =>
    plural(most, {
      one: 'Tu as déjà une question en attente dans ce salon. Attends que j’y aie répondu.',
      other: `Tu as déjà ${number(most)} questions en attente dans ce salon. Attends que j’aie répondu à l’une d’elles.`,
    }),
  'asking.already-continued': 'Quelqu’un a déjà demandé la suite de cette réponse. Elle est plus bas.',
  'asking.target-gone':
    'Je ne peux plus savoir ce que dit ce message : il a été supprimé ou modifié, ou tu l’as choisi il y a trop longtemps. S’il est encore là, choisis de nouveau « Poser une question là-dessus » dans son menu.',
  'asking.forgotten-answer': 'Je ne me souviens plus de cette réponse. Pose ta question encore une fois.',
  'asking.may-not-continue':
    'Pour me faire continuer une réponse, il te faut la permission « Utiliser les commandes de l’application » dans ce salon.',
  'asking.store-away': 'Je ne peux pas vérifier ça pour le moment. Réessaie dans une minute.',

  'mention.unread': ({ ask }) =>
    `Je ne peux pas lire ce message, car Discord ne me montre que les messages qui me mentionnent. Modifie-le pour me mentionner, ou utilise ${ask}.`,
  'mention.unread-voice':
    'Je ne peux pas entendre ce message vocal, car Discord ne me montre que les messages qui me mentionnent. Pour que je l’entende, choisis « Applications » puis « Poser une question là-dessus » dans son menu.',
  'mention.hidden-reply':
    'Discord ne me montre pas le message auquel tu as répondu. Pour que je le lise, choisis « Applications » puis « Poser une question là-dessus » dans son menu.',
  'mention.empty': ({ ask }) =>
    `Je ne vois que le message qui me mentionne, pas ceux d’avant. Écris ta question dans le même message, ou utilise ${ask}.`,
  'mention.cannot-write': ({ channel }) =>
    `Tu m’as demandé quelque chose dans ${formatChannel(channel)}, mais je n’ai pas le droit d’y publier. Pose-moi ta question dans un autre salon ou ici même, ou demande à la modération de me laisser publier là-bas.`,

  'stop.answer': 'J’ai arrêté de répondre.',
  'stop.voice': 'J’ai arrêté de parler.',
  'stop.both': 'J’ai arrêté de répondre et de parler.',
  'stop.over': 'Je n’écris plus cette réponse, donc il n’y a rien à arrêter.',
  'stop.nothing': 'Il n’y a rien à arrêter : je ne suis pas en train de te répondre ici.',
  'stop.nothing-in-server':
    'Il n’y a rien à arrêter : je ne suis pas en train de te répondre ici, et je ne suis pas dans un salon vocal.',
  'stop.only-those-in-voice': ({ voice }) =>
    `Je ne suis pas en train de te répondre ici. Pour m’arrêter dans ${formatChannel(voice)}, il faut que tu y sois ou que tu y aies la permission « Déplacer des membres ».`,
  'stop.not-yours': ({ name }) =>
    `Cette réponse ne peut être arrêtée que par ${name}, ou par quelqu’un qui a la permission « Gérer les messages ».`,

  'reset.confirm': 'Veux-tu que j’oublie tout ce qui m’a été dit dans ce salon ? C’est irréversible.',
  'reset.done':
    'C’est fait. J’ai oublié la conversation de ce salon, et la prochaine question en commence une nouvelle.',
  'reset.later':
    'La prochaine question commence une nouvelle conversation. Ce qui a été dit avant **n’est pas encore supprimé**, parce que je n’arrive pas à joindre mon stockage. Je le supprimerai dès que je pourrai. Si on me redémarre avant, utilise de nouveau /reset.',
  'reset.cancelled': 'D’accord, je laisse tout comme c’est.',
  'reset.meanwhile': 'J’ai déjà oublié la conversation dont il était question.',
  'reset.failed': 'Mon stockage est surchargé, donc je n’ai rien pu oublier. Réessaie dans quelques minutes.',
  'reset.not-allowed':
    'Pour me faire oublier la conversation de ce salon, il te faut la permission « Gérer les messages » ici.',
};
