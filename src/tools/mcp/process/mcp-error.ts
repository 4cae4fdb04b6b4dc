import type { McpFault } from '../../../base/events.ts';

/** A server can't be used. The message, which ends up in logs, holds nothing that the server said. */
export class McpError extends Error {
  override name = 'McpError';
  readonly why: McpFault;

  constructor(why: McpFault, options?: ErrorOptions) {
    super(`an MCP server can't be used: ${why}`, options);
    this.why = why;
  }
}
