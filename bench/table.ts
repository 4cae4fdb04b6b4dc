/** Prints a table under a title. All rows have as many cells as the head; the first column is left-aligned. */
export const print = (title: string, head: readonly string[], rows: readonly (readonly string[])[]): void => {
  const all = [head, ...rows];
  const widths = head.map((_, column) => Math.max(...all.map((row) => (row[column] ?? '').length)));
  const line = (row: readonly string[]) =>
    widths
      .map((width, column) => (column === 0 ? (row[column] ?? '').padEnd(width) : (row[column] ?? '').padStart(width)))
      .join('   ');
  console.log(`\n${title}\n`);
  console.log([line(head), widths.map((width) => '-'.repeat(width)).join('   '), ...rows.map(line)].join('\n'));
};
