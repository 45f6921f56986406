import assert from 'node:assert/strict'
import type { TemplateComponent } from '@dawk/cloud-api/template-types.ts'
import { renderTemplatePreview } from '@dawk/core/messaging/templates/contract/render-preview.ts'
import { type TemplateContract, templateContract } from '@dawk/core/messaging/templates/contract/template-contract.ts'
import {
  type TemplateParameters,
  toTemplateComponents,
} from '@dawk/core/messaging/templates/contract/template-parameters.ts'
import { checkTemplateSend } from '@dawk/core/messaging/templates/send-check/check-template-send.ts'
import { lintTemplate } from '@dawk/core/messaging/templates/write/lint-template.ts'
import { Ajv2020 } from 'ajv/dist/2020.js'
import fc from 'fast-check'
import { test } from 'vitest'

interface Case {
  components: TemplateComponent[]
  format: 'NAMED' | 'POSITIONAL'
  parameters: Record<string, unknown>
}

const word = fc.stringMatching(/^[A-Za-z0-9é✓]{1,12}$/)
const value = fc.oneof(
  word,
  word.map((fallback_value) => ({ date_time: { fallback_value } })),
  fc.tuple(word, fc.integer()).map(([fallback_value, amount_1000]) => ({
    currency: { fallback_value, code: 'INR', amount_1000 },
  })),
)
const media = fc.oneof(
  word.map((id) => ({ id })),
  word.map((path) => ({ link: `https://x.example/${path}` })),
)
const location = fc.record({
  latitude: fc.integer({ min: -90, max: 90 }),
  longitude: fc.integer({ min: -180, max: 180 }),
})

function texts(count: number, named: boolean, of: fc.Arbitrary<unknown>) {
  const names = Array.from({ length: count }, (_, at) => (named ? `name_${at}` : String(at + 1)))
  return fc.array(of, { minLength: count, maxLength: count }).map((values) => ({
    text: `Dear ${names.map((name) => `{{${name}}} and`).join(' ')} all`,
    values: named ? Object.fromEntries(names.map((name, at) => [name, values[at]])) : values,
    takes: count > 0,
  }))
}

const header = (named: boolean) =>
  fc.oneof(
    texts(1, named, word).map(({ text, values }) => ({
      component: { type: 'HEADER', format: 'TEXT', text },
      value: values,
    })),
    fc
      .constantFrom('IMAGE', 'VIDEO', 'DOCUMENT')
      .chain((format) => media.map((one) => ({ component: { type: 'HEADER', format }, value: one }))),
    location.map((one) => ({ component: { type: 'HEADER', format: 'LOCATION' }, value: one })),
  )

const button = fc.oneof(
  word.map((code) => ({ button: { type: 'URL', text: 'Go', url: 'https://x.example/{{1}}' }, value: code })),
  word.map(() => ({ button: { type: 'URL', text: 'Go', url: 'https://x.example/' }, value: undefined })),
  fc.stringMatching(/^[A-Z0-9]{1,20}$/).map((code) => ({ button: { type: 'COPY_CODE', text: 'Copy' }, value: code })),
  word.map((payload) => ({ button: { type: 'QUICK_REPLY', text: 'Yes' }, value: payload })),
  word.map((flow_token) => ({ button: { type: 'FLOW', text: 'Start' }, value: { flow_token } })),
)

const part = (named: boolean, rich: boolean) =>
  fc
    .record({
      header: fc.option(header(named), { nil: undefined }),
      body: fc.integer({ min: 0, max: 4 }).chain((count) => texts(count, named, rich ? value : word)),
      buttons: fc.array(button, { maxLength: 3 }),
    })
    .map(({ header: top, body, buttons }) => {
      const filled = buttons.flatMap(({ value: one }, index) =>
        one === undefined ? [] : [[String(index), one] as const],
      )
      return {
        components: [
          ...(top ? [top.component] : []),
          { type: 'BODY', text: body.text },
          ...(buttons.length > 0 ? [{ type: 'BUTTONS', buttons: buttons.map((one) => one.button) }] : []),
        ],
        parameters: {
          ...(top && { header: top.value }),
          ...(body.takes && { body: body.values }),
          ...(filled.length > 0 && { buttons: Object.fromEntries(filled) }),
        },
      }
    })

