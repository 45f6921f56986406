import '../../support/quick-passwords.ts'
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { generateSync } from 'otplib'
import { afterAll, beforeAll, test } from 'vitest'
import { type Reply, type RunningGateway, startGateway } from '../../support/gateway.ts'
import { type MailServer, startMailServer } from '../../support/mail-server.ts'
import { checked } from '../../support/native.ts'
import { startProcess, until } from '../../support/processes.ts'
import { startSecondProcess } from '../../support/second-process.ts'

/** For a process of its own, which has to agree with this one on what a password costs. */
const quick = { NODE_OPTIONS: `--import ${new URL('../../support/quick-passwords.ts', import.meta.url)}` }

let gateway: RunningGateway
let mail: MailServer
let call: RunningGateway['call']
beforeAll(async () => {
  mail = await startMailServer()
  gateway = await startGateway(null, {
    DAWK_TRUST_PROXY: '127.0.0.1/32',
    SMTP_URL: mail.url,
    SMTP_FROM: 'dawk@example.com',
  })
  call = await checked(gateway)
})
afterAll(async () => {
  await gateway.close()
  await mail.close()
})

const password = 'correct horse battery staple'
const cookieOf = ({ headers }: Reply): string => headers.getSetCookie()[0]?.split(';')[0] ?? ''
const open = (method: string, path: string, body?: unknown, headers = {}) =>
  call(method, path, body, { authorization: '', ...headers })
/** As a browser on a page of this host. */
const as = (cookie: string, method: string, path: string, body?: unknown, headers = {}) =>
  open(method, path, body, { cookie, 'sec-fetch-site': 'same-origin', ...headers })

let count = 0
async function join(role: string, invite: RunningGateway['call'] = call) {
  const email = `person${++count}@example.com`
  const invited = await invite('POST', '/v1/invitations', { email, role })
  assert.equal(invited.status, 201, JSON.stringify(invited.body))
  const accepted = await open('POST', '/v1/invitations/accept', { token: invited.body.token, name: 'Asha', password })
  assert.equal(accepted.status, 201, JSON.stringify(accepted.body))
  return { email, cookie: cookieOf(accepted), session: accepted.body, memberId: accepted.body.member.id as string }
}
const signIn = (email: string, given = password, headers = {}) =>
  open('POST', '/v1/session', { email, password: given }, headers)

/** Another account, with what calls it by its key. */
async function register() {
  const { body } = await gateway.call('POST', '/auth/register', { name: 'Other', email: `a${++count}@example.com` })
  const bearer = { authorization: `Bearer ${body.data.apiKey}` }
  return (method: string, path: string, value?: unknown, headers = {}) =>
    call(method, path, value, { ...bearer, ...headers })
}

test('the first owner comes in by a link that the account made with its key', async () => {
  const owner = await join('owner')
  const current = await as(owner.cookie, 'GET', '/v1/session')
  assert.equal(current.status, 200)
  assert.deepEqual([current.body.member.role, current.body.account.id], ['owner', gateway.accountId])
  assert.ok(current.body.scopes.includes('wallet:write'))
  const named = await as(owner.cookie, 'PATCH', '/v1/account', { name: 'Renamed by a member' })
  assert.equal(named.status, 200)
  const { body: log } = await as(owner.cookie, 'GET', '/v1/audit-log?limit=2')
  assert.deepEqual(
    log.data.map(({ action, actor }: never) => [action, (actor as { kind: string }).kind]),
    [
      ['account.changed', 'member'],
      ['session.started', 'member'],
    ],
  )
  assert.ok(!JSON.stringify(log).includes(password))
})

test('the cookie is out of the reach of scripts and of other sites', async () => {
  const { email } = await join('viewer')
  const signedIn = await signIn(email)
  const [cookie = ''] = signedIn.headers.getSetCookie()
  assert.match(cookie, /^dawk_session=[\w-]{43}; Max-Age=\d+; Path=\/; HttpOnly; SameSite=Lax$/)
  assert.equal(signedIn.headers.get('cache-control'), 'no-store')
  const again = await signIn(email, password, { cookie: cookieOf(signedIn) })
  assert.equal(again.status, 201)
  assert.equal((await as(cookieOf(signedIn), 'GET', '/v1/session')).status, 401, 'the one before is over')
})

