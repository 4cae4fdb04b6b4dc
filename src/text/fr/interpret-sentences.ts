import type { interpretSentences as english } from '../en/interpret-sentences.ts';
import { formatChannel } from '../intl.ts';
import { formatFileName } from '../markdown-escape.ts';
import { dollars, language, list, seconds } from './grammar.ts';

const namePair = ({ one, other }: { one: string; other: string }): string => list([language(one), language(other)]);

/** About interpreting in calls: what it costs, what a call says about it, and what keeps it from working. */
export const interpretSentences: typeof english = {
  'interpret.ask': ({ voice, ...pair }) =>
    `Je vais interpréter dans ${formatChannel(voice)} entre deux langues, ${namePair(pair)} : ce qui est dit, je l’écris dans l’autre langue.`,
  'interpret.ask-aloud': ({ voice, ...pair }) =>
    `Je vais interpréter dans ${formatChannel(voice)} entre deux langues, ${namePair(pair)} : ce qui est dit, je l’écris dans l’autre langue, et je le dis à voix haute.`,
  'interpret.cost': ({ dollars: hour }) =>
    `Pour cela, tout ce qui y est dit est envoyé à Gemini, de Google. Une heure de parole coûte environ ${dollars(hour)}, ce qui compte, pour les limites d’ici, comme dépense de la personne qui parle. Est-ce que je commence ?`,
  'button.interpret-begin': 'Commencer',
  'button.interpret-end': 'Arrêter d’interpréter',
  'interpret.begun': (pair) => `J’interprète maintenant entre deux langues : ${namePair(pair)}.`,
  'interpret.ended': 'J’ai arrêté d’interpréter.',
  'interpret.not-on': 'Je n’interprète pas ici.',
  'interpret.no-call': ({ join }) =>
    `Je ne suis dans aucun salon vocal de ce serveur. Fais-moi venir dans le tien avec ${join}, puis réessaie.`,
  'interpret.switched-off':
    'L’interprétation est désactivée ici. Une personne qui gère le serveur ou le salon peut le changer avec /settings.',
  'interpret.unknown-language': ({ name }) =>
    `Je ne peux pas interpréter ${formatFileName(name)}. Choisis une langue dans la liste.`,
  'interpret.same-language': 'C’est deux fois la même langue. Choisis-en deux différentes.',
  'interpret.no-model': 'Google ne me propose pas le modèle qui interprète. Préviens la personne qui héberge ce bot.',
  'interpret.fell-behind': ({ ms }) =>
    `Je n’ai pas pu suivre, donc ${seconds(ms)} de ce qui a été dit n’ont pas été interprétés.`,
  'interpret.only-written': 'J’ai trop de choses à dire à la fois, donc certaines traductions sont seulement écrites.',

  'panel.interpreting': ({ voice, ...pair }) =>
    `🌐 J’interprète dans ${formatChannel(voice)} entre deux langues : ${namePair(pair)}.`,
  'panel.interprets':
    'J’écris ici ce qui est dit, dans l’autre langue. Je n’y réponds pas : pour me demander quelque chose, écris-moi.',
  'panel.interprets-aloud':
    'J’écris ici ce qui est dit, dans l’autre langue, et je le dis à voix haute. Je n’y réponds pas : pour me demander quelque chose, écris-moi.',
  'privacy.interpreted':
    'Tout ce que tu y dis est envoyé à Gemini, de Google, pour être traduit. Je n’en garde ni enregistrement ni transcription, mais les traductions restent dans le salon.',
  'privacy.interpreted-agreed':
    'Tout ce que les personnes qui ont accepté y disent est envoyé à Gemini, de Google, pour être traduit. Je n’en garde ni enregistrement ni transcription, mais les traductions restent dans le salon.',
  'join.interpreting': (pair) => `J’y interprète entre deux langues : ${namePair(pair)}.`,
  'line.interpreting': 'Parley interprète',
  'part.help-interpret': ({ interpret }) => `- ${interpret} me fait interpréter dans un appel.`,
  'part.language': ({ tag }) => language(tag),
};
