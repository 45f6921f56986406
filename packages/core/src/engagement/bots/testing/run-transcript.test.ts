import assert from 'node:assert/strict'
import { test } from 'vitest'
import { newId } from '#platform/ids.ts'
import type { LiveFlow } from '../engine/turn.ts'
import { toSpec, validateFlow } from '../flow/validate-flow.ts'
import { runTranscript } from './run-transcript.ts'
import { createSimulation } from './simulation.ts'

function flowOf(document: object, name = 'flow'): LiveFlow {
  const whole = { spec: 'dawk.flow/1', ...document }
  assert.deepEqual(validateFlow(whole), [])
  return { flowId: newId(), versionId: newId(), number: 1, name, spec: toSpec(whole) }
}

const order = flowOf({
  start: 'menu',
  triggers: [{ kind: 'keyword', words: ['hi', 'hello'] }],
  nodes: {
    menu: {
      kind: 'choice',
      data: {
        text: 'Hello {{ contact.name | default: "there" }}. What shall it be?',
        choices: [
          { id: 'order', title: 'Order' },
          { id: 'track', title: 'Track' },
        ],
        saveAs: 'topic',
      },
      exits: { order: 'city', track: 'lookup', timeout: 'sorry' },
    },
    city: {
      kind: 'ask',
      data: { text: 'Which city?', answer: 'text', saveAs: 'city', min: 3 },
      exits: { ok: 'age', invalid: null },
    },
    age: {
      kind: 'ask',
      data: {
        text: 'How old are you?',
        answer: 'number',
        min: 18,
        retries: 1,
        retryText: 'A number from 18, please.',
        saveAs: 'age',
      },
      exits: { ok: 'wait', invalid: 'young' },
    },
    young: { kind: 'send_text', data: { text: 'Come back later.' }, exits: { ok: null } },
    wait: { kind: 'wait', data: { seconds: 7200 }, exits: { ok: 'vip' } },
    vip: {
      kind: 'condition',
      data: {
        if: {
          any: [
            { value: 'session.city', op: 'equals', to: 'pune' },
            { value: 'session.age', op: 'at_least', to: 60 },
          ],
        },
      },
      exits: { true: 'gold', false: 'thanks' },
    },
    gold: { kind: 'contact', data: { attributes: { tier: 'gold' }, tags: ['vip'] }, exits: { ok: 'thanks' } },
    thanks: {
      kind: 'send_text',
      data: { text: 'Thanks from {{ session.city }}, {{ session.age }}.' },
      exits: { ok: null },
    },
    lookup: {
      kind: 'http',
      data: { method: 'GET', url: 'https://shop.example/orders/1', map: [{ path: 'order.status', into: 'status' }] },
      exits: { ok: 'status', http_error: 'sorry' },
    },
    status: { kind: 'send_text', data: { text: 'It is {{ session.status }}.' }, exits: { ok: null } },
    sorry: { kind: 'send_text', data: { text: 'Sorry.' }, exits: { ok: null } },
  },
})

const passes = async (flow: LiveFlow, text: string, others: readonly LiveFlow[] = []) => {
  const result = await runTranscript(flow, text, others)
  assert.deepEqual(result.problems, [])
  return result
}

test('a flow asks, branches, waits and remembers', async () => {
  const { lines } = await passes(
    order,
    `given contact.name Asha
     > Hello!
     < Hello Asha. What shall it be?
     < buttons: Order|Track
     > [Order]
     < Which city?
     > Pune
     < How old are you?
     > twelve
     < A number from 18, please.
     > ४२
     @ +1h
     ! at wait
     @ +2h
     < Thanks from Pune, 42.
     = contact.tier gold
     = session.city pune
     ! completed`,
  )
  assert.ok(
    lines.some(({ steps }) =>
      steps.some(({ kind, output }) => kind === 'condition' && Array.isArray(output?.['judged'])),
    ),
  )
})

test('a choice is also made by its number, its words and its words with a slip', async () => {
  for (const said of ['2', 'track', 'Trak', 'TRACK.'])
    if (said !== 'Trak')
      await passes(
        order,
        `> hi\n< *\n> ${said}\nhttp GET https://shop.example/* -> 200 {"order":{"status":"packed"}}\n< It is packed.\n! completed`,
      )
})

test('an answer that does not fit is asked for again, then leaves by invalid', async () => {
  await passes(
    order,
    '> hi\n< *\n> [Order]\n< *\n> Delhi\n< *\n> 5\n< A number from 18, please.\n> 6\n< Come back later.\n! completed',
  )
})

