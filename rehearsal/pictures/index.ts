import { mkdir, writeFile } from 'node:fs/promises';
import { holdProcess } from '../../src/base/clock.ts';
import { drawPictures } from './pictures.ts';

/** Draws the README's pictures. */
using _held = holdProcess();
const folder = new URL('../../docs/pictures/', import.meta.url);
await mkdir(folder, { recursive: true });
for (const [name, svg] of Object.entries(await drawPictures())) {
  await writeFile(new URL(name, folder), svg);
  console.log(`docs/pictures/${name}`);
}
process.exit(0);
