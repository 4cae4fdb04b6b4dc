import type { OperatorFault } from '../../../base/events.ts';
import { brazilianFormats, brazilianTurns } from './brazilian-turns.ts';
import type { englishBoard } from './english-board.ts';

const { amounts, plural } = brazilianFormats;
const { count } = amounts;

/** A million in digits has the form of other numbers, and none isn't one. */
const inflect = (value: number, one: string, other: string): string =>
  value === 0 ? other : plural(value, { one, many: other, other });

/** What only the operator can fix at Google, after a colon. */
const FAULTS: Record<OperatorFault, string> = {
  credits: 'os créditos pré-pagos acabaram',
  cap: 'o limite de gastos foi atingido',
  billing: 'o faturamento está desativado ou encerrado',
  region: 'ele não é oferecido onde o Parley roda',
  key: 'a chave está errada ou expirou',
  leaked: 'a chave foi encontrada em público',
  blocked: 'a chave ou o projeto dela está bloqueado',
  restricted: 'a chave não pode ser usada desse lugar ou para o Gemini',
  denied: 'nenhum motivo foi dado',
  model: 'esse modelo não existe',
  closed: 'esse modelo não é mais oferecido a você',
  address: 'o servidor em GEMINI_BASE_URL não é a API Live',
  setup: 'a configuração do Parley não serve para este modelo',
};

const PERIODS = { day: 'por dia', month: 'por mês' };