const anyCase: fc.Arbitrary<Case> = fc.boolean().chain((named) =>
  fc
    .tuple(
      part(named, true),
      fc.option(fc.array(part(named, true), { minLength: 2, maxLength: 3 }), { nil: undefined }),
      fc.boolean(),
    )
    .map(
      ([{ components, parameters }, cards, offer]): Case => ({
        format: named ? 'NAMED' : 'POSITIONAL',
        components: [
          ...components,
          ...(offer
            ? [{ type: 'LIMITED_TIME_OFFER', limited_time_offer: { text: 'Soon', has_expiration: true } }]
            : []),
          ...(cards ? [{ type: 'CAROUSEL', cards: cards.map((card) => ({ components: card.components })) }] : []),
        ],
        parameters: {
          ...parameters,
          ...(offer && { limited_time_offer: { expiration_time_ms: 1_767_225_600_000 } }),
          ...(cards && { cards: cards.map((card) => card.parameters) }),
        },
      }),
    ),
)

const check = (contract: TemplateContract, parameters: unknown) =>
  checkTemplateSend(contract, { components: toTemplateComponents(contract, parameters as TemplateParameters) })

const ajv = new Ajv2020({ strict: false })

/** Every way to leave out one value that the contract requires, as paths. */
function requiredPaths(schema: Record<string, unknown>, path: (string | number)[] = []): (string | number)[][] {
  const paths: (string | number)[][] = []
  for (const [name, member] of Object.entries(
    (schema['properties'] ?? {}) as Record<string, Record<string, unknown>>,
  )) {
    const isRequired = ((schema['required'] ?? []) as string[]).includes(name)
    if (isRequired) paths.push([...path, name])
    if (name !== 'id' && name !== 'link') paths.push(...requiredPaths(member, [...path, name]))
  }
  for (const [index, member] of ((schema['prefixItems'] ?? []) as Record<string, unknown>[]).entries())
    paths.push([...path, index], ...requiredPaths(member, [...path, index]))
  return paths
}

function without(parameters: unknown, path: readonly (string | number)[]): { changed: boolean; result: unknown } {
  const result = structuredClone(parameters) as Record<string, unknown>
  let at: Record<string, unknown> | undefined = result
  for (const name of path.slice(0, -1)) at = at?.[name] as Record<string, unknown> | undefined
  const last = path.at(-1)
  if (typeof at !== 'object' || last === undefined || at === null || !(last in at)) return { changed: false, result }
  if (Array.isArray(at)) at.splice(Number(last), 1)
  else delete at[last]
  return { changed: true, result }
}

test('what is built from a contract passes both; leaving out anything required fails both', () => {
  fc.assert(
    fc.property(anyCase, ({ components, format, parameters }) => {
      const contract = templateContract(components, format)
      const isValid = ajv.compile(contract)
      assert.ok(isValid(parameters), JSON.stringify(isValid.errors))
      assert.deepEqual(check(contract, parameters), [])
      for (const path of requiredPaths(contract)) {
        const { changed, result } = without(parameters, path)
        if (!changed) continue
        assert.equal(isValid(result), false, `schema without ${path.join('.')}`)
        assert.notDeepEqual(check(contract, result), [], `check without ${path.join('.')}`)
      }
    }),
    { numRuns: 40 },
  )
})

