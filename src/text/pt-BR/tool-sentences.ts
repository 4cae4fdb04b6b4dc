import type { toolSentences as english } from '../en/tool-sentences.ts';
import { formatChannel } from '../intl.ts';
import { formatFileName, toInline } from '../markdown-escape.ts';
import { list, number, plural } from './grammar.ts';

/** What tools ask, do and say, and `/tools`. */
export const toolSentences: typeof english = {
  'choice.tools-time': 'time: a hora em qualquer lugar',
  'choice.tools-dice': 'dice: rolar dados e escolher ao acaso',
  'choice.tools-poll': 'poll: criar uma enquete',
  'choice.tools-people': 'people: quem está em um canal de voz',
  'choice.tools-pin': 'pin: fixar uma mensagem',
  'choice.tools-thread': 'thread: criar um tópico',
  'choice.tools-fetch': 'fetch: ler uma página ou um feed da web',
  'choice.tools-messages': 'messages: ler as últimas mensagens daqui',
  'choice.tools-none': 'none: nenhuma ferramenta',
  'choice.tools-ask': 'ask: com um botão em que só quem pediu pode clicar',
  'choice.tools-allow': 'allow: na hora, se o Discord permitir a quem pede',
  'button.tool-do': 'Pode fazer',
  'button.tool-leave': 'Deixa pra lá',
  'tools.some': 'Se alguém pedir, posso usar isto aqui:',
  'tools.none': 'Não tenho ferramentas aqui.',
  'tools.connecting': ({ names }) =>
    `Ainda estou me conectando a isto: ${list(names.map(toInline))}. Esta mensagem muda assim que eu souber se posso usar.`,
  'tools.missing': ({ names }) =>
    `Está ativado, mas não consigo usar aqui agora: ${list(names.map(toInline))}. Avise quem me administra.`,
  'tools.page-ask': ({ settings }) =>
    `Só faço o que o Discord permite a quem pede, e antes de mudar algo, pergunto com um botão. Quem gerencia o servidor ou o canal escolhe minhas ferramentas com ${settings}.`,
  'tools.page-allow': ({ settings }) =>
    `Só faço o que o Discord permite a quem pede. Quem gerencia o servidor ou o canal escolhe minhas ferramentas com ${settings}.`,
  'tools.asked': ({ asker }) => `${asker}, posso fazer isto?`,
  'tools.dismissed': 'Tudo bem, deixei como estava.',
  'tools.too-late': 'Este botão não funciona mais, então não fiz nada. Peça de novo.',
  'tools.not-yours': 'Só quem me pediu isso pode clicar nesse botão.',
  'tools.not-allowed': 'O Discord não permite mais que você faça isso aqui, então não fiz nada.',
  'tools.switched-off': 'Esta ferramenta foi desativada aqui, então não fiz nada.',
  'tools.ask-poll': ({ question, answers, hours, isMultiple }) =>
    `Uma enquete, aberta por ${plural(hours, { one: 'uma hora', other: `${number(hours)} horas` })}: **${toInline(question)}** As respostas: ${list(answers.map(toInline))}.${isMultiple ? ' É possível selecionar uma ou mais respostas.' : ''}`,
  'tools.ask-pin': ({ link }) => `Fixar [esta mensagem](${link}).`,
  'tools.ask-thread': ({ name }) => `Um tópico chamado **${toInline(name)}**.`,
  'tools.ask-thread-on': ({ name, link }) => `Um tópico chamado **${toInline(name)}** [nesta mensagem](${link}).`,
  'tools.did-poll': 'Criei a enquete.',
  'tools.did-pin': ({ link }) => `Fixei [esta mensagem](${link}).`,
  'tools.did-thread': ({ channel }) => `Criei o tópico ${formatChannel(channel)}.`,
  'tools.cannot-lacks': 'Não tenho permissão para isso neste canal, então não fiz nada.',
  'tools.cannot-gone': 'Isso não existe mais, então não fiz nada.',
  'tools.cannot-elsewhere': 'Não posso fazer isso em um canal deste tipo, então não fiz nada.',
  'mcp.ask': ({ server, tool, args }) =>
    `Usar ${tool} do servidor MCP ${server}. Essa ferramenta não é minha e pode mudar alguma coisa. Eu a usaria com isto:\n${args}`,
  'mcp.done': ({ server, tool, answer }) => `O servidor MCP ${server} respondeu a ${tool}:\n${answer}`,
  'mcp.failed': ({ server, tool, answer }) => `O servidor MCP ${server} diz que ${tool} falhou:\n${answer}`,
  'mcp.not-done': ({ server, tool }) =>
    `Não consigo usar o servidor MCP ${server} no momento, então ${tool} não foi executado.`,
  'mcp.uncertain': ({ server, tool }) =>
    `O servidor MCP ${server} não deu uma resposta que eu pudesse usar, então não sei se ${tool} foi executado.`,
  'mcp.no-material': ({ name }) => `Não consegui obter ${formatFileName(name)}, então respondo sem esse recurso.`,
};
