import { badRequest } from '../graph-error.ts'
import { asArray, asObject, type Json } from '../json.ts'

/** One entry of the template library, as `GET message_template_library` shows it. */
export interface LibraryTemplate {
  readonly id: string
  readonly name: string
  readonly language: string
  readonly category: 'UTILITY' | 'AUTHENTICATION'
  readonly topic: string
  readonly usecase: string
  readonly industry: readonly string[]
  readonly header?: string
  readonly body: string
  /** Examples of its variables, in order. */
  readonly body_params: readonly string[]
  readonly body_param_types: readonly string[]
  readonly buttons?: readonly Json[]
}

const industry = ['E_COMMERCE']

export const libraryTemplates: readonly LibraryTemplate[] = [
  {
    id: '7147013345418927',
    name: 'delivery_update_1',
    language: 'en_US',
    category: 'UTILITY',
    topic: 'ORDER_MANAGEMENT',
    usecase: 'DELIVERY_UPDATE',
    industry,
    header: 'Your order is on its way',
    body: 'Good news, {{1}}! Your order {{2}} has left our warehouse and is expected to arrive on {{3}}.',
    body_params: ['Asha', '#12345', 'Jan 1, 2027'],
    body_param_types: ['TEXT', 'TEXT', 'DATE'],
    buttons: [{ type: 'URL', text: 'Track order', url: 'https://www.example.com/{{1}}' }],
  },
  {
    id: '7138055039625658',
    name: 'order_delivered_1',
    language: 'en_US',
    category: 'UTILITY',
    topic: 'ORDER_MANAGEMENT',
    usecase: 'ORDER_DELIVERY',
    industry,
    body: 'Hello {{1}}, your order {{2}} was delivered on {{3}}. Thank you for shopping with us.',
    body_params: ['Asha', '#12345', 'Jan 1, 2027'],
    body_param_types: ['TEXT', 'TEXT', 'DATE'],
  },
  {
    id: '7138055039625659',
    name: 'payment_reminder_1',
    language: 'en_US',
    category: 'UTILITY',
    topic: 'PAYMENTS',
    usecase: 'PAYMENT_DUE_REMINDER',
    industry: ['FINANCIAL_SERVICES'],
    body: 'Hi {{1}}, your payment of {{2}} is due on {{3}}. Please pay in time to avoid late fees.',
    body_params: ['Asha', '₹1,200', 'Jan 1, 2027'],
    body_param_types: ['TEXT', 'AMOUNT', 'DATE'],
    buttons: [
      { type: 'URL', text: 'Make a payment', url: 'https://www.example.com/{{1}}' },
      { type: 'PHONE_NUMBER', text: 'Call us', phone_number: '+15550051310' },
    ],
  },
  {
    id: '7138055039625660',
    name: 'account_creation_confirmation_1',
    language: 'en_US',
    category: 'UTILITY',
    topic: 'ACCOUNT_UPDATE',
    usecase: 'ACCOUNT_CREATION_CONFIRMATION',
    industry: ['E_COMMERCE', 'FINANCIAL_SERVICES'],
    header: 'Finalize account set-up',
    body: 'Hi {{1}}, your new account has been created successfully. Please verify {{2}} to complete your profile.',
    body_params: ['Asha', 'your email address'],
    body_param_types: ['TEXT', 'TEXT'],
  },
  {
    id: '7138055039625661',
    name: 'feedback_survey_1',
    language: 'en_US',
    category: 'UTILITY',
    topic: 'CUSTOMER_FEEDBACK',
    usecase: 'FEEDBACK_SURVEY',
    industry,
    body: 'You recently bought {{1}} from us. We would like to hear how it went: it takes less than {{2}} minutes.',
    body_params: ['running shoes', '2'],
    body_param_types: ['TEXT', 'NUMBER'],
    buttons: [{ type: 'URL', text: 'Take the survey', url: 'https://www.example.com/{{1}}' }],
  },
]

/** A creation from the library: the components are those of the entry, the buttons lead where the business says. */
export function withLibraryContent(request: Json): Json {
  if (request['components'] !== undefined)
    throw badRequest('Only one of components and library_template_name can be given.')
  const entry = libraryTemplates.find(({ name }) => name === request['library_template_name'])
  if (!entry || (request['language'] !== undefined && request['language'] !== entry.language))
    throw badRequest('Param library_template_name is not the name of a template of the library in this language.')
  const inputs = asArray(request['library_template_button_inputs']).map(asObject)
  const { header, body, body_params: values, buttons = [] } = entry
  return {
    language: entry.language,
    category: entry.category,
    ...request,
    components: [
      ...(header === undefined ? [] : [{ type: 'HEADER', format: 'TEXT', text: header }]),
      { type: 'BODY', text: body, example: { body_text: [values] } },
      ...(buttons.length === 0 ? [] : [{ type: 'BUTTONS', buttons: buttons.map((one) => withInput(one, inputs)) }]),
    ],
  }
}

function withInput(button: Json, inputs: readonly Json[]): Json {
  const input = inputs.find(({ type }) => String(type).toUpperCase() === button['type'])
  if (!input) throw badRequest(`Param library_template_button_inputs lacks the button of type ${button['type']}.`)
  if (button['type'] !== 'URL') return { ...button, phone_number: input['phone_number'] }
  const { base_url: url, url_suffix_example: example } = asObject(input['url'])
  return { ...button, url, ...(example === undefined ? {} : { example: [example] }) }
}