test('a page of another site can do nothing by the cookie, and no other surface takes it', async () => {
  const { cookie } = await join('owner')
  const change = (headers: Record<string, string>) =>
    open('PATCH', '/v1/account', { name: 'x' }, { cookie, ...headers })
  assert.equal((await change({})).status, 403)
  assert.equal((await change({ 'sec-fetch-site': 'cross-site' })).status, 403)
  assert.equal((await change({ 'sec-fetch-site': 'same-site', origin: gateway.url })).status, 403)
  assert.equal((await change({ origin: 'https://evil.example' })).status, 403)
  assert.equal((await change({ origin: 'null' })).status, 403)
  assert.equal((await change({ origin: gateway.url })).status, 200)
  assert.equal((await open('POST', '/v1/session', {}, { origin: 'https://evil.example' })).status, 400)
  const foreign = { email: 'x@example.com', password }
  assert.equal((await open('POST', '/v1/session', foreign, { origin: 'https://evil.example' })).status, 403)
  assert.equal((await as(cookie, 'GET', '/auth/me')).status, 401)
  assert.equal((await as(cookie, 'GET', `/graph/v23.0/${gateway.phoneNumberId}`)).status, 401)
})

test('guesses are answered alike whether the address exists, take as long, and end', async () => {
  const { email } = await join('viewer')
  const attempt = async (address: string, from: string) => {
    const start = performance.now()
    const { status, body } = await signIn(address, 'wrong password 1', { 'x-forwarded-for': from })
    return { status, detail: body.detail, ms: performance.now() - start }
  }
  const known = []
  const unknown = []
  for (let n = 0; n < 10; n++) {
    known.push(await attempt(email, '198.51.100.1'))
    unknown.push(await attempt('nobody@example.com', '198.51.100.1'))
  }
  assert.deepEqual(new Set(known.map(({ status }) => status)), new Set([401]))
  assert.deepEqual(
    known.map(({ detail }) => detail),
    unknown.map(({ detail }) => detail),
  )
  const median = (all: { ms: number }[]) => all.map(({ ms }) => ms).toSorted((a, b) => a - b)[5] ?? 0
  const ratio = median(known) / median(unknown)
  assert.ok(ratio > 0.4 && ratio < 2.5, `known addresses take ${ratio} times as long`)
  for (const address of [email, 'nobody@example.com'])
    assert.equal((await attempt(address, '198.51.100.1')).status, 429)
  const right = await signIn(email, password, { 'x-forwarded-for': '198.51.100.1' })
  assert.deepEqual([right.status, Number(right.headers.get('retry-after')) > 0], [429, true])
  assert.equal((await signIn(email, password, { 'x-forwarded-for': '198.51.100.2' })).status, 201)
})

test('many guesses at once are no way around the count', async () => {
  const { email } = await join('viewer')
  const from = { 'x-forwarded-for': '198.51.100.7' }
  const all = await Promise.all(Array.from({ length: 25 }, () => signIn(email, 'wrong password 1', from)))
  assert.equal(all.filter(({ status }) => status === 401).length, 10)
  assert.equal(all.filter(({ status }) => status === 429).length, 15)
})

test('a role that lacks a scope is told which one', async () => {
  const viewer = await join('viewer')
  for (const [method, path, scope] of [
    ['POST', '/v1/messages', 'messages:write'],
    ['POST', '/v1/api-keys', 'keys:write'],
    ['POST', '/v1/invitations', 'members:write'],
    ['GET', '/v1/audit-log', 'audit:read'],
  ] as const) {
    const { status, body } = await as(viewer.cookie, method, path, method === 'POST' ? {} : undefined)
    assert.deepEqual([status, body.detail], [403, `The role viewer lacks the scope ${scope}.`])
  }
  assert.equal((await as(viewer.cookie, 'GET', '/v1/numbers')).status, 200)
  const developer = await join('developer')
  const more = await as(developer.cookie, 'POST', '/v1/api-keys', { scopes: ['*'] })
  assert.deepEqual([more.status, more.body.code], [403, 'forbidden'])
  const fitting = await as(developer.cookie, 'POST', '/v1/api-keys', { scopes: ['messages:write'] })
  assert.equal(fitting.status, 201)
})

