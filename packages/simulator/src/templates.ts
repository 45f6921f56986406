export interface TemplateButton {
  type: 'QUICK_REPLY' | 'URL' | 'PHONE_NUMBER' | 'COPY_CODE' | 'OTP'
  text: string
  url?: string
  phone_number?: string
  example?: string[]
}

export interface TemplateComponent {
  type: 'HEADER' | 'BODY' | 'FOOTER' | 'BUTTONS'
  format?: 'TEXT' | 'IMAGE' | 'VIDEO' | 'DOCUMENT'
  text?: string
  buttons?: TemplateButton[]
  example?: Record<string, unknown>
  add_security_recommendation?: boolean
}

export interface Template {
  id: string
  name: string
  language: string
  category: 'UTILITY' | 'MARKETING' | 'AUTHENTICATION'
  status: 'APPROVED' | 'PAUSED' | 'DISABLED'
  parameter_format: 'POSITIONAL' | 'NAMED'
  components: TemplateComponent[]
}

const simpleBody = (text: string): TemplateComponent[] => [{ type: 'BODY', text }]

/** What every account on the simulator owns. */
export const templates: readonly Template[] = [
  {
    id: '1000000000000001',
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
    id: '1000000000000002',
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
    id: '1000000000000003',
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
    id: '1000000000000004',
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
    id: '1000000000000005',
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
    id: '1000000000000006',
    name: 'paused_offer',
    language: 'en_US',
    category: 'MARKETING',
    status: 'PAUSED',
    parameter_format: 'POSITIONAL',
    components: simpleBody('An offer that too many people blocked.'),
  },
  {
    id: '1000000000000007',
    name: 'disabled_offer',
    language: 'en_US',
    category: 'MARKETING',
    status: 'DISABLED',
    parameter_format: 'POSITIONAL',
    components: simpleBody('An offer that was paused too often.'),
  },
]

const byKey = new Map(templates.map((template) => [`${template.name}/${template.language}`, template]))

export const findTemplate = (name: string, language: string) => byKey.get(`${name}/${language}`)
