import type { mediaSentences as english } from '../en/media-sentences.ts';
import { formatFileName } from '../markdown-escape.ts';
import { list, megabytes, number } from './grammar.ts';

/** A file's name between quotation marks. */
const quote = (name: string): string => `「${formatFileName(name)}」`;

/** The size of a file of so many bytes. */
const size = (bytes: number): string => megabytes(Math.floor(bytes / 2 ** 20));

/** About the files that come with a question: what couldn't be opened or read in full, and why. Sizes are in bytes. */
export const mediaSentences: typeof english = {
  'media.empty': ({ name }) => `${quote(name)}は空です。`,
  'media.too-big': ({ name, most }) => `${quote(name)}は大きすぎます。開けるファイルは${size(most)}までです。`,
  'media.sum': ({ name, most }) =>
    `1つの質問のファイルは合計${size(most)}までなので、${quote(name)}は開きませんでした。`,
  'media.too-many': ({ most }) => `1つの質問で開けるファイルは${number(most)}個までなので、残りは省きました。`,
  'media.too-many-pictures': ({ most, names }) =>
    `1つの質問で見られる画像は、ページや動画のフレームを含めて${number(most)}枚までなので、${list(names.map(quote))}は全部は見ていません。`,
  'media.unknown': ({ name }) =>
    `${quote(name)}のようなファイルは開けません。PDF、テキスト、PNGかJPEG、MP3、MP4のいずれかで送ってください。`,
  'media.encoding': ({ name }) =>
    `${quote(name)}のテキストの文字コードがわかりません。UTF-8で保存して、もう一度送ってください。`,
  'media.damaged-text': ({ name }) => `${quote(name)}には壊れた文字があります。それらはすべて「�」として届きました。`,
  'media.broken': ({ name }) => `${quote(name)}は壊れているか不完全なため、読めませんでした。`,
  'media.pixels': ({ name, most }) =>
    `${quote(name)}はピクセル数が多すぎます。開ける画像は${number(Math.floor(most / 1_000_000))}メガピクセルまでです。`,
  'media.locked': ({ name }) =>
    `${quote(name)}にはパスワードが必要なため、開けません。パスワードなしで送ってください。`,
  'media.heic': ({ name }) => `${quote(name)}のようなHEIC画像は開けません。JPEGかPNGで送ってください。`,
  'media.no-ffmpeg': ({ name }) =>
    `${quote(name)}を開くにはFFmpegが必要ですが、ここにはインストールされていません。ボイスメッセージ、MP3、WAV、画像なら開けます。`,
  'media.slow': ({ name }) => `${quote(name)}の読み込みに時間がかかりすぎたため、それなしで回答しました。`,
  'media.gone': ({ name }) => `${quote(name)}はもうDiscordにありません。もう一度アップロードしてください。`,
  'media.changed': ({ name }) =>
    `ダウンロードした${quote(name)}のサイズが、Discordの示したサイズと違います。もう一度アップロードしてください。`,
  'media.elsewhere': ({ name }) => `${quote(name)}はDiscordに保存されたものではないため、開きませんでした。`,
  'media.unreachable': ({ name }) =>
    `${quote(name)}をDiscordからダウンロードできませんでした。少ししてからもう一度試してください。`,
  'media.busy': ({ name }) =>
    `今は読み込み中のファイルが多すぎるため、${quote(name)}は省きました。1分ほどしてからもう一度試してください。`,
  'media.failing': ({ name }) =>
    `今は${quote(name)}のようなファイルを開けません。1、2分してからもう一度試してください。`,
  'media.skipped': ({ name }) =>
    `この質問の別のファイルのせいで読み込みが止まったため、${quote(name)}は開きませんでした。それだけで送ってください。`,
  'media.not-taken': 'この質問の画像や録音はGeminiに受け付けてもらえなかったため、それらなしで回答しました。',
  'media.cut': ({ name }) => `${quote(name)}は、最初の部分しか読んでいません。`,
  'media.pages': ({ name, read, pages }) =>
    `${quote(name)}は、全${number(pages)}ページのうち、最初の${number(read)}ページしか読んでいません。`,
  'media.sound-full': ({ name, minutes }) =>
    `1つの質問で聞ける音声は${number(minutes)}分までなので、${quote(name)}はほとんど、またはまったく聞いていません。`,
  'media.sound-cut': ({ name, minutes }) => `${quote(name)}は、最初の${number(minutes)}分しか聞いていません。`,
};
