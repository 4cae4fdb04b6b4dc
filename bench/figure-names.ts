/**
 * The figures that can be measured on their own, by the bench that measures them. They stand here so that nobody who only wants to
 * know how the benches are used, or who runs one of them, waits until all of them are loaded, which takes seconds.
 */
export const FIGURE_NAMES = {
  voice: ['replies', 'gate', 'pauses', 'barge', 'stall', 'density'],
  media: ['picture', 'note', 'pdf', 'calls', 'out', 'rest'],
  addressed: ['evening', 'waits'],
  servers: ['memory', 'deletion', 'settings'],
  tools: ['delay', 'floods'],
} as const;

/** The name of a figure of this bench. */
export type FigureName<Bench extends keyof typeof FIGURE_NAMES> = (typeof FIGURE_NAMES)[Bench][number];
