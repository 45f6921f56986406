import assert from 'node:assert/strict'
import { setTimeout as sleep } from 'node:timers/promises'
import { test } from 'vitest'
import { startPayProcess } from '../support/pay-world.ts'
import { until } from '../support/processes.ts'

/** When the process is killed after the money has moved, in milliseconds: from before the webhook to after the credit. */
const kills = [0, 15, 60, 200]
/** The same after a refund was asked for: before it is recorded, and while the provider is told. */
const refundKills = [5, 40]

test('kill -9 between payment, webhook, check and credit, and during refunds: everything is credited and sent once', async (t) => {
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

  for (const [place, afterMs] of refundKills.entries()) {
    const refunded = world.gateway.call('POST', `/v1/wallet/topups/${topUps[place]}/refund`, {}).catch(() => null)
    await sleep(afterMs)
    await gateway.process().stop('SIGKILL')
    await refunded // its answer may be lost with the process
    await gateway.restart()
    await world.gateway.call('POST', `/v1/wallet/topups/${topUps[place]}/refund`, {}) // 201, or 409: it is under way
    await until('it has been sent', async () => {
      const { body } = await world.gateway.call('GET', `/v1/wallet/topups/${topUps[place]}`)
      return body.refunds.length === 1 && body.refunds[0].state === 'processed'
    })
  }
  assert.equal(await world.paid(), `${(kills.length - refundKills.length) * 100}.00`)
  const sent = world.razorpay.payments().map(({ amount_refunded: amount }) => amount)
  assert.deepEqual(sent.toSorted(), [...topUps.map((_, place) => (place < refundKills.length ? 10_000 : 0))].toSorted())
  assert.match(await gateway.operate('wallet-audit', {}), /Every balance agrees/)
})
