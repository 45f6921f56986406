import { signPayload } from '@dawk/cloud-api/signature.ts'
import { describeCpu } from '../cpu.ts'
import type { LoadRequest } from '../load.ts'
import { runLoad, startServer } from '../processes.ts'
import { compare, type Result } from '../results.ts'
import type { SentMessage, SimulatorNumber } from '../simulator.ts'
import { type BenchOptions, inWorld, type World } from '../world.ts'
import { drainBacklog } from './dispatch.ts'

const path = '/webhooks/whatsapp'
const connections = 64

/** One signed status in each webhook, against a server that only checks signatures: until acknowledged, until applied. */
export async function measureInbound(options: BenchOptions): Promise<Result[]> {
  const count = options.quick ? 6000 : 20_000
  return inWorld(options, 'inbound', async (world) => {
    await drainBacklog(world, count)
    const number = await world.simulator.number(world.sandbox.phoneNumberId)
    const sent = (await world.simulator.sent()).filter((message) => message.biz_opaque_callback_data)
    const yardstick = await startServer('bench/yardsticks/signature-server.ts', { APP_SECRET: number.appSecret })
    const rates = { acknowledged: [] as number[], applied: [] as number[], yardstick: [] as number[] }
    let note = ''
    for (const status of ['delivered', 'read'].slice(0, options.rounds)) {
      const requests = sent.map((message) => toWebhook(number, message, status))
      const headers = { 'content-type': 'application/json' }
      const bare = { url: yardstick.url + path, connections, headers }
      rates.yardstick.push(
        (await runLoad(world.directory, { ...bare, seconds: 3, warmUpSeconds: 1 }, requests)).perSecond,
      )
      const cpu = await world.cpu()
      const load = runLoad(world.directory, { ...bare, url: world.sandbox.url + path }, requests)
      const applied = await whenApplied(world, status, sent.length, load)
      const { perSecond, startedAt, count: posted } = await load
      rates.acknowledged.push(perSecond)
      rates.applied.push(posted / ((applied - startedAt) / 1000))
      note = `${sent.length} webhooks; each ${describeCpu(cpu, await world.cpu(), posted)}`
    }
    await yardstick.stop()
    const { yardstick: bareRates } = rates
    return [
      compare({ name: 'inbound statuses, acknowledged', ours: rates.acknowledged, yardstick: bareRates }),
      compare({ name: 'inbound statuses, applied', ours: rates.applied, yardstick: bareRates, note }),
    ]
  })
}

/** Asked only after the last was acknowledged: counting is work too. */
async function whenApplied(world: World, status: string, goal: number, load: Promise<unknown>): Promise<number> {
  await load
  const deadline = Date.now() + 60_000
  for (;;) {
    const { pagination } = await world.call<{ pagination: { total: number } }>(
      'GET',
      `/messages?status=${status}&limit=1`,
    )
    if (pagination.total >= goal) return Date.now()
    if (Date.now() > deadline) throw new Error(`only ${pagination.total} of ${goal} statuses were applied`)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

function toWebhook(number: SimulatorNumber, message: SentMessage, status: string): LoadRequest {
  const value = {
    messaging_product: 'whatsapp',
    metadata: {
      display_phone_number: number.displayPhoneNumber.replace(/\D/g, ''),
      phone_number_id: number.phoneNumberId,
    },
    contacts: [{ wa_id: message.to }],
    statuses: [toStatus(message, status)],
  }
  const body = JSON.stringify({
    object: 'whatsapp_business_account',
    entry: [{ id: number.wabaId, changes: [{ value, field: 'messages' }] }],
  })
  return { body, headers: { 'x-hub-signature-256': signPayload(number.appSecret, body) } }
}

function toStatus({ wamid, to, biz_opaque_callback_data }: SentMessage, status: string) {
  const timestamp = String(Math.floor(Date.now() / 1000))
  const pricing = { billable: false, pricing_model: 'PMP', type: 'free_customer_service', category: 'service' }
  return { id: wamid, status, timestamp, recipient_id: to, biz_opaque_callback_data, pricing }
}