test('a preview shows every value, and none of the variables that have one', () => {
  fc.assert(
    fc.property(anyCase, ({ components, format, parameters }) => {
      const sent = toTemplateComponents(templateContract(components, format), parameters as TemplateParameters)
      const { header, body } = renderTemplatePreview(components, sent)
      assert.doesNotMatch(`${header?.text} ${body}`, /\{\{/)
    }),
    { numRuns: 50 },
  )
})

const order = templateContract(
  [
    { type: 'BODY', text: 'Hi {{1}}, your order {{2}} is ready!' },
    { type: 'BUTTONS', buttons: [{ type: 'URL', text: 'Track', url: 'https://x.example/{{1}}' }] },
  ],
  'POSITIONAL',
)
const text = (value: unknown) => ({ type: 'text', text: value })
const fields = (components: unknown, contract = order) =>
  checkTemplateSend(contract, { components }).map(({ field }) => field)

/** The code and the words of Meta for the first problem of a send. */
const answerOf = (components: unknown, contract: TemplateContract) => {
  const [first] = checkTemplateSend(contract, { components })
  return [first?.metaCode, first?.metaDetails]
}
const contractOf = (...components: unknown[]) => templateContract(components as TemplateComponent[], 'POSITIONAL')
const withButton = (button: object) => contractOf({ type: 'BODY', text: 'a' }, { type: 'BUTTONS', buttons: [button] })

test('a button that lacks its parameter is refused with the code and the words of Meta', () => {
  const link = withButton({ type: 'URL', text: 'Go', url: 'https://a.example/{{1}}' })
  assert.deepEqual(answerOf([], link), [131008, 'buttons: Button at index 0 of type Url requires a parameter'])
  const flow = withButton({ type: 'FLOW', text: 'Book', flow_id: 1 })
  assert.deepEqual(answerOf([], flow), [131009, 'buttons: Button at index 0 of type Flow requires a parameter'])
  const component = (parameters: unknown[]) => [{ type: 'button', sub_type: 'flow', index: 0, parameters }]
  assert.deepEqual(answerOf(component([]), flow), [
    131009,
    'buttons: Button at index 0 of type Flow requires a parameter',
  ])
  assert.deepEqual(fields(component([{ type: 'action', action: {} }]), flow), [])
})

test('a body that is alone may have 32,768 characters, and 1024 beside other parts', () => {
  const of = (length: number, ...more: unknown[]) =>
    answerOf(
      [{ type: 'body', parameters: [text('x'.repeat(length))] }],
      contractOf({ type: 'BODY', text: '{{1}}' }, ...more),
    )
  assert.deepEqual(of(32_768), [undefined, undefined])
  assert.equal(of(32_769)[0], 132005)
  assert.deepEqual(of(1024, { type: 'FOOTER', text: 'Bye' }), [undefined, undefined])
  assert.equal(of(1025, { type: 'FOOTER', text: 'Bye' })[0], 132005)
})

test('types in capitals, as in Meta’s examples, are the same types', () => {
  const carousel = [
    {
      type: 'BODY',
      parameters: [
        { type: 'TEXT', text: 'a' },
        { type: 'TEXT', text: 'b' },
      ],
    },
    { type: 'BUTTON', sub_type: 'URL', index: '0', parameters: [{ type: 'TEXT', text: '7' }] },
  ]
  assert.deepEqual(fields(carousel), [])
})

test('a send with thousands of wrong parts is answered with 20 problems', () => {
  const junk = Array.from({ length: 5000 }, () => ({ type: 'junk', parameters: 1 }))
  assert.equal(fields(junk).length, 20)
})

test('each problem names its path in the send and what was given', () => {
  const button = { type: 'button', sub_type: 'url', index: 0, parameters: [text('7')] }
  const body = (...parameters: unknown[]) => ({ type: 'body', parameters })
  assert.deepEqual(fields([body(text('a'), text('b')), button]), [])
  assert.deepEqual(fields(undefined), ['template.components', 'template.components'])
  assert.deepEqual(checkTemplateSend(order, { components: [body(text('a')), button] }), [
    {
      field: 'template.components.0.parameters',
      message: 'the body takes 2 parameters (given: 1): {{2}} missing',
      metaDetails: 'body: number of localizable_params (1) does not match the expected number of params (2)',
    },
  ])
  assert.deepEqual(fields([body(text('a'), text('b'), text('c')), button]), ['template.components.0.parameters.2'])
  assert.deepEqual(fields([body(text('a\nb'), text(5)), button]), [
    'template.components.0.parameters.0.text',
    'template.components.0.parameters.1.text',
  ])
  assert.deepEqual(fields([body(text('a'), text('b')), { ...button, index: 1 }]), [
    'template.components.1.index',
    'template.components',
  ])
  assert.deepEqual(fields([body(text('a'), text('b')), { ...button, sub_type: 'quick_reply' }]), [
    'template.components.1.sub_type',
  ])
  assert.deepEqual(fields([body(text('a'), text('b')), button, { type: 'header', parameters: [text('x')] }]), [
    'template.components.2.parameters',
  ])
  assert.deepEqual(fields([body(text('x'.repeat(1020)), text('b')), button]), ['template.components.0.parameters'])
  assert.deepEqual(fields([body({ ...text('a'), parameter_name: 'x' }, text('b')), button]), [
    'template.components.0.parameters.0.parameter_name',
  ])
})

test('the status of an order goes beside what the template takes, since no template shows that it does', () => {
  const status = { reference_id: 'order-77', order: { status: 'shipped' } }
  const part = { type: 'order_status', parameters: [{ type: 'order_status', order_status: status }] }
  const body = { type: 'body', parameters: [text('a'), text('b')] }
  const button = { type: 'button', sub_type: 'url', index: 0, parameters: [text('7')] }
  assert.deepEqual(fields([body, button, part]), [])
  assert.deepEqual(fields([body, button, { ...part, type: 'order' }]), ['template.components.2.type'])
})

test('named variables are told by their name', () => {
  const named = templateContract([{ type: 'BODY', text: 'Hi {{first}} and {{last}} there' }], 'NAMED')
  const given = (...names: string[]) => [
    { type: 'body', parameters: names.map((parameter_name) => ({ ...text('a'), parameter_name })) },
  ]
  assert.deepEqual(fields(given('last', 'first'), named), [])
  assert.deepEqual(
    checkTemplateSend(named, { components: given('first', 'middle') }).map(({ message }) => message),
    ['the body has no variable "middle": it has first, last', 'the body lacks its parameter last'],
  )
})

test('a one-time password is given twice: in the body and in the button, of at most 15 characters', () => {
  const otp = templateContract(
    [
      { type: 'BODY', text: '*{{1}}* is your verification code.' },
      {
        type: 'BUTTONS',
        buttons: [
          { type: 'URL', text: 'Copy', url: 'https://www.whatsapp.com/otp/code/?otp_type=COPY_CODE&code=otp{{1}}' },
        ],
      },
    ],
    'POSITIONAL',
  )
  assert.deepEqual(check(otp, { body: ['123456'], buttons: { 0: '123456' } }), [])
  assert.equal(check(otp, { body: ['123456'] }).length, 1)
  assert.equal(check(otp, { body: ['123456'], buttons: { 0: '1'.repeat(16) } }).length, 1)
})

test('a button of several products has at most 10 sections and 30 products', () => {
  const mpm = templateContract(
    [
      { type: 'BODY', text: 'See what is new' },
      { type: 'BUTTONS', buttons: [{ type: 'MPM', text: 'View items' }] },
    ],
    'POSITIONAL',
  )
  const section = (title: string | undefined, count: number) => ({
    ...(title !== undefined && { title }),
    product_items: Array.from({ length: count }, (_, at) => ({ product_retailer_id: `p${at}` })),
  })
  const places = (...sections: unknown[]) => {
    const action = { thumbnail_product_retailer_id: 'p0', sections }
    const button = { type: 'button', sub_type: 'mpm', index: '0', parameters: [{ type: 'action', action }] }
    return fields([button], mpm).map((field) => field.replace('template.components.0.parameters.0.action.', ''))
  }
  assert.deepEqual(places(section(undefined, 30)), [])
  assert.deepEqual(places(...Array.from({ length: 10 }, () => section('x'.repeat(24), 3))), [])
  assert.deepEqual(places(section(undefined, 31)), ['sections'])
  assert.deepEqual(places(...Array.from({ length: 11 }, () => section('A', 1))), ['sections'])
  assert.deepEqual(places(section('A', 1), section(undefined, 1)), ['sections.1.title'])
  assert.deepEqual(places(section('x'.repeat(25), 1)), ['sections.0.title'])
  assert.deepEqual(places(section('A', 0), 'B'), [
    'sections.0.product_items',
    'sections.1.title',
    'sections.1.product_items',
  ])
})

test('any components of any shape give problems or none, never a crash', () => {
  fc.assert(
    fc.property(fc.anything(), fc.jsonValue(), (components, template) => {
      checkTemplateSend(order, { components })
      assert.ok(Array.isArray(lintTemplate(template)))
    }),
    { numRuns: 300 },
  )
})
