import type { panelSentences as english } from '../en/panel-sentences.ts';
import { formatChannel, formatPerson } from '../intl.ts';
import { toVerbatim } from '../markdown-escape.ts';
import { countDays, list, number, plural } from './grammar.ts';

const listOthers = (more: number | 'unknown'): string[] => {
  if (more === 'unknown') return ['peut-être d’autres'];
  return more > 0 ? [plural(more, { one: 'une autre personne', other: `${number(more)} autres personnes` })] : [];
};

export const panelSentences: typeof english = {
  'panel.listening': ({ voice }) => `🎙️ J’écoute dans ${formatChannel(voice)}.`,
  'panel.talk': ({ voice }) =>
    `🎙️ Je suis dans ${formatChannel(voice)}. Appuie sur **Parler**, et je t’écouterai jusqu’à ce que tu arrêtes de parler.`,
  'panel.reads-aloud': ({ voice }) =>
    `🔊 Je suis dans ${formatChannel(voice)}, et je lis mes réponses à voix haute. Je n’écoute personne.`,
  'panel.silent': ({ voice }) => `🔊 Je suis dans ${formatChannel(voice)}. Je n’écoute personne.`,
  'panel.deaf': ({ voice }) =>
    `🔇 Je suis dans ${formatChannel(voice)}, mais la modération m’y a mis en sourdine, donc je ne peux entendre personne.`,
  'panel.nobody': ({ voice }) =>
    `🎙️ Je suis dans ${formatChannel(voice)}, mais il n’y a personne que j’aie le droit d’écouter pour le moment.`,
  'panel.joining': ({ voice }) => `Je rejoins ${formatChannel(voice)}.`,
  'panel.joining-to-listen': ({ voice }) => `Je rejoins ${formatChannel(voice)}, et j’y écouterai.`,
  'panel.reconnecting': ({ voice }) =>
    `J’ai perdu ma connexion à ${formatChannel(voice)}, et je me reconnecte. D’ici là, je ne peux entendre personne.`,
  'panel.reconnecting-quietly': ({ voice }) =>
    `J’ai perdu ma connexion à ${formatChannel(voice)}, et je me reconnecte.`,
  'panel.answers-all': 'Je réponds à tout.',
  'panel.answers-all-aloud': 'Je réponds à tout à voix haute.',
  'panel.answers-name': 'Je réponds quand on me parle, de préférence par mon nom.',
  'panel.answers-name-aloud': 'Je réponds à voix haute quand on me parle, de préférence par mon nom.',
  'panel.opt-in':
    'Je n’entends que les personnes qui ont accepté : appuie sur **J’accepte** si tu veux que je t’écoute.',
  'panel.deafened': 'La modération m’y a mis en sourdine, donc je ne peux entendre personne.',
  'panel.muted': 'La modération m’a rendu muet dans l’appel, donc personne ne peut m’entendre.',
  'panel.audience': 'Je suis dans le public, donc personne ne peut m’entendre.',
  'panel.asked-to-speak':
    'J’ai demandé à prendre la parole dans la conférence. La modération doit l’autoriser avant qu’on puisse m’entendre.',
  'panel.refused': ({ person }) => `Je n’écoute pas ${formatPerson(person)} pour le moment.`,
  'panel.unknown-speaker':
    'Quelqu’un parle ici, mais Discord ne m’a pas dit qui, donc je ne peux pas l’entendre. Si c’est toi, coupe ton micro puis réactive-le.',
  'panel.greeting': ({ greeting }) => toVerbatim(greeting),
  'panel.moved': ({ channel }) => `Je dis maintenant dans ${formatChannel(channel)} qui j’écoute.`,

  'privacy.sent':
    'Tout ce que tu y dis est envoyé à Gemini, de Google, avec ton nom d’affichage, même quand je n’y réponds pas.',
  'privacy.sent-agreed':
    'Tout ce que les personnes qui ont accepté y disent est envoyé à Gemini, de Google, avec leur nom d’affichage, même quand je n’y réponds pas.',
  'privacy.sent-talk':
    'Ce que tu dis après avoir appuyé sur **Parler** est envoyé à Gemini, de Google, avec ton nom d’affichage.',
  'privacy.sent-later':
    'Dès que je pourrai entendre les gens, tout ce qu’ils y disent sera envoyé à Gemini, de Google, avec leur nom d’affichage.',
  'privacy.sent-talk-agreed':
    'Ce que les personnes qui ont accepté disent après avoir appuyé sur **Parler** est envoyé à Gemini, de Google, avec leur nom d’affichage.',
  'privacy.sent-later-agreed':
    'Dès que je pourrai entendre les gens, tout ce que les personnes qui ont accepté y disent sera envoyé à Gemini, de Google, avec leur nom d’affichage.',
  'privacy.chat': ({ channel }) =>
    `Ce que les participants à l’appel écrivent dans ${formatChannel(channel)} est aussi envoyé à Gemini, de Google, avec leur nom d’affichage, pour savoir si ça m’est destiné.`,
  'privacy.chat-agreed': ({ channel }) =>
    `Ce que les participants à l’appel qui ont accepté écrivent dans ${formatChannel(channel)} est aussi envoyé à Gemini, de Google, avec leur nom d’affichage, pour savoir si ça m’est destiné.`,
  'privacy.kept-here': ({ days }) =>
    `Je ne garde pas d’enregistrement. Une transcription, avec les noms, est gardée avec la conversation de ce salon pendant ${countDays(days)}, et un résumé aussi longtemps qu’on continue à me parler ici. Des parties en sont de nouveau envoyées à Gemini pour qu’il se souvienne. La modération peut supprimer les deux avec /reset, et toi, tu peux voir et supprimer ce que je garde de toi avec /privacy.`,
  'privacy.kept-elsewhere': ({ days }) =>
    `Je ne garde pas d’enregistrement. Une transcription, avec les noms, est gardée pendant ${countDays(days)} avec la conversation d’un autre salon, que tout le monde ici ne peut pas lire, et un résumé aussi longtemps qu’on continue à me parler là-bas. Des parties en sont de nouveau envoyées à Gemini pour qu’il se souvienne. La modération peut supprimer les deux là-bas avec /reset, et toi, tu peux voir et supprimer ce que je garde de toi avec /privacy.`,

  'notice.pending': 'Je n’écoute pas encore : mon avis qui le dit n’a pas été publié.',
  'notice.deleted': 'Je n’écoute pas : quelqu’un a supprimé mon avis qui le dit.',
  'notice.forbidden': ({ channel }) =>
    `Je n’écoute pas : je dois d’abord publier un avis, et je n’ai pas le droit de publier dans ${formatChannel(channel)}.`,
  'notice.refused': ({ channel }) =>
    `Je n’écoute pas : je dois d’abord publier un avis, et Discord ne l’a pas accepté dans ${formatChannel(channel)}.`,
  'notice.unwritten': ({ channel }) =>
    `Je n’interprète pas : je n’ai pas le droit d’écrire dans ${formatChannel(channel)}.`,
  'notice.over': 'Je n’écoute pas : l’appel est terminé.',

  'join.arrived': ({ voice }) => `Je suis dans ${formatChannel(voice)}.`,
  'join.reconnecting': ({ voice }) => `Je me reconnecte à ${formatChannel(voice)}.`,
  'join.reads-aloud': 'Je n’écoute personne. Je lis seulement mes réponses à voix haute.',
  'join.silent': 'Je n’écoute personne.',
  'join.nobody': ({ channel }) =>
    `Il n’y a encore personne que j’aie le droit d’écouter : je laisse de côté les personnes qui m’ont demandé de ne pas les écouter, celles qui doivent encore accepter là où il le faut, et celles qui ne peuvent pas lire ${formatChannel(channel)} et son historique des messages.`,
  'join.not-agreed': ({ people, more, channel }) =>
    `Je n’écoute pas ${list([...people.map(formatPerson), ...listOthers(more)])} : ici, il faut d’abord donner son accord, et à ma connaissance, ce n’est pas fait. Le bouton **J’accepte** est sous mon avis dans ${formatChannel(channel)}.`,
  'join.everyone': 'Je répondrai à tout ce qui s’y dit.',
  'join.everyone-later': 'Dès que je pourrai entendre les gens, je répondrai à tout ce qu’ils disent.',
  'join.addressed': 'Je répondrai quand on me parle, de préférence par mon nom.',
  'join.addressed-later':
    'Dès que je pourrai entendre les gens, je répondrai quand on me parle, de préférence par mon nom.',
  'join.button': 'Appuie sur **Parler**, et j’écouterai jusqu’à ce que tu arrêtes de parler.',
  'join.button-later':
    'Dès que je pourrai entendre les gens, appuie sur **Parler**, et j’écouterai jusqu’à ce que tu arrêtes de parler.',
  'join.writes-nothing': 'Je n’écrirai rien.',
  'join.writes-answers': 'Je mettrai mes réponses par écrit.',
  'join.writes-all': 'Je mettrai par écrit mes réponses et ce que j’entends.',
  'join.writes-all-addressed':
    'Je mettrai par écrit mes réponses et ce que j’entends, sauf ce dont je sais que ça ne m’est pas destiné.',
  'join.writes-all-later':
    'Je mettrai par écrit mes réponses, et ce que les gens disent dès que je pourrai les entendre.',
  'join.not-set':
    'C’est valable pour l’instant, mais je n’ai pas pu l’enregistrer comme paramètre de ce salon. Utilise /join de nouveau dans quelques minutes.',
  'join.notice-elsewhere': ({ channel }) =>
    `Parmi les personnes qui peuvent rejoindre le salon vocal, certaines ne peuvent pas lire ce salon, donc mon avis est dans ${formatChannel(channel)}.`,
  'join.writing-elsewhere': ({ channel }) =>
    `Parmi les personnes qui peuvent rejoindre le salon vocal, certaines ne peuvent pas lire ce salon, donc mon avis et ce que je mets par écrit sont dans ${formatChannel(channel)}.`,

  'line.listening': 'Parley écoute',
  'line.talk': 'Parley écoute quand tu appuies sur « Parler »',
  'line.reads-aloud': 'Parley lit ses réponses à voix haute et n’écoute pas',
  'line.reconnecting': 'Parley se reconnecte et n’entend personne',
  'line.deaf': 'Parley est en sourdine et n’entend personne',
  'line.unannounced': 'Parley n’écoute pas encore',
  'line.nobody': 'Parley n’écoute personne ici pour le moment',
};
