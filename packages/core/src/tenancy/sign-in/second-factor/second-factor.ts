import { createHmac } from 'node:crypto'
import type { CoreContext } from '#context.ts'
import { GatewayError } from '#platform/errors.ts'
import { codeBounds, takeAttempt } from '../attempts.ts'
import { type Person, useRecoveryCode, useTotpStep } from '../person-store.ts'
import { totpStep } from './totp.ts'

type Context = Pick<CoreContext, 'worker' | 'secrets'>

/** Associated data: a cipher opens only for the person it was made for. */
export const totpAad = (personId: string): string => `person|${personId}|totp`

export const hashRecoveryCode = (secrets: CoreContext['secrets'], personId: string, code: string): Buffer =>
  createHmac('sha256', secrets.pepper('recovery-codes'))
    .update(`${personId}|${code.replace(/[\s-]/g, '').toUpperCase()}`)
    .digest()

/**
 * Uses up a code of the authenticator, or a recovery code.
 * @throws GatewayError `unauthenticated` when it is wrong or was used before; `rate_limited` after five in a quarter of an hour
 */
export async function checkCode(ctx: Context, person: Person, code: string): Promise<void> {
  const takeBack = await takeAttempt(ctx, codeBounds(person.id))
  const good = /^\d{6}$/.test(code.trim())
    ? await useTotp(ctx, person, code.trim())
    : await useRecovery(ctx, person, code)
  if (!good) throw new GatewayError('unauthenticated', 'The code is wrong, or was used before.')
  await takeBack()
}

async function useTotp({ worker, secrets }: Context, { id, totpCipher }: Person, code: string): Promise<boolean> {
  if (totpCipher === null) return false
  const step = totpStep(secrets.open(totpCipher, totpAad(id)), code)
  return step !== null && (await useTotpStep(worker, id, step))
}

const useRecovery = ({ worker, secrets }: Context, { id }: Person, code: string): Promise<boolean> =>
  useRecoveryCode(worker, id, hashRecoveryCode(secrets, id, code))
