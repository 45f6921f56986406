import { i18n, type Messages } from '@lingui/core'

interface Language {
  name: string
  direction: 'ltr' | 'rtl'
  load(): Promise<{ messages: Messages }>
}

/** Each in its own words. */
const languages: Readonly<Record<string, Language>> = {
  en: { name: 'English', direction: 'ltr', load: () => import('#locales/en.po') },
}

const key = 'dawk.language'

/** What the person chose here, or else the browser's first language that we speak. */
export function preferredLanguage(): string {
  const wanted = [localStorage.getItem(key), ...navigator.languages].filter((one) => one !== null)
  for (const one of wanted) {
    const found = Object.keys(languages).find((name) => one === name || one.split('-')[0] === name.split('-')[0])
    if (found) return found
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
