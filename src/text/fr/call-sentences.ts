import type { callSentences as english } from '../en/call-sentences.ts';
import { formatChannel } from '../intl.ts';
import { listPermissions, number, plural } from './grammar.ts';

export const callSentences: typeof english = {
  'call.only-in-servers': 'Il n’y a de salons vocaux que sur les serveurs. Utilise ça sur un serveur.',
  'call.none': 'Je ne suis dans aucun salon vocal de ce serveur.',
  'call.over': 'Cet appel est terminé.',
  'call.not-yours': ({ voice }) =>
    `Pour ça, il faut que tu sois dans ${formatChannel(voice)} ou que tu y aies la permission « Déplacer des membres ».`,
  'call.no-voice-channel': 'Tu n’es dans aucun salon vocal. Rejoins-en un, ou choisis-en un avec l’option `salon`.',
  'call.unknown-channel':
    'Je ne trouve pas ce salon vocal. Soit il a été supprimé, soit je n’ai pas le droit de le voir.',
  'call.may-not-enter': ({ voice }) =>
    `Tu n’as pas le droit de rejoindre ${formatChannel(voice)}, donc je ne peux pas y aller pour toi.`,
  'call.missing-permissions': ({ voice, missing }) =>
    plural(missing.length, {
      one: `Je ne peux pas rejoindre ${formatChannel(voice)} sans y avoir cette permission : ${listPermissions(missing)}. Demande à la modération de me la donner, puis réessaie.`,
      other: `Je ne peux pas rejoindre ${formatChannel(voice)} sans y avoir ces permissions : ${listPermissions(missing)}. Demande à la modération de me les donner, puis réessaie.`,
    }),
  'call.full': ({ voice }) =>
    `${formatChannel(voice)} est plein. Réessaie quand il y aura de la place, ou demande à la modération de m’y donner la permission « Déplacer des membres ».`,
  'call.cannot-announce': ({ channel, missing }) =>
    plural(missing.length, {
      one: `Je n’écoute que là où je peux publier un avis qui le dit. Pour publier dans ${formatChannel(channel)}, il m’y faut cette permission : ${listPermissions(missing)}.`,
      other: `Je n’écoute que là où je peux publier un avis qui le dit. Pour publier dans ${formatChannel(channel)}, il m’y faut ces permissions : ${listPermissions(missing)}.`,
    }),
  'call.change-not-yours': ({ voice }) =>
    `Pour changer l’appel, il faut que tu sois dans ${formatChannel(voice)} ou que tu y aies la permission « Déplacer des membres ».`,
  'call.busy': ({ voice, leave }) =>
    `Je suis déjà dans ${formatChannel(voice)}, et je ne peux être que dans un salon vocal par serveur. Rejoins-moi là-bas, ou demande à quelqu’un qui y est d’utiliser ${leave}.`,
  'call.settings-unknown':
    'Je n’arrive pas à joindre mon stockage, donc je ne sais pas comment les appels sont réglés ici. Choisis à la fois `écoute` et `transcription`, ou réessaie dans une minute.',
  'call.no-more': 'Je ne rejoins plus d’appels pour le moment. Réessaie plus tard, ou pose-moi ta question par écrit.',
  'call.restarting': 'Je redémarre. Réessaie dans une minute.',
  'call.left': ({ voice }) => `J’ai quitté ${formatChannel(voice)}.`,
  'call.already-left': 'Je suis déjà parti.',

  'call.timeout': 'Discord ne m’a pas laissé entrer à temps dans le salon vocal. Réessaie dans une minute.',
  'call.no-sound':
    'Je suis connecté au salon vocal, mais aucun son ne passe. Dis à la personne qui héberge ce bot d’autoriser l’UDP sortant.',
  'call.proxy':
    'Je n’arrive pas à me connecter aux serveurs vocaux de Discord, parce que mon proxy ne me laisse pas passer. Préviens la personne qui héberge ce bot.',
  'call.removed': 'Quelqu’un m’a retiré du salon vocal.',
  'call.refused': 'Discord a refusé ma connexion au salon vocal. Réessaie plus tard.',
  'call.discord-away': 'J’ai perdu ma connexion à Discord. Réessaie dans une minute.',
  'call.ended': 'J’ai quitté le salon vocal.',
  'call.elsewhere': 'Je suis parti, parce qu’on m’a demandé de rejoindre un autre salon vocal.',
  'call.empty': 'Tout le monde a quitté le salon vocal, donc je suis parti aussi.',
  'call.empty-after-restart': 'On m’a redémarré, et le salon vocal était vide à mon retour.',
  'call.channel-deleted': 'Cet appel est terminé, parce que son salon a été supprimé.',
  'call.speech-too-long': ({ minutes }) =>
    plural(minutes, {
      one: 'Tu as parlé une minute d’affilée, et une question ne peut pas durer plus longtemps. Ce que tu diras ensuite sera une nouvelle question.',
      other: `Tu as parlé ${number(minutes)} minutes d’affilée, et une question ne peut pas durer plus longtemps. Ce que tu diras ensuite sera une nouvelle question.`,
    }),
  'call.speech-too-long-talk': ({ minutes }) =>
    plural(minutes, {
      one: 'Tu as parlé une minute d’affilée, et une question ne peut pas durer plus longtemps. Appuie sur **Parler** pour continuer.',
      other: `Tu as parlé ${number(minutes)} minutes d’affilée, et une question ne peut pas durer plus longtemps. Appuie sur **Parler** pour continuer.`,
    }),
  'call.words-missing':
    'Trois fois en une heure, Google ne m’a pas dit ce que quelqu’un avait dit. Je ne pouvais pas savoir si ça m’était destiné, donc j’ai gardé mes réponses pour moi. Si ça continue, utilise `/join` et mets `écoute` sur `everyone`, ou sur `button` pour appuyer sur **Parler** avant de parler.',

  'consent.unheard':
    'Je ne t’écouterai dans aucun salon vocal de ce serveur tant que tu n’auras pas appuyé sur **M’écouter de nouveau**.',
  'consent.heard': 'Je t’écouterai de nouveau dans les salons vocaux de ce serveur.',
  'consent.unheard-unstored':
    'J’ai arrêté de t’écouter, mais je n’arrive pas à joindre mon stockage, donc je ne m’en souviendrai que jusqu’à mon prochain redémarrage. Appuie encore une fois sur le bouton dans quelques minutes.',
  'consent.heard-unstored':
    'Je t’écoute de nouveau, mais je n’arrive pas à joindre mon stockage, donc je ne m’en souviendrai que jusqu’à mon prochain redémarrage. Appuie encore une fois sur le bouton dans quelques minutes.',

  'talk.go-ahead': 'Vas-y. J’écoute jusqu’à ce que tu arrêtes de parler.',
  'talk.join-first': ({ voice }) => `Je ne peux t’entendre que dans ${formatChannel(voice)}. Rejoins-le d’abord.`,
  'talk.not-needed': 'Ma façon d’écouter a changé, donc tu n’as plus besoin de ce bouton.',
  'talk.not-for-you':
    'Sur ce serveur, seuls certains rôles peuvent utiliser **Parler**, et tu n’en as aucun. Adresse-toi à la modération.',
  'talk.unheard':
    'Je ne t’écoute pas dans cet appel. Si tu as appuyé sur **Ne pas m’écouter** avant, appuie d’abord sur **M’écouter de nouveau**.',
};
