import { isObject } from '@dawk/cloud-api/json.ts'
import { badRequest } from '../graph-error.ts'

/** What an object may hold: its members, a list of what its items may hold, or anything (`true`). */
type Shape = true | readonly [Shape] | { readonly [member: string]: Shape }

const source: Shape = { id: true, link: true }
const captioned: Shape = { ...source, caption: true }
const document: Shape = { ...source, filename: true }
const texts = (...names: readonly string[]): Shape => Object.fromEntries(names.map((name) => [name, true]))

const contact: Shape = {
  name: texts('formatted_name', 'first_name', 'last_name', 'middle_name', 'suffix', 'prefix'),
  phones: [texts('phone', 'type', 'wa_id')],
  emails: [texts('email', 'type')],
  addresses: [texts('street', 'city', 'state', 'zip', 'country', 'country_code', 'type')],
  urls: [texts('url', 'type')],
  org: texts('company', 'department', 'title'),
  birthday: true,
}

const named = (parameters?: Shape): Shape => ({ name: true, ...(parameters ? { parameters } : {}) })
const link: Shape = named(texts('display_text', 'url'))
const product: Shape = texts('catalog_id', 'product_retailer_id')

/** The `action` of an interactive message, by its type. Of a type that is not here anything goes. */
const actions: Readonly<Record<string, Shape>> = {
  button: { buttons: [{ type: true, reply: texts('id', 'title') }] },
  list: { button: true, sections: [{ title: true, rows: [texts('id', 'title', 'description')] }] },
  cta_url: link,
  location_request_message: named(),
  address_message: named({
    country: true,
    values: true,
    saved_addresses: [{ id: true, value: true }],
    validation_errors: true,
  }),
  flow: named({
    ...(texts(
      'mode',
      'flow_message_version',
      'flow_token',
      'flow_id',
      'flow_name',
      'flow_cta',
      'flow_action',
    ) as object),
    flow_action_payload: { screen: true, data: true },
  }),
  product,
  product_list: {
    catalog_id: true,
    sections: [{ title: true, product_items: [texts('product_retailer_id')] }],
  },
  catalog_message: named(texts('thumbnail_product_retailer_id')),
  carousel: {
    cards: [
      {
        card_index: true,
        type: true,
        header: { type: true, image: source, video: source },
        body: texts('text'),
        action: {
          ...(link as object),
          ...(product as object),
          buttons: [{ type: true, quick_reply: texts('id', 'title') }],
        },
      },
    ],
  },
  call_permission_request: named(),
  voice_call: named(texts('display_text', 'ttl_minutes', 'payload')),
}

const interactiveShape = (content: unknown): Shape => ({
  type: true,
  header: { type: true, text: true, image: source, video: source, document },
  body: texts('text'),
  footer: texts('text'),
  action: (isObject(content) ? actions[String(content['type'])] : undefined) ?? true,
})

const shapes: Readonly<Record<string, Shape>> = {
  context: texts('message_id'),
  text: texts('body', 'preview_url'),
  image: captioned,
  video: captioned,
  audio: { ...source, voice: true },
  document: { ...captioned, filename: true },
  sticker: source,
  location: texts('latitude', 'longitude', 'name', 'address'),
  contacts: [contact],
  reaction: texts('message_id', 'emoji'),
  template: {
    name: true,
    namespace: true,
    language: texts('code', 'policy'),
    components: [texts('type', 'sub_type', 'index', 'parameters', 'cards')],
  },
}

/** Meta ignores what it does not know beside the content of a message, and refuses it within. @throws GraphError */
export function rejectUnknownMembers(type: string, content: unknown): void {
  const shape = type === 'interactive' ? interactiveShape(content) : shapes[type]
  if (shape !== undefined) look(shape, content, type)
}

function look(shape: Shape, value: unknown, path: string): void {
  if (shape === true) return
  if (isList(shape)) {
    if (Array.isArray(value)) for (const [index, item] of value.entries()) look(shape[0], item, `${path}[${index}]`)
    return
  }
  if (!isObject(value)) return
  for (const [name, member] of Object.entries(value)) {
    const inner = Object.hasOwn(shape, name) ? shape[name] : undefined
    if (inner === undefined) throw badRequest(`Unexpected key "${name}" on param "${path}".`)
    look(inner, member, `${path}['${name}']`)
  }
}

const isList = (shape: Shape): shape is readonly [Shape] => Array.isArray(shape)
