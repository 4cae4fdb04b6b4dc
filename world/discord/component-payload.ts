import { type Component, flatten } from './component-limits.ts';

const SELECTS = [3, 5, 6, 7, 8];

/** What Discord says of a component where the bot said nothing of it, by the component's type (Discord docs, components/reference). */
const DEFAULTS: Readonly<Record<number, Record<string, unknown>>> = {
  ...Object.fromEntries(SELECTS.map((type) => [type, { min_values: 1, max_values: 1 }])),
  11: { description: null, spoiler: false },
  13: { spoiler: false },
  14: { spacing: 1, divider: true },
  17: { accent_color: null, spoiler: false },
};

/**
 * A message's components as Discord writes them: with everything that has a default, and each with an id. Those that came
 * without one, or with 0, are numbered in order, past the ids that are taken.
 */
export const componentsPayload = (components: readonly Component[]): Record<string, unknown>[] => {
  const taken = new Set(flatten(components).map(({ id }) => id));
  let last = 0;
  const next = (): number => {
    last += 1;
    return taken.has(last) ? next() : last;
  };
  const payload = ({ components: inner, accessory, ...one }: Component): Record<string, unknown> => ({
    ...DEFAULTS[one.type],
    ...one,
    id: one.id || next(),
    ...(inner && { components: inner.map(payload) }),
    ...(accessory && { accessory: payload(accessory) }),
  });
  return components.map(payload);
};
