import type { recapSentences as english } from '../en/recap-sentences.ts';
import { formatDate } from '../intl.ts';
import { countDays, number } from './grammar.ts';

export const recapSentences: typeof english = {
  'since.not-understood':
    'Não entendo quando é isso. Escreva há quanto tempo, como 2 horas ou 3 dias, ou uma data e um horário, como `2026-11-30 14:00`.',
  'since.ahead': 'Esse momento ainda não chegou. Indique um anterior.',
  'reading.not-allowed':
    'Você não pode ler o histórico de mensagens deste canal, então não posso contar o que foi dito aqui. Quem gerencia o canal pode mudar isso.',
  'reading.unavailable': 'Não consigo consultar agora o que foi dito aqui. Tente de novo em um minuto.',
  'reading.nothing': 'Nada do que me disseram aqui desde então está guardado.',
  'reading.nothing-new':
    'Não há nada de novo aqui desde a sua última mensagem. Para voltar mais no tempo, use `all` ou um período, como `1d`.',
  'reading.nothing-here': 'Nada do que me disseram aqui está guardado.',
  'reading.no-last': 'Não conheço nenhuma mensagem sua aqui, então isto vai até onde consigo ver.',
  'reading.spared':
    'Ficou de fora o que foi dito por quem não concordou ou não quer nada guardado, e as minhas respostas a isso.',
  'reading.retention': ({ days }) =>
    `O que é dito aqui fica guardado por ${countDays(days)}, então o que é mais antigo já não existe.`,
  'recap.title': ({ from }) => `**Resumo** do que me disseram desde ${formatDate(from)}:`,
  'part.recap-decisions': '**Decidido**',
  'part.recap-tasks': '**Quem faz o quê**',
  'part.recap-questions': '**Ainda em aberto**',
  'part.recap-links': '**Links citados**',
  'part.recap-more': ({ more }) => `… e mais ${number(more)}`,
  'recap.by-ai': 'Isto foi feito por uma IA e pode ter erros.',
  'recap.shortened': 'Só a parte mais recente está aqui, porque havia coisa demais para um resumo.',
  'recap.failed': 'Não consegui fazer um resumo agora. Tente de novo em um minuto.',
  'recap.busy': 'Estou ocupado demais para um resumo agora. Tente de novo em um minuto.',
  'recap.under-way': 'Já estou fazendo um resumo para você aqui. Espere até ficar pronto.',
  'transcript.done': ({ from, to, turns }) =>
    `Aqui está o que me disseram neste canal, com as minhas respostas, de ${formatDate(from)} a ${formatDate(to)}. Perguntas: ${number(turns)}.`,
  'transcript.cut': 'O que é mais antigo ficou de fora, porque o arquivo ficaria grande demais.',
  'transcript.too-large': 'Até a última resposta é grande demais para um arquivo que o Discord aceite aqui.',
  'export.transcript': 'O que foi dito ao Parley',
  'export.times':
    'Só se sabe quando as perguntas começaram. Todos os outros horários são estimados pelo tamanho dos textos.',
  'recap.call-title': ({ from }) => `**Resumo** da chamada que começou em ${formatDate(from)}:`,
  'recap.call-thread': ({ from }) => `A chamada que começou em ${formatDate(from)} acabou. O resumo está neste tópico.`,
  'part.recap-thread': 'Resumo da chamada',
  'recap.call-none': 'A chamada acabou, mas não há um resumo.',
  'recap.call-lost':
    'Fui reiniciado enquanto publicava o resumo da última chamada. Se ele não estiver aqui, peça um com /recap.',
};
