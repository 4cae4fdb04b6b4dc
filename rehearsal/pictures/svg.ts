/** A file under a message, or the voice message that it is: how long it is, and how loud at each moment, from 0 to 255. */
export type PictureFile = { is: 'file'; name: string; size: string } | { is: 'voice'; seconds: number; levels: Buffer };

/** What a picture shows of one message. */
export type PictureMessage = {
  author: string;
  isBot: boolean;
  /** Who used which command, above the answer to it. */
  used?: { by: string; command: string } | undefined;
  /** Whom it answers, and the beginning of what they said. */
  answers?: { author: string; text: string } | undefined;
  text: string;
  files: readonly PictureFile[];
  buttons: readonly { label: string; style: number }[];
};

const WIDTH = 720;
const LEFT = 72;
const LINE = 22;

/** The width of a letter in the sans-serif fonts of browsers, as a share of its size. */
const LETTER = 0.49;
const SIZE = 15;

const COLOURS = {
  ground: '#313338',
  card: '#2b2d31',
  text: '#dbdee1',
  name: '#ffffff',
  quiet: '#949ba4',
  bot: '#5865f2',
};
const AVATARS = ['#eb459e', '#3ba55d', '#faa61a'];

/** Discord's button styles: primary, secondary, success and danger (Discord docs, components/reference). */
const BUTTONS: Record<number, string> = { 1: '#5865f2', 2: '#4e5058', 3: '#248046', 4: '#da373c' };

/** Draws messages as a channel shows them, as an SVG as high as they need. */
export const draw = (title: string, messages: readonly PictureMessage[]): string => {
  const colours = new Map<string, string>();
  for (const { author, isBot } of messages)
    if (!colours.has(author)) colours.set(author, isBot ? COLOURS.bot : (AVATARS[colours.size % AVATARS.length] ?? ''));
  let top = 20;
  const parts: string[] = [];
  for (const message of messages) {
    const [part, bottom] = drawMessage(message, top, colours.get(message.author) ?? '');
    parts.push(part);
    top = bottom + 14;
  }
  const height = top + 4;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}"`,
    `     font-family="Noto Sans, Helvetica Neue, Helvetica, Arial, sans-serif" font-size="${SIZE}">`,
    `<title>${toXml(title)}</title>`,
    `<rect width="${WIDTH}" height="${height}" rx="8" fill="${COLOURS.ground}"/>`,
    ...parts,
    '</svg>',
    '',
  ].join('\n');
};

/** What is drawn, and where it ends. */
type PictureBlock = { parts: string[]; bottom: number };

const drawMessage = (message: PictureMessage, top: number, colour: string): [string, number] => {
  const head = drawHead(message, top, colour);
  const words = message.text ? drawText(message.text, head.bottom) : { parts: [], bottom: head.bottom };
  const files = drawFiles(message.files, words.bottom);
  const below = drawButtons(message.buttons, files.bottom);
  return [[...head.parts, ...words.parts, ...files.parts, ...below.parts].join('\n'), below.bottom];
};

const drawHead = (message: PictureMessage, top: number, colour: string): PictureBlock => {
  const { author, isBot, used, answers } = message;
  const parts: string[] = [];
  let y = top;
  const above = used ? `${used.by} used ${used.command}` : answers && `${answers.author}  ${shorten(answers.text)}`;
  if (above) {
    parts.push(
      `<path d="M36 ${y + 20} V${y + 12} Q36 ${y + 6} 42 ${y + 6} H${LEFT - 6}" fill="none" stroke="${COLOURS.quiet}" stroke-width="2"/>`,
      write(LEFT, y + 11, above, { fill: COLOURS.quiet, size: 13 }),
    );
    y += 22;
  }
  parts.push(
    `<circle cx="36" cy="${y + 18}" r="20" fill="${colour}"/>`,
    write(36, y + 24, author.slice(0, 1), { fill: '#ffffff', size: 17, anchor: 'middle' }),
    write(LEFT, y + 12, author, { fill: COLOURS.name, weight: 600 }),
  );
  if (isBot) {
    const left = LEFT + author.length * SIZE * 0.6 + 8;
    parts.push(
      `<rect x="${left}" y="${y}" width="34" height="16" rx="4" fill="${COLOURS.bot}"/>`,
      write(left + 17, y + 12, 'APP', { fill: '#ffffff', size: 11, weight: 600, anchor: 'middle' }),
    );
  }
  return { parts, bottom: y + 12 };
};

