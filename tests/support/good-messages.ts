const body = { text: 'Hello' }
const footer = { text: 'Bye' }
const link = { link: 'https://example.com/a' }
const interactive = (type: string, action: object | undefined, more: object = { body, footer }) => ({
  type: 'interactive',
  interactive: { type, ...(action && { action }), ...more },
})
const named = (name: string, parameters?: object) => ({ name, ...(parameters && { parameters }) })
const productList = {
  catalog_id: 'c',
  sections: [{ title: 'A', product_items: [{ product_retailer_id: 'p' }, { product_retailer_id: 'q' }] }],
}
const linkCard = (index: number) => ({
  card_index: index,
  type: 'cta_url',
  header: { type: 'image', image: link },
  body: { text: 'One\nTwo' },
  action: named('cta_url', { display_text: 'Open', url: 'https://example.com' }),
})
const productCard = (index: number) => ({
  card_index: index,
  type: 'product',
  action: { catalog_id: 'c', product_retailer_id: `p${index}` },
})

/** A message of each type and kind that the Cloud API knows, with nearly every member that it may have. */
export const goodMessages: readonly ({ type: string } & Record<string, unknown>)[] = [
  { type: 'text', text: { body: 'Hello', preview_url: true }, context: { message_id: 'wamid.x' } },
  { type: 'image', image: { ...link, caption: 'Look' } },
  { type: 'video', video: { id: '123', caption: 'Look' } },
  { type: 'audio', audio: { id: '123', voice: true } },
  { type: 'document', document: { ...link, caption: 'Read', filename: 'a.pdf' } },
  { type: 'sticker', sticker: { id: '123' } },
  { type: 'location', location: { latitude: '12.97', longitude: 77.59, name: 'Shop', address: 'Street 1' } },
  {
    type: 'contacts',
    contacts: [
      {
        name: { formatted_name: 'Ann Lee', first_name: 'Ann' },
        phones: [{ phone: '+1', type: 'HOME', wa_id: '1' }],
        emails: [{ email: 'a@example.com', type: 'WORK' }],
        addresses: [
          { street: 'S', city: 'C', state: 'S', zip: '1', country: 'India', country_code: 'IN', type: 'HOME' },
        ],
        urls: [{ url: 'https://example.com', type: 'WORK' }],
        org: { company: 'C', department: 'D', title: 'T' },
        birthday: '1990-12-31',
      },
    ],
  },
  { type: 'reaction', reaction: { message_id: 'wamid.x', emoji: '👍' } },
  interactive(
    'button',
    { buttons: ['a', 'b', 'c'].map((id) => ({ type: 'reply', reply: { id, title: id.toUpperCase() } })) },
    { header: { type: 'text', text: 'Top' }, body, footer },
  ),
  interactive(
    'list',
    { button: 'Choose', sections: [{ title: 'A', rows: [{ id: '1', title: 'One', description: 'First' }] }] },
    { header: { type: 'text', text: 'Top' }, body, footer },
  ),
  interactive('cta_url', named('cta_url', { display_text: 'Open', url: 'https://example.com' }), {
    header: { type: 'document', document: link },
    body,
    footer,
  }),
  interactive('location_request_message', named('send_location'), { body }),
  interactive(
    'address_message',
    named('address_message', {
      country: 'IN',
      values: { name: 'Ann', in_pin_code: '560001' },
      saved_addresses: [{ id: '1', value: { name: 'Ann' } }],
      validation_errors: { in_pin_code: 'We do not go there.' },
    }),
  ),
  interactive(
    'flow',
    named('flow', {
      flow_message_version: '3',
      flow_id: '1',
      flow_cta: 'Start',
      mode: 'published',
      flow_token: 't',
      flow_action: 'navigate',
      flow_action_payload: { screen: 'S', data: { a: 1 } },
    }),
  ),
  interactive('product', { catalog_id: 'c', product_retailer_id: 'p' }),
  interactive('product_list', productList, { header: { type: 'text', text: 'Top' }, body, footer }),
  interactive('catalog_message', named('catalog_message', { thumbnail_product_retailer_id: 'p' })),
  interactive('carousel', { cards: [0, 1].map(linkCard) }, { body }),
  interactive('carousel', { cards: [0, 1].map(productCard) }, { body }),
  interactive('call_permission_request', named('call_permission_request'), { body }),
  interactive('voice_call', named('voice_call', { display_text: 'Call', ttl_minutes: 100, payload: 'p' })),
  interactive('request_contact_info', undefined, { body }),
]
