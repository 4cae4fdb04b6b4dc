import type { callSentences as english } from '../en/call-sentences.ts';
import { formatChannel } from '../intl.ts';
import { listPermissions, number, plural } from './grammar.ts';

/** About calls: joining and leaving voice channels, who may control a call, and being listened to. */
export const callSentences: typeof english = {
  'call.only-in-servers': 'Solo los servidores tienen canales de voz. Usa esto en un servidor.',
  'call.none': 'No estoy en ningún canal de voz de este servidor.',
  'call.over': 'Esa llamada ya terminó.',
  'call.not-yours': ({ voice }) =>
    `Para hacer eso, tienes que estar en ${formatChannel(voice)} o tener ahí el permiso “Mover miembros”.`,
  'call.no-voice-channel': 'No estás en ningún canal de voz. Entra en uno o elígelo con la opción `canal`.',
  'call.unknown-channel': 'No encuentro ese canal de voz. O se borró, o no tengo permiso para verlo.',
  'call.may-not-enter': ({ voice }) =>
    `No tienes permiso para entrar en ${formatChannel(voice)}, así que no puedo ir ahí por ti.`,
  'call.missing-permissions': ({ voice, missing }) =>
    plural(missing.length, {
      one: `No puedo entrar en ${formatChannel(voice)} sin este permiso: ${listPermissions(missing)}. Pide a un moderador que me lo dé ahí y vuelve a intentarlo.`,
      other: `No puedo entrar en ${formatChannel(voice)} sin estos permisos: ${listPermissions(missing)}. Pide a un moderador que me los dé ahí y vuelve a intentarlo.`,
    }),
  'call.full': ({ voice }) =>
    `${formatChannel(voice)} está lleno. Inténtalo de nuevo cuando haya espacio o pide a un moderador que me dé ahí el permiso “Mover miembros”.`,
  'call.cannot-announce': ({ channel, missing }) =>
    plural(missing.length, {
      one: `Solo escucho donde puedo publicar un aviso de que lo hago. Para escribir en ${formatChannel(channel)}, necesito ahí este permiso: ${listPermissions(missing)}.`,
      other: `Solo escucho donde puedo publicar un aviso de que lo hago. Para escribir en ${formatChannel(channel)}, necesito ahí estos permisos: ${listPermissions(missing)}.`,
    }),
  'call.change-not-yours': ({ voice }) =>
    `Para cambiar la llamada, tienes que estar en ${formatChannel(voice)} o tener ahí el permiso “Mover miembros”.`,
  'call.busy': ({ voice, leave }) =>
    `Ya estoy en ${formatChannel(voice)}, y solo puedo estar en un canal de voz por servidor. Ven conmigo ahí o pide a alguien que esté dentro que use ${leave}.`,
  'call.settings-unknown':
    'No puedo acceder a mi almacenamiento, así que no sé cómo están configuradas aquí las llamadas. Elige tanto `escucha` como `transcripción`, o inténtalo de nuevo en un minuto.',
  'call.no-more': 'Por ahora no puedo entrar en más llamadas. Inténtalo de nuevo más tarde o pregúntame por escrito.',
  'call.restarting': 'Me estoy reiniciando. Inténtalo de nuevo en un minuto.',
  'call.left': ({ voice }) => `He salido de ${formatChannel(voice)}.`,
  'call.already-left': 'Ya había salido.',

  /** Why a call couldn't begin, or has ended. The panel shows it, and so does the reply to the person who asked for it. */
  'call.timeout': 'Discord no me dejó entrar a tiempo en el canal de voz. Inténtalo de nuevo en un minuto.',
  'call.no-sound':
    'Estoy conectado al canal de voz, pero no pasa el sonido. Pide a quien administra este bot que permita el tráfico UDP de salida.',
  'call.proxy':
    'No puedo conectarme a los servidores de voz de Discord porque mi proxy no me deja pasar. Avisa a quien administra este bot.',
  'call.removed': 'Alguien me sacó del canal de voz.',
  'call.refused': 'Discord rechazó mi conexión con el canal de voz. Inténtalo de nuevo más tarde.',
  'call.discord-away': 'He perdido la conexión con Discord. Inténtalo de nuevo en un minuto.',
  'call.ended': 'He salido del canal de voz.',
  'call.elsewhere': 'Salí porque alguien me pidió que entrara en otro canal de voz.',
  'call.empty': 'Todo el mundo salió del canal de voz, así que yo también.',
  'call.empty-after-restart': 'Me reiniciaron, y cuando volví no había nadie en el canal de voz.',
  'call.channel-deleted': 'Esta llamada terminó porque se borró su canal.',
  'call.speech-too-long': ({ minutes }) =>
    plural(minutes, {
      one: 'Has hablado durante un minuto, y una pregunta no puede durar más. Lo que digas a continuación será otra pregunta.',
      other: `Has hablado durante ${number(minutes)} minutos, y una pregunta no puede durar más. Lo que digas a continuación será otra pregunta.`,
    }),
  'call.speech-too-long-talk': ({ minutes }) =>
    plural(minutes, {
      one: 'Has hablado durante un minuto, y una pregunta no puede durar más. Pulsa **Hablar** para seguir.',
      other: `Has hablado durante ${number(minutes)} minutos, y una pregunta no puede durar más. Pulsa **Hablar** para seguir.`,
    }),
  'call.words-missing':
    'Tres veces en una hora, Google no me dijo qué había dicho alguien. No podía saber si iba dirigido a mí, así que me guardé mis respuestas. Si sigue pasando, usa `/join` y pon `escucha` en `everyone`, o en `button`, para pulsar **Hablar** antes de hablar.',

  'consent.unheard': 'No te escucharé en ningún canal de voz de este servidor hasta que pulses **Escúchame de nuevo**.',
  'consent.heard': 'Volveré a escucharte en los canales de voz de este servidor.',
  'consent.unheard-unstored':
    'He dejado de escucharte, pero no puedo acceder a mi almacenamiento, así que solo lo recordaré hasta que me reinicien. Vuelve a pulsar el botón dentro de unos minutos.',
  'consent.heard-unstored':
    'Te escucho de nuevo, pero no puedo acceder a mi almacenamiento, así que solo lo recordaré hasta que me reinicien. Vuelve a pulsar el botón dentro de unos minutos.',

  'talk.go-ahead': 'Adelante. Te escucho hasta que dejes de hablar.',
  'talk.join-first': ({ voice }) => `Solo puedo oírte en ${formatChannel(voice)}. Entra ahí primero.`,
  'talk.not-needed': 'Ahora escucho de otra manera, así que ya no necesitas este botón.',
  'talk.not-for-you':
    'En este servidor, solo algunos roles pueden usar **Hablar**, y tú no tienes ninguno de ellos. Consulta a un moderador.',
  'talk.unheard':
    'No te estoy escuchando en esta llamada. Si antes pulsaste **No me escuches**, pulsa primero **Escúchame de nuevo**.',
};
