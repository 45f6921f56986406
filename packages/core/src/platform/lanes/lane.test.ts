import assert from 'node:assert/strict'
import { test } from 'vitest'
import { Breaker } from './breaker.ts'
import { Lane } from './lane.ts'
import type { Attempted, LaneItem } from './lane-item.ts'
import { TokenBucket } from './token-bucket.ts'

const item = (id: number, orderingKey: string, priority = 2): LaneItem => ({
  laneId: '1',
  orderingKey,
  id: String(id),
  accountId: 'a',
  priority,
  ref: `message-${id}`,
  eventId: null,
  attempts: 0,
  startedAt: null,
})

const result = (next: 'done' | 'retry', afterMs = 0): Attempted<null> => ({
  next,
  afterMs,
  destinationFailed: false,
  slowDown: false,
  pause: null,
  outcome: null,
})

function openLane(perSecond: number | null = null, concurrency = 10): Lane {
  const lane = new Lane({ id: '1', ref: 'n', accountId: 'a', perSecond, ordered: true }, 0, concurrency)
  lane.leaseUntil = Number.POSITIVE_INFINITY
  return lane
}

const ids = (items: readonly LaneItem[]) => items.map(({ id }) => Number(id))

test('of a conversation one message leaves at a time, in the order accepted', () => {
  const lane = openLane()
  lane.offer([item(2, '7'), item(1, '7'), item(3, '8')])
  const first = lane.take(0)
  assert.deepEqual(ids(first), [1, 3])
  assert.deepEqual(ids(lane.take(0)), [])
  lane.attempted(first[0] as LaneItem, result('done'), 0)
  assert.deepEqual(ids(lane.take(0)), [2])
})

test('a retry holds its conversation back until it is loaded again, but not for longer than 30 s', () => {
  const lane = openLane()
  lane.offer([item(1, '7'), item(2, '7')])
  const [first] = lane.take(0) as [LaneItem]
  lane.attempted(first, result('retry', 300_000), 0)
  lane.settled('1')
  assert.deepEqual(ids(lane.take(29_000)), [])
  assert.deepEqual(ids(lane.take(30_001)), [2])
})

test('the retry comes before what was accepted after it', () => {
  const lane = openLane()
  lane.offer([item(1, '7'), item(2, '7')])
  const [first] = lane.take(0) as [LaneItem]
  lane.attempted(first, result('retry', 1000), 0)
  lane.settled('1')
  lane.offer([item(1, '7')])
  assert.deepEqual(ids(lane.take(1000)), [1])
})

test('a better class leaves first', () => {
  const lane = openLane(null, 2)
  lane.offer([item(1, '1', 3), item(2, '2', 2), item(3, '3', 0)])
  assert.deepEqual(ids(lane.take(0)), [3, 2])
})

test('nothing leaves once the lease may be over', () => {
  const lane = openLane()
  lane.leaseUntil = 100
  lane.offer([item(1, '7')])
  assert.deepEqual(ids(lane.take(100)), [])
})

test('an item that was settled while a load ran is not taken in again', () => {
  const lane = openLane()
  lane.offer([item(1, '0')])
  const [first] = lane.take(0) as [LaneItem]
  lane.beginLoad()
  lane.attempted(first, result('done'), 0)
  lane.settled('1')
  assert.equal(lane.offer([item(1, '0')]), 0)
  lane.endLoad()
})

test('the pace holds in the long run and bursts are small', () => {
  const bucket = new TokenBucket(100, 0)
  let left = 0
  for (let now = 0; now <= 10_000; now += 7) {
    const tokens = bucket.available(now)
    assert.ok(tokens <= 10)
    bucket.take(tokens)
    left += tokens
  }
  assert.ok(Math.abs(left - 1000) <= 12, `${left} left in ten seconds`)
})

test('a complaint slows the lane down, quiet time brings the limit back', () => {
  const bucket = new TokenBucket(80, 0)
  bucket.slowDown(0, 80)
  assert.ok(bucket.perSecond < 60)
  for (let now = 0; now < 60_000; now += 500) bucket.available(now)
  assert.equal(bucket.perSecond, 80)
})

