import type { ExportedTurn, PersonExport } from './person-export.ts';

/** How large one file may be, in bytes. Discord takes 10 MB for all files of a reply, and there are two. */
const MOST_BYTES = 4 * 1_024 * 1_024;

/** The titles of the readable file, in the reader's language. */
export type ExportWords = Record<
  | 'title'
  | 'about'
  | 'said'
  | 'answered'
  | 'wrote'
  | 'sites'
  | 'files'
  | 'quoted'
  | 'quotes'
  | 'spent'
  | 'unheard'
  | 'choices'
  | 'reminders'
  | 'leftOut'
  | 'recaps',
  string
> & { language: string };

/** The export as JSON, without the oldest turns if it would be too large. */
export const writeJson = (all: PersonExport): Uint8Array =>
  writeFitting(all, (data) => `${JSON.stringify(data, undefined, 2)}\n`);

/** The export as a page that needs nothing but a browser: no script, no request, and nothing in it is taken for markup. */
export const writePage = (all: PersonExport, words: ExportWords): Uint8Array =>
  writeFitting(all, (data) => composePage(data, words));

const writeFitting = (all: PersonExport, write: (data: PersonExport) => string): Uint8Array => {
  for (let data = all; ; data = halve(data)) {
    const bytes = new TextEncoder().encode(write(data));
    if (bytes.length <= MOST_BYTES || data.channels.every(({ turns }) => turns.length === 0)) return bytes;
  }
};

/** Leaves out the older half of each channel's turns, which are newest first. */
const halve = (data: PersonExport): PersonExport => {
  const channels = data.channels.map((channel) => ({
    ...channel,
    turns: channel.turns.slice(0, Math.floor(channel.turns.length / 2)),
  }));
  const count = (of: PersonExport['channels']) => of.reduce((sum, { turns }) => sum + turns.length, 0);
  return { ...data, channels, leftOut: data.leftOut + count(data.channels) - count(channels) };
};

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escapeMarkup = (text: string): string => text.replace(/[&<>"']/g, (sign) => ESCAPES[sign] ?? '');

const STYLE =
  'body{font:16px/1.5 system-ui,sans-serif;max-width:48em;margin:2em auto;padding:0 1em;color-scheme:light dark}' +
  'article{border-inline-start:3px solid;padding-inline-start:1em;margin:1em 0}p{white-space:pre-wrap;overflow-wrap:anywhere}';

const composePage = (data: PersonExport, words: ExportWords): string => {
  const turn = ({ at, asked, answered, written = [], sites = [], files = [], quoted = [] }: ExportedTurn) =>
    [
      `<article><time datetime="${escapeMarkup(at)}">${escapeMarkup(at)}</time>`,
      paragraph(words.said, asked),
      ...quoted.map((text) => paragraph(words.quoted, text)),
      ...files.map(({ name, size, excerpt = '' }) => paragraph(words.files, `${name}, ${size}\n${excerpt}`)),
      paragraph(words.answered, answered),
      ...written.map((text) => paragraph(words.wrote, text)),
      paragraph(words.sites, sites.join(', ')),
      '</article>',
    ].join('\n');
  const channel = ({ server = '@me', channel: id, turns }: PersonExport['channels'][number]) => {
    const link = escapeMarkup(`https://discord.com/channels/${server}/${id}`);
    return [`<h2><a href="${link}">${link}</a></h2>`, ...turns.map(turn)].join('\n');
  };
  const rest: [string, readonly object[]][] = [
    [words.quotes, data.quotedByOthers],
    [words.recaps, data.recaps],
    [words.spent, data.spent],
    [words.unheard, data.notHeardIn],
    [words.choices, data.choices],
    [words.reminders, data.reminders],
  ];
  return [
    `<!doctype html><html lang="${escapeMarkup(words.language)}"><head><meta charset="utf-8">`,
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">`,
    `<title>${escapeMarkup(words.title)}</title><style>${STYLE}</style></head><body dir="auto">`,
    `<h1>${escapeMarkup(words.title)}</h1><p>${escapeMarkup(words.about)}</p>`,
    ...(data.leftOut > 0 ? [`<p>${escapeMarkup(words.leftOut)} ${data.leftOut}</p>`] : []),
    ...data.channels.map(channel),
    ...rest.filter(([, all]) => all.length > 0).map(([title, all]) => `<h2>${escapeMarkup(title)}</h2>${list(all)}`),
    '</body></html>',
  ].join('\n');
};

const paragraph = (title: string, text: string): string =>
  text.trim() === '' ? '' : `<p dir="auto"><b>${escapeMarkup(title)}</b> ${escapeMarkup(text)}</p>`;

const list = (all: readonly object[]): string =>
  `<ul>${all.map((one) => `<li>${escapeMarkup(Object.entries(one).map(tell).join(', '))}</li>`).join('')}</ul>`;

const tell = ([name, value]: [string, unknown]): string =>
  `${name}: ${typeof value === 'object' ? JSON.stringify(value) : value}`;
