import { i18n, type Messages } from '@lingui/core'

interface Language {
  name: string
  direction: 'ltr' | 'rtl'
  load(): Promise<{ messages: Messages }>
}

/** Each in its own words. */
export const languages: Readonly<Record<string, Language>> = {
  en: { name: 'English', direction: 'ltr', load: () => import('#locales/en.po') },
  es: { name: 'Español', direction: 'ltr', load: () => import('#locales/es.po') },
  'pt-BR': { name: 'Português (Brasil)', direction: 'ltr', load: () => import('#locales/pt-BR.po') },
  hi: { name: 'हिन्दी', direction: 'ltr', load: () => import('#locales/hi.po') },
  ar: { name: 'العربية', direction: 'rtl', load: () => import('#locales/ar.po') },
}

const key = 'dawk.language'

/** What the person chose here, or else the browser's first language that we speak. */
export function preferredLanguage(): string {
  const preferred = [localStorage.getItem(key), ...navigator.languages].filter((one) => one !== null)
  for (const one of preferred) {
    const language = Object.keys(languages).find((name) => one === name || one.split('-')[0] === name.split('-')[0])
    if (language) return language
  }
  return 'en'
}

export const directionOf = (language: string): 'ltr' | 'rtl' => languages[language]?.direction ?? 'ltr'

export async function activateLanguage(language: string): Promise<void> {
  const { messages } = await (languages[language] ?? (languages['en'] as Language)).load()
  i18n.loadAndActivate({ locale: language, messages })
  document.documentElement.lang = language
  document.documentElement.dir = directionOf(language)
}

/** From the next load on; what is being written is kept. */
export function chooseLanguage(language: string): void {
  localStorage.setItem(key, language)
  location.reload()
}
