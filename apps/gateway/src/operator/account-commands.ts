import { withSandboxNumber } from '@dawk/core/messaging/numbers/sandbox-number.ts'
import { eraseAccount, keepAccount } from '@dawk/core/operations/privacy/erase/request-erasure.ts'
import { channels } from '@dawk/core/platform/channels.ts'
import { GatewayError } from '@dawk/core/platform/errors.ts'
import { operatorCaller } from '@dawk/core/tenancy/access/caller.ts'
import { type Account, effectiveRequestsPerMinute } from '@dawk/core/tenancy/accounts/account.ts'
import { listAccounts } from '@dawk/core/tenancy/accounts/account-store.ts'
import { registerAccount } from '@dawk/core/tenancy/accounts/register-account.ts'
import { createRegistrationCode } from '@dawk/core/tenancy/accounts/registration-code.ts'
import {
  resumeAccount,
  setQuota,
  setRequestLimit,
  setStorage,
  suspendAccount,
  updatePlan,
} from '@dawk/core/tenancy/accounts/update-account.ts'
import { operator } from '@dawk/core/tenancy/audit/actor.ts'
import { makePartner } from '@dawk/core/tenancy/partners/create-child.ts'
import { createSandboxKey } from '../sandbox-account.ts'
import { createSandboxNumbers } from '../sandbox-numbers.ts'
import { operatorCommand } from './command.ts'
import { email, id, numberOr, optional, plan, quota, text, wholeDays } from './options.ts'

const accounts = operatorCommand({
  name: 'accounts',
  summary: 'Lists accounts, the newest first, at most 100. --search matches a part of the name or the e-mail address.',
  options: { search: optional(text('<text>')) },
  async run({ db }, { search }) {
    const accounts = await listAccounts(db.worker, { search: search ?? null, limit: 100 })
    return accounts.length === 0 ? 'There are no such accounts.' : accounts.map(describe).join('\n')
  },
})

const createAccount = operatorCommand({
  name: 'create-account',
  summary: 'Creates an account. Prints its id and its first API key, which is not shown again.',
  options: { name: text('<name>'), email, plan: optional(plan) },
  async run(ctx, { plan: planName, ...given }) {
    const secrets = ctx.secrets()
    const provision = ctx.sandbox
      ? { provision: withSandboxNumber(secrets, createSandboxNumbers(secrets).numberOf) }
      : {}
    const registration = { ...given, ...provision, by: operator, ...(planName ? { plan: planName } : {}) }
    const { account, apiKey } = await registerAccount({ ...ctx, secrets }, registration)
    if (ctx.sandbox) await ctx.db.notify(channels.sandbox, '')
    return `${describe(account)}\nAPI key, shown once: ${apiKey}`
  },
})

const registrationCode = operatorCommand({
  name: 'registration-code',
  summary:
    'Creates a code with which an account is registered for the address within seven days (POST /auth/register).',
  options: { email },
  run: async ({ secrets }, given) => createRegistrationCode(secrets(), given.email, 'invited'),
})

const sandboxKey = operatorCommand({
  name: 'sandbox-key',
  summary:
    'Creates one more key of the sandbox account, which is not shown again, and the account if it is not there. DAWK_SANDBOX must be set here as for the gateway.',
  options: {},
  async run({ sandbox, secrets, ...ctx }) {
    if (!sandbox) throw new GatewayError('conflict', 'There is no sandbox here: set DAWK_SANDBOX=true')
    const key = await createSandboxKey({ ...ctx, secrets: secrets() }, operator)
    await ctx.db.notify(channels.sandbox, '')
    return JSON.stringify(key, null, 2)
  },
})

const suspend = operatorCommand({
  name: 'suspend',
  summary:
    "Suspends an account: its requests are rejected. Accepted messages still leave and Meta's webhooks are still received.",
  options: { account: id },
  run: async (ctx, { account }) => describe(await suspendAccount(ctx, operatorCaller(account))),
})

