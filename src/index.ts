import { enableCompileCache } from 'node:module';
import { fileURLToPath } from 'node:url';

// Most of a start is compiling the libraries, so compiled code is kept, next to the libraries, where only we can write.
// If that isn't possible, nothing is kept. It works only for what is loaded from here on, hence the import below.
enableCompileCache(fileURLToPath(new URL('../node_modules/.cache/parley', import.meta.url)));
await import('./main.ts');
