import assert from 'node:assert/strict'
import { afterAll, beforeAll, test } from 'vitest'
import { simulatorControl } from '../../flow/simulator-control.ts'
import { type RunningGateway, startGateway } from '../../support/gateway.ts'
import { checked } from '../../support/native.ts'
import { until } from '../../support/processes.ts'

let gateway: RunningGateway
let call: RunningGateway['call']
let stranger: { authorization: string }
beforeAll(async () => {
  gateway = await startGateway(null)
  call = await checked(gateway)
  const { body } = await gateway.call(
    'POST',
    '/auth/register',
    { name: 'Other', email: 'other@example.com' },
    { authorization: '' },
  )
  stranger = { authorization: `Bearer ${body.data.apiKey}` }
  const attributes = [
    { key: 'city', type: 'text', indexed: true },
    { key: 'first_order', type: 'date' },
    { key: 'spent', type: 'money' },
    { key: 'card_no', type: 'text', unique: true },
    { key: 'interests', type: 'multi_select', options: ['tea', 'art', 'sport'].map((key) => ({ key, label: key })) },
  ]
  for (const attribute of attributes) assert.equal((await call('POST', '/v1/attributes', attribute)).status, 201)
})
afterAll(() => gateway.close())

let lastPhone = 919_900_200_000
const freshPhone = () => String(++lastPhone)
const create = async (body: object) => {
  const reply = await call('POST', '/v1/contacts', body)
  assert.equal(reply.status, 201, JSON.stringify(reply.body))
  return reply.body
}
const upsert = (path: string, body: object, headers = {}) => call('PUT', `/v1/contacts/by/${path}`, body, headers)
const eventsOf = async (type: string, contactId: string) =>
  (await call('GET', `/v1/events?type=${type}&limit=100`)).body.data
    .map(({ data }: { data: object }) => data)
    .filter((data: { contactId: string }) => data.contactId === contactId)

test('a contact is created with all that is known of it, read again and listed by each filter', async () => {
  const phone = freshPhone()
  const contact = await create({
    phone: `+91 ${phone.slice(2, 7)} ${phone.slice(7)}`,
    name: ' Asha Rao ',
    language: 'hi',
    timezone: 'Asia/Kolkata',
    tags: ['VIP', 'vip', 'Pune club'],
    externalIds: [{ source: 'shopify:acme', externalId: '7231' }],
    attributes: { city: 'Pune', first_order: '2026-03-14', spent: '12499.00 INR', interests: ['art'] },
  })
  assert.deepEqual(
    [contact.phone, contact.name, contact.country, contact.version, contact.tags, contact.lastInboundAt],
    [phone, 'Asha Rao', 'IN', 1, ['Pune club', 'vip'], null],
  )
  assert.deepEqual(contact.attributes, {
    city: 'Pune',
    first_order: '2026-03-14',
    spent: '12499.00 INR',
    interests: ['art'],
  })
  assert.equal(contact.externalIds[0].externalId, '7231')
  assert.equal(contact.provenance['attributes.city'].source, 'api')
  assert.deepEqual((await call('GET', `/v1/contacts/${contact.id}`)).body, contact)
  for (const query of [
    'tag=vip&search=asha',
    `phone=%2B${phone}`,
    'source=shopify:acme',
    'externalId=7231&source=shopify:acme',
  ])
    assert.deepEqual(
      (await call('GET', `/v1/contacts?${query}`)).body.data.map(({ id }: { id: string }) => id),
      [contact.id],
      query,
    )
  const newer = await call('GET', `/v1/contacts?updatedAfter=${contact.updatedAt}`)
  assert.ok(!newer.body.data.some(({ id }: { id: string }) => id === contact.id))
  assert.deepEqual(await eventsOf('contact.created', contact.id), [
    { contactId: contact.id, phone, userId: null, name: 'Asha Rao', source: 'api' },
  ])
  assert.deepEqual(
    (await eventsOf('contact.tagged', contact.id))[0].tags,
    ['VIP', 'Pune club'].map((name) => (name === 'VIP' ? 'vip' : name)),
  )
})

test('whoever is known is not created again, and says who it is', async () => {
  const { id, phone } = await create({ phone: freshPhone() })
  const again = await call('POST', '/v1/contacts', { phone })
  assert.deepEqual([again.status, again.body.reason, again.body.errors[0].pointer], [409, 'contact_conflict', '/phone'])
  assert.ok(again.body.detail.includes(id))
  const nobody = await call('POST', '/v1/contacts', { name: 'Nobody' })
  assert.deepEqual([nobody.status, nobody.body.errors[0].pointer], [400, '/phone'])
})

