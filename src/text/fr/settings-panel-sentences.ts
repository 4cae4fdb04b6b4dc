import type { settingsPanelSentences as english } from '../en/settings-panel-sentences.ts';
import { formatAgo, formatPerson } from '../intl.ts';
import { formatFileName } from '../markdown-escape.ts';
import { list, number, plural } from './grammar.ts';

/** Names of settings. Some have commas in them, so commas can't keep them apart. */
const joinNames = (names: readonly string[]): string => names.join(' · ');

const PART_NAMES = { nick: 'mon pseudo', bio: 'mon profil', avatar: 'mon avatar' };
const nameParts = (parts: readonly (keyof typeof PART_NAMES)[]): string =>
  parts.length > 0 ? list(parts.map((part) => PART_NAMES[part])) : 'mon apparence';

export const settingsPanelSentences: typeof english = {
  'choice.reply-both': 'both: par écrit, et à voix haute si je suis en vocal',
  'choice.reply-voice': 'voice: aussi en message vocal',
  'choice.call-recap-off': 'off: pas de récapitulatif',
  'choice.call-recap-post': 'post: dans un message du salon',
  'choice.call-recap-thread': 'thread: dans un message, ou dans un fil après un long appel',
  'choice.consent-notice': 'notice: les gens sont informés une fois, à leur première question',
  'choice.consent-off': 'off: je ne dis rien, parce que les gens sont informés ailleurs',
  'choice.consent-opt-in': 'opt-in: je ne réponds qu’aux personnes qui ont accepté, et je n’écoute qu’elles',
  'choice.typed-off': 'off: le modèle Live y répond aussi',
  'choice.typed-always': 'always: un modèle de texte y répond',
  'choice.typed-when-live-fails': 'when-live-fails: un modèle de texte, si je n’arrive pas à joindre le modèle Live',

  'form.group-voice': 'Voix et caractère',
  'form.group-calls': 'En vocal',
  'form.group-answers': 'Réponses',
  'form.group-access': 'Qui peut m’utiliser',
  'form.group-limits': 'Limites',
  'form.group-privacy': 'Confidentialité',
  'option.group-voice': 'Comment je suis, comment je parle, et quelles langues j’attends',
  'option.group-calls': 'Quand j’écoute, ce que je mets par écrit, quand je viens et pars',
  'option.group-answers': 'Comment je réponds aux questions, et quels messages je prends pour des questions',
  'option.group-access': 'Les rôles, membres, salons et bots qui peuvent me parler',
  'option.group-limits': 'Combien on peut consommer et dépenser',
  'option.group-privacy': 'Ce que je garde, et combien de temps',

  'part.settings-title-server': '**Paramètres de tout le serveur**',
  'part.settings-title-channel': '**Paramètres de ce salon**',
  'part.settings-title-dm': '**Paramètres de nos messages privés**',
  'part.settings-hint-server':
    '-# Ils s’appliquent dans tous les salons qui n’ont pas les leurs. Choisis un groupe ci-dessous pour le voir et le changer.',
  'part.settings-hint-channel':
    '-# Ce qui n’est pas défini ici vient du serveur. Choisis un groupe ci-dessous pour le voir et le changer.',
  'part.settings-hint-dm': '-# Ils ne s’appliquent qu’à toi. Choisis un groupe ci-dessous pour le voir et le changer.',
  'part.settings-overview': ({ group, names }) =>
    `- **${group}** : ${names.length > 0 ? `définis ici : ${joinNames(names)}` : 'rien de défini ici'}`,
  'part.settings-entry': ({ number, name, value, source }) => `${number}. **${name}** : ${value} *(${source})*`,
  'option.pick-group': 'Choisis un groupe',

  'button.edit': ({ first, last }) => (first === last ? `Modifier ${first}` : `Modifier ${first}–${last}`),
  'button.sample': 'Écouter un extrait',
  'button.use-server': 'Utiliser sur tout le serveur',
  'button.use-channel': 'Utiliser dans ce salon',
  'button.use-dm': 'Utiliser ici',
  'button.back': 'Retour',
  'button.voices': 'Écouter les voix',
  'button.scope-server': 'Tout le serveur',
  'button.scope-channel': 'Ce salon',
  'button.wipe': 'Tout réinitialiser',
  'button.keep-settings': 'Les garder',

  'form.settings-title': ({ group, first, last }) => `${group} (${first === last ? first : `${first}–${last}`})`,
  'option.inherited': ({ value, source }) => `hérité : ${value} (${source})`,
  'settings.too-long-for-form': ({ name }) =>
    `Le paramètre **${name}** est trop long pour un formulaire, donc il reste comme il est. Tu peux le changer avec /settings set, ou exporter les paramètres et les réimporter.`,

  'part.settings-voices': '**Voix**\nChoisis-en une pour l’écouter. Les mots après les noms sont de Google.',
  'part.settings-voice': ({ voice }) => `**Voix** › ${voice}`,
  'option.pick-voice': ({ first, last }) => `${first} à ${last}`,
  'settings.voice-set': ({ voice }) =>
    `✅ **Voix** : c’est maintenant ${voice}. Je parle avec elle dès ma prochaine réponse.`,
  'settings.sample-later':
    'Je suis trop occupé pour dire quelque chose avec cette voix pour le moment. Réessaie dans une minute.',

  'button.picture': 'Mon avatar',
  'form.picture-title': 'Mon avatar sur ce serveur',
  'form.picture-file': 'Une image',
  'option.own-picture': 'J’en utilise le milieu. Si tu n’en envoies pas, je reprends mon avatar habituel.',
  'face.picture-set': '✅ Ce serveur voit mon nouvel avatar. Je ne le garde pas moi-même, c’est Discord qui le garde.',
  'face.picture-removed': '✅ Ce serveur voit de nouveau mon avatar habituel.',
  'face.not-a-picture': ({ name }) =>
    `Mon avatar n’a pas changé, parce que ${formatFileName(name)} n’est pas une image. Envoie-moi un PNG, JPEG, WebP, GIF ou AVIF.`,
  'face.forbidden': ({ parts }) =>
    `⚠️ Je n’ai pas le droit de changer ${nameParts(parts)} ici, donc les gens ne voient pas encore le changement. Donne-moi la permission « Changer de pseudo », puis réessaie.`,
  'face.too-fast': ({ parts }) =>
    `⚠️ Discord dit que j’ai changé ${nameParts(parts)} trop souvent, donc les gens ne voient pas encore le changement. Réessaie dans une dizaine de minutes.`,
  'face.refused': ({ parts }) =>
    `⚠️ Discord n’accepte pas ${nameParts(parts)} comme ça, donc les gens ne voient pas le changement. Essaie autre chose.`,
  'face.unreached':
    '⚠️ Je n’ai pas pu dire à Discord à quoi je ressemble ici désormais, donc les gens ne voient pas encore le changement. Réessaie dans une minute.',
  'face.absent': '⚠️ Je ne suis plus sur ce serveur, donc personne ne voit à quoi je ressemble ici.',
  'face.busy': '⚠️ Quelqu’un d’autre est en train de changer mon apparence ici. Réessaie.',

  'part.settings-nothing': 'vide',
  'part.settings-count': ({ count }) =>
    plural(count, { one: `${number(count)} élément`, other: `${number(count)} éléments` }),
  'part.from-default': 'par défaut',
  'part.from-operator': 'défini par la personne qui m’héberge',
  'part.from-server': 'ce serveur',
  'part.from-parent': 'le salon de ce fil',
  'part.from-channel': 'ce salon',
  'part.from-dm': 'toi',

  'settings.saved': ({ names }) => `✅ Enregistré : ${joinNames(names)}.`,
  'settings.holds-next': 'C’est valable à partir de la prochaine question.',
  'settings.holds-soon': 'C’est valable dès maintenant, sauf pour ce que j’ai déjà commencé, comme une réponse.',
  'settings.holds-now': 'C’est valable maintenant.',
  'settings.new-cap': 'Une nouvelle limite compte ce qui est dépensé à partir de maintenant, pas ce qui l’a été avant.',
  'settings.unchanged': 'Rien n’a changé.',
  'settings.wrong': ({ name, why }) => `⚠️ **${name}** reste comme avant. ${why}`,
  'settings.conflict': ({ name, by, value }) =>
    `⚠️ **${name}** a été changé entre-temps par ${formatPerson(by)}, en ${value}. Je l’ai laissé ainsi. Si tu veux autre chose, modifie-le encore une fois.`,
  'settings.conflict-reset': ({ name, by }) =>
    `⚠️ **${name}** a été réinitialisé entre-temps par ${formatPerson(by)}. Je l’ai laissé ainsi. Si tu veux autre chose, modifie-le encore une fois.`,

  'part.where-server': 'tout le serveur',
  'part.where-channel': 'ce salon',
  'part.where-dm': 'nos messages privés',
  'settings.set': ({ where, name, value, source }) =>
    `✅ **${name}** pour ${where}, c’est maintenant : ${value} *(${source})*.`,
  'settings.as-before': ({ where, name, value, source }) =>
    `**${name}** pour ${where}, c’était déjà : ${value} *(${source})*.`,
  'settings.nothing-set': 'Rien n’est défini là, donc il n’y a rien à réinitialiser.',
  'settings.confirm-reset': ({ title, names }) =>
    `${title}\nVeux-tu réinitialiser ceci : ${joinNames(names)} ? C’est irréversible.`,
  'settings.reset': ({ names }) => `✅ Réinitialisé : ${joinNames(names)}.`,
  'settings.kept': 'D’accord, je laisse les paramètres comme ils sont.',

  'part.settings-title': '**Ce qui s’applique dans ce salon, et d’où ça vient**',
  'part.settings-group': ({ group }) => `__${group}__`,
  'part.settings-line': ({ name, value, source }) => `- **${name}** : ${value} *(${source})*`,
  'part.settings-layer': ({ source, value, by, at }) =>
    `- ${source} : ${value}, par ${formatPerson(by)} ${formatAgo(at)}`,
  'part.settings-suggestion': ({ name, key }) => `${name} (${key})`,

  'settings.exported':
    'Voici tout ce qui est défini ici, sauf mon avatar. Tu peux modifier le fichier, et le remettre avec /settings import.',
  'settings.imported': ({ settings, channels }) =>
    `✅ Tout est comme le dit le fichier : ${plural(settings, { one: `${number(settings)} paramètre s’applique`, other: `${number(settings)} paramètres s’appliquent` })} partout, et ${plural(channels, { one: `${number(channels)} salon a les siens`, other: `${number(channels)} salons ont les leurs` })}. C’est valable dès maintenant, sauf pour ce que j’ai déjà commencé, comme une réponse.`,

  'settings.refused': ({ names }) =>
    `⚠️ Gemini n’accepte pas ce qui est défini ici (${list(names)}), donc je le laisse de côté et je réponds sans.`,

  'settings.only-channel':
    'Seules les personnes qui ont la permission « Gérer le serveur » peuvent changer les paramètres de tout le serveur. Toi, tu peux changer ceux de ce salon.',
  'settings.no-such-setting': 'Ce paramètre n’existe pas. Choisis-en un que je propose pendant que tu écris.',
  'settings.only-operator': 'Seule la personne qui m’héberge peut changer celui-là.',
  'settings.only-in-servers': 'Celui-là ne peut être défini que sur les serveurs.',
  'settings.only-whole-server': 'Celui-là ne peut être défini que pour tout le serveur.',
};
