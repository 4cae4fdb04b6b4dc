import { addresses } from './addresses.ts';
import { madeUp } from './arguments.ts';
import { confirmations } from './confirmations.ts';
import { deputies } from './deputies.ts';
import { mcpLists } from './mcp-lists.ts';
import { mcpResults } from './mcp-results.ts';
import { mcpRights } from './mcp-rights.ts';
import { hostNames } from './names.ts';
import { orders } from './orders.ts';
import { pages } from './pages.ts';
import { redirects } from './redirects.ts';
import { reminders } from './reminders.ts';
import { restarts } from './restarts.ts';
import { lackedRights } from './rights.ts';
import { schemas } from './schemas.ts';
import { shapes } from './shapes.ts';
import type { ToolCase } from './tool-case.ts';
import { voices } from './voices.ts';

type Kinds = Readonly<Record<string, readonly ToolCase[]>>;

/** What is tried on a bot beside an internet, in virtual time. Cases that are alike share channels. */
export const ALIKE: Kinds = { addresses, hostNames, redirects, pages, shapes, madeUp };
export const TYPED: Kinds = { orders, lackedRights, confirmations, deputies };

/** What is tried on a bot whose clock jumps. */
export const TIMED: Kinds = { reminders };

/** What is tried on a bot with MCP servers that misbehave, in the machine's time. */
export const MCP: Kinds = { schemas, mcpResults, mcpRights, mcpLists };

/** Every case, also those that need a restart or a call, by what it says. */
export const listCases = (): string[] => [
  ...[ALIKE, TYPED, TIMED, MCP].flatMap((kinds) => Object.values(kinds).flat()).map(({ what }) => what),
  ...restarts.map(({ what }) => what),
  ...voices.flatMap(({ tries }) => tries.map(({ what }) => what)),
];
