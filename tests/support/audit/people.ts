import { generateSync } from 'otplib'
import type { Reply } from '../gateway.ts'
import { type AuditWorld, good, newEmail } from './audit-world.ts'
import { change, type Entries, entry } from './entry.ts'

const password = 'correct horse battery staple'
const newPassword = 'four other words in a row'

interface Person {
  email: string
  memberId: string
  /** Calls as this person's browser. */
  as(method: string, path: string, body?: unknown): Promise<Reply>
}

async function person(world: AuditWorld): Promise<Person> {
  const { email, token } = await invited(world)
  const accepted = await accept(world, token)
  return { email, memberId: accepted.body.member.id, as: browserOf(world, accepted) }
}

async function invited(world: AuditWorld, email = newEmail(world), headers = {}) {
  const { body } = good(await world.call('POST', '/v1/invitations', { email, role: 'viewer' }, headers))
  return { id: String(body.id), email, token: String(body.token) }
}

const accept = (world: AuditWorld, token: string) =>
  world.open('/v1/invitations/accept', { token, name: 'Asha', password })

function browserOf(world: AuditWorld, reply: Reply): Person['as'] {
  const cookie = reply.headers.getSetCookie()[0]?.split(';')[0] ?? ''
  const headers = { authorization: '', cookie, 'sec-fetch-site': 'same-origin' }
  return (method, path, body) => world.call(method, path, body, headers)
}

async function secondBrowser(world: AuditWorld, { email }: Person): Promise<Person['as']> {
  return browserOf(world, await world.open('/v1/session', { email, password }))
}

async function withFactor(world: AuditWorld) {
  const one = await person(world)
  const { secret } = good(await one.as('POST', '/v1/two-factor', { password })).body
  const earlier = generateSync({ secret, epoch: Math.floor(Date.now() / 1000) - 30 })
  const renewed = good(await one.as('POST', '/v1/two-factor/confirm', { code: earlier }))
  return { ...one, as: browserOf(world, renewed), code: () => generateSync({ secret }) }
}

async function resetToken(world: AuditWorld): Promise<string> {
  const { email } = await person(world)
  await world.mail.next(email)
  await world.open('/v1/password/reset-request', { email })
  return /#([\w-]+)/.exec(await world.mail.next(email))?.[1] ?? ''
}

/** Who signs in, what proves it, and who belongs to an account. */
export const peopleEntries: Entries = {
  'native signIn': entry('session.started', person, (world, { email }) =>
    world.open('/v1/session', { email, password }),
  ),
  'native signOut': entry('session.ended', person, (_world, { as }) => as('DELETE', '/v1/session')),
  'native finishSignIn': entry('session.started', withFactor, async (world, { email, code }) => {
    const { challenge } = (await world.open('/v1/session', { email, password })).body
    return world.open('/v1/session/two-factor', { challenge, code: code() })
  }),
  'native switchAccount': entry('session.switched', person, async (world, { email, as }) => {
    const { token } = await invited(world, email, await world.inOther())
    const joined = browserOf(world, await accept(world, token))
    good(await joined('POST', '/v1/session/account', { accountId: world.gateway.accountId }))
    return as('GET', '/v1/session')
  }),
  'native endOtherSessions': entry('session.ended', person, async (world, one) =>
    (await secondBrowser(world, one))('DELETE', '/v1/sessions'),
  ),
  'native endSession': entry('session.ended', person, async (world, one) => {
    const second = await secondBrowser(world, one)
    return one.as('DELETE', `/v1/sessions/${(await second('GET', '/v1/session')).body.id}`)
  }),
  'native changePassword': entry('password.changed', person, (_world, { as }) =>
    as('POST', '/v1/password', { currentPassword: password, newPassword }),
  ),
  'native resetPassword': entry('password.reset', resetToken, (world, token) =>
    world.open('/v1/password/reset', { token, password: newPassword }),
  ),
  'native confirmTwoFactor': change('two_factor.enabled', async (world) =>
    (await withFactor(world)).as('GET', '/v1/session'),
  ),
  'native disableTwoFactor': entry('two_factor.disabled', withFactor, (_world, { as, code }) =>
    as('POST', '/v1/two-factor/disable', { password, code: code() }),
  ),
  'native renewRecoveryCodes': entry('two_factor.codes_renewed', withFactor, (_world, { as, code }) =>
    as('POST', '/v1/two-factor/recovery-codes', { password, code: code() }),
  ),
  'native createInvitation': change('invitation.created', (world) =>
    world.call('POST', '/v1/invitations', { email: newEmail(world), role: 'viewer' }),
  ),
  'native resendInvitation': entry('invitation.resent', invited, (world, { id }) =>
    world.call('POST', `/v1/invitations/${id}/resend`),
  ),
  'native revokeInvitation': entry('invitation.revoked', invited, (world, { id }) =>
    world.call('POST', `/v1/invitations/${id}/revoke`),
  ),
  'native acceptInvitation': entry('invitation.accepted', invited, (world, { token }) => accept(world, token)),
  'native updateMember': entry('member.role_changed', person, (world, { memberId }) =>
    world.call('PATCH', `/v1/members/${memberId}`, { role: 'agent' }),
  ),
  'native removeMember': entry('member.removed', person, (world, { memberId }) =>
    world.call('DELETE', `/v1/members/${memberId}`),
  ),
  'native signMemberOut': entry('member.signed_out', person, (world, { memberId }) =>
    world.call('DELETE', `/v1/members/${memberId}/sessions`),
  ),
}
