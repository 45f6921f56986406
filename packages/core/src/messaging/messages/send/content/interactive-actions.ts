import { type Check, type Findings, isAbsent, isObject, type Json, shown } from './findings.ts'

const buttonTitleMax = 20
const urlMax = 2000
export const catalogTextMax = 256
const sectionsMax = 10
const sectionTitleMax = 24
const rowsMax = 10
const productsMax = 30
const voiceCallMinutesMax = 43_200

/** An action that is its name alone. */
function named(name: string): Check {
  return (value, field, find) => {
    const action = find.object(value, field)
    if (action) find.oneOf(action['name'], `${field}.name`, [name])
  }
}

/** An action with a name and parameters. */
function withParameters(name: string, check: (parameters: Json, field: string, find: Findings) => void): Check {
  return (value, field, find) => {
    const action = find.object(value, field)
    if (!action) return
    find.oneOf(action['name'], `${field}.name`, [name])
    const parameters = find.object(action['parameters'], `${field}.parameters`)
    if (parameters) check(parameters, `${field}.parameters`, find)
  }
}

/** Parameters that may be left out. */
function withOptionalParameters(name: string, check: (parameters: Json, field: string, find: Findings) => void): Check {
  const checkName = named(name)
  const checkAll = withParameters(name, check)
  return (value, field, find) => {
    if (isObject(value) && isAbsent(value['parameters'])) checkName(value, field, find)
    else checkAll(value, field, find)
  }
}

const checkButtons: Check = (value, field, find) => {
  const action = find.object(value, field)
  if (!action) return
  const buttons = find.list(action['buttons'], `${field}.buttons`, 'buttons', 1, 3)
  const replies = buttons.map((button, index) => checkButton(button, `${field}.buttons.${index}`, find))
  find.unique(replies.map(({ field, reply }) => ({ field: `${field}.id`, value: reply?.['id'] })))
  find.unique(replies.map(({ field, reply }) => ({ field: `${field}.title`, value: reply?.['title'] })))
}

function checkButton(value: unknown, field: string, find: Findings): { field: string; reply: Json | null } {
  const button = find.object(value, field)
  if (button) find.oneOf(button['type'], `${field}.type`, ['reply'])
  const reply = button && find.object(button['reply'], `${field}.reply`)
  if (reply) {
    find.text(reply['id'], `${field}.reply.id`, 256)
    find.text(reply['title'], `${field}.reply.title`, buttonTitleMax)
  }
  return { field: `${field}.reply`, reply }
}

const checkList: Check = (value, field, find) => {
  const action = find.object(value, field)
  if (!action) return
  find.text(action['button'], `${field}.button`, buttonTitleMax)
  const rows: { field: string; value: unknown }[] = []
  forEachSection(action, field, find, (section, at) => {
    for (const [index, row] of find.list(section['rows'], `${at}.rows`, 'rows', 1, rowsMax).entries())
      rows.push(checkRow(row, `${at}.rows.${index}`, find))
  })
  if (rows.length > rowsMax)
    find.add(`${field}.sections`, `must have at most ${rowsMax} rows in all sections together, has ${rows.length}`)
  find.unique(rows)
}

function checkRow(value: unknown, field: string, find: Findings): { field: string; value: unknown } {
  const row = find.object(value, field)
  if (row) {
    find.text(row['id'], `${field}.id`, 200)
    find.text(row['title'], `${field}.title`, 24)
    find.optionalText(row['description'], `${field}.description`, 72)
  }
  return { field: `${field}.id`, value: row?.['id'] }
}

/** 1 to 10 sections; with more than one each needs a title. */
function forEachSection(action: Json, field: string, find: Findings, check: (section: Json, field: string) => void) {
  const sections = find.list(action['sections'], `${field}.sections`, 'sections', 1, sectionsMax)
  for (const [index, value] of sections.entries()) {
    const at = `${field}.sections.${index}`
    const section = find.object(value, at)
    if (!section) continue
    if (sections.length > 1) find.text(section['title'], `${at}.title`, sectionTitleMax)
    else find.optionalText(section['title'], `${at}.title`, sectionTitleMax)
    check(section, at)
  }
}

export const checkCtaUrl = withParameters('cta_url', (parameters, field, find) => {
  find.text(parameters['display_text'], `${field}.display_text`, buttonTitleMax)
  find.link(parameters['url'], `${field}.url`, urlMax)
})

