import { enableCompileCache } from 'node:module';
import { fileURLToPath } from 'node:url';

// Every test file is a process of its own, and a fifth of what a short one does is to compile the libraries. In a program that
// a test starts it's half of everything; those find the place in their environment.
const folder = fileURLToPath(new URL('../node_modules/.cache/parley-tests', import.meta.url));
enableCompileCache(folder);
process.env.NODE_COMPILE_CACHE = folder;
