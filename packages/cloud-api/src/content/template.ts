import Type from 'typebox'
import { ProductSections, productSectionRules } from './interactive-actions.ts'
import { HeaderDocument, HeaderMedia, Location } from './messages.ts'
import { ButtonIndex, link, NumberOrText, Thousandths } from './scalars.ts'
import { choice, list, object, openObject, optional, optionalText, text, titled, variants } from './schema.ts'

const nameMax = 512
const languageMax = 16
/** Of a text that is the only one in its template; shorter ones are the template's own limits. */
const textMax = 32_768
const payloadMax = 2000
const parametersMax = 100
const buttonsMax = 10
const cardsMax = 10
const tapTargetsMax = 10

const any = { anyCase: true } as const
const parameterName = {
  parameter_name: optionalText(undefined, { description: 'The variable, where they have names.' }),
}

const kind = <const Kind extends string>(name: Kind) => choice([name], any)

/** The value of a variable, by its type; which of them a template takes is its own contract. */
const parameterKinds = {
  text: object({ type: kind('text'), ...parameterName, text: text(textMax) }),
  currency: object({
    type: kind('currency'),
    ...parameterName,
    currency: object({
      fallback_value: text(),
      code: text(3, { description: 'As in ISO 4217.' }),
      amount_1000: Thousandths,
    }),
  }),
  date_time: object({
    type: kind('date_time'),
    ...parameterName,
    date_time: object({
      fallback_value: text(undefined, { description: 'What WhatsApp shows; the rest is ignored.' }),
      day_of_week: optional(NumberOrText),
      year: optional(NumberOrText),
      month: optional(NumberOrText),
      day_of_month: optional(NumberOrText),
      hour: optional(NumberOrText),
      minute: optional(NumberOrText),
      calendar: optionalText(),
      timestamp: optional(NumberOrText),
    }),
  }),
  image: object({ type: kind('image'), ...parameterName, image: HeaderMedia }),
  video: object({ type: kind('video'), ...parameterName, video: HeaderMedia }),
  gif: object({ type: kind('gif'), ...parameterName, gif: HeaderMedia }),
  document: object({ type: kind('document'), ...parameterName, document: HeaderDocument }),
  location: object({ type: kind('location'), ...parameterName, location: Location }),
  product: object({
    type: kind('product'),
    product: object({ product_retailer_id: text(), catalog_id: optionalText() }),
  }),
  payload: object({ type: kind('payload'), payload: text(payloadMax) }),
  coupon_code: object({ type: kind('coupon_code'), coupon_code: text() }),
  action: object({
    type: kind('action'),
    action: object(
      {
        flow_token: optionalText(),
        flow_action_data: optional(openObject('Given to the first screen of the flow.')),
        thumbnail_product_retailer_id: optionalText(),
        sections: optional(ProductSections),
        order_details: optional(openObject('As Meta’s page on payments of the country says.')),
      },
      { rules: productSectionRules },
    ),
  }),
  ttl_minutes: object({ type: kind('ttl_minutes'), ttl_minutes: Type.Integer({ minimum: 1, maximum: 43_200 }) }),
  limited_time_offer: object({
    type: kind('limited_time_offer'),
    limited_time_offer: object({
      expiration_time_ms: Type.Integer({ minimum: 0, description: 'Milliseconds since 1970.' }),
    }),
  }),
  order_status: object({
    type: kind('order_status'),
    order_status: openObject('As Meta’s page on payments of the country says.'),
  }),
} as const

const TemplateParameter = variants('type', parameterKinds, { ...any, title: 'TemplateParameter' })
const parameters = optional(list(TemplateParameter, 0, parametersMax))

const subTypes = [
  'quick_reply',
  'url',
  'copy_code',
  'flow',
  'catalog',
  'mpm',
  'voice_call',
  'order_details',
  'reminder',
  'app',
] as const

const Header = object({ type: kind('header'), parameters }, titled('TemplateHeader'))
const Body = object({ type: kind('body'), parameters }, titled('TemplateBody'))
const Button = object(
  { type: kind('button'), sub_type: choice(subTypes, any), index: ButtonIndex, parameters },
  titled('TemplateButton'),
)

const CardComponent = variants('type', { header: Header, body: Body, button: Button }, any)
const Card = object({
  card_index: Type.Integer({ minimum: 0, maximum: cardsMax - 1, description: 'The place of the card, from 0.' }),
  components: optional(list(CardComponent, 0, buttonsMax)),
})

const TemplateComponent = variants(
  'type',
  {
    header: Header,
    body: Body,
    button: Button,
    carousel: object({ type: kind('carousel'), cards: list(Card, 1, cardsMax) }),
    limited_time_offer: object({ type: kind('limited_time_offer'), parameters }),
    tap_target_configuration: object({
      type: kind('tap_target_configuration'),
      tap_target_configuration: optional(
        list(object({ url: link('What a tap opens.'), title: text() }), 0, tapTargetsMax),
      ),
      parameters: optional(list(openObject('As Meta’s page on tap targets says.'), 0, tapTargetsMax)),
    }),
    order_status: object({ type: kind('order_status'), parameters }),
  },
  { ...any, title: 'TemplateComponent' },
)

export const Template = object(
  {
    name: text(nameMax),
    namespace: optionalText(undefined, { description: 'Of older templates; Meta ignores it.' }),
    language: object({
      code: text(languageMax, { description: 'The code under which the template was created, such as en_US.' }),
      policy: optional(choice(['deterministic'])),
    }),
    components: optional(
      list(TemplateComponent, 0, buttonsMax + 7, {
        description: 'The values of the variables. Left out for a template without variables.',
      }),
    ),
  },
  titled('TemplateContent'),
)