const checkAddress = withParameters('address_message', (parameters, field, find) => {
  const country = find.text(parameters['country'], `${field}.country`)
  if (country !== null && !/^[A-Z]{2}$/.test(country))
    find.add(`${field}.country`, `must be a country code of two capital letters, got ${shown(country)}`)
  const values = find.optionalObject(parameters['values'], `${field}.values`)
  if (values) find.optionalText(values['in_pin_code'], `${field}.values.in_pin_code`, 6)
  find.optionalObject(parameters['validation_errors'], `${field}.validation_errors`)
  if (isAbsent(parameters['saved_addresses'])) return
  const saved = find.list(parameters['saved_addresses'], `${field}.saved_addresses`, 'addresses', 0, 100)
  for (const [index, value] of saved.entries()) {
    const address = find.object(value, `${field}.saved_addresses.${index}`)
    if (!address) continue
    find.text(address['id'], `${field}.saved_addresses.${index}.id`)
    find.object(address['value'], `${field}.saved_addresses.${index}.value`)
  }
})

const checkFlow = withParameters('flow', (parameters, field, find) => {
  const { flow_id: id, flow_name: name } = parameters
  if (isAbsent(id) && isAbsent(name))
    find.problems.push({ field, message: 'needs one of flow_id and flow_name', rule: 'required' })
  if (!isAbsent(id) && !isAbsent(name)) find.add(field, 'must have only one of flow_id and flow_name, has both')
  find.optionalText(id, `${field}.flow_id`, 64)
  find.optionalText(name, `${field}.flow_name`)
  find.text(parameters['flow_message_version'], `${field}.flow_message_version`, 8)
  find.text(parameters['flow_cta'], `${field}.flow_cta`, 30)
  find.optionalOneOf(parameters['mode'], `${field}.mode`, ['draft', 'published'])
  find.optionalText(parameters['flow_token'], `${field}.flow_token`)
  find.optionalOneOf(parameters['flow_action'], `${field}.flow_action`, ['navigate', 'data_exchange'])
  checkFlowPayload(parameters['flow_action_payload'], `${field}.flow_action_payload`, find)
})

function checkFlowPayload(value: unknown, field: string, find: Findings): void {
  const payload = find.optionalObject(value, field)
  if (!payload) return
  find.optionalText(payload['screen'], `${field}.screen`)
  const data = find.optionalObject(payload['data'], `${field}.data`)
  if (data && Object.keys(data).length === 0) find.add(`${field}.data`, 'must be left out or hold something, is empty')
}

const checkProduct: Check = (value, field, find) => {
  const action = find.object(value, field)
  if (!action) return
  find.text(action['catalog_id'], `${field}.catalog_id`, catalogTextMax)
  find.text(action['product_retailer_id'], `${field}.product_retailer_id`, catalogTextMax)
}

const checkProductList: Check = (value, field, find) => {
  const action = find.object(value, field)
  if (!action) return
  find.text(action['catalog_id'], `${field}.catalog_id`, catalogTextMax)
  let products = 0
  forEachSection(action, field, find, (section, at) => {
    const items = find.list(section['product_items'], `${at}.product_items`, 'products', 1, productsMax)
    products += items.length
    for (const [index, item] of items.entries()) checkProductItem(item, `${at}.product_items.${index}`, find)
  })
  if (products > productsMax)
    find.add(`${field}.sections`, `must have at most ${productsMax} products in all sections together, has ${products}`)
}

function checkProductItem(value: unknown, field: string, find: Findings): void {
  const item = find.object(value, field)
  if (item) find.text(item['product_retailer_id'], `${field}.product_retailer_id`, catalogTextMax)
}

const checkCatalog = withOptionalParameters('catalog_message', (parameters, field, find) => {
  find.optionalText(
    parameters['thumbnail_product_retailer_id'],
    `${field}.thumbnail_product_retailer_id`,
    catalogTextMax,
  )
})

const checkVoiceCall = withOptionalParameters('voice_call', (parameters, field, find) => {
  find.optionalText(parameters['display_text'], `${field}.display_text`, buttonTitleMax)
  find.optionalText(parameters['payload'], `${field}.payload`, 512)
  const minutes = parameters['ttl_minutes']
  if (isAbsent(minutes)) return
  if (!Number.isInteger(minutes) || Number(minutes) < 1 || Number(minutes) > voiceCallMinutesMax)
    find.add(`${field}.ttl_minutes`, `must be a whole number from 1 to ${voiceCallMinutesMax}, got ${shown(minutes)}`)
})

/** By kind of interactive message. */
export const actions = {
  button: checkButtons,
  list: checkList,
  ctaUrl: checkCtaUrl,
  locationRequest: named('send_location'),
  address: checkAddress,
  flow: checkFlow,
  product: checkProduct,
  productList: checkProductList,
  catalog: checkCatalog,
  callPermission: named('call_permission_request'),
  voiceCall: checkVoiceCall,
} satisfies Record<string, Check>
