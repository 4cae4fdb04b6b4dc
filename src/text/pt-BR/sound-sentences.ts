import type { soundSentences as english } from '../en/sound-sentences.ts';
import { formatPerson } from '../intl.ts';
import { megabytes } from './grammar.ts';

/** About what can be done with an ended answer: listening to it, sharing its sound, and asking again. */
export const soundSentences: typeof english = {
  'button.listen': 'Ouvir',
  'button.again': 'Perguntar de novo',

  /** Above the menu under a voice message that only one person hears. */
  'listen.menu': 'Só você pode ouvir esta mensagem de voz.',
  'choice.sound-more': 'Mais…',
  'choice.sound-everyone': 'Publicar para todo mundo',
  'choice.sound-wav': 'Receber um arquivo WAV',
  'listen.posted': 'Publiquei a mensagem de voz para todo mundo.',
  'listen.already-posted': 'A mensagem de voz já está publicada para todo mundo.',
  'listen.gone':
    'Não tenho mais o som desta resposta. Guardo o som por no máximo 30 minutos, ou menos, se eu reiniciar, se a conversa for esquecida ou se faltar espaço. Para ouvir uma resposta, faça a pergunta de novo.',
  'listen.silent': 'Esta resposta não tem som que eu possa enviar.',
  'listen.as-file': 'Não posso enviar mensagens de voz aqui, então aqui está o som em um arquivo.',
  'listen.too-big': ({ most }) =>
    `Como arquivo WAV, esta resposta passaria dos ${megabytes(most)} que o Discord aceita aqui.`,
  'listen.busy': 'Muita gente quer um arquivo WAV agora. Tente de novo em um minuto.',
  'listen.not-allowed':
    'Você precisa de permissão para enviar mensagens neste canal para publicar a mensagem de voz para todo mundo.',
  'listen.refused': 'O Discord não me deixou enviar o som aqui.',

  'again.not-yours': ({ person }) =>
    `Só ${formatPerson(person)} ou alguém com a permissão “Gerenciar mensagens” pode perguntar isso de novo.`,
  'again.already': 'Esta pergunta já foi feita de novo. A nova resposta está mais abaixo.',
  'again.gone': 'Não tenho mais esta pergunta. Faça a pergunta de novo.',
  'again.without-files': 'Não tenho mais os arquivos desta pergunta, então respondi sem eles.',
};
