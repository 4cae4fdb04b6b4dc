import { enableCompileCache } from 'node:module';
import { fileURLToPath } from 'node:url';

// Every test file is a process of its own, and a fifth of what a short one does is to compile the libraries.
enableCompileCache(fileURLToPath(new URL('../node_modules/.cache/parley-tests', import.meta.url)));
