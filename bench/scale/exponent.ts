/** A figure at some size. */
export type Point = { size: number; figure: number };

/**
 * With which power of the size a figure grows, by least squares of the logarithms: 0 if it stays the same, 1 if it's proportional.
 * NaN for less than two sizes, or a figure that isn't above 0.
 */
export const findExponent = (points: readonly Point[]): number => {
  const logs = points.map(({ size, figure }) => ({ x: Math.log(size), y: Math.log(figure) }));
  const mean = (of: (log: { x: number; y: number }) => number) =>
    logs.reduce((sum, log) => sum + of(log), 0) / logs.length;
  const [middle, height] = [mean(({ x }) => x), mean(({ y }) => y)];
  const rise = mean(({ x, y }) => (x - middle) * (y - height));
  return rise / mean(({ x }) => (x - middle) ** 2);
};
