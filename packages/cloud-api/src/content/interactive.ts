import Type, { type TSchema } from 'typebox'
import * as actions from './interactive-actions.ts'
import { HeaderDocument, HeaderMedia } from './messages.ts'
import { shortText } from './scalars.ts'
import { choice, either, list, object, optional, text, titled, variants } from './schema.ts'

const footerMax = 60
const headerMax = 60
const bodyMax = 1024
const listBodyMax = 4096
const cardBodyMax = 160
const cardLineBreaksMax = 2

const Body = object({ text: text(bodyMax) })
const ListBody = object({ text: text(listBodyMax) })
const Footer = optional(object({ text: text(footerMax) }))

const TextHeader = object({ type: choice(['text']), text: text(headerMax) })
const ImageHeader = object({ type: choice(['image']), image: HeaderMedia })
const VideoHeader = object({ type: choice(['video']), video: HeaderMedia })
const DocumentHeader = object({ type: choice(['document']), document: HeaderDocument })

const AnyHeader = variants(
  'type',
  {
    text: TextHeader,
    image: ImageHeader,
    video: VideoHeader,
    document: DocumentHeader,
  },
  titled('InteractiveHeader'),
)
const OnlyTextHeader = variants('type', { text: TextHeader })

const noHeader = (kind: string) => ({ header: `must be left out: a message of type ${kind} has no header` })

/** With a text, image, video or document above the body. */
const withHeader = <const Kind extends string, Action extends TSchema>(kind: Kind, title: string, action: Action) =>
  object({ type: choice([kind]), header: optional(AnyHeader), body: Body, footer: Footer, action }, titled(title))

const withoutHeader = <const Kind extends string, Action extends TSchema>(kind: Kind, title: string, action: Action) =>
  object({ type: choice([kind]), body: Body, footer: Footer, action }, { refused: noHeader(kind), title })

const card = { card_index: Type.Integer({ minimum: 0, maximum: 9, description: 'The place of the card, from 0.' }) }

/** Meta's own example gives cards with quick replies the type `cta_url`; clients also leave it out. */
const MediaCard = object({
  ...card,
  type: choice(['cta_url']),
  header: variants('type', { image: ImageHeader, video: VideoHeader }),
  body: optional(object({ text: shortText(cardBodyMax, cardLineBreaksMax) })),
  action: either('buttons', actions.QuickReplies, actions.CtaUrl),
})
const ProductCard = object({ ...card, type: choice(['product']), action: actions.Product })

const Cards = object(
  { cards: list(variants('type', { cta_url: MediaCard, product: ProductCard }), 2, 10) },
  {
    rules: [
      { kind: 'unique', path: 'cards.*.card_index' },
      { kind: 'same', path: 'cards.*.type' },
      { kind: 'same', path: 'cards.*.header.type' },
      { kind: 'same', path: 'cards.*.action.catalog_id' },
      { kind: 'same_length', path: 'cards.*.action.buttons' },
      { kind: 'all_or_none', path: 'cards', member: 'action.buttons' },
    ],
  },
)

/** By the type of the interactive message. */
export const interactiveKinds = {
  button: withHeader('button', 'ReplyButtonsMessage', actions.ReplyButtons),
  list: object(
    {
      type: choice(['list']),
      header: optional(OnlyTextHeader),
      body: ListBody,
      footer: Footer,
      action: actions.ListAction,
    },
    titled('ListMessage'),
  ),
  cta_url: withHeader('cta_url', 'LinkButtonMessage', actions.CtaUrl),
  location_request_message: withoutHeader(
    'location_request_message',
    'LocationRequestMessage',
    actions.LocationRequest,
  ),
  address_message: withHeader('address_message', 'AddressRequestMessage', actions.Address),
  flow: withHeader('flow', 'FlowMessage', actions.Flow),
  product: object(
    { type: choice(['product']), body: optional(Body), footer: Footer, action: actions.Product },
    { refused: noHeader('product'), title: 'ProductMessage' },
  ),
  product_list: object(
    {
      type: choice(['product_list']),
      header: OnlyTextHeader,
      body: Body,
      footer: Footer,
      action: actions.ProductList,
    },
    titled('ProductListMessage'),
  ),
  catalog_message: withoutHeader('catalog_message', 'CatalogMessage', actions.Catalog),
  carousel: object(
    { type: choice(['carousel']), body: Body, action: Cards },
    {
      refused: { ...noHeader('carousel'), footer: 'must be left out: a carousel has no footer' },
      title: 'CarouselMessage',
    },
  ),
  call_permission_request: withoutHeader('call_permission_request', 'CallPermissionMessage', actions.CallPermission),
  voice_call: withHeader('voice_call', 'CallButtonMessage', actions.VoiceCall),
  request_contact_info: object(
    { type: choice(['request_contact_info']), body: Body, footer: Footer, action: optional(actions.ContactRequest) },
    { refused: noHeader('request_contact_info'), title: 'ContactRequestMessage' },
  ),
  order_details: withHeader('order_details', 'OrderDetailsMessage', actions.OrderDetails),
  order_status: withoutHeader('order_status', 'OrderStatusMessage', actions.OrderStatus),
} as const

export const Interactive = variants('type', interactiveKinds, titled('InteractiveContent'))
type InteractiveKind = keyof typeof interactiveKinds