test('nobody gives or takes away more than they have', async () => {
  const owner = await join('owner')
  const admin = await join('admin')
  const asAdmin = (method: string, path: string, body?: unknown) => as(admin.cookie, method, path, body)
  assert.equal((await asAdmin('POST', '/v1/invitations', { email: 'o@example.com', role: 'owner' })).status, 403)
  assert.equal((await asAdmin('PATCH', `/v1/members/${owner.memberId}`, { role: 'viewer' })).status, 403)
  assert.equal((await asAdmin('DELETE', `/v1/members/${owner.memberId}`)).status, 403)
  const pending = await call('POST', '/v1/invitations', { email: 'next-owner@example.com', role: 'owner' })
  assert.equal((await asAdmin('POST', `/v1/invitations/${pending.body.id}/revoke`)).status, 403)
  assert.equal((await call('POST', `/v1/invitations/${pending.body.id}/revoke`)).status, 200)
  assert.equal((await asAdmin('PATCH', `/v1/members/${admin.memberId}`, { role: 'owner' })).status, 403)
  const agent = await join('agent', asAdmin)
  const promoted = await asAdmin('PATCH', `/v1/members/${agent.memberId}`, { role: 'admin' })
  assert.deepEqual([promoted.status, promoted.body.role], [200, 'admin'])
  assert.equal((await as(agent.cookie, 'GET', '/v1/session')).status, 401, 'another role ends the sessions')
  assert.deepEqual((await as(cookieOf(await signIn(agent.email)), 'GET', '/v1/session')).body.member.role, 'admin')
  const restricted = await call('POST', '/v1/api-keys', { scopes: ['members:write'] })
  const bearer = { authorization: `Bearer ${restricted.body.secret}` }
  assert.equal((await call('POST', '/v1/invitations', { email: 'v@example.com', role: 'viewer' }, bearer)).status, 403)
})

test('what another account owns is not there', async () => {
  const there = await register()
  const stranger = await join('owner', there)
  const invited = await there('POST', '/v1/invitations', { email: 'late@example.com', role: 'agent' })
  for (const [method, path] of [
    ['GET', `/v1/members/${stranger.memberId}`],
    ['PATCH', `/v1/members/${stranger.memberId}`],
    ['DELETE', `/v1/members/${stranger.memberId}`],
    ['DELETE', `/v1/members/${stranger.memberId}/sessions`],
    ['POST', `/v1/invitations/${invited.body.id}/revoke`],
    ['POST', `/v1/invitations/${invited.body.id}/resend`],
    ['GET', '/v1/members/x'],
  ] as const)
    assert.deepEqual([path, (await call(method, path, method === 'PATCH' ? {} : undefined)).status], [path, 404])
  const { cookie } = await join('owner')
  assert.equal((await as(cookie, 'DELETE', `/v1/sessions/${stranger.session.id}`)).status, 404)
  const elsewhere = await as(cookie, 'POST', '/v1/session/account', { accountId: stranger.session.account.id })
  assert.equal(elsewhere.status, 404)
  const ids = (await call('GET', '/v1/members')).body.data.map(({ id }: { id: string }) => id)
  assert.ok(!ids.includes(stranger.memberId))
})

test('one owner always remains, also of two who go at once', async () => {
  const there = await register()
  const [one, other] = [await join('owner', there), await join('owner', there)]
  const gone = await Promise.all([
    there('DELETE', `/v1/members/${one.memberId}`),
    there('PATCH', `/v1/members/${other.memberId}`, { role: 'viewer' }),
  ])
  const statuses = gone.map(({ status }) => status).toSorted()
  assert.ok(statuses[0] !== 409 && statuses[1] === 409, String(statuses))
  const { body } = await there('GET', '/v1/members')
  assert.equal(body.data.filter(({ role }: { role: string }) => role === 'owner').length, 1)
})

