import assert from 'node:assert/strict'
import { test } from 'vitest'
import { createHosts, splitHosts } from './hosts.ts'

test.each([
  ['postgres://one/dawk', ['postgres://one/dawk']],
  [
    'postgresql://u:p%40w@one:5432,two:5433/dawk?sslmode=require',
    ['postgresql://u:p%40w@one:5432/dawk?sslmode=require', 'postgresql://u:p%40w@two:5433/dawk?sslmode=require'],
  ],
  ['postgres://one,two/dawk?target_session_attrs=read-write', ['postgres://one/dawk', 'postgres://two/dawk']],
  ['postgres://one/dawk?target_session_attrs=any&a=b', ['postgres://one/dawk?a=b']],
  ['postgres://[::1]:5432,[::2]/dawk', ['postgres://[::1]:5432/dawk', 'postgres://[::2]/dawk']],
  ['postgres://one:port/dawk', null],
  ['mysql://one/dawk', null],
  ['one', null],
])('%s names %j', (url, urls) => {
  assert.deepEqual(splitHosts(url), urls)
})

test('a server that does not answer is followed by the next, and the last by the first', () => {
  const hosts = createHosts('postgres://one,two/dawk')
  const seen = Array.from({ length: 3 }, () => {
    const current = hosts.current()
    hosts.next()
    return current
  })
  assert.deepEqual(seen, ['postgres://one/dawk', 'postgres://two/dawk', 'postgres://one/dawk'])
})
