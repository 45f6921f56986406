import { element, linkTo } from './elements.js'

/** What can be tapped below a message of the business. `reply` sends the person's answer. */
export function actionNodes({ type, content, rendered, wamid }, reply) {
  const answer = (message) => reply({ ...message, context: { id: wamid } })
  const tap = (text, message) => element('button', { type: 'button', text, onclick: () => answer(message) })
  if (rendered?.buttons) return rendered.buttons.map((button) => templateButton(button, tap))
  if (type !== 'interactive') return []
  return (kinds[content?.type] ?? (() => []))(content.action ?? {}, tap, content)
}

const interactive = (kind, chosen) => ({ type: 'interactive', interactive: { type: kind, [kind]: chosen } })
const form = (name, values) => interactive('nfm_reply', { name, body: 'Sent', response_json: JSON.stringify(values) })
const anyPlace = { latitude: 12.9716, longitude: 77.5946, name: 'MG Road', address: 'Bengaluru' }

const kinds = {
  button: ({ buttons = [] }, tap) =>
    buttons.map(({ reply: { id, title } }) => tap(title, interactive('button_reply', { id, title }))),
  list: ({ button, sections = [] }, tap) => [
    element('details', {
      className: 'list',
      children: [
        element('summary', { text: `☰ ${button ?? 'Choose'}` }),
        ...sections.flatMap((one) => rows(one, tap)),
      ],
    }),
  ],
  cta_url: ({ parameters }) => [linkTo(parameters?.url, `↗ ${parameters?.display_text}`, 'action')],
  flow: ({ parameters }, tap) => [
    tap(parameters?.flow_cta ?? 'Open', form('flow', { flow_token: parameters?.flow_token ?? 'unused' })),
  ],
  location_request_message: (_action, tap) => [tap('📍 Send location', { type: 'location', location: anyPlace })],
  address_message: ({ parameters }, tap) => [
    tap('Provide address', form('address_message', { values: parameters?.values ?? {} })),
  ],
  call_permission_request: (_action, tap) =>
    ['accept', 'reject'].map((response) =>
      tap(response === 'accept' ? 'Allow calls' : 'Do not allow', interactive('call_permission_reply', { response })),
    ),
  voice_call: ({ parameters }) => [
    element('span', { className: 'action', text: `📞 ${parameters?.display_text ?? 'Call'}` }),
  ],
  product: () => [element('span', { className: 'action', text: 'View product' })],
  product_list: () => [element('span', { className: 'action', text: 'View items' })],
  catalog_message: () => [element('span', { className: 'action', text: 'View catalog' })],
}

function rows({ title, rows: list = [] }, tap) {
  return [
    ...(title ? [element('span', { className: 'soft section', text: title, dir: 'auto' })] : []),
    ...list.map(({ id, title: name, description }) => {
      const button = tap(name, interactive('list_reply', { id, title: name, ...(description ? { description } : {}) }))
      if (description) button.append(element('small', { text: description, dir: 'auto' }))
      return button
    }),
  ]
}

function templateButton({ type, text, url, payload, phone_number: phone }, tap) {
  if (url) return linkTo(url, `↗ ${text}`, 'action')
  if (type === 'phone_number') return linkTo(`tel:${phone ?? ''}`, `📞 ${text}`, 'action')
  if (type === 'copy_code')
    return element('button', {
      type: 'button',
      text: `⧉ ${text}: ${payload}`,
      onclick: () => navigator.clipboard?.writeText(payload),
    })
  if (type === 'flow') return tap(text, form('flow', { flow_token: payload ?? 'unused' }))
  return tap(text, { type: 'button', button: { text, payload: payload ?? text } })
}

/** The buttons of one card of a carousel. */
export function cardActions(card, tap) {
  if (card.buttons) return card.buttons.map((button) => templateButton(button, tap))
  const { action = {} } = card
  if (action.buttons)
    return action.buttons.map(({ quick_reply: { id, title } }) =>
      tap(title, interactive('button_reply', { id, title })),
    )
  if (action.name === 'cta_url') return kinds.cta_url(action)
  return [element('span', { className: 'action', text: action.product_retailer_id ?? 'View' })]
}
