import { example, picture, productSections } from './example.ts'

const language = { code: 'en_US', policy: 'deterministic' } as const
const value = (text: string, name?: string) => ({ type: 'text' as const, text, ...(name && { parameter_name: name }) })
const buttonAt = (index: number) => ({ type: 'button' as const, index: String(index) })

export const templateExamples = [
  example('Template', 'template', { name: 'hello_world', language: { code: 'en_US' } }),
  example('Template with header image and buttons', 'template', {
    name: 'order_update',
    language,
    components: [
      { type: 'header', parameters: [{ type: 'image', image: picture }] },
      {
        type: 'body',
        parameters: [
          value('Asha', 'first_name'),
          { type: 'currency', currency: { fallback_value: '₹100.99', code: 'INR', amount_1000: 100_990 } },
          { type: 'date_time', date_time: { fallback_value: '25 Feb 2026' } },
        ],
      },
      { ...buttonAt(0), sub_type: 'url', parameters: [value('order-77')] },
      { ...buttonAt(1), sub_type: 'quick_reply', parameters: [{ type: 'payload', payload: 'late' }] },
    ],
  }),
  example('Template with header document', 'template', {
    name: 'invoice',
    language,
    components: [
      {
        type: 'header',
        parameters: [{ type: 'document', document: { id: '1037543291543636', filename: 'invoice.pdf' } }],
      },
    ],
  }),
  example('Template with header location', 'template', {
    name: 'meet_us',
    language,
    components: [
      {
        type: 'header',
        parameters: [{ type: 'location', location: { latitude: '12.97', longitude: 77.59, name: 'Shop' } }],
      },
    ],
  }),
  example('One-time password', 'template', {
    name: 'sign_in_code',
    language,
    components: [
      { type: 'body', parameters: [value('123456')] },
      { ...buttonAt(0), sub_type: 'url', parameters: [value('123456')] },
    ],
  }),
  example('Limited-time offer', 'template', {
    name: 'weekend_sale',
    language,
    components: [
      { type: 'header', parameters: [{ type: 'video', video: { id: '1037543291543637' } }] },
      {
        type: 'limited_time_offer',
        parameters: [{ type: 'limited_time_offer', limited_time_offer: { expiration_time_ms: 1_767_225_600_000 } }],
      },
      { ...buttonAt(0), sub_type: 'copy_code', parameters: [{ type: 'coupon_code', coupon_code: 'SAVE25' }] },
      { ...buttonAt(1), sub_type: 'url', parameters: [value('summer')] },
    ],
  }),
  example('Template that opens a flow', 'template', {
    name: 'book_again',
    language,
    components: [
      {
        ...buttonAt(0),
        sub_type: 'flow',
        parameters: [
          { type: 'action', action: { flow_token: 'booking-77', flow_action_data: { customer_name: 'Asha' } } },
        ],
      },
    ],
  }),
  example('Template with product', 'template', {
    name: 'back_in_stock',
    language,
    components: [
      {
        type: 'header',
        parameters: [{ type: 'product', product: { product_retailer_id: 'plant-1', catalog_id: '194836987003835' } }],
      },
    ],
  }),
  example('Template with catalogue', 'template', {
    name: 'see_catalogue',
    language,
    components: [
      {
        ...buttonAt(0),
        sub_type: 'catalog',
        parameters: [{ type: 'action', action: { thumbnail_product_retailer_id: 'plant-1' } }],
      },
    ],
  }),
  example('Template with several products', 'template', {
    name: 'you_may_like',
    language,
    components: [
      {
        ...buttonAt(0),
        sub_type: 'mpm',
        parameters: [
          { type: 'action', action: { thumbnail_product_retailer_id: 'plant-1', sections: productSections } },
        ],
      },
    ],
  }),
  example('Template with call button', 'template', {
    name: 'talk_to_us',
    language,
    components: [
      {
        ...buttonAt(0),
        sub_type: 'voice_call',
        parameters: [
          { type: 'ttl_minutes', ttl_minutes: 1440 },
          { type: 'payload', payload: 'order-77' },
        ],
      },
    ],
  }),
  example('Carousel template', 'template', {
    name: 'new_arrivals',
    language,
    components: [
      { type: 'body', parameters: [value('Asha')] },
      {
        type: 'carousel',
        cards: [0, 1].map((index) => ({
          card_index: index,
          components: [
            { type: 'header' as const, parameters: [{ type: 'image' as const, image: picture }] },
            { type: 'body' as const, parameters: [value('20 %')] },
            {
              ...buttonAt(0),
              sub_type: 'quick_reply' as const,
              parameters: [{ type: 'payload' as const, payload: 'more' }],
            },
          ],
        })),
      },
    ],
  }),
]