test('an invitation is good once, also for two at once; sent anew or revoked its link is dead', async () => {
  const invite = async (email: string) => (await call('POST', '/v1/invitations', { email, role: 'agent' })).body
  const accept = (token: string) => open('POST', '/v1/invitations/accept', { token, name: 'Two', password })
  const twice = await invite('twice@example.com')
  const both = await Promise.all([accept(twice.token), accept(twice.token)])
  assert.deepEqual(both.map(({ status }) => status).toSorted(), [201, 409])
  assert.equal((await accept(twice.token)).status, 409)
  const again = await call('POST', '/v1/invitations', { email: 'Twice@Example.com', role: 'agent' })
  assert.deepEqual([again.status, again.body.detail], [409, 'twice@example.com is a member already.'])

  const first = await invite('anew@example.com')
  assert.equal(first.mail, 'sent')
  assert.ok((await mail.next('anew@example.com')).includes(first.link))
  assert.equal((await call('POST', '/v1/invitations', { email: 'anew@example.com', role: 'agent' })).status, 409)
  const { body: second } = await call('POST', `/v1/invitations/${first.id}/resend`)
  assert.equal((await accept(first.token)).status, 404)
  const look = await open('POST', '/v1/invitations/preview', { token: second.token })
  assert.deepEqual([look.body.email, look.body.role, look.body.known], ['anew@example.com', 'agent', false])
  assert.equal((await call('POST', `/v1/invitations/${first.id}/revoke`)).body.state, 'revoked')
  assert.equal((await accept(second.token)).status, 409)
  assert.equal((await call('POST', `/v1/invitations/${first.id}/resend`)).status, 409)
  assert.equal((await accept('x'.repeat(43))).status, 404)
  const weak = await invite('weak@example.com')
  const short = await open('POST', '/v1/invitations/accept', { token: weak.token, name: 'W', password: 'short' })
  assert.deepEqual([short.status, short.body.errors[0].path], [400, 'password'])
})

test('a person of two accounts proves who they are, and turns from one to the other', async () => {
  const there = await register()
  const person = await join('agent')
  const { body: invited } = await there('POST', '/v1/invitations', { email: person.email, role: 'admin' })
  const accept = (given: string) =>
    open('POST', '/v1/invitations/accept', { token: invited.token, name: 'Asha', password: given })
  assert.equal((await accept('another password for it')).status, 401, 'the link is no way to another password')
  const accepted = await accept(password)
  assert.deepEqual([accepted.status, accepted.body.member.role, accepted.body.accounts.length], [201, 'admin', 2])
  const back = await as(cookieOf(accepted), 'POST', '/v1/session/account', { accountId: gateway.accountId })
  assert.deepEqual([back.status, back.body.member.role, back.body.account.id], [200, 'agent', gateway.accountId])
  assert.equal((await as(cookieOf(accepted), 'GET', '/v1/session')).status, 401, 'under another cookie')
  assert.equal((await as(cookieOf(back), 'GET', '/v1/session')).status, 200)
  await there('DELETE', `/v1/members/${accepted.body.member.id}`)
  assert.equal((await as(cookieOf(back), 'GET', '/v1/session')).status, 200, 'elsewhere they stay')
})

test('sessions are listed and ended, on another process at once', async (t) => {
  const { email, cookie } = await join('agent')
  const [one, other] = [await signIn(email), await signIn(email)]
  const { body: list } = await as(cookieOf(one), 'GET', '/v1/sessions')
  assert.equal(list.data.length, 3)
  assert.deepEqual(
    list.data.filter(({ current }: { current: boolean }) => current).map(({ id }: { id: string }) => id),
    [one.body.id],
  )
  const there = gateway.databaseUrl ? await startSecondProcess(t, gateway, quick) : gateway.url
  const status = async (value: string) => (await fetch(`${there}/v1/session`, { headers: { cookie: value } })).status
  assert.deepEqual([await status(cookieOf(one)), await status(cookieOf(other))], [200, 200])
  assert.equal((await as(cookieOf(one), 'DELETE', `/v1/sessions/${other.body.id}`)).status, 204)
  assert.deepEqual([await status(cookieOf(one)), await status(cookieOf(other))], [200, 401])
  assert.deepEqual((await as(cookieOf(one), 'DELETE', '/v1/sessions')).body, { ended: 1 })
  assert.deepEqual([await status(cookieOf(one)), await status(cookie)], [200, 401])
  const out = await as(cookieOf(one), 'DELETE', '/v1/session')
  assert.deepEqual([out.status, cookieOf(out)], [204, 'dawk_session='])
  assert.equal(await status(cookieOf(one)), 401)
  assert.equal((await call('GET', '/v1/sessions')).status, 403, 'a key has no sessions')
}, 60_000)

