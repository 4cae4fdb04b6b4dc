import { findDirection, type PageLocale } from '../text/page-language.ts';
import type { BoardWords } from './page/board-words.ts';

/** Everything that a page of the operator's may load and do. Nothing comes from outside, and nothing stands in the page itself. */
export const OPERATOR_HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; " +
    "frame-ancestors 'none'; base-uri 'none'; form-action 'self'",
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
};

/** The style of all pages; it's the only file that one may have who isn't logged in. */
export const OPERATOR_STYLE = '/code/ops/page/operator.css';

const escapeHtml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

/** The page's words, and the language that they're in. */
export type OperatorLanguage = { locale: PageLocale; words: BoardWords };

/** What a page consists of. */
type OperatorDocument = { title: string; head: string; body: string };

const makeDocument = (locale: PageLocale, { title, head, body }: OperatorDocument): string => `<!doctype html>
<html lang="${locale}" dir="${findDirection(locale)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(title)}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${OPERATOR_STYLE}">${head}
</head>
<body>
${body}
</body>
</html>
`;

/** The page itself. What it sends has to carry `token`; `canLogOut` says whether somebody had to log in. */
export const makeOperatorHtml = (
  { locale, words }: OperatorLanguage,
  { token, canLogOut }: { token: string; canLogOut: boolean },
): string =>
  makeDocument(locale, {
    title: words['page.title'],
    head: `
<link rel="stylesheet" href="/packages/uplot/dist/uPlot.min.css">
<meta name="parley-token" content="${escapeHtml(token)}">
<meta name="parley-logout" content="${canLogOut ? 'yes' : 'no'}">
<script type="module" src="/code/ops/page/dashboard.ts"></script>`,
    body: `<main id="dashboard"><p>${escapeHtml(words['page.loading'])}</p></main>
<noscript><p>${escapeHtml(words['page.script'])}</p></noscript>`,
  });

/** The page on which one logs in, with what went wrong before. */
export const makeLoginHtml = ({ locale, words }: OperatorLanguage, wrong?: string): string =>
  makeDocument(locale, {
    title: words['login.title'],
    head: '',
    body: `<main class="login">
<h1>Parley</h1>
${wrong === undefined ? '' : `<p class="wrong" role="alert" id="wrong">${escapeHtml(wrong)}</p>\n`}<form method="post" action="/login">
<label for="password">${escapeHtml(words['login.password'])}</label>
<input id="password" name="password" type="password" autocomplete="current-password" required autofocus${wrong === undefined ? '' : ' aria-describedby="wrong"'}>
<button>${escapeHtml(words['login.enter'])}</button>
</form>
</main>`,
  });
