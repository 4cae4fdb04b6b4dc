/** The bytes don't have the expected format. */
export class MalformedError extends Error {
  override name = 'MalformedError';
}

/** Encodes a number in MLS's form: unsigned, big endian (RFC 8446, 3.3). */
export const u8 = (value: number) => Buffer.from([value]);
export const u16 = (value: number) => {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16BE(value);
  return bytes;
};
export const u32 = (value: number) => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
};
export const u64 = (value: bigint) => {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(value);
  return bytes;
};

/** Encodes a vector's length in one, two or four bytes; the two highest bits say which (RFC 9420, 2.1.2). */
const header = (length: number) => {
  if (length < 0x40) return u8(length);
  return length < 0x4000 ? u16(length | 0x4000) : u32((length | 0x80000000) >>> 0);
};

/** Encodes a vector of variable size that consists of these parts. */
export const vector = (...parts: Buffer[]) => {
  const body = Buffer.concat(parts);
  return Buffer.concat([header(body.length), body]);
};

/** Reads MLS structures from front to back. All methods throw a `MalformedError` if there aren't enough bytes. */
export class Reader {
  readonly #bytes: Buffer;
  #offset = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  /** How many bytes have been read. */
  get offset() {
    return this.#offset;
  }

  /** How many bytes are left. */
  get left() {
    return this.#bytes.length - this.#offset;
  }

  take(length: number): Buffer {
    if (length > this.left) throw new MalformedError('The structure is cut short');
    this.#offset += length;
    return this.#bytes.subarray(this.#offset - length, this.#offset);
  }

  u8 = () => this.take(1).readUInt8();
  u16 = () => this.take(2).readUInt16BE();
  u32 = () => this.take(4).readUInt32BE();
  u64 = () => this.take(8).readBigUInt64BE();

  /** Reads a vector of variable size and returns its content (RFC 9420, 2.1.2). */
  vector(): Buffer {
    const first = this.u8();
    const more = [0, 1, 3][first >> 6];
    if (more === undefined) throw new MalformedError('No vector starts like this');
    return this.take([...this.take(more)].reduce((length, byte) => length * 0x100 + byte, first & 0x3f));
  }

  /** Reads items until there are no more bytes. */
  all<Item>(read: (reader: this) => Item): Item[] {
    const items: Item[] = [];
    while (this.left > 0) items.push(read(this));
    return items;
  }

  /** The bytes that were read from `offset` on. */
  since(offset: number): Buffer {
    return this.#bytes.subarray(offset, this.#offset);
  }

  /** Reads all bytes that are left. */
  rest(): Buffer {
    return this.take(this.left);
  }
}