test('a second factor: a code and a recovery code are good once, and guessing ends', async () => {
  const { email, cookie } = await join('developer')
  const elsewhere = cookieOf(await signIn(email))
  const begun = await as(cookie, 'POST', '/v1/two-factor', { password })
  assert.match(begun.body.uri, /^otpauth:\/\/totp\/Dawk:/)
  const codeAt = (shift: number) =>
    generateSync({ secret: begun.body.secret, epoch: Math.floor(Date.now() / 1000) + shift })
  assert.equal((await as(cookie, 'POST', '/v1/two-factor', { password: 'wrong password 1' })).status, 400)
  assert.equal((await signIn(email)).status, 201, 'not on before it is confirmed')
  assert.equal((await as(cookie, 'POST', '/v1/two-factor/confirm', { code: 'abcdef' })).status, 400)
  const code = codeAt(0)
  const on = await as(cookie, 'POST', '/v1/two-factor/confirm', { code })
  assert.deepEqual([on.status, on.body.recoveryCodes.length], [200, 10])
  assert.equal((await as(elsewhere, 'GET', '/v1/session')).status, 401, 'other sessions have ended')
  assert.equal((await as(cookie, 'GET', '/v1/session')).status, 401, 'this one goes on under another cookie')

  const challenged = await signIn(email)
  assert.deepEqual([challenged.status, challenged.headers.getSetCookie()], [202, []])
  const { challenge } = challenged.body
  const finish = (given: string) => open('POST', '/v1/session/two-factor', { challenge, code: given })
  assert.equal((await finish(code)).status, 401, 'the code that turned it on was used')
  const next = codeAt(30)
  const both = await Promise.all([finish(next), finish(next)])
  assert.deepEqual(both.map(({ status }) => status).toSorted(), [201, 401])
  assert.equal((await finish(next)).status, 401)
  const [recovery = ''] = on.body.recoveryCodes as string[]
  const recovered = await finish(recovery.toLowerCase().replace('-', ' '))
  assert.equal(recovered.status, 201)
  assert.equal((await finish(recovery)).status, 401)
  const state = await as(cookieOf(recovered), 'GET', '/v1/two-factor')
  assert.deepEqual(state.body, { enabled: true, recoveryCodesLeft: 9 })
  assert.equal((await finish('000000')).status, 401)
  assert.equal((await finish(on.body.recoveryCodes[1])).status, 429, 'five wrong ones end it')
  assert.equal((await open('POST', '/v1/session/two-factor', { challenge: 'x', code })).status, 401)
})

test('another password ends the other sessions; a forgotten one is reset by mail, once', async () => {
  const { email, cookie } = await join('billing')
  const elsewhere = cookieOf(await signIn(email))
  const change = (given: object) => as(cookie, 'POST', '/v1/password', given)
  const wrong = await change({ currentPassword: 'wrong password 1', newPassword: 'another good password' })
  assert.deepEqual([wrong.status, wrong.body.errors[0].path], [400, 'currentPassword'])
  const changed = await change({ currentPassword: password, newPassword: 'another good password' })
  assert.equal(changed.status, 204)
  assert.equal((await as(elsewhere, 'GET', '/v1/session')).status, 401)
  assert.equal((await as(cookieOf(changed), 'GET', '/v1/session')).status, 200)
  assert.equal((await signIn(email)).status, 401)

  await mail.next(email) // the invitation
  const before = mail.count()
  const unknown = await open('POST', '/v1/password/reset-request', { email: 'nobody@example.com' })
  const known = await open('POST', '/v1/password/reset-request', { email: email.toUpperCase() })
  assert.deepEqual([unknown.status, known.status], [202, 202])
  const token = /#([\w-]{43})/.exec(await mail.next(email))?.[1] ?? ''
  assert.equal(mail.count(), before + 1)
  const reset = (given: string) => open('POST', '/v1/password/reset', { token, password: given })
  const weak = await reset(`${email} 123`)
  assert.deepEqual([weak.status, weak.body.errors[0].path], [400, 'password'])
  const both = await Promise.all([reset('yet another password'), reset('yet another password')])
  assert.deepEqual(both.map(({ status }) => status).toSorted(), [204, 404])
  assert.equal((await as(cookieOf(changed), 'GET', '/v1/session')).status, 401)
  assert.equal((await signIn(email, 'yet another password')).status, 201)
  const { body: log } = await call('GET', '/v1/audit-log?action=password.reset')
  assert.equal(log.data.length, 1)
})

async function operate(...args: string[]) {
  const env = { DAWK_DATA_DIR: gateway.dataDir, ...(gateway.databaseUrl && { DATABASE_URL: gateway.databaseUrl }) }
  const cli = startProcess('apps/gateway/src/cli.ts', args, env)
  const [code] = await once(cli.child, 'close')
  return { code, output: cli.output() }
}

