const START_OF_FRAME = [0xc0, 0xc1, 0xc2, 0xc3];

/** The size of a JPEG in pixels, from the header of its frame (ITU-T T.81, B.2.2); undefined for anything else. */
export const readPictureSize = (jpeg: Buffer): { width: number; height: number } | undefined => {
  if (jpeg.readUInt16BE(0) !== 0xffd8) return undefined;
  for (let at = 2; at + 9 < jpeg.length && jpeg[at] === 0xff; at += 2 + jpeg.readUInt16BE(at + 2))
    if (START_OF_FRAME.includes(jpeg[at + 1] ?? 0))
      return { width: jpeg.readUInt16BE(at + 7), height: jpeg.readUInt16BE(at + 5) };
  return undefined;
};
