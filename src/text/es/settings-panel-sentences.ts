import type { settingsPanelSentences as english } from '../en/settings-panel-sentences.ts';
import { formatAgo, formatPerson } from '../intl.ts';
import { formatFileName } from '../markdown-escape.ts';
import { number as formatNumber, list, plural } from './grammar.ts';

/** Names of settings. Some have commas in them, so commas can't keep them apart. */
const joinNames = (names: readonly string[]): string => names.join(' · ');

const PART_NAMES = { nick: 'mi apodo', bio: 'mi perfil', avatar: 'mi avatar' };
const nameParts = (parts: readonly (keyof typeof PART_NAMES)[]): string =>
  parts.length > 0 ? list(parts.map((part) => PART_NAMES[part])) : 'mi aspecto';

/** The panel of settings, its forms, and the commands about them. */
export const settingsPanelSentences: typeof english = {
  'choice.reply-both': 'both: por escrito, y en voz alta si estoy en una llamada',
  'choice.reply-voice': 'voice: también como mensaje de voz',
  'choice.call-recap-off': 'off: sin resumen',
  'choice.call-recap-post': 'post: como mensaje en el canal',
  'choice.call-recap-thread': 'thread: como mensaje, o en un hilo tras llamadas largas',
  'choice.consent-notice': 'notice: se avisa a cada persona una vez, cuando me pregunta por primera vez',
  'choice.consent-off': 'off: no digo nada, porque ya se avisa en otra parte',
  'choice.consent-opt-in': 'opt-in: solo respondo y escucho a quienes lo han aceptado',
  'choice.typed-off': 'off: también las responde el modelo Live',
  'choice.typed-always': 'always: las responde un modelo de texto',
  'choice.typed-when-live-fails': 'when-live-fails: un modelo de texto, si no puedo conectarme con el Live',

  'form.group-voice': 'Voz y personalidad',
  'form.group-calls': 'En llamadas',
  'form.group-answers': 'Respuestas',
  'form.group-access': 'Quién puede usarme',
  'form.group-limits': 'Límites',
  'form.group-privacy': 'Privacidad',
  'option.group-voice': 'Cómo me muestro, cómo sueno y qué idiomas espero',
  'option.group-calls': 'Cuándo escucho, qué escribo, cuándo entro y salgo',
  'option.group-answers': 'Cómo respondo a las preguntas y qué mensajes tomo por preguntas',
  'option.group-access': 'Roles, miembros, canales y bots que pueden hablar conmigo',
  'option.group-limits': 'Cuánto se puede usar y gastar',
  'option.group-privacy': 'Qué guardo y durante cuánto tiempo',

  'part.settings-title-server': '**Ajustes de todo el servidor**',
  'part.settings-title-channel': '**Ajustes de este canal**',
  'part.settings-title-dm': '**Ajustes de nuestros mensajes directos**',
  'part.settings-hint-server':
    '-# Se aplican en todos los canales que no tengan los suyos propios. Elige un grupo abajo para verlo y cambiarlo.',
  'part.settings-hint-channel':
    '-# Lo que no se cambia aquí viene del servidor. Elige un grupo abajo para verlo y cambiarlo.',
  'part.settings-hint-dm': '-# Se aplican solo a ti. Elige un grupo abajo para verlo y cambiarlo.',
  'part.settings-overview': ({ group, names }) =>
    `- **${group}**: ${names.length > 0 ? `${joinNames(names)} (cambiado aquí)` : 'nada cambiado aquí'}`,
  'part.settings-entry': ({ number, name, value, source }) => `${number}. **${name}**: ${value} *(${source})*`,
  'option.pick-group': 'Elige un grupo',

  'button.edit': ({ first, last }) => (first === last ? `Editar ${first}` : `Editar ${first}–${last}`),
  'button.sample': 'Oír una muestra',
  'button.use-server': 'Usarla en todo el servidor',
  'button.use-channel': 'Usarla en este canal',
  'button.use-dm': 'Usarla aquí',
  'button.back': 'Volver',
  'button.voices': 'Oír las voces',
  'button.scope-server': 'Todo el servidor',
  'button.scope-channel': 'Este canal',
  'button.wipe': 'Restablecer todos',
  'button.keep-settings': 'Conservarlos',

  'form.settings-title': ({ group, first, last }) => `${group} (${first === last ? first : `${first}–${last}`})`,
  'option.inherited': ({ value, source }) => `heredado: ${value} (${source})`,
  'settings.too-long-for-form': ({ name }) =>
    `**${name}** es demasiado largo para un formulario, así que se queda como está. Puedes cambiarlo con /settings set, o exportar los ajustes e importarlos de nuevo.`,

  'part.settings-voices': '**Voces**\nElige una para oírla. Las palabras que siguen a los nombres son de Google.',
  'part.settings-voice': ({ voice }) => `**Voces** › ${voice}`,
  'option.pick-voice': ({ first, last }) => `De ${first} a ${last}`,
  'settings.voice-set': ({ voice }) =>
    `✅ Ahora el ajuste **Voz** es ${voice}. Hablaré con ella a partir de mi próxima respuesta.`,
  'settings.sample-later':
    'Ahora mismo tengo demasiado trabajo para decir algo con esa voz. Inténtalo de nuevo en un minuto.',

  'button.picture': 'Mi avatar',
  'form.picture-title': 'Mi avatar en este servidor',
  'form.picture-file': 'Una imagen',
  'option.own-picture': 'Uso la parte central de la imagen. Si no envías ninguna, vuelvo a tener mi avatar habitual.',
  'face.picture-set': '✅ Este servidor ve mi nuevo avatar. Yo no lo guardo; lo guarda Discord.',
  'face.picture-removed': '✅ Este servidor vuelve a ver mi avatar habitual.',
  'face.not-a-picture': ({ name }) =>
    `Mi avatar no ha cambiado porque ${formatFileName(name)} no es una imagen. Envíame un PNG, JPEG, WebP, GIF o AVIF.`,
  'face.forbidden': ({ parts }) =>
    `⚠️ Aquí no tengo permiso para cambiar ${nameParts(parts)}, así que todavía no se ve. Dame el permiso “Cambiar apodo” y haz el cambio otra vez.`,
  'face.too-fast': ({ parts }) =>
    `⚠️ Discord dice que hubo demasiados cambios seguidos en ${nameParts(parts)}, así que todavía no se ve. Inténtalo de nuevo en unos diez minutos.`,
  'face.refused': ({ parts }) =>
    `⚠️ Discord no acepta ese cambio en ${nameParts(parts)}, así que no se ve. Prueba con otra cosa.`,
  'face.unreached':
    '⚠️ No pude decirle a Discord qué aspecto tengo aquí desde ahora, así que todavía no se ve. Haz el cambio otra vez en un minuto.',
  'face.absent': '⚠️ Ya no estoy en este servidor, así que nadie ve qué aspecto tengo aquí.',
  'face.busy': '⚠️ Otra persona está cambiando mi aspecto aquí en este momento. Haz el cambio otra vez.',

  'part.settings-nothing': 'vacío',
  'part.settings-count': ({ count }) =>
    plural(count, { one: `${formatNumber(count)} elegido`, other: `${formatNumber(count)} elegidos` }),
  'part.from-default': 'predeterminado',
  'part.from-operator': 'de quien me administra',
  'part.from-server': 'este servidor',
  'part.from-parent': 'el canal de este hilo',
  'part.from-channel': 'este canal',
  'part.from-dm': 'tú',

  'settings.saved': ({ names }) => `✅ Guardado: ${joinNames(names)}.`,
  'settings.holds-next': 'Se aplica a partir de la próxima pregunta.',
  'settings.holds-soon': 'Se aplica desde ahora, salvo a lo que ya he empezado, como una respuesta.',
  'settings.holds-now': 'Ya se aplica.',
  'settings.new-cap': 'Un límite nuevo cuenta lo que se gasta desde ahora, no lo que se gastó antes.',
  'settings.unchanged': 'No se cambió nada.',
  'settings.wrong': ({ name, why }) => `⚠️ **${name}** se queda como estaba. ${why}`,
  'settings.conflict': ({ name, by, value }) =>
    `⚠️ Mientras tanto, ${formatPerson(by)} cambió **${name}** a ${value}. Lo he dejado así. Si quieres otra cosa, vuelve a cambiarlo.`,
  'settings.conflict-reset': ({ name, by }) =>
    `⚠️ Mientras tanto, ${formatPerson(by)} restableció **${name}**. Lo he dejado así. Si quieres otra cosa, vuelve a cambiarlo.`,

  'part.where-server': 'todo el servidor',
  'part.where-channel': 'este canal',
  'part.where-dm': 'nuestros mensajes directos',
  'settings.set': ({ where, name, value, source }) => `✅ **${name}** para ${where} ahora es: ${value} *(${source})*.`,
  'settings.as-before': ({ where, name, value, source }) =>
    `**${name}** para ${where} ya estaba así: ${value} *(${source})*.`,
  'settings.nothing-set': 'Ahí no se ha cambiado nada, así que no hay nada que restablecer.',
  'settings.confirm-reset': ({ title, names }) =>
    `${title}\n¿Quieres restablecer ${joinNames(names)}? Esto no se puede deshacer.`,
  'settings.reset': ({ names }) => `✅ Restablecido: ${joinNames(names)}.`,
  'settings.kept': 'De acuerdo, dejo los ajustes como están.',

  'part.settings-title': '**Qué se aplica en este canal y de dónde viene**',
  'part.settings-group': ({ group }) => `__${group}__`,
  'part.settings-line': ({ name, value, source }) => `- **${name}**: ${value} *(${source})*`,
  'part.settings-layer': ({ source, value, by, at }) =>
    `- ${source}: ${value}, por ${formatPerson(by)} ${formatAgo(at)}`,
  'part.settings-suggestion': ({ name, key }) => `${name} (${key})`,

  'settings.exported':
    'Esto es todo lo que se ha configurado aquí, salvo mi avatar. Puedes modificar el archivo y devolvérmelo con /settings import.',
  'settings.imported': ({ settings, channels }) =>
    `✅ Todo está como dice el archivo: ${plural(settings, { one: 'un ajuste general', other: `${formatNumber(settings)} ajustes generales` })}, y ${plural(channels, { one: 'un canal', other: `${formatNumber(channels)} canales` })} con ajustes propios. Se aplica desde ahora, salvo a lo que ya he empezado, como una respuesta.`,

  'settings.refused': ({ names }) =>
    `⚠️ Gemini no admite lo que se ha configurado aquí en: ${joinNames(names)}. Lo dejo fuera y respondo sin eso.`,

  'settings.only-channel':
    'Solo quienes tienen el permiso “Gestionar servidor” pueden cambiar los ajustes de todo el servidor. Tú puedes cambiar los de este canal.',
  'settings.no-such-setting': 'Ese ajuste no existe. Elige uno de los que sugiero mientras escribes.',
  'settings.only-operator': 'Solo quien me administra puede cambiar eso.',
  'settings.only-in-servers': 'Eso solo se puede cambiar en servidores.',
  'settings.only-whole-server': 'Eso solo se puede cambiar para todo el servidor.',
};
