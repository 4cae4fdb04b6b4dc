import { makePageFormats } from '../../../text/page-formats.ts';
import type { englishTurns } from './english-turns.ts';

export const brazilianFormats = makePageFormats('pt-BR', ['one', 'many', 'other'], { ms: 'ms', s: 's', min: 'min' });

const { amounts, plural } = brazilianFormats;
const { count } = amounts;

/** The words about turns in the Portuguese of Brazil. */
export const brazilianTurns: typeof englishTurns = {
  'turns.label': 'Tabela de perguntas',
  'turns.none': 'Ninguém perguntou nada desde o início.',
  'turns.asked': 'Hora',
  'turns.where': 'Onde',
  'turns.way': 'Forma',
  'turns.by': 'Modelo',
  'turns.outcome': 'Resultado',
  'turns.first': 'Primeira parte',
  'turns.whole': 'Resposta inteira',
  ways: { typed: 'escrita', spoken: 'falada' },
  models: { live: 'Live', text: 'texto' },
  'turn.running': 'em andamento',
  outcomes: {
    complete: 'completa',
    interrupted: 'interrompida',
    silent: 'sem resposta',
    broken: 'cortada',
    failed: 'com falha',
    yielded: 'cedida',
  },

  'line.choose': 'Escolha uma pergunta acima ou abra uma que foi salva.',
  'line.open': 'Abrir uma pergunta salva',
  'line.save': 'Salvar como arquivo',
  'line.turn': ({ way, at, outcome }) => `${way}, feita às ${at}, ${outcome}`,
  'line.place': ({ place, turn }) => `${place}, ${turn}`,
  'line.file': ({ turn }) => `De um arquivo: ${turn}`,
  'line.drawn': 'Linha do tempo desenhada',
  'line.summary': ({ moments, took, outcome }) =>
    `Linha do tempo: ${plural(moments, { one: `${count(moments)} evento`, many: `${count(moments)} eventos`, other: `${count(moments)} eventos` })} em ${took}, ${outcome}`,
  'line.lost': ({ lost }) =>
    plural(lost, {
      one: `Não houve espaço para mais ${count(lost)} evento.`,
      many: `Não houve espaço para mais ${count(lost)} eventos.`,
      other: `Não houve espaço para mais ${count(lost)} eventos.`,
    }),
  'line.words': 'Em palavras',
  'line.detail': ({ name, detail }) => `${name} (${detail})`,
  'line.moment': ({ took, name }) => `${took}: ${name}`,
  moments: {
    asked: 'Pergunta feita',
    claimed: 'Assumida por este processo',
    admitted: 'Permitida',
    begun: 'Chegou a vez dela',
    dialling: 'Conectando',
    dialled: 'Conectado',
    undialled: 'Sem conexão',
    connected: 'Já estava conectado',
    sent: 'Enviada ao modelo',
    endpointed: 'Fim da fala',
    understood: 'Primeiras palavras entendidas',
    unclaimed: 'Palavras talvez de outra pessoa',
    worded: 'Primeira palavra',
    sounded: 'Primeiro som',
    written: 'Primeira parte escrita',
    withdrawn: 'Retirada',
    slow: 'Aviso de demora',
    noticed: 'Aviso mostrado',
    shown: 'Mostrada',
    edited: 'Última edição',
    cued: 'Tocou o aviso de função lenta',
    heard: 'Ouvida',
    silent: 'Reprodução terminada',
    calling: 'Função chamada',
    called: 'Função concluída',
    'go-away': 'O Google vai fechar a conexão',
    closed: 'Conexão encerrada',
    mute: 'A conexão não responde',
    forgetful: 'A memória tinha se perdido',
    told: 'Motivo informado',
    ended: 'Encerrada',
    recorded: 'Registrada',
    unrecorded: 'Não registrada',
  },

  'file.too-big': 'Este arquivo é grande demais para ser uma pergunta salva.',
  'file.foreign': 'Este arquivo não é uma pergunta salva pelo Parley.',
  'file.version': ({ needed }) => `Esta pergunta foi salva por outra versão do Parley (é preciso a ${count(needed)}).`,
  'file.damaged': 'Este arquivo não é JSON ou está danificado.',
  'file.field': ({ name }) => `Não dá para abrir este arquivo, porque o valor de “${name}” não é o que deveria ser.`,
};
