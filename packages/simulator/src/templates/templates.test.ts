import assert from 'node:assert/strict'
import { test } from 'vitest'
import { asArray, asObject, type Json } from '../json.ts'
import { errorOf, startTestSimulator, testNumber } from '../testing.ts'

const edge = `/v23.0/${testNumber.wabaId}/message_templates`
const draft = (name: string, text: string, rest: Json = {}) => ({
  name,
  language: 'en_US',
  category: 'UTILITY',
  components: [{ type: 'BODY', text, ...(text.includes('{{1}}') ? { example: { body_text: [['Asha']] } } : {}) }],
  ...rest,
})
const day = 24 * 3_600_000

async function start() {
  const simulator = await startTestSimulator()
  const { url, call, control, send, quiet, receiver } = simulator
  await control('PUT', 'faults', { templateReviewMs: 5 })
  const errorsOf = async (reply: Promise<{ status: number; body: Json }>) => {
    const { status, body } = await reply
    const error = asObject(body['error'])
    return [status, error['code'], error['error_subcode'], error['error_user_title']]
  }
  const create = (body: Json) => call('POST', edge, body)
  const read = async (id: unknown) =>
    (await call('GET', `/v23.0/${id}?fields=name,status,category,rejected_reason,quality_score,components`)).body
  const use = (name: string, components: Json[] = []) =>
    send({ type: 'template', template: { name, language: { code: 'en_US' }, components } })
  const upload = async () => {
    const app = asObject(
      asObject(asArray((await call('GET', `/v23.0/${testNumber.wabaId}/subscribed_apps`)).body['data'])[0])[
        'whatsapp_business_api_data'
      ],
    )['id']
    const opened = await call('POST', `/v23.0/${app}/uploads?file_name=a.png&file_length=3&file_type=image/png`)
    const headers = { authorization: `OAuth ${testNumber.accessToken}`, file_offset: '0' }
    const reply = await fetch(`${url}/v23.0/${opened.body['id']}`, { method: 'POST', headers, body: 'PNG' })
    return String(asObject(await reply.json())['h'])
  }
  /** Its webhook has arrived when it resolves: webhooks may pass one another. */
  const act = async (id: unknown, what: string, body: Json = {}) => {
    const reply = await control('POST', `templates/${id}/${what}`, body)
    await quiet()
    return reply
  }
  const changes = () => receiver.received.map(({ value }) => value)
  return { call, control, quiet, upload, errorsOf, create, read, use, act, changes }
}

test('a template is created, reviewed, sent, paused, resumed and deleted, each told by webhook', async () => {
  const { create, quiet, read, use, act, call, control, changes, errorsOf } = await start()
  await control('PUT', 'faults', { templateReviewMs: day }) // decided below
  const made = await create(draft('shipped', 'Hi {{1}}, your parcel is on its way'))
  assert.deepEqual([made.status, made.body['status'], made.body['category']], [200, 'PENDING', 'UTILITY'])
  const { id } = made.body
  assert.deepEqual(errorOf(await use('shipped')).slice(0, 2), [404, 132001]) // under review
  await act(id, 'approve')
  assert.equal((await read(id))['status'], 'APPROVED')
  const body = { type: 'body', parameters: [{ type: 'text', text: 'Asha' }] }
  assert.equal((await use('shipped', [body])).status, 200)
  const order = { reference_id: 'order-77', order: { status: 'shipped' } }
  const status = { type: 'order_status', parameters: [{ type: 'order_status', order_status: order }] }
  assert.equal((await use('shipped', [body, status])).status, 200)
  await act(id, 'pause')
  assert.deepEqual(errorOf(await use('shipped', [body])).slice(0, 2), [400, 132015])
  await control('PUT', 'clock', { advanceMs: 3 * 3_600_000 + 1 })
  assert.equal((await use('shipped', [body])).status, 200) // the pause ends by itself
  await quiet()
  await act(id, 'quality', { score: 'RED' })
  await act(id, 'category', { category: 'MARKETING', notice: true })
  await act(id, 'category', { category: 'MARKETING' })
  assert.deepEqual((await call('DELETE', `${edge}?name=shipped`)).body, { success: true })
  assert.deepEqual(await errorsOf(create(draft('shipped', 'Another text of it'))), [
    400,
    100,
    2388023,
    'Message Template Language Is Being Deleted',
  ])
  await quiet()
  const told = changes().filter((value) => value['message_template_id'] === Number(id))
  assert.deepEqual(
    told.map(
      (value) =>
        value['event'] ?? value['new_quality_score'] ?? [value['previous_category'], value['correct_category']],
    ),
    ['APPROVED', 'PAUSED', 'APPROVED', 'RED', [undefined, 'MARKETING'], ['UTILITY', undefined], 'PENDING_DELETION'],
  )
  assert.equal(told[0]?.['message_template_language'], 'en-US')
})

