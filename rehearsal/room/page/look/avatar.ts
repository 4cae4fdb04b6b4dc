import { html, type TemplateResult } from 'lit';
import type { ScenePerson } from './look-scene.ts';

/** Backgrounds that white letters can be read on. */
const COLORS = ['#5865f2', '#757e8a', '#23804b', '#a8570f', '#c7343a', '#b8357f', '#7048c6', '#0f7488'];

/** A person's picture, made here from the name unless the scene has one, because Discord's own come from outside. */
export const drawAvatar = ({ id, name, avatar }: ScenePerson, size: 'big' | 'small' = 'big'): TemplateResult => {
  if (avatar) return html`<img class="avatar ${size}" src=${avatar} alt="" />`;
  const sum = [...id].reduce((total, letter) => (total * 31 + (letter.codePointAt(0) ?? 0)) % 65_521, 7);
  const color = COLORS[sum % COLORS.length] ?? COLORS[0];
  return html`<span class="avatar ${size}" aria-hidden="true" .style=${`--face: ${color}`}><bdi>${initialsOf(name)}</bdi></span>`;
};

/** The first letters of the first two words, as people count letters; one where letters would join, as Arabic ones do. */
const initialsOf = (name: string): string => {
  const letters = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
  const words = name.split(/[\s_.-]+/).filter((word) => /[\p{L}\p{N}\p{Emoji}]/u.test(word));
  const firsts = words.map((word) => [...letters.segment(word)][0]?.segment ?? '');
  return firsts
    .slice(0, /^\p{sc=Latin}/u.test(firsts[0] ?? '') ? 2 : 1)
    .join('')
    .toUpperCase();
};
