/** How long a file's name may be, in characters. */
const MOST_NAME = 80;

/** An extension, which isn't taken for one if it's longer. */
const EXTENSION = /\.[A-Za-z0-9]{1,8}$/;

/**
 * Endings of files that Windows runs when somebody opens them. JavaScript is left out, though Windows would run it, too:
 * it's what people ask for most, and its file needs the right name.
 */
const RUNNABLE = /\.(?:exe|bat|cmd|com|scr|msi|vbs|jse|wsf|hta|lnk)$/i;

/** The extensions of languages whose name isn't their extension. */
const EXTENSIONS: Readonly<Record<string, string>> = {
  bash: 'sh',
  'c#': 'cs',
  'c++': 'cpp',
  csharp: 'cs',
  javascript: 'js',
  kotlin: 'kt',
  markdown: 'md',
  perl: 'pl',
  powershell: 'ps1',
  python: 'py',
  ruby: 'rb',
  rust: 'rs',
  shell: 'sh',
  typescript: 'ts',
  yaml: 'yml',
};

/** The first code block of a Markdown text: its language. */
const FENCE = /^ {0,3}(?:`{3,}|~{3,})[ \t]*([^\s`~{]+)/m;

/**
 * Makes a name that is safe to save and that says what's inside: without a path, without characters that some system
 * doesn't allow, and not one that a system runs. If it lacks an extension, it gets that of the first code in `markdown`.
 *
 * @returns nothing if nothing is left of the name.
 */
export const sanitizeFileName = (name: string, markdown: string): string | undefined => {
  const base = name.normalize('NFC').split(/[/\\]/).at(-1) ?? '';
  const plain = base.replace(/[^\p{L}\p{N}._-]+/gu, '-').replace(/^[.-]+|[.-]+$/g, '');
  if (!/[\p{L}\p{N}]/u.test(plain)) return undefined;
  const [extension = `.${findExtension(markdown)}`] = EXTENSION.exec(plain) ?? [];
  const stem = [...plain.replace(EXTENSION, '')].slice(0, MOST_NAME - extension.length).join('');
  const whole = `${stem}${extension}`;
  return RUNNABLE.test(whole) ? `${[...whole].slice(0, MOST_NAME - 4).join('')}.txt` : whole;
};

/** The extension of the language of the first code in a text, without the dot; `md` if there's none. */
export const findExtension = (markdown: string): string => {
  const language = FENCE.exec(markdown)?.[1]?.toLowerCase();
  if (language === undefined) return 'md';
  return EXTENSIONS[language] ?? (/^[a-z0-9]{1,8}$/.test(language) ? language : 'txt');
};
