/** What a file is, by its bytes. What has no signature is `text`, or at least tried as one. */
export type FileKind =
  | 'jpeg'
  | 'png'
  | 'webp'
  | 'gif'
  | 'avif'
  | 'heic'
  | 'pdf'
  | 'ogg'
  | 'wav'
  | 'mp3'
  | 'flac'
  | 'aac'
  | 'mp4'
  | 'matroska'
  | 'text';

/** A signature: bytes (Latin-1) at an offset. `and` are those at another offset that must be there, too. */
type Signature = { kind: FileKind; at: number; bytes: string; and?: { at: number; bytes: string } };

/** The signatures of what is read. What else has one holds bytes that no text has, and isn't taken for a text. */
const SIGNATURES: readonly Signature[] = [
  { kind: 'jpeg', at: 0, bytes: '\xff\xd8\xff' },
  { kind: 'png', at: 0, bytes: '\x89PNG\r\n\x1a\n' },
  { kind: 'gif', at: 0, bytes: 'GIF87a' },
  { kind: 'gif', at: 0, bytes: 'GIF89a' },
  { kind: 'webp', at: 0, bytes: 'RIFF', and: { at: 8, bytes: 'WEBP' } },
  { kind: 'wav', at: 0, bytes: 'RIFF', and: { at: 8, bytes: 'WAVE' } },
  { kind: 'wav', at: 0, bytes: 'RF64', and: { at: 8, bytes: 'WAVE' } },
  { kind: 'pdf', at: 0, bytes: '%PDF-' },
  { kind: 'ogg', at: 0, bytes: 'OggS' },
  { kind: 'matroska', at: 0, bytes: '\x1a\x45\xdf\xa3' },
  { kind: 'flac', at: 0, bytes: 'fLaC' },
  { kind: 'mp3', at: 0, bytes: 'ID3' },
  // QuickTime files from before 2001 begin with one of these boxes instead of the one that names the brand.
  { kind: 'mp4', at: 4, bytes: 'moov' },
  { kind: 'mp4', at: 4, bytes: 'mdat' },
  { kind: 'mp4', at: 4, bytes: 'wide' },
];

/** Brands of the box `ftyp` (ISO/IEC 14496-12 and 23008-12) that say what kind of picture it is. */
const AVIF = new Set(['avif', 'avis']);
const HEIC = new Set(['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx', 'mif1', 'msf1']);

/** What a file is. It never throws, and looks at no more than the first kilobyte. */
export const sniff = (bytes: Buffer): FileKind => {
  const holds = ({ at, bytes: sign }: { at: number; bytes: string }) =>
    bytes.toString('latin1', at, at + sign.length) === sign;
  const found = SIGNATURES.find((each) => holds(each) && (!each.and || holds(each.and)));
  if (found) return found.kind;
  if (holds({ at: 4, bytes: 'ftyp' })) return sniffBrand(bytes);
  return sniffFrame(bytes) ?? 'text';
};

const sniffBrand = (bytes: Buffer): FileKind => {
  const end = Math.min(bytes.readUInt32BE(0), bytes.length, 1_024);
  const brands = [bytes.toString('latin1', 8, 12)];
  for (let at = 16; at + 4 <= end; at += 4) brands.push(bytes.toString('latin1', at, at + 4));
  if (brands.some((brand) => AVIF.has(brand))) return 'avif';
  // Only the first brand counts, because some cameras' videos name `mif1` among the others.
  return HEIC.has(brands[0] ?? '') ? 'heic' : 'mp4';
};

/** MP3 and AAC without a header of the file begin with a frame: 11 or 12 set bits, then what can't be anything. */
const sniffFrame = (bytes: Buffer): FileKind | undefined => {
  const [first, second = 0, third = 0] = bytes;
  if (first !== 0xff || (second & 0xe0) !== 0xe0) return undefined;
  // ADTS (ISO/IEC 13818-7): 12 bits, a version, and two bits of layer that are always 0.
  if ((second & 0xf6) === 0xf0) return 'aac';
  const version = (second >> 3) & 3;
  const layer = (second >> 1) & 3;
  // ISO/IEC 11172-3: version 1 is reserved, layer 1 is the third, and these rates don't exist.
  const isFrame = version !== 1 && layer === 1 && third >> 4 !== 15 && ((third >> 2) & 3) !== 3;
  return isFrame ? 'mp3' : undefined;
};
