import assert from 'node:assert/strict'
import { setImmediate as turn } from 'node:timers/promises'
import { test } from 'vitest'
import { stopWorkers, type Worker } from './worker.ts'

test('workers stop stage by stage, whatever their order, and a stage waits for the slowest of the one before', async () => {
  const ended: string[] = []
  const worker = (name: string, stage: Worker['stage'], turns: number): Worker => ({
    name,
    stage,
    start: () => undefined,
    async stop() {
      for (let left = turns; left > 0; left--) await turn()
      ended.push(name)
    },
  })
  await stopWorkers([
    worker('projector', 'sink', 0),
    worker('lanes', 'engine', 1),
    worker('slow', 'source', 5),
    worker('fast', 'source', 0),
  ])
  assert.deepEqual(ended, ['fast', 'slow', 'lanes', 'projector'])
})
