import type { Component, Template } from './template.ts'

type Preloaded = Pick<Template, 'name' | 'language' | 'category' | 'status' | 'parameter_format' | 'components'>

const simpleBody = (text: string): Component[] => [{ type: 'BODY', text }]

/** What every account on the simulator owns. */
export const preloadedTemplates: readonly Preloaded[] = [
  {
    name: 'hello_world',
    language: 'en_US',
    category: 'UTILITY',
    status: 'APPROVED',
    parameter_format: 'POSITIONAL',
    components: [
      { type: 'HEADER', format: 'TEXT', text: 'Hello World' },
      {
        type: 'BODY',
        text: 'Welcome and congratulations!! This message demonstrates your ability to send a WhatsApp message notification from the Cloud API.',
      },
      { type: 'FOOTER', text: 'WhatsApp Business Platform sample message' },
    ],
  },
  {
    name: 'order_ready',
    language: 'en_US',
    category: 'UTILITY',
    status: 'APPROVED',
    parameter_format: 'POSITIONAL',
    components: [
      { type: 'BODY', text: 'Hi {{1}}, your order {{2}} is ready!', example: { body_text: [['Asha', 'A-77']] } },
    ],
  },
  {
    name: 'appointment_reminder',
    language: 'en_US',
    category: 'UTILITY',
    status: 'APPROVED',
    parameter_format: 'NAMED',
    components: [
      {
        type: 'BODY',
        text: 'Dear {{first_name}}, we expect you on {{date}} at {{time}}.',
        example: {
          body_text_named_params: [
            { param_name: 'first_name', example: 'Asha' },
            { param_name: 'date', example: '12 March' },
            { param_name: 'time', example: '10:30' },
          ],
        },
      },
    ],
  },
  {
    name: 'summer_sale',
    language: 'en_US',
    category: 'MARKETING',
    status: 'APPROVED',
    parameter_format: 'POSITIONAL',
    components: [
      { type: 'HEADER', format: 'IMAGE', example: { header_handle: ['https://scontent.whatsapp.net/sample.jpg'] } },
      { type: 'BODY', text: 'Hello {{1}}, everything is 20% off this week.', example: { body_text: [['Asha']] } },
      { type: 'FOOTER', text: 'Tap the button below to opt out' },
      {
        type: 'BUTTONS',
        buttons: [
          { type: 'URL', text: 'Shop now', url: 'https://shop.example/{{1}}', example: ['https://shop.example/sale'] },
          { type: 'QUICK_REPLY', text: 'Stop promotions' },
        ],
      },
    ],
  },
  {
    name: 'verification_code',
    language: 'en_US',
    category: 'AUTHENTICATION',
    status: 'APPROVED',
    parameter_format: 'POSITIONAL',
    components: [
      { type: 'BODY', text: '*{{1}}* is your verification code.', add_security_recommendation: true },
      { type: 'FOOTER', text: 'This code expires in 10 minutes.' },
      {
        type: 'BUTTONS',
        buttons: [
          {
            type: 'URL',
            text: 'Copy code',
            url: 'https://www.whatsapp.com/otp/code/?otp_type=COPY_CODE&code=otp{{1}}',
          },
        ],
      },
    ],
  },
  {
    name: 'paused_offer',
    language: 'en_US',
    category: 'MARKETING',
    status: 'PAUSED',
    parameter_format: 'POSITIONAL',
    components: simpleBody('An offer that too many people blocked.'),
  },
  {
    name: 'disabled_offer',
    language: 'en_US',
    category: 'MARKETING',
    status: 'DISABLED',
    parameter_format: 'POSITIONAL',
    components: simpleBody('An offer that was paused too often.'),
  },
  {
    name: 'order_shipped',
    language: 'en_US',
    category: 'UTILITY',
    status: 'APPROVED',
    parameter_format: 'POSITIONAL',
    components: [
      { type: 'HEADER', format: 'IMAGE', example: { header_handle: ['https://scontent.whatsapp.net/sample.jpg'] } },
      {
        type: 'BODY',
        text: 'Hi {{1}}, your order {{2}} has been shipped.',
        example: { body_text: [['Asha', 'A-77']] },
      },
      { type: 'FOOTER', text: 'Thank you for your order' },
    ],
  },
]
