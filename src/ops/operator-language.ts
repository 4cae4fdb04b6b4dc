import { parseAccept } from 'hono/utils/accept';
import { choosePageLocale } from '../text/page-language.ts';
import type { OperatorLanguage } from './operator-html.ts';
import { loadBoardWords } from './page/board-words.ts';

/**
 * The language for whoever sends this header. A page that runs chooses by itself what it shows: only the browser knows all languages of
 * its reader.
 *
 * @param accepted Accept-Language (RFC 9110, 12.5.4); with quality 0 people say what they don't read
 */
export const findOperatorLanguage = async (accepted: string | undefined): Promise<OperatorLanguage> => {
  const wanted = parseAccept(accepted ?? '').flatMap(({ type, q }) => (q > 0 ? [type] : []));
  const locale = choosePageLocale(wanted);
  return { locale, words: await loadBoardWords(locale) };
};