test('what does not fit is refused with its pointer, and nothing is written', async () => {
  const phone = freshPhone()
  const reply = await call('POST', '/v1/contacts', {
    phone,
    timezone: 'Mars/Olympus',
    attributes: { citty: 'Pune', first_order: '03/04/26', spent: 999, interests: ['tea', 'golf'] },
    modes: { 'attributes.city': 'append' },
  })
  assert.equal(reply.status, 400)
  assert.deepEqual(reply.body.errors.map(({ pointer }: { pointer: string }) => pointer).toSorted(), [
    '/attributes/citty',
    '/attributes/first_order',
    '/attributes/interests',
    '/attributes/spent',
    '/modes/attributes/city',
    '/timezone',
  ])
  assert.match(JSON.stringify(reply.body.errors), /did you mean city/)
  assert.deepEqual((await call('GET', `/v1/contacts?phone=${phone}`)).body.data, [])
})

test('an upsert by phone, user id or the id of another system is the same however often it is repeated', async () => {
  const phone = freshPhone()
  const first = await upsert(`phone/%2B${phone}`, { name: 'Ben', tags: ['new'] })
  const second = await upsert(`phone/${phone}`, { name: 'Ben', tags: ['new'] })
  assert.deepEqual([first.status, second.status], [201, 200])
  assert.deepEqual(second.body, first.body)
  const linked = await upsert('externalId:zoho:one/77', { phone, userId: 'IN.777000777' })
  assert.deepEqual([linked.status, linked.body.id, linked.body.version], [200, first.body.id, 2])
  for (const path of ['userId/IN.777000777', 'externalId:zoho:one/77'])
    assert.equal((await upsert(path, {})).body.id, first.body.id)
  assert.equal((await upsert('externalId:zoho:one/78', { name: 'Only there' })).status, 201)
  assert.equal((await upsert(`phone/${phone}`, { phone: '14155550100' })).status, 400)
})

test('keys of different contacts are a conflict with both ids, unless the caller says what to do', async () => {
  const one = await create({ phone: freshPhone(), name: 'One', tags: ['left'], attributes: { city: 'Pune' } })
  const other = await create({ externalIds: [{ source: 'tally:co', externalId: '5' }], name: 'Other', tags: ['right'] })
  const refused = await upsert('externalId:tally:co/5', { phone: one.phone, name: 'Both' })
  assert.deepEqual([refused.status, refused.body.reason], [409, 'contact_conflict'])
  assert.ok(refused.body.detail.includes(one.id) && refused.body.detail.includes(other.id))
  const preferred = await upsert('externalId:tally:co/5', {
    phone: one.phone,
    name: 'Five',
    onConflict: 'preferExternalId',
  })
  assert.deepEqual([preferred.body.id, preferred.body.phone, preferred.body.name], [other.id, null, 'Other'])
  const merged = await upsert('externalId:tally:co/5', {
    phone: one.phone,
    source: 'api',
    name: 'Both',
    onConflict: 'merge',
  })
  assert.equal(merged.status, 200, JSON.stringify(merged.body))
  assert.deepEqual(
    [merged.body.id, merged.body.name, merged.body.phone, merged.body.tags, merged.body.attributes],
    [one.id, 'Both', one.phone, ['left', 'right'], { city: 'Pune' }],
  )
  assert.equal((await call('GET', `/v1/contacts/${other.id}`)).status, 404)
})

test('a unique attribute finds the contact and belongs to one', async () => {
  const one = await create({ phone: freshPhone(), attributes: { card_no: 'A-1' } })
  const found = await call('POST', '/v1/contacts/bulk', { contacts: [{ attributes: { card_no: 'a-1', city: 'Goa' } }] })
  assert.deepEqual([found.body.data[0].status, found.body.data[0].id], ['updated', one.id])
  const taken = await call('PATCH', `/v1/contacts/${(await create({ phone: freshPhone() })).id}`, {
    attributes: { card_no: 'A-1' },
  })
  assert.deepEqual([taken.status, taken.body.reason], [409, 'contact_conflict'])
})

