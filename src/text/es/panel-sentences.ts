import type { panelSentences as english } from '../en/panel-sentences.ts';
import { formatChannel, formatPerson } from '../intl.ts';
import { toVerbatim } from '../markdown-escape.ts';
import { countDays, list, number, plural } from './grammar.ts';

const listOthers = (more: number | 'unknown'): string[] => {
  if (more === 'unknown') return ['quizá a otras personas'];
  return more > 0 ? [plural(more, { one: 'a otra persona', other: `a ${number(more)} personas más` })] : [];
};

/** What a call says about itself: the notice in a channel, the reply to /join, and the line under the voice channel's name. */
export const panelSentences: typeof english = {
  'panel.listening': ({ voice }) => `🎙️ Estoy escuchando en ${formatChannel(voice)}.`,
  'panel.talk': ({ voice }) =>
    `🎙️ Estoy en ${formatChannel(voice)}. Pulsa **Hablar** y te escucharé hasta que dejes de hablar.`,
  'panel.reads-aloud': ({ voice }) =>
    `🔊 Estoy en ${formatChannel(voice)} y leo mis respuestas en voz alta. No escucho a nadie.`,
  'panel.silent': ({ voice }) => `🔊 Estoy en ${formatChannel(voice)}. No escucho a nadie.`,
  'panel.deaf': ({ voice }) =>
    `🔇 Estoy en ${formatChannel(voice)}, pero un moderador me ha ensordecido ahí, así que no puedo oír a nadie.`,
  'panel.nobody': ({ voice }) =>
    `🎙️ Estoy en ${formatChannel(voice)}, pero ahora mismo no hay nadie a quien pueda escuchar.`,
  'panel.joining': ({ voice }) => `Estoy entrando en ${formatChannel(voice)}.`,
  'panel.joining-to-listen': ({ voice }) => `Estoy entrando en ${formatChannel(voice)}, y ahí escucharé.`,
  'panel.reconnecting': ({ voice }) =>
    `He perdido la conexión con ${formatChannel(voice)} y me estoy reconectando. Hasta entonces no puedo oír a nadie.`,
  'panel.reconnecting-quietly': ({ voice }) =>
    `He perdido la conexión con ${formatChannel(voice)} y me estoy reconectando.`,
  'panel.answers-all': 'Respondo a todo.',
  'panel.answers-all-aloud': 'Respondo a todo en voz alta.',
  'panel.answers-name': 'Respondo cuando alguien me habla, mejor si dice mi nombre.',
  'panel.answers-name-aloud': 'Respondo en voz alta cuando alguien me habla, mejor si dice mi nombre.',
  'panel.opt-in': 'Solo escucho a quienes lo han aceptado: pulsa **Acepto** si quieres que te escuche.',
  'panel.deafened': 'Un moderador me ha ensordecido ahí, así que no puedo oír a nadie.',
  'panel.muted': 'Un moderador me ha silenciado en la llamada, así que nadie puede oírme.',
  'panel.audience': 'Estoy entre el público, así que nadie puede oírme.',
  'panel.asked-to-speak':
    'He pedido la palabra en el escenario. Un moderador tiene que dármela para que alguien pueda oírme.',
  'panel.refused': ({ person }) => `Ahora mismo no escucho a ${formatPerson(person)}.`,
  'panel.unknown-speaker':
    'Alguien está hablando aquí, pero Discord no me dijo quién, así que no puedo oír a esa persona. Si eres tú, silencia tu micrófono y vuelve a activarlo.',
  /** The owner's words for the people in a call. */
  'panel.greeting': ({ greeting }) => toVerbatim(greeting),
  'panel.moved': ({ channel }) => `Ahora digo en ${formatChannel(channel)} a quién escucho.`,

  /** What happens to what people say in a call: who gets it, and what is kept. */
  'privacy.sent':
    'Todo lo que dices ahí se envía a Gemini, de Google, con tu nombre visible, incluso cuando no respondo.',
  'privacy.sent-agreed':
    'Todo lo que dicen ahí las personas que lo han aceptado se envía a Gemini, de Google, con sus nombres visibles, incluso cuando no respondo.',
  'privacy.sent-talk': 'Lo que dices después de pulsar **Hablar** se envía a Gemini, de Google, con tu nombre visible.',
  'privacy.sent-later':
    'En cuanto pueda oír a las personas, todo lo que digan ahí se enviará a Gemini, de Google, con sus nombres visibles.',
  'privacy.sent-talk-agreed':
    'Lo que las personas que lo han aceptado dicen después de pulsar **Hablar** se envía a Gemini, de Google, con sus nombres visibles.',
  'privacy.sent-later-agreed':
    'En cuanto pueda oír a las personas, todo lo que digan ahí quienes lo hayan aceptado se enviará a Gemini, de Google, con sus nombres visibles.',
  'privacy.chat': ({ channel }) =>
    `Lo que escriben en ${formatChannel(channel)} las personas que están en la llamada también se envía a Gemini, de Google, con sus nombres visibles, para saber si va dirigido a mí.`,
  'privacy.chat-agreed': ({ channel }) =>
    `Lo que escriben en ${formatChannel(channel)} las personas de la llamada que lo han aceptado también se envía a Gemini, de Google, con sus nombres visibles, para saber si va dirigido a mí.`,
  'privacy.kept-here': ({ days }) =>
    `No guardo grabaciones. Una transcripción, con nombres, se guarda con la conversación de este canal durante ${countDays(days)}, y un resumen de ella mientras se siga hablando conmigo aquí. Partes de ambos se envían otra vez a Gemini para que recuerde. Un moderador puede borrar las dos cosas con /reset, y tú puedes ver y borrar lo que guardo de ti con /privacy.`,
  'privacy.kept-elsewhere': ({ days }) =>
    `No guardo grabaciones. Una transcripción, con nombres, se guarda durante ${countDays(days)} con la conversación de otro canal, que no todo el mundo aquí puede leer, y un resumen de ella mientras se siga hablando conmigo ahí. Partes de ambos se envían otra vez a Gemini para que recuerde. Un moderador puede borrar las dos cosas con /reset ahí, y tú puedes ver y borrar lo que guardo de ti con /privacy.`,

  /** Why Parley isn't listening. */
  'notice.pending': 'Aún no escucho: mi aviso todavía no se ha publicado.',
  'notice.deleted': 'No escucho: alguien borró mi aviso.',
  'notice.forbidden': ({ channel }) =>
    `No escucho: antes tengo que publicar un aviso, y no tengo permiso para escribir en ${formatChannel(channel)}.`,
  'notice.refused': ({ channel }) =>
    `No escucho: antes tengo que publicar un aviso, y Discord no lo aceptó en ${formatChannel(channel)}.`,
  'notice.unwritten': ({ channel }) =>
    `No estoy interpretando: no tengo permiso para escribir en ${formatChannel(channel)}.`,
  'notice.over': 'No escucho: la llamada ya terminó.',

  'join.arrived': ({ voice }) => `Estoy en ${formatChannel(voice)}.`,
  'join.reconnecting': ({ voice }) => `Me estoy reconectando a ${formatChannel(voice)}.`,
  'join.reads-aloud': 'No escucho a nadie. Solo leo mis respuestas en voz alta.',
  'join.silent': 'No escucho a nadie.',
  'join.nobody': ({ channel }) =>
    `Todavía no hay nadie a quien pueda escuchar: no escucho a quienes me pidieron que no lo hiciera, a quienes aún tienen que aceptarlo donde hace falta, ni a quienes no pueden leer ${formatChannel(channel)} y su historial de mensajes.`,
  'join.not-agreed': ({ people, more, channel }) =>
    `No escucho ${list([...people.map((person) => `a ${formatPerson(person)}`), ...listOthers(more)])}: aquí hay que aceptarlo primero, y no me consta que lo hayan hecho. El botón **Acepto** está debajo de mi aviso en ${formatChannel(channel)}.`,
  'join.everyone': 'Responderé a todo lo que se diga ahí.',
  'join.everyone-later': 'En cuanto pueda oír a las personas, responderé a todo lo que digan.',
  'join.addressed': 'Responderé cuando alguien me hable, mejor si dice mi nombre.',
  'join.addressed-later':
    'En cuanto pueda oír a las personas, responderé cuando alguien me hable, mejor si dice mi nombre.',
  'join.button': 'Pulsa **Hablar** y escucharé hasta que dejes de hablar.',
  'join.button-later': 'En cuanto pueda oír a las personas, pulsa **Hablar** y escucharé hasta que dejes de hablar.',
  'join.writes-nothing': 'No escribiré nada.',
  'join.writes-answers': 'Escribiré mis respuestas.',
  'join.writes-all': 'Escribiré mis respuestas y lo que oiga.',
  'join.writes-all-addressed':
    'Escribiré mis respuestas y lo que oiga, excepto lo que yo sepa que no va dirigido a mí.',
  'join.writes-all-later': 'Escribiré mis respuestas y, en cuanto pueda oír a las personas, también lo que digan.',
  'join.not-set':
    'Por ahora se aplica, pero no pude guardarlo como ajuste de este canal. Vuelve a usar /join dentro de unos minutos.',
  'join.notice-elsewhere': ({ channel }) =>
    `No todas las personas que pueden entrar en el canal de voz pueden leer este canal, así que mi aviso está en ${formatChannel(channel)}.`,
  'join.writing-elsewhere': ({ channel }) =>
    `No todas las personas que pueden entrar en el canal de voz pueden leer este canal, así que mi aviso y lo que escribo están en ${formatChannel(channel)}.`,

  /** Under the voice channel's name: as short as possible, and without a full stop. */
  'line.listening': 'Parley está escuchando',
  'line.talk': 'Parley escucha cuando pulsas “Hablar”',
  'line.reads-aloud': 'Parley lee sus respuestas en voz alta y no escucha',
  'line.reconnecting': 'Parley se está reconectando y no puede oír a nadie',
  'line.deaf': 'Parley está ensordecido y no puede oír a nadie',
  'line.unannounced': 'Parley aún no escucha',
  'line.nobody': 'Parley no escucha a nadie aquí en este momento',
};
