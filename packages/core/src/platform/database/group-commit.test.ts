import assert from 'node:assert/strict'
import { onTestFinished, test, vi } from 'vitest'
import { createGroupCommit, OverloadedError } from './group-commit.ts'

/** Notes the batches; each takes as long as `work`. */
function recorder(
  fails: (items: number[]) => Error | undefined = () => undefined,
  work = (): Promise<void> => Promise.resolve(),
) {
  const batches: number[][] = []
  const flush = async (items: number[]) => {
    batches.push(items)
    await work()
    const error = fails(items)
    if (error) throw error
    return items.map((item) => item * 10)
  }
  return { batches, flush }
}

test('what one tick adds shares a batch, what arrives meanwhile goes into the next', async () => {
  const [begun, held] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  const { batches, flush } = recorder(undefined, () => {
    begun.resolve()
    return held.promise
  })
  const group = createGroupCommit({ flush, maxBatch: 3, maxPending: 100 })
  const first = Promise.all([group.add(1), group.add(2)])
  await begun.promise
  const later = Promise.all([3, 4, 5, 6].map((item) => group.add(item)))
  assert.equal(group.pending(), 6)
  held.resolve()
  assert.deepEqual(
    [await first, await later],
    [
      [10, 20],
      [30, 40, 50, 60],
    ],
  )
  assert.deepEqual(batches, [[1, 2], [3, 4, 5], [6]])
  assert.equal(group.pending(), 0)
})

test('a bad item fails alone', async () => {
  const { flush } = recorder((items) => (items.includes(3) ? new Error('bad row') : undefined))
  const group = createGroupCommit({ flush, maxBatch: 10, maxPending: 10 })
  const results = await Promise.allSettled([1, 2, 3, 4, 5].map((item) => group.add(item)))
  assert.deepEqual(
    results.map((result) => (result.status === 'fulfilled' ? result.value : result.reason.message)),
    [10, 20, 'bad row', 40, 50],
  )
})

test('a database that is away fails the whole batch without another try', async () => {
  const { batches, flush } = recorder(() => Object.assign(new Error('gone'), { code: 'ECONNREFUSED' }))
  const group = createGroupCommit({ flush, maxBatch: 10, maxPending: 10 })
  const results = await Promise.allSettled([1, 2, 3].map((item) => group.add(item)))
  assert.ok(results.every((result) => result.status === 'rejected'))
  assert.equal(batches.length, 1)
})

test('a database that goes away while halves are tried is not asked for the rest', async () => {
  const { batches, flush } = recorder((items) =>
    items.length > 2 ? new Error('bad row') : Object.assign(new Error('gone'), { code: '57P01' }),
  )
  const group = createGroupCommit({ flush, maxBatch: 10, maxPending: 10 })
  const results = await Promise.allSettled([1, 2, 3, 4].map((item) => group.add(item)))
  assert.ok(results.every((result) => result.status === 'rejected' && result.reason.message === 'gone'))
  assert.deepEqual(batches, [
    [1, 2, 3, 4],
    [1, 2],
  ])
})

test('beyond the limit callers are told, and draining waits for all the others', async () => {
  const { flush } = recorder()
  const group = createGroupCommit({ flush, maxBatch: 1, maxPending: 2, concurrency: 2 })
  const accepted = [group.add(1), group.add(2)]
  await assert.rejects(group.add(3), OverloadedError)
  await group.drain()
  assert.equal(group.pending(), 0)
  assert.deepEqual(await Promise.all(accepted), [10, 20])
  assert.equal(await group.add(4), 40)
  await group.drain()
})

test('an answer of the wrong length fails the batch instead of mixing up answers', async () => {
  const group = createGroupCommit({ flush: async (items: number[]) => items.slice(1), maxBatch: 5, maxPending: 5 })
  const results = await Promise.allSettled([group.add(1), group.add(2)])
  assert.ok(results.every((result) => result.status === 'rejected'))
})

test('while items overlap a flush waits for its pace and takes what came meanwhile', async () => {
  vi.useFakeTimers()
  onTestFinished(() => void vi.useRealTimers())
  const { batches, flush } = recorder()
  const group = createGroupCommit({ flush, maxBatch: 10, maxPending: 100, paceMs: 10 })
  const answers = Promise.all([group.add(1), group.add(2)])
  await vi.advanceTimersByTimeAsync(1)
  const later = [group.add(3)]
  await vi.advanceTimersByTimeAsync(5)
  later.push(group.add(4))
  assert.deepEqual(batches, [[1, 2]])
  await vi.advanceTimersByTimeAsync(5)
  assert.deepEqual(
    [await answers, await Promise.all(later)],
    [
      [10, 20],
      [30, 40],
    ],
  )
  assert.deepEqual(batches, [
    [1, 2],
    [3, 4],
  ])
})

test('items that come one after another never wait, and a full batch does not either', async () => {
  vi.useFakeTimers()
  onTestFinished(() => void vi.useRealTimers())
  const { batches, flush } = recorder()
  const group = createGroupCommit({ flush, maxBatch: 2, maxPending: 100, paceMs: 10 })
  for (const item of [1, 2, 3]) {
    const answer = group.add(item)
    await vi.advanceTimersByTimeAsync(1)
    assert.equal(await answer, item * 10)
  }
  const many = Promise.all([4, 5, 6, 7].map((item) => group.add(item)))
  await vi.advanceTimersByTimeAsync(1)
  await many
  assert.deepEqual(batches, [[1], [2], [3], [4, 5], [6, 7]])
})

test('what was taken is pending until it is written elsewhere; given back, it is flushed by itself and not taken again', async () => {
  const held = Promise.withResolvers<void>()
  const { batches, flush } = recorder(undefined, () => held.promise)
  const group = createGroupCommit({ flush, maxBatch: 10, maxPending: 10 })
  const answers = [group.add(1)]
  await new Promise((resolve) => setImmediate(resolve))
  answers.push(group.add(2))
  const taken = group.take()
  assert.deepEqual([taken?.items, group.take(), group.pending()], [[2], null, 2])
  taken?.done(99)
  answers.push(group.add(3))
  group.take()?.giveBack()
  assert.equal(group.take(), null)
  let isDrained = false
  const drained = group.drain().then(() => {
    isDrained = true
  })
  assert.equal(isDrained, false)
  held.resolve()
  await drained
  assert.deepEqual(
    [await Promise.all(answers), batches],
    [
      [10, 99, 30],
      [[1], [3]],
    ],
  )
})
