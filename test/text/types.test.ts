import { test } from 'node:test';
import { plural } from '../../src/text/en/grammar.ts';
import { en } from '../../src/text/en/index.ts';
import type { Catalogue, Text } from '../../src/text/text.ts';

// The compiler is the test: each line below fails to compile as soon as the mistake in it is none.
test('the compiler knows which sentences there are, and what is in them', () => {
  const take = (_: Text) => {};
  take({ code: 'call.full', voice: '1' });
  // @ts-expect-error there is no such sentence
  take({ code: 'call.nonsense' });
  // @ts-expect-error a value is missing
  take({ code: 'call.full' });
  // @ts-expect-error a value is of another type
  take({ code: 'call.full', voice: 1 });
  // @ts-expect-error a value is too many
  take({ code: 'call.over', voice: '1' });
  const { 'call.over': _, ...short } = en;
  // @ts-expect-error a language lacks a sentence
  const lacking: Catalogue = short;
  // @ts-expect-error a language takes another value
  const wrong: Catalogue = { ...en, 'call.full': ({ people }: { people: string }) => people };
  // @ts-expect-error a plural lacks a form
  plural(1, { one: 'one' });
  void lacking;
  void wrong;
});