test('an operator helps who gets no mail, and who has lost the second factor', async () => {
  const { email, cookie } = await join('agent')
  const begun = await as(cookie, 'POST', '/v1/two-factor', { password })
  const code = generateSync({ secret: begun.body.secret })
  assert.equal((await as(cookie, 'POST', '/v1/two-factor/confirm', { code })).status, 200)
  const made = await operate('password-link', '--email', email)
  assert.equal(made.code, 0, made.output)
  const token = /#([\w-]{43})/.exec(made.output)?.[1] ?? ''
  const reset = await open('POST', '/v1/password/reset', { token, password: 'given by the operator' })
  assert.equal(reset.status, 204)
  assert.equal((await signIn(email, 'given by the operator')).status, 202, 'the second factor stays')
  const off = await operate('two-factor-off', '--email', email)
  assert.equal(off.code, 0, off.output)
  assert.equal((await signIn(email, 'given by the operator')).status, 201)
  assert.equal((await operate('two-factor-off', '--email', email)).code, 1)
  assert.equal((await operate('password-link', '--email', 'nobody@example.com')).code, 1)
}, 60_000)

test('a mailed link does not pass the second factor, whether the address was proved before or not', async () => {
  const { email, cookie } = await join('agent')
  const enrol = async (by: string, secret: string) => {
    const begun = await as(by, 'POST', '/v1/two-factor', { password: secret })
    assert.equal(begun.status, 200)
    const code = generateSync({ secret: begun.body.secret, epoch: Math.floor(Date.now() / 1000) + 30 * enrolled++ })
    assert.equal((await as(by, 'POST', '/v1/two-factor/confirm', { code })).status, 200)
  }
  let enrolled = 0
  const resetByMail = async (next: string) => {
    await open('POST', '/v1/password/reset-request', { email })
    const token = /#([\w-]{43})/.exec(await mail.next(email))?.[1] ?? ''
    assert.equal((await open('POST', '/v1/password/reset', { token, password: next })).status, 204)
    return signIn(email, next)
  }
  await mail.next(email) // the invitation
  await enrol(cookie, password)
  const first = await resetByMail('the first new password')
  assert.equal(first.status, 202)
  assert.equal((await resetByMail('the second new password')).status, 202)
})

test('a wrong password leaves a record for the account, and is counted', async () => {
  const { email, memberId } = await join('viewer')
  const counted = async () => {
    const text = await (await fetch(`${gateway.url}/metrics`)).text()
    return Number(/^dawk_refused_requests_total\{reason="sign_in"\} (\d+)/m.exec(text)?.[1])
  }
  const before = await counted()
  assert.equal((await signIn(email, 'something else entirely')).status, 401)
  assert.equal((await signIn(`nobody-${email}`, 'something else entirely')).status, 401)
  assert.equal(await counted(), before + 2)
  const record = await until('the record', async () => {
    const { body } = await call('GET', `/v1/audit-log?action=member.refused&targetId=${memberId}`)
    return body.data[0]
  })
  assert.deepEqual([record.actor.kind, record.after.refusal, record.after.attempts], ['system', 'sign_in', 1])
})

test('an account that demands a second factor lets members without one do nothing but set it up', async () => {
  const other = await register()
  const owner = await join('owner', other)
  const refused = await as(owner.cookie, 'PATCH', '/v1/account', { requiresTwoFactor: true })
  assert.deepEqual(
    [refused.status, refused.body.detail],
    [409, 'Set up your own second factor first: POST /v1/two-factor.'],
  )
  assert.equal((await other('PATCH', '/v1/account', { requiresTwoFactor: true })).body.requiresTwoFactor, true)
  const locked = await as(owner.cookie, 'GET', '/v1/account')
  assert.deepEqual([locked.status, locked.body.reason], [403, 'two_factor_required'])
  assert.equal((await as(owner.cookie, 'GET', '/v1/session')).status, 200)
  const begun = await as(owner.cookie, 'POST', '/v1/two-factor', { password })
  const on = await as(owner.cookie, 'POST', '/v1/two-factor/confirm', {
    code: generateSync({ secret: begun.body.secret }),
  })
  assert.equal((await as(cookieOf(on), 'GET', '/v1/account')).status, 200)
  assert.equal((await other('GET', '/v1/account')).status, 200, 'keys are no members')
})
