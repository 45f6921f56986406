import assert from 'node:assert/strict'
import { once } from 'node:events'
import { test } from 'vitest'
import { createSchedule } from './schedule.ts'

test('tasks run in the order of their times, none before its time, and none after a clear', async () => {
  const schedule = createSchedule()
  const startedAt = performance.now()
  const ran: [string, number][] = []
  const done = new EventTarget()
  const note = (name: string) => () => void ran.push([name, performance.now() - startedAt])
  schedule.after(40, note('third'))
  schedule.after(5, note('first'))
  schedule.after(5, note('second'))
  schedule.after(60, () => done.dispatchEvent(new Event('end')))
  assert.equal(schedule.size(), 4)
  await once(done, 'end')
  assert.deepEqual(
    ran.map(([name]) => name),
    ['first', 'second', 'third'],
  )
  assert.ok(
    ran.every(([name, at]) => at >= (name === 'third' ? 39 : 4)),
    JSON.stringify(ran),
  )
  schedule.after(1, note('never'))
  schedule.clear()
  assert.equal(schedule.size(), 0)
  await new Promise((resolve) => setTimeout(resolve, 30))
  assert.equal(ran.length, 3)
})
