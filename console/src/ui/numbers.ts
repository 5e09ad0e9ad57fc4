import { currentLanguage } from '~/i18n'

/** 12,345; null and undefined are a dash, never zero. */
export function counted(value: number | null | undefined): string {
  return value == null ? '–' : new Intl.NumberFormat(currentLanguage()).format(value)
}

/** 12.3K where space is short. */
export function compact(value: number | null | undefined): string {
  return value == null
    ? '–'
    : new Intl.NumberFormat(currentLanguage(), { notation: 'compact', maximumFractionDigits: 1 }).format(value)
}

/** 4.2 % from 4.2. */
export function percent(value: number | null | undefined, digits = 1): string {
  return value == null
    ? '–'
    : new Intl.NumberFormat(currentLanguage(), { style: 'percent', maximumFractionDigits: digits }).format(value / 100)
}

/** $1.23 from cents of a US dollar. */
export function dollars(cents: number | null | undefined): string {
  return cents == null
    ? '–'
    : new Intl.NumberFormat(currentLanguage(), { style: 'currency', currency: 'USD' }).format(cents / 100)
}

const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const

/** 3.4 MB from bytes. */
export function bytes(value: number): string {
  const step = Math.min(Math.floor(Math.log10(Math.max(value, 1)) / 3), UNITS.length - 1)
  return new Intl.NumberFormat(currentLanguage(), {
    style: 'unit',
    unit: UNITS[step],
    unitDisplay: 'short',
    maximumFractionDigits: 1,
  }).format(value / 1000 ** step)
}
