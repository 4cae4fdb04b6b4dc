import type { MarkdownDocument } from './document.ts';

/** What reads Markdown. */
export type Markdown = { open(): MarkdownDocument };

let loading: Promise<Markdown> | undefined;

/** Loads what reads Markdown when that's first needed, and only once. */
export const loadMarkdown = (): Promise<Markdown> => {
  loading ??= import('./document.ts').then(({ MarkdownDocument }) => ({ open: () => new MarkdownDocument() }));
  return loading;
};
