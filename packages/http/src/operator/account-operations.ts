import { withSandboxNumber } from '@dawk/core/messaging/numbers/sandbox-number.ts'
import { eraseAccount, keepAccount } from '@dawk/core/operations/privacy/erase/request-erasure.ts'
import { type Account, effectiveRequestsPerMinute } from '@dawk/core/tenancy/accounts/account.ts'
import { listAccounts, selectAccount } from '@dawk/core/tenancy/accounts/account-store.ts'
import { registerAccount } from '@dawk/core/tenancy/accounts/register-account.ts'
import {
  resumeAccount,
  setQuota,
  setRequestLimit,
  setStorage,
  suspendAccount,
  updatePlan,
} from '@dawk/core/tenancy/accounts/update-account.ts'
import Type, { type Static } from 'typebox'
import { Id, strict } from '#resources/schemas.ts'
import { orNotFound } from '../operations/known-id.ts'
import { operation } from '../operations/operation.ts'
import { callerFor, operatorOf } from './operator-caller.ts'

const Plan = Type.Enum(['free', 'basic', 'pro', 'enterprise'])

const AccountView = Type.Object(
  {
    id: Id,
    name: Type.String(),
    email: Type.String(),
    plan: Type.String(),
    active: Type.Boolean({ description: 'False: suspended by an operator, or waiting for its erasure.' }),
    requestsPerMinute: Type.Union([Type.Integer(), Type.Null()], { description: 'Null: unlimited.' }),
  },
  { title: 'OperatorAccount' },
)

const view = (account: Account): Static<typeof AccountView> => {
  const { id, name, email, plan, active } = account
  return { id, name, email, plan, active, requestsPerMinute: effectiveRequestsPerMinute(account) }
}

const page = { limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, default: 50 })) }

const list = operation({
  route: 'GET /accounts',
  tag: 'Accounts',
  summary: 'List accounts',
  description: 'The newest first. `after`: the last id of the page before.',
  scope: null,
  query: Type.Object(
    { ...page, search: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })), after: Type.Optional(Id) },
    strict,
  ),
  reply: { 200: Type.Object({ data: Type.Array(AccountView) }) },
  async handle({ ctx, query: { search = null, limit = 50, after = null } }) {
    const accounts = await listAccounts(ctx.core.db.worker, { search, limit, after })
    return { data: accounts.map(view) }
  },
})

const get = operation({
  route: 'GET /accounts/:id',
  tag: 'Accounts',
  summary: 'Read an account',
  scope: null,
  of: 'account',
  reply: { 200: AccountView },
  handle: async ({ ctx, id }) => view(orNotFound(await selectAccount(ctx.core.db.worker, id), 'account')),
})

const create = operation({
  route: 'POST /accounts',
  tag: 'Accounts',
  summary: 'Create an account',
  description:
    'Its first API key is shown here and never again. An address has one account: a repetition is refused with 409.',
  scope: null,
  refuses: ['conflict'],
  body: Type.Object(
    {
      name: Type.String({ minLength: 1, maxLength: 200 }),
      email: Type.String({ format: 'email', maxLength: 254 }),
      plan: Type.Optional(Plan),
    },
    { ...strict, examples: [{ name: 'Acme', email: 'ops@acme.example', plan: 'pro' }] },
  ),
  reply: { 201: Type.Object({ account: AccountView, apiKey: Type.String() }) },
  async handle(call) {
    const { core, registerSandbox } = call.ctx
    const provision = registerSandbox ? { provision: withSandboxNumber(core.secrets, registerSandbox) } : {}
    const registration = { ...call.body, ...provision, by: operatorOf(call) }
    const { account, apiKey } = await registerAccount(core, registration)
    return { account: view(account), apiKey }
  },
})

const suspend = operation({
  route: 'POST /accounts/:id/suspend',
  tag: 'Accounts',
  summary: 'Suspend an account',
  description: "Its requests are rejected. Accepted messages still leave, and Meta's webhooks are still received.",
  scope: null,
  of: 'account',
  reply: { 200: AccountView },
  handle: async (call) => view(await suspendAccount(call.ctx.core, callerFor(call, call.id))),
})

const resume = operation({
  route: 'POST /accounts/:id/resume',
  tag: 'Accounts',
  summary: 'End the suspension of an account',
  scope: null,
  of: 'account',
  reply: { 200: AccountView },
  handle: async (call) => view(await resumeAccount(call.ctx.core, callerFor(call, call.id))),
})

const orWords = (least: number) =>
  Type.Union([Type.Number({ minimum: least, maximum: 2 ** 31 - 1 }), Type.Enum(['unlimited', 'plan'])])

const update = operation({
  route: 'PATCH /accounts/:id',
  tag: 'Accounts',
  summary: 'Change the plan and the limits of an account',
  description: 'What is given is changed; `plan` in place of a figure: as the plan says.',
  scope: null,
  of: 'account',
  body: Type.Object(
    {
      plan: Type.Optional(Plan),
      requestsPerMinute: Type.Optional(orWords(1)),
      quota: Type.Optional(
        Type.Union([
          Type.Object({ requests: Type.Integer({ minimum: 1 }), per: Type.Enum(['day', 'month']) }, strict),
          Type.Enum(['unlimited', 'plan']),
        ]),
      ),
      storageMegabytes: Type.Optional(orWords(0)),
    },
    { ...strict, minProperties: 1, examples: [{ plan: 'pro', requestsPerMinute: 'plan' }] },
  ),
  reply: { 200: AccountView },
  async handle(call) {
    const { core } = call.ctx
    const { plan, requestsPerMinute, quota, storageMegabytes } = call.body
    const caller = callerFor(call, call.id)
    return core.transaction(caller, async (tx) => {
      if (plan !== undefined) await updatePlan(tx, caller, plan)
      if (requestsPerMinute !== undefined) await setRequestLimit(tx, caller, requestsPerMinute)
      if (quota !== undefined) await setQuota(tx, caller, quota)
      if (storageMegabytes !== undefined) await setStorage(tx, caller, storageMegabytes)
      return view(orNotFound(await selectAccount(tx, call.id), 'account'))
    })
  },
})

const ErasureView = Type.Object(
  { id: Id, state: Type.String(), dueAt: Type.String({ format: 'date-time' }) },
  { title: 'OperatorErasure' },
)

const erase = operation({
  route: 'POST /accounts/:id/erasure',
  tag: 'Accounts',
  summary: 'Erase an account',
  description:
    'It is inactive at once, and erased with all that it has after the days of grace. Asked again it is the same erasure.',
  scope: null,
  of: 'account',
  reply: { 202: ErasureView },
  async handle(call) {
    const { core, privacy } = call.ctx
    const { id, state, dueAt } = await eraseAccount(core, callerFor(call, call.id), privacy.graceDays)
    return { id, state, dueAt }
  },
})

const keep = operation({
  route: 'DELETE /accounts/:id/erasure',
  tag: 'Accounts',
  summary: 'Undo the erasure of an account, before its time has come',
  scope: null,
  of: 'account',
  refuses: ['conflict'],
  reply: { 200: ErasureView },
  async handle(call) {
    const { id, state, dueAt } = await keepAccount(call.ctx.core, callerFor(call, call.id))
    return { id, state, dueAt }
  },
})

/** By `operationId`. */
export const accountOperations = {
  listAccounts: list,
  getAccount: get,
  createAccount: create,
  updateAccount: update,
  suspendAccount: suspend,
  resumeAccount: resume,
  eraseAccount: erase,
  keepAccount: keep,
}
