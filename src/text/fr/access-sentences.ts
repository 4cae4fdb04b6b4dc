import type { accessSentences as english } from '../en/access-sentences.ts';

export const accessSentences: typeof english = {
  'access.bot': 'Ici, je ne réponds pas aux bots ni aux webhooks, sauf si les paramètres du serveur les citent.',
  'access.manage':
    'Seules les personnes qui gèrent ce serveur ou ce salon peuvent voir et changer mes paramètres ici. Adresse-toi à l’une d’elles.',
  'access.dm-off': 'Je ne prends pas de messages privés. Parle-moi plutôt sur un serveur.',
  'access.dm-others': 'Je ne prends des messages privés que de certaines personnes. Parle-moi plutôt sur un serveur.',
  'access.channel':
    'Sur ce serveur, je ne suis disponible que dans certains salons. Demande lesquels à une personne qui le gère.',
  'access.channel-denied': 'Je suis désactivé dans ce salon. Une personne qui gère le serveur peut changer ça.',
  'access.member-denied': 'Tu ne peux pas m’utiliser sur ce serveur. Une personne qui le gère peut changer ça.',
  'access.role-denied':
    'Un de tes rôles ne peut pas m’utiliser sur ce serveur. Une personne qui le gère peut changer ça.',
  'access.role':
    'Seuls certaines personnes et certains rôles peuvent m’utiliser ici. Une personne qui gère le serveur peut te donner accès.',
  'access.unknown-roles':
    'Seuls certains rôles peuvent m’utiliser ici, et je ne connais pas encore les tiens. Réessaie dans une minute, ou écris-moi au lieu de parler.',
  'access.speak':
    'Seuls certains rôles peuvent me parler en vocal ici. Une personne qui gère le serveur peut changer ça.',
  'access.command':
    'Seules les personnes qui gèrent ce serveur peuvent utiliser cette commande ici. Adresse-toi à l’une d’elles.',
};
