import assert from 'node:assert/strict'
import { GatewayError } from '@dawk/core/platform/errors.ts'
import { createSecretBox } from '@dawk/core/platform/secrets.ts'
import fc from 'fast-check'
import { test } from 'vitest'
import { answerPage, type PageToRead, readCursor, writeCursor } from './paging.ts'

const secrets = createSecretBox(Buffer.alloc(32, 7))
const list = { operationId: 'listThings', accountId: 'a', filters: { state: 'sent', direction: undefined } }

const refused = (error: unknown) => error instanceof GatewayError && error.details[0]?.field === 'cursor'

test('a cursor opens for its own list alone', () => {
  const cursor = writeCursor(secrets, list, '42')
  assert.equal(readCursor(secrets, { ...list, filters: { state: 'sent' } }, cursor), '42')
  for (const other of [
    { ...list, accountId: 'b' },
    { ...list, operationId: 'listOthers' },
    { ...list, filters: { state: 'read' } },
  ])
    assert.throws(() => readCursor(secrets, other, cursor), refused)
})

test('nobody makes one up', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.base64String()), (text) => {
      assert.throws(() => readCursor(secrets, list, text), refused)
    }),
  )
})

test('every item comes once, whatever the size of the page', async () => {
  const ids = fc.uniqueArray(fc.nat(10_000), { maxLength: 40 })
  await fc.assert(
    fc.asyncProperty(ids, fc.integer({ min: 1, max: 7 }), async (numbers, limit) => {
      const sorted = numbers.toSorted((a, b) => a - b).map((number) => ({ id: String(number) }))
      const read = async ({ after, limit: most }: PageToRead) =>
        sorted.filter(({ id }) => after === null || Number(id) > Number(after)).slice(0, most)
      const seen: string[] = []
      let cursor: string | undefined
      do {
        const page = await answerPage({ secrets }, list, { limit, cursor }, { read, view: ({ id }) => id })
        assert.equal(page.hasMore, page.nextCursor !== null)
        assert.ok(page.data.length <= limit)
        seen.push(...page.data)
        cursor = page.nextCursor ?? undefined
      } while (cursor !== undefined)
      assert.deepEqual(
        seen,
        sorted.map(({ id }) => id),
      )
    }),
  )
})
