import Type from 'typebox'
import { CountryCode, link } from './scalars.ts'
import { choice, list, object, openObject, optional, optionalText, text } from './schema.ts'

const urlMax = 2000
const buttonTitleMax = 20
const replyIdMax = 256
const catalogTextMax = 256
const productsMax = 30
const rowsMax = 10
const sectionsMax = 10
const sectionTitleMax = 24
const pinCodeMax = 6
const savedAddressesMax = 100
const voiceCallMinutesMax = 43_200

const sectionTitle = optionalText(sectionTitleMax, { description: 'Required where there is more than one section.' })
const titledSections = { kind: 'required_of_many', path: 'sections', member: 'title' } as const

/** An action that is its name alone. */
const named = <const Name extends string>(name: Name) => object({ name: choice([name]) })

export const ReplyButtons = object(
  {
    buttons: list(
      object({
        type: choice(['reply']),
        reply: object({ id: text(replyIdMax), title: text(buttonTitleMax) }),
      }),
      1,
      3,
    ),
  },
  {
    rules: [
      { kind: 'unique', path: 'buttons.*.reply.id' },
      { kind: 'unique', path: 'buttons.*.reply.title' },
    ],
  },
)

export const ListAction = object(
  {
    button: text(buttonTitleMax, { description: 'The text of the button that opens the list.' }),
    sections: list(
      object({
        title: sectionTitle,
        rows: list(object({ id: text(200), title: text(24), description: optionalText(72) }), 1, rowsMax),
      }),
      1,
      sectionsMax,
    ),
  },
  {
    rules: [
      titledSections,
      { kind: 'total', path: 'sections.*.rows', max: rowsMax },
      { kind: 'unique', path: 'sections.*.rows.*.id' },
    ],
  },
)

export const CtaUrl = object({
  name: choice(['cta_url']),
  parameters: object({ display_text: text(buttonTitleMax), url: link('What the button opens.', urlMax) }),
})

export const QuickReplies = object(
  {
    buttons: list(
      object({
        type: choice(['quick_reply']),
        quick_reply: object({ id: text(replyIdMax), title: text(buttonTitleMax) }),
      }),
      1,
      10,
    ),
  },
  {
    rules: [
      { kind: 'unique', path: 'buttons.*.quick_reply.id' },
      { kind: 'unique', path: 'buttons.*.quick_reply.title' },
    ],
  },
)

export const LocationRequest = named('send_location')
export const CallPermission = named('call_permission_request')
export const ContactRequest = named('request_contact_info')

/** Which of them are asked for depends on the country. */
const addressFields = {
  name: optionalText(),
  phone_number: optionalText(),
  in_pin_code: optionalText(pinCodeMax),
  sg_post_code: optionalText(pinCodeMax),
  house_number: optionalText(),
  floor_number: optionalText(),
  tower_number: optionalText(),
  unit_number: optionalText(),
  building_name: optionalText(),
  address: optionalText(),
  landmark_area: optionalText(),
  city: optionalText(),
  state: optionalText(),
}
const AddressValues = object(addressFields)
const AddressErrors = object(
  { ...addressFields, in_pin_code: optionalText(), sg_post_code: optionalText() },
  { description: 'What is wrong with a value, under its name.' },
)

export const Address = object({
  name: choice(['address_message']),
  parameters: object({
    country: CountryCode,
    values: optional(AddressValues),
    saved_addresses: optional(list(object({ id: text(), value: AddressValues }), 0, savedAddressesMax)),
    validation_errors: optional(AddressErrors),
  }),
})

export const Flow = object({
  name: choice(['flow']),
  parameters: object(
    {
      flow_message_version: text(8),
      flow_id: optionalText(64),
      flow_name: optionalText(),
      flow_cta: text(30, { description: 'The text of the button that opens the flow.' }),
      mode: optional(choice(['draft', 'published'])),
      flow_token: optionalText(),
      flow_action: optional(choice(['navigate', 'data_exchange'])),
      flow_action_payload: optional(
        object({
          screen: optionalText(),
          data: optional(openObject('Given to the first screen.', { minProperties: 1 })),
        }),
      ),
    },
    { rules: [{ kind: 'one_of', members: ['flow_id', 'flow_name'] }] },
  ),
})

export const Product = object({ catalog_id: text(catalogTextMax), product_retailer_id: text(catalogTextMax) })

export const ProductSections = list(
  object({
    title: sectionTitle,
    product_items: list(object({ product_retailer_id: text(catalogTextMax) }), 1, productsMax),
  }),
  1,
  sectionsMax,
)

/** Of an object that holds `ProductSections` as `sections`. */
export const productSectionRules = [
  titledSections,
  { kind: 'total', path: 'sections.*.product_items', max: productsMax },
] as const

export const ProductList = object(
  { catalog_id: text(catalogTextMax), sections: ProductSections },
  { rules: productSectionRules },
)

export const Catalog = object({
  name: choice(['catalog_message']),
  parameters: optional(object({ thumbnail_product_retailer_id: optionalText(catalogTextMax) })),
})

export const VoiceCall = object({
  name: choice(['voice_call']),
  parameters: optional(
    object({
      display_text: optionalText(buttonTitleMax),
      ttl_minutes: optional(Type.Integer({ minimum: 1, maximum: voiceCallMinutesMax })),
      payload: optionalText(512),
    }),
  ),
})

/* Payments: the members of `parameters` differ between India, Brazil and Singapore. */
const payment = <const Name extends string>(name: Name) =>
  object({ name: choice([name]), parameters: openObject('As Meta’s page on payments of the country says.') })
export const OrderDetails = payment('review_and_pay')
export const OrderStatus = payment('review_order')
