import type { geminiSentences as english } from '../en/gemini-sentences.ts';
import { formatMoment } from '../intl.ts';
import { listRefused } from './grammar.ts';

/** What to do about trouble that passes: ask again once it's over, if we know when, or else what `otherwise` says. */
const again = (at: number | undefined, otherwise: string): string =>
  at === undefined ? otherwise : `Pergunte de novo a partir deste horário: ${formatMoment(at)}.`;

/** About Gemini: failures on the way to it, answers that it couldn't give, and faults that only the bot's operator can fix. */
export const geminiSentences: typeof english = {
  'gemini.lost': ({ at }) => `Perdi minha conexão com o Gemini. ${again(at, 'Pergunte de novo.')}`,
  'gemini.broken': ({ at }) =>
    at === undefined
      ? 'Perdi minha conexão com o Gemini antes do fim desta resposta.'
      : `Perdi minha conexão com o Gemini antes do fim desta resposta. ${again(at, '')}`,
  'gemini.late': ({ at }) => `O Gemini não respondeu a tempo. ${again(at, 'Pergunte de novo.')}`,
  'gemini.often': ({ at }) =>
    `Minha conexão com o Gemini não para de falhar. ${again(at, 'Pergunte de novo mais tarde.')}`,
  'gemini.busy': ({ at }) => `O Gemini não está disponível agora. ${again(at, 'Pergunte de novo em um minuto.')}`,
  'gemini.quota': ({ at }) =>
    `Por enquanto, esgotei minha cota do Gemini. ${again(at, 'Pergunte de novo mais tarde.')}`,
  'gemini.refused': () => 'O Gemini não aceita esta pergunta. Reformule-a.',
  'gemini.left-out': ({ extras }) =>
    `O Gemini não aceita o que está definido aqui em ${listRefused(extras)}, então respondi sem isso. Alguém que gerencie o servidor ou o canal pode mudar isso com /settings.`,
  'gemini.no-search': 'O Google não está me deixando pesquisar na web agora, então respondi sem pesquisar.',
  'gemini.no-voice': 'O Gemini não oferece esta voz agora. Escolha outra.',
  'gemini.full': ({ at }) =>
    `Já estou falando em todos os canais que consigo. ${again(at, 'Pergunte de novo em um minuto.')}`,
  'gemini.proxy': () =>
    'Não consigo acessar o Gemini porque meu proxy não me deixa passar. Avise quem administra este bot.',
  'gemini.unreachable': ({ at }) => `Não consigo acessar o Gemini. ${again(at, 'Pergunte de novo em um minuto.')}`,

  'gemini.tools':
    'O Gemini não parava de usar as ferramentas dele sem responder, então eu o interrompi. Reformule sua pergunta.',
  'gemini.noise': 'O Gemini fazia sons sem dizer nada, então eu o interrompi. Pergunte de novo.',
  'gemini.question-blocked': 'Os filtros de segurança do Gemini bloquearam esta pergunta. Reformule-a.',
  'gemini.answer-blocked': 'Os filtros de segurança do Gemini interromperam esta resposta. Reformule sua pergunta.',
  'gemini.unfinished': 'O Gemini não conseguiu terminar esta resposta. Pergunte de novo.',

  'owner.credits':
    'Meus créditos do Gemini acabaram. Avise quem administra este bot: dá para comprar mais no Google AI Studio, na seção de faturamento (Billing).',
  'owner.cap':
    'Cheguei ao meu limite mensal de gastos com o Gemini. Avise quem administra este bot: dá para aumentá-lo no Google AI Studio.',
  'owner.billing':
    'O Google não me deixa usar o Gemini por causa de um problema de faturamento. Peça a quem administra este bot que confira o faturamento (Billing) no Google AI Studio.',
  'owner.region': 'O Google não oferece o Gemini no lugar onde funciono. Avise quem administra este bot.',
  'owner.key':
    'O Google não aceita minha chave de API do Gemini. Peça a quem administra este bot que confira `GEMINI_API_KEY`.',
  'owner.leaked':
    'O Google bloqueou minha chave de API do Gemini porque ela apareceu em público. Peça a quem administra este bot que crie uma nova.',
  'owner.blocked':
    'O Google bloqueou minha chave de API do Gemini ou o projeto dela. Peça a quem administra este bot que dê uma olhada no Google AI Studio.',
  'owner.restricted':
    'Minha chave de API do Gemini não pode ser usada daqui. Peça a quem administra este bot que confira as restrições da chave.',
  'owner.denied': 'O Google não me deixa usar o Gemini. Peça a quem administra este bot que execute `npm run doctor`.',
  'owner.model':
    'O Google não conhece o modelo do Gemini que fui configurado para usar. Peça a quem administra este bot que confira `GEMINI_MODEL` e `GEMINI_API_VERSION`.',
  'owner.closed':
    'O Google não oferece mais o modelo do Gemini que fui configurado para usar. Peça a quem administra este bot que escolha outro `GEMINI_MODEL`.',
  'owner.typed-model':
    'O Google não conhece o modelo do Gemini que fui configurado para usar nas perguntas escritas. Peça a quem administra este bot que confira `TYPED_MODEL`.',
  'owner.typed-closed':
    'O Google não oferece mais o modelo do Gemini que fui configurado para usar nas perguntas escritas. Peça a quem administra este bot que escolha outro `TYPED_MODEL`.',
  'owner.address':
    'Não encontro o Gemini no endereço que fui configurado para usar. Peça a quem administra este bot que confira `GEMINI_BASE_URL` e `GEMINI_API_VERSION`.',
  'owner.setup': 'O Gemini recusa minha configuração. Peça a quem administra este bot que execute `npm run doctor`.',
};
