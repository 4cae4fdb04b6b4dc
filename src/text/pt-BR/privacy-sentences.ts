import type { privacySentences as english } from '../en/privacy-sentences.ts';
import { formatDate, formatPerson } from '../intl.ts';
import type { HearingWish } from '../values.ts';
import { countDays, number, plural } from './grammar.ts';

/** What somebody's yes brings them, by whether they want to be heard. */
const FROM_NOW_ON: Record<HearingWish, string> = {
  heard: 'De agora em diante, respondo a você aqui e escuto você nas chamadas.',
  unheard:
    'De agora em diante, respondo a você aqui. Nas chamadas, continuo sem escutar você, até você clicar em **Me escute de novo** embaixo da minha mensagem sobre a chamada, ou em **Me escute aqui** depois de /privacy.',
  unknown:
    'De agora em diante, respondo a você aqui e escuto você nas chamadas, a não ser que você tenha me dito para não escutar você. Nesse caso, isso continua valendo.',
};

/** About what is kept of people: seeing, taking and deleting it. */
export const privacySentences: typeof english = {
  'privacy.title': 'É isto que guardo sobre você:',
  'privacy.nothing': 'Não guardo nada do que você disse.',
  'privacy.but-kept': 'O que eu guardo:',
  'kept.turns': ({ turns, channels }) =>
    `${plural(turns, { one: 'Uma pergunta sua com minha resposta', other: `${number(turns)} perguntas suas com minhas respostas` })}, em ${plural(channels, { one: 'um canal', other: `${number(channels)} canais` })}`,
  'kept.files': ({ files }) =>
    plural(files, {
      one: 'Anotações sobre um arquivo que veio com uma pergunta sua, mas não o próprio arquivo',
      other: `Anotações sobre ${number(files)} arquivos que vieram com suas perguntas, mas não os próprios arquivos`,
    }),
  'kept.quotes': ({ quotes }) =>
    plural(quotes, {
      one: 'Uma mensagem sua sobre a qual outra pessoa me perguntou',
      other: `${number(quotes)} mensagens suas sobre as quais outras pessoas me perguntaram`,
    }),
  'kept.recaps': ({ recaps }) =>
    plural(recaps, {
      one: 'Um resumo de conversas mais antigas que inclui as suas',
      other: `${number(recaps)} resumos de conversas mais antigas que incluem as suas`,
    }),
  'kept.spent': ({ days }) => `Quanto custaram suas perguntas, em ${countDays(days)}`,
  'kept.unheard': ({ servers }) =>
    `Que não devo escutar você em ${plural(servers, { one: 'um servidor', other: `${number(servers)} servidores` })}`,
  'kept.agreed': ({ at }) => `Que você concordou que eu responda e escute você aqui: ${formatDate(at)}`,
  'privacy.stored': 'Eu me lembro do que você diz, para podermos continuar depois.',
  'privacy.unstored': 'Não guardo o que você diz: respondo e depois esqueço.',
  'privacy.not-agreed':
    'Aqui só respondo e escuto quem concorda com isso. Até você concordar, nada do que você me disser aqui é enviado ao Google Gemini nem guardado.',
  'privacy.google': 'O que você me diz é enviado ao Google Gemini, que responde.',

  'privacy.confirm-delete':
    'Excluir tudo o que guardo sobre você, em todos os canais e servidores? As respostas que dei a você e os resumos que incluem você também são excluídos. Isso não pode ser desfeito. O que outras pessoas disseram sobre você com as próprias palavras e as mensagens no próprio Discord não são excluídas.',
  'privacy.deleted': 'Pronto. Excluí tudo o que guardava sobre você. Só me lembro do que você me pediu para não fazer.',
  'privacy.under-way':
    'Estou excluindo tudo o que guardo sobre você, mas ainda não terminei. A exclusão continua sozinha, mesmo que eu seja reiniciado. Use /privacy em alguns minutos para ver o que resta.',
  'privacy.sealed':
    'Excluí tudo o que consigo ler sobre você. **Há dados guardados que não consigo ler** porque estão criptografados com uma chave que não me deram, então algo seu ainda pode estar lá. Avise quem administra este bot. Assim que eu tiver a chave, reviso esses dados sem que ninguém precise pedir.',
  'privacy.kept': 'Tudo bem, não excluí nada.',
  'privacy.not-deleted':
    '**Nada foi excluído ainda** porque não consigo acessar meu armazenamento. Vou excluir assim que puder. Posso ser reiniciado antes disso, então tente de novo em alguns minutos.',
  'privacy.unreadable': 'Não consigo consultar agora o que guardo sobre você. Tente de novo em um minuto.',
  'privacy.choice-not-stored':
    'Não consegui anotar isso porque não consigo acessar meu armazenamento, então **nada mudou**. Tente de novo em alguns minutos.',
  'privacy.now-unstored':
    'Tudo bem. De agora em diante, respondo ao que você diz, mas não guardo. O que guardei antes continua lá até você excluir.',
  'privacy.now-stored': 'Tudo bem. De agora em diante, eu me lembro do que você diz.',
  'privacy.not-kept': 'Não consigo consultar agora se posso me lembrar disto, então não guardei.',
  'privacy.exported':
    'Aqui está tudo o que guardo sobre você, em uma página para ler e em JSON. Só você pode ver esta mensagem.',
  'privacy.need-manage':
    'Você precisa da permissão “Gerenciar servidor” para excluir o que guardo sobre outras pessoas.',
  'privacy.only-in-servers': 'Só servidores têm outros membros. Use este comando em um deles.',
  'privacy.confirm-member': ({ member }) =>
    `Excluir tudo o que guardo sobre <@${member}> neste servidor? Isso não pode ser desfeito. O que essa pessoa recusou continua recusado.`,
  'privacy.member-deleted': ({ member }) => `Pronto. Excluí tudo o que guardava sobre <@${member}> neste servidor.`,
  'privacy.member-under-way':
    'Estou excluindo, mas ainda não terminei. A exclusão continua sozinha, mesmo que eu seja reiniciado.',
  'privacy.member-sealed':
    'De tudo isso, excluí o que consigo ler. **Há dados guardados que não consigo ler** porque estão criptografados com uma chave que não me deram. Avise quem administra este bot. Assim que eu tiver a chave, reviso esses dados sem que ninguém precise pedir.',
  'privacy.server-deleted':
    'Pronto. Excluí tudo o que guardava sobre este servidor: conversas, resumos, configurações e custos. Todas as configurações estão como no início, também quem pode me usar, os limites e o consentimento. Quem não quer ser escutado continua anotado.',
  'privacy.server-kept': 'Você digitou outra coisa, então não excluí nada.',

  'form.privacy-server-title': 'Excluir todos os dados deste servidor',
  'form.privacy-server-word': 'Digite “excluir” para excluir tudo',
  'option.privacy-server-word':
    'Conversas, custos e todas as configurações: acesso, limites, consentimento. Não dá para desfazer.',
  'form.privacy-server-answer': 'excluir',

  /** What people read when they first ask, or have to agree to before they're answered. */
  'agreement.notice': ({ days }) =>
    `Para você saber: o que você me pergunta é enviado ao Gemini, do Google, e eu guardo a pergunta com a minha resposta por ${countDays(days)}. Use /privacy para ver ou excluir o que guardo, ou para que nada seja guardado.`,
  'agreement.ask': ({ days }) =>
    `Aqui só respondo e escuto quem concorda com isto: o que você me escreve ou diz é enviado ao Gemini, do Google, e eu guardo isso com a minha resposta por ${countDays(days)}, a não ser que você tenha me dito para não guardar nada. Se estiver tudo bem para você, clique em **Concordo**. Você pode voltar atrás a qualquer momento com /privacy.`,
  'agreement.unknown':
    'Aqui só respondo a quem concordou, e não consigo consultar agora se você concordou. Tente de novo em um minuto.',
  'agreement.given': ({ hearing }) =>
    `Obrigado. ${FROM_NOW_ON[hearing]} Se você já tinha me perguntado algo, pergunte de novo.`,
  'agreement.given-asked': ({ hearing, questions }) =>
    `Obrigado. ${FROM_NOW_ON[hearing]} ${plural(questions, {
      one: 'Vou responder à sua pergunta agora, então não precisa repeti-la.',
      other: `Vou responder às suas últimas ${number(questions)} perguntas agora, então não precisa repeti-las.`,
    })}`,
  'agreement.not-stored':
    'Não consegui anotar que você concorda porque não consigo acessar meu armazenamento, então **ainda não está valendo**. Clique no botão de novo em alguns minutos.',
  'agreement.withdrawn':
    'Tudo bem. Não respondo mais a você nem escuto você aqui, até você concordar de novo. O que guardei antes continua lá até você excluir.',
  'agreement.withdrawn-unneeded':
    'Tudo bem, anotei que você não concorda mais. No momento, respondo a todo mundo aqui sem perguntar. É só não me perguntar nada e clicar em **Não me escute aqui** se você participar de chamadas comigo.',
  'agreement.withdrawn-unstored':
    'Não respondo mais a você nem escuto você aqui, mas não consigo acessar meu armazenamento, então só vou me lembrar disso até ser reiniciado. Clique no botão de novo em alguns minutos.',

  /** About a message that somebody asks about, where people have to agree before their words are passed on. */
  'withheld.not-agreed': ({ name }) =>
    `Deixei a mensagem de ${name} de fora: aqui só repasso o que foi escrito por quem concordou com isso, e ${name} ainda não concordou. Essa pessoa pode concordar com /privacy.`,
  'withheld.not-allowed': ({ name }) =>
    `Deixei a mensagem de ${name} de fora porque não posso repassar o que essa pessoa escreve aqui.`,
  'withheld.not-known': ({ name }) =>
    `Deixei a mensagem de ${name} de fora porque não consigo consultar agora se essa pessoa concordou que eu a repasse. Pergunte de novo em um minuto.`,
  'withheld.no-author':
    'Deixei de fora a mensagem que veio com sua pergunta porque não consigo saber quem a escreveu. Aqui só repasso o que foi escrito por quem concordou com isso.',
  'withheld.forward':
    'Deixei a mensagem encaminhada de fora: ela é de um servidor em que só repasso o que foi escrito por quem concordou com isso, e não consigo saber quem a escreveu.',
  'withheld.question': ({ person }) =>
    `Não posso perguntar isso de novo: aqui só repasso o que foi escrito por quem concordou com isso, e não me consta que ${formatPerson(person)} tenha concordado.`,

  'button.agree': 'Concordo',
  'button.disagree': 'Não concordo mais',
  'button.privacy-export': 'Baixar',
  'button.privacy-delete': 'Excluir',
  'button.privacy-confirm': 'Excluir tudo',
  'button.privacy-unstored': 'Não guarde o que digo',
  'button.privacy-stored': 'Guarde o que digo',
  'button.privacy-server': 'Excluir os dados deste servidor',
  'button.privacy-unheard': 'Não me escute aqui',
  'button.privacy-heard': 'Me escute aqui',

  'export.title': 'O que o Parley guarda sobre você',
  'export.about': 'Os horários estão em UTC. Os links abrem os canais no Discord.',
  'export.said': 'Você:',
  'export.answered': 'Parley:',
  'export.wrote': 'O Parley escreveu:',
  'export.sites': 'Encontrado em:',
  'export.files': 'Arquivo:',
  'export.quoted': 'Citado:',
  'export.quotes': 'O que outras pessoas citaram de você',
  'export.recaps': 'Resumos que incluem você',
  'export.spent': 'Quanto custaram suas perguntas, em bilionésimos de dólar',
  'export.unheard': 'Servidores onde não devo escutar você',
  'export.choices': 'O que você escolheu',
  'export.left-out': 'O arquivo ficaria grande demais, então as perguntas mais antigas ficaram de fora:',
};
