import type { toolSentences as english } from '../en/tool-sentences.ts';
import { formatChannel } from '../intl.ts';
import { formatFileName, toInline } from '../markdown-escape.ts';
import { list, number, plural } from './grammar.ts';

/** What tools ask, do and say, and `/tools`. */
export const toolSentences: typeof english = {
  'choice.tools-time': 'time: a hora em qualquer lugar',
  'choice.tools-dice': 'dice: rolar dados e escolher ao acaso',
  'choice.tools-poll': 'poll: iniciar uma enquete',
  'choice.tools-people': 'people: quem está num canal de voz',
  'choice.tools-pin': 'pin: fixar uma mensagem',
  'choice.tools-thread': 'thread: criar um tópico',
  'choice.tools-fetch': 'fetch: ler uma página ou um feed da web',
  'choice.tools-messages': 'messages: ler as últimas mensagens daqui',
  'choice.tools-none': 'none: nenhuma ferramenta',
  'choice.tools-ask': 'ask: com um botão que só quem pediu pode apertar',
  'choice.tools-allow': 'allow: na hora, se o Discord permitir a quem pede',
  'button.tool-do': 'Pode fazer',
  'button.tool-leave': 'Deixe',
  'tools.some': 'Se alguém pedir, posso usar isto aqui:',
  'tools.none': 'Não tenho ferramentas aqui.',
  'tools.page-ask': ({ settings }) =>
    `Só faço o que o Discord permite a quem pede, e antes de mudar algo pergunto com um botão. Quem gerencia escolhe minhas ferramentas com ${settings}.`,
  'tools.page-allow': ({ settings }) =>
    `Só faço o que o Discord permite a quem pede. Quem gerencia escolhe minhas ferramentas com ${settings}.`,
  'tools.asked': ({ asker }) => `${asker}, faço isto?`,
  'tools.dismissed': 'Tudo bem, deixei como estava.',
  'tools.too-late': 'Este botão não funciona mais, então não fiz nada. Peça de novo.',
  'tools.not-yours': 'Só quem me pediu pode apertar esse botão.',
  'tools.not-allowed': 'O Discord não permite mais que você faça isso aqui, então não fiz nada.',
  'tools.switched-off': 'Esta ferramenta foi desativada aqui, então não fiz nada.',
  'tools.ask-poll': ({ question, answers, hours }) =>
    `Uma enquete, aberta por ${plural(hours, { one: 'uma hora', other: `${number(hours)} horas` })}: **${toInline(question)}** As respostas: ${list(answers.map(toInline))}.`,
  'tools.ask-pin': ({ link }) => `Fixar [esta mensagem](${link}).`,
  'tools.ask-thread': ({ name }) => `Um tópico chamado **${toInline(name)}**.`,
  'tools.ask-thread-on': ({ name, link }) => `Um tópico chamado **${toInline(name)}** [nesta mensagem](${link}).`,
  'tools.did-poll': 'Iniciei a enquete.',
  'tools.did-pin': ({ link }) => `Fixei [esta mensagem](${link}).`,
  'tools.did-thread': ({ channel }) => `Criei o tópico ${formatChannel(channel)}.`,
  'tools.cannot-lacks': 'Não tenho permissão para isso neste canal, então não fiz nada.',
  'tools.cannot-gone': 'Isso não existe mais, então não fiz nada.',
  'tools.cannot-elsewhere': 'Não posso fazer isso num canal deste tipo, então não fiz nada.',
  'mcp.ask': ({ server, tool, args }) =>
    `Usar ${tool} de ${server}, que não é meu e pode mudar alguma coisa, com isto:\n${args}`,
  'mcp.done': ({ server, tool, answer }) => `${server} respondeu a ${tool}:\n${answer}`,
  'mcp.failed': ({ server, tool, answer }) => `${server} diz que ${tool} falhou:\n${answer}`,
  'mcp.not-done': ({ server, tool }) => `Não dá para usar ${server} no momento, então ${tool} não foi feito.`,
  'mcp.uncertain': ({ server, tool }) =>
    `${server} não deu uma resposta que eu pudesse usar, então não sei se ${tool} foi feito.`,
  'mcp.no-material': ({ name }) => `Não consegui obter ${formatFileName(name)}, então respondo sem isso.`,
};
