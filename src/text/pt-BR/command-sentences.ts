import type { commandSentences as english } from '../en/command-sentences.ts';
import { formatAgo, formatChannel } from '../intl.ts';
import { countDays, list, number, seconds } from './grammar.ts';

/** Descriptions of commands and options, labels of choices and buttons, and the replies of /help and /status. */
export const commandSentences: typeof english = {
  'form.about-title': 'Perguntar sobre esta mensagem',
  'form.about-question': 'O que você quer saber?',
  'form.about-files': 'Mais arquivos, se quiser',

  'button.stop': 'Parar',
  'button.continue': 'Continuar',
  'button.talk': 'Falar',
  'button.unheard': 'Não me escute',
  'button.heard': 'Me escute de novo',
  'button.leave': 'Sair',
  'button.reset': 'Esquecer tudo',
  'button.keep': 'Deixar como está',

  'help.about': 'Tenho uma conversa em cada canal. Todo mundo no canal a compartilha, e eu me lembro dela.',
  'part.help-ask': ({ ask }) =>
    `- Com ${ask}, você me faz uma pergunta. Você também pode me mencionar, me responder ou me mandar uma mensagem direta.`,
  'part.help-files':
    '- Você pode anexar à sua pergunta textos, imagens, PDFs, mensagens de voz, gravações e vídeos. Para perguntar sobre a mensagem de outra pessoa, escolha “Aplicativos” no menu dela e depois “Perguntar sobre isso”.',
  'part.help-answers':
    '- Embaixo de uma resposta, **Ouvir** envia a resposta a você como mensagem de voz, se ela tiver som, e **Perguntar de novo** repete a pergunta.',
  'part.help-join': ({ join }) =>
    `- ${join} me leva ao seu canal de voz. Eu escuto e respondo em voz alta. Qualquer pessoa lá pode me pedir para não escutá-la.`,
  'part.help-stop': ({ stop, leave }) =>
    `- ${stop} interrompe minha resposta aqui e minha voz no canal de voz. ${leave} me faz sair dele.`,
  'part.help-status': ({ status }) => `- ${status} mostra como vai a conversa deste canal.`,
  'part.help-reset': ({ reset }) =>
    `- ${reset} me faz esquecê-la. Em servidores, isso exige a permissão “Gerenciar mensagens”.`,
  'part.help-recap': ({ recap, transcript }) =>
    `- ${recap} resume o que foi dito aqui, por exemplo enquanto você estava fora. ${transcript} entrega tudo em um arquivo.`,
  'part.help-settings': ({ settings }) =>
    `- ${settings} mostra e muda como me comporto aqui. Em servidores, isso exige a permissão “Gerenciar servidor”, ou “Gerenciar canais” para um só canal.`,
  'part.help-tools': ({ tools, reminders }) =>
    `- ${tools} mostra o que mais sei fazer aqui, e ${reminders} seus lembretes.`,
  'part.help-usage': ({ usage, privacy }) =>
    `- ${usage} mostra quanto custei. ${privacy} mostra o que guardo sobre você, e dá a você uma cópia ou exclui tudo.`,
  'help.kept': ({ days, reset }) =>
    `Suas perguntas, o que você anexa e seu nome de exibição são enviados ao Gemini, do Google. Guardo suas perguntas e minhas respostas por ${countDays(days)}, e do que você anexa, só os nomes e o começo dos textos. Um resumo fica guardado enquanto falarem comigo aqui. ${reset} exclui tudo isso.`,
  'help.wrong': 'Sou uma IA e posso errar, então confira o que for importante.',
  'part.help-call': ({ voice }) => `- Estou agora em ${formatChannel(voice)}.`,
  'part.help-search': '- Posso pesquisar no Google. As fontes ficam abaixo da minha resposta.',
  'part.help-off': ({ names }) => `- Desativado aqui: ${list(names)}.`,
  'button.try-ask': 'Fazer uma pergunta',
  'button.try-join': 'Entre no meu canal de voz',
  'button.try-settings': 'Configurações',
  'button.try-privacy': 'O que você guarda de mim',
  'button.try-usage': 'Quanto você custou',

  /** Each is a line of /status. Moments are in milliseconds since the epoch, durations in milliseconds. */
  'status.connected': '**Conexão**: conectada',
  'status.idle': '**Conexão**: em repouso (sua próxima pergunta me acorda)',
  'status.idle-remembers': '**Conexão**: em repouso (sua próxima pergunta me acorda, e vou me lembrar do que foi dito)',
  /** The reason follows on the next line. */
  'status.unavailable': '**Conexão**: indisponível',
  'status.model': ({ model }) => `**Modelo**: ${model}`,
  'status.typed-always': ({ model }) => `**Perguntas escritas**: respondidas por ${model}`,
  'status.typed-when-live-fails': ({ model }) =>
    `**Perguntas escritas**: respondidas por ${model} quando não consigo acessar o outro`,
  'status.begun': ({ at }) => `**Conversa**: começou ${formatAgo(at)}`,
  'status.not-begun': '**Conversa**: ainda não começou',
  'status.unreadable': '**Conversa**: não dá para consultar agora',
  'status.turns': ({ turns }) => `**Perguntas até agora**: ${number(turns)}`,
  'status.turns-unknown': '**Perguntas até agora**: não se sabe',
  'status.queue': ({ waiting }) => `**Na fila**: ${number(waiting)}`,
  // No answer takes no time at all, so even the quickest is told as a tenth of a second.
  'status.latency': ({ ms }) => `**Tempo até a primeira palavra**: ${seconds(Math.max(ms, 100))}`,
  'status.no-latency': '**Tempo até a primeira palavra**: ainda não há respostas',
};
