import { enableCompileCache } from 'node:module';
import { fileURLToPath } from 'node:url';

// Most of a start is compiling the libraries, so what was compiled is kept, next to them and not where others may write.
// Where that is not possible, nothing is kept. It counts only for what is loaded from here on, hence the import below.
enableCompileCache(fileURLToPath(new URL('../node_modules/.cache/parley', import.meta.url)));
await import('./main.ts');
