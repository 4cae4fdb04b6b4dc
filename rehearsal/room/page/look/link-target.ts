/** Where a link of somebody else's words may lead: the web, and nothing that runs in the page. */
const SCHEMES = new Set(['http:', 'https:']);

/** The address if a page may link to it; nothing for `javascript:`, `data:` and what is no address. */
export const sanitizeLink = (address: string | undefined): string | undefined => {
  if (!address || !URL.canParse(address)) return undefined;
  const { protocol, href } = new URL(address);
  return SCHEMES.has(protocol) ? href : undefined;
};

/** Discord's number of a colour as CSS, such as `#5865f2`; nothing for 0, which is Discord's word for none. */
export const toColor = (number: number | null | undefined): string | undefined =>
  Number.isInteger(number) && number ? `#${(Number(number) & 0xffffff).toString(16).padStart(6, '0')}` : undefined;