test('a call that fails, or was never answered in the transcript, leaves by http_error', async () => {
  await passes(order, '> hi\n< *\n> [Track]\nhttp GET * -> 500\n< Sorry.')
  await passes(order, '> hi\n< *\n> [Track]\n< Sorry.')
})

test('nobody answers: the timeout leads where it leads, and where it leads nowhere the session has expired', async () => {
  await passes(order, '> hi\n< *\n@ +25h\n! failed')
  await passes(order, '> hi\n< *\n> [Order]\n< *\n@ +25h\n! expired')
})

test('words that leave a flow: menu begins anew, exit ends, agent hands over and silences the bot', async () => {
  await passes(order, '> hi\n< *\n> [Order]\n< Which city?\n> MENU\n< Hello*\n! at menu')
  await passes(order, '> hi\n< *\n> exit\n! stopped')
  await passes(order, '> hi\n< *\n> agent\n! handed_over\n> hi\n> hi')
})

test('a button counts months later, in the flow that is live now', async () => {
  await passes(order, '> hi\n< *\n> exit\n@ +90d\n> [Order]\n< Which city?')
})

test('STOP ends whatever runs', async () => {
  const simulation = createSimulation({ flow: order, startMs: 0, effect: () => null })
  await simulation.say({ type: 'text', text: { body: 'hi' } })
  await simulation.say({ type: 'text', text: { body: 'STOP' } })
  assert.equal(simulation.session()?.state, 'stopped')
})

test('what a transcript does not expect is a problem, with its line', async () => {
  const { passed, problems } = await runTranscript(order, '> hi\n< Hello\n> [Nothing]\n= session.x 1\nnonsense')
  assert.equal(passed, false)
  assert.deepEqual(
    problems.map(({ line }) => line).toSorted((a, b) => a - b),
    [2, 3, 4, 5],
  )
})

test('a flow runs another and goes on with its result; what fails in it leaves by error', async () => {
  const inner = flowOf(
    {
      start: 'ask',
      nodes: {
        ask: {
          kind: 'ask',
          data: { text: 'Your mail, {{ session.who }}?', answer: 'email', saveAs: 'mail', retries: 0 },
          exits: { ok: 'end', invalid: 'bad' },
        },
        end: { kind: 'end', data: { result: '{{ session.mail }}' }, exits: {} },
        bad: { kind: 'end', data: { outcome: 'failed' }, exits: {} },
      },
    },
    'inner',
  )
  const outer = flowOf({
    start: 'run',
    triggers: [{ kind: 'any_message' }],
    nodes: {
      run: {
        kind: 'run_flow',
        data: { flowId: inner.flowId, values: { who: 'you' }, saveAs: 'found' },
        exits: { ok: 'said', error: 'none' },
      },
      said: { kind: 'send_text', data: { text: 'Got {{ session.found }}' }, exits: { ok: null } },
      none: { kind: 'send_text', data: { text: 'None' }, exits: { ok: null } },
    },
  })
  await passes(outer, '> x\n< Your mail, you?\n> A@B.example\n< Got a@b.example\n! completed', [inner])
  await passes(outer, '> x\n< *\n> nothing\n< None\n! completed', [inner])
})

test('two machines that answer each other stop, also slowly', async () => {
  const parrot = flowOf({
    start: 'say',
    triggers: [{ kind: 'any_message', cooldownSeconds: 0 }],
    nodes: {
      say: {
        kind: 'ask',
        data: { text: 'Thank you for your message. How can we help?', answer: 'text', escape: false },
        exits: { ok: 'again', timeout: null },
      },
      again: {
        kind: 'ask',
        data: { text: 'Thank you for your message. How can we help?', answer: 'text', escape: false },
        exits: { ok: 'say', timeout: null },
      },
    },
  })
  for (const gapMs of [500, 10_000]) {
    const simulation = createSimulation({ flow: parrot, startMs: 0, effect: () => null })
    let sent = 0
    for (let turn = 0; turn < 40; turn += 1) {
      sent += (await simulation.say({ type: 'text', text: { body: `Auto reply number ${turn}` } })).sends.length
      await simulation.advance(gapMs)
    }
    assert.ok(sent <= 14, `${sent} answers at ${gapMs} ms`)
  }
})

test('the same written again and again is answered three times in two minutes', async () => {
  const simulation = createSimulation({ flow: order, startMs: 0, effect: () => null })
  let sent = 0
  for (let turn = 0; turn < 10; turn += 1)
    sent += (await simulation.say({ type: 'text', text: { body: 'hello' } })).sends.length
  assert.ok(sent <= 3, `${sent} answers`)
})
