import type { commandSentences as english } from '../en/command-sentences.ts';
import { formatAgo, formatChannel } from '../intl.ts';
import { countDays, list, number, seconds } from './grammar.ts';

export const commandSentences: typeof english = {
  'form.about-title': 'Question sur ce message',
  'form.about-question': 'Que veux-tu savoir ?',
  'form.about-files': 'D’autres fichiers, si tu veux',

  'button.stop': 'Arrêter',
  'button.continue': 'Continuer',
  'button.talk': 'Parler',
  'button.unheard': 'Ne pas m’écouter',
  'button.heard': 'M’écouter de nouveau',
  'button.leave': 'Quitter',
  'button.reset': 'Tout oublier',
  'button.keep': 'Garder',

  'help.about': 'J’ai une conversation dans chaque salon. Tout le salon la partage, et je m’en souviens.',
  'part.help-ask': ({ ask }) =>
    `- Avec ${ask}, tu me poses une question. Tu peux aussi me mentionner, me répondre ou m’envoyer un message privé.`,
  'part.help-files':
    '- Tu peux joindre des textes, images, PDF, messages vocaux, enregistrements et vidéos. Pour une question sur un autre message, choisis « Applications » puis « Poser une question là-dessus » dans son menu.',
  'part.help-answers':
    '- Sous une réponse, **Écouter** te l’envoie en message vocal si elle a du son, et **Redemander** repose la même question.',
  'part.help-join': ({ join }) =>
    `- ${join} me fait venir dans ton salon vocal. J’écoute, et je réponds à voix haute. Chacun peut me dire de ne pas l’écouter.`,
  'part.help-stop': ({ stop, leave }) =>
    `- ${stop} arrête ma réponse ici, et ma voix dans le salon vocal. ${leave} m’en fait partir.`,
  'part.help-status': ({ status }) => `- ${status} montre où en est la conversation de ce salon.`,
  'part.help-reset': ({ reset }) =>
    `- ${reset} me la fait oublier. Sur les serveurs, ça demande « Gérer les messages ».`,
  'part.help-recap': ({ recap, transcript }) =>
    `- ${recap} récapitule ce qui s’est dit ici, par exemple en ton absence. ${transcript} te le donne dans un fichier.`,
  'part.help-settings': ({ settings }) =>
    `- ${settings} montre et change mon comportement ici. Sur les serveurs, ça demande « Gérer le serveur », ou « Gérer les salons » pour un seul salon.`,
  'part.help-tools': ({ tools, reminders }) =>
    `- ${tools} montre ce que je sais faire d’autre ici, et ${reminders} tes rappels.`,
  'part.help-usage': ({ usage, privacy }) =>
    `- ${usage} montre ce que j’ai coûté. ${privacy} montre ce que je garde sur toi, t’en donne une copie ou le supprime.`,
  'help.kept': ({ days, reset }) =>
    `Tes questions, ce que tu y joins et ton nom d’affichage sont envoyés à Gemini, de Google. Je garde tes questions et mes réponses pendant ${countDays(days)}, et de ce que tu y joins, seulement les noms et le début des textes. Un résumé est gardé tant qu’on me parle ici. ${reset} supprime tout ça.`,
  'help.wrong': 'Je suis une IA et je peux me tromper, donc vérifie tout ce qui compte.',
  'part.help-call': ({ voice }) => `- Je suis en ce moment dans ${formatChannel(voice)}.`,
  'part.help-search': '- Je peux chercher sur Google. Les sources sont sous ma réponse.',
  'part.help-off': ({ names }) => `- Désactivé ici : ${list(names)}.`,
  'button.try-ask': 'Poser une question',
  'button.try-join': 'Viens dans mon salon vocal',
  'button.try-settings': 'Paramètres',
  'button.try-privacy': 'Ce que tu gardes de moi',
  'button.try-usage': 'Ce que tu as coûté',

  'status.connected': '**Connexion** : établie',
  'status.idle': '**Connexion** : au repos (ta prochaine question me réveille)',
  'status.idle-remembers':
    '**Connexion** : au repos (ta prochaine question me réveille, et je me souviendrai de ce qui a été dit)',
  'status.unavailable': '**Connexion** : indisponible',
  'status.model': ({ model }) => `**Modèle** : ${model}`,
  'status.typed-always': ({ model }) => `**Questions écrites** : ${model} y répond`,
  'status.typed-when-live-fails': ({ model }) =>
    `**Questions écrites** : ${model} y répond quand je n’arrive pas à joindre l’autre`,
  'status.begun': ({ at }) => `**Conversation** : commencée ${formatAgo(at)}`,
  'status.not-begun': '**Conversation** : pas encore commencée',
  'status.unreadable': '**Conversation** : impossible à consulter pour le moment',
  'status.turns': ({ turns }) => `**Questions jusqu’ici** : ${number(turns)}`,
  'status.turns-unknown': '**Questions jusqu’ici** : nombre inconnu',
  'status.queue': ({ waiting }) => `**Dans la file d’attente** : ${number(waiting)}`,
  'status.latency': ({ ms }) => `**Délai jusqu’au premier mot** : ${seconds(Math.max(ms, 100))}`,
  'status.no-latency': '**Délai jusqu’au premier mot** : pas encore de réponse',
};