test('the breaker opens after five failures in a row, lets one probe through, and closes on its success', () => {
  const breaker = new Breaker()
  for (let tries = 0; tries < 4; tries += 1) assert.equal(breaker.failed(0), 0)
  assert.equal(breaker.failed(0), 1000)
  assert.equal(breaker.allowance(500), 0)
  assert.equal(breaker.allowance(1000), 1)
  breaker.started()
  assert.equal(breaker.allowance(1000), 0)
  assert.equal(breaker.failed(1000), 2000)
  assert.equal(breaker.allowance(3000), 1)
  breaker.started()
  assert.equal(breaker.succeeded(), true)
  assert.equal(breaker.allowance(3000), Number.POSITIVE_INFINITY)
})

test('a probe that never left does not keep the breaker open for ever', () => {
  const lane = openLane()
  for (let tries = 0; tries < 5; tries += 1) lane.breaker.failed(0)
  lane.offer([item(1, '7'), item(2, '8')])
  const [probe] = lane.take(1000) as [LaneItem]
  lane.release(probe)
  assert.deepEqual(ids(lane.take(1000)), [2])
})

test('what was just committed is handed over where nothing is left in the database and no order is asked for', () => {
  const lane = openLane()
  lane.exhausted = true
  assert.equal(lane.handOver([item(2, '7')]), false)
  assert.equal(lane.handOver([item(1, '0'), item(3, '0')]), true)
  assert.deepEqual(ids(lane.take(0)), [1, 3])
  const many = Array.from({ length: 600 }, (_, index) => item(10 + index, '0'))
  assert.equal(lane.handOver(many), false)
  assert.equal(lane.waiting, 512)
})

test('past a backlog in the database a few are handed over, and none in bulk', () => {
  const lane = openLane()
  lane.offer([item(1, '0', 3), item(2, '0', 3)])
  assert.equal(lane.handOver([item(3, '0', 3)]), false)
  assert.equal(lane.handOver([item(4, '0')]), true)
  assert.deepEqual(ids(lane.take(0)), [4, 1, 2])
  const many = Array.from({ length: 100 }, (_, index) => item(10 + index, '0'))
  assert.equal(lane.handOver(many), false)
  assert.equal(lane.waiting, 64)
})

test('while bulk fills the memory, what may go before it is looked for once it was added', () => {
  const lane = openLane()
  lane.offer([item(1, '0', 3)])
  assert.equal(lane.mayHaveUrgent(), false)
  lane.wake(false)
  assert.equal(lane.mayHaveUrgent(), false)
  lane.wake(true)
  assert.equal(lane.mayHaveUrgent(), true)
  lane.beginLoad()
  lane.endLoad()
  assert.equal(lane.mayHaveUrgent(), false)
  lane.wake(true)
  lane.offer([item(2, '7')])
  assert.equal(lane.mayHaveUrgent(), false)
})

test('what a load has found and finished before it is handed over does not leave again', () => {
  const lane = openLane()
  lane.offer([item(1, '0')])
  const [loaded] = lane.take(0) as [LaneItem]
  lane.attempted(loaded, result('done'), 0)
  lane.settled('1')
  lane.exhausted = true
  lane.forgetSettled()
  assert.equal(lane.handOver([item(1, '0'), item(2, '0')]), true)
  assert.deepEqual(ids(lane.take(0)), [2])
})

test('nothing leaves a stopped lane nor is kept in memory alone, and it goes on where it stood', () => {
  const lane = openLane()
  lane.exhausted = true
  lane.offer([item(1, '7')])
  lane.reconfigure({ ...lane.row, stopped: true }, 10)
  assert.deepEqual([ids(lane.take(0)), lane.nextMs(0), lane.hasRowlessRoom(0)], [[], null, false])
  lane.reconfigure({ ...lane.row, stopped: false }, 10)
  assert.deepEqual([ids(lane.take(0)), lane.hasRowlessRoom(0)], [[1], true])
})
