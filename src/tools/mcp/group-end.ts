/** Sends a signal to a program and all that it has started; to the program alone where there are no groups. */
export const endGroup = (pid: number, signal: NodeJS.Signals): void => {
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, signal);
  } catch {
    // There's none any more.
  }
};
