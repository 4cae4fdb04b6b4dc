import type { mediaSentences as english } from '../en/media-sentences.ts';
import { formatFileName } from '../markdown-escape.ts';
import { list, megabytes, number, plural } from './grammar.ts';

/** A file's name between quotation marks. */
const quote = (name: string): string => `“${formatFileName(name)}”`;

/** The size of a file of so many bytes. */
const size = (bytes: number): string => megabytes(Math.floor(bytes / 2 ** 20));

/** About the files that come with a question: what couldn't be opened or read in full, and why. Sizes are in bytes. */
export const mediaSentences: typeof english = {
  'media.empty': ({ name }) => `${quote(name)} está vazio.`,
  'media.too-big': ({ name, most }) => `${quote(name)} é grande demais para mim. Abro arquivos de até ${size(most)}.`,
  'media.sum': ({ name, most }) =>
    `Não abri ${quote(name)} porque todos os arquivos de uma pergunta juntos podem ter até ${size(most)}.`,
  'media.too-many': ({ most }) => `Abro até ${number(most)} arquivos por pergunta, então deixei o resto de fora.`,
  'media.too-many-pictures': ({ most, names }) =>
    `Olho até ${number(most)} imagens por pergunta, contando páginas e quadros, então não vi tudo o que há em ${list(names.map(quote))}.`,
  'media.unknown': ({ name }) =>
    `Não consigo abrir arquivos como ${quote(name)}. Envie como PDF, texto, PNG ou JPEG, MP3 ou MP4.`,
  'media.encoding': ({ name }) =>
    `Não consigo descobrir a codificação do texto em ${quote(name)}. Salve como UTF-8 e envie de novo.`,
  'media.damaged-text': ({ name }) =>
    `Alguns caracteres em ${quote(name)} estão danificados. Cada um deles chegou a mim como �.`,
  'media.broken': ({ name }) => `${quote(name)} está danificado ou incompleto, então não consegui ler.`,
  'media.pixels': ({ name, most }) =>
    `${quote(name)} tem pixels demais para mim. Abro imagens de até ${number(Math.floor(most / 1_000_000))} megapixels.`,
  'media.locked': ({ name }) => `${quote(name)} precisa de uma senha, então não consigo abrir. Envie sem senha.`,
  'media.heic': ({ name }) => `Não consigo abrir imagens HEIC como ${quote(name)}. Envie como JPEG ou PNG.`,
  'media.no-ffmpeg': ({ name }) =>
    `Eu precisaria do FFmpeg para abrir ${quote(name)}, e ele não está instalado aqui. Uma mensagem de voz, um MP3, um WAV ou uma imagem funciona.`,
  'media.slow': ({ name }) => `Ler ${quote(name)} demorou demais, então respondi sem esse arquivo.`,
  'media.gone': ({ name }) => `O Discord não tem mais ${quote(name)}. Envie de novo.`,
  'media.changed': ({ name }) =>
    `O download de ${quote(name)} não tem o tamanho que o Discord informou. Envie o arquivo de novo.`,
  'media.elsewhere': ({ name }) => `${quote(name)} não está guardado no Discord, então não abri.`,
  'media.unreachable': ({ name }) => `Não consegui baixar ${quote(name)} do Discord. Tente de novo daqui a pouco.`,
  'media.busy': ({ name }) =>
    `Estou lendo arquivos demais no momento, então deixei ${quote(name)} de fora. Tente de novo em um minuto.`,
  'media.failing': ({ name }) =>
    `Não consigo abrir arquivos como ${quote(name)} agora. Tente de novo em um ou dois minutos.`,
  'media.skipped': ({ name }) =>
    `Outro arquivo desta pergunta interrompeu minha leitura, então não abri ${quote(name)}. Envie esse arquivo sozinho.`,
  'media.not-taken': 'O Gemini não aceitou as imagens ou gravações desta pergunta, então respondi sem elas.',
  'media.cut': ({ name }) => `Só li o começo de ${quote(name)}.`,
  'media.pages': ({ name, read, pages }) =>
    plural(read, {
      one: `Só li a primeira das ${number(pages)} páginas de ${quote(name)}.`,
      other: `Só li as primeiras ${number(read)} das ${number(pages)} páginas de ${quote(name)}.`,
    }),
  'media.sound-full': ({ name, minutes }) =>
    `Escuto até ${plural(minutes, { one: 'um minuto', other: `${number(minutes)} minutos` })} de som por pergunta, então ouvi pouco ou nada de ${quote(name)}.`,
  'media.sound-cut': ({ name, minutes }) =>
    plural(minutes, {
      one: `Só escutei o primeiro minuto de ${quote(name)}.`,
      other: `Só escutei os primeiros ${number(minutes)} minutos de ${quote(name)}.`,
    }),
};
