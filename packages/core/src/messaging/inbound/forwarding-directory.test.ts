import assert from 'node:assert/strict'
import { test } from 'vitest'
import { toQueryable } from '#platform/database/queryable.ts'
import { createForwardingDirectory } from './forwarding-directory.ts'

/** A database in which these accounts have an endpoint that wants webhooks as they came. */
function databaseOf(subscribed: Set<string>) {
  const asked: unknown[] = []
  const tx = toQueryable(async <Row>(_sql: string, [accountIds]: readonly unknown[] = []) => {
    asked.push(accountIds)
    const rows = (accountIds as string[]).filter((id) => subscribed.has(id)).map((id) => ({ id }))
    return { rows: rows as Row[], rowCount: rows.length }
  })
  return { tx, asked }
}

test('an account is read once, and again when its endpoints have changed', async () => {
  const subscribed = new Set(['a'])
  const { tx, asked } = databaseOf(subscribed)
  const directory = createForwardingDirectory()
  assert.deepEqual(await directory.findAll(['a', 'b'], tx), new Set(['a']))
  assert.deepEqual(await directory.findAll(['b', 'a'], tx), new Set(['a']))
  subscribed.add('b')
  directory.forget('b')
  assert.deepEqual(await directory.findAll(['a', 'b'], tx), new Set(['a', 'b']))
  assert.deepEqual(asked, [['a', 'b'], ['b']])
})

test('what was read while an endpoint changed is not remembered', async () => {
  const { tx, asked } = databaseOf(new Set())
  const directory = createForwardingDirectory()
  const reading = directory.findAll(['a'], tx)
  directory.forget('a')
  await reading
  await directory.findAll(['a'], tx)
  assert.equal(asked.length, 2)
})
