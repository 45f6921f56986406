import type { FlowNode, NodeData, NodeOf } from '../flow/nodes/node-catalogue.ts'
import { renderTemplate, renderWithin, type Values } from '../values/template.ts'

export type Content = Readonly<Record<string, unknown>>
type Sending = Extract<FlowNode, { kind: `send_${string}` }>

/** Meta refuses what is too long: it is shortened, with an ellipsis, rather than not sent. */
const fit = (text: string, most: number): string => {
  const characters = [...text.trim()]
  return characters.length <= most
    ? characters.join('')
    : `${characters
        .slice(0, most - 1)
        .join('')
        .trimEnd()}…`
}

const bodyOf = (text: string, most: number): string => fit(text, most) || '…' // Meta refuses an empty text

/** What a button of a flow comes back with: the flow and not its version, so that a tap counts months later. */
export const payloadOf = (flowId: string, node: string, exit: string): string => `flow:${flowId}:${node}:${exit}`

export function readPayload(payload: string | null): { flowId: string; node: string; exit: string } | null {
  const [, flowId, node, exit] = /^flow:([0-9a-f-]{36}):([\w-]{1,64}):([\w-]{1,64})$/i.exec(payload ?? '') ?? []
  return flowId && node && exit ? { flowId, node, exit } : null
}

/** Meta's object of a message that a node sends. */
export function buildMessage(node: Sending, flowId: string, nodeId: string, values: Values): Content {
  const say = (text: string, most: number) => fit(renderTemplate(text, values), most)
  switch (node.kind) {
    case 'send_text': {
      const { text, previewUrl } = node.data
      const body = bodyOf(renderTemplate(text, values), 4096)
      return { type: 'text', text: { body, ...(previewUrl && { preview_url: true }) } }
    }
    case 'send_media':
      return mediaMessage(node.data, say)
    case 'send_buttons': {
      const buttons = node.data.buttons.map(({ id, title }) => reply(payloadOf(flowId, nodeId, id), say(title, 20)))
      return interactive('button', framed(node.data, say, 1024), { buttons })
    }
    case 'send_list': {
      const { rows, button } = node.data
      const listed = rows.map(({ id, title, description }) => ({
        id: payloadOf(flowId, nodeId, id),
        title: say(title, 24),
        ...(description !== undefined && { description: say(description, 72) }),
      }))
      return interactive('list', framed(node.data, say, 4096), {
        button: say(button, 20),
        sections: [{ rows: listed }],
      })
    }
    case 'send_link': {
      const parameters = { display_text: say(node.data.label, 20), url: renderTemplate(node.data.url, values) }
      return interactive('cta_url', framed(node.data, say, 1024), { name: 'cta_url', parameters })
    }
    case 'send_template':
      return templateMessage(node.data, values)
    case 'send_message':
      return renderWithin(node.data.content, values) as Content
  }
}

export const templateMessage = (
  { name, language, components }: NodeData<'send_template'> | NonNullable<NodeData<'send_text'>['whenClosed']>,
  values: Values,
): Content => ({
  type: 'template',
  template: { name, language: { code: language }, ...(components && { components: renderWithin(components, values) }) },
})

type Say = (text: string, most: number) => string

function mediaMessage({ media, link, mediaId, caption, filename }: NodeData<'send_media'>, say: Say): Content {
  return {
    type: media,
    [media]: {
      ...(mediaId === undefined ? { link: say(link ?? '', 2000) } : { id: mediaId }),
      ...(caption !== undefined && !['audio', 'sticker'].includes(media) && { caption: say(caption, 1024) }),
      ...(filename !== undefined && media === 'document' && { filename: say(filename, 240) }),
    },
  }
}

interface Framed {
  text: string
  header?: string | undefined
  footer?: string | undefined
}

const framed = ({ text, header, footer }: Framed, say: Say, most: number): Content => ({
  ...(header !== undefined && { header: { type: 'text', text: bodyOf(say(header, 60), 60) } }),
  body: { text: bodyOf(say(text, most), most) },
  ...(footer !== undefined && { footer: { text: bodyOf(say(footer, 60), 60) } }),
})

const reply = (id: string, title: string) => ({ type: 'reply', reply: { id, title: title || '…' } })

const interactive = (type: string, frame: Content, action: Content): Content => ({
  type: 'interactive',
  interactive: { type, ...frame, action },
})

/** Up to three short choices are buttons, up to ten a list; more, or longer ones, a numbered text. */
export function choiceMessage(data: NodeData<'choice'>, flowId: string, nodeId: string, values: Values): Content {
  const say: Say = (text, most) => fit(renderTemplate(text, values), most)
  const choices = data.choices.map(({ id, title, description }) => ({
    id: payloadOf(flowId, nodeId, id),
    title: say(title, 200),
    description: description === undefined ? null : say(description, 72),
  }))
  const fits = (most: number) =>
    areDistinct(choices.map(({ title }) => title)) &&
    choices.every(({ title }) => title !== '' && [...title].length <= most)
  const hasDescriptions = choices.some(({ description }) => description !== null)
  if (choices.length <= 3 && fits(20) && !hasDescriptions)
    return interactive('button', framed(data, say, 1024), { buttons: choices.map(({ id, title }) => reply(id, title)) })
  if (choices.length <= 10 && fits(24)) {
    const rows = choices.map(({ id, title, description }) => ({ id, title, ...(description && { description }) }))
    return interactive('list', framed(data, say, 4096), {
      button: say(data.button ?? 'Choose', 20) || 'Choose',
      sections: [{ rows }],
    })
  }
  const lines = choices.map(({ title }, place) => `${place + 1}. ${title}`)
  return { type: 'text', text: { body: fit([renderTemplate(data.text, values), '', ...lines].join('\n'), 4096) } }
}

const areDistinct = (titles: readonly string[]): boolean => new Set(titles).size === titles.length

/** A message that answers another one. */
export const quoting = (content: Content, wamid: string | null): Content =>
  wamid === null || content['type'] === 'reaction' ? content : { ...content, context: { message_id: wamid } }
