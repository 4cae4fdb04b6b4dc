/** A text of at most `most` characters (code points). An ellipsis stands for the end of a longer one. */
export const truncate = (text: string, most: number): string => {
  const characters = [...text];
  if (characters.length <= most) return text;
  return `${characters
    .slice(0, most - 1)
    .join('')
    .trimEnd()}…`;
};