test('modes: set replaces, setIfEmpty leaves, append and remove change lists, null clears', async () => {
  const { id } = await create({
    phone: freshPhone(),
    name: 'M',
    tags: ['a'],
    attributes: { city: 'Pune', interests: ['tea'] },
  })
  async function patch(body: object) {
    return (await call('PATCH', `/v1/contacts/${id}`, body)).body
  }
  const kept = await patch({ mode: 'setIfEmpty', name: 'N', language: 'de', attributes: { city: 'Goa' } })
  assert.deepEqual([kept.name, kept.language, kept.attributes.city], ['M', 'de', 'Pune'])
  const appended = await patch({ mode: 'append', tags: ['b'], name: 'N', attributes: { interests: ['sport'] } })
  assert.deepEqual([appended.name, appended.tags, appended.attributes.interests], ['N', ['a', 'b'], ['tea', 'sport']])
  const removed = await patch({
    modes: { tags: 'remove', 'attributes.interests': 'remove' },
    tags: ['A'],
    attributes: { interests: ['tea'] },
  })
  assert.deepEqual([removed.tags, removed.attributes.interests], [['b'], ['sport']])
  const cleared = await patch({ name: null, tags: null, attributes: { city: null, interests: null } })
  assert.deepEqual([cleared.name, cleared.tags, cleared.attributes], [null, [], {}])
  const { version } = cleared
  assert.equal((await patch({ name: null })).version, version, 'what changes nothing is no new version')
})

test('a source that is believed less does not replace what another has said', async () => {
  const phone = freshPhone()
  const { id } = await create({ phone, name: 'By hand' })
  const synced = await upsert('externalId:sheet:7/1', { phone, name: 'By sheet', language: 'fr' })
  assert.deepEqual([synced.body.id, synced.body.name, synced.body.language], [id, 'By hand', 'fr'])
  const bulk = await call('POST', '/v1/contacts/bulk', { source: 'sheet:7', contacts: [{ phone, name: 'By sheet' }] })
  assert.deepEqual([bulk.body.data[0].status, bulk.body.data[0].withheld], ['unchanged', ['name']])
  await simulatorControl(gateway.simulatorUrl).inbound({
    phoneNumberId: gateway.phoneNumberId,
    from: phone,
    type: 'text',
    text: { body: 'hi' },
    profile: { name: 'Profile name' },
  })
  const contact = await until('their message', async () => {
    const { body } = await call('GET', `/v1/contacts/${id}`)
    return body.lastInboundAt && body
  })
  assert.equal(contact.name, 'By hand')
})

test('an account decides which source is believed more, for writes and for merges', async () => {
  const settings = (sourcePriority: string[][] | null) => call('PATCH', '/v1/contact-settings', { sourcePriority })
  const byDefault = (await call('GET', '/v1/contact-settings')).body.sourcePriority
  assert.deepEqual(byDefault[0], ['agent', 'import'])
  assert.equal((await settings([['api'], ['api']])).status, 400)
  assert.equal((await settings([['zoho'], ['api'], ['whatsapp_profile']])).status, 200)
  const { id, phone } = await create({ phone: freshPhone(), name: 'Of the API' })
  const write = async (source: string, name: string) =>
    (await call('PUT', `/v1/contacts/by/phone/${phone}`, { name, source })).body.name
  assert.equal(await write('zoho:org', 'Of Zoho'), 'Of Zoho')
  assert.equal(await write('agent', 'Of an agent'), 'Of Zoho') // not named, so it stands behind the API
  const other = await create({ phone: freshPhone(), name: 'Newer' })
  const merged = await call('POST', `/v1/contacts/${id}/merge`, { contactId: other.id })
  assert.equal(merged.body.contact.name, 'Of Zoho')
  assert.equal((await settings(null)).status, 200)
  assert.deepEqual((await call('GET', '/v1/contact-settings')).body.sourcePriority, byDefault)
  await call('POST', `/v1/contacts/merges/${merged.body.mergeId}/undo`)
  assert.equal((await call('GET', `/v1/contacts/${other.id}`)).body.name, 'Newer')
})

test('If-Match refuses a change that was made from an old version', async () => {
  const { id, version } = await create({ phone: freshPhone(), name: 'First' })
  const patch = (name: string, ifMatch: string) =>
    call('PATCH', `/v1/contacts/${id}`, { name }, { 'if-match': ifMatch })
  assert.equal((await patch('Second', `"${version}"`)).status, 200)
  const late = await patch('Third', String(version))
  assert.deepEqual([late.status, late.body.code], [412, 'precondition_failed'])
  assert.equal((await call('GET', `/v1/contacts/${id}`)).body.name, 'Second')
  assert.equal((await patch('x', 'soon')).status, 400)
})

test('changes within two seconds are one event, from the first value to the last', async () => {
  const { id } = await create({ phone: freshPhone(), name: 'A' })
  for (const name of ['B', 'C']) await call('PATCH', `/v1/contacts/${id}`, { name, attributes: { city: name } })
  const [event, ...more] = await until('contact.updated', async () => {
    const events = await eventsOf('contact.updated', id)
    return events.length > 0 && events
  })
  assert.deepEqual(more, [])
  assert.deepEqual(event.changed, {
    name: { from: 'A', to: 'C', source: 'api' },
    'attributes.city': { from: null, to: 'C', source: 'api' },
  })
  assert.equal(event.version, 3)
})

