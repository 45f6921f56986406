import { choice, list, object, openObject, optional, text } from '@dawk/cloud-api/content/schema.ts'
import Type from 'typebox'
import { exitName, nodeKind, or, templated, to } from './node-kind.ts'

/** Sent in place of the message where WhatsApp's 24 hours are over. */
const insteadOf = object({
  name: text(512, { description: 'An approved template.' }),
  language: text(20, { description: 'As Meta writes it: en_US.' }),
  components: optional(list(openObject("Meta's components of a send, with {{ … }} in their texts."), 0, 10)),
})

const shared = {
  whenClosed: optional(insteadOf),
  quote: optional(Type.Boolean({ description: "Quotes the person's message." })),
}

const exits = () => [to('ok'), or('window_closed', 'as:failed'), or('failed', 'end:failed')]

const button = object({ id: exitName('Comes back when it is tapped.'), title: templated(20, 'At most 20 characters.') })
const row = object({
  id: exitName('Comes back when it is chosen.'),
  title: templated(24, 'At most 24 characters.'),
  description: optional(templated(72, 'At most 72 characters.')),
})

export const sendNodes = {
  send_text: nodeKind('send', 'Sends a text', {
    data: {
      text: templated(4096, 'The text, with {{ session.name }} and the like.'),
      previewUrl: optional(Type.Boolean({ description: 'Shows a preview of the first link.' })),
      ...shared,
    },
    exits,
  }),
  send_media: nodeKind('send', 'Sends an image, a video, a sound, a document or a sticker', {
    data: {
      media: choice(['image', 'video', 'audio', 'document', 'sticker']),
      link: optional(templated(2000, 'Where the file is, with https.')),
      mediaId: optional(text(100, { description: 'Our id of a stored file, in place of a link.' })),
      caption: optional(templated(1024, 'Not of a sound or a sticker.')),
      filename: optional(templated(240, 'Of a document.')),
      ...shared,
    },
    exits,
  }),
  send_buttons: nodeKind('send', 'Sends a text with up to three buttons and does not wait for them', {
    data: {
      text: templated(1024, 'The text above the buttons.'),
      header: optional(templated(60, 'A bold line above.')),
      footer: optional(templated(60, 'A small line below.')),
      buttons: list(button, 1, 3),
      ...shared,
    },
    exits,
  }),
  send_list: nodeKind('send', 'Sends a text with a list and does not wait for a choice', {
    data: {
      text: templated(4096, 'The text above the list.'),
      header: optional(templated(60, 'A bold line above.')),
      footer: optional(templated(60, 'A small line below.')),
      button: templated(20, 'Opens the list.'),
      rows: list(row, 1, 10),
      ...shared,
    },
    exits,
  }),
  send_link: nodeKind('send', 'Sends a text with a button that opens a web page', {
    data: {
      text: templated(1024, 'The text above the button.'),
      label: templated(20, 'On the button.'),
      url: templated(2000, 'Where it leads.'),
      ...shared,
    },
    exits,
  }),
  send_template: nodeKind('send', 'Sends an approved template, also outside of the 24 hours', {
    data: { ...insteadOf.properties, quote: shared.quote },
    exits: () => [to('ok'), or('failed', 'end:failed')],
  }),
  send_message: nodeKind(
    'send',
    "Sends any message of Meta's: location, contacts, reaction, product, carousel, flow, order, address, call",
    {
      data: {
        content: openObject('Meta\'s object with {{ … }} in its texts: {"type": "location", "location": {…}}.', {
          minProperties: 2,
        }),
        ...shared,
      },
      exits,
    },
  ),
}
