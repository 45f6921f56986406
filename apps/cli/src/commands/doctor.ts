import type { Dawk } from '@dawk/sdk/client.ts'
import { DawkError } from '@dawk/sdk/errors.ts'
import type { Command, CommandContext } from '../command.ts'

interface Finding {
  what: string
  /** Null: it could not be looked at. */
  ok: boolean | null
  detail: string
  remedy: string | null
}

interface Diagnosis {
  ok: boolean
  findings: Finding[]
}

/** Clocks further apart than this make signatures of webhooks fail. */
const mostSkewMs = 60_000

export const doctorCommand: Command = {
  name: 'doctor',
  summary: 'look at everything that keeps messages from flowing, and say what to do',
  positionals: [],
  flags: {},
  async run(ctx): Promise<Diagnosis> {
    const gateway = await checkGateway(ctx.profile.url)
    const findings = gateway.some(({ ok }) => ok === false) ? gateway : [...gateway, ...(await checkAccount(ctx))]
    return { ok: findings.every(({ ok }) => ok !== false), findings }
  },
  render: ({ findings }: Diagnosis) => findings.map(renderFinding).join('\n'),
}

function renderFinding({ what, ok, detail, remedy }: Finding): string {
  const mark = ok === null ? '?' : ok ? 'ok' : 'NO'
  return `${mark.padEnd(2)}  ${what}: ${detail}${ok === false && remedy ? `\n      ${remedy}` : ''}`
}

async function checkGateway(url: string): Promise<Finding[]> {
  try {
    const reply = await fetch(`${url}/health/ready`, { signal: AbortSignal.timeout(10_000) })
    const skewMs = Math.abs(Date.now() - Date.parse(reply.headers.get('date') ?? ''))
    return [
      {
        what: 'gateway',
        ok: reply.ok,
        detail: reply.ok ? `${url} is ready` : `${url} says ${reply.status}: ${(await reply.text()).slice(0, 300)}`,
        remedy: 'Look at its log: it says what it waits for.',
      },
      {
        what: 'clock',
        ok: Number.isNaN(skewMs) ? null : skewMs <= mostSkewMs,
        detail: Number.isNaN(skewMs)
          ? 'the gateway sends no date'
          : `${Math.round(skewMs / 1000)} s apart from the gateway's`,
        remedy: 'Set the clock of this machine: webhooks are refused when it is wrong.',
      },
    ]
  } catch (error) {
    const cause = (error as Error).cause as Error | undefined
    const remedy = 'Is it running, and is the address right? dawk login --url …'
    return [{ what: 'gateway', ok: false, detail: `${url}: ${cause?.message ?? (error as Error).message}`, remedy }]
  }
}

async function checkAccount(ctx: CommandContext): Promise<Finding[]> {
  const client = ctx.client()
  const key = await tried('key', async () => {
    const { name, active } = await client.account.get()
    return [{ what: 'account', ok: active, detail: active ? name : `${name} is inactive`, remedy: 'Ask the operator.' }]
  })
  if (key.some(({ ok }) => ok === false)) return key
  const rest = await Promise.all([
    tried('numbers', () => checkNumbers(client)),
    tried('webhooks', () => checkEndpoints(client)),
    tried('templates', () => checkTemplates(client)),
  ])
  return [...key, ...rest.flat()]
}

/** A key that may not read something keeps the doctor from looking at it, and no more. */
async function tried(what: string, check: () => Promise<Finding[]>): Promise<Finding[]> {
  try {
    return await check()
  } catch (error) {
    if (!(error instanceof DawkError)) throw error
    const remedy = error.status === 401 ? 'dawk login with a key that is valid.' : null
    return [{ what, ok: error.status === 403 ? null : false, detail: error.message, remedy }]
  }
}

async function checkNumbers(client: Dawk): Promise<Finding[]> {
  const findings: Finding[] = []
  for await (const number of client.numbers.list()) {
    const what = `number ${number.displayPhoneNumber ?? number.phoneNumberId}`
    const { ok, checks } = await client.numbers.verify(number.id)
    const wrong = checks.filter((check) => check.ok === false)
    if (ok) findings.push({ what, ok, detail: number.sandbox ? 'well, on the simulator' : 'well', remedy: null })
    for (const { check, detail, remedy } of wrong)
      findings.push({ what, ok: false, detail: `${check}: ${detail}`, remedy })
  }
  if (findings.length > 0) return findings
  return [
    {
      what: 'numbers',
      ok: false,
      detail: 'none is connected',
      remedy: 'Connect one in the dashboard, or with POST /v1/numbers.',
    },
  ]
}

async function checkEndpoints(client: Dawk): Promise<Finding[]> {
  const findings: Finding[] = []
  for await (const { url, enabled, disabledReason, failingSince } of client.webhookEndpoints.list()) {
    const ok = enabled && failingSince === null
    const detail = !enabled
      ? `switched off: ${disabledReason}`
      : ok
        ? 'takes what it is sent'
        : `has failed since ${failingSince}`
    const remedy = 'Mend the receiver; then POST /v1/webhook-endpoints/{id}/test with {"enable": true}.'
    findings.push({ what: `webhook ${url}`, ok, detail, remedy })
  }
  return findings
}

const bad = new Set(['REJECTED', 'PAUSED', 'DISABLED'])

async function checkTemplates(client: Dawk): Promise<Finding[]> {
  let usable = 0
  const findings: Finding[] = []
  for await (const { name, language, status, rejectedReason } of client.templates.list({ limit: 100 })) {
    if (!bad.has(status.toUpperCase())) usable++
    else
      findings.push({
        what: `template ${name} (${language})`,
        ok: false,
        detail: [status, rejectedReason].filter(Boolean).join(', '),
        remedy: 'Messages with it wait or fail; edit it, or send another.',
      })
  }
  return [{ what: 'templates', ok: true, detail: `${usable} usable`, remedy: null }, ...findings]
}
