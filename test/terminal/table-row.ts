/** The row of a check or an assumption in what the doctor printed, and the lines below it. */
export const row = (out: string, name: string): string =>
  new RegExp(`^(?:ok|FAIL|note|skip) +${name} .*(?:\\n {8}.*)*`, 'm').exec(out)?.[0] ?? `no row "${name}" in:\n${out}`;
