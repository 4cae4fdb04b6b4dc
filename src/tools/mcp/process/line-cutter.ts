import { MCP_LIMITS } from '../mcp-limits.ts';
import { McpError } from './mcp-error.ts';

const LINE_FEED = 10;

/** Cuts bytes that come in pieces into lines. What is joined is looked at once, however small the pieces are. */
export class LineCutter {
  #pieces: Uint8Array[] = [];
  #bytes = 0;

  /** The lines that end in this piece. @throws McpError `flood` if a line is longer than a message may be */
  cut(piece: Uint8Array): string[] {
    const lines: string[] = [];
    let start = 0;
    for (let end = piece.indexOf(LINE_FEED); end !== -1; end = piece.indexOf(LINE_FEED, start)) {
      this.#add(piece.subarray(start, end));
      lines.push(Buffer.concat(this.#pieces).toString('utf8'));
      this.#pieces = [];
      this.#bytes = 0;
      start = end + 1;
    }
    if (start < piece.length) this.#add(piece.subarray(start));
    return lines;
  }

  #add(piece: Uint8Array): void {
    this.#bytes += piece.length;
    if (this.#bytes > MCP_LIMITS.messageBytes) throw new McpError('flood');
    this.#pieces.push(piece);
  }
}