test('a thousand in one call, each with its outcome; later ones see earlier ones', async () => {
  const phones = Array.from({ length: 996 }, freshPhone)
  const known = await create({ phone: freshPhone(), name: 'Known', externalIds: [{ source: 'api', externalId: 'k' }] })
  const contacts = [
    ...phones.map((phone) => ({ phone, name: `No ${phone}`, tags: ['bulk'], attributes: { city: 'Pune' } })),
    { phone: known.phone, name: 'Known' },
    { phone: phones[0], name: 'Twice' },
    { phone: '123', attributes: { nope: 1 } },
    { phone: phones[1], externalIds: [{ source: 'api', externalId: 'k' }] },
  ]
  const { status, body } = await call('POST', '/v1/contacts/bulk', { contacts })
  assert.equal(status, 200, JSON.stringify(body))
  assert.deepEqual(body.counts, { created: 996, updated: 1, unchanged: 1, conflict: 1, invalid: 1, not_found: 0 })
  const [unchanged, twice, invalid, conflict] = body.data.slice(996)
  assert.deepEqual([unchanged.status, unchanged.id], ['unchanged', known.id])
  assert.deepEqual([twice.status, twice.id], ['updated', body.data[0].id])
  assert.deepEqual(
    invalid.errors.map(({ pointer }: { pointer: string }) => pointer),
    ['/phone', '/attributes/nope'],
  )
  assert.deepEqual(
    [conflict.status, conflict.contactIds.toSorted()],
    ['conflict', [known.id, body.data[1].id].toSorted()],
  )
  const again = await call('POST', '/v1/contacts/bulk', { contacts: contacts.slice(1, 900) })
  assert.deepEqual(again.body.counts, { created: 0, updated: 0, unchanged: 899, conflict: 0, invalid: 0, not_found: 0 })
  assert.equal((await call('GET', `/v1/contacts?phone=${phones[0]}`)).body.data[0].name, 'Twice')
})

test('an atomic batch is written whole or not at all', async () => {
  const [good, taken] = [freshPhone(), (await create({ phone: freshPhone() })).phone]
  const bulk = (contacts: object[]) => call('POST', '/v1/contacts/bulk', { contacts, atomic: true })
  const refused = await bulk([{ phone: good }, { phone: taken, attributes: { first_order: 'soon' } }])
  assert.deepEqual([refused.status, refused.body.errors[0].pointer], [400, '/contacts/1/attributes/first_order'])
  assert.deepEqual((await call('GET', `/v1/contacts?phone=${good}`)).body.data, [])
  assert.equal((await bulk([{ phone: good }])).body.counts.created, 1)
})

test('a deleted contact is gone from everywhere, and comes back as it was when it is written again', async () => {
  const contact = await create({ phone: freshPhone(), name: 'Gone', tags: ['kept'] })
  assert.equal((await call('DELETE', `/v1/contacts/${contact.id}`)).status, 204)
  const path = `/v1/contacts/${contact.id}`
  assert.equal((await call('GET', path)).status, 404)
  assert.equal((await call('PATCH', path, { name: 'x' })).status, 404)
  assert.equal((await call('DELETE', path)).status, 404)
  assert.deepEqual((await call('GET', `/v1/contacts?phone=${contact.phone}`)).body.data, [])
  assert.equal((await eventsOf('contact.deleted', contact.id)).length, 1)
  const back = await create({ phone: contact.phone })
  assert.deepEqual([back.id, back.name, back.tags], [contact.id, 'Gone', ['kept']])
})

test('two calls that create the same person at once make one contact', async () => {
  const phone = freshPhone()
  const replies = await Promise.all(Array.from({ length: 6 }, () => upsert(`phone/${phone}`, { name: 'Race' })))
  assert.deepEqual(replies.map(({ status }) => status).toSorted(), [200, 200, 200, 200, 200, 201])
  assert.equal(new Set(replies.map(({ body }) => body.id)).size, 1)
})

test("another account's contacts are 404, and its keys are nobody here", async () => {
  const { id, phone } = await create({
    phone: freshPhone(),
    name: 'Ours',
    externalIds: [{ source: 'api', externalId: 's' }],
  })
  for (const [method, body] of [['GET'], ['PATCH', { name: 'x' }], ['DELETE']] as const)
    assert.equal((await call(method, `/v1/contacts/${id}`, body, stranger)).status, 404, method)
  const own = await call('PUT', '/v1/contacts/by/externalId:api/s', { phone }, stranger)
  assert.deepEqual([own.status, own.body.name], [201, null])
  const bulk = await call('POST', '/v1/contacts/bulk', { contacts: [{ id, name: 'x' }] }, stranger)
  assert.equal(bulk.body.data[0].status, 'not_found')
  assert.equal((await call('GET', `/v1/contacts/${id}`)).body.name, 'Ours')
})

