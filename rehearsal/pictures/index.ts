import { mkdir, writeFile } from 'node:fs/promises';
import { holdProcess } from '../../src/base/clock.ts';
import { readArguments } from '../../src/base/command-line.ts';
import { drawPictures } from './pictures.ts';

const USAGE = `npm run pictures   Draws the README's pictures again, into docs/pictures.

  --help   show this`;

using _held = holdProcess();
readArguments({ help: { type: 'boolean' } }, USAGE);
const folder = new URL('../../docs/pictures/', import.meta.url);
await mkdir(folder, { recursive: true });
for (const [name, svg] of Object.entries(await drawPictures())) {
  await writeFile(new URL(name, folder), svg);
  console.log(`docs/pictures/${name}`);
}
process.exit(0);
