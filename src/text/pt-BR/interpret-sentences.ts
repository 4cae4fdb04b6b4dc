import type { interpretSentences as english } from '../en/interpret-sentences.ts';
import { formatChannel } from '../intl.ts';
import { formatFileName } from '../markdown-escape.ts';
import { dollars, language, list, seconds } from './grammar.ts';

const namePair = ({ one, other }: { one: string; other: string }): string => list([language(one), language(other)]);

/** About interpreting in calls: what it costs, what a call says about it, and what keeps it from working. */
export const interpretSentences: typeof english = {
  'interpret.ask': ({ voice, ...pair }) =>
    `Vou interpretar entre ${namePair(pair)} em ${formatChannel(voice)}: o que as pessoas disserem, escrevo no outro idioma.`,
  'interpret.ask-aloud': ({ voice, ...pair }) =>
    `Vou interpretar entre ${namePair(pair)} em ${formatChannel(voice)}: o que as pessoas disserem, escrevo no outro idioma e também digo em voz alta.`,
  'interpret.cost': ({ dollars: hour }) =>
    `Para isso, tudo o que é dito lá é enviado ao Gemini, do Google. Uma hora de fala custa cerca de ${dollars(hour)}, que contam nos limites daqui como gasto de quem fala. Posso começar?`,
  'button.interpret-begin': 'Começar',
  'button.interpret-end': 'Parar de interpretar',
  'interpret.begun': (pair) => `Agora estou interpretando entre ${namePair(pair)}.`,
  'interpret.ended': 'Parei de interpretar.',
  'interpret.not-on': 'Não estou interpretando aqui.',
  'interpret.no-call': ({ join }) =>
    `Não estou em nenhum canal de voz deste servidor. Leve-me ao seu com ${join} e tente de novo.`,
  'interpret.switched-off':
    'A interpretação está desativada aqui. Alguém que gerencie o servidor ou o canal pode mudar isso com /settings.',
  'interpret.unknown-language': ({ name }) =>
    `Não consigo interpretar ${formatFileName(name)}. Escolha um idioma da lista.`,
  'interpret.same-language': 'É o mesmo idioma duas vezes. Escolha dois diferentes.',
  'interpret.no-model': 'O Google não me oferece o modelo que interpreta. Avise quem administra este bot.',
  'interpret.fell-behind': ({ ms }) =>
    `Não consegui acompanhar, então ${seconds(ms)} do que foi dito ficaram sem interpretação.`,
  'interpret.only-written':
    'Tenho coisas demais para dizer ao mesmo tempo, então algumas traduções ficam só por escrito.',

  'panel.interpreting': ({ voice, ...pair }) =>
    `🌐 Estou interpretando entre ${namePair(pair)} em ${formatChannel(voice)}.`,
  'panel.interprets':
    'Escrevo aqui o que as pessoas dizem, no outro idioma. Não respondo ao que é dito: para me perguntar algo, escreva para mim.',
  'panel.interprets-aloud':
    'Escrevo aqui o que as pessoas dizem, no outro idioma, e digo em voz alta. Não respondo ao que é dito: para me perguntar algo, escreva para mim.',
  'privacy.interpreted':
    'Tudo o que você diz lá é enviado ao Gemini, do Google, para ser traduzido. Não guardo gravação nem transcrição disso, mas as traduções ficam no canal.',
  'privacy.interpreted-agreed':
    'Tudo o que dizem lá as pessoas que concordaram é enviado ao Gemini, do Google, para ser traduzido. Não guardo gravação nem transcrição disso, mas as traduções ficam no canal.',
  'join.interpreting': (pair) => `Estou interpretando lá entre ${namePair(pair)}.`,
  'line.interpreting': 'O Parley está interpretando',
  'part.help-interpret': ({ interpret }) => `- ${interpret} me faz interpretar em uma chamada.`,
  'part.language': ({ tag }) => language(tag),
};
