import type { panelSentences as english } from '../en/panel-sentences.ts';
import { formatChannel, formatPerson } from '../intl.ts';
import { toVerbatim } from '../markdown-escape.ts';
import { countDays, list, number, plural } from './grammar.ts';

const listOthers = (more: number | 'unknown'): string[] => {
  if (more === 'unknown') return ['talvez outras pessoas'];
  return more > 0 ? [plural(more, { one: 'mais uma pessoa', other: `mais ${number(more)} pessoas` })] : [];
};

/** What a call says about itself: the notice in a channel, the reply to /join, and the line under the voice channel's name. */
export const panelSentences: typeof english = {
  'panel.listening': ({ voice }) => `🎙️ Estou escutando em ${formatChannel(voice)}.`,
  'panel.talk': ({ voice }) =>
    `🎙️ Estou em ${formatChannel(voice)}. Clique em **Falar**, e vou escutar você até você parar de falar.`,
  'panel.reads-aloud': ({ voice }) =>
    `🔊 Estou em ${formatChannel(voice)} e leio minhas respostas em voz alta. Não estou escutando ninguém.`,
  'panel.silent': ({ voice }) => `🔊 Estou em ${formatChannel(voice)}. Não estou escutando ninguém.`,
  'panel.deaf': ({ voice }) =>
    `🔇 Estou em ${formatChannel(voice)}, mas a moderação me ensurdeceu lá, então não consigo ouvir ninguém.`,
  'panel.nobody': ({ voice }) => `🎙️ Estou em ${formatChannel(voice)}, mas agora não há ninguém que eu possa escutar.`,
  'panel.joining': ({ voice }) => `Estou entrando em ${formatChannel(voice)}.`,
  'panel.joining-to-listen': ({ voice }) => `Estou entrando em ${formatChannel(voice)}, e vou escutar lá.`,
  'panel.reconnecting': ({ voice }) =>
    `Perdi minha conexão com ${formatChannel(voice)} e estou reconectando. Enquanto isso, não consigo ouvir ninguém.`,
  'panel.reconnecting-quietly': ({ voice }) => `Perdi minha conexão com ${formatChannel(voice)} e estou reconectando.`,
  'panel.answers-all': 'Respondo a tudo.',
  'panel.answers-all-aloud': 'Respondo a tudo em voz alta.',
  'panel.answers-name': 'Respondo quando alguém fala comigo, de preferência pelo meu nome.',
  'panel.answers-name-aloud': 'Respondo em voz alta quando alguém fala comigo, de preferência pelo meu nome.',
  'panel.opt-in': 'Só escuto quem concordou com isso: clique em **Concordo** se quiser que eu escute você.',
  'panel.deafened': 'A moderação me ensurdeceu lá, então não consigo ouvir ninguém.',
  'panel.muted': 'A moderação me silenciou na chamada, então ninguém consegue me ouvir.',
  'panel.audience': 'Estou na plateia, então ninguém consegue me ouvir.',
  'panel.asked-to-speak': 'Pedi para falar no palco. A moderação precisa permitir antes que alguém consiga me ouvir.',
  'panel.refused': ({ person }) => `Não estou escutando ${formatPerson(person)} agora.`,
  'panel.unknown-speaker':
    'Alguém aqui está falando, mas o Discord não me disse quem é, então não consigo ouvir essa pessoa. Se for você, silencie seu microfone e ative-o de novo.',
  /** The owner's words for the people in a call. */
  'panel.greeting': ({ greeting }) => toVerbatim(greeting),
  'panel.moved': ({ channel }) => `Agora digo em ${formatChannel(channel)} quem estou escutando.`,

  /** What happens to what people say in a call: who gets it, and what is kept. */
  'privacy.sent':
    'Tudo o que você diz lá é enviado ao Gemini, do Google, com seu nome de exibição, mesmo quando não respondo.',
  'privacy.sent-agreed':
    'Tudo o que dizem lá as pessoas que concordaram é enviado ao Gemini, do Google, com o nome de exibição delas, mesmo quando não respondo.',
  'privacy.sent-talk':
    'O que você diz depois de clicar em **Falar** é enviado ao Gemini, do Google, com seu nome de exibição.',
  'privacy.sent-later':
    'Assim que eu conseguir ouvir as pessoas, tudo o que elas disserem lá será enviado ao Gemini, do Google, com o nome de exibição delas.',
  'privacy.sent-talk-agreed':
    'O que as pessoas que concordaram dizem depois de clicar em **Falar** é enviado ao Gemini, do Google, com o nome de exibição delas.',
  'privacy.sent-later-agreed':
    'Assim que eu conseguir ouvir as pessoas, tudo o que disserem lá aquelas que concordaram será enviado ao Gemini, do Google, com o nome de exibição delas.',
  'privacy.chat': ({ channel }) =>
    `O que as pessoas na chamada escrevem em ${formatChannel(channel)} também é enviado ao Gemini, do Google, com o nome de exibição delas, para descobrir se é comigo.`,
  'privacy.chat-agreed': ({ channel }) =>
    `O que as pessoas na chamada que concordaram escrevem em ${formatChannel(channel)} também é enviado ao Gemini, do Google, com o nome de exibição delas, para descobrir se é comigo.`,
  'privacy.kept-here': ({ days }) =>
    `Não guardo gravações. Uma transcrição, com nomes, fica guardada com a conversa deste canal por ${countDays(days)}, e um resumo dela, enquanto as pessoas continuarem falando comigo aqui. Partes de ambos são enviadas de novo ao Gemini para que ele se lembre. A moderação pode excluir os dois com /reset, e você pode ver e excluir o que guardo de você com /privacy.`,
  'privacy.kept-elsewhere': ({ days }) =>
    `Não guardo gravações. Uma transcrição, com nomes, fica guardada por ${countDays(days)} com a conversa de outro canal, que nem todo mundo aqui pode ler, e um resumo dela, enquanto as pessoas continuarem falando comigo lá. Partes de ambos são enviadas de novo ao Gemini para que ele se lembre. A moderação pode excluir os dois com /reset lá, e você pode ver e excluir o que guardo de você com /privacy.`,

  /** Why Parley isn't listening. */
  'notice.pending': 'Ainda não estou escutando: meu aviso sobre isso não foi publicado.',
  'notice.deleted': 'Não estou escutando: alguém excluiu meu aviso sobre isso.',
  'notice.forbidden': ({ channel }) =>
    `Não estou escutando: preciso publicar um aviso antes, e não tenho permissão para escrever em ${formatChannel(channel)}.`,
  'notice.refused': ({ channel }) =>
    `Não estou escutando: preciso publicar um aviso antes, e o Discord não o aceitou em ${formatChannel(channel)}.`,
  'notice.unwritten': ({ channel }) =>
    `Não estou interpretando: não tenho permissão para escrever em ${formatChannel(channel)}.`,
  'notice.over': 'Não estou escutando: a chamada acabou.',

  'join.arrived': ({ voice }) => `Estou em ${formatChannel(voice)}.`,
  'join.reconnecting': ({ voice }) => `Estou reconectando a ${formatChannel(voice)}.`,
  'join.reads-aloud': 'Não estou escutando ninguém. Só leio minhas respostas em voz alta.',
  'join.silent': 'Não estou escutando ninguém.',
  'join.nobody': ({ channel }) =>
    `Ainda não há ninguém que eu possa escutar: não escuto quem me pediu para não escutar, quem ainda precisa concordar onde isso é necessário, nem quem não pode ler ${formatChannel(channel)} e o histórico de mensagens dele.`,
  'join.not-agreed': ({ people, more, channel }) =>
    `Não estou escutando ${list([...people.map(formatPerson), ...listOthers(more)])}: aqui é preciso concordar primeiro, e não me consta que isso tenha acontecido. O botão **Concordo** está embaixo do meu aviso em ${formatChannel(channel)}.`,
  'join.everyone': 'Vou responder a tudo o que as pessoas disserem lá.',
  'join.everyone-later': 'Assim que eu conseguir ouvir as pessoas, vou responder a tudo o que elas disserem.',
  'join.addressed': 'Vou responder quando alguém falar comigo, de preferência pelo meu nome.',
  'join.addressed-later':
    'Assim que eu conseguir ouvir as pessoas, vou responder quando alguém falar comigo, de preferência pelo meu nome.',
  'join.button': 'Clique em **Falar**, e vou escutar até você parar de falar.',
  'join.button-later':
    'Assim que eu conseguir ouvir as pessoas, clique em **Falar**, e vou escutar até você parar de falar.',
  'join.writes-nothing': 'Não vou escrever nada.',
  'join.writes-answers': 'Vou escrever minhas respostas.',
  'join.writes-all': 'Vou escrever minhas respostas e o que eu ouvir.',
  'join.writes-all-addressed':
    'Vou escrever minhas respostas e o que eu ouvir, menos o que eu souber que não é comigo.',
  'join.writes-all-later':
    'Vou escrever minhas respostas e, assim que eu conseguir ouvir as pessoas, também o que elas disserem.',
  'join.not-set':
    'Isso vale por enquanto, mas não consegui guardar como configuração deste canal. Use /join de novo em alguns minutos.',
  'join.notice-elsewhere': ({ channel }) =>
    `Nem todo mundo que pode entrar no canal de voz pode ler este canal, então meu aviso está em ${formatChannel(channel)}.`,
  'join.writing-elsewhere': ({ channel }) =>
    `Nem todo mundo que pode entrar no canal de voz pode ler este canal, então meu aviso e o que escrevo estão em ${formatChannel(channel)}.`,

  /** Under the voice channel's name: as short as possible, and without a full stop. */
  'line.listening': 'O Parley está escutando',
  'line.talk': 'O Parley escuta quando você clica em “Falar”',
  'line.reads-aloud': 'O Parley lê as respostas em voz alta e não está escutando',
  'line.reconnecting': 'O Parley está reconectando e não consegue ouvir ninguém',
  'line.deaf': 'O Parley está ensurdecido e não consegue ouvir ninguém',
  'line.unannounced': 'O Parley ainda não está escutando',
  'line.nobody': 'O Parley não está escutando ninguém aqui agora',
};
