import assert from 'node:assert/strict'
import { randomBytes, randomUUID } from 'node:crypto'
import { type Acceptor, createAcceptor } from '@dawk/core/messaging/messages/send/accept-message.ts'
import type { SendCommand } from '@dawk/core/messaging/messages/send/send-command.ts'
import { plainSend } from '@dawk/core/messaging/messages/send/send-request.ts'
import { withSandboxNumber } from '@dawk/core/messaging/numbers/sandbox-number.ts'
import type { Database } from '@dawk/core/platform/database/database.ts'
import { createSecretBox } from '@dawk/core/platform/secrets.ts'
import { registerAccount } from '@dawk/core/tenancy/accounts/register-account.ts'
import { createReactor, type Reaction } from '@dawk/core/tenancy/reactions.ts'
import { createUnitsOfWork, type UnitOfWorkDeps, type UnitsOfWork } from '@dawk/core/tenancy/unit-of-work.ts'
import { type Logger, pino } from 'pino'
import { simulatorControl } from '../flow/simulator-control.ts'
import { openFreshDatabase } from './database.ts'

export interface Owner {
  accountId: string
  numberId: string
  laneId: string
}

/** The core without HTTP, on a database of its own. */
export interface TestCore extends UnitsOfWork {
  db: Database
  log: Logger
  secrets: ReturnType<typeof createSecretBox>
  acceptor: Acceptor
  /** An account with one sandbox number, whose token is `token`. */
  newAccount(): Promise<Owner & { phoneNumberId: string }>
  close(): Promise<void>
}

export async function openCore(): Promise<TestCore> {
  const { db, close } = await openFreshDatabase()
  const log = pino({ level: 'silent' })
  const secrets = createSecretBox(randomBytes(32))
  const units = unitsOfWork(db)
  const acceptor = createAcceptor({ db, log, wakeLanes: () => undefined })
  return {
    ...units,
    db,
    log,
    secrets,
    acceptor,
    newAccount: () => newAccount({ ...units, secrets }),
    async close() {
      await acceptor.drain()
      await close()
    },
  }
}

async function newAccount({ secrets, ...units }: Pick<TestCore, 'secrets'> & UnitsOfWork) {
  const name = randomUUID()
  const phoneNumberId = String(parseInt(name.slice(0, 8), 16))
  const sandbox = () => ({
    phoneNumberId,
    wabaId: `9${phoneNumberId}`,
    displayPhoneNumber: '15550000000',
    verifiedName: 'Test',
    accessToken: 'token',
    appSecret: 'sandbox app',
    appFingerprint: 'app',
  })
  const provision = withSandboxNumber(secrets, sandbox)
  const { account } = await registerAccount({ ...units, secrets }, { name, email: `${name}@example.com`, provision })
  const { rows } = await units.worker.query<{ numberId: string; laneId: string }>(
    `select id::text as "numberId", lane_id::text as "laneId" from numbers where account_id = $1`,
    [account.id],
  )
  const [number] = rows
  assert.ok(number)
  return { accountId: account.id, phoneNumberId, ...number }
}

/** An account whose number is at this simulator too. */
export async function newAccountAt(core: TestCore, simulatorUrl: string, number: object = {}): Promise<Owner> {
  const owner = await core.newAccount()
  const shown = { wabaId: '1', displayPhoneNumber: '+1 555 000 1111', verifiedName: 'Test' }
  const access = { phoneNumberId: owner.phoneNumberId, accessToken: 'token', appSecret: 'secret' }
  await simulatorControl(simulatorUrl).call('PUT', 'numbers', { numbers: [{ ...shown, ...access, ...number }] })
  return owner
}

export function sendCommand({ accountId, numberId, laneId }: Owner, change: Partial<SendCommand> = {}): SendCommand {
  return {
    accountId,
    numberId,
    laneId,
    to: { phone: '919900112233', userId: null },
    type: 'text',
    content: { type: 'text', text: { body: 'hello' } },
    priority: 1,
    ...plainSend,
    idempotency: null,
    ...change,
  }
}

/** Units of work as the gateway wires them, for tests that wire core by hand. */
type UnitOptions = Partial<
  Pick<UnitOfWorkDeps, 'wakeLanes' | 'wakeJobs' | 'handOver' | 'offerMemory'> &
    UnitOfWorkDeps['channels'] & { reactions: readonly Reaction[] }
>

export function unitsOfWork(
  db: Database,
  { wakeLanes = () => undefined, deliver = () => undefined, reactions = [], ...options }: UnitOptions = {},
): UnitsOfWork {
  return createUnitsOfWork({ db, wakeLanes, channels: { deliver }, react: createReactor(reactions), ...options })
}
