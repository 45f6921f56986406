import assert from 'node:assert/strict'
import type { Browser, Page } from 'playwright-core'
import { buildDashboard } from '../../scripts/build-dashboard.mjs'
import { type SimulatorControl, simulatorControl } from '../flow/simulator-control.ts'
import { visit } from './browser.ts'
import { type RunningGateway, startGateway } from './gateway.ts'
import { until } from './processes.ts'

const password = 'correct horse battery staple'
let people = 0

/** The dashboard on a real gateway, with the simulator's people. */
export interface DashboardWorld {
  gateway: RunningGateway
  control: SimulatorControl
  /** A browser of its own, in which a new member of this role has signed in. */
  signIn(browser: Browser, role: string, size?: { width: number; height: number }): Promise<SignedIn>
  /** A person writes, and it stands in the inbox; returns the conversation's id. */
  hears(from: string, name: string, message: object): Promise<string>
  close(): Promise<void>
}

interface SignedIn {
  page: Page
  email: string
  memberId: string
  /** Fails when the page asked another host for anything, or wrote a complaint to the console. */
  assertClean(): void
  open(path: string): Promise<void>
}

/** Builds what is served, when its sources have changed. */
export async function startDashboard(): Promise<DashboardWorld> {
  assert.equal(buildDashboard(), null)
  const gateway = await startGateway(null)
  const control = simulatorControl(gateway.simulatorUrl)
  return {
    gateway,
    control,
    close: gateway.close,
    async signIn(browser, role, size = { width: 1440, height: 900 }) {
      const email = `person${++people}@example.com`
      const invited = await gateway.call('POST', '/v1/invitations', { email, role })
      const { page, assertClean } = await visit(browser, gateway.url)
      await page.setViewportSize(size)
      const accepted = await page.request.post(`${gateway.url}/v1/invitations/accept`, {
        data: { token: invited.body.token, name: `Agent ${people}`, password },
      })
      assert.equal(accepted.status(), 201, await accepted.text())
      const { member } = (await accepted.json()) as { member: { id: string } }
      const open = async (path: string) => void (await page.goto(`${gateway.url}/app${path}`))
      return { page, email, memberId: member.id, assertClean, open }
    },
    async hears(from, name, message) {
      const { phoneNumberId } = gateway
      const [wamid] = await control.inbound({ phoneNumberId, from, profile: { name }, ...message })
      return until('the conversation', async () => {
        const { body } = await gateway.call('GET', `/v1/messages?peer=${from}&direction=inbound`)
        if (!body.data.some((one: { wamid: string }) => one.wamid === wamid)) return null
        const conversations = await gateway.call('GET', `/v1/conversations?search=${from}`)
        return conversations.body.data[0]?.id as string | undefined
      })
    },
  }
}
