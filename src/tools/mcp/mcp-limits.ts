const KILOBYTE = 1024;
const MEGABYTE = 1024 * KILOBYTE;

/** How much of what MCP servers send is taken. They're other people's programs, so nothing of theirs is without a bound. */
export const MCP_LIMITS = {
  /** Servers that one process is connected to at the same time. */
  servers: 24,
  /** Servers that the operator's file may name, and those that people may set in one place. */
  fileServers: 16,
  placeServers: 3,
  /** Tools, resources and prompts that are taken of one server; it may list them on this many pages. */
  tools: 64,
  resources: 200,
  prompts: 100,
  pages: 20,
  /** Bytes of one message, and of one HTTP answer. */
  messageBytes: 4 * MEGABYTE,
  /** What a server may send at once, and how much of that comes back each second. A line counts for `lineBytes` at least. */
  burstBytes: 16 * MEGABYTE,
  bytesPerSecond: 512 * KILOBYTE,
  lineBytes: KILOBYTE,
  /** Bytes that wait for a server which doesn't read. */
  unreadBytes: 2 * MEGABYTE,
  /** Bytes of UTF-8 of a result, of a resource and of a prompt that reach the model. */
  resultBytes: 12_000,
  /** Calls of one server that run at the same time, and those within a minute. */
  calls: 4,
  callsPerMinute: 60,
  /** Times in milliseconds: until a server is connected and has listed what it has; and for one call, unless the operator sets it. */
  connectMs: 15_000,
  callMs: 30_000,
  /** The longest that the operator may allow for a call. */
  mostCallMs: 120_000,
  /** How often what a server has is listed again at most, however often it says that it has changed. */
  listEveryMs: 60_000,
  /** How soon a lost server is tried again, at first and at most, and after it has sent too much. */
  retryMs: 1_000,
  mostRetryMs: 300_000,
  floodRetryMs: 60_000,
  /** How long a server that people have set stays connected when nobody uses it. */
  idleMs: 600_000,
} as const;
