/** What an MCP server may be called: it begins the names of its tools. It has no `_`, so no two servers share a name of a tool. */
export const SERVER_NAME = /^[a-z][a-z0-9-]{0,19}$/;