const resume = operatorCommand({
  name: 'resume',
  summary: 'Ends the suspension of an account.',
  options: { account: id },
  run: async (ctx, { account }) => describe(await resumeAccount(ctx, operatorCaller(account))),
})

const partner = operatorCommand({
  name: 'partner',
  summary: 'Makes an account a partner, which creates and looks after accounts of its own (/api/partner/v1).',
  options: { account: id },
  async run(ctx, { account }) {
    await makePartner(ctx, operatorCaller(account))
    return `Account ${account} is a partner.`
  },
})

const erase = operatorCommand({
  name: 'erase-account',
  summary:
    'Erases an account with all that it has, after days of grace in which it is inactive: 7 unless --grace-days says otherwise. keep-account undoes it until then.',
  options: { account: id, graceDays: optional(wholeDays) },
  async run(ctx, { account, graceDays = 7 }) {
    const { dueAt } = await eraseAccount(ctx, operatorCaller(account), graceDays)
    return `Account ${account} is inactive, and is erased at ${dueAt}.`
  },
})

const keep = operatorCommand({
  name: 'keep-account',
  summary: 'Undoes erase-account before its time has come; the account is active again.',
  options: { account: id },
  async run(ctx, { account }) {
    await keepAccount(ctx, operatorCaller(account))
    return `Account ${account} is kept, and active.`
  },
})

const planCommand = operatorCommand({
  name: 'plan',
  summary: 'Changes the plan of an account. A subscription that is paid for sets it again when it changes.',
  options: { account: id, plan },
  run: async (ctx, given) => describe(await updatePlan(ctx, operatorCaller(given.account), given.plan)),
})

const limits = operatorCommand({
  name: 'limits',
  summary: 'Sets how many requests a minute an account may make; "plan": the limit of its plan.',
  options: { account: id, requestsPerMinute: numberOr('unlimited', 'plan') },
  async run(ctx, { account, requestsPerMinute }) {
    const changed = await setRequestLimit(ctx, operatorCaller(account), requestsPerMinute)
    const limit = effectiveRequestsPerMinute(changed)
    const words = limit === null ? 'unlimited requests' : `${limit} requests per minute`
    return `Account ${changed.id} (plan ${changed.plan}): ${words}`
  },
})

const quotaCommand = operatorCommand({
  name: 'quota',
  summary:
    'Sets how many requests an account may make in a calendar day or month (UTC); "plan": the quota of its plan.',
  options: { account: id, requests: quota },
  async run(ctx, { account, requests }) {
    const changed = await setQuota(ctx, operatorCaller(account), requests)
    return `Account ${changed.id} (plan ${changed.plan}): quota ${quotaInWords(changed)}`
  },
})

const storage = operatorCommand({
  name: 'storage',
  summary: 'Sets how many megabytes of files an account may keep; "plan": as every account (DAWK_MEDIA_QUOTA_MB).',
  options: { account: id, megabytes: numberOr('unlimited', 'plan') },
  async run(ctx, { account, megabytes }) {
    const { storageBytes } = await setStorage(ctx, operatorCaller(account), megabytes)
    const words = storageBytes === null ? 'as every account' : storageBytes < 0 ? 'unlimited' : `${megabytes} MB`
    return `Account ${account}: storage ${words}`
  },
})

function quotaInWords({ quota: stored }: Account): string {
  if (stored === null) return 'as the plan says'
  return stored.requests < 0 ? 'unlimited' : `${stored.requests} requests a ${stored.per}`
}

const describe = ({ id: accountId, name, email: address, plan: name_, active }: Account): string =>
  `${accountId}  ${active ? 'active   ' : 'suspended'}  ${name_.padEnd(10)}  ${name} <${address}>`

export const accountCommands = [
  accounts,
  createAccount,
  registrationCode,
  sandboxKey,
  suspend,
  resume,
  erase,
  keep,
  partner,
  planCommand,
  limits,
  quotaCommand,
  storage,
]
