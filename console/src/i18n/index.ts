/** English and Korean. Each area keeps its own words in `areas/<area>/locales/<language>.json`; they load with its pages. */
import dayjs from 'dayjs'
import localizedFormat from 'dayjs/plugin/localizedFormat'
import relativeTime from 'dayjs/plugin/relativeTime'
import timezone from 'dayjs/plugin/timezone'
import utc from 'dayjs/plugin/utc'
import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'

dayjs.extend(utc)
dayjs.extend(timezone)
dayjs.extend(relativeTime)
dayjs.extend(localizedFormat)

export const LANGUAGES = { en: 'English', ko: '한국어' } as const
export type Language = keyof typeof LANGUAGES

const STORED = 'autogram.language'

const files = import.meta.glob<{ default: Record<string, unknown> }>(['./locales/*.json', '../areas/*/locales/*.json'])

/** The words of one namespace (an area's name, or `common`) in one language. */
async function words(language: string, namespace: string): Promise<Record<string, unknown>> {
  const path = namespace === 'common' ? `./locales/${language}.json` : `../areas/${namespace}/locales/${language}.json`
  const load = files[path]
  return load ? (await load()).default : {}
}

function isLanguage(name: string | undefined | null): name is Language {
  return name === 'en' || name === 'ko'
}

function firstLanguage(): Language {
  const stored = localStorage.getItem(STORED)
  if (isLanguage(stored)) return stored
  return navigator.language.startsWith('ko') ? 'ko' : 'en'
}

async function followLanguage(language: string): Promise<void> {
  document.documentElement.lang = language
  if (language === 'ko') await import('dayjs/locale/ko')
  dayjs.locale(language)
}

/** Everything that shows words may be drawn once this has ended. */
export async function startLanguage(): Promise<void> {
  const language = firstLanguage()
  await followLanguage(language)
  await i18next
    .use({
      type: 'backend',
      read: (name: string, namespace: string, done: (error: unknown, found: unknown) => void) => {
        words(name, namespace).then(
          (found) => done(null, found),
          (error: unknown) => done(error, false),
        )
      },
    })
    .use(initReactI18next)
    .init({
      lng: language,
      fallbackLng: 'en',
      supportedLngs: Object.keys(LANGUAGES),
      ns: ['common'],
      defaultNS: 'common',
      interpolation: { escapeValue: false },
      react: { useSuspense: true },
    })
}

export function currentLanguage(): Language {
  return isLanguage(i18next.language) ? i18next.language : 'en'
}

/** Changes the language of this browser. */
export async function speak(language: Language): Promise<void> {
  localStorage.setItem(STORED, language)
  await followLanguage(language)
  await i18next.changeLanguage(language)
}
