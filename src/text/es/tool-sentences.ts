import type { toolSentences as english } from '../en/tool-sentences.ts';
import { formatChannel } from '../intl.ts';
import { formatFileName, toInline } from '../markdown-escape.ts';
import { list, number, plural } from './grammar.ts';

/** What tools ask, do and say, and `/tools`. */
export const toolSentences: typeof english = {
  'choice.tools-time': 'time: la hora en cualquier lugar',
  'choice.tools-dice': 'dice: tirar dados y elegir al azar',
  'choice.tools-poll': 'poll: crear una encuesta',
  'choice.tools-people': 'people: quién está en un canal de voz',
  'choice.tools-pin': 'pin: fijar un mensaje',
  'choice.tools-thread': 'thread: crear un hilo',
  'choice.tools-fetch': 'fetch: leer una página o un feed de la web',
  'choice.tools-messages': 'messages: leer los últimos mensajes de aquí',
  'choice.tools-none': 'none: ninguna herramienta',
  'choice.tools-ask': 'ask: con un botón que solo puede pulsar quien lo pidió',
  'choice.tools-allow': 'allow: enseguida, si Discord se lo permite a quien lo pide',
  'button.tool-do': 'Hazlo',
  'button.tool-leave': 'Déjalo',
  'tools.some': 'Esto es lo que puedo usar aquí si alguien me lo pide:',
  'tools.none': 'Aquí no tengo herramientas.',
  'tools.connecting': ({ names }) =>
    `Todavía me estoy conectando con esto: ${list(names.map(toInline))}. Este mensaje cambiará cuando sepa si puedo usarlo.`,
  'tools.missing': ({ names }) =>
    `Está activado, pero ahora no puedo usarlo aquí: ${list(names.map(toInline))}. Avisa a quien me administra.`,
  'tools.page-ask': ({ settings }) =>
    `Solo hago lo que Discord permite a quien me lo pide, y antes de cambiar algo le pregunto con un botón. Quienes gestionan el servidor o el canal eligen mis herramientas con ${settings}.`,
  'tools.page-allow': ({ settings }) =>
    `Solo hago lo que Discord permite a quien me lo pide. Quienes gestionan el servidor o el canal eligen mis herramientas con ${settings}.`,
  'tools.asked': ({ asker }) => `${asker}, ¿hago esto?`,
  'tools.dismissed': 'De acuerdo, no lo hago.',
  'tools.too-late': 'Este botón ya no funciona, así que no he hecho nada. Vuelve a pedírmelo.',
  'tools.not-yours': 'Solo quien me lo pidió puede pulsar ese botón.',
  'tools.not-allowed': 'Discord ya no te permite hacer esto aquí, así que no he hecho nada.',
  'tools.switched-off': 'Esta herramienta se ha desactivado aquí, así que no he hecho nada.',
  'tools.ask-poll': ({ question, answers, hours, isMultiple }) =>
    `Una encuesta, abierta durante ${plural(hours, { one: 'una hora', other: `${number(hours)} horas` })}: **${toInline(question)}** Las respuestas: ${list(answers.map(toInline))}.${isMultiple ? ' Se pueden elegir una o más respuestas.' : ''}`,
  'tools.ask-pin': ({ link }) => `Fijar [este mensaje](${link}).`,
  'tools.ask-thread': ({ name }) => `Un hilo llamado **${toInline(name)}**.`,
  'tools.ask-thread-on': ({ name, link }) => `Un hilo llamado **${toInline(name)}** en [este mensaje](${link}).`,
  'tools.did-poll': 'He creado la encuesta.',
  'tools.did-pin': ({ link }) => `He fijado [este mensaje](${link}).`,
  'tools.did-thread': ({ channel }) => `He creado el hilo ${formatChannel(channel)}.`,
  'tools.cannot-lacks': 'No tengo permiso para hacer eso en este canal, así que no he hecho nada.',
  'tools.cannot-gone': 'Eso ya no está, así que no he hecho nada.',
  'tools.cannot-elsewhere': 'No puedo hacer eso en un canal de este tipo, así que no he hecho nada.',
  'mcp.ask': ({ server, tool, args }) =>
    `Usar ${tool} del servidor MCP ${server}. Esa herramienta no es mía y puede cambiar algo. La usaría con esto:\n${args}`,
  'mcp.done': ({ server, tool, answer }) => `El servidor MCP ${server} respondió a ${tool}:\n${answer}`,
  'mcp.failed': ({ server, tool, answer }) => `El servidor MCP ${server} dice que ${tool} falló:\n${answer}`,
  'mcp.not-done': ({ server, tool }) =>
    `Ahora mismo no puedo usar el servidor MCP ${server}, así que ${tool} no se ejecutó.`,
  'mcp.uncertain': ({ server, tool }) =>
    `El servidor MCP ${server} no respondió nada que pueda usar, así que no sé si ${tool} se ejecutó.`,
  'mcp.no-material': ({ name }) => `No pude obtener ${formatFileName(name)}, así que respondo sin ese recurso.`,
};
