import type { EventEmitter } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { createWhatsAppAdapter } from '@chat-adapter/whatsapp'
import { Client as GreatDetail } from '@great-detail/whatsapp'
import { WhatsAppBusinessSDK } from '@microfox/whatsapp-business'
import * as cloudApiClient from '@whatsapp-cloudapi/client'
import { WABAClient } from 'whatsapp-business'
import { createBot } from 'whatsapp-cloud-api'

/*
 * Published clients of the Cloud API, on the version of Graph that each has by default, and what their users do with them.
 * Two of them come with hundreds of megabytes for other vendors: `overrides` of the root package.json leave those out, and the
 * client itself is as it is published.
 */

interface Account {
  token: string
  phoneNumberId: string
  wabaId: string
  to: string
  /** The wamid of a message that the person wrote. */
  inbound: string
  /** A directory for files that a client wants to read. */
  directory: string
}

interface Client {
  name: string
  /** The types of the messages that it sends, in order. */
  sends: readonly string[]
  run(account: Account): Promise<void>
  /** What it reads of a business account beyond numbers and templates. */
  readAccount?(account: Account): Promise<void>
}

// These have no types, or ones of another module system, and are CommonJS.
const require = createRequire(import.meta.url)
// biome-ignore lint/suspicious/noExplicitAny: packages without types
type Untyped = any

const pdf = '%PDF-1.4\n%%EOF\n'
const pdfType = 'application/pdf'
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)
const template = { name: 'hello_world', language: 'en_US' }

function must(condition: unknown, what: string, answer: unknown): void {
  if (!condition) throw new Error(`${what}: ${JSON.stringify(answer)}`)
}

/** What became of as many tasks of a queue, which tells it by events alone. */
const answersOf = (queue: EventEmitter, count: number): Promise<Untyped[]> =>
  new Promise((resolve, reject) => {
    const answers: Untyped[] = []
    queue.on('reject', reject)
    queue.on('resolve', (answer) => answers.push(answer) === count && resolve(answers))
  })

