import type { callSentences as english } from '../en/call-sentences.ts';
import { formatChannel } from '../intl.ts';
import { listPermissions, number, plural } from './grammar.ts';

/** About calls: joining and leaving voice channels, who may control a call, and being listened to. */
export const callSentences: typeof english = {
  'call.only-in-servers': 'Só servidores têm canais de voz. Use isso em um servidor.',
  'call.none': 'Não estou em nenhum canal de voz deste servidor.',
  'call.over': 'Essa chamada já acabou.',
  'call.not-yours': ({ voice }) =>
    `Para fazer isso, você precisa estar em ${formatChannel(voice)} ou ter a permissão “Mover membros” lá.`,
  'call.no-voice-channel': 'Você não está em nenhum canal de voz. Entre em um ou escolha um com a opção `canal`.',
  'call.unknown-channel': 'Não encontro esse canal de voz. Ou ele foi excluído, ou não tenho permissão para vê-lo.',
  'call.may-not-enter': ({ voice }) =>
    `Você não tem permissão para entrar em ${formatChannel(voice)}, então não posso ir até lá por você.`,
  'call.missing-permissions': ({ voice, missing }) =>
    plural(missing.length, {
      one: `Não posso entrar em ${formatChannel(voice)} sem esta permissão lá: ${listPermissions(missing)}. Peça à moderação que a conceda e tente de novo.`,
      other: `Não posso entrar em ${formatChannel(voice)} sem estas permissões lá: ${listPermissions(missing)}. Peça à moderação que as conceda e tente de novo.`,
    }),
  'call.full': ({ voice }) =>
    `${formatChannel(voice)} está cheio. Tente de novo quando houver vaga ou peça à moderação que me dê a permissão “Mover membros” lá.`,
  'call.cannot-announce': ({ channel, missing }) =>
    plural(missing.length, {
      one: `Só escuto onde posso publicar um aviso sobre isso. Para escrever em ${formatChannel(channel)}, preciso desta permissão lá: ${listPermissions(missing)}.`,
      other: `Só escuto onde posso publicar um aviso sobre isso. Para escrever em ${formatChannel(channel)}, preciso destas permissões lá: ${listPermissions(missing)}.`,
    }),
  'call.change-not-yours': ({ voice }) =>
    `Para mudar a chamada, você precisa estar em ${formatChannel(voice)} ou ter a permissão “Mover membros” lá.`,
  'call.busy': ({ voice, leave }) =>
    `Já estou em ${formatChannel(voice)} e só posso estar em um canal de voz por servidor. Venha para lá ou peça a alguém que esteja lá que use ${leave}.`,
  'call.settings-unknown':
    'Não consigo acessar meu armazenamento, então não sei como as chamadas estão configuradas aqui. Escolha tanto `escuta` quanto `transcrição`, ou tente de novo em um minuto.',
  'call.no-more': 'No momento não posso entrar em mais chamadas. Tente de novo mais tarde ou pergunte por escrito.',
  'call.restarting': 'Estou reiniciando. Tente de novo em um minuto.',
  'call.left': ({ voice }) => `Saí de ${formatChannel(voice)}.`,
  'call.already-left': 'Eu já tinha saído.',

  /** Why a call couldn't begin, or has ended. The panel shows it, and so does the reply to the person who asked for it. */
  'call.timeout': 'O Discord não me deixou entrar no canal de voz a tempo. Tente de novo em um minuto.',
  'call.no-sound':
    'Estou conectado ao canal de voz, mas o som não passa. Peça a quem administra este bot que libere o tráfego UDP de saída.',
  'call.proxy':
    'Não consigo me conectar aos servidores de voz do Discord porque meu proxy não me deixa passar. Avise quem administra este bot.',
  'call.removed': 'Alguém me tirou do canal de voz.',
  'call.refused': 'O Discord recusou minha conexão com o canal de voz. Tente de novo mais tarde.',
  'call.discord-away': 'Perdi minha conexão com o Discord. Tente de novo em um minuto.',
  'call.ended': 'Saí do canal de voz.',
  'call.elsewhere': 'Saí porque alguém me pediu para entrar em outro canal de voz.',
  'call.empty': 'Todo mundo saiu do canal de voz, então eu também saí.',
  'call.empty-after-restart': 'Fui reiniciado, e o canal de voz estava vazio quando voltei.',
  'call.channel-deleted': 'Esta chamada acabou porque o canal dela foi excluído.',
  'call.speech-too-long': ({ minutes }) =>
    plural(minutes, {
      one: 'Você falou por um minuto, e uma pergunta não pode durar mais. O que você disser agora conta como uma nova pergunta.',
      other: `Você falou por ${number(minutes)} minutos, e uma pergunta não pode durar mais. O que você disser agora conta como uma nova pergunta.`,
    }),
  'call.speech-too-long-talk': ({ minutes }) =>
    plural(minutes, {
      one: 'Você falou por um minuto, e uma pergunta não pode durar mais. Clique em **Falar** para continuar.',
      other: `Você falou por ${number(minutes)} minutos, e uma pergunta não pode durar mais. Clique em **Falar** para continuar.`,
    }),
  'call.words-missing':
    'Três vezes em uma hora, o Google não me informou o que alguém disse. Eu não tinha como saber se era comigo, então guardei minhas respostas para mim. Se isso continuar, use `/join` e defina `escuta` como `everyone`, ou como `button`, para clicar em **Falar** antes de falar.',

  'consent.unheard':
    'Não vou escutar você em nenhum canal de voz deste servidor até você clicar em **Me escute de novo**.',
  'consent.heard': 'Vou voltar a escutar você nos canais de voz deste servidor.',
  'consent.unheard-unstored':
    'Parei de escutar você, mas não consigo acessar meu armazenamento, então só vou me lembrar disso até ser reiniciado. Clique no botão de novo em alguns minutos.',
  'consent.heard-unstored':
    'Voltei a escutar você, mas não consigo acessar meu armazenamento, então só vou me lembrar disso até ser reiniciado. Clique no botão de novo em alguns minutos.',

  'talk.go-ahead': 'Pode falar. Estou escutando até você parar de falar.',
  'talk.join-first': ({ voice }) => `Só consigo ouvir você em ${formatChannel(voice)}. Entre lá primeiro.`,
  'talk.not-needed': 'A forma como escuto mudou, então você não precisa mais deste botão.',
  'talk.not-for-you':
    'Neste servidor, só alguns cargos podem usar **Falar**, e você não tem nenhum deles. Consulte a moderação.',
  'talk.unheard':
    'Não estou escutando você nesta chamada. Se você clicou em **Não me escute** antes, clique primeiro em **Me escute de novo**.',
};
