import { MediaFault } from './bridge/media-fault.ts';

/** Discord's hosts for what people upload (Discord docs, reference, "Image Formatting" and "Signed Attachment CDN URLs"). */
const HOSTS = new Set(['https://cdn.discordapp.com', 'https://media.discordapp.net']);

/** Where attachments are on them: of messages, and of what only one person sees. */
const PATH = /^\/(?:ephemeral-)?attachments\//;

/** Finds out whether an address is one that files are fetched from. */
export type SourceCheck = (address: string) => URL;

/**
 * Makes the check of addresses. They come from Discord's events, but an embed or a hostile server of another world may have
 * put in anything. `cdn` is an address that replaces Discord's hosts.
 *
 * The check throws MediaFault `elsewhere`, unless scheme, host and port are exactly Discord's and the path is that of an
 * attachment.
 */
export const makeSourceCheck = (cdn?: string): SourceCheck => {
  const origins = cdn === undefined ? HOSTS : new Set([new URL(cdn).origin]);
  return (address) => {
    const url = URL.canParse(address) ? new URL(address) : undefined;
    if (url && origins.has(url.origin) && !url.username && !url.password && PATH.test(url.pathname)) return url;
    throw new MediaFault('elsewhere');
  };
};
