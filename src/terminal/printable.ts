/** Line feed and tab move the cursor in ways a text may. */
const CONTROLS = /[^\P{Cc}\n\t]|[\u202A-\u202E\u2066-\u2069]/gu;

/** A text without control characters: what a model or a server says must not steer the terminal that shows it. */
export const removeControls = (text: string): string => text.replace(CONTROLS, '');
