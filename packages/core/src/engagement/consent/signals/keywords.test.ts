import assert from 'node:assert/strict'
import { test } from 'vitest'
import { matchKeyword, phrasesOf } from './keywords.ts'

const saying = (text: string) => matchKeyword(text)?.keyword ?? null

test.each([
  'STOP',
  ' stop. ',
  'Stop!!!',
  '«stop»',
  'STOP 🛑',
  '🙏🏽 stop',
  'Stop️',
  'opt-out',
  'Unsubscribe',
  'StopAll',
  'बंद',
  'रोकें।',
  'baja',
  'Parar',
  'SAIR',
  'cancelar.',
  'berhenti',
  'Stopp',
  'abmelden',
  'ARRÊT',
  'arret',
  'Arre\u0302t',
])('%s stops', (text) => {
  assert.equal(saying(text), 'stop')
})

test.each([
  'stop, o Zé não vem',
  'please stop',
  'Where does the bus stop?',
  'non-stop',
  'the end',
  'बंद करो भाई',
  'cancel my order',
  '',
  '🛑',
  '...',
  'STOP '.repeat(100),
])('%s is a sentence, or nothing', (text) => {
  assert.equal(saying(text), null)
})

test('start and yes are told apart, and a language only where one word is one language', () => {
  assert.deepEqual([saying('Start'), saying('unstop'), saying('YES!')], ['start', 'start', 'agree'])
  assert.deepEqual(matchKeyword('abmelden'), { keyword: 'stop', language: 'de' })
  assert.equal(matchKeyword('stop')?.language, null)
})

test('an account has phrases of its own, compared in the same way', () => {
  const own = { stop: ['No more offers, please'], start: ['Offers on'] }
  assert.equal(matchKeyword('no more offers please 🙏', own)?.keyword, 'stop')
  assert.equal(matchKeyword('OFFERS ON', own)?.keyword, 'start')
  assert.equal(matchKeyword('no more offers', own), null)
})

test('buttons say what stands on them, or what they carry', () => {
  assert.deepEqual(phrasesOf({ type: 'text', text: { body: 'hi' } }), ['hi'])
  assert.deepEqual(phrasesOf({ type: 'button', button: { text: 'Stop promotions', payload: 'STOP' } }), [
    'Stop promotions',
    'STOP',
  ])
  assert.deepEqual(phrasesOf({ type: 'interactive', interactive: { button_reply: { id: 'stop', title: 'Enough' } } }), [
    'Enough',
    'stop',
  ])
  assert.deepEqual(phrasesOf({ type: 'text', text: { body: 7 } }), [])
  assert.deepEqual(phrasesOf({ type: 'text', text: null }), [])
})