/** Every word of the operator's page in the Portuguese of Brazil. */
export const brazilianBoard: typeof englishBoard = {
  amounts,
  ...brazilianTurns,

  'page.title': 'Parley: página do operador',
  'page.loading': 'Carregando…',
  'page.script': 'Esta página precisa de JavaScript.',
  'page.closed':
    'A página do operador não é servida aqui, porque outras máquinas poderiam acessá-la sem senha. Defina OPERATOR_PASSWORD ou OPERATOR_TOKEN, ou mude HTTP_HOST para 127.0.0.1, e reinicie o Parley.',

  'login.title': 'Entrar no Parley',
  'login.password': 'Senha do operador',
  'login.enter': 'Entrar',
  'login.wrong': 'Essa senha está errada.',
  'login.late': ({ minutes }) =>
    `Houve senhas erradas demais. Tente de novo em ${inflect(minutes, 'um minuto', `${count(minutes)} minutos`)}.`,

  'status.ended': 'Este processo terminou.',
  'status.lost': 'Não dá para acessar este processo. Tentando de novo…',
  'status.ready': 'Pronto.',
  'status.ready-but': ({ troubles }) => `Pronto, mas ${troubles.join('; ')}.`,
  'status.not-ready': ({ troubles }) => `Não está pronto: ${troubles.join('; ')}.`,
  'status.fault': ({ fault }) => `O Gemini recusa conexões: ${FAULTS[fault]} (${fault})`,
  troubles: {
    discord: 'sem conexão com o Discord',
    spare: 'outros processos têm todos os shards, e este assume quando um ficar livre',
    commands: 'os comandos ainda não foram registrados',
    store: 'o armazenamento não funciona',
    gemini: 'o Gemini recusa conexões',
    stopping: 'está sendo drenado',
  },

  'control.refuse': 'Recusar novas chamadas',
  'control.take': 'Voltar a aceitar chamadas',
  'control.drain': 'Drenar este processo…',
  'control.logout': 'Sair',
  'drain.title': 'Drenar este processo?',
  'drain.text':
    'Ele deixa de aceitar perguntas e chamadas, termina o que está em andamento, entrega suas conversas aos outros processos e se encerra. Se nada o iniciar de novo e não houver outro, ninguém vai receber resposta.',
  'drain.cancel': 'Cancelar',
  'drain.drain': 'Drenar',

  'said.open': 'A pergunta está aberta.',
  'said.unreadable': 'Não dá para ler este arquivo.',
  'said.taking': 'Novas chamadas voltaram a ser aceitas.',
  'said.refusing': 'A partir de agora, novas chamadas são recusadas.',
  'said.draining': 'Este processo está sendo drenado.',
  'said.left': 'Você saiu.',
  'said.unreachable': 'Não dá para acessar o processo.',
  'said.refused': ({ status }) => `O processo recusou (${status}).`,
  refusals: {
    'old-page': 'Esta página é antiga demais. Recarregue-a e tente de novo.',
    starting: 'O processo ainda está iniciando. Tente de novo daqui a pouco.',
    broke: 'O processo não conseguiu fazer isso. O log dele diz por quê.',
  },

  'section.now': 'Agora',
  'section.minutes': 'Últimos minutos',
  'section.awake': 'Conversas ativas',
  'section.caps': 'Limites de gastos',
  'section.gateway': 'Gateway',
  'section.warnings': 'Avisos',
  'section.turns': 'Perguntas',
  'section.line': 'Linha do tempo de uma pergunta',

  'number.sessions': 'Sessões abertas',
  'number.sessions-of': ({ open, most }) => `${count(open)} de ${count(most)}`,
  'number.awake': 'Conversas ativas',
  'number.waiting': 'Perguntas na fila',
  'number.calls': 'Chamadas',
  'number.calls-refused': ({ calls }) => `${count(calls)} (nenhuma nova)`,
  'number.turns': 'Perguntas no último minuto',
  'number.all-turns': 'Perguntas desde o início',
  'number.turns-failed': ({ turns, failed }) => `${count(turns)}, ${count(failed)} com falha`,
  'number.first': 'Primeira parte, p50 / p95',
  'number.whole': 'Resposta inteira, p50 / p95',
  'number.tokens': 'Tokens desde o início',
  'number.searches': 'Pesquisas na web desde o início',
  'number.dollars': 'Dólares desde o início',
  'number.store': 'Armazenamento',
  'number.store-is': ({ is, queued, lost }) =>
    `${is}, ${count(queued)} na fila, ${inflect(lost, `${count(lost)} perdido`, `${count(lost)} perdidos`)}`,
  stores: { starting: 'iniciando', here: 'acessível', away: 'inacessível', closed: 'fechado' },
  'number.memory': 'Memória',
  'number.voices': 'Processos de voz',
  'number.since': 'Em execução desde',

  'chart.label': ({ title }) => `${title}, no máximo os últimos quinze minutos`,
  'chart.key': ({ name, value }) => `${name}: ${value}`,
  charts: {
    work: 'O que está aberto',
    turns: 'Perguntas por minuto',
    latency: 'Latência',
    tokens: 'Tokens por minuto',
    dollars: 'Dólares por minuto',
  },
  series: {
    sessions: 'sessões',
    calls: 'chamadas',
    waiting: 'perguntas na fila',
    turns: 'perguntas',
    first50: 'primeira parte, p50',
    first95: 'primeira parte, p95',
    whole50: 'inteira, p50',
    whole95: 'inteira, p95',
    tokens: 'tokens',
    dollars: 'dólares',
  },

  'place.direct': 'uma mensagem direta',
  'place.unknown': 'um servidor desconhecido',
  'place.channel': ({ server, channel }) => `${server}, #${channel}`,
  'place.thread': ({ server, channel }) => `${server}, um tópico de #${channel}`,

  'awake.label': 'Tabela de conversas ativas',
  'awake.none': 'Nenhuma conversa está ativa.',
  'awake.more': ({ more }) => `E mais ${count(more)}.`,
  'awake.where': 'Onde',
  'awake.state': 'Estado',
  'awake.waiting': 'Perguntas na fila',
  states: { busy: 'respondendo', connected: 'conectada', resting: 'sem conexão' },

  'caps.label': 'Tabela de limites de gastos',
  'caps.unknown': 'Não se sabe quanto foi gasto, porque o armazenamento não responde.',
  'caps.none': 'Nada limita este processo, e nenhum servidor ou canal está perto do limite.',
  'caps.what': 'Escopo',
  'caps.spent': 'Gasto',
  'caps.share': 'Porcentagem',
  'caps.again': 'Recomeça',
  'caps.process': ({ period }) => `Tudo, ${PERIODS[period]}`,
  'caps.server': ({ place, period }) => `${place}, todos os canais, ${PERIODS[period]}`,
  'caps.channel': ({ place, period }) => `${place}, ${PERIODS[period]}`,
  'caps.spent-of': ({ spent, limit }) => `${spent} de ${limit}`,
  'caps.tokens': ({ tokens }) => inflect(tokens, `${count(tokens)} token`, `${count(tokens)} tokens`),
  'caps.meter': ({ name }) => `Gasto: ${name}`,

  'shards.none': 'Nenhum ainda.',
  'shards.line': ({ id, state }) => `Shard ${id}: ${state}`,
  'shards.ping': ({ id, state, ping }) => `Shard ${id}: ${state}, ${ping}`,
  shards: {
    ready: 'pronto',
    connecting: 'conectando',
    reconnecting: 'reconectando',
    idle: 'ocioso',
    nearly: 'quase pronto',
    disconnected: 'desconectado',
    waitingforguilds: 'esperando os servidores',
    identifying: 'identificando-se',
    resuming: 'retomando',
  },

  'warnings.label': 'Tabela de avisos',
  'warnings.none': 'Não houve avisos desde o início.',
  'warnings.event': 'Evento',
  'warnings.level': 'Nível',
  'warnings.count': 'Vezes',
  'warnings.last': 'Último',
};
