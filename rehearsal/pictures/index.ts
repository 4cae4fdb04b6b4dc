import { mkdir, writeFile } from 'node:fs/promises';
import { holdProcess } from '../../src/base/clock.ts';
import { readArguments } from '../../src/base/command-line.ts';

const USAGE = `npm run pictures   Draws the README's pictures again, into docs/pictures.

  --help   show this`;

using _held = holdProcess();
readArguments({ help: { type: 'boolean' } }, USAGE);
// What is drawn takes a second to load, for which nobody waits who only asks how this is used.
const [{ drawPictures }, { drawUsageSample }] = await Promise.all([
  import('./pictures.ts'),
  import('./usage-sample.ts'),
]);
const folder = new URL('../../docs/pictures/', import.meta.url);
await mkdir(folder, { recursive: true });
const pictures = { ...(await drawPictures()), 'usage.png': await drawUsageSample() };
for (const [name, content] of Object.entries(pictures)) {
  await writeFile(new URL(name, folder), content);
  console.log(`docs/pictures/${name}`);
}
process.exit(0);
