import assert from 'node:assert/strict'
import { test } from 'vitest'
import { createTemplateWorker } from './template-worker.ts'

test('where one channel cannot be listened on, the other is ended with the worker', async () => {
  const open = new Set<string>()
  let heard = 0
  const db = {
    worker: { query: async () => ({ rows: [] }), transaction: async () => [] },
    async listen(channel: string) {
      heard++
      if (heard === 2) throw new Error('too many connections')
      open.add(channel)
      return async () => void open.delete(channel)
    },
  }
  const ctx = { db, log: { info() {}, warn() {} }, numbers: {}, holdings: {}, wakeLanes() {}, graph() {} }
  const worker = createTemplateWorker(ctx as unknown as Parameters<typeof createTemplateWorker>[0])
  worker.start()
  await new Promise((resolve) => setImmediate(resolve))
  assert.deepEqual([heard, open.size], [2, 1])
  await worker.stop()
  assert.equal(open.size, 0)
})
