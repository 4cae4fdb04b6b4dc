/** Line feed and tab are allowed, because texts use them. */
const CONTROLS = /[^\P{Cc}\n\t]|[\u202A-\u202E\u2066-\u2069]/gu;

/** Removes control characters: a model's or a server's text must not control the terminal that shows it. */
export const removeControls = (text: string): string => text.replace(CONTROLS, '');
