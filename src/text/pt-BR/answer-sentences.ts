import type { answerSentences as english } from '../en/answer-sentences.ts';
import { formatChannel } from '../intl.ts';
import { formats } from './grammar.ts';

/** About an answer: how it ended, and what Discord refused of it. */
export const answerSentences: typeof english = {
  /** Joins sentences in a row. */
  'text.sequence': ({ sentences }) => sentences.join(' '),
  'text.language': 'pt-BR',

  'answer.reading': '⏳ Estou demorando um pouco para ler os arquivos. Assim que terminar, pergunto ao Gemini.',
  'answer.calling': '⏳ Estou cuidando disso. Leva só um momento.',
  'answer.slow': '⏳ O Gemini está demorando mais que o normal. Ainda estou esperando a resposta dele.',
  'answer.interrupted': '*(interrompido)*',
  'answer.stopped-early': '*(interrompido antes de haver uma resposta)*',
  'answer.empty': 'O Gemini não disse nada. Pergunte de novo ou reformule sua pergunta.',
  'answer.cut-off': 'Esta resposta é mais longa do que o Gemini consegue escrever de uma vez.',
  'answer.abrupt': 'O Gemini parou no meio de uma frase.',
  'answer.too-long': 'Esta resposta estava demorando demais, então eu a interrompi. Peça uma mais curta.',
  'answer.reset': 'Alguém me fez esquecer a conversa antes de eu terminar esta resposta.',
  'answer.erased': 'Parei aqui porque tudo o que guardo sobre você está sendo excluído.',
  'answer.cut-by-erasing': 'Tive que parar aqui porque algo está sendo excluído da memória deste canal.',
  'answer.unfinished-restart': 'Fui interrompido antes de terminar esta resposta.',
  'answer.lost-restart': 'Fui interrompido antes de conseguir responder. Pergunte de novo.',
  /** Above an answer that can no longer be posted below its question. Both values are escaped Markdown. */
  'answer.to': ({ name, question }) => `${name} perguntou: ${question}`,
  /** A line of a spoken conversation. Both values are escaped Markdown. */
  'answer.heard': ({ name, words }) => `**${name}**: ${words}`,
  'answer.unheard-muted': 'Ninguém ouviu isto porque eu estava silenciado.',
  'answer.unheard-muted-rest': 'Ninguém ouviu o resto porque eu estava silenciado.',
  'answer.unheard-audience': 'Ninguém ouviu isto porque eu não tinha permissão para falar.',
  'answer.unheard-audience-rest': 'Ninguém ouviu o resto porque eu não tinha permissão para falar.',
  'part.searched': (found) => `🔎 Pesquisei no Google: ${formats.joinLinks(found)}`,
  'part.sources': (found) => `Fontes: ${formats.joinLinks(found)}`,
  'answer.caption-too-long': 'O resto era longo demais para escrever.',

  'delivery.file-too-long':
    'Esta resposta é longa demais para as mensagens do Discord, então aqui está ela inteira em um arquivo.',
  'delivery.file-refused':
    'O Discord não quis publicar esta resposta como mensagem, então aqui está ela inteira em um arquivo.',
  'delivery.no-file': 'Há mais, mas não consegui publicar o resto aqui em um arquivo. Peça uma resposta mais curta.',
  /** In the place of a part of an answer. The name is escaped Markdown. */
  'delivery.written-file': ({ name }) => `📄 **${name}** está abaixo, em um arquivo.`,
  'delivery.written-files': 'Isto era longo demais para as mensagens:',
  'delivery.discord-away':
    'O Discord está com problemas, então não consegui publicar minha resposta. Pergunte de novo em alguns minutos.',
  'delivery.deleted': 'Alguém excluiu minha resposta enquanto eu a escrevia, então parei.',
  'delivery.link-blocked':
    'O Discord bloqueia um link desta resposta, então não posso mostrá-la inteira. Pergunte de novo e peça uma resposta sem links.',
  'delivery.automod':
    'O AutoMod deste servidor bloqueia esta resposta, então não posso mostrá-la inteira. Reformule sua pergunta.',
  'delivery.explicit':
    'O filtro de conteúdo do Discord bloqueia esta resposta, então não posso mostrá-la inteira. Reformule sua pergunta.',
  'delivery.no-permission':
    'Não tenho mais permissão para escrever neste canal, então minha resposta está incompleta. Avise a moderação.',
  'delivery.thread-closed': 'Este tópico foi fechado, então minha resposta está incompleta. Pergunte em outro canal.',
  'delivery.expired':
    'O Discord só me dá 15 minutos para responder aqui, e o tempo acabou, então minha resposta está incompleta. Pergunte de novo.',
  'delivery.refused': 'O Discord não quis publicar esta resposta inteira. Reformule sua pergunta.',
  /** The first line of a direct message about a question that was asked elsewhere. */
  'delivery.about': ({ channel }) => `Sobre sua pergunta em ${formatChannel(channel)}:`,
};
