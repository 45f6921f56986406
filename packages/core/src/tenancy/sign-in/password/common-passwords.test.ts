import assert from 'node:assert/strict'
import { test } from 'vitest'
import { isCommonPassword } from './common-passwords.ts'

test('joined, lengthened and respelt common passwords are known as such', () => {
  for (const common of [
    ...[
      'password12345',
      'Passw0rd!2024',
      'P@ssw0rd1234',
      'qwertyuiop123',
      'iloveyou12345',
      'welcome12345',
      'Summer2024!!!',
    ],
    ...[
      'letmein123456',
      'adminadmin123',
      '1q2w3e4r5t6y7',
      'abcdefghijklm',
      'whatsapp-2025',
      'ChangeMe12345',
      'zxcvbnm,./123',
    ],
    ...['monkeydragon1', 'footballfootball', 'test1234test1234', '9876543210987', 'qwertzuiop!!1'],
  ])
    assert.equal(isCommonPassword(common), true, common)
})

test('leaked passwords are known, also lengthened, repeated, respelt and reversed', () => {
  for (const common of [
    ...[
      'mustang19841984',
      '!!liverpool2019',
      'liverpoolliverpool',
      'loopreviL2019!',
      'ch0c0l@te-12345',
      'Metallica987654',
    ],
    ...['1234567890qwerty', 'basketball1999'],
  ])
    assert.equal(isCommonPassword(common), true, common)
})

test('words that somebody chose are not', () => {
  for (const good of [
    'correct horse battery staple',
    'four other words in a row',
    'vermilion heron 41',
    'Tr4ktor-im-Regen',
    'kX3v9Qp0aZ7m',
  ])
    assert.equal(isCommonPassword(good), false, good)
})
