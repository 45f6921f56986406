import assert from 'node:assert/strict'
import { setTimeout as sleep } from 'node:timers/promises'
import { test } from 'vitest'
import { type BackgroundLoop, createBackgroundLoop } from './background-loop.ts'

/** A promise, and what settles it. */
const gate = () => Promise.withResolvers<void>()

interface TestContext {
  onTestFinished(fn: () => Promise<void>): void
}

function runLoop(t: TestContext, step: (count: number) => Promise<number>, retryMs = 1, pauseMs = 0) {
  const errors: unknown[] = []
  let steps = 0
  const loop = createBackgroundLoop({
    step: () => step(++steps),
    onError: (error) => errors.push(error),
    retryMs,
    pauseMs,
  })
  t.onTestFinished(() => loop.stop())
  return { loop, errors, steps: () => steps }
}

const reaches = async (steps: () => number, count: number) => {
  while (steps() < count) await sleep(1)
}

test('stopped in the middle of a step it waits for its end, and no other begins', async (t) => {
  const [begun, release] = [gate(), gate()]
  const { loop, steps } = runLoop(t, async () => {
    begun.resolve()
    await release.promise
    return 0
  })
  loop.start()
  await begun.promise
  let stopped = false
  const stopping = loop.stop().then(() => {
    stopped = true
  })
  await sleep(10)
  assert.deepEqual([stopped, loop.isStopping()], [false, true])
  release.resolve()
  await stopping
  assert.equal(steps(), 1)
})

test('a stop ends every rest at once: between steps, after an error, and before the first step', async (t) => {
  const hour = 3_600_000
  const resting = runLoop(t, async () => hour)
  const failing = runLoop(t, () => Promise.reject(new Error('away')), hour)
  const waiting = runLoop(t, async () => hour)
  resting.loop.start()
  failing.loop.start()
  waiting.loop.start(hour)
  await reaches(resting.steps, 1)
  await reaches(failing.steps, 1)
  await Promise.all([resting, failing, waiting].map(({ loop }) => loop.stop()))
  assert.deepEqual([resting.steps(), failing.steps(), waiting.steps()], [1, 1, 0])
})

test('a loop that never started stops', async (t) => {
  const { loop, steps } = runLoop(t, async () => 0)
  await loop.stop()
  assert.equal(steps(), 0)
})

test('an error is told and the next step follows; a storm of hints meanwhile does not make it hot', async (t) => {
  const retryMs = 60
  const { loop, errors, steps } = runLoop(t, () => Promise.reject(new Error('the database is away')), retryMs)
  const startedAt = performance.now()
  loop.start()
  while (steps() < 4) {
    loop.wake()
    await sleep(1)
  }
  assert.ok(performance.now() - startedAt >= 3 * (retryMs - 2))
  await loop.stop()
  assert.deepEqual(
    errors.map((error) => (error as Error).message),
    Array(4).fill('the database is away'),
  )
})

test('a step that throws before it waits for anything is an error as any other', async (t) => {
  const { loop, errors, steps } = runLoop(t, (count) => {
    if (count === 1) throw new Error('at once')
    return Promise.resolve(10_000)
  })
  loop.start()
  await reaches(steps, 2)
  assert.equal(errors.length, 1)
})

test('a hint ends the rest; one that comes during a step is not lost', async (t) => {
  const [begun, release] = [gate(), gate()]
  const { loop, steps } = runLoop(t, async (count) => {
    if (count === 2) {
      begun.resolve()
      await release.promise
    }
    return 3_600_000
  })
  loop.start()
  await reaches(steps, 1)
  loop.wake()
  await begun.promise
  loop.wake()
  loop.wake()
  release.resolve()
  await reaches(steps, 3)
  await sleep(10)
  assert.equal(steps(), 3, 'two hints, one step')
})

test('the next step comes when it is due, and at once where there is more', async (t) => {
  const at: number[] = []
  const { loop, steps }: { loop: BackgroundLoop; steps: () => number } = runLoop(t, async (count) => {
    at.push(performance.now())
    return count === 1 ? 0 : 40
  })
  loop.start(30)
  const startedAt = performance.now()
  await reaches(steps, 3)
  const [first = 0, second = 0, third = 0] = at
  assert.ok(first - startedAt >= 28 && third - second >= 38, `${at.map((one) => one - startedAt)}`)
})

test('between two steps lies the pause, which no hint shortens; a step that says there is more is followed at once', async (t) => {
  const began: number[] = []
  const { loop, steps } = runLoop(
    t,
    async (count) => {
      began.push(performance.now())
      if (count < 4) loop.wake()
      return count === 2 ? 0 : 3_600_000
    },
    1,
    200,
  )
  loop.start()
  await reaches(steps, 4)
  const gaps = began.slice(1).map((at, index) => at - (began[index] ?? 0))
  // a timer may be early or late by some milliseconds
  assert.deepEqual(
    gaps.map((ms) => ms > 150),
    [true, false, true],
    `${gaps}`,
  )
})