const drawText = (text: string, top: number): PictureBlock => {
  const parts: string[] = [];
  let y = top;
  for (const [index, block] of text.split(/^```.*\n?/m).entries()) {
    const { parts: more, bottom } = index % 2 === 1 ? drawCode(block.trimEnd(), y) : drawLines(block.trim(), y);
    parts.push(...more);
    y = bottom;
  }
  return { parts, bottom: y };
};

const drawLines = (text: string, top: number): PictureBlock => {
  const parts: string[] = [];
  let y = top;
  for (const line of text ? text.split('\n') : []) {
    const isSmall = line.startsWith('-# ');
    const size = isSmall ? 13 : SIZE;
    for (const part of wrap(isSmall ? line.slice(3) : line, (WIDTH - LEFT - 24) / (size * LETTER))) {
      y += LINE;
      parts.push(write(LEFT, y, part, { fill: isSmall ? COLOURS.quiet : COLOURS.text, size }));
    }
  }
  return { parts, bottom: y };
};

/** A code block, in which all letters are of one width and every blank counts. */
const drawCode = (code: string, top: number): PictureBlock => {
  const lines = code.split('\n');
  const y = top + 8;
  const height = lines.length * LINE + 14;
  const parts = [
    `<rect x="${LEFT}" y="${y}" width="${WIDTH - LEFT - 24}" height="${height}" rx="4" fill="${COLOURS.card}"/>`,
    '<g font-family="Noto Sans Mono, Consolas, Menlo, monospace" xml:space="preserve">',
    ...lines.map((line, index) => write(LEFT + 10, y + (index + 1) * LINE, line, { fill: COLOURS.text, size: 14 })),
    '</g>',
  ];
  return { parts, bottom: y + height };
};

/** The most letters that are shown of a message that is answered. */
const MOST_ANSWERED = 70;

const shorten = (text: string): string =>
  text.length > MOST_ANSWERED ? `${text.slice(0, MOST_ANSWERED).trimEnd()}…` : text;

const CARD = { width: 300, height: 46 };

const drawFiles = (files: readonly PictureFile[], top: number): PictureBlock => {
  const parts: string[] = [];
  let y = top;
  for (const file of files) {
    y += 10;
    parts.push(
      `<rect x="${LEFT}" y="${y}" width="${CARD.width}" height="${CARD.height}" rx="8" fill="${COLOURS.card}"/>`,
      ...(file.is === 'voice' ? drawVoice(file, y) : drawCard(file, y)),
    );
    y += CARD.height;
  }
  return { parts, bottom: y };
};

const drawCard = ({ name, size }: Extract<PictureFile, { is: 'file' }>, y: number): string[] => [
  `<path d="M${LEFT + 14} ${y + 10} h12 l6 6 v20 h-18 z" fill="${COLOURS.quiet}"/>`,
  write(LEFT + 44, y + 20, name, { fill: '#00a8fc' }),
  write(LEFT + 44, y + 37, size, { fill: COLOURS.quiet, size: 13 }),
];

/** How many bars a voice message has here, and how far they are apart. */
const BARS = { count: 48, step: 4 };

const drawVoice = ({ seconds, levels }: Extract<PictureFile, { is: 'voice' }>, y: number): string[] => {
  const middle = y + CARD.height / 2;
  const bars = Array.from({ length: BARS.count }, (_, index) => {
    const level = levels[Math.floor((index * levels.length) / BARS.count)] ?? 0;
    const half = 1 + (level / 255) * 12;
    return `M${LEFT + 52 + index * BARS.step} ${(middle - half).toFixed(1)} v${(2 * half).toFixed(1)}`;
  });
  const time = `${Math.floor(seconds / 60)}:${String(Math.max(1, Math.round(seconds)) % 60).padStart(2, '0')}`;
  return [
    `<circle cx="${LEFT + 26}" cy="${middle}" r="15" fill="${COLOURS.bot}"/>`,
    `<path d="M${LEFT + 22} ${middle - 7} l11 7 l-11 7 z" fill="#ffffff"/>`,
    `<path d="${bars.join(' ')}" stroke="${COLOURS.text}" stroke-width="2" stroke-linecap="round"/>`,
    write(LEFT + CARD.width - 12, middle + 5, time, { fill: COLOURS.quiet, size: 13, anchor: 'end' }),
  ];
};

const drawButtons = (buttons: PictureMessage['buttons'], top: number): PictureBlock => {
  if (buttons.length === 0) return { parts: [], bottom: top + 8 };
  const parts: string[] = [];
  let y = top + 12;
  let left = LEFT;
  for (const { label, style } of buttons) {
    const width = Math.round(label.length * 14 * LETTER + 30);
    if (left + width > WIDTH) {
      left = LEFT;
      y += 40;
    }
    parts.push(
      `<rect x="${left}" y="${y}" width="${width}" height="32" rx="8" fill="${BUTTONS[style] ?? BUTTONS[2]}"/>`,
      write(left + width / 2, y + 21, label, { fill: '#ffffff', size: 14, weight: 500, anchor: 'middle' }),
    );
    left += width + 8;
  }
  return { parts, bottom: y + 36 };
};

/** Breaks a text between words into lines of at most `most` letters. */
const wrap = (text: string, most: number): string[] => {
  const lines = [''];
  for (const word of text.split(' ')) {
    const last = lines.at(-1) ?? '';
    if (last !== '' && last.length + 1 + word.length > most) lines.push(word);
    else lines[lines.length - 1] = last === '' ? word : `${last} ${word}`;
  }
  return lines;
};

type Style = { fill: string; size?: number; weight?: number; anchor?: 'middle' | 'end' };

const write = (x: number, y: number, text: string, { fill, size = SIZE, weight, anchor }: Style): string => {
  const more = [weight && ` font-weight="${weight}"`, anchor && ` text-anchor="${anchor}"`].filter(Boolean).join('');
  return `<text x="${x}" y="${y}" fill="${fill}" font-size="${size}"${more}>${spans(text)}</text>`;
};

/** The Markdown that Parley's own sentences and people use here: bold and emphasis. */
const spans = (text: string): string =>
  toXml(text)
    .replace(/\*\*(.+?)\*\*/g, '<tspan font-weight="700">$1</tspan>')
    .replace(/\*(.+?)\*/g, '<tspan font-style="italic">$1</tspan>');

const toXml = (text: string): string =>
  text.replace(/[&<>]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[sign] ?? sign);
