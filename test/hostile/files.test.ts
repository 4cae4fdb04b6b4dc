import { fileNames } from './file-names.ts';
import { fileTexts } from './file-texts.ts';
import type { Case } from './stage.ts';
import { tryAll } from './try-all.ts';

/** All that is tried with files on one bot that must live through it. */
const TABLE: Record<string, readonly Case[]> = { texts: fileTexts, names: fileNames };

tryAll('what people bring to harm it', TABLE);
