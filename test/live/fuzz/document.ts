/** JSON as text: unlike a parsed value, it can contain a key twice, a key named `__proto__`, and invalid JSON. */
export type Document = null | boolean | number | string | Raw | Document[] | Fields;

/** Text that is written as it is. */
export class Raw {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** The fields of an object, in the order in which they are written. */
export class Fields {
  readonly entries: [name: string, value: Document][];

  constructor(entries: [name: string, value: Document][]) {
    this.entries = entries;
  }
}

/** Turns a plain value into a document. What JSON leaves out is left out. */
export const documentOf = (value: unknown): Document => {
  if (value === null || value instanceof Raw || value instanceof Fields) return value;
  if (Array.isArray(value)) return value.map(documentOf);
  if (typeof value === 'object') {
    const entries = Object.entries(value).filter(([, inside]) => inside !== undefined);
    return new Fields(entries.map(([name, inside]) => [name, documentOf(inside)]));
  }
  return typeof value === 'boolean' || typeof value === 'number' ? value : String(value);
};

/** The text of a document. */
export const written = (document: Document): string => {
  if (document instanceof Raw) return document.text;
  if (document instanceof Fields)
    return `{${document.entries.map(([name, value]) => `${JSON.stringify(name)}:${written(value)}`).join()}}`;
  return Array.isArray(document) ? `[${document.map(written).join()}]` : JSON.stringify(document);
};

/** A place in a document. Its value can be replaced, dropped, doubled, or, if it has a name, renamed. */
export type Slot = {
  value: Document;
  put(value: Document): void;
  drop(): void;
  double(value: Document): void;
  rename(name: string): void;
};

/** How many places are looked at. The others are like them, and would only cost time. */
const MOST_SLOTS = 400;

/** The places in a document, without the document itself. */
export const slots = (document: Document): Slot[] => {
  const found: Slot[] = [];
  const visit = (inside: Document): void => {
    if (found.length >= MOST_SLOTS) return;
    if (inside instanceof Fields) for (const entry of [...inside.entries]) add(fieldSlot(inside, entry));
    else if (Array.isArray(inside)) for (const index of inside.keys()) add(itemSlot(inside, index));
  };
  const add = (slot: Slot) => {
    found.push(slot);
    visit(slot.value);
  };
  visit(document);
  return found;
};

const fieldSlot = ({ entries }: Fields, entry: [string, Document]): Slot => ({
  value: entry[1],
  put(value) {
    entry[1] = value;
  },
  drop: () => void entries.splice(entries.indexOf(entry), 1),
  double: (value) => void entries.push([entry[0], value]),
  rename(name) {
    entry[0] = name;
  },
});

const itemSlot = (items: Document[], index: number): Slot => ({
  value: items[index] ?? null,
  put(value) {
    items[index] = value;
  },
  drop: () => void items.splice(index, 1),
  double: (value) => void items.splice(index, 0, value),
  rename() {},
});

/** The objects of a document, including the document itself. */
export const objects = (document: Document): Fields[] =>
  [document, ...slots(document).map(({ value }) => value)].filter((value) => value instanceof Fields);
