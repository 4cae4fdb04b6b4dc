import { readFile } from 'node:fs/promises';
import { findPackageJSON, stripTypeScriptTypes } from 'node:module';
import { posix } from 'node:path';
import { pathToFileURL } from 'node:url';
import { init, parse } from 'es-module-lexer';
import { exports as findExport } from 'resolve.exports';

/** A file for a browser. */
export type BrowserFile = { type: string; body: string };

/** What a browser may ask for: our own code by the name of its folder, and packages with all that they import. */
export type BrowserModuleOptions = { folders: Readonly<Record<string, URL>>; packages: readonly string[] };

/** Where a file of ours is, and the folder that it's served with. */
type CodeSource = { folder: URL; file: URL };

const TYPES: Record<string, string> = {
  '.ts': 'text/javascript; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
};

/** `/code/FOLDER/FILE` and `/packages/PACKAGE/FILE`; no part of the path may begin with a dot. */
const PATH = /^\/(code|packages)\/((?:@[\w-][\w.-]*\/)?[\w-][\w.-]*)\/((?:[\w-][\w.-]*\/)*[\w-][\w.-]*)$/;

/** A module's own name for another one, such as `lit/directives/repeat.js`: the package, and what is wanted of it. */
const BARE = /^((?:@[\w.-]+\/)?[\w-][\w.-]*)(?:\/(.+))?$/;

/**
 * Serves TypeScript and packages to browsers as they are in the project, without a build: types are stripped, and an import
 * of a package becomes the path of its file, because a page without inline scripts can't have an import map.
 */
export class BrowserModules {
  readonly #options: BrowserModuleOptions;
  readonly #files = new Map<string, Promise<BrowserFile | undefined>>();

  constructor(options: BrowserModuleOptions) {
    this.#options = options;
  }

  /** The file at a path, such as `/code/page/main.ts`; nothing if a browser may not have it, or there is none. */
  async read(path: string): Promise<BrowserFile | undefined> {
    const known = this.#files.get(path);
    if (known) return known;
    const reading = this.#load(path);
    // Only what exists is remembered, so that nobody can fill the memory by asking for what doesn't.
    if (await reading) this.#files.set(path, reading);
    return reading;
  }

  async #load(path: string): Promise<BrowserFile | undefined> {
    const [, kind, owner = '', file = ''] = PATH.exec(path) ?? [];
    const type = TYPES[posix.extname(file)];
    const root = kind === 'code' ? this.#findFolder(owner) : this.#findPackage(owner);
    if (!root || !type) return undefined;
    const body = await readFile(new URL(file, root), 'utf8').catch(() => undefined);
    if (body === undefined || type.startsWith('text/css')) return body === undefined ? undefined : { type, body };
    if (kind === 'packages') return { type, body: await this.#link(body) };
    const code = file.endsWith('.ts') ? removeTypes(body) : body;
    return { type, body: await this.#link(code, { folder: root, file: new URL(file, root) }) };
  }

  #findFolder(name: string): URL | undefined {
    return Object.hasOwn(this.#options.folders, name) ? this.#options.folders[name] : undefined;
  }

  #findPackage(name: string): URL | undefined {
    if (!this.#options.packages.includes(name)) return undefined;
    const found = findPackageJSON(name, import.meta.url);
    return found === undefined ? undefined : new URL('./', pathToFileURL(found));
  }

  /** Replaces what packages, and our own files in other folders, are called by the paths that they have here. */
  async #link(code: string, from?: CodeSource): Promise<string> {
    await init;
    const [imports] = parse(code);
    const named = imports.filter((each) => each.type !== 'import-meta');
    const links = await Promise.all(
      named.map(async ({ specifier, start, end }) => ({
        start,
        end,
        path: specifier && (this.#findOther(specifier, from) ?? (await this.#resolve(specifier))),
      })),
    );
    return links.reduceRight((text, { start, end, path }) => (path ? replace(text, { start, end, path }) : text), code);
  }

  /** The path of what an import leads to in another folder: here folders aren't beside each other as they are on the disk. */
  #findOther(specifier: string, from: CodeSource | undefined): string | undefined {
    if (!from || !specifier.startsWith('../')) return undefined;
    const { href } = new URL(specifier, from.file);
    if (href.startsWith(from.folder.href)) return undefined;
    const [name, folder] = Object.entries(this.#options.folders).find((each) => href.startsWith(each[1].href)) ?? [];
    return folder && `/code/${name}/${href.slice(folder.href.length)}`;
  }

  async #resolve(specifier: string): Promise<string | undefined> {
    const [, name = '', entry] = BARE.exec(specifier) ?? [];
    const root = this.#findPackage(name);
    if (!root) return undefined;
    const manifest = JSON.parse(await readFile(new URL('package.json', root), 'utf8'));
    const asked = entry === undefined ? '.' : `./${entry}`;
    const found = manifest.exports
      ? findExport(manifest, asked, { unsafe: true, conditions: ['browser', 'import'] })?.[0]
      : (entry ?? manifest.module ?? manifest.main);
    return found && posix.join('/packages', name, found);
  }
}

/** Node would say once that this is an experiment, in a line among those of the log that is none of them. */
const removeTypes = (code: string): string => {
  const { emitWarning } = process;
  process.emitWarning = () => {};
  try {
    return stripTypeScriptTypes(code);
  } finally {
    process.emitWarning = emitWarning;
  }
};

/** Replaces what stands there. The position of a dynamic import includes its quotes, that of a static one doesn't. */
const replace = (text: string, { start, end, path }: { start: number; end: number; path: string }): string => {
  const quote = /^['"]/.exec(text.slice(start, end))?.[0] ?? '';
  return `${text.slice(0, start)}${quote}${path}${quote}${text.slice(end)}`;
};