test('reviewers reject by rule, and what Meta refuses at once is refused with its subcode', async () => {
  const { create, quiet, read, errorsOf, upload } = await start()
  const rejected = await create(draft('scam', 'Send us money [reject:SCAM] please'))
  const copy = await create(draft('copied', 'An offer that too many people blocked.'))
  await quiet()
  assert.deepEqual(
    [(await read(rejected.body['id']))['rejected_reason'], (await read(copy.body['id']))['rejected_reason']],
    ['SCAM', 'TAG_CONTENT_MISMATCH'],
  )
  assert.equal((await create(draft('sale', 'Our summer sale begins now'))).body['category'], 'MARKETING')
  assert.deepEqual(await errorsOf(create(draft('Bad', 'Hello there'))), [400, 100, 2388046, 'Name Format is Incorrect'])
  assert.deepEqual(await errorsOf(create(draft('edge', '{{1}} comes soon'))), [
    400,
    100,
    2388299,
    'Leading or trailing parameters not allowed',
  ])
  assert.deepEqual(await errorsOf(create(draft('hello_world', 'Hello there again'))), [
    400,
    100,
    2388024,
    'Content in This Language Already Exists',
  ])
  assert.deepEqual(
    (await errorsOf(create(draft('hello_world', 'Hallo', { language: 'de', category: 'MARKETING' })))).slice(0, 2),
    [400, 100],
  )
  const header = (handle: string) =>
    draft('media', 'Look at this picture', {
      components: [
        { type: 'HEADER', format: 'IMAGE', example: { header_handle: [handle] } },
        { type: 'BODY', text: 'Look at this picture' },
      ],
    })
  assert.deepEqual((await errorsOf(create(header('4::made:up')))).slice(0, 3), [400, 100, 2494102])
  assert.equal((await create(header(await upload()))).status, 200)
})

test('an approved template is edited once a day; a rejected one freely', async () => {
  const { create, quiet, read, call, control, act, errorsOf } = await start()
  const { id } = (await create(draft('hours', 'We are open from nine'))).body
  await quiet()
  const edit = (text: string) => call('POST', `/v23.0/${id}`, { components: [{ type: 'BODY', text }] })
  await control('PUT', 'faults', { templateReviewMs: day }) // decided below
  assert.equal((await edit('We are open from ten')).status, 200)
  assert.deepEqual(await errorsOf(edit('too soon')), [400, 100, 2388039, "Message template status can't be changed"]) // pending
  await act(id, 'approve')
  await control('PUT', 'faults', { templateReviewMs: 5 })
  assert.equal(asObject(asArray((await read(id))['components'])[0])['text'], 'We are open from ten')
  assert.deepEqual((await errorsOf(edit('again'))).slice(0, 4), [
    400,
    100,
    undefined,
    'Message template edit limit reached',
  ])
  await control('PUT', 'clock', { advanceMs: day + 1 })
  assert.equal((await edit('We are open from eleven')).status, 200)
  await quiet()
  await act(id, 'reject', { reason: 'PROMOTIONAL' })
  assert.equal((await edit('We are open all day')).status, 200)
  await act(id, 'reject')
  assert.equal((await edit('We are open all night')).status, 200)
})

test('pages have a next only when another follows; unknown fields and cursors are refused', async () => {
  const { call } = await start()
  const first = (await call('GET', `${edge}?limit=5&fields=name`)).body
  assert.equal(asArray(first['data']).length, 5)
  const next = asObject(first['paging'])['next']
  assert.ok(typeof next === 'string')
  const second = (await call('GET', new URL(next).pathname + new URL(next).search)).body
  assert.deepEqual([asArray(second['data']).length, asObject(second['paging'])['next']], [3, undefined])
  assert.equal((await call('GET', `${edge}?fields=nonsense`)).status, 400)
  assert.deepEqual(errorOf(await call('GET', `${edge}?after=zz`))[1], 131059)
})

