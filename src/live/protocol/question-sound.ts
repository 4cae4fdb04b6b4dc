/** A recording that came with a question: its file's name, and its sound as signed 16-bit PCM, 16 kHz, mono. */
export type QuestionSound = { name: string; pcm: Buffer };
