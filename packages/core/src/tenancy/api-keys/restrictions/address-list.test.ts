import assert from 'node:assert/strict'
import { test } from 'vitest'
import { createAddressList, readNetwork } from './address-list.ts'

test.each([
  ['192.0.2.7', '192.0.2.7/32'],
  ['192.0.2.0/24', '192.0.2.0/24'],
  ['0.0.0.0/0', '0.0.0.0/0'],
  ['2001:DB8::/32', '2001:db8::/32'],
  ['::1', '::1/128'],
  ['::ffff:192.0.2.0/120', '192.0.2.0/24'],
])('%s is %s', (text, network) => assert.deepEqual(readNetwork(text), { network }))

test.each([
  '',
  'x',
  '192.0.2',
  '192.0.2.0/33',
  '192.0.2.0/',
  '192.0.2.0/-1',
  '0x7f.1',
  '1',
  '::/129',
  'fe80::1%eth0',
  '1.2.3.4/8/8',
])('%j is none', (text) => assert.match(JSON.stringify(readNetwork(text)), /must be an address/))

test('bits beyond the prefix are named', () => {
  assert.deepEqual(readNetwork('192.0.2.7/24'), { problem: 'has bits beyond its prefix; the network is 192.0.2.0/24' })
  assert.deepEqual(readNetwork('2001:db8::1/33'), {
    problem: 'has bits beyond its prefix; the network is 2001:db8::/33',
  })
})

test('addresses are found in their networks, of either kind', () => {
  const allows = createAddressList(['192.0.2.0/25', '2001:db8::/32', '198.51.100.9/32'])
  for (const address of ['192.0.2.0', '192.0.2.127', '::ffff:192.0.2.1', '2001:db8:1::1', '198.51.100.9'])
    assert.ok(allows(address), address)
  for (const address of ['192.0.2.128', '2001:db9::1', '198.51.100.8', '::1', '', 'x', '::ffff:198.51.100.8'])
    assert.ok(!allows(address), address)
  assert.ok(!createAddressList(['::/0'])('192.0.2.1'))
})
