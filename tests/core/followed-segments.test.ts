import assert from 'node:assert/strict'
import { createAttribute, updateAttribute } from '@dawk/core/engagement/contacts/attributes/attributes.ts'
import { mergeTwoContacts, undoMerge } from '@dawk/core/engagement/contacts/merges/merges.ts'
import { deleteContact, updateContact, upsertContact } from '@dawk/core/engagement/contacts/write/contact-commands.ts'
import { segmentFollower, segmentSweepJobs } from '@dawk/core/engagement/segments/follow-segments.ts'
import { changeMembers, createSegment, getSegment, updateSegment } from '@dawk/core/engagement/segments/segments.ts'
import { systemCaller } from '@dawk/core/tenancy/access/caller.ts'
import { afterAll, beforeAll, test } from 'vitest'
import { type InboundWorld, openInboundWorld } from '../support/inbound-world.ts'

let world: InboundWorld
let caller: ReturnType<typeof systemCaller>
beforeAll(async () => {
  world = await openInboundWorld()
  caller = systemCaller(world.accountId)
  await createAttribute(world.ctx, caller, { key: 'city', type: 'text', indexed: true })
})
afterAll(() => world.close())

let lastPhone = 919_900_800_000
async function person(city: string): Promise<string> {
  const { contact } = await upsertContact(world.ctx, caller, { phone: String(++lastPhone), attributes: { city } }, {})
  return contact.id
}
const move = (id: string, city: string) => updateContact(world.ctx, caller, { id, attributes: { city } }, {})

/** One turn of the job of a segment, and when it comes again. */
const sweep = (key: string) =>
  world.ctx.worker.transaction((tx) => {
    assert.equal(segmentSweepJobs.mode, 'batch')
    return segmentSweepJobs.run(tx, [{ accountId: world.accountId, key, payload: {}, attempts: 1 }])
  })

/** As if something was told of these contacts. */
const hear = (...contactIds: string[]) =>
  world.ctx.worker.transaction((tx) =>
    segmentFollower.handle(
      tx,
      contactIds.map((contactId) => ({
        ...{
          id: contactId,
          accountId: world.accountId,
          at: new Date().toISOString(),
          type: 'contact.deleted' as const,
        },
        data: { contactId },
      })),
    ),
  )

async function moves(segmentId: string): Promise<string[]> {
  const told = async (type: string) =>
    (await world.events(type)).flatMap((data) =>
      data['segmentId'] === segmentId ? [`${type.slice('segment.'.length)} ${data['contactId']}`] : [],
    )
  return [...(await told('segment.entered')), ...(await told('segment.left'))]
}

const inCity = (value: string) => ({ field: 'attributes.city', op: 'eq', value })

async function followed(name: string, city: string) {
  const { id } = await createSegment(world.ctx, caller, { name, filter: inCity(city), followed: true })
  await sweep(id)
  await sweep(id)
  assert.ok((await getSegment(world.ctx, caller, id)).followedSince)
  return id
}

test('who was in the segment is not told; who comes and goes is, each time once', async () => {
  const [inside, outside] = [await person('Pune'), await person('Goa')]
  const { id } = await createSegment(world.ctx, caller, { name: 'Pune', filter: inCity('Pune'), followed: true })
  await hear(inside) // before its members are stored
  await sweep(id)
  await sweep(id)
  assert.deepEqual(await moves(id), [])
  await move(outside, 'Pune')
  await Promise.all([hear(outside), hear(outside, inside), sweep(id)])
  assert.deepEqual(await moves(id), [`entered ${outside}`])
  await move(inside, 'Goa')
  await deleteContact(world.ctx, caller, outside)
  await hear(inside, outside)
  await sweep(id)
  assert.deepEqual((await moves(id)).toSorted(), [`entered ${outside}`, `left ${inside}`, `left ${outside}`].toSorted())
  await move(inside, 'Pune')
  await hear(inside)
  assert.equal((await moves(id)).filter((one) => one === `entered ${inside}`).length, 1)
})

test('a person who is merged leaves where the merged fields say so, and is back in it, untold, once the merge is undone', async () => {
  const [older, younger] = [await person('Goa'), await person('Bhuj')]
  await move(older, 'Agra')
  const id = await followed('Bhuj', 'Bhuj')
  const { mergeId } = await mergeTwoContacts(world.ctx, caller, [older, younger])
  const told = (type: 'contact.merged' | 'contact.unmerged', data: object) =>
    world.ctx.worker.transaction((tx) =>
      segmentFollower.handle(tx, [
        {
          id: older,
          accountId: world.accountId,
          at: new Date().toISOString(),
          type,
          data: { contactId: older, ...data },
        } as never,
      ]),
    )
  await told('contact.merged', { mergedContactId: younger })
  assert.deepEqual(await moves(id), [`left ${older}`]) // what was said last stands: they live in Agra
  await undoMerge(world.ctx, caller, mergeId)
  await told('contact.unmerged', { restoredContactId: younger })
  assert.deepEqual(await moves(id), [`left ${older}`])
  const members = await world.db.worker.many<{ contactId: string }>(
    'select contact_id from segment_members where account_id = $1 and segment_id = $2',
    [world.accountId, id],
  )
  assert.deepEqual(members, [{ contactId: younger }])
})

test('another filter stores its members anew and tells nobody; without following there are none', async () => {
  const [pune, surat] = [await person('Pune'), await person('Surat')]
  const id = await followed('Changing', 'Pune')
  await updateSegment(world.ctx, caller, id, { filter: inCity('Surat') })
  await hear(pune, surat)
  await sweep(id)
  await sweep(id)
  assert.deepEqual(await moves(id), [])
  await move(surat, 'Pune')
  await hear(surat)
  assert.deepEqual(await moves(id), [`left ${surat}`])
  await updateSegment(world.ctx, caller, id, { followed: false })
  await sweep(id)
  const count = await world.db.worker.one<{ count: number }>(
    'select count(*)::int as count from segment_members where account_id = $1 and segment_id = $2',
    [world.accountId, id],
  )
  assert.equal(count.count, 0)
})

test('a filter that can no longer be used moves nobody and stops no other segment', async () => {
  const attribute = await createAttribute(world.ctx, caller, { key: 'level', type: 'text' })
  const filter = { field: 'attributes.level', op: 'missing' }
  const { id } = await createSegment(world.ctx, caller, { name: 'Without level', filter, followed: true })
  await sweep(id)
  await sweep(id)
  const other = await followed('Vapi', 'Vapi')
  await updateAttribute(world.ctx, caller, attribute.id, { archived: true })
  const somebody = await person('Vapi')
  await hear(somebody)
  await sweep(id)
  assert.deepEqual([await moves(id), await moves(other)], [[], [`entered ${somebody}`]])
})

test('a list by hand tells its moves where they are made', async () => {
  const [one, other] = [await person('A'), await person('B')]
  const { id } = await createSegment(world.ctx, caller, { name: 'By hand', followed: true })
  await changeMembers(world.ctx, caller, id, { add: [one, other], remove: [] })
  await changeMembers(world.ctx, caller, id, { add: [one], remove: [other] })
  assert.deepEqual((await moves(id)).toSorted(), [`entered ${one}`, `entered ${other}`, `left ${other}`].toSorted())
})