test('tags are put on a contact and taken off it', async () => {
  const { id } = await create({ phone: freshPhone() })
  const tagged = await call('POST', `/v1/contacts/${id}/tags`, { tags: ['First', 'second'] })
  assert.deepEqual([tagged.status, tagged.body.tags], [200, ['First', 'second']])
  const untagged = await call('DELETE', `/v1/contacts/${id}/tags/first`)
  assert.deepEqual([untagged.status, untagged.body.tags], [200, ['second']])
  assert.equal((await call('DELETE', `/v1/contacts/${id}/tags/never`)).body.version, untagged.body.version)
  assert.equal((await call('POST', `/v1/contacts/${id}/tags`, { tags: ['x'] }, stranger)).status, 404)
})

test('two contacts are merged and parted again, and the timeline says so', async () => {
  const [one, other] = [
    await create({ phone: freshPhone(), name: 'One' }),
    await create({ phone: freshPhone(), name: 'Two' }),
  ]
  await call('PATCH', `/v1/contacts/${other.id}`, { tags: ['told'] })
  const sent = await call('POST', '/v1/messages', { to: other.phone, type: 'text', text: { body: 'hi' } })
  const merge = (contactId: string, headers = {}) =>
    call('POST', `/v1/contacts/${one.id}/merge`, { contactId }, headers)
  assert.deepEqual([(await merge(one.id)).status, (await merge(other.id, stranger)).status], [400, 404])
  const merged = await merge(other.id)
  assert.deepEqual([merged.status, merged.body.contact.id, merged.body.contact.tags], [200, one.id, ['told']])
  assert.equal((await call('GET', `/v1/contacts/${other.id}`)).status, 404)
  const timeline = await until('the message in the timeline', async () => {
    const { body } = await call('GET', `/v1/contacts/${one.id}/timeline`)
    return body.data.some(({ id }: { id: string }) => id === sent.body.id) && body
  })
  assert.deepEqual(
    timeline.data.map(({ kind }: { kind: string }) => kind),
    ['merged', 'message', 'tags'],
  )
  assert.equal((await call('GET', `/v1/contacts/${one.id}/timeline`, undefined, stranger)).status, 404)
  const undo = (headers = {}) => call('POST', `/v1/contacts/merges/${merged.body.mergeId}/undo`, undefined, headers)
  assert.equal((await undo(stranger)).status, 404)
  const undone = await undo()
  assert.deepEqual([undone.status, undone.body.restored.id, undone.body.restored.name], [200, other.id, 'Two'])
  assert.equal((await undo()).status, 409)
})

test('the list is filtered by consent and sorted, page by page, and nobody is on two pages', async () => {
  const made: string[] = []
  for (const phone of ['919900119101', '919900119102', '919900119103'])
    made.push((await call('POST', '/v1/contacts', { phone, tags: ['sorted'] })).body.id)
  const [first, second, third] = made
  await call('PATCH', `/v1/contacts/${first}`, { name: 'Changed last' })
  await call('POST', `/v1/contacts/${second}/consent`, { purpose: 'marketing', state: 'opted_out' })
  const listed = async (query: string): Promise<string[]> => {
    const ids: string[] = []
    let cursor = ''
    do {
      const { status, body } = await call(
        'GET',
        `/v1/contacts?tag=sorted&limit=1${query}${cursor && `&cursor=${cursor}`}`,
      )
      assert.equal(status, 200, JSON.stringify(body))
      ids.push(...body.data.map(({ id }: { id: string }) => id))
      cursor = body.nextCursor ?? ''
    } while (cursor !== '')
    return ids
  }
  assert.deepEqual(await listed(''), [third, second, first])
  assert.deepEqual(await listed('&sort=createdAt'), [first, second, third])
  assert.deepEqual(await listed('&sort=-updatedAt'), [first, third, second])
  assert.deepEqual(await listed('&sort=updatedAt'), [second, third, first])
  assert.deepEqual(await listed('&consent.marketing=opted_out'), [second])
  assert.deepEqual(await listed('&consent.marketing=unknown&sort=-updatedAt'), [first, third])
  assert.equal((await call('GET', '/v1/contacts?consent.marketing=maybe')).status, 400)
})
