import assert from 'node:assert/strict'
import Fastify from 'fastify'
import { test } from 'vitest'
import { assertOwnPage } from './own-origin.ts'
import { clearSession, readSessionToken, setSession } from './session-cookie.ts'

const https = { publicUrl: () => 'https://dawk.example' }

async function serve(where: { publicUrl(): string }) {
  const app = Fastify()
  app.get('/', (request, reply) => {
    const token = readSessionToken(request, where)
    if (token) clearSession(reply, where)
    else setSession(reply, where, 'secret')
    return { token }
  })
  app.post('/', (request) => {
    assertOwnPage(request, where, true)
    return {}
  })
  return app
}

test('over https the cookie belongs to this very host and is never sent in the clear', async () => {
  const app = await serve(https)
  const { headers } = await app.inject('/')
  assert.match(
    String(headers['set-cookie']),
    /^__Host-dawk_session=secret; Max-Age=\d+; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
  )
  const cookie = 'a=b; __Host-dawk_session=secret; dawk_session=of-another'
  const read = await app.inject({ url: '/', headers: { cookie } })
  assert.deepEqual(read.json(), { token: 'secret' })
  assert.match(
    String(read.headers['set-cookie']),
    /^__Host-dawk_session=; Max-Age=0; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
  )
  const weaker = await app.inject({ url: '/', headers: { cookie: 'dawk_session=secret; x__Host-dawk_session=secret' } })
  assert.deepEqual(weaker.json(), { token: null }, 'a cookie that another host of the domain may set is not taken')
})

test.each([
  [{ 'sec-fetch-site': 'same-origin' }, 200],
  [{ 'sec-fetch-site': 'same-origin', origin: 'https://evil.example' }, 200], // a browser's word, no page can write it
  [{ 'sec-fetch-site': 'same-site', origin: 'https://dawk.example' }, 500],
  [{ 'sec-fetch-site': 'none' }, 500],
  [{ origin: 'https://dawk.example' }, 200],
  [{ origin: 'https://dawk.example.evil.example' }, 500],
  [{ origin: 'http://dawk.example' }, 500],
  [{ origin: 'null' }, 500],
  [{}, 500],
])('a change that comes with %j is %i', async (headers, status) => {
  const app = await serve(https)
  const { statusCode } = await app.inject({ method: 'POST', url: '/', headers })
  assert.equal(statusCode, status) // outside of a dialect a refusal is 500
})
