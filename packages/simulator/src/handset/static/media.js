import { element, linkTo } from './elements.js'

const base = '_simulator'
export const mediaKinds = ['image', 'video', 'audio', 'document', 'sticker']

/** Files of the simulator are shown; what a link points at is only linked, since nothing is loaded from elsewhere. */
export function mediaNode(kind, media) {
  if (!media?.id) return linkTo(media?.link, media?.filename ?? kind, 'media')
  const src = `${base}/media/${encodeURIComponent(media.id)}`
  if (kind === 'image' || kind === 'sticker')
    return element('img', { src, alt: media.caption ?? kind, className: `picture ${kind}` })
  if (kind === 'audio') return element('audio', { src, controls: true, preload: 'none' })
  if (kind === 'video') return element('video', { src, controls: true, preload: 'metadata', className: 'picture' })
  const text = media.filename ?? 'document'
  return element('a', { className: 'media', href: src, text, download: media.filename ?? '' })
}

/** `header` as it was sent or rendered: a text, a file, or a place. */
export function headerNode(header) {
  const kind = header?.type?.toLowerCase()
  if (!kind) return []
  if (kind === 'text') return [element('strong', { className: 'header', dir: 'auto', text: header.text })]
  if (mediaKinds.includes(kind)) return [mediaNode(kind, header[kind])]
  if (kind === 'location') return [locationNode(header.location)]
  return [element('span', { className: 'media', text: header.type })]
}

export function locationNode(place) {
  const { latitude, longitude, name, address } = place ?? {}
  const at = `${latitude}, ${longitude}`
  const map = `https://www.openstreetmap.org/?mlat=${encodeURIComponent(latitude)}&mlon=${encodeURIComponent(longitude)}`
  return element('span', {
    className: 'place',
    children: [
      element('strong', { text: `📍 ${name ?? 'Location'}`, dir: 'auto' }),
      ...(address ? [element('span', { text: address, dir: 'auto' })] : []),
      linkTo(map, at, 'link'),
    ],
  })
}

export function contactNodes(cards) {
  return [cards].flat().map((card) => {
    const numbers = (card?.phones ?? []).map(({ phone, wa_id: id }) => phone ?? id)
    const mails = (card?.emails ?? []).map(({ email }) => email)
    const work = [card?.org?.title, card?.org?.company].filter(Boolean).join(', ')
    return element('span', {
      className: 'card contact',
      children: [
        element('strong', { text: `👤 ${card?.name?.formatted_name ?? 'Contact'}`, dir: 'auto' }),
        ...[work, ...numbers, ...mails].filter(Boolean).map((text) => element('span', { className: 'soft', text })),
      ],
    })
  })
}
