import assert from 'node:assert/strict'
import { afterEach, beforeEach, test, vi } from 'vitest'
import { createAccountDirectory } from './account-directory.ts'
import { toQueryable } from './database/queryable.ts'

const db = toQueryable(async () => assert.fail('only `select` reads'))

/** A directory of what `stored` holds, and the accounts of each read. */
function directoryOf(stored: Map<string, object>) {
  const reads: string[][] = []
  const directory = createAccountDirectory(db, async (_, accountIds) => {
    reads.push([...accountIds])
    return new Map([...stored].filter(([id]) => accountIds.includes(id)))
  })
  return { directory, reads }
}

beforeEach(() => void vi.useFakeTimers({ toFake: ['performance'] }))
afterEach(() => void vi.useRealTimers())

test('an account that has set up nothing is looked up once', async () => {
  const { directory, reads } = directoryOf(new Map([['a', { name: 'A' }]]))
  assert.equal(directory.peek('b'), undefined)
  assert.deepEqual(await directory.findAll(['a', 'b'], db), new Map([['a', { name: 'A' }]]))
  assert.deepEqual(await directory.findAll(['b', 'a'], db), new Map([['a', { name: 'A' }]]))
  assert.deepEqual([directory.peek('a'), directory.peek('b')], [{ name: 'A' }, null])
  assert.deepEqual(reads, [['a', 'b']])
})

test('several who ask for one account at once share a read', async () => {
  const { directory, reads } = directoryOf(new Map([['a', { name: 'A' }]]))
  const [first, second] = await Promise.all([directory.find('a'), directory.find('a')])
  assert.deepEqual([first, second, reads.length], [{ name: 'A' }, { name: 'A' }, 1])
})

test('an account that was forgotten is read again, and the others stay known', async () => {
  const stored = new Map([['a', { name: 'A' }]])
  const { directory, reads } = directoryOf(stored)
  await directory.findAll(['a', 'b'], db)
  stored.set('b', { name: 'B' })
  directory.forget('b')
  assert.deepEqual([...(await directory.findAll(['a', 'b'], db)).keys()].toSorted(), ['a', 'b'])
  assert.deepEqual(reads, [['a', 'b'], ['b']])
  directory.forget('')
  assert.equal(directory.peek('a'), undefined)
})

test('what changes while it is read is not remembered', async () => {
  const { directory } = directoryOf(new Map([['a', { name: 'old' }]]))
  const reading = directory.find('a')
  directory.forget('a')
  assert.deepEqual(await reading, { name: 'old' })
  assert.equal(directory.peek('a'), undefined)
})

test('recent reads again what is older than half a second, findAll what is older than fifteen', async () => {
  const { directory, reads } = directoryOf(new Map())
  await directory.findAll(['a'], db)
  vi.advanceTimersByTime(499)
  await directory.recent(['a'])
  assert.equal(reads.length, 1)
  vi.advanceTimersByTime(2)
  await directory.recent(['a'])
  assert.equal(reads.length, 2)
  vi.advanceTimersByTime(15_001)
  await directory.findAll(['a'], db)
  assert.equal(reads.length, 3)
})

test('what is in use and past half of its time is read along with the next that has to be read, but not within a transaction', async () => {
  const { directory, reads } = directoryOf(new Map([['a', { name: 'A' }]]))
  await directory.find('a')
  await directory.find('b')
  vi.advanceTimersByTime(8_000)
  assert.deepEqual([directory.peek('a'), directory.peek('b')], [{ name: 'A' }, null])
  const transaction = toQueryable(async () => assert.fail('only `select` reads'))
  assert.deepEqual(await directory.findAll(['c'], transaction), new Map())
  assert.equal(await directory.find('d'), null)
  vi.advanceTimersByTime(8_000)
  assert.deepEqual([directory.peek('a'), directory.peek('b'), directory.peek('c')], [{ name: 'A' }, null, null])
  assert.deepEqual(reads, [['a'], ['b'], ['c'], ['d', 'a', 'b']])
})
