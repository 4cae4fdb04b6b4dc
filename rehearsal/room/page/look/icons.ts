import { html, svg, type TemplateResult } from 'lit';

const draw = (path: TemplateResult): TemplateResult =>
  html`<svg class="icon" viewBox="0 0 24 24" width="20" height="20" fill="currentColor" aria-hidden="true">${path}</svg>`;

/** Small pictures that only repeat what words beside them say, so screen readers pass them by. */
export const ICONS = {
  eye: draw(
    svg`<path d="M12 5c5 0 9 4 10 7-1 3-5 7-10 7S3 15 2 12c1-3 5-7 10-7Zm0 3a4 4 0 1 0 0 8 4 4 0 0 0 0-8Zm0 2.2a1.8 1.8 0 1 1 0 3.6 1.8 1.8 0 0 1 0-3.6Z"/>`,
  ),
  file: draw(svg`<path d="M6 2h8l6 6v12a2 2 0 0 1-2 2H6a2 2 0 0 1-2-2V4c0-1.100.9-2 2-2Zm7 1.500V9h5.500L13 3.500Z"/>`),
  play: draw(svg`<path d="M8 5v14l11-7L8 5Z"/>`),
  pause: draw(svg`<path d="M6 5h4v14H6V5Zm8 0h4v14h-4V5Z"/>`),
  reply: draw(svg`<path d="M10 8V4l-8 7 8 7v-4c5.500 0 9 1.700 12 6-1-7-5-12-12-12Z"/>`),
  forward: draw(svg`<path d="M14 8V4l8 7-8 7v-4C8.500 14 5 15.700 2 20 3 13 7 8 14 8Z"/>`),
  thread: draw(
    svg`<path d="M4 3h13a2 2 0 0 1 2 2v5h-2V5H4v9h3v3l3-3h1v2h-.3L5 21v-5H4a2 2 0 0 1-2-2V5c0-1.100.9-2 2-2Zm10 8h6a2 2 0 0 1 2 2v4a2 2 0 0 1-2 2v3l-3-3h-3a2 2 0 0 1-2-2v-4c0-1.100.9-2 2-2Z"/>`,
  ),
  link: draw(
    svg`<path d="M14 3h7v7h-2V6.400l-8.300 8.300-1.400-1.400L17.600 5H14V3ZM5 5h6v2H5v12h12v-6h2v6a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2V7c0-1.100.9-2 2-2Z"/>`,
  ),
  pin: draw(svg`<path d="m14 2 8 8-3 1-4 4v4l-2 2-4-5-6 6 6-7-5-4 2-2h4l4-4 0-3Z"/>`),
  join: draw(svg`<path d="M4 11h10.200l-4-4L11.600 5.600 18 12l-6.400 6.400-1.400-1.400 4-4H4v-2Zm14-7h2v16h-2V4Z"/>`),
  check: draw(svg`<path d="M9.500 16.200 5.300 12l-1.400 1.400 5.600 5.600L21 7.500l-1.400-1.400L9.500 16.200Z"/>`),
  cross: draw(
    svg`<path d="m12 10.600 5.300-5.300 1.400 1.400-5.300 5.300 5.300 5.300-1.400 1.400-5.300-5.300-5.300 5.300-1.400-1.400 5.300-5.300-5.300-5.300 1.400-1.400 5.300 5.300Z"/>`,
  ),
  down: draw(svg`<path d="m6.700 8.500 5.300 5.300 5.300-5.300 1.400 1.400-6.700 6.700-6.700-6.700 1.400-1.400Z"/>`),
  bell: draw(
    svg`<path d="M12 2a6 6 0 0 1 6 6v5l2 3v1H4v-1l2-3V8a6 6 0 0 1 6-6Zm-2 17h4a2 2 0 0 1-4 0ZM3 3l18 18-1 1L2 4l1-1Z"/>`,
  ),
  muted: draw(
    svg`<path d="M12 2a3 3 0 0 1 3 3v6c0 .4 0 .7-.2 1L9 6.300V5a3 3 0 0 1 3-3ZM3.400 2.600l18 18-1.400 1.400-3.600-3.600A7 7 0 0 1 13 19.900V22h-2v-2.100A7 7 0 0 1 5 13h2a5 5 0 0 0 7.900 4l-1.500-1.500A3 3 0 0 1 9 13v-3L2 4l1.400-1.400ZM17 13h2c0 1-.2 1.900-.6 2.700l-1.500-1.500.1-1.200Z"/>`,
  ),
  deaf: draw(
    svg`<path d="M12 3a9 9 0 0 1 9 9v6a2 2 0 0 1-.6 1.400L17 16v-3h2v-1A7 7 0 0 0 7.400 6.500L6 5.100A9 9 0 0 1 12 3ZM3.400 2.600l18 18-1.400 1.400-3-3h-1v-1L5.700 7.700A7 7 0 0 0 5 12v1h3v7H5a2 2 0 0 1-2-2v-6c0-2 .6-3.800 1.700-5.300L2 4l1.400-1.400Z"/>`,
  ),
  speaker: draw(
    svg`<path d="M3 9h4l5-5v16l-5-5H3V9Zm11.500-.500a5 5 0 0 1 0 7v-7Zm0-5.300a9 9 0 0 1 0 17.600v-2.100a7 7 0 0 0 0-13.400V3.200Z"/>`,
  ),
  hash: draw(
    svg`<path d="M9 3h2l-.7 5h4L15 3h2l-.7 5H20v2h-4l-.5 4H19v2h-3.800l-.7 5h-2l.7-5h-4L8.500 21h-2l.7-5H4v-2h3.500l.5-4H5V8h3.300L9 3Zm1 7-.5 4h4l.5-4h-4Z"/>`,
  ),
} as const;
