/** What runs in Node's threads, by the names of its resources: file system requests and host look-ups. */
const IN_THREADS = /^(?:FSReq|GetAddrInfo|GetNameInfo)/;

/**
 * Ends the process with that code. `process.exit` waits for threads, and one of them may hang for ever in a file system
 * that doesn't answer, such as a dead mount. Replacing the process by another program doesn't wait for threads, so in
 * that case the process becomes one that exits at once. Windows can't do that, and waits.
 */
export const exitProcess = (code: number): never => {
  if (process.execve && process.getActiveResourcesInfo().some((what) => IN_THREADS.test(what)))
    process.execve(process.execPath, [process.execPath, '--eval', `process.exit(${code})`], {});
  process.exit(code);
};
