import { TextLink } from '@dawk/ui/controls/button.tsx'
import { PinIcon } from '@dawk/ui/icons.tsx'
import { Row, Stack } from '@dawk/ui/layout/layout.tsx'
import { Text } from '@dawk/ui/layout/text.tsx'
import { Plural, Trans } from '@lingui/react/macro'
import { type Json, list, record, text } from '#lib/data/json.ts'

/** A place: where it is on a map opens elsewhere, and only when it is asked for. */
export function PlaceBody({ part }: { part: Json }) {
  const [latitude, longitude] = [Number(part['latitude']), Number(part['longitude'])]
  const place = `${latitude}, ${longitude}`
  return (
    <Row gap="s" align="start">
      <PinIcon />
      <Stack>
        {text(part['name']) !== '' && <Text strong>{text(part['name'])}</Text>}
        {text(part['address']) !== '' && <Text size="s">{text(part['address'])}</Text>}
        {Number.isFinite(latitude) && Number.isFinite(longitude) && (
          <TextLink
            external
            href={`https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}#map=16/${latitude}/${longitude}`}
          >
            {place}
          </TextLink>
        )}
      </Stack>
    </Row>
  )
}

export const ContactCards = ({ cards }: { cards: readonly unknown[] }) => (
  <Stack gap="s">
    {cards.map(record).map((card, index) => (
      <Stack key={index}>
        <Text strong>{text(record(card['name'])['formattedName'])}</Text>
        {list(card['phones']).map((phone) => (
          <Text key={text(record(phone)['phone'])} size="s" numbers>
            {text(record(phone)['phone'])}
          </Text>
        ))}
        {list(card['emails']).map((email) => (
          <Text key={text(record(email)['email'])} size="s">
            {text(record(email)['email'])}
          </Text>
        ))}
      </Stack>
    ))}
  </Stack>
)

/** A cart that a person sent from the catalogue. */
export function OrderBody({ part }: { part: Json }) {
  const items = list(part['productItems']).map(record)
  return (
    <Stack gap="xs">
      <Text strong>
        <Trans>Order</Trans> · <Plural value={items.length} one="# item" other="# items" />
      </Text>
      {items.map((item) => (
        <Text key={text(item['productRetailerId'])} size="s" numbers>
          {text(item['quantity'])} × {text(item['productRetailerId'])} · {text(item['itemPrice'])}{' '}
          {text(item['currency'])}
        </Text>
      ))}
      {text(part['text']) !== '' && <Text pre>{text(part['text'])}</Text>}
    </Stack>
  )
}
