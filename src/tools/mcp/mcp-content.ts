import { sanitizeForeign } from '../foreign-text.ts';
import { MCP_LIMITS } from './mcp-limits.ts';
import type { McpAnswer } from './mcp-protocol.ts';
import { cutBytes, sanitizeLine, shortenJson } from './mcp-text.ts';

/** One piece of content as a server sends it (MCP, "Content"), of which nothing is certain. */
type Piece = Record<string, unknown>;

/** How many pieces of content are looked at, and how long the name of one is, in characters. */
const MOST_PIECES = 200;
const MOST_NAME = 300;

/**
 * What a tool answered, as text: its texts as they are, and everything else in a few words, because only text goes back to the
 * model. `structuredContent` counts where there's no text.
 */
export const readToolResult = (result: unknown): McpAnswer => {
  const { content, structuredContent, isError } = toPiece(result);
  const pieces = readPieces(content);
  const structured = structuredContent === undefined ? [] : [shortenJson(structuredContent, MCP_LIMITS.resultBytes)];
  return toAnswer(pieces.length > 0 ? pieces : structured, isError === true);
};

/** What a resource contains, as text. */
export const readResource = (result: unknown): McpAnswer =>
  toAnswer(toPieces(toPiece(result).contents).map(describeResource), false);

/** The messages of a prompt, as text. Whose messages they are is left out: all of it comes from the server. */
export const readPrompt = (result: unknown): McpAnswer =>
  toAnswer(
    toPieces(toPiece(result).messages).flatMap(({ content }) =>
      readPieces(Array.isArray(content) ? content : [content]),
    ),
    false,
  );

const toAnswer = (texts: readonly string[], isError: boolean): McpAnswer => {
  const whole = sanitizeForeign(texts.join('\n\n'), MCP_LIMITS.resultBytes);
  const { text, isCut } = cutBytes(whole.text, MCP_LIMITS.resultBytes);
  return { is: 'answer', text, isCut: isCut || whole.isCut, isError };
};

const readPieces = (content: unknown): string[] => toPieces(content).map(describePiece).filter(Boolean);

const describePiece = (piece: Piece): string => {
  const { type, text, resource } = piece;
  if (type === 'text') return typeof text === 'string' ? text : '';
  if (type === 'resource') return describeResource(toPiece(resource));
  if (type === 'resource_link') return `[a link to ${nameResource(piece)}]`;
  if (type === 'image' || type === 'audio')
    return describeBytes(type === 'image' ? 'a picture' : 'a sound', piece, piece.data);
  return '[something that isn’t text]';
};

const describeResource = (resource: Piece): string => {
  const { text, blob } = resource;
  if (typeof text === 'string') return text;
  return describeBytes(nameResource(resource), resource, blob);
};

/** What can't be said in words. Base64 has four characters for three bytes. */
const describeBytes = (what: string, { mimeType }: Piece, data: unknown): string => {
  const type = typeof mimeType === 'string' ? `, ${sanitizeLine(mimeType, 60)}` : '';
  const size = typeof data === 'string' ? `, ${Math.ceil((data.length * 3) / 4 / 1024)} KB` : '';
  return `[${what}${type}${size}; it can’t be shown here]`;
};

const nameResource = ({ title, name, uri }: Piece): string => {
  const known = [title, name].find((one) => typeof one === 'string');
  const parts = [known, uri].filter((one) => typeof one === 'string').map((one) => sanitizeLine(one, MOST_NAME));
  return parts.join(' ') || 'something';
};

const toPiece = (value: unknown): Piece => (typeof value === 'object' && value !== null ? (value as Piece) : {});

const toPieces = (value: unknown): Piece[] => (Array.isArray(value) ? value.slice(0, MOST_PIECES).map(toPiece) : []);
