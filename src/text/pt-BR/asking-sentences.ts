import type { askingSentences as english } from '../en/asking-sentences.ts';
import { formatChannel } from '../intl.ts';
import { number, plural } from './grammar.ts';

/** About asking: refused questions, messages that Parley can't read, stopping an answer, and forgetting. */
export const askingSentences: typeof english = {
  'asking.failed': 'Algo deu errado do meu lado. Tente de novo daqui a pouco.',
  'asking.unknown-command': 'Não sei mais fazer isso. Use /help para ver o que posso fazer.',
  'asking.old-button': 'Este botão não funciona mais. Use /help para ver o que posso fazer.',
  'asking.too-many-presses':
    'Você está clicando em botões mais rápido do que consigo responder. Tente de novo daqui a pouco.',
  'asking.blank': 'Sua pergunta está vazia. Escreva alguma coisa.',
  'asking.restarting': 'Estou reiniciando. Pergunte de novo em um minuto.',
  'asking.moved': 'Estou sendo reiniciado em outra máquina. Tente de novo em um minuto.',
  'asking.full': ({ most }) =>
    plural(most, {
      one: 'Já há uma pergunta esperando neste canal. Tente de novo em um ou dois minutos.',
      other: `Já há ${number(most)} perguntas esperando neste canal. Tente de novo em um ou dois minutos.`,
    }),
  'asking.share': ({ most }) =>
    plural(most, {
      one: 'Você já tem uma pergunta esperando neste canal. Espere até eu responder.',
      other: `Você já tem ${number(most)} perguntas esperando neste canal. Espere até eu responder uma delas.`,
    }),
  'asking.already-continued': 'Alguém já pediu o resto desta resposta. Está mais abaixo.',
  'asking.target-gone':
    'Não consigo mais saber o que diz essa mensagem: ela foi excluída ou alterada, ou você a escolheu há tempo demais. Se ela ainda estiver aí, escolha “Perguntar sobre isso” no menu dela de novo.',
  'asking.forgotten-answer': 'Não me lembro mais dessa resposta. Faça sua pergunta de novo.',
  'asking.may-not-continue':
    'Você precisa da permissão “Usar comandos de aplicativos” neste canal para me fazer continuar uma resposta.',
  'asking.store-away': 'Não consigo consultar isso agora. Tente de novo em um minuto.',

  'mention.unread': ({ ask }) =>
    `Não consigo ler essa mensagem porque o Discord só me mostra as que me mencionam. Edite a mensagem para me mencionar ou use ${ask}.`,
  'mention.unread-voice':
    'Não consigo ouvir essa mensagem de voz porque o Discord só me mostra as mensagens que me mencionam. Para eu ouvir, escolha “Aplicativos” no menu dela e depois “Perguntar sobre isso”.',
  'mention.hidden-reply':
    'O Discord não me mostra a mensagem a que você respondeu. Para eu ler, escolha “Aplicativos” no menu dela e depois “Perguntar sobre isso”.',
  'mention.empty': ({ ask }) =>
    `Só vejo a mensagem que me menciona, não as anteriores. Escreva sua pergunta na mesma mensagem ou use ${ask}.`,
  'mention.cannot-write': ({ channel }) =>
    `Você me perguntou algo em ${formatChannel(channel)}, mas não tenho permissão para escrever lá. Pergunte em outro canal ou aqui mesmo, ou peça à moderação que me deixe escrever lá.`,

  'stop.answer': 'Parei de responder.',
  'stop.voice': 'Parei de falar.',
  'stop.both': 'Parei de responder e de falar.',
  'stop.over': 'Não estou mais escrevendo esta resposta, então não há nada para parar.',
  'stop.nothing': 'Não há nada para parar: não estou respondendo a você aqui.',
  'stop.nothing-in-server':
    'Não há nada para parar: não estou respondendo a você aqui e não estou em nenhum canal de voz.',
  'stop.only-those-in-voice': ({ voice }) =>
    `Não estou respondendo a você aqui. Para me parar em ${formatChannel(voice)}, você precisa estar nesse canal ou ter a permissão “Mover membros” nele.`,
  'stop.not-yours': ({ name }) =>
    `Só ${name} ou alguém com a permissão “Gerenciar mensagens” pode parar esta resposta.`,

  'reset.confirm': 'Quer que eu esqueça tudo o que me disseram neste canal? Isso não pode ser desfeito.',
  'reset.done': 'Pronto. Esqueci a conversa deste canal, e a próxima pergunta começa uma nova.',
  'reset.later':
    'A próxima pergunta começa uma conversa nova. O que foi dito antes **ainda não foi excluído** porque não consigo acessar meu armazenamento. Vou excluir assim que puder. Se eu for reiniciado antes disso, use /reset de novo.',
  'reset.cancelled': 'Tudo bem, vou deixar tudo como está.',
  'reset.meanwhile': 'Já esqueci a conversa sobre a qual perguntei a você.',
  'reset.failed':
    'Meu armazenamento está sobrecarregado, então não consegui esquecer nada. Tente de novo em alguns minutos.',
  'reset.not-allowed':
    'Você precisa da permissão “Gerenciar mensagens” neste canal para me fazer esquecer a conversa dele.',
};
