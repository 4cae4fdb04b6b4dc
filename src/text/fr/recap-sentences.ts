import type { recapSentences as english } from '../en/recap-sentences.ts';
import { formatDate } from '../intl.ts';
import { countDays, number } from './grammar.ts';

export const recapSentences: typeof english = {
  'since.not-understood':
    'Je ne comprends pas quand c’est. Écris il y a combien de temps, par exemple 2 h ou 3 jours, ou une date et une heure, par exemple `2026-11-30 14:00`.',
  'since.ahead': 'Ce moment n’est pas encore arrivé. Choisis-en un plus ancien.',
  'reading.not-allowed':
    'Tu ne peux pas lire l’historique des messages de ce salon, alors je ne peux pas te dire ce qui s’y est dit. Les personnes qui gèrent le salon peuvent changer ça.',
  'reading.unavailable': 'Je ne peux pas retrouver ce qui s’est dit ici pour le moment. Réessaie dans une minute.',
  'reading.nothing': 'Rien de ce qu’on m’a dit ici depuis n’est gardé.',
  'reading.nothing-new':
    'Il n’y a rien de nouveau ici depuis ton dernier message. Pour remonter plus loin, indique `all` ou une durée, par exemple `1d`.',
  'reading.nothing-here': 'Rien de ce qu’on m’a dit ici n’est gardé.',
  'reading.no-last': 'Je ne connais aucun message de toi ici, alors ça remonte aussi loin que je peux.',
  'reading.spared':
    'Laissé de côté : ce qu’ont dit les personnes qui n’ont pas donné leur accord ou qui ne veulent pas que je garde quoi que ce soit, et mes réponses.',
  'reading.retention': ({ days }) =>
    `Ce qui se dit ici est gardé pendant ${countDays(days)}. Ce qui est plus ancien a disparu.`,
  'recap.title': ({ from }) => `**Récapitulatif** de ce qu’on m’a dit depuis le ${formatDate(from)} :`,
  'part.recap-decisions': '**Décidé**',
  'part.recap-tasks': '**Qui fait quoi**',
  'part.recap-questions': '**En suspens**',
  'part.recap-links': '**Liens**',
  'part.recap-more': ({ more }) => `… et ${number(more)} de plus`,
  'recap.by-ai': 'C’est une IA qui l’a écrit, et elle peut se tromper.',
  'recap.shortened': 'Il n’y a que la partie la plus récente, parce qu’il y en avait trop pour un seul récapitulatif.',
  'recap.failed': 'Je n’ai pas réussi à faire de récapitulatif pour le moment. Réessaie dans une minute.',
  'recap.busy': 'J’ai trop à faire pour un récapitulatif en ce moment. Réessaie dans une minute.',
  'recap.under-way': 'Je te prépare déjà un récapitulatif ici. Attends qu’il soit prêt.',
  'transcript.done': ({ from, to, turns }) =>
    `Voici ce qu’on m’a dit ici, avec mes réponses, du ${formatDate(from)} au ${formatDate(to)}. Nombre de questions : ${number(turns)}.`,
  'transcript.cut': 'Ce qui est plus ancien est laissé de côté, parce que le fichier serait trop gros.',
  'transcript.too-large': 'Même la dernière réponse est trop longue pour un fichier que Discord accepte ici.',
  'export.transcript': 'Ce qu’on a dit à Parley',
  'export.times':
    'On sait seulement quand les questions ont commencé. Toutes les autres heures sont estimées d’après la longueur des textes.',
  'recap.call-title': ({ from }) => `**Récapitulatif** de l’appel commencé le ${formatDate(from)} :`,
  'recap.call-thread': ({ from }) =>
    `L’appel commencé le ${formatDate(from)} est terminé. Son récapitulatif est dans ce fil.`,
  'part.recap-thread': 'Récapitulatif de l’appel',
  'recap.call-none': 'L’appel est terminé, mais il n’y a pas de récapitulatif.',
  'recap.call-lost':
    'J’ai été redémarré pendant que je publiais le récapitulatif du dernier appel. S’il n’est pas ici, demandes-en un avec /recap.',
};
