import assert from 'node:assert/strict';
import { test } from 'node:test';
import { listOwnServers } from '../../src/parts/mcp-part.ts';
import { findOwnMcpServer } from '../../src/settings/own-mcp-server.ts';
import type { SettingValues } from '../../src/settings/setting-table.ts';
import { at } from '../place.ts';

const MCP = {
  servers: [],
  headers: { 'https://mcp.example.com': { Authorization: 'Bearer shared' } },
  secrets: [],
  isOpenToServers: true,
};

const set = (...entries: string[]) => ({ 'mcp-servers': entries }) as unknown as SettingValues;
const HERE = at('200000000000000001', '100000000000000001');

test('a server that people name has a name and an https:// address without a password', () => {
  assert.equal(findOwnMcpServer('wiki  https://MCP.example.com/mcp'), 'wiki https://mcp.example.com/mcp');
  for (const odd of [
    'wiki',
    'https://mcp.example.com',
    'Wiki https://a.example',
    'wiki http://a.example',
    'wiki https://',
    'a b https://c.example',
  ])
    assert.equal(findOwnMcpServer(odd), undefined, odd);
  assert.equal(findOwnMcpServer('wiki https://me:secret@a.example'), undefined);
});

test('it’s reached on the internet alone, with the operator’s headers for that origin and no other', () => {
  const [own, other, port] = listOwnServers(
    MCP,
    set(
      'wiki https://mcp.example.com/mcp',
      'evil https://mcp.example.com.evil.example/mcp',
      'port https://mcp.example.com:444/',
    ),
    HERE,
  );
  assert.deepEqual(own?.way, {
    is: 'http',
    url: 'https://mcp.example.com/mcp',
    headers: { Authorization: 'Bearer shared' },
    isOpen: false,
  });
  for (const one of [other, port]) assert.deepEqual(one?.way.is === 'http' && one.way.headers, {});
  assert.equal(own?.isKept, false);
});

test('each server of Discord has its own connection, and none where the operator doesn’t allow it', () => {
  const entry = set('wiki https://mcp.example.com/mcp');
  const [here] = listOwnServers(MCP, entry, HERE);
  const [there] = listOwnServers(MCP, entry, at('200000000000000002', '100000000000000002'));
  assert.notEqual(here?.key, there?.key);
  assert.deepEqual(listOwnServers({ ...MCP, isOpenToServers: false }, entry, HERE), []);
});
