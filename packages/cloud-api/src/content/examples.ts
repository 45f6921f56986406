import { type ContentExample, example, picture } from './example.ts'
import { interactiveExamples } from './interactive-examples.ts'
import { templateExamples } from './template-examples.ts'

const plainExamples = [
  example('Text', 'text', { body: 'See https://example.com', preview_url: true }),
  example('Image by link', 'image', { ...picture, caption: 'Blue Echeveria' }),
  example('Image by id', 'image', { id: '1037543291543636' }),
  example('Video', 'video', { id: '1037543291543637', caption: 'How to repot' }),
  example('Voice note', 'audio', { id: '1037543291543638', voice: true }),
  example('Document', 'document', {
    link: 'https://example.com/invoice.pdf',
    caption: 'Invoice',
    filename: 'invoice.pdf',
  }),
  example('Sticker', 'sticker', { id: '1037543291543639' }),
  example('Location', 'location', {
    latitude: 12.9716,
    longitude: '77.5946',
    name: 'Shop',
    address: '1 MG Road, Bengaluru',
  }),
  example('Contacts', 'contacts', [
    {
      name: {
        formatted_name: 'Asha Rao',
        first_name: 'Asha',
        last_name: 'Rao',
        prefix: 'Dr',
        suffix: 'Jr',
        middle_name: 'K',
      },
      phones: [{ phone: '+91 98765 43210', type: 'CELL', wa_id: '919876543210' }],
      emails: [{ email: 'asha@example.com', type: 'WORK' }],
      addresses: [
        {
          street: '1 MG Road',
          city: 'Bengaluru',
          state: 'KA',
          zip: '560001',
          country: 'India',
          country_code: 'IN',
          type: 'WORK',
        },
      ],
      urls: [{ url: 'https://example.com', type: 'WORK' }],
      org: { company: 'Lucky Shrub', department: 'Care', title: 'Botanist' },
      birthday: '1990-12-31',
    },
    { name: { formatted_name: 'Reception' } },
  ]),
  example('Reaction', 'reaction', { message_id: 'wamid.HBgLMTQxNTU1NTI2NzEVAgARGBI', emoji: '👍' }),
]

/** One for each type and kind. */
export const contentExamples: readonly ContentExample[] = [
  ...plainExamples,
  ...interactiveExamples,
  ...templateExamples,
]