export const publishedClients: readonly Client[] = [
  {
    name: '@great-detail/whatsapp',
    sends: ['text', 'template', 'document'],
    async run({ token, phoneNumberId, wabaId, to, inbound }) {
      const sdk: Untyped = new GreatDetail({ request: { headers: { Authorization: `Bearer ${token}` } } })
      const send = (content: object) =>
        sdk.message.createMessage({ phoneNumberID: phoneNumberId, to, ...content }).json()
      await send({ type: 'text', text: { body: 'Hello' } })
      await send({ type: 'template', template: { name: template.name, language: { code: template.language } } })
      const { id } = await sdk.media
        .upload({
          phoneNumberID: phoneNumberId,
          file: new Blob([pdf], { type: pdfType }),
          filename: 'a.pdf',
          mimeType: pdfType,
        })
        .json()
      await send({ type: 'document', document: { id, filename: 'a.pdf' } })
      const media = await sdk.media.getURL({ mediaID: id }).json()
      must(media.mime_type === pdfType, 'media', media)
      await sdk.media.delete({ mediaID: id }).json()
      const read = await sdk.message
        .createStatus({ phoneNumberID: phoneNumberId, status: 'read', message_id: inbound })
        .json()
      must(read.success, 'read', read)
      const found = await sdk.template
        .list(wabaId, { status: ['APPROVED', 'PAUSED'], category: ['UTILITY', 'MARKETING'] })
        .json()
      must(found.data.length > 2, 'templates', found)
      const numbers = await sdk.phoneNumbers.listPhoneNumbers({ businessAccountID: wabaId }).json()
      must(numbers.data[0].id === phoneNumberId, 'numbers', numbers)
    },
    async readAccount({ token, wabaId }) {
      const sdk: Untyped = new GreatDetail({ request: { headers: { Authorization: `Bearer ${token}` } } })
      const account = await sdk.whatsappBusinessAccount.get(wabaId, { fields: ['id', 'name'] }).json()
      must(account.id === wabaId, 'account', account)
      must((await sdk.subscribedApps.listSubscriptions({ businessAccountID: wabaId }).json()).data, 'apps', null)
      must((await sdk.template.listLibrary({ topic: 'PAYMENTS' }).json()).data.length > 0, 'library', null)
    },
  },
  {
    name: 'whatsapp (Meta’s archived SDK)',
    sends: ['text', 'template'],
    async run({ token, phoneNumberId, wabaId, to }) {
      Object.assign(process.env, {
        WA_PHONE_NUMBER_ID: phoneNumberId,
        WA_BUSINESS_ACCOUNT_ID: wabaId,
        CLOUD_API_ACCESS_TOKEN: token,
        CLOUD_API_VERSION: 'v16.0',
      })
      const WhatsApp: Untyped = require('whatsapp')
      const client = new WhatsApp(phoneNumberId)
      const answerOf = async (sent: Promise<Untyped>) => (await sent).responseBodyToJSON()
      const text = await answerOf(client.messages.text({ body: 'Hello' }, to))
      must(text.messages?.[0]?.id, 'text', text)
      const sent = await answerOf(
        client.messages.template(
          { name: template.name, language: { policy: 'deterministic', code: template.language } },
          to,
        ),
      )
      must(sent.messages?.[0]?.id, 'template', sent)
    },
  },
  {
    name: 'whatsapp-business',
    sends: ['text', 'template', 'document'],
    async run({ token, phoneNumberId, wabaId, to, inbound, directory }) {
      const client: Untyped = new WABAClient({ accountId: wabaId, apiToken: token, phoneId: phoneNumberId })
      await client.sendMessage({ to, type: 'text', text: { body: 'Hello' } })
      await client.sendMessage({
        to,
        type: 'template',
        template: { name: template.name, language: { code: template.language } },
      })
      const file = join(directory, 'a.pdf')
      await writeFile(file, pdf)
      const { id } = await client.uploadMedia({ file, type: pdfType })
      await client.sendMessage({ to, type: 'document', document: { id, filename: 'a.pdf' } })
      must((await client.getMedia(id)).mime_type === pdfType, 'media', id)
      must((await client.deleteMedia(id)).success, 'deletion', id)
      must((await client.markMessageAsRead(inbound)).success, 'read', inbound)
      const numbers = await client.getBusinessPhoneNumbers()
      must(numbers.data[0].id === phoneNumberId, 'numbers', numbers)
      must((await client.getBusinessProfile()) !== undefined, 'profile', null)
    },
  },
  {
    name: 'whatsapp-cloud-api',
    sends: ['text', 'template', 'location'],
    async run({ token, phoneNumberId, to }) {
      const bot = createBot(phoneNumberId, token)
      const sent = await bot.sendText(to, 'Hello')
      must(sent.messageId.startsWith('wamid.'), 'text', sent)
      await bot.sendTemplate(to, template.name, template.language)
      await bot.sendLocation(to, 40.7128, -74.006, { name: 'New York' })
    },
  },
  {
    name: 'whatsappcloudapi_wrapper',
    sends: ['text', 'template', 'interactive'],
    async run({ token, phoneNumberId, wabaId, to, inbound }) {
      const Wrapper: Untyped = require('whatsappcloudapi_wrapper')
      const client = new Wrapper({ accessToken: token, senderPhoneNumberId: phoneNumberId, WABA_ID: wabaId })
      const text = await client.sendText({ message: 'Hello', recipientPhone: to })
      must(text.data?.messages?.[0]?.id, 'text', text)
      await client.sendTemplate({
        templateName: template.name,
        languageCode: template.language,
        components: [],
        recipientPhone: to,
      })
      const listOfButtons = [
        { title: 'Yes', id: 'yes' },
        { title: 'No', id: 'no' },
      ]
      await client.sendSimpleButtons({ recipientPhone: to, message: 'Sure?', listOfButtons })
      const read = await client.markMessageAsRead({ message_id: inbound })
      must(read.data?.success, 'read', read)
    },
  },
  {
    name: '@whatsapp-cloudapi/client',
    sends: ['text', 'template', 'interactive'],
    async run({ token, phoneNumberId, to, inbound }) {
      const access = { accessToken: token, from: phoneNumberId }
      const text = await cloudApiClient.sendTextMessage({ ...access, to, text: 'Hello' })
      must(text.messages[0]?.id, 'text', text)
      await cloudApiClient.sendTemplateMessage({
        ...access,
        to,
        templateName: template.name,
        languageCode: template.language,
      })
      const ctaUrl: Untyped = { ...access, to, text: 'Look', buttonText: 'Open', url: 'https://shop.example/' }
      await cloudApiClient.sendCTAURLMessage({ ...ctaUrl, bodyText: 'Look', body: 'Look', displayText: 'Open' })
      const uploaded = await cloudApiClient.uploadMedia({
        ...access,
        file: new File([png], 'a.png', { type: 'image/png' }),
      })
      must(uploaded.id, 'media', uploaded)
      const read = await cloudApiClient.markMessageRead({ ...access, messageId: inbound, showTypingIndicator: true })
      must(read.success, 'read', read)
    },
  },
  {
    name: '@chat-adapter/whatsapp',
    sends: ['text', 'template'],
    async run({ token, phoneNumberId, to, inbound }) {
      const logger = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {}, child: () => logger }
      const adapter: Untyped = createWhatsAppAdapter({
        accessToken: token,
        appSecret: 'unused',
        phoneNumberId,
        verifyToken: 'unused',
        logger: logger as never,
      })
      const thread = adapter.encodeThreadId({ phoneNumberId, userWaId: to.replace('+', '') })
      await adapter.postMessage(thread, 'Hello')
      await adapter.sendTemplate(thread, template)
      must(await adapter.uploadMedia({ data: Buffer.from(pdf), mimeType: pdfType, filename: 'a.pdf' }), 'media', null)
      await adapter.markAsRead(thread, inbound)
    },
  },
  {
    name: '@microfox/whatsapp-business',
    sends: ['text', 'template', 'reaction'],
    async run({ token, phoneNumberId, wabaId, to, inbound }) {
      const access: Untyped = { phoneNumberId, businessAccountId: wabaId, accessToken: token }
      const sdk: Untyped = new WhatsAppBusinessSDK(access)
      await sdk.sendTextMessage(to, 'Hello')
      await sdk.sendTemplateMessage(to, template.name, template.language)
      await sdk.sendReaction(to, inbound, '👍')
      await sdk.markMessageAsRead(inbound)
      await sdk.sendTypingIndicator({ messageId: inbound })
      const uploaded = await sdk.uploadMedia(new File([pdf], 'a.pdf', { type: pdfType }), 'document')
      must(JSON.stringify(uploaded).includes('"id"'), 'media', uploaded)
      const templates = await sdk.getTemplates()
      must(JSON.stringify(templates).includes(template.name), 'templates', templates)
      must(JSON.stringify(await sdk.getPhoneNumbers()).includes(phoneNumberId), 'numbers', null)
    },
  },
  {
    name: '@builderbot/provider-meta',
    sends: ['text', 'template', 'interactive', 'image'],
    async run({ token, phoneNumberId, to, directory }) {
      const { MetaProvider }: Untyped = require('@builderbot/provider-meta')
      const provider = new MetaProvider({ jwtToken: token, numberId: phoneNumberId, verifyToken: 'unused' })
      const answers = answersOf(provider.queue, 4)
      await provider.sendText(to, 'Hello')
      await provider.sendTemplate(to, template.name, template.language)
      await provider.sendButtons(to, [{ body: 'Yes' }, { body: 'No' }], 'Sure?')
      const file = join(directory, 'a.png')
      await writeFile(file, png)
      await provider.sendImage(to, file, 'A picture')
      for (const answer of await answers) must(answer.messages[0]?.id, 'message', answer)
    },
  },
  {
    name: '@novu/providers',
    sends: ['text', 'template'],
    async run({ token, phoneNumberId, to }) {
      const {
        WhatsappBusinessChatProvider,
      }: Untyped = require('@novu/providers/build/main/lib/whatsapp-business/whatsapp-business.provider.js')
      const config = { accessToken: token, phoneNumberIdentification: phoneNumberId }
      const provider = new WhatsappBusinessChatProvider(config)
      const sent = await provider.sendMessage({ phoneNumber: to, content: 'Hello' })
      must(sent.id, 'text', sent)
      const content = { name: template.name, language: { code: template.language } }
      const templated = await provider.sendMessage({ phoneNumber: to, content: '', customData: { template: content } })
      must(templated.id, 'template', templated)
    },
  },
]
