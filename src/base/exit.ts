/** What runs in threads of Node's, by its names: requests to file systems, and look-ups of hosts. */
const IN_THREADS = /^(?:FSReq|GetAddrInfo|GetNameInfo)/;

/**
 * Ends the process with that code. `process.exit` waits for threads, and one of them may hang for ever in a file system that
 * does not answer, such as a dead mount. To become another program takes no thread along, so then this process becomes one
 * that ends at once. Windows cannot do that, and waits.
 */
export const exitProcess = (code: number): never => {
  if (process.execve && process.getActiveResourcesInfo().some((what) => IN_THREADS.test(what)))
    process.execve(process.execPath, [process.execPath, '--eval', `process.exit(${code})`], {});
  process.exit(code);
};
