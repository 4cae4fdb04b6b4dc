import type { interpretSentences as english } from '../en/interpret-sentences.ts';
import { formatChannel } from '../intl.ts';
import { formatFileName } from '../markdown-escape.ts';
import { dollars, language, list, seconds } from './grammar.ts';

const namePair = ({ one, other }: { one: string; other: string }): string => list([language(one), language(other)]);

/** About interpreting in calls: what it costs, what a call says about it, and what keeps it from working. */
export const interpretSentences: typeof english = {
  'interpret.ask': ({ voice, ...pair }) =>
    `Voy a interpretar entre ${namePair(pair)} en ${formatChannel(voice)}: lo que se diga, lo escribiré en el otro idioma.`,
  'interpret.ask-aloud': ({ voice, ...pair }) =>
    `Voy a interpretar entre ${namePair(pair)} en ${formatChannel(voice)}: lo que se diga, lo escribiré en el otro idioma y también lo diré en voz alta.`,
  'interpret.cost': ({ dollars: hour }) =>
    `Para eso, todo lo que se dice ahí se envía a Gemini, de Google. Una hora de habla cuesta unos ${dollars(hour)}, que cuentan en los límites de aquí como gasto de quien habla. ¿Empiezo?`,
  'button.interpret-begin': 'Empezar',
  'button.interpret-end': 'Dejar de interpretar',
  'interpret.begun': (pair) => `Ahora estoy interpretando entre ${namePair(pair)}.`,
  'interpret.ended': 'He dejado de interpretar.',
  'interpret.not-on': 'Aquí no estoy interpretando.',
  'interpret.no-call': ({ join }) =>
    `No estoy en ningún canal de voz de este servidor. Llévame al tuyo con ${join} y vuelve a intentarlo.`,
  'interpret.switched-off':
    'La interpretación está desactivada aquí. Alguien que gestione el servidor o el canal puede cambiarlo con /settings.',
  'interpret.unknown-language': ({ name }) =>
    `No puedo interpretar ${formatFileName(name)}. Elige un idioma de la lista.`,
  'interpret.same-language': 'Es dos veces el mismo idioma. Elige dos diferentes.',
  'interpret.no-model': 'Google no me ofrece el modelo que interpreta. Avisa a quien administra este bot.',
  'interpret.fell-behind': ({ ms }) =>
    `No pude seguir el ritmo, así que ${seconds(ms)} de lo que se dijo se quedaron sin interpretar.`,
  'interpret.only-written': 'Tengo demasiado que decir a la vez, así que algunas traducciones quedan solo por escrito.',

  'panel.interpreting': ({ voice, ...pair }) =>
    `🌐 Estoy interpretando entre ${namePair(pair)} en ${formatChannel(voice)}.`,
  'panel.interprets':
    'Escribo aquí lo que se dice, en el otro idioma. No respondo a lo que se dice: para preguntarme algo, escríbeme.',
  'panel.interprets-aloud':
    'Escribo aquí lo que se dice, en el otro idioma, y lo digo en voz alta. No respondo a lo que se dice: para preguntarme algo, escríbeme.',
  'privacy.interpreted':
    'Todo lo que dices ahí se envía a Gemini, de Google, para traducirlo. No guardo ninguna grabación ni transcripción de ello, pero las traducciones se quedan en el canal.',
  'privacy.interpreted-agreed':
    'Todo lo que dicen ahí las personas que lo han aceptado se envía a Gemini, de Google, para traducirlo. No guardo ninguna grabación ni transcripción de ello, pero las traducciones se quedan en el canal.',
  'join.interpreting': (pair) => `Ahí estoy interpretando entre ${namePair(pair)}.`,
  'line.interpreting': 'Parley está interpretando',
  'part.help-interpret': ({ interpret }) => `- ${interpret} hace que interprete en una llamada.`,
  'part.language': ({ tag }) => language(tag),
};
