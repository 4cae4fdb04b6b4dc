import { makePageFormats } from '../../../text/page-formats.ts';
import type { englishTurns } from './english-turns.ts';

export const frenchFormats = makePageFormats('fr', ['one', 'many', 'other'], { ms: 'ms', s: 's', min: 'min' });

const { amounts, plural } = frenchFormats;
const { count } = amounts;

/** The words about turns in French. */
export const frenchTurns: typeof englishTurns = {
  'turns.label': 'Tableau des questions',
  'turns.none': 'Aucune question depuis le démarrage.',
  'turns.asked': 'Posée à',
  'turns.where': 'Où',
  'turns.way': 'Mode',
  'turns.by': 'Modèle',
  'turns.outcome': 'Issue',
  'turns.first': 'Première partie',
  'turns.whole': 'Réponse entière',
  ways: { typed: 'écrite', spoken: 'orale' },
  models: { live: 'Live', text: 'texte' },
  'turn.running': 'en cours',
  outcomes: {
    complete: 'complète',
    interrupted: 'interrompue',
    silent: 'sans réponse',
    broken: 'coupée',
    failed: 'échec',
    yielded: 'cédée',
  },

  'line.choose': 'Choisis une question ci-dessus, ou ouvre une question enregistrée.',
  'line.open': 'Ouvrir une question enregistrée',
  'line.save': 'Enregistrer dans un fichier',
  'line.turn': ({ way, at, outcome }) => `${way}, posée à ${at}, ${outcome}`,
  'line.place': ({ place, turn }) => `${place}, ${turn}`,
  'line.file': ({ turn }) => `D’un fichier : ${turn}`,
  'line.drawn': 'Chronologie dessinée',
  'line.summary': ({ moments, took, outcome }) =>
    `Chronologie : ${plural(moments, { one: `${count(moments)} événement`, many: `${count(moments)} événements`, other: `${count(moments)} événements` })} en ${took}, ${outcome}`,
  'line.lost': ({ lost }) =>
    plural(lost, {
      one: `Il n’y avait pas de place pour ${count(lost)} autre événement.`,
      many: `Il n’y avait pas de place pour ${count(lost)} autres événements.`,
      other: `Il n’y avait pas de place pour ${count(lost)} autres événements.`,
    }),
  'line.words': 'En toutes lettres',
  'line.detail': ({ name, detail }) => `${name} (${detail})`,
  'line.moment': ({ took, name }) => `${took} : ${name}`,
  moments: {
    asked: 'Question posée',
    claimed: 'Prise par ce processus',
    admitted: 'Autorisée',
    begun: 'Son tour est venu',
    dialling: 'Connexion en cours',
    dialled: 'Connecté',
    undialled: 'Non connecté',
    connected: 'Était déjà connecté',
    sent: 'Envoyée au modèle',
    endpointed: 'Fin de la parole',
    understood: 'Premiers mots compris',
    unclaimed: 'Mots peut-être d’une autre personne',
    worded: 'Premier mot',
    sounded: 'Premier son',
    written: 'Première partie écrite',
    withdrawn: 'Retirée',
    slow: 'Attente annoncée',
    noticed: 'Avis affiché',
    shown: 'Affichée',
    edited: 'Dernière modification',
    cued: 'Son d’une fonction lente entendu',
    heard: 'Entendue',
    silent: 'Lecture terminée',
    calling: 'Fonction appelée',
    called: 'Fonction terminée',
    'go-away': 'Google va fermer la connexion',
    closed: 'Connexion terminée',
    mute: 'Aucune réponse sur la connexion',
    forgetful: 'La mémoire était perdue',
    told: 'Raison indiquée',
    ended: 'Terminée',
    recorded: 'Ajoutée à l’historique',
    unrecorded: 'Pas ajoutée à l’historique',
  },

  'file.too-big': 'Ce fichier est trop gros pour une question enregistrée.',
  'file.foreign': 'Ce fichier n’est pas une question enregistrée par Parley.',
  'file.version': ({ needed }) =>
    `Cette question a été enregistrée par une autre version de Parley (il faut la version ${count(needed)}).`,
  'file.damaged': 'Ce fichier n’est pas du JSON, ou il est endommagé.',
  'file.field': ({ name }) => `Impossible d’ouvrir ce fichier : la valeur de « ${name} » n’est pas celle attendue.`,
};
