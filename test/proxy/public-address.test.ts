import assert from 'node:assert/strict';
import type { LookupFunction } from 'node:net';
import { test } from 'node:test';
import { isPublicAddress, makePublicLookup } from '../../src/proxy/public-address.ts';

test('addresses on the internet are told from all others', () => {
  for (const address of ['162.159.129.233', '8.8.8.8', '2606:4700::6810:5b0', '64:ff9b::a29f:81e9', '::ffff:8.8.8.8'])
    assert.equal(isPublicAddress(address), true, address);
  for (const address of [
    '127.0.0.1',
    '127.255.0.1',
    '0.0.0.0',
    '10.0.0.1',
    '100.64.0.1',
    '169.254.169.254',
    '172.31.255.255',
    '192.168.1.1',
    '198.19.0.1',
    '224.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    '::ffff:10.0.0.1',
    '::ffff:7f00:1',
    '64:ff9b::10.0.0.1',
    '64:ff9b::a9fe:a9fe',
    '64:ff9b::1',
    '::ffff:0:7f00:1',
    '1fff::1',
    '4000::1',
    '9000::1',
    '2002:7f00:1::',
    'fc00::1',
    'fd12:3456::1',
    'fe80::1',
    'fec0::1',
    'ff02::1',
  ])
    assert.equal(isPublicAddress(address), false, address);
});

/** What a look-up finds when the name leads to these addresses. */
const find = (addresses: string[], all: boolean) => {
  const found = addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
  const system: LookupFunction = (_host, options, done) =>
    options.all ? done(null, found) : done(null, found[0]?.address ?? '', found[0]?.family);
  const { promise, resolve, reject } = Promise.withResolvers<unknown>();
  makePublicLookup(system)('cdn.discordapp.com', { all }, (error, address) =>
    error ? reject(error) : resolve(Array.isArray(address) ? address.map((each) => each.address) : address),
  );
  return promise;
};

test('a name is looked up without its private addresses', async () => {
  assert.deepEqual(await find(['127.0.0.1', '162.159.129.233', '::1', '2606:4700::1'], true), [
    '162.159.129.233',
    '2606:4700::1',
  ]);
  assert.equal(await find(['162.159.129.233'], false), '162.159.129.233');
  for (const addresses of [['127.0.0.1'], ['::1'], ['::ffff:10.0.0.1'], ['169.254.169.254', 'fe80::1'], []])
    for (const all of [true, false]) await assert.rejects(find(addresses, all), /no public address/, `${addresses}`);
});
