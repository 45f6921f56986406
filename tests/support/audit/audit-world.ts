import assert from 'node:assert/strict'
import { startShopify } from '@dawk/emulator-shopify/shopify.ts'
import { type SimulatorControl, simulatorControl } from '../../flow/simulator-control.ts'
import { type Reply, type RunningGateway, startGateway } from '../gateway.ts'
import { type MailServer, startMailServer } from '../mail-server.ts'
import { freePort } from '../processes.ts'

/** What an operation needs to be called with effect. */
export interface AuditWorld {
  gateway: RunningGateway
  mail: MailServer
  simulator: SimulatorControl
  /** Of the sandbox number. */
  wabaId: string
  call: RunningGateway['call']
  /** A call without a key, from an address of its own. */
  open(path: string, body: unknown): Promise<Reply>
  /** Makes something with the account's first key; its id. */
  make(path: string, body: unknown): Promise<string>
  /** A whole number that was not given before. */
  next(): number
  /** Registers another account; the headers that speak for it. */
  inOther(): Promise<{ authorization: string }>
  /** `authorization` of the account that was registered last. */
  other: string | undefined
  close(): Promise<void>
}

export async function startAuditWorld(): Promise<AuditWorld> {
  const mail = await startMailServer()
  const shopify = await startShopify({ port: 0, shop: 'Acme', clientId: 'client', clientSecret: 'shpss_secret' })
  const gateway = await startWithMail(mail, shopify.url)
  await gateway.operate('partner', { account: gateway.accountId })
  const simulator = simulatorControl(gateway.simulatorUrl)
  await simulator.faults({ templateReviewMs: 200 })
  const { call } = gateway
  let count = 0
  const next = () => ++count
  const world: AuditWorld = {
    gateway,
    mail,
    simulator,
    wabaId: (await simulator.number(gateway.phoneNumberId)).wabaId,
    call,
    open: async (path, body) =>
      good(await call('POST', path, body, { authorization: '', 'x-forwarded-for': `10.0.0.${next() % 250}` })),
    make: async (path, body) => String(good(await call('POST', path, body)).body.id),
    next,
    async inOther() {
      const { body } = await world.open('/auth/register', { name: 'Other', email: newEmail(world) })
      world.other = `Bearer ${body.data.apiKey}`
      return { authorization: world.other }
    },
    other: undefined,
    async close() {
      await gateway.close()
      await shopify.close()
      await mail.close()
    },
  }
  return world
}

async function startWithMail(mail: MailServer, shopifyUrl: string) {
  const port = String(await freePort())
  return startGateway(null, {
    SIMULATOR_PORT: port,
    META_GRAPH_URL: `http://127.0.0.1:${port}`,
    SHOPIFY_API_URL: shopifyUrl,
    SMTP_URL: mail.url,
    SMTP_FROM: 'dawk@example.com',
    DAWK_TRUST_PROXY: '127.0.0.1/32',
  })
}

export const newEmail = (world: AuditWorld) => `person${world.next()}@example.com`

export function good(reply: Reply): Reply {
  assert.ok(reply.status < 300, `${reply.status} ${JSON.stringify(reply.body)}`)
  return reply
}
