import { number, plural } from '../../../../src/text/fr/grammar.ts';
import type { LookWords } from './english-look.ts';

/** What stands in Discord's messages, forms and menus, as Discord's app says it in French. */
export const frenchLook: LookWords = {
  'file.too-big': ({ name, megabytes }) =>
    `${name} est trop lourd : un fichier peut faire ${number(megabytes)} Mo au maximum.`,
  'file.wrong-type': ({ name, types }) => `Impossible d’envoyer ${name} ici. Seuls sont acceptés : ${types}.`,
  'file.remove': ({ name }) => `Retirer ${name}`,
  'file.unnamed': 'fichier',
  'file.picture': 'Image',
  'size.bytes': ({ count }) => `${count} octets`,
  'size.kilobytes': ({ count }) => `${count} Ko`,
  'size.megabytes': ({ count }) => `${count} Mo`,

  'time.invalid': 'Date non valide',
  'time.yesterday': ({ time }) => `Hier à ${time}`,

  'said.message': ({ name, words }) => `${name} : ${words}`,
  'said.only-you': ({ name, words }) => `${name} (visible uniquement par toi) : ${words}`,
  'said.voice': 'un message vocal',
  'said.poll': ({ question }) => `un sondage, ${question}`,
  'said.sticker': ({ name }) => `un autocollant, ${name}`,
  'said.nothing': 'un message',

  'component.unknown': ({ type }) => `Un composant de type ${type}, que cette page ne sait pas afficher.`,
  'component.button': 'Bouton',
  'embed.name': 'Contenu intégré',
  'embed.picture': 'Image du contenu intégré',
  'embed.thumbnail': 'Petite image du contenu intégré',
  'code.name': 'Code',
  'spoiler.show': 'Afficher le spoiler',
  'spoiler.pill': 'SPOILER',
  'spoiler.hidden': '(spoiler)',
  'mention.unknown-channel': 'inconnu',
  'mention.unknown-role': 'rôle-inconnu',
  'mention.unknown-user': 'utilisateur-inconnu',
  'sticker.name': ({ name }) => `Autocollant : ${name}`,
  'reactions.name': 'Réactions',

  'form.close': 'Fermer',
  'form.cancel': 'Annuler',
  'form.submit': 'Envoyer',
  'form.warning': ({ app }) =>
    `Ce formulaire sera envoyé à ${app}. Ne partage ni mot de passe ni autre information sensible.`,
  'form.choose-file': ({ label }) => `${label} : choisir un fichier`,
  'form.choose-files': ({ label }) => `${label} : choisir des fichiers`,
  'form.required': 'Ce champ est obligatoire.',
  'form.least-files': ({ count }) =>
    plural(count, { one: 'Choisis au moins un fichier.', other: `Choisis au moins ${number(count)} fichiers.` }),
  'form.most-files': ({ count }) =>
    plural(count, { one: 'Choisis un fichier au maximum.', other: `Choisis ${number(count)} fichiers au maximum.` }),
  'form.least-options': ({ count }) =>
    plural(count, { one: 'Choisis au moins une option.', other: `Choisis au moins ${number(count)} options.` }),
  'form.most-options': ({ count }) =>
    plural(count, { one: 'Choisis une option au maximum.', other: `Choisis ${number(count)} options au maximum.` }),
  'form.least-characters': ({ count }) =>
    plural(count, {
      one: 'Doit comporter au moins 1 caractère.',
      other: `Doit comporter au moins ${number(count)} caractères.`,
    }),
  'form.most-characters': ({ count }) =>
    plural(count, {
      one: 'Doit comporter 1 caractère au maximum.',
      other: `Doit comporter ${number(count)} caractères au maximum.`,
    }),
  'menu.hint': 'Fais ton choix',
  'menu.none': 'Aucun résultat',

  'poll.one': 'Choisis une réponse',
  'poll.several': 'Choisis une ou plusieurs réponses',
  'poll.votes': ({ count }) => plural(count, { one: `${number(count)} vote`, other: `${number(count)} votes` }),
  'poll.yours': 'ton vote',
  'poll.vote': 'Voter',
  'poll.remove': 'Retirer mon vote',
  'poll.over': 'sondage terminé',
  'poll.endless': 'sans fin',
  'poll.ends': ({ when }) => `se termine ${when}`,

  'box.message': ({ where }) => `Envoyer un message à ${where}`,
  'box.send': 'Envoyer',
  'box.add-files': 'Ajouter des fichiers',
  'box.suggestions': 'Suggestions',
  'box.count-suggestions': ({ count }) =>
    plural(count, { one: `${number(count)} suggestion`, other: `${number(count)} suggestions` }),
  'box.replying': ({ name }) => `Réponse à ${name}`,
  'box.stop-replying': 'Ne plus répondre',
  'box.ping-on': '@ activé',
  'box.ping-off': '@ désactivé',
  'box.most-files': ({ count }) =>
    plural(count, {
      one: 'Un message peut contenir 1 fichier au maximum.',
      other: `Un message peut contenir ${number(count)} fichiers au maximum.`,
    }),
  'hint.app': 'App',
  'hint.member': 'Membre',
  'hint.role': 'Rôle',
  'hint.channel': 'Salon',

  'option.choices': ({ name }) => `Choix pour ${name}`,
  'option.true': 'Vrai',
  'option.false': 'Faux',
  'option.optional': '(facultatif)',
  'option.required': 'Cette option est obligatoire. Indique une valeur.',
  'option.pick': 'Choisis l’une des possibilités.',
  'option.whole': 'Indique un nombre entier.',
  'option.number': 'Indique un nombre.',
  'option.least': ({ count }) => `La valeur minimale est ${number(count)}.`,
  'option.most': ({ count }) => `La valeur maximale est ${number(count)}.`,

  'message.app': 'APP',
  'message.silent': 'Envoyé sans notification',
  'message.deleted': 'Le message d’origine a été supprimé',
  'message.used': ({ name, command }) => `${name} a utilisé ${command}`,
  'message.some-command': 'une commande',
  'message.reply-to': 'Réponse à',
  'message.attachment': 'Clique pour voir la pièce jointe',
  'message.pinned': ({ name }) => `${name} a épinglé un message dans ce salon.`,
  'message.joined': ({ name }) => `${name} a rejoint le serveur.`,
  'message.thread': ({ name, thread }) => `${name} a créé un fil : ${thread}`,
  'message.edited': '(modifié)',
  'message.thinking': ({ name }) => `${name} réfléchit…`,
  'message.only-you': 'Visible uniquement par toi',
  'message.dismiss': 'Rejeter le message',
  'message.actions': 'Actions pour ce message',
  'message.forwarded': 'Transféré',
  'list.name': 'Messages',
  'list.empty': 'Personne n’a encore rien écrit ici.',
  'thread.unnamed': 'Fil',
  'thread.see': 'Voir le fil',
  'thread.messages': ({ count }) =>
    plural(count, { one: `${number(count)} message`, other: `${number(count)} messages` }),

  'note.name': ({ length }) => `Message vocal, ${length}`,
  'note.play': 'Lire',
  'note.pause': 'Pause',
  'note.position': 'Position',
  'note.broken': 'Lecture impossible',
  'voice.in': ({ channel }) => `Dans ${channel}`,
  'voice.nobody': 'Il n’y a personne ici.',
  'voice.speaking': 'parle',
  'voice.audience': 'dans le public',
  'voice.muted': 'micro coupé',
  'voice.deafened': 'en sourdine',
};
