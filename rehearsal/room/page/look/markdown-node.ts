/** What a message's words are made of, after Discord's Markdown was read. Nothing in it is markup: all text is drawn as text. */
export type MarkdownNode =
  | { is: 'text'; text: string }
  | { is: MarkdownSpan; of: MarkdownNode[] }
  | { is: 'heading'; level: number; of: MarkdownNode[] }
  | { is: 'list'; ordered: boolean; start: number; items: MarkdownNode[][] }
  | { is: 'code'; text: string }
  | { is: 'block'; language: string; text: string }
  | { is: 'link'; href: string; title: string; of: MarkdownNode[] }
  | { is: 'mention'; kind: MentionKind; id: string; name: string }
  | { is: 'time'; seconds: number; style: string }
  | { is: 'emoji'; name: string; id: string };

/** What is put around words. */
export type MarkdownSpan = 'bold' | 'italics' | 'underline' | 'strike' | 'spoiler' | 'quote' | 'subtext';

/** What a mention leads to; a `page` is one of the server's own, such as its guide. */
export type MentionKind = 'user' | 'role' | 'channel' | 'command' | 'everyone' | 'page';
