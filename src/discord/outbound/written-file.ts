import type { AnswerPart } from '../../conversation/turns/answer-part.ts';
import { findExtension, sanitizeFileName } from '../../tools/file-name.ts';
import type { MessageFile } from './reply-target.ts';

/** A part of an answer that was written. */
export type SeenPart = Extract<AnswerPart, { is: 'written' }>['part'];

/** A block of code and nothing else. */
const ONLY_CODE = /^\s*(`{3,}|~{3,})[^`\n]*\n([\s\S]*?)\n?\1\s*$/;

/** A written part as a file. If it's nothing but a block of code, the file contains only the code. */
export const makeWrittenFile = ({ markdown, title, name }: SeenPart): MessageFile => {
  const code = ONLY_CODE.exec(markdown)?.[2];
  const isCode = code !== undefined && !/^\s*(?:`{3,}|~{3,})/m.test(code);
  return {
    name: name ?? nameFile(title, isCode ? findExtension(markdown) : undefined),
    text: isCode ? `${code}\n` : markdown,
  };
};

/** A name for a part that has none. Without the extension of a language it's Markdown. */
const nameFile = (title: string | undefined, extension: string | undefined): string => {
  const fallback = extension === undefined ? 'answer' : 'code';
  const end = `.${extension ?? 'md'}`;
  const stem = (title ?? '').replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-|-$/g, '');
  return sanitizeFileName((stem || fallback) + end, '') ?? fallback + end;
};