test('offers, coupons, locations and carousels need their parameters', async () => {
  const { create, quiet, use, upload } = await start()
  const handle = await upload()
  const card = {
    components: [
      { type: 'HEADER', format: 'IMAGE', example: { header_handle: [handle] } },
      { type: 'BUTTONS', buttons: [{ type: 'QUICK_REPLY', text: 'More' }] },
    ],
  }
  await create(
    draft('cards', '', {
      category: 'MARKETING',
      components: [
        { type: 'BODY', text: 'See our new things' },
        { type: 'CAROUSEL', cards: [card, card] },
      ],
    }),
  )
  await create(
    draft('place', '', {
      components: [
        { type: 'HEADER', format: 'LOCATION' },
        { type: 'BODY', text: 'We meet you here' },
        { type: 'BUTTONS', buttons: [{ type: 'COPY_CODE', example: 'AB12' }] },
      ],
    }),
  )
  await quiet()
  const image = { type: 'header', parameters: [{ type: 'image', image: { link: 'https://x.example/a.png' } }] }
  const cards = (...list: Json[]) => use('cards', [{ type: 'carousel', cards: list }])
  assert.deepEqual(errorOf(await cards({ card_index: 0, components: [image] })).slice(0, 2), [400, 132000])
  assert.equal(
    (await cards({ card_index: 0, components: [image] }, { card_index: 1, components: [image] })).status,
    200,
  )
  const at = { type: 'header', parameters: [{ type: 'location', location: { latitude: 1, longitude: 2 } }] }
  const code = (text: string) => ({
    type: 'button',
    sub_type: 'copy_code',
    index: 0,
    parameters: [{ type: 'coupon_code', coupon_code: text }],
  })
  assert.deepEqual(errorOf(await use('place', [at])).slice(0, 2), [400, 131008])
  assert.deepEqual(errorOf(await use('place', [code('AB12')])).slice(0, 2), [400, 132012])
  assert.deepEqual(errorOf(await use('place', [at, code('bad code')])).slice(0, 2), [400, 132018])
  assert.equal((await use('place', [at, code('AB12')])).status, 200)
})

test('a limited-time offer keeps the order of its buttons, when it is made and when it is sent', async () => {
  const { create, quiet, use, errorsOf } = await start()
  const code = { type: 'COPY_CODE', example: 'SAVE25' }
  const url = { type: 'URL', text: 'Go', url: 'https://x.example/{{1}}', example: ['https://x.example/a'] }
  const offer = (name: string, buttons: Json[]) => ({
    ...draft(name, 'Hurry up now'),
    category: 'MARKETING',
    components: [
      { type: 'LIMITED_TIME_OFFER', limited_time_offer: { text: 'Ends soon', has_expiration: true } },
      { type: 'BODY', text: 'Hurry up now' },
      { type: 'BUTTONS', buttons },
    ],
  })
  assert.deepEqual((await errorsOf(create(offer('late_code', [url, code])))).slice(0, 3), [400, 100, 2388060])
  assert.deepEqual((await errorsOf(create(offer('no_code', [url])))).slice(0, 3), [400, 100, 2388060])
  assert.equal((await create(offer('hurry', [code, url]))).status, 200)
  await quiet()
  const button = (index: number, sub_type: string, parameter: Json) => ({
    type: 'button',
    sub_type,
    index,
    parameters: [parameter],
  })
  const end = {
    type: 'limited_time_offer',
    parameters: [{ type: 'limited_time_offer', limited_time_offer: { expiration_time_ms: 1_900_000_000_000 } }],
  }
  const coupon = { type: 'coupon_code', coupon_code: 'SAVE25' }
  const suffix = { type: 'text', text: 'a' }
  const ordered = [end, button(0, 'copy_code', coupon), button(1, 'url', suffix)]
  assert.equal((await use('hurry', ordered)).status, 200)
  const swapped = [end, button(1, 'copy_code', coupon), button(0, 'url', suffix)]
  assert.deepEqual(errorOf(await use('hurry', swapped)).slice(0, 2), [400, 132012])
})
