import { example, picture, productSections } from './example.ts'

const body = { text: 'Here is what you asked for.' }
const footer = { text: 'Reply STOP to opt out' }
const textHeader = { type: 'text', text: 'Lucky Shrub' } as const
const imageHeader = { type: 'image', image: picture } as const
const shop = {
  name: 'cta_url',
  parameters: { display_text: 'Buy now', url: 'https://example.com/latest' },
} as const

const linkCard = (index: number) => ({
  card_index: index,
  type: 'cta_url' as const,
  header: imageHeader,
  body: { text: '*Blue Echeveria*\n\nA succulent with powdery blue leaves.' },
  action: shop,
})
const replyCard = (index: number) => ({
  ...linkCard(index),
  action: {
    buttons: [
      { type: 'quick_reply' as const, quick_reply: { id: `learn-${index}`, title: 'Learn more' } },
      { type: 'quick_reply' as const, quick_reply: { id: `favourite-${index}`, title: 'Add to favorites' } },
    ],
  },
})
const productCard = (index: number) => ({
  card_index: index,
  type: 'product' as const,
  action: { catalog_id: '194836987003835', product_retailer_id: `plant-${index}` },
})
export const interactiveExamples = [
  example('Reply buttons', 'interactive', {
    type: 'button',
    header: { type: 'video', video: { id: '1037543291543637' } },
    body,
    footer,
    action: {
      buttons: [
        { type: 'reply', reply: { id: 'yes', title: 'Yes' } },
        { type: 'reply', reply: { id: 'no', title: 'No' } },
      ],
    },
  }),
  example('List', 'interactive', {
    type: 'list',
    header: textHeader,
    body,
    footer,
    action: {
      button: 'Choose',
      sections: [{ title: 'Today', rows: [{ id: '10', title: '10:00', description: 'With Asha' }] }],
    },
  }),
  example('Link button', 'interactive', {
    type: 'cta_url',
    header: { type: 'document', document: { link: 'https://example.com/a.pdf', filename: 'a.pdf' } },
    body,
    footer,
    action: shop,
  }),
  example('Location request', 'interactive', {
    type: 'location_request_message',
    body,
    action: { name: 'send_location' },
  }),
  example('Address request', 'interactive', {
    type: 'address_message',
    header: textHeader,
    body,
    footer,
    action: {
      name: 'address_message',
      parameters: {
        country: 'IN',
        values: { name: 'Asha', phone_number: '+919876543210', in_pin_code: '560001', city: 'Bengaluru' },
        saved_addresses: [{ id: 'home', value: { name: 'Asha', in_pin_code: '560001' } }],
        validation_errors: { in_pin_code: 'We do not deliver there.' },
      },
    },
  }),
  example('Flow', 'interactive', {
    type: 'flow',
    header: textHeader,
    body,
    footer,
    action: {
      name: 'flow',
      parameters: {
        flow_message_version: '3',
        flow_id: '1234567890',
        flow_cta: 'Book',
        mode: 'published',
        flow_token: 'booking-77',
        flow_action: 'navigate',
        flow_action_payload: { screen: 'START', data: { customer_name: 'Asha' } },
      },
    },
  }),
  example('Product', 'interactive', {
    type: 'product',
    body,
    footer,
    action: { catalog_id: '194836987003835', product_retailer_id: 'plant-1' },
  }),
  example('Product list', 'interactive', {
    type: 'product_list',
    header: textHeader,
    body,
    footer,
    action: { catalog_id: '194836987003835', sections: productSections },
  }),
  example('Catalogue', 'interactive', {
    type: 'catalog_message',
    body,
    footer,
    action: { name: 'catalog_message', parameters: { thumbnail_product_retailer_id: 'plant-1' } },
  }),
  example('Carousel with links', 'interactive', { type: 'carousel', body, action: { cards: [0, 1, 2].map(linkCard) } }),
  example('Carousel with quick replies', 'interactive', {
    type: 'carousel',
    body,
    action: { cards: [0, 1, 2].map(replyCard) },
  }),
  example('Carousel of products', 'interactive', {
    type: 'carousel',
    body,
    action: { cards: [0, 1].map(productCard) },
  }),
  example('Call permission request', 'interactive', {
    type: 'call_permission_request',
    body,
    action: { name: 'call_permission_request' },
  }),
  example('Call button', 'interactive', {
    type: 'voice_call',
    body,
    action: { name: 'voice_call', parameters: { display_text: 'Call us', ttl_minutes: 100, payload: 'order-77' } },
  }),
  example('Contact request', 'interactive', {
    type: 'request_contact_info',
    body,
    action: { name: 'request_contact_info' },
  }),
  example('Order details', 'interactive', {
    type: 'order_details',
    header: imageHeader,
    body,
    footer,
    action: {
      name: 'review_and_pay',
      parameters: {
        reference_id: 'order-77',
        type: 'digital-goods',
        payment_settings: [
          { type: 'payment_gateway', payment_gateway: { type: 'razorpay', configuration_name: 'shop' } },
        ],
        currency: 'INR',
        total_amount: { value: 21_000, offset: 100 },
        order: {
          status: 'pending',
          items: [{ retailer_id: 'plant-1', name: 'Plant', amount: { value: 21_000, offset: 100 }, quantity: 1 }],
          subtotal: { value: 21_000, offset: 100 },
          tax: { value: 0, offset: 100 },
        },
      },
    },
  }),
  example('Order status', 'interactive', {
    type: 'order_status',
    body,
    action: { name: 'review_order', parameters: { reference_id: 'order-77', order: { status: 'shipped' } } },
  }),
]
