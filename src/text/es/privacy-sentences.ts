import type { privacySentences as english } from '../en/privacy-sentences.ts';
import { formatDate, formatPerson } from '../intl.ts';
import type { HearingWish } from '../values.ts';
import { countDays, number, plural } from './grammar.ts';

/** What somebody's yes brings them, by whether they want to be heard. */
const FROM_NOW_ON: Record<HearingWish, string> = {
  heard: 'Desde ahora te respondo aquí y te escucho en las llamadas.',
  unheard:
    'Desde ahora te respondo aquí. En las llamadas sigo sin escucharte, hasta que pulses **Escúchame de nuevo** debajo de mi mensaje sobre la llamada, o **Escúchame aquí** después de /privacy.',
  unknown:
    'Desde ahora te respondo aquí y te escucho en las llamadas, salvo que me hayas dicho que no te escuche. Si fue así, eso sigue en pie.',
};

/** About what is kept of people: seeing, taking and deleting it. */
export const privacySentences: typeof english = {
  'privacy.title': 'Esto es lo que guardo sobre ti:',
  'privacy.nothing': 'No guardo nada de lo que has dicho.',
  'privacy.but-kept': 'Lo que sí guardo:',
  'kept.turns': ({ turns, channels }) =>
    `${plural(turns, { one: 'Una pregunta tuya con mi respuesta', other: `${number(turns)} preguntas tuyas con mis respuestas` })}, en ${plural(channels, { one: 'un canal', other: `${number(channels)} canales` })}`,
  'kept.files': ({ files }) =>
    plural(files, {
      one: 'Notas sobre un archivo que acompañaba a una pregunta tuya, pero no el archivo en sí',
      other: `Notas sobre ${number(files)} archivos que acompañaban a tus preguntas, pero no los archivos en sí`,
    }),
  'kept.quotes': ({ quotes }) =>
    plural(quotes, {
      one: 'Un mensaje tuyo sobre el que me preguntó otra persona',
      other: `${number(quotes)} mensajes tuyos sobre los que me preguntaron otras personas`,
    }),
  'kept.recaps': ({ recaps }) =>
    plural(recaps, {
      one: 'Un resumen de conversaciones anteriores que incluye las tuyas',
      other: `${number(recaps)} resúmenes de conversaciones anteriores que incluyen las tuyas`,
    }),
  'kept.spent': ({ days }) => `Lo que costaron tus preguntas, en ${countDays(days)}`,
  'kept.unheard': ({ servers }) =>
    `Que no debo escucharte en ${plural(servers, { one: 'un servidor', other: `${number(servers)} servidores` })}`,
  'kept.agreed': ({ at }) => `Que aceptaste que te responda y te escuche aquí: ${formatDate(at)}`,
  'privacy.stored': 'Recuerdo lo que dices, para que podamos seguir más tarde.',
  'privacy.unstored': 'No guardo lo que dices: lo respondo y después lo olvido.',
  'privacy.not-agreed':
    'Aquí solo respondo y escucho a quienes lo aceptan. Hasta que lo hagas, nada de lo que me digas aquí se envía a Google Gemini ni se guarda.',
  'privacy.google': 'Lo que me dices se envía a Google Gemini, que lo responde.',

  'privacy.confirm-delete':
    '¿Borrar todo lo que guardo sobre ti, en todos los canales y servidores? También se borran las respuestas que te di y los resúmenes que te incluyen. Esto no se puede deshacer. Lo que otras personas dijeron de ti con sus propias palabras, y los mensajes que están en Discord, no se borran.',
  'privacy.deleted': 'Listo. He borrado todo lo que guardaba sobre ti. Solo recuerdo lo que me pediste que no hiciera.',
  'privacy.under-way':
    'Estoy borrando todo lo que guardo sobre ti, pero aún no he terminado. El borrado sigue solo, aunque me reinicien. Usa /privacy dentro de unos minutos para ver lo que queda.',
  'privacy.sealed':
    'He borrado todo lo que puedo leer sobre ti. **Hay datos guardados que no puedo leer** porque están cifrados con una clave que no me dieron, así que ahí puede quedar algo tuyo. Avisa a quien administra este bot. Los revisaré por mi cuenta en cuanto tenga la clave.',
  'privacy.kept': 'De acuerdo, no he borrado nada.',
  'privacy.not-deleted':
    '**Todavía no se ha borrado nada** porque no puedo acceder a mi almacenamiento. Lo borraré en cuanto pueda. Puede que me reinicien antes, así que vuelve a intentarlo dentro de unos minutos.',
  'privacy.unreadable': 'Ahora mismo no puedo consultar lo que guardo sobre ti. Inténtalo de nuevo en un minuto.',
  'privacy.choice-not-stored':
    'No pude anotarlo porque no puedo acceder a mi almacenamiento, así que **nada ha cambiado**. Inténtalo de nuevo dentro de unos minutos.',
  'privacy.now-unstored':
    'De acuerdo. Desde ahora respondo a lo que dices, pero no lo guardo. Lo que guardé antes sigue ahí hasta que lo borres.',
  'privacy.now-stored': 'De acuerdo. Desde ahora recuerdo lo que dices.',
  'privacy.not-kept': 'Ahora mismo no puedo consultar si puedo recordar esto, así que no lo he guardado.',
  'privacy.exported':
    'Aquí tienes todo lo que guardo sobre ti, en una página para leer y en JSON. Solo tú puedes ver este mensaje.',
  'privacy.need-manage': 'Necesitas el permiso “Gestionar servidor” para borrar lo que guardo sobre otras personas.',
  'privacy.only-in-servers': 'Solo en los servidores hay otros miembros. Usa este comando allí.',
  'privacy.confirm-member': ({ member }) =>
    `¿Borrar todo lo que guardo sobre <@${member}> en este servidor? Esto no se puede deshacer. Lo que haya rechazado sigue rechazado.`,
  'privacy.member-deleted': ({ member }) =>
    `Listo. He borrado todo lo que guardaba sobre <@${member}> en este servidor.`,
  'privacy.member-under-way':
    'Lo estoy borrando, pero aún no he terminado. El borrado sigue solo, aunque me reinicien.',
  'privacy.member-sealed':
    'De todo eso, he borrado lo que puedo leer. **Hay datos guardados que no puedo leer** porque están cifrados con una clave que no me dieron. Avisa a quien administra este bot. Los revisaré por mi cuenta en cuanto tenga la clave.',
  'privacy.server-deleted':
    'Listo. He borrado todo lo que guardaba sobre este servidor: conversaciones, resúmenes, ajustes y gastos. Todos los ajustes están como al principio, también quién puede usarme, los límites y el consentimiento. Sigue anotado quién no quiere que lo escuche.',
  'privacy.server-kept': 'Escribiste otra cosa, así que no he borrado nada.',

  'form.privacy-server-title': 'Borrar todos los datos de este servidor',
  'form.privacy-server-word': 'Escribe “borrar” para borrarlo todo',
  'option.privacy-server-word':
    'Conversaciones, gastos y todos los ajustes: acceso, límites, consentimiento. No se puede deshacer.',
  'form.privacy-server-answer': 'borrar',

  /** What people read when they first ask, or have to agree to before they're answered. */
  'agreement.notice': ({ days }) =>
    `Para que lo sepas: lo que me preguntas se envía a Gemini, de Google, y lo guardo con mi respuesta durante ${countDays(days)}. Usa /privacy para ver o borrar lo que guardo, o para que no guarde nada.`,
  'agreement.ask': ({ days }) =>
    `Aquí solo respondo y escucho a quienes aceptan esto: lo que me escribes o dices se envía a Gemini, de Google, y lo guardo con mi respuesta durante ${countDays(days)}, salvo que me hayas dicho que no guarde nada. Si te parece bien, pulsa **Acepto**. Puedes dejar de aceptarlo en cualquier momento con /privacy.`,
  'agreement.unknown':
    'Aquí solo respondo a quienes lo han aceptado, y ahora mismo no puedo consultar si tú lo hiciste. Inténtalo de nuevo en un minuto.',
  'agreement.given': ({ hearing }) =>
    `Gracias. ${FROM_NOW_ON[hearing]} Si ya me habías preguntado algo, vuelve a preguntar.`,
  'agreement.given-asked': ({ hearing, questions }) =>
    `Gracias. ${FROM_NOW_ON[hearing]} ${plural(questions, {
      one: 'Ahora mismo atiendo tu pregunta, así que no hace falta que la repitas.',
      other: `Ahora mismo atiendo tus últimas ${number(questions)} preguntas, así que no hace falta que las repitas.`,
    })}`,
  'agreement.not-stored':
    'No pude anotar que lo aceptas porque no puedo acceder a mi almacenamiento, así que **todavía no cuenta**. Vuelve a pulsar el botón dentro de unos minutos.',
  'agreement.withdrawn':
    'De acuerdo. Aquí ya no te respondo ni te escucho, hasta que vuelvas a aceptarlo. Lo que guardé antes sigue ahí hasta que lo borres.',
  'agreement.withdrawn-unneeded':
    'De acuerdo, he anotado que ya no lo aceptas. Por ahora respondo aquí a todo el mundo sin preguntar antes. Simplemente no me preguntes nada, y pulsa **No me escuches aquí** si coincides conmigo en llamadas.',
  'agreement.withdrawn-unstored':
    'Aquí ya no te respondo ni te escucho, pero no puedo acceder a mi almacenamiento, así que solo lo recordaré hasta que me reinicien. Vuelve a pulsar el botón dentro de unos minutos.',

  /** About a message that somebody asks about, where people have to agree before their words are passed on. */
  'withheld.not-agreed': ({ name }) =>
    `He dejado fuera el mensaje de ${name}: aquí solo transmito lo que escriben quienes lo han aceptado, y ${name} aún no lo ha hecho. Puede aceptarlo con /privacy.`,
  'withheld.not-allowed': ({ name }) =>
    `He dejado fuera el mensaje de ${name} porque no puedo transmitir lo que escribe aquí.`,
  'withheld.not-known': ({ name }) =>
    `He dejado fuera el mensaje de ${name} porque ahora mismo no puedo consultar si aceptó que lo transmita. Vuelve a preguntar en un minuto.`,
  'withheld.no-author':
    'He dejado fuera el mensaje que acompañaba a tu pregunta porque no puedo saber quién lo escribió. Aquí solo transmito lo que escriben quienes lo han aceptado.',
  'withheld.forward':
    'He dejado fuera el mensaje reenviado: es de un servidor donde solo transmito lo que escriben quienes lo han aceptado, y no puedo saber quién lo escribió.',
  'withheld.question': ({ person }) =>
    `No puedo volver a preguntar eso: aquí solo transmito lo que escriben quienes lo han aceptado, y no me consta que ${formatPerson(person)} lo haya hecho.`,

  'button.agree': 'Acepto',
  'button.disagree': 'Ya no acepto',
  'button.privacy-export': 'Descargar',
  'button.privacy-delete': 'Borrar',
  'button.privacy-confirm': 'Borrar todo',
  'button.privacy-unstored': 'No guardes lo que digo',
  'button.privacy-stored': 'Guarda lo que digo',
  'button.privacy-server': 'Borrar los datos de este servidor',
  'button.privacy-unheard': 'No me escuches aquí',
  'button.privacy-heard': 'Escúchame aquí',

  'export.title': 'Lo que Parley guarda sobre ti',
  'export.about': 'Las horas están en UTC. Los enlaces abren los canales en Discord.',
  'export.said': 'Tú:',
  'export.answered': 'Parley:',
  'export.wrote': 'Parley escribió:',
  'export.sites': 'Encontrado en:',
  'export.files': 'Archivo:',
  'export.quoted': 'Citado:',
  'export.quotes': 'Lo que otras personas citaron de ti',
  'export.recaps': 'Resúmenes que te incluyen',
  'export.spent': 'Lo que costaron tus preguntas, en milmillonésimas de dólar',
  'export.unheard': 'Servidores donde no debo escucharte',
  'export.choices': 'Lo que elegiste',
  'export.left-out': 'El archivo sería demasiado grande, así que faltan las preguntas más antiguas:',
};
