import type { McpScript } from '../../../world/mcp/mcp-script.ts';

/** A server that misbehaves, and what the operator's file says of it besides its address. */
export type McpGuest = { script: McpScript; entry?: Record<string, unknown> };
