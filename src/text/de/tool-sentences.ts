import type { toolSentences as english } from '../en/tool-sentences.ts';
import { formatChannel } from '../intl.ts';
import { formatFileName, toInline } from '../markdown-escape.ts';
import { list, number, plural } from './grammar.ts';

/** What tools ask, do and say, and `/tools`. */
export const toolSentences: typeof english = {
  'choice.tools-time': 'time: die Uhrzeit überall auf der Welt',
  'choice.tools-dice': 'dice: würfeln und zufällig wählen',
  'choice.tools-poll': 'poll: eine Umfrage starten',
  'choice.tools-people': 'people: wer in einem Sprachkanal ist',
  'choice.tools-pin': 'pin: eine Nachricht anpinnen',
  'choice.tools-thread': 'thread: einen Thread erstellen',
  'choice.tools-fetch': 'fetch: eine Seite oder einen Feed im Web lesen',
  'choice.tools-messages': 'messages: die letzten Nachrichten hier lesen',
  'choice.tools-none': 'none: keine Werkzeuge',
  'choice.tools-ask': 'ask: mit einem Button, den nur drücken kann, wer darum gebeten hat',
  'choice.tools-allow': 'allow: sofort, wenn Discord es der Person erlaubt, die darum bittet',
  'button.tool-do': 'Ja, mach das',
  'button.tool-leave': 'Nein, lass es',
  'tools.some': 'Das kann ich hier benutzen, wenn mich jemand darum bittet:',
  'tools.none': 'Ich habe hier keine Werkzeuge.',
  'tools.connecting': ({ names }) =>
    `Ich verbinde mich noch damit: ${list(names.map(toInline))}. Diese Nachricht ändert sich, sobald ich weiß, ob ich es benutzen kann.`,
  'tools.missing': ({ names }) =>
    `Eingeschaltet, aber ich kann das hier gerade nicht benutzen: ${list(names.map(toInline))}. Bitte sag der Person Bescheid, die diesen Bot betreibt.`,
  'tools.page-ask': ({ settings }) =>
    `Ich tue nur, was Discord der Person erlaubt, die mich darum bittet, und bevor ich etwas ändere, frage ich sie mit einem Button. Wer den Server oder Kanal verwaltet, wählt mit ${settings}, welche Werkzeuge ich habe.`,
  'tools.page-allow': ({ settings }) =>
    `Ich tue nur, was Discord der Person erlaubt, die mich darum bittet. Wer den Server oder Kanal verwaltet, wählt mit ${settings}, welche Werkzeuge ich habe.`,
  'tools.asked': ({ asker }) => `${asker}, soll ich das machen?`,
  'tools.dismissed': 'Alles klar, ich habe es gelassen.',
  'tools.too-late': 'Dieser Button funktioniert nicht mehr, also habe ich nichts getan. Bitte frag mich noch einmal.',
  'tools.not-yours': 'Diesen Button kann nur drücken, wer mich darum gebeten hat.',
  'tools.not-allowed': 'Discord erlaubt dir das hier nicht mehr, also habe ich nichts getan.',
  'tools.switched-off': 'Dieses Werkzeug ist hier inzwischen ausgeschaltet, also habe ich nichts getan.',
  'tools.ask-poll': ({ question, answers, hours, isMultiple }) =>
    `Eine Umfrage, ${plural(hours, { one: 'eine Stunde', other: `${number(hours)} Stunden` })} lang offen: **${toInline(question)}** Die Antworten: ${list(answers.map(toInline))}.${isMultiple ? ' Es können eine oder mehrere Antworten ausgewählt werden.' : ''}`,
  'tools.ask-pin': ({ link }) => `[Diese Nachricht](${link}) anpinnen.`,
  'tools.ask-thread': ({ name }) => `Ein Thread namens **${toInline(name)}**.`,
  'tools.ask-thread-on': ({ name, link }) => `Ein Thread namens **${toInline(name)}** zu [dieser Nachricht](${link}).`,
  'tools.did-poll': 'Ich habe die Umfrage gestartet.',
  'tools.did-pin': ({ link }) => `Ich habe [diese Nachricht](${link}) angepinnt.`,
  'tools.did-thread': ({ channel }) => `Ich habe den Thread ${formatChannel(channel)} erstellt.`,
  'tools.cannot-lacks': 'Das darf ich in diesem Kanal nicht, also habe ich nichts getan.',
  'tools.cannot-gone': 'Das gibt es nicht mehr, also habe ich nichts getan.',
  'tools.cannot-elsewhere': 'Das geht in einem Kanal dieser Art nicht, also habe ich nichts getan.',
  'mcp.ask': ({ server, tool, args }) =>
    `${tool} vom MCP-Server ${server} benutzen. Dieses Werkzeug ist nicht von mir und kann etwas ändern. Damit würde ich es benutzen:\n${args}`,
  'mcp.done': ({ server, tool, answer }) => `Der MCP-Server ${server} hat auf ${tool} geantwortet:\n${answer}`,
  'mcp.failed': ({ server, tool, answer }) =>
    `Der MCP-Server ${server} meldet, dass ${tool} nicht geklappt hat:\n${answer}`,
  'mcp.not-done': ({ server, tool }) =>
    `Den MCP-Server ${server} kann ich gerade nicht benutzen, also wurde ${tool} nicht ausgeführt.`,
  'mcp.uncertain': ({ server, tool }) =>
    `Der MCP-Server ${server} hat nichts Brauchbares geantwortet, also weiß ich nicht, ob ${tool} ausgeführt wurde.`,
  'mcp.no-material': ({ name }) => `Ich konnte ${formatFileName(name)} nicht laden, deshalb antworte ich ohne.`,
};
