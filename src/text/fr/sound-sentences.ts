import type { soundSentences as english } from '../en/sound-sentences.ts';
import { formatPerson } from '../intl.ts';
import { megabytes } from './grammar.ts';

export const soundSentences: typeof english = {
  'button.listen': 'Écouter',
  'button.again': 'Redemander',

  'listen.menu': 'Tu es la seule personne à pouvoir écouter ce message vocal.',
  'choice.sound-more': 'Plus…',
  'choice.sound-everyone': 'Le publier pour tout le monde',
  'choice.sound-wav': 'M’envoyer un fichier WAV',
  'listen.posted': 'J’ai publié le message vocal pour tout le monde.',
  'listen.already-posted': 'Le message vocal est déjà là pour tout le monde.',
  'listen.gone':
    'Je n’ai plus le son de cette réponse. Je garde un son 30 minutes au plus, et moins longtemps si on me redémarre, si la conversation est réinitialisée ou si je manque de place. Pour entendre une réponse, pose la question encore une fois.',
  'listen.silent': 'Cette réponse n’a pas de son que je puisse envoyer.',
  'listen.as-file': 'Je ne peux pas envoyer de messages vocaux ici, donc voici le son dans un fichier.',
  'listen.too-big': ({ most }) =>
    `En fichier WAV, cette réponse dépasserait les ${megabytes(most)} que Discord accepte ici.`,
  'listen.busy': 'Beaucoup de gens veulent un fichier WAV en ce moment. Réessaie dans une minute.',
  'listen.not-allowed':
    'Il te faut le droit d’envoyer des messages dans ce salon pour publier le message vocal pour tout le monde.',
  'listen.refused': 'Discord ne m’a pas laissé envoyer le son ici.',

  'again.not-yours': ({ person }) =>
    `Cette question ne peut être reposée que par ${formatPerson(person)}, ou par quelqu’un qui a la permission « Gérer les messages ».`,
  'again.already': 'Cette question a déjà été reposée. La nouvelle réponse est plus bas.',
  'again.gone': 'Je n’ai plus cette question. Pose-la encore une fois.',
  'again.without-files': 'Je n’ai plus les fichiers de cette question, donc j’y ai répondu sans.',
};
