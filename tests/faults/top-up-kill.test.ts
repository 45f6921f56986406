import assert from 'node:assert/strict'
import { setTimeout as sleep } from 'node:timers/promises'
import { test } from 'vitest'
import { startPayProcess } from '../support/pay-world.ts'
import { until } from '../support/processes.ts'

/** When the process is killed after the money has moved, in milliseconds: from before the webhook to after the credit. */
const kills = [0, 15, 60, 200]

test('kill -9 between payment, webhook, check and credit: every payment is credited once', async (t) => {
  const { world, gateway } = await startPayProcess()
  t.onTestFinished(() => world.close())
  const topUps: string[] = []
  for (const afterMs of kills) {
    const topUp = await world.topUp('100.00')
    topUps.push(topUp.id)
    world.razorpay.hooks.setFaults({ duplicates: 2 })
    world.razorpay.pay(topUp.orderId)
    await sleep(afterMs)
    await gateway.process().stop('SIGKILL')
    await gateway.restart()
    world.razorpay.clock.advance(10 * 60_000) // what was not answered comes again
    await world.razorpay.hooks.settled()
  }
  for (const id of topUps) await world.becomes(id, 'paid')
  await until('the balance', async () => (await world.paid()) === `${kills.length * 100}.00`)
  assert.equal(await world.posted('top_up'), kills.length)
})
